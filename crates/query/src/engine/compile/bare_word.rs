//! A bare word as a plan has it: one word with what stands for it.

use crate::understand::{Sought, Spans, Word};

/// A word in any form, with what stands for it.
pub(super) struct BareWord<'a> {
    pub(super) sought: &'a [Sought],
    /// Other spellings and synonyms, each once.
    pub(super) others: Vec<&'a Sought>,
    /// Synonyms of several words.
    pub(super) phrases: Vec<&'a Spans>,
}

impl<'a> BareWord<'a> {
    /// What an arrangement is if it is a bare word.
    pub(super) fn of(spans: &'a Spans) -> Option<Self> {
        let mut word = match spans {
            Spans::Word(Word::Inflected { sought, spellings, .. }) => {
                let others = spellings.iter().collect();
                return Some(Self { sought, others, phrases: Vec::new() });
            }
            Spans::Synonyms { typed, .. } => Self::of(typed)?,
            _ => return None,
        };
        spans.each_synonym(&mut |other| match other {
            Spans::Word(Word::Inflected { sought, .. }) => {
                for one in sought {
                    if !word.sought.contains(one) && !word.others.contains(&one) {
                        word.others.push(one);
                    }
                }
            }
            other => word.phrases.push(other),
        });
        Some(word)
    }

    /// Whether nothing stands for it.
    pub(super) fn is_alone(&self) -> bool {
        self.others.is_empty() && self.phrases.is_empty()
    }
}
