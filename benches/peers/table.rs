//! The figures, as a table and as JSON.

use std::fmt;

use serde::Serialize;

/// The best and the middle of several measurements.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Spread {
    pub(crate) best: f64,
    pub(crate) median: f64,
}

impl Spread {
    /// Of these; zero of none.
    pub(crate) fn of(mut values: Vec<f64>) -> Self {
        values.sort_by(f64::total_cmp);
        let best = values.first().copied().unwrap_or_default();
        Self { best, median: values.get(values.len() / 2).copied().unwrap_or_default() }
    }

    /// Of one.
    pub(crate) fn one(value: f64) -> Self {
        Self { best: value, median: value }
    }

    /// The mean over several queries.
    pub(crate) fn mean(spreads: &[Self]) -> Self {
        #[expect(clippy::cast_precision_loss, reason = "a class has few queries")]
        let count = spreads.len().max(1) as f64;
        Self {
            best: spreads.iter().map(|spread| spread.best).sum::<f64>() / count,
            median: spreads.iter().map(|spread| spread.median).sum::<f64>() / count,
        }
    }
}

/// One row for each kind of work.
#[derive(Debug, Default)]
pub(crate) struct Table {
    rows: Vec<(Row, Spread, Spread)>,
}

#[derive(Debug, Serialize)]
struct Row {
    work: &'static str,
    backfile: f64,
    tantivy: f64,
    unit: &'static str,
    ratio: f64,
}

impl Table {
    /// Adds a row; its figures are the best ones.
    pub(crate) fn add(
        &mut self,
        work: &'static str,
        unit: &'static str,
        ours: Spread,
        theirs: Spread,
    ) {
        let ratio = ours.best / theirs.best;
        let row = Row { work, backfile: ours.best, tantivy: theirs.best, unit, ratio };
        self.rows.push((row, ours, theirs));
    }

    /// The rows as JSON.
    pub(crate) fn to_json(&self) -> serde_json::Result<String> {
        serde_json::to_string_pretty(&self.rows.iter().map(|(row, ..)| row).collect::<Vec<_>>())
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let head = ["work", "Backfile", "median", "tantivy", "median", "unit", "ratio"];
        let [work, ours, our_median, theirs, their_median, unit, ratio] = head;
        writeln!(
            f,
            "\n{work:<22}{ours:>11}{our_median:>11}{theirs:>11}{their_median:>11} {unit:<4}{ratio:>8}"
        )?;
        for (row, ours, theirs) in &self.rows {
            writeln!(
                f,
                "{:<22}{:>11.2}{:>11.2}{:>11.2}{:>11.2} {:<4}{:>8.3}",
                row.work, ours.best, ours.median, theirs.best, theirs.median, row.unit, row.ratio
            )?;
        }
        Ok(())
    }
}
