//! Reduces the forms of a word to one stem.

use frostem::{Algorithm, Stemmer};

use crate::language::Stemming;
use crate::normalize::fold;

/// The name and version of the stem rules, which an index depends on.
pub(crate) const STEM_RULES: &str = "frostem 2.20261016.1";

/// The folded stem of a word.
///
/// It starts with the first character of `folded` and is never empty: a stem
/// that would break this, as where a stemmer takes off a prefix, is the folded
/// form itself. So is that of every word with a digit.
pub(crate) fn stem(exact: &str, folded: &str, stemming: Stemming, is_folding: bool) -> String {
    let (algorithm, input) = match stemming {
        Stemming::None => return folded.to_owned(),
        Stemming::StemThenFold(algorithm) => (algorithm, exact),
        Stemming::FoldThenStem(algorithm) => (algorithm, folded),
    };
    if folded.chars().any(char::is_numeric) {
        return folded.to_owned();
    }
    let stem = raw_stem(input, algorithm);
    // The Serbian stemmer answers some folded words with letters that fold.
    let stem = if is_folding { fold(&stem) } else { stem };
    if stem.chars().next() == folded.chars().next() { stem } else { folded.to_owned() }
}

fn raw_stem(word: &str, algorithm: Algorithm) -> String {
    Stemmer::new(algorithm).stem(word).into_owned()
}
