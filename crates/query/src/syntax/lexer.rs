//! Cuts a query into operands, operators and parentheses.
//!
//! The lexer goes through the text once, from left to right. Operands leave
//! it complete, weight included: what is in a phrase or behind `date:` has
//! rules of its own and is no matter for the parser.

use std::ops::Range;

use super::ParseOptions;
use super::backslash::{trim_end, unescaped, unescaped_pattern};
use super::diagnostic::{DiagnosticCode, Diagnostics};
use super::expr::{DistanceKind, Exactness, ExprKind, Scope};
use super::field::{self, FieldKind};
use super::word::{self, Keyword};

/// More dashes than this in a row exclude nothing.
const MOST_SIGNS: usize = 16;

/// A piece of a query.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    /// A leaf of the tree.
    Operand { kind: ExprKind, weight: Option<f32> },
    /// `in:all`.
    Scope(Scope),
    /// `title:`, for the operand that follows.
    Field(FieldKind),
    /// An opening parenthesis, with what stood right before it.
    Open(Opener),
    /// A closing parenthesis.
    Close { weight: Option<f32> },
    /// `AND`, `&&`.
    And,
    /// `OR`, `||`.
    Or,
    /// `NOT`, `-`, `!`.
    Not,
    /// `+`.
    Plus,
    /// `w/5` and its like.
    Distance(DistanceKind),
    /// `NOT w/5`.
    Apart(DistanceKind),
}

/// What opens a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Opener {
    /// The query itself.
    Query,
    /// `(`.
    Parenthesis,
    /// `headline(`.
    Field(&'static str),
    /// `atleast3(`.
    AtLeast(u32),
}

/// A place in a query that is being cut.
#[derive(Debug)]
pub(super) struct Lexer<'a> {
    pub(super) text: &'a str,
    pub(super) position: usize,
    pub(super) options: &'a ParseOptions,
    pub(super) diagnostics: Diagnostics,
    /// A token that was cut together with the one before it.
    pub(super) queued: Option<(Token, Range<usize>)>,
}

impl<'a> Lexer<'a> {
    pub(super) fn new(text: &'a str, options: &'a ParseOptions) -> Self {
        Self { text, position: 0, options, diagnostics: Diagnostics::default(), queued: None }
    }

    /// The next token with its bytes, if there is one.
    pub(super) fn next_token(&mut self) -> Option<(Token, Range<usize>)> {
        if self.queued.is_some() {
            return self.queued.take();
        }
        loop {
            self.skip_spaces();
            let start = self.position;
            let first = self.rest().chars().next()?;
            let second = self.rest()[first.len_utf8()..].chars().next();
            let token = match first {
                '(' => {
                    self.position += 1;
                    Some(Token::Open(Opener::Parenthesis))
                }
                ')' => {
                    self.position += 1;
                    Some(Token::Close { weight: self.group_suffixes() })
                }
                '&' if second == Some('&') => Some(self.sign(2, Token::And)),
                '|' if second == Some('|') => Some(self.sign(2, Token::Or)),
                '-' | '!' | '+' if self.is_sign(second) => {
                    let is_plus = first == '+';
                    Some(self.sign(1, if is_plus { Token::Plus } else { Token::Not }))
                }
                '-' | '!' | '+' => self.noise(1),
                '=' => self.exact(),
                '/' => self.slash(),
                _ if word::is_quote(first) => self.quoted(Exactness::Folded),
                _ => self.run(),
            };
            if let Some(token) = token {
                return Some((token, start..self.position));
            }
        }
    }

    pub(super) fn rest(&self) -> &'a str {
        &self.text[self.position..]
    }

    /// A run of characters that may be a keyword, a function, a field or a
    /// word.
    fn run(&mut self) -> Option<Token> {
        let start = self.position;
        if let Some(token) = self.foreign_field().or_else(|| self.foreign_date()) {
            return Some(token);
        }
        if let Some(name) = word::field_name(self.rest())
            && let Some(kind) = field::find(name, &self.options.own_fields)
        {
            return self.field(kind, name);
        }
        let run = &self.rest()[..word::run_len(self.rest())];
        if run.is_empty() {
            return self.noise(self.rest().chars().next().map_or(0, char::len_utf8));
        }
        let end = start + run.len();
        if self.text[end..].starts_with('(')
            && let Some(opener) = self.function(run, start)
        {
            self.position = end + 1;
            return Some(Token::Open(opener));
        }
        let foreign =
            self.foreign_exclusion(run, start).or_else(|| self.foreign_distance(run, start..end));
        if foreign.is_some() {
            return foreign;
        }
        if let Some((keyword, in_range)) = word::keyword(word::without_tail(run)) {
            self.position = end;
            return Some(self.keyword(keyword, in_range, start..end));
        }
        if let Some((name, value)) = run.split_once(':')
            && !name.is_empty()
        {
            let next = self.text[end..].chars().next();
            let is_before_group = next.is_some_and(|c| c == '(' || word::is_quote(c));
            if field::looks_like_a_name(name) && !value.starts_with(['/', '\\']) {
                if value.is_empty() && is_before_group {
                    self.unknown_field(name, start..end);
                    self.position = end;
                    return Some(Token::Field(FieldKind::Unknown(name.to_owned())));
                }
                if word::has_letters(value) {
                    self.unknown_field(name, start..start + name.len() + 1);
                }
            }
        }
        self.position = end;
        self.word(run, start, Exactness::Inflected)
    }

    /// `title:`; for an address the value is cut along with it.
    pub(super) fn field(&mut self, kind: FieldKind, name: &str) -> Option<Token> {
        let start = self.position;
        let colon_end = start + name.len() + 1;
        match kind {
            FieldKind::Text(_) | FieldKind::Unknown(_) => {
                self.position = colon_end;
                match &kind {
                    FieldKind::Text(name) => self.exact_value(name),
                    _ => None,
                }
                .or(Some(Token::Field(kind)))
            }
            FieldKind::Literal(_) => {
                self.position = colon_end;
                let value = &self.rest()[..word::literal_len(self.rest())];
                if word::has_letters(value) {
                    self.position += value.len();
                    // At its end a backslash has nothing to escape.
                    let value = trim_end(value, |c| c == '\\');
                    let exactness = Exactness::Inflected;
                    let leaf = if word::has_star(value) {
                        ExprKind::Wildcard { pattern: unescaped_pattern(value), exactness }
                    } else {
                        ExprKind::Word { text: unescaped(value), exactness }
                    };
                    let operand = Token::Operand { kind: leaf, weight: None };
                    self.queued = Some((operand, colon_end..self.position));
                }
                Some(Token::Field(kind))
            }
            FieldKind::NumberOf(field) | FieldKind::DateOf(field) => {
                self.position = colon_end;
                self.exact_value(field.as_str()).or_else(|| {
                    self.position = start;
                    self.condition(kind, name)
                })
            }
            FieldKind::Date(_) | FieldKind::Words | FieldKind::Has | FieldKind::In => {
                self.condition(kind, name)
            }
        }
    }

    fn function(&mut self, run: &str, start: usize) -> Option<Opener> {
        if run.eq_ignore_ascii_case("headline") {
            return Some(Opener::Field("title"));
        }
        if run.eq_ignore_ascii_case("byline") {
            return Some(Opener::Field("author"));
        }
        let atleast = run.split_at_checked("atleast".len());
        let Some((_, digits)) = atleast.filter(|(name, _)| name.eq_ignore_ascii_case("atleast"))
        else {
            return self.foreign_function(run, start..start + run.len());
        };
        let (count, in_range) = word::count(digits)?;
        if !in_range {
            self.out_of_range(start..start + run.len(), format!("atleast{count}"));
        }
        Some(Opener::AtLeast(count))
    }

    fn keyword(&mut self, keyword: Keyword, in_range: bool, span: Range<usize>) -> Token {
        match keyword {
            Keyword::And => Token::And,
            Keyword::Or => Token::Or,
            Keyword::Not => Token::Not,
            Keyword::Distance(kind) => {
                if !in_range {
                    self.out_of_range(span, kind.to_string());
                }
                Token::Distance(kind)
            }
        }
    }

    /// `=` or `==` before a word or a phrase.
    fn exact(&mut self) -> Option<Token> {
        let start = self.position;
        let signs = if self.rest().starts_with("==") { 2 } else { 1 };
        let exactness = if signs == 2 { Exactness::LettersAndCase } else { Exactness::Letters };
        let behind = &self.rest()[signs..];
        match behind.chars().next() {
            Some(quote) if word::is_quote(quote) => {
                self.position += signs;
                self.quoted(exactness)
            }
            Some('(') => {
                self.position += signs;
                self.diagnostics.repair(
                    DiagnosticCode::MisplacedOperator,
                    start..start + signs,
                    || {
                        (
                            "`=` stands before a word or a phrase, not before a group; left out"
                                .to_owned(),
                            None,
                        )
                    },
                );
                None
            }
            _ => {
                let len = word::run_len(behind);
                self.position += signs;
                if len == 0 {
                    self.no_word(start..start + signs);
                    return None;
                }
                let run = &behind[..len];
                self.position += len;
                self.word(run, start + signs, exactness)
            }
        }
    }

    /// A regular expression, `/s`, or a word that begins with a slash.
    fn slash(&mut self) -> Option<Token> {
        let Some(len) = word::regex_len(self.rest()) else {
            return self.run();
        };
        let pattern = self.rest()[1..len - 1].to_owned();
        let span = self.position..self.position + len;
        self.position += len;
        if pattern.len() > word::LONGEST_REGEX {
            self.diagnostics.error(DiagnosticCode::UnusablePattern, span, || {
                let most = word::LONGEST_REGEX;
                (format!("an expression between slashes has at most {most} bytes"), None)
            });
        }
        let weight = self.group_suffixes();
        Some(Token::Operand { kind: ExprKind::Regex { pattern }, weight })
    }

    fn sign(&mut self, len: usize, token: Token) -> Token {
        self.position += len;
        token
    }

    /// Whether a `-`, `!` or `+` here is an operator: something stands right
    /// behind it and nothing right before.
    fn is_sign(&self, behind: Option<char>) -> bool {
        let before = self.text[..self.position].chars().next_back();
        let is_free = before.is_none_or(|c| {
            c.is_whitespace() || matches!(c, '(' | '&' | '|' | '-' | '+' | '!' | ':')
        });
        // Several of them with nothing behind are a dash, and so are very many.
        let behind = match behind {
            Some('-') => self.rest().chars().take(MOST_SIGNS).find(|c| *c != '-'),
            behind => behind,
        };
        is_free && behind.is_some_and(|c| !c.is_whitespace() && c != ')')
    }

    fn skip_spaces(&mut self) {
        let rest = self.rest();
        self.position += rest.len() - rest.trim_start().len();
    }

    fn noise(&mut self, len: usize) -> Option<Token> {
        let start = self.position;
        self.position += len;
        self.no_word(start..self.position);
        None
    }

    /// Remarks that some signs were left out, unless they merely punctuate.
    pub(super) fn no_word(&mut self, span: Range<usize>) {
        let text = self.text;
        if text[span.clone()].chars().all(|c| ",;:.!?…".contains(c)) {
            return;
        }
        self.diagnostics.note(DiagnosticCode::NoWord, span.clone(), || {
            (format!("`{}` is no word; left out", shorten(&text[span])), None)
        });
    }

    pub(super) fn out_of_range(&mut self, span: Range<usize>, read_as: String) {
        self.diagnostics.repair(DiagnosticCode::NumberOutOfRange, span, || {
            (format!("that number is out of range; read as `{read_as}`"), Some(read_as))
        });
    }

    pub(super) fn unknown_field(&mut self, name: &str, span: Range<usize>) {
        let own_fields = &self.options.own_fields;
        self.diagnostics.repair(DiagnosticCode::UnknownField, span, || {
            let hint = field::nearest(name, own_fields)
                .map_or(String::new(), |nearest| format!("; did you mean `{nearest}:`?"));
            let name = shorten(name);
            (format!("there is no field `{name}`, so it is read as a word{hint}"), Some(name))
        });
    }
}

/// A text for a message: not longer than a few words.
pub(crate) fn shorten(text: &str) -> String {
    const MOST: usize = 60;
    let kept = &text[..text.floor_char_boundary(MOST)];
    let kept = kept.replace(['\n', '\r', '\t'], " ");
    if text.len() > MOST { format!("{kept}…") } else { kept }
}
