//! Weighs letters, function words and trigrams against one another.

use std::fmt;

use foldhash::fast::FixedState;
use hashbrown::HashMap;
use whatlang::Lang;

use crate::language::Language;
use crate::script::{SCRIPT_COUNT, Script};

/// A set of languages, one bit each.
type Languages = u64;

const _: () = assert!(Language::COUNT <= 64, "a set of languages has 64 bits");

/// What is known beforehand of the languages that may be answered.
#[derive(Clone)]
pub(super) struct Evidence {
    /// Candidates by the script in which they are printed.
    of_script: [Vec<Language>; SCRIPT_COUNT],
    /// Function words and the languages that have them.
    words: HashMap<&'static str, Languages, FixedState>,
    /// Frequent endings of words and the languages that have them.
    endings: HashMap<&'static str, Languages, FixedState>,
    /// Letters and the languages that have them in their alphabet.
    letters: HashMap<char, Languages, FixedState>,
    /// For each script the trigram detector of its candidates.
    trigrams: [Option<whatlang::Detector>; SCRIPT_COUNT],
}

/// The points of each language, and the words seen.
#[derive(Debug, Clone)]
pub(super) struct Points {
    words: [f32; Language::COUNT],
    letters: [f32; Language::COUNT],
    word_count: u32,
}

/// What a letter that an alphabet does not have takes from its language.
const FOREIGN_LETTER: f32 = 0.5;
/// What a known ending of a word gives at most; a function word gives one.
const ENDING_POINTS: f32 = 0.4;
/// What the habit of its source gives a language: about as much as trigrams that are sure.
const HABIT_POINTS: f32 = 1.5;
/// A lead this large, and twice the runner-up, needs no trigrams.
const CLEAR_LEAD: f32 = 4.0;
/// What the trigrams add to the language they name: at the least, and on top by
/// their confidence.
const TRIGRAM_POINTS: (f32, f32) = (0.2, 1.5);

/// So many words without a function word of a language speak against it.
const SPEAKING_WORDS: u32 = 8;

impl Evidence {
    pub(super) fn new(candidates: &[Language]) -> Self {
        let mut evidence = Self {
            of_script: Default::default(),
            words: HashMap::default(),
            endings: HashMap::default(),
            letters: HashMap::default(),
            trigrams: Default::default(),
        };
        for language in candidates {
            let profile = language.profile();
            for script in profile.scripts {
                evidence.of_script[*script as usize].push(*language);
            }
            for word in profile.stop_words.split(' ').filter(|word| !word.is_empty()) {
                *evidence.words.entry(word).or_default() |= 1 << language.index();
            }
            for ending in profile.endings.split_ascii_whitespace() {
                *evidence.endings.entry(ending).or_default() |= 1 << language.index();
            }
            for letter in profile.letters.chars() {
                *evidence.letters.entry(letter).or_default() |= 1 << language.index();
            }
        }
        for script in Script::ALL {
            evidence.trigrams[script as usize] =
                trigrams(&evidence.of_script[script as usize], script);
        }
        evidence
    }

    /// Counts one letter past plain Latin, in lower case.
    pub(super) fn add_letter(&self, letter: char, points: &mut Points) {
        let Some(languages) = self.letters.get(&letter) else { return };
        let Some(script) = Script::of_letter(letter) else { return };
        let share = 1.0 / f32::from(u16::try_from(languages.count_ones()).unwrap_or(u16::MAX));
        for language in &self.of_script[script as usize] {
            let has_letter = languages & (1 << language.index()) != 0;
            points.letters[language.index()] += if has_letter { share } else { -FOREIGN_LETTER };
        }
    }

    /// Counts one word in lower case.
    pub(super) fn add_word(&self, word: &str, points: &mut Points) {
        points.word_count += 1;
        let Some(languages) = self.words.get(word) else { return self.add_ending(word, points) };
        let share = 1.0 / f32::from(u16::try_from(languages.count_ones()).unwrap_or(u16::MAX));
        let mut rest = *languages;
        while rest != 0 {
            points.words[rest.trailing_zeros() as usize] += 0.5 + 0.5 * share;
            rest &= rest - 1;
        }
    }

    /// Counts the longest known ending of a word that is long enough to have one.
    fn add_ending(&self, word: &str, points: &mut Points) {
        let mut starts = word.char_indices().rev().map(|(start, _)| start).skip(1);
        let ends = [starts.next(), starts.next(), starts.next()];
        if starts.next().is_none() {
            return;
        }
        let known =
            ends.into_iter().rev().flatten().find_map(|start| self.endings.get(&word[start..]));
        let mut rest = known.copied().unwrap_or_default();
        let share = 1.0 / f32::from(u16::try_from(rest.count_ones().max(1)).unwrap_or(u16::MAX));
        while rest != 0 {
            points.words[rest.trailing_zeros() as usize] += ENDING_POINTS * (0.5 + 0.5 * share);
            rest &= rest - 1;
        }
    }

    /// The language that the points and, in doubt, the trigrams speak for, with
    /// a confidence from 0 to 1.
    pub(super) fn decide(
        &self,
        sample: &str,
        script: Script,
        counts: &[u32; SCRIPT_COUNT],
        points: &Points,
        habit: Language,
    ) -> (Language, f32) {
        let mut candidates: Vec<Language> = self.of_script[script as usize].clone();
        if matches!(script, Script::Han | Script::Kana) {
            candidates = self.east_asian(counts).into_iter().collect();
        }
        match candidates.as_slice() {
            [] => return (Language::UNKNOWN, 0.0),
            // One language for the script: as sure as the script is dominant.
            [only] if script != Script::Latin => {
                return (*only, share_of(script, counts));
            }
            _ => {}
        }
        let mut scores: Vec<(f32, Language)> = candidates
            .iter()
            .map(|language| {
                let index = language.index();
                let is_usual = habit.analysis() == *language;
                let usual = if is_usual { HABIT_POINTS } else { 0.0 };
                (points.words[index] + points.letters[index] + usual, *language)
            })
            .collect();
        let (top, runner_up) = best_two(&scores);
        let is_clear = top.0 - runner_up >= CLEAR_LEAD && top.0 >= 2.0 * runner_up;
        let found = if is_clear { None } else { self.ask_trigrams(sample, script) };
        // Trigrams always name someone, also for a language they do not know.
        let is_silent = |language: Language| {
            points.word_count >= SPEAKING_WORDS && points.words[language.index()] <= 0.0
        };
        if let Some((language, confidence)) = found {
            for (score, candidate) in &mut scores {
                if *candidate == language {
                    let points_given = TRIGRAM_POINTS.0 + TRIGRAM_POINTS.1 * confidence;
                    *score += if is_silent(language) { points_given / 2.0 } else { points_given };
                }
            }
        }
        let (top, runner_up) = best_two(&scores);
        if top.0 <= 0.0 {
            return (Language::UNKNOWN, 0.0);
        }
        let lead = top.0 - runner_up.max(0.0);
        (top.1, (lead / (lead + 1.5)).clamp(0.0, 1.0) * share_of(script, counts))
    }

    fn ask_trigrams(&self, sample: &str, script: Script) -> Option<(Language, f32)> {
        let info = self.trigrams[script as usize].as_ref()?.detect(sample)?;
        let language = self.of_script[script as usize]
            .iter()
            .find(|language| trigram_names(**language).contains(&Some(info.lang())))?;
        #[expect(clippy::cast_possible_truncation, reason = "a confidence from 0 to 1")]
        Some((*language, info.confidence() as f32))
    }

    /// Japanese writes kana between its Han characters, Chinese does not.
    fn east_asian(&self, counts: &[u32; SCRIPT_COUNT]) -> Option<Language> {
        let (han, kana) = (counts[Script::Han as usize], counts[Script::Kana as usize]);
        let script = if kana * 20 >= han { Script::Kana } else { Script::Han };
        self.of_script[script as usize].first().copied()
    }
}

impl fmt::Debug for Evidence {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Evidence")
            .field("of_script", &self.of_script)
            .finish_non_exhaustive()
    }
}

impl Default for Points {
    fn default() -> Self {
        Self { words: [0.0; Language::COUNT], letters: [0.0; Language::COUNT], word_count: 0 }
    }
}

/// The trigram detector of these languages, if two or more of them are known to
/// it.
fn trigrams(languages: &[Language], script: Script) -> Option<whatlang::Detector> {
    let names: Vec<Lang> =
        languages.iter().flat_map(|language| trigram_names(*language)).flatten().collect();
    (languages.len() > 1 && script != Script::Han && !names.is_empty())
        .then(|| whatlang::Detector::with_allowlist(names))
}

/// The trigrams know Serbian in Cyrillic and Croatian in Latin.
fn trigram_names(language: Language) -> [Option<Lang>; 2] {
    let own = language.profile().whatlang;
    [own, (own == Some(Lang::Hrv)).then_some(Lang::Srp)]
}

/// The best score with its language, and the second best score.
fn best_two(scores: &[(f32, Language)]) -> ((f32, Language), f32) {
    let mut top = (f32::NEG_INFINITY, Language::UNKNOWN);
    let mut runner_up = f32::NEG_INFINITY;
    for score in scores {
        if score.0 > top.0 {
            runner_up = top.0;
            top = *score;
        } else if score.0 > runner_up {
            runner_up = score.0;
        }
    }
    (top, runner_up.max(0.0))
}

/// The share of a script among the letters, from 0 to 1.
fn share_of(script: Script, counts: &[u32; SCRIPT_COUNT]) -> f32 {
    let all: f32 = Script::ALL.into_iter().map(|script| letters_of(script, counts)).sum();
    letters_of(script, counts) / all.max(1.0)
}

/// How many letters of the sample are of a script.
fn letters_of(script: Script, counts: &[u32; SCRIPT_COUNT]) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "counts up to 4,000")]
    let letters = counts[script as usize] as f32;
    letters
}
