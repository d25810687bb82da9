//! Finds the forms of stems among the words of a dictionary.

use crate::analyzer::Analyzer;
use crate::language::{Language, Stemming};
use crate::normalize::first_ways;
use crate::stem::{Kept, beginnings};

/// Tells which words have one of some stems, in which of some languages. Most words are told by
/// their beginnings and never stemmed.
#[derive(Debug)]
pub struct FormFinder<'a> {
    analyzer: &'a Analyzer,
    stems: Vec<&'a str>,
    /// The languages, together where their stems keep the same.
    groups: Vec<Group>,
}

#[derive(Debug)]
struct Group {
    kept: Kept,
    /// What the forms of the stems begin with, where that is known of each.
    beginnings: Option<Vec<String>>,
    /// Each with its number.
    languages: Vec<(usize, Language)>,
}

impl<'a> FormFinder<'a> {
    /// A finder of the words that have one of these stems in one of these languages.
    pub fn new(analyzer: &'a Analyzer, stems: &'a [String], languages: &[Language]) -> Self {
        let mut stems: Vec<&str> = stems.iter().map(String::as_str).collect();
        stems.sort_unstable();
        stems.dedup();
        let mut groups: Vec<Group> = Vec::new();
        for (number, language) in languages.iter().enumerate() {
            let (kept, beginnings) = match analyzer.stemming(*language) {
                Stemming::Dictionary(dictionary) => {
                    let beginnings = beginnings(dictionary, &stems);
                    (Kept::First, Some(with_first_ways(beginnings, *language)))
                }
                stemming => (Kept::of(stemming, analyzer.settings().fold), None),
            };
            let is_alike =
                |group: &&mut Group| group.kept == kept && group.beginnings == beginnings;
            match groups.iter_mut().find(is_alike) {
                Some(group) => group.languages.push((number, *language)),
                None => {
                    groups.push(Group { kept, beginnings, languages: vec![(number, *language)] });
                }
            }
        }
        Self { analyzer, stems, groups }
    }

    /// What the folded forms of all that is found begin with; none of these begins with another.
    pub fn prefixes(&self) -> Vec<&str> {
        let mut prefixes: Vec<&str> = Vec::new();
        for Group { kept, beginnings, .. } in &self.groups {
            match beginnings {
                Some(beginnings) => prefixes.extend(beginnings.iter().map(String::as_str)),
                None => prefixes.extend(self.stems.iter().map(|stem| kept.prefix(stem))),
            }
        }
        prefixes.sort_unstable();
        prefixes.dedup_by(|later, earlier| later.starts_with(*earlier));
        prefixes
    }

    /// Calls `each` with the number of every language in which a word has one of the stems.
    /// `folded` is the primary folded form of `word`; its other accepted forms are words of their
    /// own here.
    pub fn find(&self, word: &str, folded: &str, each: &mut dyn FnMut(usize)) {
        for Group { kept, beginnings, languages } in &self.groups {
            let may_be_one = match beginnings {
                Some(beginnings) => beginnings.iter().any(|one| folded.starts_with(one)),
                None => self.stems.iter().any(|stem| kept.holds(folded, stem)),
            };
            if !may_be_one {
                continue;
            }
            for (number, language) in languages {
                let forms = self.analyzer.forms(word, *language);
                if forms.borrowed().all_stems().any(|stem| self.stems.contains(&stem)) {
                    each(*number);
                }
            }
        }
    }
}

/// Beginnings, and those of words with the letters of a language that they write in a second way:
/// `laender` is also a stem of *Länder*.
fn with_first_ways(mut beginnings: Vec<String>, language: Language) -> Vec<String> {
    let letters = language.profile().letters;
    let first: Vec<String> = beginnings
        .iter()
        .flat_map(|one| first_ways(one, |letter| letters.contains(letter)))
        .collect();
    beginnings.extend(first);
    beginnings.sort_unstable();
    beginnings.dedup_by(|later, earlier| later.starts_with(earlier.as_str()));
    beginnings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::Forms;

    #[test]
    fn what_is_found_is_what_stemming_all_would_find() {
        let analyzer = Analyzer::default();
        let languages: Vec<Language> = Language::all().collect();
        let words = "ferry ferries ferried fern Fähre Faehre vek vijeka вијека века vlak dying die \
                     day cry cried город города cat gcat bhaile baile كتاب الكتاب οδός όδου 2025";
        let words: Vec<&str> = words.split_whitespace().collect();
        let stems = |word: &str, language: &Language| -> Vec<String> {
            let forms = analyzer.forms(word, *language);
            forms.borrowed().all_stems().map(str::to_owned).collect()
        };
        let of_words: Vec<Vec<Vec<String>>> = words
            .iter()
            .map(|word| languages.iter().map(|language| stems(word, language)).collect())
            .collect();
        let mut asked: Vec<&Vec<String>> = of_words.iter().flatten().collect();
        asked.sort();
        asked.dedup();
        for stems in asked {
            let finder = FormFinder::new(&analyzer, stems, &languages);
            for (word, of_word) in words.iter().zip(&of_words) {
                let Forms { folded, also, .. } = analyzer.forms(word, Language::UNKNOWN);
                let mut found = Vec::new();
                finder.find(word, &folded, &mut |number| found.push(number));
                found.sort_unstable();
                let has_stem =
                    |number: &usize| of_word[*number].iter().any(|stem| stems.contains(stem));
                let expected: Vec<usize> = (0..languages.len()).filter(has_stem).collect();
                if !also.is_empty() {
                    assert!(found.iter().all(|number| expected.contains(number)));
                    continue;
                }
                assert_eq!(found, expected, "{word} for {stems:?}");
                let is_ahead = finder.prefixes().iter().any(|one| folded.starts_with(one));
                assert!(is_ahead || found.is_empty(), "{word} for {stems:?}");
            }
        }
    }
}
