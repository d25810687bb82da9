//! Inflections of Romanian.
//!
//! The endings are those of the paradigms in the Romanian Academy's *Gramatica limbii române*
//! (2005), without accents.

use super::ending::{Endings, without_ending};

/// Endings of nouns, with their article, and of adjectives and verbs.
const ENDINGS: [Endings; 1] = [Endings(
    3,
    &[
        "a", "e", "i", "o", "u", "l", "ul", "ului", "uri", "urile", "urilor", "le", "lui", "lor",
        "ua", "ia", "ie", "iei", "ii", "iile", "iilor", "iul", "iului", "ea", "ei", "ele", "elor",
        "ile", "ilor", "at", "ata", "ate", "ati", "atii", "atul", "atului", "atele", "atelor",
        "ut", "uta", "ute", "uti", "it", "ita", "ite", "iti", "ar", "am", "ai", "au", "eau", "eam",
        "em", "im", "ez", "ezi", "eaza", "eze", "esc", "esti", "este", "easca", "asca", "and",
        "ind", "ase", "asera", "ara", "ira", "ura", "are", "area", "ari", "arii", "ere", "erea",
        "eri", "ire", "irea", "iri",
    ],
)];

pub(super) fn stem(word: &str) -> String {
    without_ending(word, &ENDINGS).to_owned()
}
