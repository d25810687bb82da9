//! Looks up words of a commit: those that a word of a question stands for, or is near to.

use std::cmp::Reverse;
use std::collections::HashMap;

use schema::{WordField, Zone};
use tantivy::Term;
use tantivy::postings::TermInfo;
use tantivy::query::Query as _;
use text::Language;

use super::lookup::Lookup;
use super::state::State;
use crate::QueryError;
use crate::engine::{AnyTermQuery, BareText, Compiler, LanguageSet, Pattern, Terms, only};
use crate::understand::{Plan, Sought, SoughtBy, Spans, Target, Word, usual_distance};

/// The words that a word of the question stands for, the most frequent first.
pub(super) fn words(
    lookup: &Lookup<'_>,
    target: Target,
    word: &Word,
    most: usize,
) -> Result<Vec<(String, u64)>, QueryError> {
    let found = stood_for(lookup, target, word)?.sorted(most);
    let mut counted = Vec::with_capacity(found.len());
    for (text, of) in found {
        let articles = match of.languages {
            // Whatever is said of other patterns holds in every language.
            0 => articles_with(lookup, target, &text)?,
            languages => articles_in(lookup, target, &text, languages)?,
        };
        // A form of one language may occur in articles of another one alone.
        if articles > 0 {
            counted.push((text, articles));
        }
    }
    Ok(counted)
}

/// The words of a target that are nearest to one that it does not have: the fewest edits away,
/// then the most frequent. Edits are those of Damerau and Levenshtein, through the engine's
/// automaton over the term dictionary.
pub(super) fn nearest_words(
    lookup: &Lookup<'_>,
    target: Target,
    folded: &str,
    most: usize,
) -> Result<Vec<(String, u64)>, QueryError> {
    let (state, source) = (lookup.state, &lookup.source);
    let distance = usual_distance(folded);
    let pattern = Pattern::fuzzy(folded, distance)?;
    let failed = |error| state.failed(error);
    let mut frequencies: HashMap<String, u64> = HashMap::new();
    for reader in state.engine.segment_readers() {
        for words in fields_of(state, target) {
            let terms = Terms::open(reader, words).map_err(failed)?;
            let mut add = |text: &str, info: &TermInfo| {
                *frequencies.entry(text.to_owned()).or_default() += u64::from(info.doc_freq);
            };
            pattern.each(&terms, &source.budget, &mut add).map_err(failed)?;
        }
    }
    let edits = |word: &str| strsim::osa_distance(folded, word);
    let mut ranked: Vec<_> = frequencies
        .into_iter()
        .map(|(word, articles)| (edits(&word), Reverse(articles), word))
        .collect();
    ranked.sort_unstable();
    let nearest = ranked.into_iter().take(most).map(|(_, _, word)| word);
    nearest.map(|word| Ok((word.clone(), articles_with(lookup, target, &word)?))).collect()
}

/// Whether any article has a word, in any of its forms.
pub(super) fn has_word(state: &State, target: Target, word: &Word) -> tantivy::Result<bool> {
    let fields = state.fields();
    let also = target.zones().iter().map(|zone| WordField::from(fields.zone(*zone).also));
    let places: Vec<WordField> = fields_of(state, target).into_iter().chain(also).collect();
    let forms = match word {
        Word::Folded(forms) => forms.as_slice(),
        Word::Letters { folded, .. } => std::slice::from_ref(folded),
        Word::Inflected { sought, .. } => {
            let texts = match target {
                Target::Zone(Zone::Title) => vec![BareText::title(fields)],
                Target::Zone(Zone::Rest) => vec![BareText::rest(fields)],
                Target::All => vec![BareText::title_and_body(fields), BareText::rest(fields)],
                Target::Text | Target::Zone(Zone::Body) | Target::Keyword(_) => {
                    vec![BareText::title_and_body(fields)]
                }
            };
            for text in texts {
                if !state.source.lists(&state.engine, &text, sought)?.lists.is_empty() {
                    return Ok(true);
                }
            }
            return Ok(false);
        }
        _ => return Ok(true),
    };
    for words in places {
        for form in forms {
            if state.engine.doc_freq(&words.term(form))? > 0 {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// The words of the index that one word stands for.
fn stood_for(lookup: &Lookup<'_>, target: Target, word: &Word) -> Result<Frequencies, QueryError> {
    let Lookup { source, .. } = lookup;
    let state = lookup.state;
    let failed = |error| state.failed(error);
    let mut found = Frequencies::default();
    let pattern = match word {
        Word::Folded(forms) => Pattern::Words(forms.clone()),
        Word::Letters { folded, .. } => Pattern::Words(vec![folded.clone()]),
        Word::Inflected { sought, spellings, .. } => {
            for one in sought.iter().chain(spellings) {
                add_forms(lookup, target, one, &mut found).map_err(failed)?;
            }
            return Ok(found);
        }
        pattern => match Pattern::of(pattern)? {
            Some(pattern) => pattern,
            None => return Ok(found),
        },
    };
    for reader in state.engine.segment_readers() {
        for words in fields_of(state, target) {
            let terms = Terms::open(reader, words).map_err(failed)?;
            let mut add = |text: &str, info: &TermInfo| {
                found.add(text, u64::from(info.doc_freq), 0);
            };
            pattern.each(&terms, &source.budget, &mut add).map_err(failed)?;
        }
    }
    Ok(found)
}

/// Adds the words of a target that are asked for in some languages.
fn add_forms(
    lookup: &Lookup<'_>,
    target: Target,
    sought: &Sought,
    found: &mut Frequencies,
) -> tantivy::Result<()> {
    let Lookup { source, state, .. } = lookup;
    let of_index = |languages| if source.keeps_languages { languages } else { 0 };
    for reader in state.engine.segment_readers() {
        for zone in target.zones() {
            let zone = state.fields().zone(*zone);
            match &sought.by {
                SoughtBy::Stems(stems) => {
                    let languages = source.languages_of(sought);
                    for field in [zone.words, zone.letters] {
                        let forms =
                            source.forms(reader, field, stems, languages, &source.budget)?;
                        // Terms of letters only say that the form is there: it has its count from
                        // the field of words.
                        let weight = u64::from(field == zone.words);
                        for (form, count, languages) in &forms {
                            found.add(form, count * weight, of_index(*languages));
                        }
                    }
                }
                SoughtBy::Name(forms) | SoughtBy::Typed(forms) => {
                    let inverted = reader.inverted_index(zone.words)?;
                    for form in forms {
                        let term = Term::from_field_text(zone.words, form);
                        if let Some(info) = inverted.get_term_info(&term)? {
                            let languages = source.languages_of(sought);
                            found.add(form, u64::from(info.doc_freq), of_index(languages));
                        }
                    }
                }
            }
        }
    }
    Ok(())
}

/// The fields of a target that hold its words.
fn fields_of(state: &State, target: Target) -> Vec<WordField> {
    let fields = state.fields();
    match target {
        Target::Keyword(keyword) => fields.keyword(keyword).into_iter().collect(),
        target => target.zones().iter().map(|zone| fields.zone(*zone).words.into()).collect(),
    }
}

/// The articles of a target that have a word.
fn articles_with(lookup: &Lookup<'_>, target: Target, word: &str) -> Result<u64, QueryError> {
    let (state, source) = (lookup.state, lookup.source.clone());
    let pattern = Pattern::Words(vec![word.to_owned()]);
    let query = AnyTermQuery { words: fields_of(state, target), pattern, source };
    Ok(query.count(&state.engine).map_err(|error| state.failed(error))? as u64)
}

/// The same of some languages alone.
fn articles_in(
    lookup: &Lookup<'_>,
    target: Target,
    word: &str,
    languages: LanguageSet,
) -> Result<u64, QueryError> {
    let (state, source) = (lookup.state, &lookup.source);
    let is_one = |language: &&Language| only(&source.languages, **language) & languages != 0;
    let languages = source.languages.iter().filter(is_one).copied().collect();
    let sought = vec![Sought { languages, by: SoughtBy::Typed(vec![word.to_owned()]) }];
    let (folded, letters) = (word.to_owned(), word.to_owned());
    let word = Word::Inflected { sought, spellings: Vec::new(), folded, letters };
    let plan = Plan::Words { target, spans: Spans::Word(word), at_least: 1 };
    let query = Compiler::new(&state.engine, source).compile(&plan)?.whole;
    Ok(query.count(&state.engine).map_err(|error| state.failed(error))? as u64)
}

/// Words with how often they were met, bounded in number.
#[derive(Default)]
struct Frequencies {
    known: HashMap<String, Met>,
}

/// How often a word was met.
#[derive(Debug, Clone, Copy, Default)]
struct Met {
    times: u64,
    /// In which languages, where it depends on them whether it is one.
    languages: LanguageSet,
}

impl Frequencies {
    /// Of more, the less frequent half is forgotten.
    const MOST: usize = 20_000;

    fn add(&mut self, word: &str, count: u64, languages: LanguageSet) {
        if let Some(known) = self.known.get_mut(word) {
            known.times += count;
            known.languages |= languages;
            return;
        }
        self.known.insert(word.to_owned(), Met { times: count, languages });
        if self.known.len() > Self::MOST {
            let kept = std::mem::take(self).sorted(Self::MOST / 2);
            self.known = kept.into_iter().collect();
        }
    }

    fn sorted(self, most: usize) -> Vec<(String, Met)> {
        let mut words: Vec<(String, Met)> = self.known.into_iter().collect();
        words.sort_by(|one, two| two.1.times.cmp(&one.1.times).then_with(|| one.0.cmp(&two.0)));
        words.truncate(most);
        words
    }
}
