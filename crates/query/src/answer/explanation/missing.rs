//! Finds, for a word that occurs nowhere in an archive, the words that may have been meant.
//!
//! Spellings are compared as folded, so that only true differences count.

use crate::QueryError;
use crate::answer::result::{Expanded, MissingWord};
use crate::search::Found;
use crate::understand::{Plan, Target, Word};

/// Words of a query that are looked at.
const LOOKED_AT: usize = 50;
/// Of those that occur nowhere, so many are told: one who mistyped more starts anew.
const TOLD: usize = 3;
/// Words of the index that are offered for each.
const OFFERED: usize = 3;

/// The words of a plan, outside exclusions, that occur nowhere where they are sought.
pub(crate) fn missing_words(
    found: &impl Found,
    plan: &Plan,
) -> Result<Vec<MissingWord>, QueryError> {
    let mut words: Vec<(Target, &Word)> = Vec::new();
    plan.each_wanted(&mut |target, spans| {
        spans.each_word(&mut |word| words.push((target, word)));
    });
    let mut missing: Vec<MissingWord> = Vec::new();
    for (target, word) in words.into_iter().take(LOOKED_AT) {
        let Some((folded, typed)) = spelling(word) else { continue };
        if missing.iter().any(|known| known.word == typed) || found.has_word(target, word)? {
            continue;
        }
        // Of two letters every other word is within one edit.
        let nearest = match folded.chars().count() {
            ..3 => Vec::new(),
            _ => found.nearest_words(target, folded, OFFERED)?,
        };
        let nearest = nearest.into_iter().map(|(text, articles)| Expanded { text, articles });
        missing.push(MissingWord { word: typed.to_owned(), nearest: nearest.collect() });
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
        Word::Written { .. }
        | Word::Prefix(_)
        | Word::Glob(_)
        | Word::Fuzzy { .. }
        | Word::Regex(_) => None,
    }
}
