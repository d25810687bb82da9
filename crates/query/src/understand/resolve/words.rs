//! Says what a typed word means: in which forms it is sought.

use text::{Forms, Language};

use super::super::plan::Target;
use super::super::spans::{Spans, Word};
use super::super::word_forms::sought;
use super::Resolver;
use crate::syntax::Exactness;

impl Resolver<'_> {
    /// One typed word, which analysis may find to be several: they are then a phrase, or the
    /// compound written as one word.
    pub(super) fn word(&self, text: &str, exactness: Exactness, target: Target) -> Option<Spans> {
        let exactness = exactness_in(target, exactness);
        let words: Vec<_> = self.analyzer.segments(text).collect();
        if let [only] = words.as_slice() {
            return Some(Spans::Word(self.form(only.text, exactness)));
        }
        let as_part = match exactness {
            Exactness::Inflected => Exactness::Folded,
            other => other,
        };
        let parts = words.iter().map(|word| Spans::Word(self.form(word.text, as_part)));
        let parts = sequence(parts.collect())?;
        let joined = words.first().and_then(|word| word.compound);
        match joined {
            Some(compound) if words.len() > 1 && exactness != Exactness::LettersAndCase => {
                any(vec![parts, Spans::Word(self.form(compound, as_part))])
            }
            _ => Some(parts),
        }
    }

    pub(super) fn form(&self, word: &str, exactness: Exactness) -> Word {
        let forms = self.analyzer.forms(word, Language::UNKNOWN);
        match exactness {
            Exactness::Inflected => self.inflected(word, &forms),
            Exactness::Folded => {
                let also = forms.also.into_iter().map(String::from);
                Word::Folded(std::iter::once(forms.folded.into()).chain(also).collect())
            }
            Exactness::Letters | Exactness::LettersAndCase => Word::Letters {
                folded: forms.folded.into(),
                letters: forms.exact.into(),
                cased: (exactness == Exactness::LettersAndCase).then(|| word.to_owned()),
            },
        }
    }

    /// A word in any form.
    fn inflected(&self, word: &str, plain: &Forms) -> Word {
        let found = sought(self.archive, word, self.language);
        let sought = found.map_or_else(|error| self.fail(error), |sought| sought.to_vec());
        let mut spellings = self.spellings.sought_of(&plain.exact);
        spellings.retain(|spelling| !sought.contains(spelling));
        Word::Inflected {
            sought,
            spellings,
            folded: plain.folded.to_string(),
            letters: plain.exact.to_string(),
        }
    }
}

/// How exactly a word is sought in a target. A keyword is not prose: its words have no inflected
/// forms.
pub(super) fn exactness_in(target: Target, exactness: Exactness) -> Exactness {
    match (target, exactness) {
        (Target::Keyword(_), Exactness::Inflected) => Exactness::Folded,
        (_, exactness) => exactness,
    }
}

/// Parts one after the other.
pub(super) fn sequence(mut parts: Vec<Spans>) -> Option<Spans> {
    match parts.len() {
        0 => None,
        1 => parts.pop(),
        _ => Some(Spans::Sequence(parts)),
    }
}

/// Parts of which any will do.
pub(super) fn any(mut parts: Vec<Spans>) -> Option<Spans> {
    match parts.len() {
        0 => None,
        1 => parts.pop(),
        _ => Some(Spans::Any(parts)),
    }
}
