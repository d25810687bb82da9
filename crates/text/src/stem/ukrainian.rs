//! Inflections of Ukrainian.
//!
//! The endings are those of the paradigms in Pugh and Press, *Ukrainian: A Comprehensive Grammar*
//! (1999), in folded letters: `и` and `і` are `i`, the soft sign is nothing.

use super::ending::{Endings, soften_nik, without_ending, without_fleeting_vowel, without_tail};

/// Endings of nouns, of words in `-ія` and of adjectives; then of verbs.
const ENDINGS: [Endings; 1] = [Endings(
    3,
    "a u i o e ja ju je ji om em jem jom oju eju jeju ovi evi jevi am jam ami jami ah jah iv jiv \
     ej ija iji iju ijeju ijam ijami ijah ijem \
     ij ogo omu oji ih im imi jogo jomu j \
     es jes emo jemo ete jete ut jut is it imo ite at jat la aje ajut ajemo uci juci avsi ivsi \
     ati av ala alo ali iti ila ilo ili uti uv ula ulo uli \
     alos alas alis avs ilos ilas ilis ivs atis itis time timet timut timemo",
)];

const TAILS: [&str; 9] = ["em", "om", "im", "am", "at", "it", "ut", "es", "is"];

pub(super) fn stem(word: &str) -> String {
    let word = word.strip_suffix("sja").filter(|verb| verb.len() > 3).unwrap_or(word);
    // Most words in `-no` are adverbs, which are words of their own.
    let rest = if word.ends_with("no") { word } else { without_ending(word, &ENDINGS) };
    let mut stem = without_tail(rest, &TAILS).to_owned();
    // `використовувати`, `використовує`.
    if stem.len() > 4 && stem.ends_with("uv") {
        stem.pop();
    }
    // `питання`, `питань`.
    if stem.ends_with("nn") {
        stem.pop();
    }
    // `i` in a closed syllable is `o` in an open one: `можливість`, `можливості`.
    if stem.len() > 4 && stem.ends_with("ist") {
        stem.truncate(stem.len() - 3);
        stem.push_str("ost");
    }
    without_fleeting_vowel(&mut stem, &["ok", "ec", "en", "el"]);
    soften_nik(&mut stem);
    stem
}
