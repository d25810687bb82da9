//! Lists what the words of a query were also found by: other spellings and synonyms.

use std::cmp::Reverse;

use super::question::Question;
use super::state::State;
use crate::QueryError;
use crate::page::{Variant, VariantText};

/// The most synonyms of a query that are counted and listed.
const LISTED: usize = 100;

/// The words of a question that have other spellings or synonyms in the archive, each with the
/// most frequent first.
pub(crate) fn variants(state: &State, question: &Question) -> Result<Vec<Variant>, QueryError> {
    let mut variants = question.spellings.variants();
    let mut left = LISTED;
    for (typed, synonyms) in question.synonyms.sought() {
        let mut found = Vec::new();
        for text in synonyms.iter().take(left) {
            let articles = question.articles_with(state, text)?;
            if articles > 0 {
                found.push(VariantText { text: (*text).to_owned(), articles });
            }
        }
        left = left.saturating_sub(synonyms.len());
        if found.is_empty() {
            continue;
        }
        match variants.iter_mut().find(|variant| variant.typed == typed) {
            Some(variant) => variant.also.append(&mut found),
            None => variants.push(Variant { typed: typed.to_owned(), also: found }),
        }
    }
    for variant in &mut variants {
        variant.also.sort_by_key(|other| Reverse(other.articles));
    }
    Ok(variants)
}
