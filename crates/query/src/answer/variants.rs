//! Lists what the words of a query were also found by: other spellings and synonyms.

use std::cmp::Reverse;

use super::result::{Variant, VariantText};
use crate::QueryError;
use crate::search::Found;

/// The most synonyms of a query that are counted and listed.
const LISTED: usize = 100;

/// The words of a question that have other spellings or synonyms in the archive, each with the
/// most frequent first.
pub(super) fn variants(found: &impl Found) -> Result<Vec<Variant>, QueryError> {
    let question = found.question();
    let text = |(text, articles): (&str, u64)| VariantText { text: text.to_owned(), articles };
    let spelled = question.spellings.found().map(|(typed, others)| Variant {
        typed: typed.to_owned(),
        also: others.into_iter().map(text).collect(),
    });
    let mut variants: Vec<Variant> = spelled.collect();
    let mut left = LISTED;
    for (typed, synonyms) in question.synonyms.sought() {
        let mut there = Vec::new();
        for text in synonyms.iter().take(left) {
            let articles = found.articles_with_synonym(text)?;
            if articles > 0 {
                there.push(VariantText { text: (*text).to_owned(), articles });
            }
        }
        left = left.saturating_sub(synonyms.len());
        if there.is_empty() {
            continue;
        }
        match variants.iter_mut().find(|variant| variant.typed == typed) {
            Some(variant) => variant.also.append(&mut there),
            None => variants.push(Variant { typed: typed.to_owned(), also: there }),
        }
    }
    for variant in &mut variants {
        variant.also.sort_by_key(|other| Reverse(other.articles));
    }
    Ok(variants)
}
