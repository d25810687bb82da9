//! Tells what became of an article that was added.

use std::fmt;

use article::{ArticleId, Provenance};

/// What became of an article that was added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Added {
    /// It was not there before.
    New,
    /// It took the place of another version.
    Replaced,
    /// It was there already, just so.
    Unchanged,
    /// In a run over files, another with the same id was met: one of the two was left out.
    Duplicate(Duplicate),
}

/// An article left out because another one with the same id stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duplicate {
    /// The id that both have.
    pub id: ArticleId,
    /// Where the article that came later was read. It is the one left out unless
    /// [`Self::later_stays`].
    pub later: Provenance,
    /// Whether the one that came later stays.
    pub later_stays: bool,
    /// Which of the two stays.
    pub stays: Stays,
}

/// Which of two articles with one id stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Stays {
    /// The one whose record says that it is the later state of it, or says its state at all.
    Newer,
    /// The one with the longer text.
    Longer,
    /// Both are as new and as long: the first by root and path, or in its file.
    Earlier,
    /// None: the publisher has taken back what is known under the id.
    Withdrawal,
}

/// What is said of the one that came later.
impl fmt::Display for Duplicate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match (self.stays, self.later_stays) {
            (Stays::Earlier, true) => {
                "it stays, and one as long with its id, of a later path, goes"
            }
            (Stays::Earlier, false) => {
                "another article with its id is as long and of an earlier path"
            }
            (Stays::Longer, true) => "it stays, and a shorter article with its id goes",
            (Stays::Longer, false) => "another article with its id has the longer text",
            (Stays::Newer, true) => "it stays, and an older version of it goes",
            (Stays::Newer, false) => "another version of it is newer",
            (Stays::Withdrawal, _) => "its publisher has taken it back",
        };
        write!(f, "{what}: {}", self.id)
    }
}

impl Added {
    /// Whether the article goes into the index.
    pub(crate) fn is_written(&self) -> bool {
        match self {
            Self::New | Self::Replaced => true,
            Self::Unchanged => false,
            Self::Duplicate(duplicate) => duplicate.later_stays,
        }
    }
}
