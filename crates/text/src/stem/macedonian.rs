//! Inflections of Macedonian.
//!
//! The endings are those of Friedman, *Macedonian* (2001), in folded letters:
//! `ќ` is `kj`, `ѓ` is `gj`. Of the three articles only the common one, in `t`, is taken off: the
//! others end as surnames do.

use super::bulgarian::without_article;
use super::ending::{Endings, soften_nik, without_ending, without_fleeting_vowel, without_tail};

/// Endings of nouns and adjectives, with the article of the masculine, then of verbs.
const ENDINGS: [Endings; 2] = [
    Endings(3, "a o e i ot iot ovi evi ovci ija ii ijo inja"),
    Endings(
        4,
        "am ame ate at ime ite eme ete \
         av avme avte aa ase iv ivme ivte ise ev evme evte ea ese \
         al ala alo ale il ila ilo ile el ela elo ele ajki ejki",
    ),
];

const TAILS: [&str; 8] = ["at", "am", "al", "el", "il", "av", "ev", "iv"];

pub(super) fn stem(word: &str) -> String {
    let rest = without_ending(without_article(word), &ENDINGS);
    let mut stem = without_tail(rest, &TAILS).to_owned();
    without_fleeting_vowel(&mut stem, &["an", "en", "ar", "er", "ok", "ek", "ec", "ol", "el"]);
    soften_nik(&mut stem);
    stem
}
