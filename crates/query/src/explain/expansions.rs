//! Lists the words of an index that the words of a plan stand for.

use std::collections::HashMap;

use tantivy::query::Query as _;
use tantivy::schema::Field;

use crate::QueryError;
use crate::engine::{AnyTermQuery, Pattern, WordSource};
use crate::page::Expanded;
use crate::plan::{Spans, Target, Word};
use crate::search::{Question, State};

/// Words of the index that are listed.
const LISTED: usize = 20;

/// Words of a plan that are looked at: more are not read by anyone.
const LOOKED_AT: usize = 50;

/// The words of the index that the words of a plan stand for, the most frequent first.
pub(super) fn expansions(state: &State, question: &Question) -> Result<Vec<Expanded>, QueryError> {
    let (plan, source) = (&question.plan, &question.source);
    let mut words = Vec::new();
    plan.each_wanted(&mut |target, spans| {
        spans.each_word(&mut |word| words.push((target, word)));
        spans.each_synonym(&mut |synonym| {
            if let Spans::Word(word) = synonym {
                words.push((target, word));
            }
        });
    });
    let mut listed = Vec::new();
    for (target, word) in words.into_iter().take(LOOKED_AT) {
        let found = found(state, source, target, word)?;
        listed.extend(counted(state, source, target, found.most_frequent(LISTED))?);
    }
    listed.sort_by(|one: &Expanded, two| {
        two.articles.cmp(&one.articles).then_with(|| one.text.cmp(&two.text))
    });
    listed.dedup();
    listed.truncate(LISTED);
    Ok(listed)
}

/// The words of the index that one word stands for.
fn found(
    state: &State,
    source: &WordSource,
    target: Target,
    word: &Word,
) -> Result<Frequencies, QueryError> {
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
            let mut add = |text: &str, info: &tantivy::postings::TermInfo| {
                found.add(text, u64::from(info.doc_freq));
            };
            pattern.each(&inverted, &source.budget, &mut add).map_err(failed)?;
        }
    }
    Ok(found)
}

/// The fields of a target that hold its words.
pub(super) fn fields_of(state: &State, target: Target) -> Vec<Field> {
    let fields = state.fields();
    match target {
        Target::Keyword(keyword) => vec![fields.keyword(keyword)],
        target => target.zones().iter().map(|zone| fields.zone(*zone).words).collect(),
    }
}

/// Words with the articles of a target that have each.
pub(super) fn counted(
    state: &State,
    source: &WordSource,
    target: Target,
    words: Vec<String>,
) -> Result<Vec<Expanded>, QueryError> {
    let mut counted = Vec::with_capacity(words.len());
    for text in words {
        let query = AnyTermQuery {
            fields: fields_of(state, target),
            pattern: Pattern::Words(vec![text.clone()]),
            source: source.clone(),
        };
        let articles = query.count(&state.engine).map_err(|error| state.failed(error))? as u64;
        counted.push(Expanded { text, articles });
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
