//! Writes a word in lower case and in composed letters.

use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::segment::{Class, class_of, number_form};

/// The word in lower case, in normalization form C, without joiners,
/// apostrophes, hyphens and full stops inside it.
///
/// A number is written with ASCII digits, without grouping and with a full stop
/// before its decimals. `İ` is `i`, whose dot is its own.
pub(crate) fn exact(word: &str) -> String {
    if word.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return word.to_ascii_lowercase();
    }
    if word.chars().next().is_some_and(|first| class_of(first) == Class::Digit) {
        return number_form(word);
    }
    let letters: String = word.chars().filter(|character| is_kept(*character)).collect();
    let mut lower = letters.to_lowercase();
    if !is_nfc(&lower) {
        lower = lower.nfc().collect();
    }
    if lower.contains(DOT_ABOVE) {
        lower = without_dots_on_i(&lower);
    }
    if lower.is_empty() { word.to_lowercase() } else { lower }
}

/// The word as it is written: composed, without joiners and the like, in its own case.
pub fn as_written(word: &str) -> String {
    if word.is_ascii() {
        return word.to_owned();
    }
    let letters: String = word.chars().filter(|character| is_kept(*character)).nfc().collect();
    if letters.is_empty() { word.to_owned() } else { letters }
}

const DOT_ABOVE: char = '\u{307}';

fn is_kept(character: char) -> bool {
    matches!(
        class_of(character),
        Class::Letter
            | Class::Cyrillic
            | Class::Ideograph
            | Class::Mark
            | Class::Digit
            | Class::NumberSign
    )
}

fn without_dots_on_i(word: &str) -> String {
    let mut plain = String::with_capacity(word.len());
    for character in word.chars() {
        if !(character == DOT_ABOVE && plain.ends_with('i')) {
            plain.push(character);
        }
    }
    plain
}
