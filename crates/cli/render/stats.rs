//! Writes what is in an index, for people.

use std::cmp::Reverse;
use std::io::{self, Write};

use backfile::IndexStats;
use backfile::article::Boilerplate;

use crate::size::{counted, grouped, shown};
use crate::terminal::{self, Terminal};

/// What is in an index.
pub(crate) fn write(
    out: &mut impl Write,
    stats: &IndexStats,
    terminal: &Terminal,
) -> io::Result<()> {
    let dates = match (&stats.oldest, &stats.newest) {
        (Some(oldest), Some(newest)) => format!("{oldest} to {newest}"),
        _ => "none".to_owned(),
    };
    let languages: Vec<String> = stats
        .languages
        .iter()
        .map(|share| format!("{} {}", share.lang, grouped(share.articles)))
        .collect();
    let settings = &stats.settings;
    let allowed = if settings.languages.is_empty() {
        "all languages".to_owned()
    } else {
        format!("languages {}", settings.languages.join(", "))
    };
    let fold = if settings.fold { "folded" } else { "not folded" };
    let mut chosen = vec![format!("zone {}", settings.zone), allowed, fold.to_owned()];
    for (of, sets) in [("names", &settings.names), ("synonyms", &settings.synonyms)] {
        if !sets.is_empty() {
            chosen.push(format!("{} of {of}", counted(sets.len() as u64, "set", "sets")));
        }
    }
    if !settings.fields.is_empty() {
        let fields = settings.fields.iter();
        let fields: Vec<_> =
            fields.map(|(name, field)| format!("{name} ({})", field.kind.name())).collect();
        chosen.push(format!("fields {}", fields.join(", ")));
    }
    let analysis = if stats.analysis_is_current {
        "current"
    } else {
        "older than this program: run `backfile index --rebuild`"
    };
    let committed = jiff::Timestamp::from_millisecond(stats.committed_ms)
        .map_or_else(|_| "never".to_owned(), |at| at.strftime("%Y-%m-%d %H:%M:%S UTC").to_string());
    let committed = if stats.committed_ms == 0 { "never".to_owned() } else { committed };
    let rows = [
        ("articles", grouped(stats.articles)),
        ("files", grouped(stats.files)),
        ("dates", dates),
        ("undated", grouped(stats.undated)),
        ("languages", languages.join(", ")),
        ("size", shown(stats.bytes)),
        ("segments", grouped(stats.segments)),
        ("updated", committed),
        (
            "generation",
            format!("{}, format {}, {}", stats.generation, stats.index_format, stats.created_by),
        ),
        ("analysis", analysis.to_owned()),
        ("settings", chosen.join(", ")),
    ];
    let dim = terminal.styles.dim;
    let mut row = |label: &str, value: &str| {
        writeln!(out, "{dim}{label:<10}{dim:#}  {}", terminal::line(value))
    };
    for (label, value) in rows {
        row(label, &value)?;
    }
    for (index, root) in stats.roots.iter().enumerate() {
        row(if index == 0 { "roots" } else { "" }, root)?;
    }
    boilerplate(&stats.boilerplate, &mut row)?;
    for left in &stats.unfinished {
        let text = format!("{}, left of a rebuild, {}", left.path, shown(left.bytes));
        row("unfinished", &text)?;
    }
    Ok(())
}

/// What was learned to stand around articles: how much, and the lines of most articles.
fn boilerplate(
    learned: &Boilerplate,
    row: &mut impl FnMut(&str, &str) -> io::Result<()>,
) -> io::Result<()> {
    /// So many sources are shown, and so many lines of each.
    const SHOWN: usize = 5;
    if learned.is_empty() {
        return Ok(());
    }
    let lines = counted(learned.lines() as u64, "line", "lines");
    let sources = counted(learned.sources().len() as u64, "source", "sources");
    row("learned", &format!("{lines} around the articles of {sources}"))?;
    let mut sources: Vec<_> = learned.sources().collect();
    sources.sort_by_key(|(_, learned)| Reverse(learned.articles));
    for (source, learned) in sources.into_iter().take(SHOWN) {
        let mut lines: Vec<_> = learned.lines.iter().collect();
        lines.sort_by_key(|(_, count)| Reverse(**count));
        for (line, count) in lines.into_iter().take(SHOWN) {
            let percent = count * 100 / learned.articles.max(1);
            row("", &format!("{source}, {percent} %: {}", beginning(line)))?;
        }
    }
    Ok(())
}

/// The beginning of a line.
fn beginning(line: &str) -> String {
    /// Characters of a line that are enough to know it by.
    const SHOWN: usize = 80;
    match line.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line.to_owned(),
    }
}
