//! What a stem keeps of the beginning of its words: by it, the words of a stem are found in a
//! dictionary without stemming all of it.

use frostem::Algorithm;

use super::Light;
use crate::language::Stemming;

/// What the beginning of a folded word and its stem have in common, besides the first character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kept {
    /// All of it: the word is the stem.
    Word,
    /// The letters of [`beginning`], where `i` and `y` are one (`dying`, `die`).
    Letters,
    /// The consonants among its first [`LETTERS`] in their order (`vijeka`, `vek`; `baesse`,
    /// `bass`), where those are one that Slavic languages put for each other (`vuk`, `vuci`;
    /// `noha`, `noze`).
    Consonants,
    /// Nothing; of a word in Latin letters, which is not the language's script, all of it.
    Foreign,
    /// Nothing.
    First,
}

/// No more letters of a stem are compared than this.
const LETTERS: usize = 4;

impl Kept {
    /// What the stems of a language keep. Where no more than the first character is said, the
    /// stemmer takes things off or changes letters further in front, or was not looked at.
    pub(crate) fn of(stemming: Stemming, is_folding: bool) -> Self {
        match stemming {
            Stemming::None => Self::Word,
            // It says itself what the forms of its words begin with.
            Stemming::Dictionary(_) => Self::First,
            _ if !is_folding => Self::First,
            Stemming::Light(
                Light::Bulgarian | Light::Czech | Light::Serbian | Light::Ukrainian,
            )
            | Stemming::StemThenFold(Algorithm::German) => Self::Consonants,
            Stemming::Light(_) => Self::Letters,
            Stemming::StemThenFold(algorithm) | Stemming::FoldThenStem(algorithm) => {
                match algorithm {
                    Algorithm::Basque
                    | Algorithm::Catalan
                    | Algorithm::Danish
                    | Algorithm::English
                    | Algorithm::Hungarian
                    | Algorithm::Italian
                    | Algorithm::Lithuanian
                    | Algorithm::Norwegian
                    | Algorithm::Polish
                    | Algorithm::Russian
                    | Algorithm::Turkish => Self::Letters,
                    Algorithm::Arabic
                    | Algorithm::Armenian
                    | Algorithm::Greek
                    | Algorithm::Hindi
                    | Algorithm::Nepali
                    | Algorithm::Persian
                    | Algorithm::Tamil
                    | Algorithm::Yiddish => Self::Foreign,
                    _ => Self::First,
                }
            }
        }
    }

    /// Whether a stem has kept of a folded word what it must.
    pub(crate) fn holds(self, folded: &str, stem: &str) -> bool {
        if folded.chars().next() != stem.chars().next() {
            return false;
        }
        match self {
            Self::Word => folded == stem,
            Self::Foreign => !folded.starts_with(|c: char| c.is_ascii()) || folded == stem,
            Self::First => true,
            Self::Letters => {
                let mut letters = folded.chars();
                beginning(stem)
                    .chars()
                    .all(|c| letters.next().is_some_and(|other| is_like(c, other)))
            }
            Self::Consonants => {
                let mut others = consonants(folded);
                let end = stem.char_indices().nth(LETTERS).map_or(stem.len(), |(at, _)| at);
                consonants(&stem[..end]).all(|consonant| others.next() == Some(consonant))
            }
        }
    }

    /// What every word with this stem begins with.
    pub(crate) fn prefix(self, stem: &str) -> &str {
        match self {
            Self::Word => stem,
            Self::Letters => {
                let beginning = beginning(stem);
                let unlike = beginning.char_indices().skip(1).find(|(_, c)| matches!(c, 'i' | 'y'));
                unlike.map_or(beginning, |(at, _)| &beginning[..at])
            }
            Self::Consonants | Self::Foreign | Self::First => &stem[..stem.ceil_char_boundary(1)],
        }
    }
}

/// The first letters of a stem without its last one, which stemmers change (`cry`, `cri`).
fn beginning(stem: &str) -> &str {
    let last = stem.char_indices().next_back().map_or(0, |(at, _)| at);
    let end = stem.char_indices().nth(LETTERS).map_or(last, |(at, _)| at.min(last));
    // The first character always counts.
    &stem[..end.max(stem.ceil_char_boundary(1))]
}

fn is_like(one: char, other: char) -> bool {
    one == other || matches!((one, other), ('i', 'y') | ('y', 'i'))
}

fn consonants(word: &str) -> impl Iterator<Item = char> {
    word.chars().filter_map(|letter| match letter {
        'a' | 'e' | 'i' | 'j' | 'o' | 'u' | 'y' => None,
        'k' => Some('c'),
        'g' | 'h' | 'z' => Some('s'),
        letter => Some(letter),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_told_without_stemming() {
        for (kept, folded, stem, holds) in [
            (Kept::Word, "ferry", "ferry", true),
            (Kept::Word, "ferries", "ferry", false),
            (Kept::Letters, "ferries", "ferri", true),
            (Kept::Letters, "fortune", "ferri", false),
            (Kept::Letters, "dying", "die", true),
            (Kept::Letters, "day", "die", false),
            (Kept::Letters, "cry", "cri", true),
            (Kept::Letters, "oxen", "ox", true),
            (Kept::Letters, "fer", "ferri", false),
            (Kept::Consonants, "vijeka", "vek", true),
            (Kept::Consonants, "vrata", "vlek", false),
            (Kept::Consonants, "bjelovara", "belovr", true),
            (Kept::First, "gcat", "cat", false),
            (Kept::First, "bhaile", "baile", true),
            (Kept::Foreign, "words", "word", false),
            (Kept::Foreign, "οδου", "οδ", true),
        ] {
            assert_eq!(kept.holds(folded, stem), holds, "{kept:?} {folded} {stem}");
        }
        for (kept, stem, prefix) in [
            (Kept::Word, "ferry", "ferry"),
            (Kept::Letters, "hospital", "hosp"),
            (Kept::Letters, "minist", "m"),
            (Kept::Letters, "ox", "o"),
            (Kept::Letters, "y", "y"),
            (Kept::Letters, "", ""),
            (Kept::Consonants, "vek", "v"),
            (Kept::First, "العا", "ا"),
        ] {
            assert_eq!(kept.prefix(stem), prefix, "{kept:?} {stem}");
        }
    }
}
