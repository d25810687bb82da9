//! Inflections of Czech.
//!
//! The endings are those of the paradigms in Petr et al., *Mluvnice češtiny 2* (1986), without
//! accents.

use super::ending::{Endings, without_ending, without_fleeting_vowel, without_tail};

/// Endings of nouns, of adjectives, and of verbs.
const ENDINGS: [Endings; 1] = [Endings(
    3,
    &[
        "a", "u", "o", "e", "i", "y", "um", "em", "ovi", "ech", "ich", "ach", "ami", "emi", "imi",
        "mi", "am", "im", "ou", "ata", "aty", "eho", "emu", "ym", "ych", "ymi", "iho", "imu", "at",
        "it", "et", "nout", "al", "ala", "alo", "ali", "aly", "el", "ela", "elo", "eli", "ely",
        "il", "ila", "ilo", "ili", "ily", "nul", "nula", "nulo", "nuli", "nuly", "ame", "ate",
        "aji", "ime", "ite", "eji", "eme", "ete",
    ],
)];

const TAILS: [&str; 8] = ["em", "im", "am", "at", "it", "al", "el", "il"];

pub(super) fn stem(word: &str) -> String {
    let mut stem = without_tail(without_ending(word, &ENDINGS), &TAILS).to_owned();
    // One verb in two stems: `kupovat`, `kupuje`.
    if stem.len() > 4 && stem.ends_with("uj") {
        stem.truncate(stem.len() - 2);
        stem.push_str("ov");
    }
    without_fleeting_vowel(&mut stem, &["ek", "ec", "en", "el", "er"]);
    stem
}
