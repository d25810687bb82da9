//! Holds the layers of one word.

/// The layers of one word: what is indexed of it and what a query may ask for.
///
/// A word of at least one character has no empty layer. What the folded forms of a stem begin with
/// [`crate::FormFinder`] knows.
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
    /// The folded stem of the word in its language: where a dictionary knows the language, the word
    /// that it is a form of.
    pub stem: Box<str>,
    /// Its other stems, each once: those of the other words that it may be a form of, and of
    /// `also`. Without a dictionary also that of `folded` itself: there, words with one folded form
    /// have a stem in common, whatever accents or script they are written in.
    pub also_stems: Vec<Box<str>>,
}

impl Forms {
    /// The same layers, borrowed.
    pub fn borrowed(&self) -> FormsRef<'_> {
        FormsRef {
            exact: &self.exact,
            folded: &self.folded,
            also: &self.also,
            stem: &self.stem,
            also_stems: &self.also_stems,
        }
    }
}

/// The layers of one word, where a [`crate::Lexicon`] keeps them; see [`Forms`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FormsRef<'l> {
    /// [`Forms::exact`].
    pub exact: &'l str,
    /// [`Forms::folded`].
    pub folded: &'l str,
    /// [`Forms::also`].
    pub also: &'l [Box<str>],
    /// [`Forms::stem`].
    pub stem: &'l str,
    /// [`Forms::also_stems`].
    pub also_stems: &'l [Box<str>],
}

impl<'l> FormsRef<'l> {
    /// All accepted folded forms, the primary one first.
    pub fn all_folded(self) -> impl Iterator<Item = &'l str> {
        std::iter::once(self.folded).chain(self.also.iter().map(|form| &**form))
    }

    /// All stems, the word's own first.
    pub fn all_stems(self) -> impl Iterator<Item = &'l str> {
        std::iter::once(self.stem).chain(self.also_stems.iter().map(|stem| &**stem))
    }

    /// The layers by themselves.
    pub fn to_owned(self) -> Forms {
        Forms {
            exact: self.exact.into(),
            folded: self.folded.into(),
            also: self.also.to_vec(),
            stem: self.stem.into(),
            also_stems: self.also_stems.to_vec(),
        }
    }
}
