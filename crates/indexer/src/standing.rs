//! Says what an article is worth beside another one with its id.

use article::{Article, Version};

/// What decides, in a run over files, which of two articles with one id stays: the greater.
///
/// The later of two states that records say they are, else the longer text. A record that says its
/// state goes before one that does not: so all that have one id stand in one order, and which of
/// them stays does not depend on the order in which they were met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Standing {
    pub(crate) version: Option<Version>,
    pub(crate) body_bytes: u64,
}

impl Standing {
    /// That of an article.
    pub fn of(article: &Article) -> Self {
        Self { version: article.version, body_bytes: article.body.len() as u64 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_later_state_goes_before_the_longer_text() {
        let standing = |version, body_bytes| Standing { version, body_bytes };
        let state = |number, moment| Some(Version { number, moment });
        let rising = [
            standing(None, 1),
            standing(None, 900),
            standing(state(0, 50), 700),
            standing(state(0, 51), 2),
            standing(state(0, 51), 3),
            standing(state(1, 7), 1),
            standing(state(2, 3), 1),
        ];
        assert!(rising.is_sorted());
    }
}
