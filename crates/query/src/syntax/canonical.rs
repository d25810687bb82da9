//! Prints a tree so that it parses to the same tree.
//!
//! Parentheses stand around every `AND`, `OR`, distance and list that is part
//! of something larger, so nothing hangs on precedence.

use std::fmt::{self, Write as _};

use super::expr::{
    DistanceKind, Exactness, Expr, ExprKind, NumberRange, PhrasePart, PhrasePartKind, Scope,
};
use super::{dialect, field, word};

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
            Self::Word { text, exactness } => write_word(f, text, *exactness),
            Self::Wildcard { pattern, exactness } => write!(f, "{}{pattern}", signs(*exactness)),
            Self::Fuzzy { word, distance } => write_fuzzy(f, word, *distance),
            Self::Name { word } => write!(f, "{word}~name"),
            Self::Regex { pattern } => write!(f, "/{pattern}/"),
            Self::Phrase { parts, exactness, slop } => write_phrase(f, parts, *exactness, *slop),
            Self::And { children, explicit } => {
                write_list(f, children, if *explicit { " AND " } else { " " }, *explicit)
            }
            Self::Or { children } => write_list(f, children, " OR ", true),
            Self::Not { inner } => write_with_sign(f, "-", inner),
            Self::Required { inner } => write_with_sign(f, "+", inner),
            Self::Field { name, inner } => {
                write!(f, "{name}:")?;
                if stands_behind_a_colon(name, &inner.kind) {
                    write!(f, "{inner}")
                } else {
                    write!(f, "({inner})")
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

/// The canonical form, cut after `most` bytes with `…`; printing stops there,
/// so the cost does not depend on the size of the tree.
pub(super) fn excerpt(expr: &Expr, most: usize) -> String {
    let mut excerpt = Excerpt { text: String::new(), most };
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

fn write_word(f: &mut fmt::Formatter<'_>, text: &str, exactness: Exactness) -> fmt::Result {
    let needs_quotes = match exactness {
        Exactness::Inflected => false,
        Exactness::Folded => true,
        Exactness::Letters | Exactness::LettersAndCase => !word::is_plain(text),
    };
    let quote = if needs_quotes { "\"" } else { "" };
    write!(f, "{}{quote}{text}{quote}", signs(exactness))
}

fn write_fuzzy(f: &mut fmt::Formatter<'_>, word: &str, distance: Option<u8>) -> fmt::Result {
    write!(f, "{word}~")?;
    distance.map_or(Ok(()), |distance| write!(f, "{distance}"))
}

fn write_phrase(
    f: &mut fmt::Formatter<'_>,
    parts: &[PhrasePart],
    exactness: Exactness,
    slop: Option<u32>,
) -> fmt::Result {
    f.write_str(signs(exactness))?;
    f.write_char('"')?;
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            f.write_char(' ')?;
        }
        match &part.kind {
            PhrasePartKind::Word(text) | PhrasePartKind::Wildcard(text) => f.write_str(text)?,
            PhrasePartKind::Fuzzy { word, distance } => write_fuzzy(f, word, *distance)?,
        }
    }
    f.write_char('"')?;
    slop.map_or(Ok(()), |slop| write!(f, "~{slop}"))
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

/// Whether a value can follow `name:` without parentheses.
fn stands_behind_a_colon(name: &str, value: &ExprKind) -> bool {
    if !field::is_literal(name) {
        return is_single(value);
    }
    match value {
        ExprKind::Word { text, exactness: Exactness::Inflected } => word::is_literal(text),
        ExprKind::Wildcard { pattern, exactness: Exactness::Inflected } => {
            word::has_star(pattern) && word::is_literal(pattern)
        }
        ExprKind::Phrase { .. } | ExprKind::Word { exactness: Exactness::Folded, .. } => true,
        _ => false,
    }
}

/// Whether `^3` can follow without parentheses.
fn takes_a_weight(kind: &ExprKind) -> bool {
    match kind {
        ExprKind::Field { name, inner } => !field::is_literal(name) || !is_single(&inner.kind),
        ExprKind::Date(_) | ExprKind::Number { .. } | ExprKind::Has { .. } => true,
        _ => is_single(kind),
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
