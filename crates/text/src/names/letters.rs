//! Goes through a word letter by letter, each script by its own table.

use super::sound::Sound;
use super::{arabic, armenian, cyrillic, georgian, greek, hebrew, latin};
use crate::script::Script;

/// The sounds of the letters at the front, and how many letters that are.
pub(super) type Reading = (&'static [Sound], usize);

/// A letter that has no sound of its own.
pub(super) const MUTE: Reading = (&[], 1);

/// The letters of a word that are read; what lies beyond tells no names apart.
pub(super) const READ_LETTERS: usize = 40;

/// The most letters that are waited for, the one that is read among them: `schtsch` is one sound.
const MOST_WAITING: usize = 7;

/// The most sounds that are certain at once: no letter that waits has more than three.
const MOST_CERTAIN: usize = 3 * MOST_WAITING;

/// A few sounds, in order.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sounds {
    sounds: [Sound; MOST_CERTAIN],
    len: usize,
}

impl Sounds {
    pub(super) fn as_slice(&self) -> &[Sound] {
        &self.sounds[..self.len]
    }

    fn extend(&mut self, sounds: &[Sound]) {
        self.sounds[self.len..self.len + sounds.len()].copy_from_slice(sounds);
        self.len += sounds.len();
    }
}

/// Reads the letters of a word, in lower case, as they come.
///
/// What a letter stands for may depend on those behind it, so a few wait for them.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Reader {
    waiting: [char; MOST_WAITING],
    len: u8,
    /// The letters so far.
    read: u8,
    /// The letter before the first that waits.
    before: Option<char>,
}

impl Reader {
    pub(super) fn has_begun(&self) -> bool {
        self.read > 0
    }

    /// Reads on by a letter; gives the sounds that are certain now.
    pub(super) fn push(&mut self, letter: char) -> Sounds {
        let mut sounds = Sounds::default();
        if usize::from(self.read) == READ_LETTERS {
            return sounds;
        }
        self.read += 1;
        self.waiting[usize::from(self.len)] = latin::plain(letter);
        self.len += 1;
        while self.len > 0 && usize::from(self.len) > look_ahead(self.rest()) {
            self.read_first(&mut sounds);
        }
        sounds
    }

    /// The sounds of the letters that wait, where the word ends.
    pub(super) fn finish(mut self) -> Sounds {
        let mut sounds = Sounds::default();
        while self.len > 0 {
            self.read_first(&mut sounds);
        }
        sounds
    }

    fn rest(&self) -> &[char] {
        &self.waiting[..usize::from(self.len)]
    }

    fn read_first(&mut self, sounds: &mut Sounds) {
        let (read, used) = reading(self.before, self.rest());
        sounds.extend(read);
        self.before = Some(self.waiting[used - 1]);
        self.waiting.copy_within(used.., 0);
        self.len -= u8::try_from(used).unwrap_or(self.len);
    }
}

/// Whether a word that begins so is in a script that leaves vowels out.
pub(super) fn is_abjad(first: char) -> bool {
    matches!(Script::of_letter(first), Some(Script::Hebrew | Script::Arabic))
}

/// The sounds at the front of `rest`, which has a letter.
pub(super) fn reading(before: Option<char>, rest: &[char]) -> Reading {
    match Script::of_letter(rest[0]) {
        Some(Script::Latin) => latin::read(before, rest),
        Some(Script::Greek) => greek::read(before, rest),
        Some(Script::Cyrillic) => cyrillic::read(before, rest),
        Some(Script::Armenian) => armenian::read(before, rest),
        Some(Script::Hebrew) => hebrew::read(before, rest),
        Some(Script::Arabic) => arabic::read(before, rest),
        Some(Script::Georgian) => georgian::read(before, rest),
        _ => MUTE,
    }
}

/// How many letters behind the first of `rest` its reading may depend on, going by what is known
/// of them.
fn look_ahead(rest: &[char]) -> usize {
    match Script::of_letter(rest[0]) {
        Some(Script::Latin) => latin::look_ahead(rest),
        Some(Script::Greek) => greek::look_ahead(rest),
        Some(Script::Cyrillic) => cyrillic::look_ahead(rest),
        Some(Script::Armenian) => armenian::look_ahead(rest),
        Some(Script::Hebrew) => hebrew::look_ahead(rest),
        Some(Script::Arabic) => arabic::look_ahead(rest),
        Some(Script::Georgian) => georgian::look_ahead(rest),
        _ => 0,
    }
}
