//! Counts the instructions of a dozen fixed questions and of the analysis of a text, and compares
//! them with those of the last commit that wrote them down.
//!
//! Question: has a change made something dearer? Times cannot tell three parts in a hundred on a
//! machine that does other things as well; instructions can. They are counted by `valgrind`, over
//! articles made up by a fixed rule, so that everybody counts the same.
//!
//! ```text
//! cargo bench --bench instructions             # fails where anything has become 3 % dearer
//! cargo bench --bench instructions -- --write  # after a change that is worth what it costs
//! ```

#[path = "peers/generated.rs"]
mod generated;

use std::collections::BTreeMap;
use std::hint::black_box;
use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context as _, bail, ensure};
use backfile::files::{Ingest, Update};
use backfile::{SearchRequest, Searcher, Sort, TimelineBy};
use text::{Analyzer, Lexicon};

/// Where the figures are kept.
const FIGURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/instructions.json");

/// The first argument of a child whose instructions are counted.
const MARK: &str = "--child";

const ARTICLES: usize = 4_000;

/// How much dearer something may become unseen, in hundredths.
const TOLERANCE: u64 = 3;

/// So often each is done in a child: what is remembered of the first time counts little.
const TIMES: usize = 20;

/// What is measured: a name, and a query where it is one.
const WORKS: [(&str, &str); 14] = [
    ("word, frequent", "{20}"),
    ("word, rare", "{30000}"),
    ("and", "{20} AND {300}"),
    ("or", "{20} OR {300} OR {3000}"),
    ("phrase", "\"{3} {5}\""),
    ("distance", "{20} w/5 {60}"),
    ("fuzzy", "{300}~1"),
    ("prefix", "{300p}*"),
    ("newest", "{20}"),
    ("days", "{20} date:2008"),
    ("count", "{20}"),
    ("timeline", "{20}"),
    ("page", "{20} {300}"),
    ("analysis", ""),
];

fn main() -> anyhow::Result<ExitCode> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [mark, work, index] = &arguments[..]
        && mark == MARK
    {
        child(work, Path::new(index))?;
        return Ok(ExitCode::SUCCESS);
    }
    if Command::new("valgrind").arg("--version").output().is_err() {
        say("left out: valgrind is not installed");
        return Ok(ExitCode::SUCCESS);
    }
    let folder = tempfile::tempdir()?;
    let index = folder.path().join("index");
    let lines: Vec<String> = generated::articles(ARTICLES)
        .map(|article| serde_json::to_string(&article))
        .collect::<Result<_, _>>()?;
    let update = Update::new(&index).threads(1);
    update.run_records(Cursor::new(lines.join("\n")), &mut |_| ())?;
    let mut counted = BTreeMap::new();
    for (work, _) in WORKS {
        counted.insert(work.to_owned(), count(work, &index, folder.path())?);
    }
    if arguments.iter().any(|argument| argument == "--write") {
        std::fs::write(FIGURES, serde_json::to_string_pretty(&counted)? + "\n")?;
        return Ok(ExitCode::SUCCESS);
    }
    let kept: BTreeMap<String, u64> = serde_json::from_slice(&std::fs::read(FIGURES)?)?;
    Ok(compare(&kept, &counted))
}

/// Prints what has changed; a failure where something has become dearer.
fn compare(kept: &BTreeMap<String, u64>, counted: &BTreeMap<String, u64>) -> ExitCode {
    let mut is_dearer = false;
    say(&format!("{:<16}{:>14}{:>14}{:>9}", "", "kept", "now", "ratio"));
    for (work, now) in counted {
        let before = kept.get(work).copied().unwrap_or(*now);
        #[expect(clippy::cast_precision_loss, reason = "printed with three digits")]
        let ratio = *now as f64 / before.max(1) as f64;
        let is_over = now * 100 > before * (100 + TOLERANCE);
        is_dearer |= is_over;
        let mark = if is_over { "  dearer" } else { "" };
        say(&format!("{work:<16}{before:>14}{now:>14}{ratio:>9.3}{mark}"));
    }
    if is_dearer { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// The instructions of a work done once, as a child under `valgrind` counts them.
fn count(work: &str, index: &Path, folder: &Path) -> anyhow::Result<u64> {
    let output = Command::new("valgrind")
        .args([
            "--tool=callgrind",
            "--collect-atstart=no",
            "--toggle-collect=*instructions*measured*",
        ])
        .arg(format!("--callgrind-out-file={}", folder.join("calls").display()))
        .arg(std::env::current_exe()?)
        .args([MARK, work])
        .arg(index)
        .output()?;
    let told = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "`{work}` failed under valgrind: {told}");
    let line = told.lines().find_map(|line| line.split_once("Collected :"));
    let (_, collected) = line.context("valgrind counted nothing")?;
    let all: u64 = collected.trim().parse()?;
    ensure!(all > 0, "valgrind did not see the work `{work}`");
    Ok(all / TIMES as u64)
}

/// Does a work; only what is inside of [`measured`] is counted.
fn child(work: &str, index: &Path) -> anyhow::Result<()> {
    let (_, query) = WORKS.iter().find(|(name, _)| *name == work).context("no such work")?;
    if work == "analysis" {
        let (analyzer, mut lexicon) = (Analyzer::default(), Lexicon::default());
        for article in Ingest::new().path(testkit::corpus_path()).articles()?.flatten().take(TIMES)
        {
            measured(|| {
                let mut tokens = analyzer.tokens(&article.body, article.language, &mut lexicon);
                while let Some(token) = tokens.next() {
                    black_box(token);
                }
                Ok(())
            })?;
        }
        return Ok(());
    }
    let searcher = Searcher::open(PathBuf::from(index))?;
    let mut request = SearchRequest::new(filled(query)?);
    if work == "newest" {
        request.sort = Some(Sort::Newest);
    }
    let ask = || -> anyhow::Result<usize> {
        let request = request.clone();
        Ok(match work {
            "count" => usize::try_from(searcher.count(request)?.total)?,
            "timeline" => searcher.timeline(request, TimelineBy::Month)?.buckets.len(),
            "page" => searcher.search(request)?.hits.len(),
            _ => searcher.rank(request)?.ranked.len(),
        })
    };
    ensure!(ask()? > 0, "`{}` finds nothing", request.query);
    for _ in 0..TIMES {
        measured(|| ask().map(|found| _ = black_box(found)))?;
    }
    Ok(())
}

/// What is counted, by its name.
#[inline(never)]
fn measured(work: impl FnOnce() -> anyhow::Result<()>) -> anyhow::Result<()> {
    work()
}

/// A query with the words of the made-up vocabulary in their places.
fn filled(query: &str) -> anyhow::Result<String> {
    let mut filled = String::new();
    for (number, piece) in query.split(['{', '}']).enumerate() {
        if number % 2 == 0 {
            filled.push_str(piece);
        } else if let Some(rank) = piece.strip_suffix('p') {
            let word = generated::word(rank.parse()?);
            filled.push_str(&word[..3]);
        } else {
            filled.push_str(&generated::word(piece.parse()?));
        }
    }
    if filled.is_empty() {
        bail!("there is no query");
    }
    Ok(filled)
}

/// Writes to standard output; where that is closed nobody can be told.
fn say(text: &str) {
    let _ = writeln!(std::io::stdout().lock(), "{text}");
}
