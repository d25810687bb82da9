//! Finds, for a word that occurs nowhere in an index, the words that may have been meant.
//!
//! Spellings are compared as folded, so that only true differences count, by few edits
//! (Damerau-Levenshtein, through the engine's automaton over the term dictionary).

use std::cmp::Reverse;
use std::collections::HashMap;

use tantivy::Term;
use tantivy::postings::TermInfo;
use tantivy::schema::Field;

use super::expansions::{counted, fields_of};
use crate::QueryError;
use crate::engine::{Pattern, WordSource};
use crate::page::MissingWord;
use crate::plan::{Plan, Target, Word};
use crate::resolve::usual_distance;
use crate::search::{Question, State};

/// Words of a query that are looked at.
const LOOKED_AT: usize = 50;
/// Of those that occur nowhere, so many are told: one who mistyped more starts anew.
const TOLD: usize = 3;
/// Words of the index that are offered for each.
const OFFERED: usize = 3;

/// The words of a plan, outside exclusions, that occur nowhere where they are sought.
pub(crate) fn missing_words(
    state: &State,
    question: &Question,
    plan: &Plan,
) -> Result<Vec<MissingWord>, QueryError> {
    let source = &question.source;
    let mut words: Vec<(Target, &Word)> = Vec::new();
    plan.each_wanted(&mut |target, spans| {
        spans.each_word(&mut |word| words.push((target, word)));
    });
    let mut missing: Vec<MissingWord> = Vec::new();
    for (target, word) in words.into_iter().take(LOOKED_AT) {
        let Some((folded, typed)) = spelling(word) else { continue };
        if missing.iter().any(|known| known.word == typed) || occurs(state, target, word)? {
            continue;
        }
        let nearest = counted(state, source, target, nearest(state, source, target, folded)?)?;
        missing.push(MissingWord { word: typed.to_owned(), nearest });
        if missing.len() == TOLD {
            break;
        }
    }
    Ok(missing)
}

/// The folded form of a word and its letters as typed; none for a pattern.
fn spelling(word: &Word) -> Option<(&str, &str)> {
    match word {
        Word::Inflected { folded, letters, .. } | Word::Letters { folded, letters, .. } => {
            Some((folded, letters))
        }
        Word::Folded(forms) => forms.first().map(|form| (form.as_str(), form.as_str())),
        Word::Prefix(_) | Word::Glob(_) | Word::Fuzzy { .. } | Word::Regex(_) => None,
    }
}

/// Whether any article has a word, in any of its forms.
fn occurs(state: &State, target: Target, word: &Word) -> Result<bool, QueryError> {
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
            if state.engine.doc_freq(&term).map_err(|error| state.failed(error))? > 0 {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// The words of a target that are nearest to one that it does not have: the fewest edits away,
/// then the most frequent.
fn nearest(
    state: &State,
    source: &WordSource,
    target: Target,
    folded: &str,
) -> Result<Vec<String>, QueryError> {
    // Of two letters every other word is within one edit.
    if folded.chars().count() < 3 {
        return Ok(Vec::new());
    }
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
    Ok(ranked.into_iter().take(OFFERED).map(|(_, _, word)| word).collect())
}
