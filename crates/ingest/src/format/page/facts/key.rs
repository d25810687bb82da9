//! Compares titles and names by their letters and digits alone.

use crate::clean::fold::fold;

/// The letters and digits of a text, folded.
pub(super) fn key_of(text: &str) -> String {
    let mut key = fold(text);
    key.retain(char::is_alphanumeric);
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_and_case_do_not_count() {
        assert_eq!(key_of("“Ferry” returns – Lake’s joy!"), "ferryreturnslakesjoy");
    }
}
