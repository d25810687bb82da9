//! Gives Arabic letters one shape where print varies; the script stays.

/// Alef maksura and the Persian yeh are a yeh, the Persian kaf a kaf, teh marbuta and the Urdu heh a
/// heh, and the tatweel nothing.
pub(super) const fn letter(letter: char) -> Option<&'static str> {
    match letter {
        'ى' | 'ی' => Some("ي"),
        'ک' => Some("ك"),
        'ة' | 'ہ' => Some("ه"),
        '\u{640}' => Some(""),
        _ => None,
    }
}
