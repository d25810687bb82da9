//! Draws counts as bars and as columns of numbers.

use std::io::{self, Write};

use backfile::Bucket;
use jiff::civil::Date;

use crate::size::{counted, grouped};
use crate::terminal::{self, Terminal};

/// Columns of the longest bar where nobody says how wide the window is.
const BAR: usize = 40;

/// Bars over time, oldest first; a gap is shown where units without articles lie between two.
pub(crate) fn timeline(
    out: &mut impl Write,
    buckets: &[Bucket],
    undated: u64,
    terminal: &Terminal,
) -> io::Result<()> {
    let mut rows: Vec<(&str, u64)> =
        buckets.iter().map(|bucket| (bucket.key.as_str(), bucket.count)).collect();
    if undated > 0 {
        rows.push(("undated", undated));
    }
    let labels = rows.iter().map(|(key, _)| key.len()).max().unwrap_or_default();
    let numbers = rows.iter().map(|(_, count)| grouped(*count).len()).max().unwrap_or_default();
    let most = rows.iter().map(|(_, count)| *count).max().unwrap_or(1).max(1);
    let longest = terminal.width.map_or(BAR, |width| width.saturating_sub(labels + numbers + 4));
    let longest = longest.max(8);
    let (dim, mark) = (terminal.styles.dim, terminal.styles.mark);
    let mut before = None;
    for (key, count) in rows {
        let place = ordinal(key);
        if let (Some(before), Some(place)) = (before, place)
            && place > before + 1
        {
            writeln!(out, "{dim}{:labels$}{dim:#}", "⋮")?;
        }
        before = place;
        let bar = bar(count, most, longest);
        writeln!(out, "{key:labels$}  {:>numbers$}  {mark}{bar}{mark:#}", grouped(count))?;
    }
    Ok(())
}

/// A bar in eighths of a column, so that small counts differ too; never empty.
fn bar(count: u64, most: u64, longest: usize) -> String {
    const PARTS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    let eighths = u128::from(count) * longest as u128 * 8 / u128::from(most);
    let eighths = usize::try_from(eighths).unwrap_or(longest * 8).max(1);
    format!("{}{}", "█".repeat(eighths / 8), PARTS[eighths % 8])
}

/// The number of a year, month or day among its like; `None` for what is none.
fn ordinal(key: &str) -> Option<i64> {
    let mut parts = key.split('-');
    let year: i64 = parts.next()?.parse().ok()?;
    let Some(month) = parts.next() else { return Some(year) };
    let month: i64 = month.parse().ok()?;
    if parts.next().is_none() {
        return Some(year * 12 + month);
    }
    let day: Date = key.parse().ok()?;
    let days = Date::constant(1, 1, 1).until((jiff::Unit::Day, day)).ok()?;
    Some(i64::from(days.get_days()))
}

/// The values of some fields, each field under its name.
pub(crate) fn facets(
    out: &mut impl Write,
    buckets: &[Bucket],
    most: usize,
    terminal: &Terminal,
) -> io::Result<()> {
    let (dim, strong) = (terminal.styles.dim, terminal.styles.strong);
    for (index, group) in buckets.chunk_by(|one, two| one.by == two.by).enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        writeln!(out, "{strong}{}{strong:#}", group[0].by)?;
        let shown = &group[..group.len().min(most)];
        let numbers = shown.iter().map(|one| grouped(one.count).len()).max().unwrap_or_default();
        for bucket in shown {
            let key = terminal::line(&bucket.key);
            writeln!(out, "{:>width$}  {key}", grouped(bucket.count), width = numbers + 2)?;
        }
        if group.len() > most {
            let left = counted((group.len() - most) as u64, "more value", "more values");
            writeln!(out, "{dim}  and {left}{dim:#}")?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::When;

    fn bucket(by: &'static str, key: &str, count: u64) -> Bucket {
        Bucket { by: by.to_owned(), key: key.to_owned(), count }
    }

    fn drawn(draw: impl FnOnce(&mut Vec<u8>, &Terminal) -> io::Result<()>) -> String {
        let mut out = Vec::new();
        let terminal = Terminal { width: None, ..Terminal::stdout(When::Never) };
        draw(&mut out, &terminal).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_timeline_has_bars_and_shows_gaps() {
        let buckets = [
            bucket("month", "2019-12", 1),
            bucket("month", "2020-01", 1000),
            bucket("month", "2020-05", 500),
        ];
        let chart = drawn(|out, terminal| timeline(out, &buckets, 3, terminal));
        let full = "█".repeat(BAR);
        let half = "█".repeat(BAR / 2);
        let expected = format!(
            "2019-12      1  ▏\n2020-01  1,000  {full}\n⋮      \n2020-05    500  {half}\nundated      3  ▏\n"
        );
        assert_eq!(chart, expected);
    }

    #[test]
    fn days_are_counted_through_the_calendar() {
        assert_eq!(ordinal("2024-03-01").zip(ordinal("2024-02-29")).map(|(b, a)| b - a), Some(1));
        assert_eq!(ordinal("undated"), None);
    }

    #[test]
    fn facets_stand_under_their_fields() {
        let buckets =
            [bucket("source", "Alo\u{1b}", 12), bucket("source", "B", 1), bucket("lang", "sr", 3)];
        let table = drawn(|out, terminal| facets(out, &buckets, 1, terminal));
        assert_eq!(table, "source\n  12  Alo\u{fffd}\n  and 1 more value\n\nlang\n  3  sr\n");
    }
}
