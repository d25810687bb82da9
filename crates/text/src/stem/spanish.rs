//! Inflections of Spanish.
//!
//! The endings are those of the paradigms in Real Academia Española, *Nueva gramática de la lengua
//! española* (2009), without accents.

use super::ending::{Endings, without_ending};

/// The vowels of gender, plurals, and endings of verbs.
const ENDINGS: [Endings; 1] = [Endings(
    3,
    &[
        "a", "o", "e", "as", "os", "es", "s", "i", "is", "ar", "er", "ir", "ando", "iendo",
        "yendo", "ado", "ada", "ados", "adas", "ido", "ida", "idos", "idas", "an", "en", "amos",
        "emos", "imos", "aste", "aron", "iste", "io", "ieron", "aba", "abas", "aban", "abamos",
        "ia", "ias", "ian", "iamos", "are", "ara", "aras", "aran", "aremos", "ere", "era", "eras",
        "eran", "eremos", "ire", "ira", "iras", "iran", "iremos", "aria", "arias", "arian",
        "ariamos", "eria", "erias", "erian", "eriamos", "iria", "irias", "irian", "iriamos",
        "aramos", "ase", "asen", "asemos", "iera", "ieras", "ieran", "ieramos", "iese", "iesen",
        "iesemos", "arse", "erse", "irse",
    ],
)];

pub(super) fn stem(word: &str) -> String {
    let mut stem = without_ending(word, &ENDINGS).to_owned();
    if word.ends_with("ces") && stem.ends_with('c') {
        stem.pop();
        stem.push('z');
    }
    stem
}
