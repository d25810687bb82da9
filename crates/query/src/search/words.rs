//! Looks up words of a commit: those that a word of a question stands for, or is near to.

use std::cmp::Reverse;
use std::collections::HashMap;

use tantivy::Term;
use tantivy::postings::TermInfo;
use tantivy::query::Query as _;
use tantivy::schema::Field;

use super::lookup::Lookup;
use super::state::State;
use crate::QueryError;
use crate::engine::{AnyTermQuery, Pattern};
use crate::understand::{Target, Word, usual_distance};

/// The words that a word of the question stands for, the most frequent first.
pub(super) fn words(
    lookup: &Lookup<'_>,
    target: Target,
    word: &Word,
    most: usize,
) -> Result<Vec<(String, u64)>, QueryError> {
    let found = stood_for(lookup, target, word)?;
    counted(lookup, target, found.most_frequent(most))
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
        for field in fields_of(state, target) {
            let inverted = reader.inverted_index(field).map_err(failed)?;
            let mut add = |text: &str, info: &TermInfo| {
                *frequencies.entry(text.to_owned()).or_default() += u64::from(info.doc_freq);
            };
            pattern.each(&inverted, &source.budget, &mut add).map_err(failed)?;
        }
    }
    let edits = |word: &str| strsim::osa_distance(folded, word);
    let mut ranked: Vec<_> = frequencies
        .into_iter()
        .map(|(word, articles)| (edits(&word), Reverse(articles), word))
        .collect();
    ranked.sort_unstable();
    let nearest = ranked.into_iter().take(most).map(|(_, _, word)| word);
    counted(lookup, target, nearest.collect())
}

/// Whether any article has a word, in any of its forms.
pub(super) fn has_word(state: &State, target: Target, word: &Word) -> tantivy::Result<bool> {
    let fields = state.fields();
    let also = target.zones().iter().map(|zone| fields.zone(*zone).also);
    let mut places: Vec<Field> = fields_of(state, target).into_iter().chain(also).collect();
    let forms = match word {
        Word::Folded(forms) => forms.as_slice(),
        Word::Letters { folded, .. } => std::slice::from_ref(folded),
        Word::Inflected { stems, .. } => {
            places = vec![fields.stems, fields.title_stems, fields.rest_stems];
            stems.as_slice()
        }
        _ => return Ok(true),
    };
    for field in places {
        for form in forms {
            let term = Term::from_field_text(field, form);
            if state.engine.doc_freq(&term)? > 0 {
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
        Word::Inflected { stems, spellings, .. } => {
            let stems = &[stems.as_slice(), spellings].concat();
            for reader in state.engine.segment_readers() {
                for zone in target.zones() {
                    let zone = state.fields().zone(*zone);
                    for field in [zone.words, zone.letters] {
                        let forms = source.forms(reader, field, stems).map_err(failed)?;
                        // Terms of letters only say that the form is there: it has its count
                        // from the field of words.
                        let weight = u64::from(field == zone.words);
                        for (form, count) in &forms {
                            found.add(form, count * weight);
                        }
                    }
                }
            }
            return Ok(found);
        }
        pattern => match Pattern::of(pattern)? {
            Some(pattern) => pattern,
            None => return Ok(found),
        },
    };
    for reader in state.engine.segment_readers() {
        for field in fields_of(state, target) {
            let inverted = reader.inverted_index(field).map_err(failed)?;
            let mut add = |text: &str, info: &TermInfo| {
                found.add(text, u64::from(info.doc_freq));
            };
            pattern.each(&inverted, &source.budget, &mut add).map_err(failed)?;
        }
    }
    Ok(found)
}

/// The fields of a target that hold its words.
fn fields_of(state: &State, target: Target) -> Vec<Field> {
    let fields = state.fields();
    match target {
        Target::Keyword(keyword) => vec![fields.keyword(keyword)],
        target => target.zones().iter().map(|zone| fields.zone(*zone).words).collect(),
    }
}

/// Words with the articles of a target that have each.
fn counted(
    lookup: &Lookup<'_>,
    target: Target,
    words: Vec<String>,
) -> Result<Vec<(String, u64)>, QueryError> {
    let (state, source) = (lookup.state, &lookup.source);
    let mut counted = Vec::with_capacity(words.len());
    for text in words {
        let query = AnyTermQuery {
            fields: fields_of(state, target),
            pattern: Pattern::Words(vec![text.clone()]),
            source: source.clone(),
        };
        let articles = query.count(&state.engine).map_err(|error| state.failed(error))? as u64;
        counted.push((text, articles));
    }
    Ok(counted)
}

/// Words with how often they were met, bounded in number.
#[derive(Default)]
struct Frequencies {
    known: HashMap<String, u64>,
}

impl Frequencies {
    /// Of more, the less frequent half is forgotten.
    const MOST: usize = 20_000;

    fn add(&mut self, word: &str, count: u64) {
        if let Some(known) = self.known.get_mut(word) {
            *known += count;
            return;
        }
        self.known.insert(word.to_owned(), count);
        if self.known.len() > Self::MOST {
            let kept = std::mem::take(self).sorted(Self::MOST / 2);
            self.known = kept.into_iter().collect();
        }
    }

    fn sorted(self, most: usize) -> Vec<(String, u64)> {
        let mut words: Vec<(String, u64)> = self.known.into_iter().collect();
        words.sort_by(|one, two| two.1.cmp(&one.1).then_with(|| one.0.cmp(&two.0)));
        words.truncate(most);
        words
    }

    fn most_frequent(self, most: usize) -> Vec<String> {
        self.sorted(most).into_iter().map(|(word, _)| word).collect()
    }
}
