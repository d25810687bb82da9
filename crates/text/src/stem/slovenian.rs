//! Inflections of Slovenian.
//!
//! The endings are those of the paradigms in Toporišič, *Slovenska slovnica* (4th edition, 2000),
//! without accents.

use super::ending::{Endings, soften_nik, without_ending, without_fleeting_vowel, without_tail};

/// Endings of nouns, of words in `-ija` and of adjectives; then of verbs.
const ENDINGS: [Endings; 2] = [
    Endings(
        3,
        "a u o e i om em ih ama oma ema ami ah oh eh ima imi im mi ij ija ije iji ijami ijah ijam \
         ega emu ej",
    ),
    Endings(
        4,
        "ati iti eti uti ovati am amo ate ajo imo ite ijo emo ete ejo \
         uje ujem ujemo ujejo al ala alo ali ale il ila ilo ili ile el ela elo eli ele",
    ),
];

const TAILS: [&str; 9] = ["ov", "ev", "em", "om", "im", "am", "al", "el", "il"];

pub(super) fn stem(word: &str) -> String {
    let mut stem = without_tail(without_ending(word, &ENDINGS), &TAILS).to_owned();
    without_fleeting_vowel(&mut stem, &["ek", "ec", "en", "er", "el"]);
    soften_nik(&mut stem);
    // `društvo`, `društev`: the second loses its ending and its `v` with it.
    if stem.len() > 4 && stem.ends_with("tv") {
        stem.pop();
    }
    stem
}
