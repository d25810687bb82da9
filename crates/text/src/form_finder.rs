//! Finds the forms of stems among the words of a dictionary.

use crate::analyzer::Analyzer;
use crate::language::Language;
use crate::stem::Kept;

/// Tells which words have one of some stems, in which of some languages. Most words are told by
/// their beginnings and never stemmed.
#[derive(Debug)]
pub struct FormFinder<'a> {
    analyzer: &'a Analyzer,
    stems: Vec<&'a str>,
    /// The languages, together where their stems keep the same, each with its number.
    languages: Vec<(Kept, Vec<(usize, Language)>)>,
}

impl<'a> FormFinder<'a> {
    /// A finder of the words that have one of these stems in one of these languages.
    pub fn new(analyzer: &'a Analyzer, stems: &'a [String], languages: &[Language]) -> Self {
        let mut alike: Vec<(Kept, Vec<(usize, Language)>)> = Vec::new();
        for (number, language) in languages.iter().enumerate() {
            let kept = analyzer.kept(*language);
            match alike.iter_mut().find(|(known, _)| *known == kept) {
                Some((_, languages)) => languages.push((number, *language)),
                None => alike.push((kept, vec![(number, *language)])),
            }
        }
        let mut stems: Vec<&str> = stems.iter().map(String::as_str).collect();
        stems.sort_unstable();
        stems.dedup();
        Self { analyzer, stems, languages: alike }
    }

    /// What the folded forms of all that is found begin with; none of these begins with another.
    pub fn prefixes(&self) -> Vec<&'a str> {
        let all = self.stems.iter().filter_map(|stem| {
            self.languages.iter().map(|(kept, _)| kept.prefix(stem)).min_by_key(|one| one.len())
        });
        let mut prefixes: Vec<&str> = all.collect();
        prefixes.sort_unstable();
        prefixes.dedup_by(|later, earlier| later.starts_with(*earlier));
        prefixes
    }

    /// Calls `each` with the number of every language in which a word has one of the stems.
    /// `folded` is the primary folded form of `word`; its other accepted forms are words of their
    /// own here.
    pub fn find(&self, word: &str, folded: &str, each: &mut dyn FnMut(usize)) {
        for (kept, languages) in &self.languages {
            if !self.stems.iter().any(|stem| kept.holds(folded, stem)) {
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
