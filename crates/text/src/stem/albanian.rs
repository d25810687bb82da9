//! Inflections of Albanian nouns and adjectives.
//!
//! The endings are those of the declensions in Newmark, Hubbard and Prifti, *Standard Albanian: A
//! Reference Grammar* (1982), without accents. Verbs, whose stems change within, are left alone.

use super::ending::{Endings, without_ending, without_fleeting_vowel, without_tail};

/// Endings of the indefinite and the definite singular, then of the plural.
const ENDINGS: [Endings; 2] =
    [Endings(3, "a e i u in it un ut en es ia ise ine eve ave esh ish"), Endings(4, "et at")];

const TAILS: [&str; 8] = ["in", "it", "un", "ut", "en", "es", "et", "at"];

pub(super) fn stem(word: &str) -> String {
    let mut stem = without_tail(without_ending(word, &ENDINGS), &TAILS).to_owned();
    without_fleeting_vowel(&mut stem, &["er", "el", "em"]);
    stem
}
