//! Gives the second folded form of letters that readers write in two ways.

use unicode_normalization::char::decompose_canonical;

use super::folded::{fold, fold_with};

/// The other accepted folded forms of an exact form, none equal to `folded`.
///
/// That is the form with the second way throughout, and, where exactly two
/// letters are in question, the two mixed forms (`djindic` for `Đinđić`): at
/// most three forms, however long the word.
pub(crate) fn alternatives(exact: &str, folded: &str) -> Vec<Box<str>> {
    if exact.is_ascii() {
        return Vec::new();
    }
    let is_vietnamese = is_vietnamese(exact);
    let second_of = |character| match character {
        'đ' if is_vietnamese => None,
        _ => second_way(character),
    };
    let mut places =
        exact.chars().enumerate().filter(|(_, c)| second_of(*c).is_some()).map(|(place, _)| place);
    let Some(first) = places.next() else { return Vec::new() };
    let second = places.next();
    let has_more = places.next().is_some();

    let mut forms: Vec<Box<str>> = Vec::new();
    let mut add = |form: String| {
        if form != folded && !forms.iter().any(|known| **known == *form) {
            forms.push(form.into_boxed_str());
        }
    };
    add(fold_with(exact, |_, character| second_of(character)));
    if let (Some(second), false) = (second, has_more) {
        for only in [first, second] {
            add(fold_with(
                exact,
                |place, character| {
                    if place == only { second_of(character) } else { None }
                },
            ));
        }
    }
    forms
}

/// The beginnings of primary forms of which a folded beginning may be written in the second way, with
/// such of the letters as are allowed: `la` for `lae`, where `ä` is. They end behind the letter.
pub(crate) fn first_ways(
    beginning: &str,
    is_allowed: impl Fn(char) -> bool,
) -> impl Iterator<Item = String> {
    let letters = ['đ', 'ä', 'ö', 'ø', 'ü', 'å'].into_iter().filter(move |one| is_allowed(*one));
    letters.flat_map(move |letter| {
        let second = second_way(letter).unwrap_or_default();
        let places = beginning.match_indices(second);
        let primary = fold(letter.encode_utf8(&mut [0; 4]));
        let found = places.map(|(at, _)| format!("{}{primary}", &beginning[..at]));
        found.collect::<Vec<_>>()
    })
}

/// Whether the word has a mark that only Vietnamese puts in one word with `đ`,
/// where `đ` is a plain `d`.
pub(super) fn is_vietnamese(exact: &str) -> bool {
    exact.contains('đ')
        && exact.chars().any(|character| {
            let mut is_found = false;
            decompose_canonical(character, |part| is_found |= is_vietnamese_mark(part));
            is_found
        })
}

/// Grave, circumflex, tilde, breve, hook above, horn and dot below.
const fn is_vietnamese_mark(mark: char) -> bool {
    matches!(
        mark,
        '\u{300}' | '\u{302}' | '\u{303}' | '\u{306}' | '\u{309}' | '\u{31B}' | '\u{323}'
    )
}

/// The second way to write a letter: in plain Latin, or, of the Armenian ligature that is capital
/// in two ways, the letters of the other capital.
const fn second_way(letter: char) -> Option<&'static str> {
    match letter {
        'đ' | 'ђ' => Some("d"),
        'ä' => Some("ae"),
        'ö' | 'ø' => Some("oe"),
        'ü' => Some("ue"),
        'å' => Some("aa"),
        'և' => Some("եվ"),
        _ => None,
    }
}
