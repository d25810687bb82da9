//! Holds the layers of one word.

/// The layers of one word: what is indexed of it and what a query may ask for.
///
/// A word of at least one character has no empty layer, and its stem starts
/// with the first character of its folded form, so that the folded forms of a
/// stem stand together in a sorted term dictionary.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Forms {
    /// The letters as written: lower case, canonically composed, without
    /// characters that have no width.
    pub exact: Box<str>,
    /// The primary folded form: one script, no accents.
    pub folded: Box<str>,
    /// Other accepted folded forms, such as `dokovic` for `Đoković`, at most
    /// three and none equal to `folded`.
    pub also: Vec<Box<str>>,
    /// The folded stem of the word in its language.
    pub stem: Box<str>,
    /// The stems of `folded` itself and of `also` that differ from `stem`, each once: words with
    /// one folded form have a stem in common, whatever accents or script they are written in.
    pub also_stems: Vec<Box<str>>,
}
