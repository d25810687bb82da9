//! A bare word as a plan has it: one word with what stands for it.

use crate::understand::{Spans, Word};

/// A word in any form, with what stands for it.
pub(super) struct BareWord<'a> {
    pub(super) stems: &'a [String],
    /// Stems of other spellings and of synonyms, each once.
    pub(super) others: Vec<&'a str>,
    /// Synonyms of several words.
    pub(super) phrases: Vec<&'a Spans>,
}

impl<'a> BareWord<'a> {
    /// What an arrangement is if it is a bare word.
    pub(super) fn of(spans: &'a Spans) -> Option<Self> {
        let mut word = match spans {
            Spans::Word(Word::Inflected { stems, spellings, .. }) => {
                let others = spellings.iter().map(String::as_str).collect();
                return Some(Self { stems, others, phrases: Vec::new() });
            }
            Spans::Synonyms { typed, .. } => Self::of(typed)?,
            _ => return None,
        };
        spans.each_synonym(&mut |other| match other {
            Spans::Word(Word::Inflected { stems, .. }) => {
                for stem in stems {
                    if !word.stems.contains(stem) && !word.others.contains(&stem.as_str()) {
                        word.others.push(stem);
                    }
                }
            }
            other => word.phrases.push(other),
        });
        Some(word)
    }
}
