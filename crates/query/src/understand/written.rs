//! What an archive knows of a word: how it is written, and by which languages.

use text::Language;

/// A folded word in an archive.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Written {
    /// Its spellings that have other letters than its folded form, in order, also of what stands
    /// around the text.
    pub spellings: Vec<String>,
    /// Its articles in each analysis that has any, in order.
    pub articles: Vec<(Language, Articles)>,
}

/// The articles of one analysis that have a word in title or body.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Articles {
    /// All of them.
    pub all: u64,
    /// Those that write it only with a capital, and inside a sentence.
    pub sure: u64,
    /// Those that write it only with a capital, but where any word may have one.
    pub unsure: u64,
}

impl Articles {
    /// Those that write it with a small letter.
    pub fn small(self) -> u64 {
        self.all.saturating_sub(self.sure).saturating_sub(self.unsure)
    }
}

impl Written {
    /// Whether any article has it.
    pub fn is_there(&self) -> bool {
        !self.articles.is_empty() || !self.spellings.is_empty()
    }

    /// Its articles in an analysis.
    pub fn in_language(&self, language: Language) -> Articles {
        let found = self.articles.iter().find(|(known, _)| *known == language);
        found.map_or_else(Articles::default, |(_, articles)| *articles)
    }
}
