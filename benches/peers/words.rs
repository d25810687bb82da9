//! Chooses the words of the queries by how frequent they are, the same on every run.

use std::collections::BTreeMap;

use anyhow::ensure;
use serde_json::Value;

use crate::archive::Archive;
use crate::bare::Bare;

/// Queries of a kind.
const QUERIES: usize = 20;

/// The words.
#[derive(Debug)]
pub(crate) struct Choice {
    /// In 10 to 30 of 100 articles.
    pub(crate) high: Vec<String>,
    /// In about 1 of 100.
    pub(crate) mid: Vec<String>,
    /// In about 20.
    pub(crate) low: Vec<String>,
    /// Two that often stand side by side.
    pub(crate) pairs: Vec<Vec<String>>,
    /// Three.
    pub(crate) triples: Vec<Vec<String>>,
    /// The first three letters of the frequent words.
    pub(crate) prefixes: Vec<String>,
    /// Years with at least a twentieth of the articles.
    pub(crate) years: Vec<i16>,
    /// Months that have articles.
    pub(crate) months: Vec<(i16, i8)>,
}

impl Choice {
    /// From the terms of tantivy's index and the articles themselves.
    pub(crate) fn of(bare: &Bare, archive: &Archive) -> anyhow::Result<Self> {
        let frequencies = frequencies(bare)?;
        let all = bare.articles();
        let between = |low: u64, high: u64| -> Vec<String> {
            let fits = |(_, documents): &(&String, &u64)| (low..=high).contains(*documents);
            spread(frequencies.iter().filter(fits).map(|(word, _)| word.clone()).collect())
        };
        let high = between(all / 10, all * 3 / 10);
        let sample = Sample::of(archive)?;
        let mut prefixes: Vec<String> = high.iter().map(|word| word[..3].to_owned()).collect();
        prefixes.dedup();
        let choice = Self {
            mid: between(all / 125, all / 80),
            low: between(18, 22),
            pairs: sample.most_frequent(2, 4),
            triples: sample.most_frequent(3, 3),
            prefixes,
            years: sample.years(),
            months: spread(sample.months.keys().copied().collect()),
            high,
        };
        for (kind, count) in [
            ("frequent words", choice.high.len()),
            ("words of middling frequency", choice.mid.len()),
            ("rare words", choice.low.len()),
            ("pairs", choice.pairs.len()),
            ("triples", choice.triples.len()),
            ("years", choice.years.len()),
        ] {
            ensure!(count > 0, "the archive has no {kind} to ask for");
        }
        Ok(choice)
    }
}

/// Words of plain letters, long enough to be no grammar, and how many articles have them.
fn frequencies(bare: &Bare) -> anyhow::Result<BTreeMap<String, u64>> {
    let mut frequencies = BTreeMap::new();
    for segment in bare.searcher().segment_readers() {
        let inverted = segment.inverted_index(bare.text)?;
        let mut terms = inverted.terms().stream()?;
        while terms.advance() {
            let word = terms.key();
            if word.len() >= 5 && word.iter().all(u8::is_ascii_lowercase) {
                let word = String::from_utf8_lossy(word).into_owned();
                *frequencies.entry(word).or_default() += u64::from(terms.value().doc_freq);
            }
        }
    }
    Ok(frequencies)
}

/// [`QUERIES`] of them at even distances.
fn spread<T>(all: Vec<T>) -> Vec<T> {
    let step = (all.len() / QUERIES).max(1);
    all.into_iter().step_by(step).take(QUERIES).collect()
}

/// The words of some articles in their order.
#[derive(Debug)]
struct Sample {
    /// Runs of words with one space between them.
    runs: Vec<Vec<String>>,
    /// How many of the articles each month has.
    months: BTreeMap<(i16, i8), usize>,
}

impl Sample {
    fn of(archive: &Archive) -> anyhow::Result<Self> {
        let step = (archive.articles / 3_000).max(1);
        let mut runs = Vec::new();
        let mut months: BTreeMap<(i16, i8), usize> = BTreeMap::new();
        for record in archive.records()?.step_by(step) {
            let record = record?;
            let text = |key| record.get(key).and_then(Value::as_str).unwrap_or_default();
            let number = |range: std::ops::Range<usize>| text("date").get(range);
            let year = number(0..4).and_then(|year| year.parse().ok());
            let month = number(5..7).and_then(|month| month.parse().ok());
            if let (Some(year), Some(month)) = (year, month) {
                *months.entry((year, month)).or_default() += 1;
            }
            let mut run = Vec::new();
            for piece in text("body").split(' ') {
                if !piece.is_empty() && piece.bytes().all(|byte| byte.is_ascii_lowercase()) {
                    run.push(piece.to_owned());
                } else {
                    runs.push(std::mem::take(&mut run));
                }
            }
            runs.push(run);
        }
        Ok(Self { runs, months })
    }

    fn years(&self) -> Vec<i16> {
        let mut years: BTreeMap<i16, usize> = BTreeMap::new();
        for ((year, _), count) in &self.months {
            *years.entry(*year).or_default() += count;
        }
        let enough = years.values().sum::<usize>() / 20;
        let years = years.into_iter().filter(|(_, count)| *count >= enough);
        years.map(|(year, _)| year).collect()
    }

    /// Every fifth of the most frequent sequences of so many words with so many letters each.
    fn most_frequent(&self, words: usize, letters: usize) -> Vec<Vec<String>> {
        let mut counts: BTreeMap<&[String], usize> = BTreeMap::new();
        for run in &self.runs {
            for sequence in run.windows(words) {
                if sequence.iter().all(|word| word.len() >= letters) {
                    *counts.entry(sequence).or_default() += 1;
                }
            }
        }
        let mut counts: Vec<(&[String], usize)> = counts.into_iter().collect();
        counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        counts.into_iter().step_by(5).take(QUERIES).map(|(words, _)| words.to_vec()).collect()
    }
}
