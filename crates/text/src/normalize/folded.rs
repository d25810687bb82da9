//! Folds a word to one script without accents.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::decompose_compatible;

use super::mark::is_dropped;
use super::{alternative, letter};
use crate::segment::{Class, class_of};

/// The primary folded form of an exact form.
///
/// Folding a folded form changes nothing. A word of which nothing would be left,
/// such as a lone `ь`, is its own folded form.
pub(crate) fn fold(exact: &str) -> String {
    if exact.is_ascii() {
        return exact.to_owned();
    }
    fold_with(exact, |_, _| None)
}

/// Folds, asking `replaced` first for the letters of its own choice; it gets
/// each letter with its place among the letters of the word.
pub(super) fn fold_with(
    exact: &str,
    replaced: impl Fn(usize, char) -> Option<&'static str>,
) -> String {
    let is_vietnamese = alternative::is_vietnamese(exact);
    let mut folded = String::with_capacity(exact.len());
    for (place, character) in exact.chars().enumerate() {
        if character.is_ascii() {
            folded.push(character);
        } else if character == 'đ' && is_vietnamese {
            folded.push('d');
        } else if let Some(letters) = replaced(place, character).or_else(|| letter(character)) {
            folded.push_str(letters);
        } else if !is_dropped(character) {
            decompose_compatible(character, |part| push_part(part, &mut folded));
        }
    }
    if !folded.is_ascii() {
        folded = folded.nfc().collect();
    }
    if folded.is_empty() { exact.to_owned() } else { folded }
}

/// Adds a part of a decomposition, which may bring capitals, marks, spaces and
/// signs of its own.
fn push_part(part: char, folded: &mut String) {
    const FRACTION_SLASH: char = '\u{2044}';
    if is_dropped(part) {
        return;
    }
    for lower in part.to_lowercase() {
        match letter(lower) {
            Some(letters) => folded.push_str(letters),
            None if lower == FRACTION_SLASH => folded.push(lower),
            None => match class_of(lower) {
                Class::Letter
                | Class::Cyrillic
                | Class::Ideograph
                | Class::Mark
                | Class::Digit
                | Class::NumberSign => folded.push(lower),
                _ => {}
            },
        }
    }
}
