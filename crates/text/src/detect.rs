//! Guesses the language of a text, cheap evidence first.
//!
//! The cascade looks at the first 4,000 characters. The script comes first, for
//! many scripts print one language only. Then the letters of each alphabet and
//! about 25 function words a language give points. Only where those leave it
//! open, trigrams are asked (Cavnar and Trenkle, *N-Gram-Based Text
//! Categorization*, 1994, as the `whatlang` crate has them), among the languages
//! still in play.

mod evidence;

use crate::language::Language;
use crate::normalize::exact;
use crate::script::{SCRIPT_COUNT, Script};
use crate::segment::{SegmentKind, Segments};

use evidence::{Evidence, Points};

/// What a text was taken for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Detection {
    /// The language, or [`Language::UNKNOWN`].
    pub language: Language,
    /// The script of most of its letters.
    pub script: Option<Script>,
    /// From 0, a guess, to 1, certain.
    pub confidence: f32,
}

/// Guesses the language of a text among the allowed ones.
///
/// Every language that may be answered costs accuracy on short texts, so an
/// archive does well to allow only its own. Serbian, Croatian, Bosnian and
/// Montenegrin are told apart only where the script leaves no doubt or one of
/// them alone is allowed; else the answer is `sh`.
#[derive(Debug, Clone)]
pub struct Detector {
    evidence: Evidence,
    /// What to answer for the five languages that share one analysis.
    common: Common,
}

/// How the five languages that share one analysis are answered.
#[derive(Debug, Clone, Copy)]
struct Common {
    usual: Language,
    /// For Cyrillic with the letters that only Serbian print has.
    certain: Language,
}

/// How many characters of a text are looked at.
const SAMPLE_CHARACTERS: usize = 4_000;

/// The confidence in what a record or a page says of itself.
const DECLARED_CONFIDENCE: f32 = 0.95;

impl Detector {
    /// A detector of the `allowed` languages; of every one if there is none.
    pub fn new(allowed: &[Language]) -> Self {
        let is_allowed = |language| allowed.is_empty() || allowed.contains(&language);
        let candidates: Vec<Language> = Language::all()
            .filter(|language| language.analysis() == *language)
            .filter(|language| {
                Language::all().any(|one| one.analysis() == *language && is_allowed(one))
            })
            .collect();
        Self { evidence: Evidence::new(&candidates), common: Common::new(is_allowed) }
    }

    /// Guesses the language of `text`, best a whole article: lines of a few
    /// words are often names.
    pub fn detect(&self, text: &str) -> Detection {
        self.detect_from(text, Language::UNKNOWN)
    }

    /// The same for a text of a source that otherwise prints `habit`, which counts where the text
    /// itself leaves it open: a headline is often names only.
    pub fn detect_from(&self, text: &str, habit: Language) -> Detection {
        let sample = first_characters(text, SAMPLE_CHARACTERS);
        let mut counts = [0_u32; SCRIPT_COUNT];
        let mut points = Points::default();
        let mut has_serbian_letters = false;
        let mut lower = String::new();
        for segment in Segments::new(sample) {
            match segment.kind {
                SegmentKind::Word | SegmentKind::Ideograph => {}
                SegmentKind::Acronym | SegmentKind::Number => continue,
            }
            lower.clear();
            if segment.text.is_ascii() {
                counts[Script::Latin as usize] += u32::try_from(segment.text.len()).unwrap_or(0);
                lower.push_str(segment.text);
                lower.make_ascii_lowercase();
            } else {
                lower.push_str(&exact(segment.text));
                for letter in lower.chars() {
                    if let Some(script) = Script::of_letter(letter) {
                        counts[script as usize] += 1;
                    }
                    has_serbian_letters |= matches!(letter, 'ђ' | 'ћ');
                    self.evidence.add_letter(letter, &mut points);
                }
            }
            self.evidence.add_word(&lower, &mut points);
        }
        let Some(script) = Script::most_frequent(&counts) else {
            return Detection { language: Language::UNKNOWN, script: None, confidence: 0.0 };
        };
        let (language, confidence) = self.evidence.decide(sample, script, &counts, &points, habit);
        let is_certain = script == Script::Cyrillic && has_serbian_letters;
        Detection {
            language: self.common.answer(language, habit, is_certain),
            script: Some(script),
            confidence,
        }
    }

    /// Takes the language that a record, a page or a setting declares, such as
    /// `sr-Latn`, and detects it only where the declaration names no known
    /// language or one that is not printed in the text's script.
    pub fn declared(&self, code: &str, text: &str) -> Detection {
        let language = Language::from_code(code).unwrap_or(Language::UNKNOWN);
        let declared_script = code.split(['-', '_']).skip(1).find_map(Script::from_code);
        let script = Script::of(text).or(declared_script);
        let is_credible = language != Language::UNKNOWN
            && script.is_none_or(|script| language.is_written_in(script));
        if is_credible {
            return Detection { language, script, confidence: DECLARED_CONFIDENCE };
        }
        self.detect(text)
    }
}

impl Default for Detector {
    fn default() -> Self {
        Self::new(&[])
    }
}

impl Common {
    fn new(is_allowed: impl Fn(Language) -> bool) -> Self {
        let mut members = Language::all()
            .filter(|language| language.analysis() == Language::SERBO_CROATIAN)
            .filter(|language| is_allowed(*language));
        let only = match (members.next(), members.next()) {
            (Some(only), None) => Some(only),
            _ => None,
        };
        let certain = if is_allowed(Language::SERBIAN) {
            Language::SERBIAN
        } else {
            Language::SERBO_CROATIAN
        };
        Self { usual: only.unwrap_or(Language::SERBO_CROATIAN), certain: only.unwrap_or(certain) }
    }

    fn answer(self, language: Language, habit: Language, is_certain: bool) -> Language {
        match language {
            Language::SERBO_CROATIAN if habit.analysis() == language => habit,
            Language::SERBO_CROATIAN if is_certain => self.certain,
            Language::SERBO_CROATIAN => self.usual,
            other => other,
        }
    }
}

fn first_characters(text: &str, count: usize) -> &str {
    text.char_indices().nth(count).map_or(text, |(end, _)| &text[..end])
}

#[cfg(test)]
mod tests;
