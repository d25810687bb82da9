//! Finds the words that an article writes only with a capital: its names, more or less.

use tantivy::schema::Field;
use text::{Lexicon, Name, Token};

use super::sink::TermSink;
use crate::NAME_SEPARATOR;

/// The most words of an article whose names are collected. A lexicon has room for all of them, so
/// that what is found never depends on what it held before. The names of a longer text, which is a
/// book, are known from other articles or not at all; it is found by them all the same.
const MOST_WORDS: usize = 8_000;

/// Collects the names of one article after the other, whose words are in one lexicon.
#[derive(Debug, Default)]
pub(crate) struct NameWords {
    /// The lexicon's generation, which the entries below belong to.
    generation: u64,
    /// The number of the article.
    article: u32,
    /// Words of the article so far.
    words: usize,
    /// By entry of the lexicon: the last article that has it.
    seen: Vec<u32>,
    /// By entry of the lexicon: the numbers of a name's terms, once they were needed.
    terms: Vec<Option<Box<[u32]>>>,
    /// The generation of the terms, which those numbers belong to.
    terms_generation: u64,
    /// The entries with a capital in the article.
    capitals: Vec<u32>,
}

impl NameWords {
    /// Begins with an article of so many bytes.
    pub(crate) fn begin(&mut self, bytes: usize, lexicon: &mut Lexicon) {
        // A word and its compound, of at least a byte each.
        lexicon.make_room_for(2 * bytes.min(MOST_WORDS));
        if self.generation != lexicon.generation() || self.article == u32::MAX {
            self.generation = lexicon.generation();
            self.article = 0;
            self.seen.clear();
            self.terms.clear();
        }
        self.article += 1;
        self.words = 0;
        self.capitals.clear();
    }

    /// Meets a word of the article with its first letter, or without one where it does not count.
    #[inline]
    pub(crate) fn meet(&mut self, token: &Token<'_>, first: Option<char>) {
        self.words += 1;
        let Some(first) = first.filter(|_| self.words <= MOST_WORDS) else { return };
        let entry = token.entry as usize;
        if entry >= self.seen.len() {
            self.seen.resize(entry + 1, 0);
        }
        if self.seen[entry] != self.article {
            self.seen[entry] = self.article;
            if may_begin_name(first) {
                self.capitals.push(token.entry);
            }
        }
    }

    /// Adds the terms of the article's names to their field.
    pub(crate) fn write(&mut self, lexicon: &Lexicon, field: Field, sink: &mut impl TermSink) {
        if self.words > MOST_WORDS {
            return;
        }
        if self.terms_generation != sink.generation() {
            self.terms_generation = sink.generation();
            self.terms.clear();
        }
        for entry in &self.capitals {
            let letters = lexicon.forms(*entry).exact;
            let twin = lexicon.entry_of(letters).filter(|twin| twin != entry);
            let is_seen = |twin: u32| self.seen.get(twin as usize) == Some(&self.article);
            if twin.is_some_and(is_seen) {
                continue;
            }
            let entry = *entry as usize;
            if entry >= self.terms.len() {
                self.terms.resize(entry + 1, None);
            }
            let numbers = self.terms[entry].get_or_insert_with(|| numbers(letters, sink));
            for number in numbers.iter() {
                sink.push_counted(field, 1, *number);
            }
        }
    }
}

/// Whether it is a capital, or a letter of a script that has none and writes names with vowels
/// left out or in letters of its own.
fn may_begin_name(letter: char) -> bool {
    match letter {
        '\0'..='\u{7F}' => letter.is_ascii_uppercase(),
        // Hebrew, Arabic, Georgian.
        '\u{590}'..='\u{6FF}' | '\u{10D0}'..='\u{10FF}' => letter.is_alphabetic(),
        _ => letter.is_uppercase(),
    }
}

/// The numbers of a name's terms.
fn numbers(letters: &str, sink: &mut impl TermSink) -> Box<[u32]> {
    let keys = Name::new(letters).keys().into_iter();
    keys.map(|key| sink.number(&format!("{key}{NAME_SEPARATOR}{letters}"))).collect()
}
