//! `backfile index`: brings the index up to date with files and folders.

mod left_out;

use std::collections::BTreeMap;
use std::io::{self, BufReader, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use backfile::answer::Finding;
use backfile::contract::IndexLine;
use backfile::files::{DateOrder, DiskNeed, Findings, Refusal, Update, UpdateEvent, UpdateReport};
use clap::{Args, ValueEnum};
use jiff::SignedDuration;

use self::left_out::LeftOut;
use crate::exit::Outcome;
use crate::interrupt;
use crate::progress::Bar;
use crate::render::json;
use crate::session::{self, Session};
use crate::settings::SettingsFile;
use crate::size::{self, counted, grouped};
use crate::terminal;

/// Bring the index up to date with files and folders
///
/// Adds what is new, replaces what changed, removes what is gone, and leaves out what cannot be
/// read, telling why. Without a path, what was indexed before is looked at again.
#[derive(Debug, Default, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag that was typed or not")]
#[command(after_long_help = "\
Examples:
  backfile index news/                      read the folder, make or update ./index
  backfile index                            look again at what was indexed before
  backfile index --map title=headline_en,date=pubDate export.jsonl
  zcat dump.gz | backfile index -           JSON Lines from standard input")]
pub(crate) struct Index {
    /// Files and folders; `-` reads JSON Lines from standard input
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Say what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,
    /// Make the whole index anew, and switch to it at the end: from the sources that are there and
    /// what is stored of the others, or with `=store` from what is stored alone
    #[arg(
        long,
        value_enum,
        value_name = "FROM",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "sources"
    )]
    rebuild: Option<RebuildFrom>,
    /// Keep articles whose file or record is gone
    #[arg(long)]
    keep_missing: bool,
    /// Remove even where most of a root, or all of a folder, is gone
    #[arg(long)]
    allow_removal: bool,
    /// Take this file as whole, though it was cut or is still being written: once, as it is now
    #[arg(long, value_name = "FILE")]
    accept: Vec<PathBuf>,
    /// With `--accept`: from now on, whatever the file will be
    #[arg(long, requires = "accept")]
    always: bool,
    /// Drop a file or folder that was indexed, with all its articles, and do nothing else
    #[arg(
        long,
        value_name = "ROOT",
        conflicts_with_all = ["paths", "dry_run", "rebuild", "keep_missing", "accept", "map", "date_order"]
    )]
    forget: Option<PathBuf>,
    /// Read every file again, also those that look unchanged
    #[arg(long)]
    check_content: bool,
    /// Make the work permanent so often: a kill loses no more [default: 1m]
    #[arg(long, value_name = "TIME", value_parser = duration)]
    commit_every: Option<Duration>,
    /// The memory to use [default: 400MB]
    #[arg(long, value_name = "SIZE", value_parser = size::parse)]
    memory: Option<usize>,
    /// The threads to use [default: as many as there are cores]
    #[arg(long, value_name = "N", value_parser = clap::builder::RangedU64ValueParser::<usize>::new().range(1..=64))]
    threads: Option<usize>,
    /// The settings of a new index, in TOML: `zone`, `languages`, `fold`, `names`,
    /// `synonyms`, `date_order`; and the programs that make text of files, in `[convert]`:
    /// `pdf = ["pdftotext", "-layout", "{}", "-"]`
    #[arg(long, value_name = "FILE")]
    settings: Option<PathBuf>,
    /// Read databases (sqlite) at the paths by this query from now on: one `SELECT` with an
    /// `ORDER BY`. Each row is an article, with the names of its columns as keys
    #[arg(long, value_name = "SQL")]
    query: Option<String>,
    /// Write what was left out, and the summary, into this file as JSON Lines
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    #[command(flatten)]
    keys: KeyMap,
}

/// Where a rebuild takes the articles from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum RebuildFrom {
    /// From the sources that are there, the rest from the old generation
    Sources,
    /// From the old generation alone
    Store,
}

/// A time as `30s`, `5m` or `1h`.
fn duration(text: &str) -> Result<Duration, String> {
    let time = text.parse::<SignedDuration>().ok().and_then(|time| time.try_into().ok());
    time.ok_or_else(|| "write it as `30s`, `5m` or `1h`".to_owned())
}

/// How records are to be read: under which keys or columns they hold their fields, and their dates.
#[derive(Debug, Default, Args)]
pub(crate) struct KeyMap {
    /// Take a field of the article from this key or column: `title=headline_en,date=pubDate`
    #[arg(long, value_name = "FIELD=KEY", value_delimiter = ',', value_parser = pair)]
    pub(crate) map: Vec<(String, String)>,
    /// What `5/6/2025` means: `day-first` the fifth of June, `month-first` the sixth of May. Unless
    /// it is said, the other dates of a file decide, then country and language
    #[arg(long, value_name = "ORDER", value_parser = date_order)]
    pub(crate) date_order: Option<DateOrder>,
}

fn date_order(text: &str) -> Result<DateOrder, String> {
    DateOrder::from_name(text).ok_or_else(|| "write it as `day-first` or `month-first`".to_owned())
}

fn pair(text: &str) -> Result<(String, String), String> {
    let parts = text.split_once('=').filter(|(field, key)| !field.is_empty() && !key.is_empty());
    let (field, key) = parts.ok_or("write it as `title=headline_en`")?;
    Ok((field.trim().to_owned(), key.trim().to_owned()))
}

impl Index {
    pub(crate) fn run(self, session: &Session) -> anyhow::Result<Outcome> {
        if let Some(root) = &self.forget {
            return forget(root, session);
        }
        let mut left_out = LeftOut::new(session, self.report.as_deref())?;
        let report = self.update(session, &mut left_out)?;
        let has_left_records = left_out.has_records();
        left_out.close(&report)?;
        let mut out = session::out();
        if session.json {
            json::line(&mut out, &IndexLine::Summary((&report).into()))?;
        } else if !session.quiet {
            tell_findings(&report.findings, session);
            tell_unread(report.unread_values, session);
            writeln!(out, "{}", sentence(&report, self.dry_run))?;
        }
        out.flush()?;
        // Of a stream of something else nothing comes.
        let is_stream = self.paths.iter().any(|path| path.as_os_str() == "-");
        let is_foreign = is_stream && report.read == 0 && has_left_records;
        let outcome = outcome(&report, session);
        Ok(if is_foreign { outcome.and(Outcome::Failed) } else { outcome })
    }

    fn update(
        &self,
        session: &Session,
        left_out: &mut LeftOut<'_>,
    ) -> anyhow::Result<UpdateReport> {
        let mut update = Update::new(&session.index)
            .rebuild(self.rebuild.is_some())
            .rebuild_from_store(self.rebuild == Some(RebuildFrom::Store))
            .keep_missing(self.keep_missing)
            .allow_removal(self.allow_removal)
            .check_content(self.check_content)
            .dry_run(self.dry_run);
        if let Some(commit_every) = self.commit_every {
            update = update.commit_every(commit_every);
        }
        if let Some(bytes) = self.memory {
            update = update.memory_bytes(bytes);
        }
        if let Some(threads) = self.threads {
            update = update.threads(threads);
        }
        let SettingsFile { settings, converters } = SettingsFile::of_run(self.settings.as_deref())?;
        if let Some(settings) = settings {
            update = update.settings(settings);
        }
        update = update.converters(converters);
        if let Some(query) = &self.query {
            update = update.query(query);
        }
        for (field, key) in &self.keys.map {
            update = update.map_key(field, key);
        }
        if let Some(order) = self.keys.date_order {
            update = update.date_order(order);
        }
        for file in &self.accept {
            update = update.accept(file, self.always);
        }
        let is_stream = self.paths.iter().any(|path| path.as_os_str() == "-");
        if is_stream && (self.paths.len() > 1 || !self.accept.is_empty()) {
            anyhow::bail!("`-` reads standard input and stands alone");
        }
        update = update.cancel(interrupt::token()?);
        let mut written = Ok(());
        let mut bar = Bar::new(session, &self.paths);
        let mut each = |event: UpdateEvent| match event {
            UpdateEvent::Progress(progress) => bar.update(&progress, session),
            UpdateEvent::Rebuilding { is_stale, is_resumed, need } => {
                say_rebuilding(session, is_stale, is_resumed, need);
            }
            UpdateEvent::Moved { from, to } if session.verbose => {
                let text = format!("moved {from} to {to}");
                bar.suspend(|| session.say(&terminal::line(&text)));
            }
            UpdateEvent::Dropped(Finding { place, problem }) => {
                bar.suspend(|| session.warn(&format!("dropped {place}: {problem}")));
            }
            UpdateEvent::Accepted { path, reason } => {
                let text = format!("accepted {path} as it is: {reason}");
                bar.suspend(|| session.say(&terminal::line(&text)));
            }
            UpdateEvent::Shrunk { path, before, now } => {
                let text = format!("{path} has {now} of the {before} articles that it had");
                bar.suspend(|| session.warn(&terminal::line(&text)));
            }
            event if written.is_ok() => written = left_out.take(&event, &bar),
            _ => {}
        };
        let report = if is_stream {
            update.run_records(BufReader::new(io::stdin()), &mut each)
        } else {
            for path in &self.paths {
                update = update.path(path);
            }
            update.run(&mut each)
        };
        bar.clear();
        written?;
        let report = report?;
        if report.interrupted {
            session.say("interrupted: what was done so far is kept, and the next run goes on");
        }
        warn(&report, is_stream, session);
        Ok(report)
    }
}

/// Says what needs somebody's attention, and what to do.
fn warn(report: &UpdateReport, is_stream: bool, session: &Session) {
    let articles = |count| counted(count, "article", "articles");
    for refusal in &report.refused {
        let Refusal { place, articles: count, is_emptied } = refusal;
        let gone = articles(*count);
        let why = if *is_emptied { "and nothing is left there" } else { "more than half of them" };
        session.warn(&format!(
            "{gone} of `{place}` would go, {why}: nothing was removed; \
             confirm with `--allow-removal`, or keep them with `--keep-missing`"
        ));
    }
    if report.gone_from_feeds > 0 && report.refused.is_empty() {
        let gone = articles(report.gone_from_feeds);
        session.warn(&format!(
            "{gone} gone from feeds that were saved over; `--keep-missing` keeps such articles"
        ));
    }
    for (root, count) in &report.missing {
        let kept = articles(*count);
        session.warn(&format!(
            "`{root}` is not there, and keeps {kept}; \
             is a disk not mounted? `--forget` drops it for good"
        ));
    }
    if report.cut > 0 && !is_stream {
        let files = counted(report.cut, "file was", "files were");
        session.warn(&format!(
            "{files} not read to the end, and nothing of what was known of them was removed; \
             fetch them again, or take one as it is with `--accept FILE`"
        ));
    }
}

/// Drops a root, and says how many articles went with it.
fn forget(root: &Path, session: &Session) -> anyhow::Result<Outcome> {
    let articles = Update::new(&session.index).cancel(interrupt::token()?).forget(root)?;
    let mut out = session::out();
    if session.json {
        let mut report = UpdateReport::default();
        report.removed = articles;
        json::line(&mut out, &IndexLine::Summary((&report).into()))?;
    } else if !session.quiet {
        let articles = counted(articles, "article", "articles");
        writeln!(out, "forgot `{}`: {articles} removed", terminal::line(&root.to_string_lossy()))?;
    }
    out.flush()?;
    Ok(Outcome::Found)
}

/// What `search --from` does first: the same, saying little.
pub(crate) fn update_before_search(
    paths: &[PathBuf],
    session: &Session,
) -> anyhow::Result<Outcome> {
    let index = Index { paths: paths.to_vec(), ..Index::default() };
    let is_counting_only = session.json || !session.verbose;
    let mut left_out = LeftOut::new(session, None)?.counting_only(is_counting_only);
    let report = index.update(session, &mut left_out)?;
    if left_out.count() > 0 && is_counting_only {
        let files = counted(left_out.count(), "file or record was", "files and records were");
        session.say(&format!("{files} left out; `-v` lists them"));
    }
    Ok(outcome(&report, session))
}

fn say_rebuilding(session: &Session, is_stale: bool, is_resumed: bool, need: Option<DiskNeed>) {
    if is_stale {
        session.say("the index was written by another analysis and is made anew");
    }
    if is_resumed {
        session.say("going on with the rebuild that was broken off");
    }
    let Some(need) = need else { return };
    let needed = size::shown(need.needed_bytes);
    let free = need.free_bytes.map(size::shown);
    let free = free.map(|free| format!(", {free} are free")).unwrap_or_default();
    let text = format!("the rebuild takes up to {needed} beside the index{free}");
    if need.is_scarce() { session.warn(&text) } else { session.say(&text) }
}

fn outcome(report: &UpdateReport, session: &Session) -> Outcome {
    let has_left_out = report.skipped + report.duplicates > 0;
    let has_failed = report.unreadable + report.dropped + report.cut > 0
        || !report.refused.is_empty()
        || !report.missing.is_empty()
        || (session.strict && has_left_out);
    if report.interrupted {
        return Outcome::Interrupted;
    }
    if has_failed { Outcome::Failed } else { Outcome::Found }
}

/// Tells of values that articles are not found by.
fn tell_unread(articles: u64, session: &Session) {
    if articles > 0 {
        let articles = counted(articles, "article has", "articles have");
        session.say(&format!(
            "note: {articles} something in a field of the archive's own that is no number or date, \
             by which they are not found"
        ));
    }
}

/// Tells what dates were not taken, and if more is asked for, where everything was found.
fn tell_findings(findings: &Findings, session: &Session) {
    /// As many keys are named.
    const NAMED: usize = 5;
    let named = |counts: Vec<(&str, u64)>| {
        let mut counts = counts;
        counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let shown = counts.iter().take(NAMED);
        let shown: Vec<String> =
            shown.map(|(name, count)| format!("{name} {}", grouped(*count))).collect();
        terminal::line(&shown.join(", ")).into_owned()
    };
    let of_keys = |counts: &BTreeMap<String, u64>| {
        named(counts.iter().map(|(key, count)| (key.as_str(), *count)).collect())
    };
    let of_names = |counts: &BTreeMap<&'static str, u64>| {
        named(counts.iter().map(|(name, count)| (*name, *count)).collect())
    };
    if !findings.unused_dates.is_empty() {
        let keys = of_keys(&findings.unused_dates);
        session.say(&format!(
            "note: articles without a date have something like one under a key that was not taken, \
             or could not be read: {keys}; `--map date=KEY` takes it where it is that of publication"
        ));
    }
    if !session.verbose {
        return;
    }
    for (field, keys) in &findings.fields {
        session.say(&format!("{field} by key: {}", of_keys(keys)));
    }
    if !findings.dates.is_empty() {
        session.say(&format!("dates by evidence: {}", of_names(&findings.dates)));
        session.say(&format!("languages: {}", of_names(&findings.languages)));
    }
}

fn sentence(report: &UpdateReport, is_dry: bool) -> String {
    let parts = [
        (report.added, "added"),
        (report.replaced, "replaced"),
        (report.removed, "removed"),
        (report.unchanged, "unchanged"),
        (report.moved, "moved"),
        (report.skipped + report.duplicates, "left out"),
    ];
    let done: Vec<String> = parts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{} {what}", grouped(*count)))
        .collect();
    let done = if done.is_empty() { "nothing to do".to_owned() } else { done.join(", ") };
    let would = if is_dry { "would be: " } else { "" };
    let articles = counted(report.articles, "article", "articles");
    format!("{would}{done}; {articles} in the index ({:.1} s)", report.seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mapping_names_a_field_and_a_key() {
        assert_eq!(pair("title=headline_en"), Ok(("title".to_owned(), "headline_en".to_owned())));
        for wrong in ["", "title", "title=", "=x"] {
            assert!(pair(wrong).is_err(), "{wrong}");
        }
    }
}
