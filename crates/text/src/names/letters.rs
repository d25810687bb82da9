//! Goes through a word letter by letter, each script by its own table.

use super::sound::Sound;
use super::{arabic, armenian, cyrillic, georgian, greek, hebrew, latin};

/// The sounds of the letters at the front, and how many letters that are.
pub(super) type Reading = (&'static [Sound], usize);

/// A letter that has no sound of its own.
pub(super) const MUTE: Reading = (&[], 1);

/// The letters of a word that are read; what lies beyond tells no names apart.
const READ_LETTERS: usize = 40;

/// The most sounds of a word that count.
pub(super) const MOST_SOUNDS: usize = 24;

/// The sounds of a word, in order.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sounds {
    sounds: [Sound; MOST_SOUNDS],
    len: usize,
}

impl Sounds {
    pub(super) fn as_slice(&self) -> &[Sound] {
        &self.sounds[..self.len]
    }

    /// Adds a sound, but not the same consonant or vowel twice in a row: doubled letters are
    /// spelling.
    fn push(&mut self, sound: Sound) {
        let is_doubled = self.len > 0 && self.sounds[self.len - 1] == sound;
        if !is_doubled && self.len < MOST_SOUNDS {
            self.sounds[self.len] = sound;
            self.len += 1;
        }
    }
}

/// The sounds of a word in lower case, and whether its script leaves vowels out.
pub(super) fn read(word: &str) -> (Sounds, bool) {
    let mut letters = ['\0'; READ_LETTERS];
    let mut len = 0;
    for (place, letter) in letters.iter_mut().zip(word.chars()) {
        *place = latin::plain(letter);
        len += 1;
    }
    let letters = &letters[..len];
    let mut sounds = Sounds::default();
    let mut is_abjad = false;
    let mut at = 0;
    while at < letters.len() {
        let before = at.checked_sub(1).map(|before| letters[before]);
        let rest = &letters[at..];
        let (read, used) = match rest[0] {
            '\0'..='\u{36F}' | '\u{1E00}'..='\u{1EFF}' => latin::read(before, rest),
            '\u{370}'..='\u{3FF}' | '\u{1F00}'..='\u{1FFF}' => greek::read(before, rest),
            '\u{400}'..='\u{52F}' => cyrillic::read(before, rest),
            '\u{530}'..='\u{58F}' => armenian::read(before, rest),
            '\u{590}'..='\u{5FF}' => {
                is_abjad = true;
                hebrew::read(before, rest)
            }
            '\u{600}'..='\u{6FF}' => {
                is_abjad = true;
                arabic::read(before, rest)
            }
            '\u{10A0}'..='\u{10FF}' => georgian::read(before, rest),
            _ => MUTE,
        };
        for sound in read {
            sounds.push(*sound);
        }
        at += used;
    }
    (sounds, is_abjad)
}
