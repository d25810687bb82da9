//! How times, memory and sizes grow with the number of articles.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use backfile::{Article, Indexer, SearchRequest, Searcher, Sort, TotalWanted};
use serde_json::{Value, json};

use crate::articles::{Articles, real};
use crate::engine::Engine;
use crate::measure::{Side, measure};
use crate::options::GrowthOptions;
use crate::peers::BackfilePeer;
use crate::questions::{Class, Wanted, classes};
use crate::{indexing, say};

const ENGINES: [Engine; 2] = [Engine::Backfile, Engine::Tantivy];

/// How long two threads ask.
const ASKED_FOR: Duration = Duration::from_secs(5);

/// Articles of a commit while questions are asked.
const NIGHT: usize = 1_000;

/// Indexes each number of articles, asks and prints.
pub(crate) fn table(options: &GrowthOptions) -> anyhow::Result<()> {
    let real = real()?;
    let classes = classes(&real, options.rule.questions, options.rule.seed);
    let mut columns = Vec::new();
    for count in &options.articles {
        let folder = tempfile::tempdir()?;
        let articles = Articles::write(&real, *count, folder.path())?;
        columns.push(column(&articles, &classes, folder.path())?);
    }
    print(&columns);
    if let Some(path) = &options.rule.json {
        let json: Vec<&Value> = columns.iter().map(|column| &column.json).collect();
        std::fs::write(path, serde_json::to_string_pretty(&json)?)?;
    }
    Ok(())
}

/// What one number of articles takes.
struct Column {
    /// The name of a row, its figure, that of tantivy, and the unit.
    rows: Vec<(String, f64, Option<f64>, &'static str)>,
    articles: usize,
    json: Value,
}

#[expect(clippy::cast_precision_loss, reason = "figures to be printed")]
fn column(articles: &Articles, classes: &[Class], folder: &Path) -> anyhow::Result<Column> {
    let mut rows = Vec::new();
    let mut sides: Vec<Side> = Vec::new();
    let mut used = Vec::new();
    for engine in ENGINES {
        let index = folder.join(engine.name());
        used.push(indexing::apart(engine, &articles.path, &index)?);
        sides.push((engine, engine.open(&index)?));
    }
    let [ours, theirs] = [used[0], used[1]];
    let mut add = |name: &str, ours: f64, theirs: Option<f64>, unit| {
        rows.push((name.to_owned(), ours, theirs, unit));
    };
    for class in classes {
        let measured = measure(class, &mut sides)?;
        let [ours, theirs] = [measured.figures[0], measured.figures[1]];
        let mean = |figure: Option<crate::measure::Figure>| figure.map(|figure| figure.mean);
        add(class.name, mean(ours).unwrap_or_default(), mean(theirs), "us");
        add(
            &format!("{}, nine of ten", class.name),
            ours.map_or(0.0, |one| one.slow),
            theirs.map(|one| one.slow),
            "us",
        );
    }
    let throughput = throughput(&folder.join(ENGINES[0].name()), classes)?;
    for (name, (a_second, slow)) in ["two threads", "two threads, updates"].iter().zip(throughput) {
        add(&format!("{name}: questions"), a_second, None, "/s");
        add(&format!("{name}: 99 of 100"), slow, None, "ms");
    }
    add("indexing", ours.seconds, Some(theirs.seconds), "s");
    add("indexing, processor", ours.cpu_seconds, Some(theirs.cpu_seconds), "s");
    add("text", articles.text_bytes as f64 / 1e6, None, "MB");
    add("index", ours.index_megabytes, Some(theirs.index_megabytes), "MB");
    let peak = ours.peak_megabytes.unwrap_or_default();
    add("memory at most", peak, theirs.peak_megabytes, "MB");
    let json = rows.iter().map(|(name, ours, theirs, unit)| {
        json!({ "work": name, "unit": unit, "backfile": ours, "tantivy": theirs })
    });
    let json = json!({ "articles": articles.count, "rows": json.collect::<Vec<_>>() });
    Ok(Column { rows, articles: articles.count, json })
}

/// Questions a second of two threads, and the milliseconds that 99 of 100 take at most: of an index
/// at rest, and while articles are added and committed.
fn throughput(index: &Path, classes: &[Class]) -> anyhow::Result<[(f64, f64); 2]> {
    let searcher = Searcher::open(index)?;
    let mut requests = Vec::new();
    for class in classes {
        for question in class.questions.iter().take(10) {
            let mut request = SearchRequest::new(BackfilePeer::typed(question)?);
            request.total = TotalWanted::Unknown;
            if class.wanted == Wanted::Newest {
                request.sort = Some(Sort::Newest);
            }
            requests.push(request);
        }
    }
    let at_rest = two_threads(&searcher, &requests)?;
    let is_over = AtomicBool::new(false);
    let updated = std::thread::scope(|scope| {
        let writing = scope.spawn(|| update(index, &searcher, &is_over));
        let updated = two_threads(&searcher, &requests);
        is_over.store(true, Ordering::Relaxed);
        writing.join().map_err(|_| anyhow::anyhow!("the writer panicked"))??;
        updated
    })?;
    Ok([at_rest, updated])
}

/// Commits a night's articles, again and again.
fn update(index: &Path, searcher: &Searcher, is_over: &AtomicBool) -> anyhow::Result<()> {
    let mut indexer = Indexer::options().threads(1).open(index)?;
    let mut number = 0;
    while !is_over.load(Ordering::Relaxed) {
        for _ in 0..NIGHT {
            number += 1;
            let article = Article::builder().title(format!("The night ferry, number {number}"));
            let body = "The bank said on Monday that the ferry would run again. ".repeat(20);
            indexer.put(&number.to_string(), article.body(body))?;
        }
        indexer.commit()?;
        searcher.reload()?;
    }
    indexer.publish()?;
    Ok(())
}

fn two_threads(searcher: &Searcher, requests: &[SearchRequest]) -> anyhow::Result<(f64, f64)> {
    let ask = |thread: usize| -> anyhow::Result<Vec<Duration>> {
        let started = Instant::now();
        let mut took = Vec::new();
        // They begin at different questions.
        for request in requests.iter().cycle().skip(thread * requests.len() / 2) {
            if started.elapsed() > ASKED_FOR {
                break;
            }
            let begun = Instant::now();
            searcher.search(request.clone())?;
            took.push(begun.elapsed());
        }
        Ok(took)
    };
    let mut took = std::thread::scope(|scope| -> anyhow::Result<Vec<Duration>> {
        let threads = [0, 1].map(|thread| scope.spawn(move || ask(thread)));
        let mut all = Vec::new();
        for thread in threads {
            all.extend(thread.join().map_err(|_| anyhow::anyhow!("a thread panicked"))??);
        }
        Ok(all)
    })?;
    took.sort_unstable();
    let slow = took.get(took.len() * 99 / 100).map_or(0.0, |took| took.as_secs_f64() * 1e3);
    #[expect(clippy::cast_precision_loss, reason = "figures to be printed")]
    Ok((took.len() as f64 / ASKED_FOR.as_secs_f64(), slow))
}

fn print(columns: &[Column]) {
    let Some(first) = columns.first() else { return };
    let heads = columns.iter().map(|column| format!("{:>12}{:>9}", column.articles, "ratio"));
    say(&format!("\n{:<38}{}", "articles", heads.collect::<String>()));
    for (at, (name, .., unit)) in first.rows.iter().enumerate() {
        let figures = columns.iter().map(|column| {
            let (_, ours, theirs, _) = &column.rows[at];
            let ratio = theirs.map_or("-".to_owned(), |theirs| format!("{:.2}", ours / theirs));
            format!("{ours:>12.1}{ratio:>9}")
        });
        say(&format!("{name:<38}{} {unit}", figures.collect::<String>()));
    }
}
