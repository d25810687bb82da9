//! Gives Arabic letters one shape where print varies; the script stays.

/// Alef maksura is a yeh, teh marbuta a heh, and the tatweel nothing.
pub(super) const fn letter(letter: char) -> Option<&'static str> {
    match letter {
        'ى' => Some("ي"),
        'ة' => Some("ه"),
        '\u{640}' => Some(""),
        _ => None,
    }
}
