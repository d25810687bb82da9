//! Finds where the sentences and paragraphs of a text start.
//!
//! A blank line starts a paragraph. A sentence starts after sentence
//! punctuation, closing quotes and white space, unless the next letter is a
//! small one or the full stop belongs to an initial, an acronym, an abbreviation
//! or the number of a list. A single line end is white space like any other, for
//! bodies are often wrapped.

mod abbreviation;

use abbreviation::ends_abbreviation;

/// What starts at a boundary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum BoundaryKind {
    /// A sentence inside a paragraph.
    Sentence,
    /// A paragraph, and with it its first sentence.
    Paragraph,
}

/// The start of a sentence or paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Boundary {
    /// Byte offset of its first character that is not white space.
    pub start: usize,
    /// What starts there.
    pub kind: BoundaryKind,
}

/// The starts of the sentences and paragraphs of a text, from left to right.
///
/// The first character that is not white space starts a paragraph. Offsets rise
/// and lie on character boundaries.
///
/// ```
/// use text::Boundaries;
///
/// let starts: Vec<_> = Boundaries::new("Mr. Smith left. He was late.").map(|b| b.start).collect();
/// assert_eq!(starts, [0, 16]);
/// ```
#[derive(Debug, Clone)]
pub struct Boundaries<'t> {
    text: &'t str,
    /// Where the next look begins; a character boundary.
    at: usize,
    /// Where the present sentence began.
    sentence_start: usize,
    /// Whether anything but white space was met.
    is_started: bool,
}

/// What the characters before `at` say of a sentence end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// No sentence ends here.
    No,
    /// One ends if white space follows.
    BeforeSpace,
    /// One ends, as in scripts without spaces.
    Here,
}

/// How many quotes, brackets and dashes may stand before a sentence's first
/// letter.
const OPENERS_LIMIT: usize = 16;

/// The bytes that neither end a sentence nor a line, nor begin a character beyond ASCII.
static PLAIN: [bool; 256] = {
    let mut plain = [false; 256];
    let mut byte = 0_u8;
    while byte.is_ascii() {
        plain[byte as usize] = !matches!(byte, b'.' | b'!' | b'?' | b'\t'..=b'\r');
        byte += 1;
    }
    plain
};

impl<'t> Boundaries<'t> {
    /// The boundaries of `text`.
    pub fn new(text: &'t str) -> Self {
        Self { text, at: 0, sentence_start: 0, is_started: false }
    }

    fn boundary(&mut self, start: usize, kind: BoundaryKind) -> Boundary {
        self.at = start;
        self.sentence_start = start;
        self.is_started = true;
        Boundary { start, kind }
    }

    fn next_character(&self) -> Option<char> {
        self.text.get(self.at..)?.chars().next()
    }

    /// Skips what neither ends a sentence nor a line.
    fn skip_plain(&mut self) {
        let rest = &self.text.as_bytes()[self.at..];
        let end = rest.iter().position(|byte| !PLAIN[usize::from(*byte)]);
        self.at += end.unwrap_or(rest.len());
    }

    /// Moves past white space and counts the line ends in it.
    fn skip_space(&mut self) -> usize {
        let mut line_ends = 0;
        let mut previous = ' ';
        while let Some(space) = self.next_character().filter(|next| next.is_whitespace()) {
            line_ends += match space {
                '\n' if previous == '\r' => 0,
                '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' => 1,
                '\u{2029}' => 2,
                _ => 0,
            };
            previous = space;
            self.at += space.len_utf8();
        }
        line_ends
    }

    /// What the punctuation mark at `at` says of a sentence end.
    fn end_at(&self, mark: char) -> End {
        match mark {
            '.' => {
                let after = self.at + 1;
                let is_ellipsis =
                    self.text[after..].starts_with('.') || self.text[..self.at].ends_with('.');
                let is_inside = self.text[after..].starts_with(char::is_alphanumeric);
                let sentence = &self.text[self.sentence_start..self.at];
                if !is_ellipsis && (is_inside || ends_abbreviation(sentence, &self.text[after..])) {
                    End::No
                } else {
                    End::BeforeSpace
                }
            }
            '!' | '?' | '…' | '‼' | '⁇' | '⁈' | '⁉' | '؟' | '۔' | '।' | '॥' | '։' | '።' | '፧' => {
                End::BeforeSpace
            }
            '。' | '！' | '？' | '｡' => End::Here,
            _ => End::No,
        }
    }

    /// Whether what stands at `at` may begin a sentence after punctuation.
    fn begins_sentence(&self) -> bool {
        let rest = self.text[self.at..].chars().take(OPENERS_LIMIT);
        let first = rest.into_iter().find(|character| !is_opener(*character));
        first.is_some_and(|first| !first.is_lowercase())
    }
}

impl Iterator for Boundaries<'_> {
    type Item = Boundary;

    fn next(&mut self) -> Option<Boundary> {
        let mut end = End::No;
        if !self.is_started {
            self.skip_space();
            self.next_character()?;
            return Some(self.boundary(self.at, BoundaryKind::Paragraph));
        }
        loop {
            if end == End::No {
                self.skip_plain();
            }
            let next = self.next_character()?;
            if next.is_whitespace() {
                let line_ends = self.skip_space();
                self.next_character()?;
                if line_ends >= 2 {
                    return Some(self.boundary(self.at, BoundaryKind::Paragraph));
                }
                if end != End::No && self.begins_sentence() {
                    return Some(self.boundary(self.at, BoundaryKind::Sentence));
                }
                end = End::No;
                continue;
            }
            let end_here = self.end_at(next);
            if end == End::No || end_here != End::No {
                end = end_here;
            } else if !is_closer(next) {
                if end == End::Here {
                    return Some(self.boundary(self.at, BoundaryKind::Sentence));
                }
                end = End::No;
            }
            self.at += next.len_utf8();
        }
    }
}

/// Quotes and brackets that may follow the punctuation of a sentence.
const fn is_closer(character: char) -> bool {
    matches!(
        character,
        '"' | '\''
            | ')'
            | ']'
            | '}'
            | '”'
            | '’'
            | '“'
            | '‘'
            | '»'
            | '«'
            | '›'
            | '‹'
            | '」'
            | '』'
            | '）'
            | '】'
            | '》'
            | '〉'
            | '*'
            | '_'
    )
}

/// Quotes, brackets and dashes that may stand before a sentence's first letter.
const fn is_opener(character: char) -> bool {
    is_closer(character)
        || matches!(
            character,
            '(' | '['
                | '{'
                | '„'
                | '‚'
                | '‟'
                | '「'
                | '『'
                | '（'
                | '【'
                | '《'
                | '〈'
                | '¿'
                | '¡'
                | '-'
                | '–'
                | '—'
                | '…'
                | '.'
                | ' '
                | '\u{A0}'
        )
}

#[cfg(test)]
mod tests;
