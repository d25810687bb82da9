//! Detection of languages on sentences, word pairs and single words, beside whatlang alone.
//!
//! Of each sentence the word in the middle of those with five letters or more is the single word,
//! and with its neighbour the pair. Languages that share one analysis count as one: Serbian,
//! Croatian and Bosnian. whatlang chooses among all its languages, ours among all of ours.

use std::fmt::Write as _;
use std::fs;

use text::{Detector, Language};

use crate::samples::{Sample, real_data, say};

/// The languages of the Balkans in which ours must be clearly ahead, and by how many points of a
/// hundred, on words, pairs and sentences. Cyrillic words of one language are mostly words of its
/// neighbours too.
const AHEAD: [(&str, [f64; 3]); 8] = [
    ("bg", [5.0, 4.0, 1.0]),
    ("bs", [5.0, 5.0, 3.0]),
    ("hr", [5.0, 5.0, 2.0]),
    ("mk", [0.0, 2.0, 1.0]),
    ("ro", [4.0, 4.0, 1.0]),
    ("sl", [4.0, 4.0, 5.0]),
    ("sq", [15.0, 40.0, 90.0]),
    ("sr", [0.0, 1.0, 4.0]),
];

/// Right answers among the texts of one kind.
#[derive(Debug, Default, Clone, Copy)]
struct Score {
    ours: f64,
    whatlang: f64,
    texts: f64,
}

impl Score {
    fn percent(&self) -> [f64; 2] {
        [self.ours, self.whatlang].map(|right| 100.0 * right / self.texts.max(1.0))
    }
}

/// The single word, the pair and the whole of a sentence, as far as it has them.
fn samples(sentence: &str) -> [Option<String>; 3] {
    let trim = |word: &'_ str| word.trim_matches(|c: char| !c.is_alphabetic()).to_owned();
    let words: Vec<String> =
        sentence.split_whitespace().map(trim).filter(|word| !word.is_empty()).collect();
    let is_long = |word: &str| word.chars().filter(|c| c.is_alphabetic()).count() >= 5;
    let long: Vec<usize> = (0..words.len()).filter(|at| is_long(&words[*at])).collect();
    let middle = long.get(long.len() / 2).copied();
    let pair = middle.and_then(|at| {
        let first = if at + 1 < words.len() { at } else { at.checked_sub(1)? };
        Some(words[first..first + 2].join(" "))
    });
    [middle.map(|at| words[at].clone()), pair, Some(sentence.to_owned())]
}

#[test]
fn languages_are_detected_no_worse_than_by_trigrams_alone() {
    let Some(data) = real_data("languages::detection") else { return };
    let sentences = Sample::unpacked(&data.join("ling/lingua-sentences.tar.zst"));
    let detector = Detector::default();
    let mut wrong = Vec::new();
    let mut means = [Score::default(); 3];
    say("| language | word | whatlang | pair | whatlang | sentence | whatlang |");
    say("|---|---|---|---|---|---|---|");
    for language in Language::all() {
        let code = language.code();
        let path = sentences.path().join("lingua-sentences").join(format!("{code}.txt"));
        let Ok(text) = fs::read_to_string(path) else { continue };
        let mut scores = [Score::default(); 3];
        for sentence in text.lines().filter(|line| !line.trim().is_empty()) {
            for (sample, score) in samples(sentence).iter().zip(&mut scores) {
                let Some(sample) = sample else { continue };
                let bare = whatlang::detect(sample).map(|found| found.lang().code());
                let bare = bare.and_then(Language::from_code).unwrap_or_default();
                let is_right = |found: Language| found.analysis() == language.analysis();
                score.texts += 1.0;
                score.ours += f64::from(is_right(detector.detect(sample).language));
                score.whatlang += f64::from(is_right(bare));
            }
        }
        let ahead = AHEAD.iter().find(|(known, _)| *known == code).map(|(_, ahead)| ahead);
        let mut row = format!("| {code} ");
        for (kind, (score, mean)) in scores.iter().zip(&mut means).enumerate() {
            let [ours, whatlang] = score.percent();
            let _ = write!(row, "| {ours:.1} | {whatlang:.1} ");
            *mean = Score {
                ours: mean.ours + ours / 100.0,
                whatlang: mean.whatlang + whatlang / 100.0,
                texts: mean.texts + 1.0,
            };
            let least = ahead.map_or(-1.0, |ahead| ahead[kind]);
            if ours - whatlang < least - 0.05 {
                wrong.push(format!("{code}: {ours:.1} against {whatlang:.1}, not {least} ahead"));
            }
        }
        say(&(row + "|"));
    }
    let mean = means.iter().map(|score| score.percent().map(|one| format!("{one:.1}")).join(" | "));
    say(&format!("| mean | {} |", mean.collect::<Vec<_>>().join(" | ")));
    assert!(wrong.is_empty(), "{wrong:#?}");
}
