//! Inflections of French.
//!
//! The endings are those of the paradigms in Grevisse and Goosse, *Le bon usage* (2011), without
//! accents.

use super::ending::{Endings, without_ending, without_tail};

/// Endings of nouns and adjectives, and of verbs.
const ENDINGS: [Endings; 1] = [Endings(
    3,
    &[
        "s", "x", "e", "es", "t", "ts", "ee", "ees", "i", "ie", "is", "ies", "u", "ue", "us",
        "ues", "er", "ir", "re", "ez", "ons", "ent", "ents", "a", "as", "ai", "ais", "ait", "ions",
        "iez", "aient", "ames", "ates", "erent", "it", "imes", "ites", "irent", "ut", "urent",
        "erai", "eras", "era", "erons", "erez", "eront", "erais", "erait", "erions", "eraient",
        "irai", "iras", "ira", "irons", "irez", "iront", "irais", "irait", "iraient", "rai", "ra",
        "rons", "ront", "rait", "raient", "ant", "ants", "ante", "antes", "issons", "issez",
        "issent", "issant", "issait", "issaient", "ere", "eres", "if", "ifs", "ive", "ives", "eux",
        "euse", "euses", "el", "els", "elle", "elles", "en", "ens", "enne", "ennes",
    ],
)];

const TAILS: [&str; 1] = ["ent"];

pub(super) fn stem(word: &str) -> String {
    let singular = match word.strip_suffix("aux") {
        // `nouveaux`, but `journaux` of `journal`.
        Some(rest) if rest.ends_with('e') => format!("{rest}au"),
        Some(rest) if rest.len() > 2 => format!("{rest}al"),
        _ => word.to_owned(),
    };
    without_tail(without_ending(&singular, &ENDINGS), &TAILS).to_owned()
}
