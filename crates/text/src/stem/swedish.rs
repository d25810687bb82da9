//! Inflections of Swedish.
//!
//! The endings are those of the paradigms in Teleman, Hellberg and Andersson, *Svenska Akademiens
//! grammatik* (1999), without accents. Participles in `-ande` are words of their own.

use super::ending::{Endings, without_ending};

/// Endings of nouns, of adjectives, and of verbs, each with the `s` of genitive or passive.
const ENDINGS: [Endings; 1] = [Endings(
    3,
    &[
        "s", "a", "as", "e", "es", "an", "ans", "en", "ens", "et", "ets", "ar", "ars", "er", "ers",
        "or", "ors", "arna", "arnas", "erna", "ernas", "orna", "ornas", "are", "aren", "arens",
        "arne", "ern", "erns", "ad", "ade", "ades", "at", "ats", "ast", "aste",
    ],
)];

/// What is left of words that are derived with `-het`, which is no ending.
const QUALITY: [Endings; 1] = [Endings(3, &["en", "ens", "er", "ers", "erna", "ernas", "s"])];

/// Consonants before which a `t` or `d` is an ending: `byggd`, `sagt`.
const CLOSED: [&str; 7] = ["dd", "gd", "nn", "dt", "gt", "kt", "tt"];

pub(super) fn stem(word: &str) -> String {
    let quality = without_ending(word, &QUALITY);
    if quality.ends_with("het") {
        return quality.to_owned();
    }
    let mut stem = without_ending(word, &ENDINGS).to_owned();
    if stem.len() > 3 && CLOSED.iter().any(|end| stem.ends_with(end)) {
        stem.pop();
    }
    stem
}
