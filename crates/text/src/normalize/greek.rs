//! Gives Greek letters one shape; the script stays.

/// The final sigma is a sigma.
pub(super) const fn letter(letter: char) -> Option<&'static str> {
    match letter {
        'ς' => Some("σ"),
        _ => None,
    }
}
