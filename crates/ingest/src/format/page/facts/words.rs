//! Walks over the words of a text.

/// The words of a text, each with the place where it begins.
pub(super) fn words_with_places(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_whitespace().map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}
