//! Inflections of Slovak.
//!
//! The endings are those of the paradigms in Dvonč et al., *Morfológia slovenského jazyka*
//! (1966), without accents.

use super::ending::{Endings, soften_nik, without_ending, without_fleeting_vowel, without_tail};

/// Endings of nouns, of adjectives, and of verbs.
const ENDINGS: [Endings; 1] = [Endings(
    3,
    "a u o e i y om ovi em ov ami mi och ach am ovia iach iam iami ia iu iou ou ie ii at \
     eho emu ej ym ymi ych ieho iemu iem im imi ich iej ovho ovmu \
     it iet ovat nut et ame ate aju ime eme ete ieme iete \
     uju uje ujem ujeme al ala alo ali il ila ilo ili el ela elo eli \
     ovala oval ovalo ovali nul nula nulo nuli uc uci ajuc ujuc",
)];

const TAILS: [&str; 10] = ["em", "om", "im", "am", "at", "it", "et", "al", "el", "il"];

pub(super) fn stem(word: &str) -> String {
    let mut stem = without_tail(without_ending(word, &ENDINGS), &TAILS).to_owned();
    // A fleeting vowel may be a diphthong: `matka`, `matiek`.
    for diphthong in ["iek", "iec", "ien", "iel", "ier"] {
        if stem.len() > 4 && stem.ends_with(diphthong) {
            stem.remove(stem.len() - 3);
        }
    }
    without_fleeting_vowel(&mut stem, &["ek", "ok", "ec", "en", "el", "er"]);
    soften_nik(&mut stem);
    stem
}
