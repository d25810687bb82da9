//! Finds the words that an article writes only with a capital: its names, more or less.
//!
//! It is told apart whether a capital is *sure*: inside a sentence of ordinary writing, where only
//! a name has one. First words have it anyway, and in a headline or a line most of whose words are
//! capitalised it says nothing.

use std::mem::take;

use tantivy::schema::Field;
use text::{Language, Lexicon, Name, Token};

use super::sink::TermSink;
use crate::{NAME_SEPARATOR, SURE_NAME, UNSURE_NAME};

/// So many words of an article are looked at together. A lexicon has room for all of them, so that
/// what is found never depends on what it held before.
const WORDS_TOGETHER: usize = 8_000;

/// In a line of ordinary writing at most one in so many words has a capital.
const ORDINARY_SHARE: u32 = 2;

/// Collects the names of one article after the other, whose words are in one lexicon.
#[derive(Debug)]
pub(crate) struct NameWords {
    /// Whether an apostrophe stands between a name and what ends it, and behind no other word.
    marks_names: bool,
    /// The lexicon's generation, which the entries below belong to.
    generation: u64,
    /// The number of the article, or of the part of it, that is looked at.
    article: u32,
    /// Words of that part so far.
    words: usize,
    /// By entry of the lexicon: the last article that has it.
    seen: Vec<u32>,
    /// By entry of the lexicon: the last article that has it with a capital in a sure place.
    sure: Vec<u32>,
    /// By entry of the lexicon: the numbers of a name's terms, once they were needed.
    terms: Vec<Option<Box<[u32]>>>,
    /// The generation of the terms, which those numbers belong to.
    terms_generation: u64,
    /// The entries with a capital in the article.
    capitals: Vec<u32>,
    /// The numbers of the article's names, each with how often it is said to have them.
    found: Vec<(u32, u32)>,
    line: Line,
}

/// What was met of a line.
#[derive(Debug, Default)]
struct Line {
    words: u32,
    capitals: u32,
    /// The entries with a capital inside a sentence, which is sure once the line is known to be
    /// ordinary writing.
    inside: Vec<u32>,
    /// Where the last word ended.
    end: usize,
}

/// Where a word stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place<'t> {
    /// The text that the word is of.
    pub(crate) text: &'t str,
    /// Whether it is a headline, whose capitals say nothing.
    pub(crate) is_headline: bool,
    /// Whether the word is the first of a sentence.
    pub(crate) is_first: bool,
}

impl NameWords {
    /// For articles of a language.
    pub(crate) fn new(language: Language) -> Self {
        Self {
            marks_names: language == Language::TURKISH,
            generation: 0,
            article: 0,
            words: 0,
            seen: Vec::new(),
            sure: Vec::new(),
            terms: Vec::new(),
            terms_generation: 0,
            capitals: Vec::new(),
            found: Vec::new(),
            line: Line::default(),
        }
    }

    /// Begins with an article of so many bytes.
    pub(crate) fn begin(&mut self, bytes: usize, lexicon: &mut Lexicon) {
        // A word and its compound, of at least a byte each.
        lexicon.make_room_for(2 * bytes.min(WORDS_TOGETHER));
        self.go_on(lexicon);
    }

    /// Begins with a part of an article, for whose words the lexicon has room.
    fn go_on(&mut self, lexicon: &Lexicon) {
        if self.generation != lexicon.generation() || self.article == u32::MAX {
            self.generation = lexicon.generation();
            self.article = 0;
            self.seen.clear();
            self.sure.clear();
            self.terms.clear();
        }
        self.article += 1;
        self.words = 0;
        self.capitals.clear();
        self.line.inside.clear();
    }

    /// Whether as many words were met as are looked at together.
    #[inline]
    pub(crate) fn is_full(&self) -> bool {
        self.words >= WORDS_TOGETHER
    }

    /// Begins with a text of the article.
    pub(crate) fn begin_text(&mut self) {
        self.end_line();
        self.line.end = 0;
    }

    /// Meets a word that is no part of the article's own text.
    #[inline]
    pub(crate) fn pass(&mut self) {
        self.words += 1;
    }

    /// Meets a word of the article.
    #[inline]
    pub(crate) fn meet(&mut self, token: &Token<'_>, place: Place<'_>) {
        self.words += 1;
        let bytes = place.text.as_bytes();
        let end = std::mem::replace(&mut self.line.end, token.end).min(token.start);
        let is_space = token.start == end + 1 && bytes[end] == b' ';
        if !is_space && bytes[end..token.start].contains(&b'\n') {
            self.end_line();
        }
        self.line.words += 1;
        let entry = token.entry as usize;
        if entry >= self.seen.len() {
            self.seen.resize(entry + 1, 0);
        }
        let is_new = std::mem::replace(&mut self.seen[entry], self.article) != self.article;
        let letter = bytes[token.start];
        let has_capital = match letter {
            0..0x80 => letter.is_ascii_uppercase(),
            _ => place.text[token.start..].chars().next().is_some_and(may_begin_name),
        };
        if has_capital {
            let is_inside =
                !place.is_headline && !place.is_first && goes_on(&bytes[end..token.start]);
            self.meet_capital(token, place.text, is_new, is_inside);
        }
    }

    fn meet_capital(&mut self, token: &Token<'_>, text: &str, is_new: bool, is_inside: bool) {
        if is_new {
            self.capitals.push(token.entry);
        }
        self.line.capitals += 1;
        let is_marked = self.marks_names && has_suffix(&text[token.end..]);
        if (is_inside || is_marked) && has_case(text, token) {
            let entry = token.entry as usize;
            if entry >= self.sure.len() {
                self.sure.resize(self.seen.len(), 0);
            }
            if is_marked {
                self.sure[entry] = self.article;
            } else if self.sure[entry] != self.article {
                self.line.inside.push(token.entry);
            }
        }
    }

    /// Settles what was found inside the sentences of a line.
    fn end_line(&mut self) {
        let Line { words, capitals, .. } = self.line;
        if capitals.saturating_mul(ORDINARY_SHARE) <= words {
            for entry in self.line.inside.drain(..) {
                self.sure[entry as usize] = self.article;
            }
        }
        self.line.inside.clear();
        (self.line.words, self.line.capitals) = (0, 0);
    }

    /// Collects the names that were met, and begins anew with the words that come, for which there
    /// is room then.
    pub(crate) fn end_part(&mut self, lexicon: &mut Lexicon, sink: &mut impl TermSink) {
        self.collect(lexicon, sink);
        lexicon.make_room_for(2 * WORDS_TOGETHER);
        self.go_on(lexicon);
    }

    /// Adds the terms of the article's names to their field.
    pub(crate) fn write(&mut self, lexicon: &Lexicon, field: Field, sink: &mut impl TermSink) {
        self.collect(lexicon, sink);
        // A name in capitals throughout is the same one; the surer of two places counts.
        self.found.sort_unstable();
        self.found.dedup_by_key(|(number, _)| *number);
        for (number, count) in self.found.drain(..) {
            sink.push_counted(field, count, number);
        }
    }

    /// Takes the names out of the words that were met.
    fn collect(&mut self, lexicon: &Lexicon, sink: &mut impl TermSink) {
        self.end_line();
        if self.terms_generation != sink.generation() {
            self.terms_generation = sink.generation();
            self.terms.clear();
        }
        for entry in take(&mut self.capitals) {
            let letters = lexicon.forms(entry).exact;
            let twin = lexicon.entry_of(letters).filter(|twin| *twin != entry);
            let is_seen = |twin: u32| self.seen.get(twin as usize) == Some(&self.article);
            if twin.is_some_and(is_seen) {
                continue;
            }
            let entry = entry as usize;
            if entry >= self.terms.len() {
                self.terms.resize_with(entry + 1, Option::default);
            }
            let numbers = self.terms[entry].get_or_insert_with(|| numbers_of(letters, sink));
            let is_sure = self.sure.get(entry) == Some(&self.article);
            let count = if is_sure { SURE_NAME } else { UNSURE_NAME };
            self.found.extend(numbers.iter().map(|number| (*number, count)));
        }
    }
}

/// Whether it is a capital, or a letter of a script that has none and writes names with vowels
/// left out or in letters of its own.
fn may_begin_name(letter: char) -> bool {
    match letter {
        // Hebrew, Arabic, Georgian.
        '\u{590}'..='\u{6FF}' | '\u{10D0}'..='\u{10FF}' => letter.is_alphabetic(),
        _ => letter.is_uppercase(),
    }
}

/// Whether a word that may be a name begins with a letter that has a small one.
fn has_case(text: &str, token: &Token<'_>) -> bool {
    text[token.start..].chars().next().is_some_and(char::is_uppercase)
}

/// Whether an ending follows behind an apostrophe.
fn has_suffix(after: &str) -> bool {
    let suffix = after.strip_prefix(['\'', '\u{2019}']);
    suffix.is_some_and(|suffix| suffix.starts_with(char::is_alphabetic))
}

/// Whether a sentence goes on over what stands between two words: no quotation, colon or dash
/// begins one inside, and no line, which may be a heading.
fn goes_on(gap: &[u8]) -> bool {
    matches!(gap, b" " | b"'")
        || gap == "\u{2019}".as_bytes()
        || (!gap.is_empty() && gap.iter().all(|byte| b" ,-./&".contains(byte)))
}

/// The numbers of a name's terms.
fn numbers_of(letters: &str, sink: &mut impl TermSink) -> Box<[u32]> {
    let keys = Name::new(letters).keys().into_iter();
    keys.map(|key| sink.number(&format!("{key}{NAME_SEPARATOR}{letters}"))).collect()
}
