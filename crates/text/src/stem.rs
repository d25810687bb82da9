//! Reduces the forms of a word to one stem.
//!
//! Most stemmers are Snowball's (Porter, *Snowball: A language for stemming algorithms*, 2001), as
//! the `frostem` crate has them. Where there is none, or ours does better on annotated text, a
//! light one of our own takes inflections off the folded word and nothing else: a file each below.

mod albanian;
mod bulgarian;
mod czech;
mod ending;
mod french;
mod kept;
mod macedonian;
mod portuguese;
mod romanian;
mod serbian;
mod slovak;
mod slovenian;
mod spanish;
mod swedish;
mod ukrainian;

use frostem::{Algorithm, Stemmer};

use crate::language::Stemming;
use crate::normalize::fold;

pub(crate) use self::kept::Kept;

/// The name and version of the stem rules, which an index depends on. The second number is raised
/// by hand with every change to a stemmer of our own.
pub(crate) const STEM_RULES: &str = "frostem 2.20261016.1, light 4";

/// A stemmer of our own, over folded words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Light {
    Albanian,
    Bulgarian,
    Czech,
    French,
    Macedonian,
    Portuguese,
    Romanian,
    Serbian,
    Slovak,
    Slovenian,
    Spanish,
    Swedish,
    Ukrainian,
}

impl Light {
    fn stem(self, folded: &str) -> String {
        let stem = match self {
            Self::Albanian => albanian::stem,
            Self::Bulgarian => bulgarian::stem,
            Self::Czech => czech::stem,
            Self::French => french::stem,
            Self::Macedonian => macedonian::stem,
            Self::Portuguese => portuguese::stem,
            Self::Romanian => romanian::stem,
            Self::Serbian => serbian::stem,
            Self::Slovak => slovak::stem,
            Self::Slovenian => slovenian::stem,
            Self::Spanish => spanish::stem,
            Self::Swedish => swedish::stem,
            Self::Ukrainian => ukrainian::stem,
        };
        stem(folded)
    }
}

/// The folded stem of a word.
///
/// It keeps of the beginning of `folded` what [`Kept`] says of the language, at
/// least its first character: a stem that would break this, as where a stemmer
/// takes off a prefix, is the folded form itself. So is that of every word with
/// a digit.
pub(crate) fn stem(exact: &str, folded: &str, stemming: Stemming, is_folding: bool) -> String {
    if stemming == Stemming::None || folded.chars().any(char::is_numeric) {
        return folded.to_owned();
    }
    let stem = match stemming {
        Stemming::None => return folded.to_owned(),
        Stemming::StemThenFold(algorithm) => snowball(exact, algorithm),
        Stemming::FoldThenStem(algorithm) => snowball(folded, algorithm),
        Stemming::Light(light) if is_folding => light.stem(folded),
        Stemming::Light(light) => as_long_as(&light.stem(&fold(exact)), exact),
    };
    // Some stemmers answer with letters that fold.
    let stem = if is_folding { fold(&stem) } else { stem };
    let kept = Kept::of(stemming, is_folding);
    if kept.holds(folded, &stem) { stem } else { folded.to_owned() }
}

fn snowball(word: &str, algorithm: Algorithm) -> String {
    Stemmer::new(algorithm).stem(word).into_owned()
}

/// The beginning of an unfolded word that is as long as its folded stem.
fn as_long_as(stem: &str, exact: &str) -> String {
    let mut length = 0;
    let is_of_stem = |letter: &char| {
        let is_of_stem = length < stem.len();
        length += fold(letter.encode_utf8(&mut [0; 4])).len();
        is_of_stem
    };
    exact.chars().take_while(is_of_stem).collect()
}

#[cfg(test)]
mod tests;
