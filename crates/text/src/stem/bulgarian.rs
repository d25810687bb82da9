//! Inflections of Bulgarian.
//!
//! The endings are those of the tables in the *Gramatika na săvremennija bălgarski knižoven
//! ezik*, volume 2 (1983), in folded letters: `ъ` is `a`, `щ` is `sc`.

use super::ending::{
    Endings, is_vowel, soften_nik, without_ending, without_fleeting_vowel, without_tail,
};

/// Endings of nouns and adjectives, then of verbs in the present, the past tenses, and the forms
/// with `l` and `jki`.
const ENDINGS: [Endings; 1] = [Endings(
    3,
    "a o e i ja ij ija ie ii ijo ove eve ovce ete \
     am as ame ate at jam jas jat em es eme is im ime ite \
     ah ahme ahte aha jah jaha ih ihme ihte iha eh ehme ehte eha oh ohme ohte oha ase jase ese \
     esc esca esco esci al ala alo ali il ila ilo ili jal jala jalo jali el ela elo eli \
     ajki jajki ejki aj",
)];

const TAILS: [&str; 10] = ["at", "em", "im", "am", "al", "el", "il", "es", "as", "is"];

/// The article and the letters it follows.
pub(super) const ARTICLES: [(&str, &str); 4] =
    [("jat", "i"), ("ta", "a"), ("to", "oe"), ("te", "iea")];

pub(super) fn stem(word: &str) -> String {
    let word = without_article(word);
    let rest = without_tail(without_ending(word, &ENDINGS), &TAILS);
    let mut stem = one_yat(rest);
    without_fleeting_vowel(
        &mut stem,
        &["an", "ak", "al", "ar", "ac", "av", "at", "en", "ek", "el", "er", "ec", "ev", "et"],
    );
    soften_nik(&mut stem);
    stem
}

/// The word without the article that follows it.
pub(super) fn without_article(word: &str) -> &str {
    for (article, after) in ARTICLES {
        if let Some(rest) = word.strip_suffix(article)
            && rest.len() >= 3
            && rest.ends_with(|last| after.contains(last))
        {
            return rest;
        }
    }
    // `радостта`: a noun that ends in a consonant takes the article as it is.
    if word.ends_with("stta") { &word[..word.len() - 2] } else { word }
}

/// Old yat is `я` or `е` as the stress falls: `бял`, `бели`.
fn one_yat(word: &str) -> String {
    let mut one = String::with_capacity(word.len());
    let mut letters = word.chars().peekable();
    while let Some(letter) = letters.next() {
        let is_after_consonant = one.chars().next_back().is_some_and(|last| !is_vowel(last));
        if letter == 'j' && is_after_consonant && letters.next_if_eq(&'a').is_some() {
            one.push('e');
        } else {
            one.push(letter);
        }
    }
    one
}
