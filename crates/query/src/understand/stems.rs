//! Says by which stems, and within how many edits, a word is sought.

use text::{Analyzer, Language};

/// The stems of a word over some languages, each once; over none, as in an unknown one.
pub(super) fn stems(word: &str, analyzer: &Analyzer, languages: &[Language]) -> Vec<String> {
    let mut stems: Vec<String> = Vec::new();
    let languages = if languages.is_empty() { &[Language::UNKNOWN] } else { languages };
    for language in languages {
        for stem in analyzer.forms(word, *language).borrowed().all_stems() {
            if !stems.iter().any(|known| known == stem) {
                stems.push(stem.to_owned());
            }
        }
    }
    stems
}

/// The same as texts that also say which language each is of, for a stem belongs to its language.
pub(super) fn stems_of_languages(
    word: &str,
    analyzer: &Analyzer,
    languages: &[Language],
) -> Vec<String> {
    let languages = if languages.is_empty() { &[Language::UNKNOWN] } else { languages };
    let each = languages.iter().flat_map(|language| {
        let stems = stems(word, analyzer, std::slice::from_ref(language)).into_iter();
        stems.map(|stem| format!("{stem} {}", language.analysis()))
    });
    each.collect()
}

/// The edits within which a folded word is sought where no number is typed: one for a word under
/// six letters, else two.
pub(crate) fn usual_distance(folded: &str) -> u8 {
    if folded.chars().count() < 6 { 1 } else { 2 }
}
