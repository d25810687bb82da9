//! Inflections of Portuguese.
//!
//! The endings are those of the paradigms in Cunha and Cintra, *Nova gramática do português
//! contemporâneo* (1984), without accents.

use super::ending::{Endings, without_ending};

/// Plurals, with the singular's ending.
const PLURALS: [(&str, &str); 11] = [
    ("oes", "ao"),
    ("aes", "ao"),
    ("ais", "al"),
    ("eis", "el"),
    ("ois", "ol"),
    ("uis", "ul"),
    ("ns", "m"),
    ("res", "r"),
    ("zes", "z"),
    ("ses", "s"),
    ("s", ""),
];

/// The vowels of gender, and endings of verbs.
const ENDINGS: [Endings; 1] = [Endings(
    3,
    &[
        "a", "o", "e", "ar", "er", "ir", "ando", "endo", "indo", "ado", "ada", "ido", "ida", "ou",
        "ei", "eu", "iu", "am", "em", "amo", "emo", "imo", "ava", "avam", "avamo", "ia", "iam",
        "iamo", "ara", "era", "ira", "aram", "eram", "iram", "aramo", "eramo", "iramo", "arao",
        "erao", "irao", "arei", "erei", "irei", "aremo", "eremo", "iremo", "aria", "eria", "iria",
        "ariam", "eriam", "iriam", "ariamo", "eriamo", "iriamo", "asse", "esse", "isse", "assem",
        "essem", "issem", "assemo", "essemo", "issemo", "arem", "erem", "irem", "armo", "ermo",
        "irmo", "este", "aste", "iste",
    ],
)];

pub(super) fn stem(word: &str) -> String {
    let singular = PLURALS.iter().find_map(|(plural, singular)| {
        let rest = word.strip_suffix(plural)?;
        (rest.len() >= 3).then(|| format!("{rest}{singular}"))
    });
    without_ending(singular.as_deref().unwrap_or(word), &ENDINGS).to_owned()
}
