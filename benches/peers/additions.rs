//! A thousand new articles for an index that is there already, until they can be searched.

use std::io::{BufWriter, Write as _};
use std::path::Path;
use std::time::Instant;

use anyhow::ensure;
use backfile::files::Ingest;
use backfile::{Indexer, Searcher};

use crate::archive::{Archive, renamed};
use crate::bare::Bare;
use crate::indexing::Indexes;
use crate::options::Options;
use crate::table::{Spread, Table};

/// Articles that come at a time.
const ARTICLES: usize = 1_000;

/// Adds to the indexes themselves, so nothing else may be measured afterwards.
pub(crate) fn measure(
    archive: &Archive,
    indexes: &Indexes,
    folder: &Path,
    options: &Options,
    table: &mut Table,
) -> anyhow::Result<()> {
    let (searcher, bare) = (Searcher::open(&indexes.backfile)?, Bare::open(&indexes.bare)?);
    let mut samples = (Vec::new(), Vec::new());
    for turn in 0..if options.quick { 3 } else { 7 } {
        let path = folder.join("additions.jsonl");
        let mut file = BufWriter::new(std::fs::File::create(&path)?);
        for record in archive.records()?.skip(turn * ARTICLES).take(ARTICLES) {
            serde_json::to_writer(&mut file, &renamed(&record?, &format!("new-{turn}")))?;
            file.write_all(b"\n")?;
        }
        file.flush()?;

        let before = searcher.stats()?.articles;
        let started = Instant::now();
        let articles = Ingest::new().threads(Options::THREADS).path(&path).articles()?;
        let writing = Indexer::options().threads(Options::THREADS);
        let mut writer = writing.open_or_create(&indexes.backfile)?.add_all(articles)?;
        writer.commit()?;
        searcher.reload()?;
        samples.0.push(started.elapsed().as_secs_f64() * 1e3);
        let added = searcher.stats()?.articles - before;
        // What is left to tidy is not waited for in the measured time, but before the next.
        writer.publish()?;

        let before = bare.articles();
        let started = Instant::now();
        bare.add(&path)?;
        samples.1.push(started.elapsed().as_secs_f64() * 1e3);
        ensure!(
            added > 0 && bare.articles() > before,
            "{added} articles were added to Backfile, {} to tantivy",
            bare.articles() - before
        );
    }
    table.add("add1000", "ms", Spread::of(samples.0), Spread::of(samples.1));
    Ok(())
}
