//! Brings the forms of a word together under a stem.
//!
//! Where there is a dictionary, the stem is the word that a form is a form of, or several such words.
//! Elsewhere endings are taken off. Most stemmers are Snowball's (Porter, *Snowball: A language for stemming algorithms*, 2001), as
//! the `frostem` crate has them. Where there is none, or ours does better on annotated text, a
//! light one of our own takes inflections off the folded word and nothing else: a file each below.

mod albanian;
mod bulgarian;
mod czech;
mod ending;
mod french;
mod kept;
mod korean;
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
use inflection::Dictionary;

use crate::language::{Language, Stemming};
use crate::normalize::fold;

pub(crate) use self::kept::Kept;

/// The name and version of the stem rules, which an index depends on. The second number is raised
/// by hand with every change to a stemmer of our own.
pub(crate) const STEM_RULES: &str = "frostem 2.20261016.1, light 5";

/// A stemmer of our own, over folded words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Light {
    Albanian,
    Bulgarian,
    Czech,
    French,
    Korean,
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
            Self::Korean => korean::stem,
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

/// How the words of a language are stemmed, by its dictionary if it has one and may. What comes out
/// of a dictionary is folded, so that there is none without folding.
pub(crate) fn stemming_of(language: Language, has_dictionary: bool) -> Stemming {
    let of_dictionary = || inflection::dictionary(language.analysis().code());
    let dictionary = has_dictionary.then(of_dictionary).flatten();
    dictionary.map_or(language.profile().stemming, Stemming::Dictionary)
}

/// The folded stems of a word, its own first, each once.
///
/// Words that fold alike have a stem in common, unless a dictionary knows both apart: so the stems
/// of the folded form count too, and those of the other accepted ones.
pub(crate) fn stems(
    exact: &str,
    folded: &str,
    also: &[Box<str>],
    stemming: Stemming,
) -> (String, Vec<Box<str>>) {
    let has_digit = folded.chars().any(char::is_numeric);
    let mut stems: Vec<String> = Vec::new();
    let mut add = |stem: String| {
        if !stems.contains(&stem) {
            stems.push(stem);
        }
    };
    if let Stemming::Dictionary(dictionary) = stemming
        && !has_digit
    {
        let forms = also.iter().map(|form| (&**form, &**form));
        for (exact, folded) in std::iter::once((exact, folded)).chain(forms) {
            if dictionary.language() == SERBO_CROATIAN {
                let [exact, folded] = [exact, folded].map(serbian::in_the_dictionary);
                dictionary.lemmas(&exact, &folded).for_each(&mut add);
                // It knows one word for each form, and needs the accents that many do not write.
                add(Light::Serbian.stem(&folded));
            } else {
                dictionary.lemmas(exact, folded).for_each(&mut add);
            }
        }
    } else {
        add(stem(exact, folded, stemming, true));
        // A stemmer that looks at accents may answer two spellings of one word differently.
        let sees_accents = matches!(stemming, Stemming::StemThenFold(_));
        let bald = (sees_accents && exact != folded).then_some(folded);
        for form in bald.into_iter().chain(also.iter().map(|form| &**form)) {
            add(stem(form, form, stemming, true));
        }
    }
    let mut stems = stems.into_iter();
    let own = stems.next().unwrap_or_else(|| folded.to_owned());
    (own, stems.map(String::into_boxed_str).collect())
}

/// What the folded forms of some stems of a dictionary begin with.
pub(crate) fn beginnings(dictionary: Dictionary, stems: &[&str]) -> Vec<String> {
    let mut found: Vec<String> =
        stems.iter().flat_map(|stem| dictionary.beginnings(stem)).collect();
    if dictionary.language() == SERBO_CROATIAN {
        let yat: Vec<_> = found.iter().flat_map(|one| serbian::beginnings_with_yat(one)).collect();
        found.extend(yat);
    }
    found
}

/// Its dictionary has one of the two ways to write a yat.
const SERBO_CROATIAN: &str = "sh";

/// The folded stem of a word by a stemmer.
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
        Stemming::None | Stemming::Dictionary(_) => return folded.to_owned(),
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
