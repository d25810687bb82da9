//! What a nightly run costs, against what the machine needs for the same files without an index.
//!
//! Articles: generated, with the word frequencies of prose. Question: how long does it take until
//! a thousand new articles can be searched, until nothing is found to have changed, until one
//! changed record among many is found, and how much slower is a search while an index is rebuilt?
//!
//! ```text
//! cargo bench --bench nightly
//! cargo bench --bench nightly -- --quick
//! ```

#[path = "peers/generated.rs"]
mod generated;

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, BufWriter, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant, SystemTime};

use backfile::Searcher;
use backfile::files::{Update, UpdateReport};

/// How much there is of everything.
struct Size {
    /// Articles of the archive that grows.
    archive: usize,
    /// Files of the archive of single articles.
    files: usize,
    /// Bytes of the large file.
    bytes: u64,
}

fn main() -> anyhow::Result<()> {
    let is_quick = std::env::args().any(|argument| argument == "--quick");
    let size = if is_quick {
        Size { archive: 10_000, files: 10_000, bytes: 100_000_000 }
    } else {
        Size { archive: 100_000, files: 100_000, bytes: 1_000_000_000 }
    };
    let folder = tempfile::tempdir()?;
    additions(folder.path(), &size)?;
    single_files(folder.path(), &size)?;
    large_file(folder.path(), &size)?;
    Ok(())
}

/// A thousand new articles, and searching while all is rebuilt.
fn additions(folder: &Path, size: &Size) -> anyhow::Result<()> {
    let (news, index) = (folder.join("archive"), folder.join("archive-index"));
    fs::create_dir(&news)?;
    let mut articles = generated::articles(size.archive + 5_000);
    write(&news.join("archive.jsonl"), articles.by_ref().take(size.archive))?;
    age(&news.join("archive.jsonl"))?;
    update(&index, &news)?;
    let searcher = Searcher::open(&index)?;
    let mut best = Duration::MAX;
    for turn in 0..5 {
        let file = news.join(format!("new-{turn}.jsonl"));
        write(&file, articles.by_ref().take(1_000))?;
        age(&file)?;
        let started = Instant::now();
        // Searchable with the commit; the engine's merging is waited for, but not measured.
        let mut seen = None;
        std::thread::scope(|scope| {
            let run = scope.spawn(|| update(&index, &news).map(|_| ()));
            while seen.is_none() {
                if searcher.reload().is_ok_and(|is_new| is_new) {
                    seen = Some(started.elapsed());
                }
                std::thread::sleep(Duration::from_millis(1));
            }
            run.join().unwrap_or(Ok(()))
        })?;
        best = best.min(seen.unwrap_or(best));
    }
    say(&format!("1,000 articles into {}, searchable", size.archive), best, None);
    let rest = percentile(&searcher, &AtomicBool::new(false), Some(3_000))?;
    let is_over = AtomicBool::new(false);
    let during = std::thread::scope(|scope| {
        let run = scope.spawn(|| {
            let run = Update::new(&index).rebuild(true).threads(1).run(&mut |_| ());
            is_over.store(true, Ordering::Relaxed);
            run
        });
        let during = percentile(&searcher, &is_over, None);
        run.join().map_or(Ok(()), |run| run.map(|_| ()))?;
        during
    })?;
    say("a search, 99 of 100, while a rebuild takes another core", during, Some(("at rest", rest)));
    Ok(())
}

/// The time that 99 of 100 searches stay below, until it is over or so many were made.
fn percentile(
    searcher: &Searcher,
    is_over: &AtomicBool,
    count: Option<usize>,
) -> anyhow::Result<Duration> {
    const QUERIES: [&str; 4] = ["tatete", "titete totete", "\"tatete titete\"", "tut* since:2008"];
    let mut times = Vec::new();
    while !is_over.load(Ordering::Relaxed) && count.is_none_or(|count| times.len() < count) {
        let started = Instant::now();
        searcher.search(QUERIES[times.len() % QUERIES.len()])?;
        times.push(started.elapsed());
    }
    times.sort();
    Ok(times.get(times.len() * 99 / 100).copied().unwrap_or_default())
}

/// An archive of one file an article, in which nothing has changed.
fn single_files(folder: &Path, size: &Size) -> anyhow::Result<()> {
    let (news, index) = (folder.join("files"), folder.join("files-index"));
    for (number, article) in generated::articles(size.files).enumerate() {
        let inner = news.join(format!("{:03}", number / 500));
        if number % 500 == 0 {
            fs::create_dir_all(&inner)?;
        }
        let path = inner.join(format!("{number}.txt"));
        let text = |key: &str| article.get(key).and_then(serde_json::Value::as_str).unwrap_or("");
        fs::write(&path, format!("{}\n\n{}\n", text("title"), text("body")))?;
        age(&path)?;
    }
    update(&index, &news)?;
    let bare = best(|| {
        let mut folders = vec![news.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder)? {
                let entry = entry?;
                if entry.metadata()?.is_dir() {
                    folders.push(entry.path());
                }
            }
        }
        Ok(())
    })?;
    let ours = best(|| update(&index, &news).map(|_| ()))?;
    say(&format!("{} unchanged files", size.files), ours, Some(("walking alone", bare)));
    Ok(())
}

/// One large file, unchanged, and with one record changed.
fn large_file(folder: &Path, size: &Size) -> anyhow::Result<()> {
    let (news, index) = (folder.join("large"), folder.join("large-index"));
    fs::create_dir(&news)?;
    let path = news.join("large.jsonl");
    let mut file = BufWriter::new(File::create(&path)?);
    let mut written = 0;
    for article in generated::articles(usize::MAX) {
        let line = serde_json::to_vec(&article)?;
        file.write_all(&line)?;
        file.write_all(b"\n")?;
        written += line.len() as u64 + 1;
        if written > size.bytes {
            break;
        }
    }
    file.flush()?;
    age(&path)?;
    let report = update(&index, &news)?;
    let ours = best(|| update(&index, &news).map(|_| ()))?;
    say(&format!("{} MB of JSON Lines unchanged", written / 1_000_000), ours, None);
    let copy = folder.join("changed.jsonl");
    let mut changed = BufWriter::new(File::create(&copy)?);
    for (number, line) in BufReader::new(File::open(&path)?).lines().enumerate() {
        let line = line?;
        let is_chosen = number as u64 == report.articles / 2;
        let line =
            if is_chosen { line.replacen("\"body\":\"", "\"body\":\"New. ", 1) } else { line };
        writeln!(changed, "{line}")?;
    }
    changed.flush()?;
    fs::rename(&copy, &path)?;
    age(&path)?;
    let bare = best(|| {
        let mut bytes = vec![0; 1 << 20];
        let mut file = File::open(&path)?;
        while file.read(&mut bytes)? > 0 {}
        Ok(())
    })?;
    let started = Instant::now();
    let report = update(&index, &news)?;
    anyhow::ensure!(report.added + report.removed + report.replaced > 0, "{report:?}");
    say("one record of it changed", started.elapsed(), Some(("reading alone", bare)));
    Ok(())
}

fn update(index: &PathBuf, news: &Path) -> anyhow::Result<UpdateReport> {
    Ok(Update::new(index).path(news).run(&mut |_| ())?)
}

fn write(
    path: &Path,
    articles: impl Iterator<Item = serde_json::Map<String, serde_json::Value>>,
) -> anyhow::Result<()> {
    let mut file = BufWriter::new(File::create(path)?);
    for article in articles {
        serde_json::to_writer(&mut file, &article)?;
        file.write_all(b"\n")?;
    }
    Ok(file.flush()?)
}

/// Makes a file older than any run: a young one might change within the same tick of the clock.
fn age(path: &Path) -> anyhow::Result<()> {
    let hour_ago = SystemTime::now() - Duration::from_hours(1);
    Ok(File::options().write(true).open(path)?.set_modified(hour_ago)?)
}

fn best(mut work: impl FnMut() -> anyhow::Result<()>) -> anyhow::Result<Duration> {
    let mut best = Duration::MAX;
    for _ in 0..5 {
        let started = Instant::now();
        work()?;
        best = best.min(started.elapsed());
    }
    Ok(best)
}

/// Writes a row to standard output; where that is closed nobody can be told.
fn say(work: &str, ours: Duration, bare: Option<(&str, Duration)>) {
    let bare = bare.map(|(what, bare)| format!("  ({what}: {bare:.1?})")).unwrap_or_default();
    let _ = writeln!(std::io::stdout().lock(), "{work:<60}{ours:>10.1?}{bare}");
}
