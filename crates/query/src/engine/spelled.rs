//! Walks the spellings of names in a dictionary, which the engine goes through byte by byte.

use schema::NAME_SEPARATOR;
use tantivy_fst::Automaton;
use text::{Comparison, Name};

/// Fits the terms of the field of names that stand under a key and are spellings of names.
#[derive(Debug)]
pub(crate) struct SpellingAutomaton {
    names: Vec<Name>,
    /// What such a term begins with.
    front: String,
}

impl SpellingAutomaton {
    pub(crate) fn new(key: &str, names: Vec<Name>) -> Self {
        Self { names, front: format!("{key}{NAME_SEPARATOR}") }
    }
}

/// What was read of a term.
#[derive(Debug, Clone)]
pub(crate) enum State {
    /// So many bytes of the front.
    Front(usize),
    /// Letters of what may be a spelling. The engine moves states about, so this one is boxed.
    Letters(Box<Letters>),
    /// What is no spelling, however it goes on.
    Other,
}

/// What was read of a word.
#[derive(Debug, Clone, Default)]
pub(crate) struct Letters {
    comparison: Comparison,
    /// The bits of the letter that is not read to its end.
    letter: u32,
    /// How many bytes of it are to come.
    missing: u8,
}

impl Letters {
    /// Reads on by a byte of UTF-8.
    fn read(&self, byte: u8, names: &[Name]) -> Self {
        let bits = u32::from(byte);
        let (letter, missing) = match byte {
            ..0x80 => (bits, 0),
            0x80..0xC0 => (self.letter << 6 | bits & 0x3F, self.missing.saturating_sub(1)),
            0xC0..0xE0 => (bits & 0x1F, 1),
            0xE0..0xF0 => (bits & 0x0F, 2),
            0xF0.. => (bits & 0x07, 3),
        };
        let comparison = match char::from_u32(letter) {
            Some(letter) if missing == 0 => self.comparison.with(names, letter),
            _ => self.comparison.clone(),
        };
        Self { comparison, letter, missing }
    }
}

impl Automaton for SpellingAutomaton {
    type State = State;

    fn start(&self) -> State {
        State::Front(0)
    }

    fn is_match(&self, state: &State) -> bool {
        match state {
            State::Letters(letters) => {
                letters.missing == 0 && letters.comparison.is_match(&self.names)
            }
            State::Front(_) | State::Other => false,
        }
    }

    fn can_match(&self, state: &State) -> bool {
        !matches!(state, State::Other)
    }

    fn accept(&self, state: &State, byte: u8) -> State {
        match state {
            State::Front(read) if self.front.as_bytes().get(*read) != Some(&byte) => State::Other,
            State::Front(read) if read + 1 == self.front.len() => State::Letters(Box::default()),
            State::Front(read) => State::Front(read + 1),
            State::Letters(letters) => {
                let letters = letters.read(byte, &self.names);
                let may_match = letters.comparison.may_match();
                if may_match { State::Letters(Box::new(letters)) } else { State::Other }
            }
            State::Other => State::Other,
        }
    }
}
