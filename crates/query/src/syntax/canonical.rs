//! Prints a tree so that it parses to the same tree.
//!
//! Parentheses stand around every `AND`, `OR`, distance and list that is part
//! of something larger, so nothing hangs on precedence. A word that would be
//! read as something else by itself has its signs behind backslashes.

use std::fmt::{self, Write as _};

use super::expr::{
    DistanceKind, Exactness, Expr, ExprKind, NumberRange, OwnRange, PhrasePart, PhrasePartKind,
    Scope,
};
use super::lexer::{Lexer, Token};
use super::{ParseOptions, backslash, dialect, field, word};

/// The canonical form.
impl fmt::Display for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.kind.fmt(f)
    }
}

impl fmt::Display for ExprKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All => f.write_char('*'),
            Self::Word { .. }
            | Self::Wildcard { .. }
            | Self::Fuzzy { .. }
            | Self::Name { .. }
            | Self::Phrase { .. } => write_leaf(f, self),
            Self::Regex { pattern } => write!(f, "/{pattern}/"),
            Self::And { children, explicit } => {
                write_list(f, children, if *explicit { " AND " } else { " " }, *explicit)
            }
            Self::Or { children } => write_list(f, children, " OR ", true),
            Self::Not { inner } => write_with_sign(f, "-", inner),
            Self::Required { inner } => write_with_sign(f, "+", inner),
            Self::Field { name, inner } => {
                write!(f, "{name}:")?;
                if !field::is_literal(name) {
                    return if is_single(&inner.kind) {
                        write!(f, "{inner}")
                    } else {
                        write!(f, "({inner})")
                    };
                }
                match as_address(name, &inner.kind) {
                    Some(address) => f.write_str(&address),
                    None => write!(f, "({inner})"),
                }
            }
            Self::Distance { left, right, kind } => {
                match &left.kind {
                    // `not w/5` says something else.
                    Self::Word { text, exactness: Exactness::Inflected }
                        if text.eq_ignore_ascii_case("not") =>
                    {
                        write!(f, "({left})")?;
                    }
                    _ => write_operand(f, left)?,
                }
                write!(f, " {kind} ")?;
                write_operand(f, right)
            }
            Self::AtLeast { count, inner } => write!(f, "atleast{count}({inner})"),
            Self::Boost { factor, inner } => {
                if takes_a_weight(&inner.kind) {
                    write!(f, "{inner}^{factor}")
                } else {
                    write!(f, "({inner})^{factor}")
                }
            }
            Self::Date(condition) => write!(f, "date:{condition}"),
            Self::Number { field, range } => write!(f, "{field}:{range}"),
            Self::Within { field, range: OwnRange::Numbers(range) } => write!(f, "{field}:{range}"),
            Self::Within { field, range: OwnRange::Days(days) } => write!(f, "{field}:{days}"),
            Self::Is { field, value } => {
                let value = value.replace('\\', "\\\\").replace('"', "\\\"");
                write!(f, "{field}:is(\"{value}\")")
            }
            Self::Has { field } => write!(f, "has:{field}"),
            Self::Scope(scope) => write!(f, "in:{scope}"),
        }
    }
}

impl fmt::Display for DistanceKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Near(words) => write!(f, "w/{words}"),
            Self::Before(words) => write!(f, "pre/{words}"),
            Self::Sentence => f.write_str("/s"),
            Self::Paragraph => f.write_str("/p"),
        }
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Title => "title",
            Self::Body => "body",
            Self::All => "all",
        })
    }
}

impl fmt::Display for NumberRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.min, self.max) {
            (Some(min), Some(max)) if min == max => write!(f, "{min}"),
            (min, max) => {
                if let Some(min) = min {
                    write!(f, "{min}")?;
                }
                f.write_str("..")?;
                max.map_or(Ok(()), |max| write!(f, "{max}"))
            }
        }
    }
}

/// The canonical form for a message, cut after 200 bytes with `…`; printing
/// stops there, so the cost does not depend on the size of the tree.
pub(super) fn reading(expr: &Expr) -> String {
    let mut excerpt = Excerpt { text: String::new(), most: 200 };
    if write!(excerpt, "{expr}").is_err() {
        excerpt.text.push('…');
    }
    excerpt.text
}

struct Excerpt {
    text: String,
    most: usize,
}

impl fmt::Write for Excerpt {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let room = self.most - self.text.len();
        let kept = text.floor_char_boundary(room);
        self.text.push_str(&text[..kept]);
        if kept < text.len() { Err(fmt::Error) } else { Ok(()) }
    }
}

/// Prints a word or a phrase as it is typed, and with its signs escaped where that would be read as
/// something else.
fn write_leaf(f: &mut fmt::Formatter<'_>, leaf: &ExprKind) -> fmt::Result {
    let as_it_is = spelt(leaf, &|text, _| text.to_owned());
    if is_read_as(&as_it_is, leaf) {
        return f.write_str(&as_it_is);
    }
    let escaped = spelt(leaf, &backslash::escaped);
    if is_read_as(&escaped, leaf) {
        return f.write_str(&escaped);
    }
    // It is no sign by which it is misread, but what it says: `AND`, `near3`.
    f.write_str(&spelt(leaf, &|text, is_pattern| {
        let begins = !is_pattern && text.starts_with(char::is_alphanumeric);
        format!("{}{}", if begins { "\\" } else { "" }, backslash::escaped(text, is_pattern))
    }))
}

/// A word or a phrase with its operators, its texts spelt in some way.
fn spelt(leaf: &ExprKind, spell: &dyn Fn(&str, bool) -> String) -> String {
    let mut text = String::new();
    let fuzzy = |word: &str, distance: &Option<u8>| {
        let distance = distance.map_or(String::new(), |distance| distance.to_string());
        format!("{}~{distance}", spell(word, false))
    };
    match leaf {
        ExprKind::Word { text: word, exactness } => {
            let needs_quotes = match exactness {
                Exactness::Inflected => false,
                Exactness::Folded => true,
                Exactness::Letters | Exactness::LettersAndCase => !word::is_plain(word),
            };
            let quote = if needs_quotes { "\"" } else { "" };
            text.extend([signs(*exactness), quote, &spell(word, false), quote]);
        }
        ExprKind::Wildcard { pattern, exactness } => {
            text.extend([signs(*exactness), &spell(pattern, true)]);
        }
        ExprKind::Fuzzy { word, distance } => text = fuzzy(word, distance),
        ExprKind::Name { word } => text.extend([&spell(word, false), "~name"]),
        ExprKind::Phrase { parts, exactness, slop } => {
            let part = |part: &PhrasePart| match &part.kind {
                PhrasePartKind::Word(word) => spell(word, false),
                PhrasePartKind::Wildcard(pattern) => spell(pattern, true),
                PhrasePartKind::Fuzzy { word, distance } => fuzzy(word, distance),
            };
            let parts: Vec<_> = parts.iter().map(part).collect();
            text = format!("{}\"{}\"", signs(*exactness), parts.join(" "));
            if let Some(slop) = slop {
                let _ = write!(text, "~{slop}");
            }
        }
        _ => {}
    }
    text
}

/// Whether a text by itself is read as this leaf, and nothing in it is mended.
fn is_read_as(text: &str, leaf: &ExprKind) -> bool {
    if let ExprKind::Word { text: word, exactness: Exactness::Inflected } = leaf
        && word.chars().all(char::is_lowercase)
    {
        return true;
    }
    // Which fields an archive has besides is not known here.
    if word::field_name(text.trim_start_matches('=')).is_some_and(field::may_be_a_field) {
        return false;
    }
    let options = ParseOptions::default();
    let mut lexer = Lexer::new(text, &options);
    let first = lexer.next_token();
    let is_it = matches!(
        &first,
        Some((Token::Operand { kind, weight: None }, _)) if kind == leaf
    );
    is_it && lexer.next_token().is_none() && !lexer.diagnostics.has_repairs()
}

/// The value behind the name of a field that is taken whole, if it can stand there by itself.
fn as_address(name: &str, value: &ExprKind) -> Option<String> {
    let (text, is_pattern) = match value {
        ExprKind::Word { text, exactness: Exactness::Inflected } => (text, false),
        ExprKind::Wildcard { pattern, exactness: Exactness::Inflected } => (pattern, true),
        ExprKind::Phrase { .. } | ExprKind::Word { exactness: Exactness::Folded, .. } => {
            return Some(value.to_string());
        }
        _ => return None,
    };
    let options = ParseOptions::default();
    let is_read = |spelt: &String| {
        // A backslash at its end would take what comes behind it.
        if spelt.ends_with('\\') && !spelt.ends_with("\\\\") {
            return false;
        }
        let typed = format!("{name}:{spelt}");
        let mut lexer = Lexer::new(&typed, &options);
        let is_field = matches!(lexer.next_token(), Some((Token::Field(_), _)));
        let read = lexer.next_token();
        let is_value = matches!(&read, Some((Token::Operand { kind, .. }, _)) if kind == value);
        is_field && is_value && lexer.next_token().is_none()
    };
    [text.clone(), backslash::escaped(text, is_pattern)].into_iter().find(is_read)
}

fn write_list(
    f: &mut fmt::Formatter<'_>,
    children: &[Expr],
    separator: &str,
    in_words: bool,
) -> fmt::Result {
    for (index, child) in children.iter().enumerate() {
        if index > 0 {
            f.write_str(separator)?;
        }
        let next = children.get(index + 1);
        match &child.kind {
            ExprKind::And { .. } | ExprKind::Or { .. } => write!(f, "({child})")?,
            _ if next.is_some_and(|next| begins_date(child, next)) => write!(f, "({child})")?,
            ExprKind::Not { inner } if in_words => write_with_sign(f, "NOT ", inner)?,
            _ => write!(f, "{child}")?,
        }
    }
    Ok(())
}

/// Whether the end of one part and the beginning of the next would be read as a date condition.
fn begins_date(one: &Expr, next: &Expr) -> bool {
    let (mut one, mut next) = (one, next);
    while let ExprKind::Not { inner }
    | ExprKind::Required { inner }
    | ExprKind::Field { inner, .. } = &one.kind
    {
        one = inner;
    }
    while let ExprKind::Distance { left, .. } = &next.kind {
        next = left;
    }
    match (&one.kind, &next.kind) {
        (
            ExprKind::Word { text: one, .. },
            ExprKind::Word { text: next, .. }
            | ExprKind::Wildcard { pattern: next, .. }
            | ExprKind::Fuzzy { word: next, .. }
            | ExprKind::Name { word: next },
        ) => dialect::begins_date(one, next),
        _ => false,
    }
}

fn write_with_sign(f: &mut fmt::Formatter<'_>, sign: &str, inner: &Expr) -> fmt::Result {
    f.write_str(sign)?;
    write_operand(f, inner)
}

/// Prints what an operator binds, in parentheses unless it is one thing.
fn write_operand(f: &mut fmt::Formatter<'_>, expr: &Expr) -> fmt::Result {
    match expr.kind {
        ExprKind::And { .. }
        | ExprKind::Or { .. }
        | ExprKind::Not { .. }
        | ExprKind::Required { .. }
        | ExprKind::Distance { .. } => write!(f, "({expr})"),
        _ => write!(f, "{expr}"),
    }
}

fn signs(exactness: Exactness) -> &'static str {
    match exactness {
        Exactness::Inflected | Exactness::Folded => "",
        Exactness::Letters => "=",
        Exactness::LettersAndCase => "==",
    }
}

/// Whether `^3` can follow without parentheses.
fn takes_a_weight(kind: &ExprKind) -> bool {
    match kind {
        ExprKind::Field { name, inner } => !field::is_literal(name) || !is_single(&inner.kind),
        kind => kind.is_condition() || is_single(kind),
    }
}

fn is_single(kind: &ExprKind) -> bool {
    matches!(
        kind,
        ExprKind::Word { .. }
            | ExprKind::Wildcard { .. }
            | ExprKind::Fuzzy { .. }
            | ExprKind::Name { .. }
            | ExprKind::Regex { .. }
            | ExprKind::Phrase { .. }
            | ExprKind::AtLeast { .. }
    )
}
