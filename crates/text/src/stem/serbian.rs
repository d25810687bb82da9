//! Inflections of Serbian, Croatian, Bosnian and Montenegrin.
//!
//! The endings are those of the declensions and conjugations in Barić et al., *Hrvatska
//! gramatika* (1997), without accents.

use crate::normalize::fold;

use super::ending::{
    Endings, is_vowel, soften_nik, without_ending, without_fleeting_vowel, without_tail,
};

/// Endings of nouns, of words in `-ija` and of adjectives; then of verbs.
const ENDINGS: [Endings; 2] = [
    Endings(
        3,
        &[
            "a", "e", "i", "o", "u", "om", "em", "ama", "ima", "im", "iji", "ija", "ije", "iju",
            "ijih", "ijim", "ijima", "ijem", "ijom", "ijama", "ijoj", "ijeg", "ijega", "ijemu",
            "og", "oga", "omu", "ome", "oj", "ih", "emu",
        ],
    ),
    Endings(
        4,
        &[
            "ati", "iti", "eti", "am", "amo", "aju", "emo", "ete", "imo", "ite", "ao", "ala",
            "alo", "ali", "ale", "io", "ila", "ilo", "ili", "ile", "eo", "ela", "elo", "eli",
            "ele", "uo", "ula", "ulo", "uli", "ule", "al", "el", "il", "uje", "ujem", "ujemo",
            "ujete", "uju", "ovati", "ovao", "ovala", "ovali", "ovalo", "ivati", "ivao", "ivala",
            "ivali", "uci", "juci", "ujuci", "ajuci", "vsi", "avsi", "ivsi", "smo", "ah", "ajmo",
            "ajte", "jeti",
        ],
    ),
];

const TAILS: [&str; 10] = ["aj", "ov", "ev", "em", "om", "im", "am", "al", "el", "il"];

pub(super) fn stem(word: &str) -> String {
    let ekavian = ekavian(word);
    let mut stem = without_tail(without_ending(&ekavian, &ENDINGS), &TAILS).to_owned();
    without_fleeting_vowel(&mut stem, &["an", "ak", "ac", "ar", "al"]);
    soften_nik(&mut stem);
    stem
}

/// A word as the dictionary has it: in Latin letters with their hooks, and ekavian.
pub(super) fn in_the_dictionary(word: &str) -> String {
    let mut latin = String::with_capacity(word.len());
    for letter in word.chars() {
        match letter {
            'ж' => latin.push('ž'),
            'ћ' => latin.push('ć'),
            'ч' => latin.push('č'),
            'ш' => latin.push('š'),
            'ђ' => latin.push('đ'),
            'џ' => latin.push_str("dž"),
            'а'..='ӿ' => latin.push_str(&fold(letter.encode_utf8(&mut [0; 4]))),
            letter => latin.push(letter),
        }
    }
    ekavian(&latin)
}

/// The beginnings, in two letters, of words that are ekavian with this one: `vj` and `vi` of `ve`.
pub(super) fn beginnings_with_yat(beginning: &str) -> Vec<String> {
    let mut letters = beginning.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some('e')) => vec![format!("{first}j"), format!("{first}i")],
        _ => Vec::new(),
    }
}

/// Writes an old long and short yat as `e`, so that both standards meet: `mlijeko` and `mleko`,
/// `predsjednik` and `predsednik`.
fn ekavian(word: &str) -> String {
    let mut ekavian = String::with_capacity(word.len());
    let mut rest = word;
    while let Some(letter) = rest.chars().next() {
        let before = ekavian.chars().next_back();
        let is_after_consonant = before.is_some_and(|before| !is_vowel(before));
        let skipped = match rest.strip_prefix("ije") {
            Some(after) if is_after_consonant && starts_with_consonant(after) => "ij",
            _ if rest.starts_with("je") && rest.len() > 2 && before.is_some_and(takes_yat) => "j",
            _ => {
                ekavian.push(letter);
                rest = &rest[letter.len_utf8()..];
                continue;
            }
        };
        rest = &rest[skipped.len()..];
    }
    ekavian
}

fn starts_with_consonant(rest: &str) -> bool {
    rest.chars().next().is_some_and(|letter| !is_vowel(letter) && letter != 'j')
}

/// The consonants after which a short yat is written `je`; `lje` and `nje` are other letters.
fn takes_yat(letter: char) -> bool {
    matches!(
        letter,
        'b' | 'c' | 'ć' | 'č' | 'd' | 'đ' | 'm' | 'p' | 'r' | 's' | 'š' | 't' | 'v' | 'z' | 'ž'
    )
}
