//! Finds the month that a typed word names.

/// Ways to write a month that no article is read with.
const TYPED: &[(&str, i8)] = &[("feber", 2), ("jaenner", 1), ("maerz", 3)];

/// The longest name has 13 letters; what is much longer is none.
const LONGEST_BYTES: usize = 40;

/// The month that a name or its first three or more letters stand for, in any language whose
/// articles are read.
pub(super) fn month(name: &str) -> Option<i8> {
    if name.len() > LONGEST_BYTES || !name.chars().any(char::is_alphabetic) {
        return None;
    }
    let is_it = |(known, _): &&(&str, i8)| known.eq_ignore_ascii_case(name);
    let typed = TYPED.iter().find(is_it).map(|(_, month)| *month);
    typed.or_else(|| text::typed_month(name))
}
