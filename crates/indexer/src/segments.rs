//! Fills segments on all threads, and hands them to the engine when they are full or are to be
//! committed.
//!
//! The engine could fill them with documents. But it looks every term of every field up in one
//! table, by its bytes; here a word was looked up when it was analysed, and its terms follow from
//! it. No upstream issue is known.

mod builder;
mod columns;
mod postings;
mod terms;

use std::collections::HashMap;
use std::io;
use std::sync::{Mutex, MutexGuard, PoisonError};

use article::{Article, ArticleId};
use rayon::prelude::*;
use schema::{Fields, Folder, LedgerEntry, Settings};
use tantivy::{Index, IndexWriter, SegmentMeta};

use self::builder::SegmentBuilder;
use crate::added::Added;
use crate::outdated::Times;
use crate::{IndexerError, IndexerOptions};

/// What segments may take of the memory before they are written, as a divisor. The rest is for
/// articles on their way, for words remembered, for writing and for merging.
const SEGMENTS_SHARE: usize = 2;

/// What the writing of segments may take of it, as a divisor.
const WRITING_SHARE: usize = 4;

/// What the words may take of it that are remembered, as a divisor.
const WORDS_SHARE: usize = 12;

/// The memory that it takes to fill a segment at all, in bytes.
const SMALLEST_SHARE: usize = 20_000_000;

/// So much memory one segment may take, in bytes: its terms must have numbers.
const LARGEST_SEGMENT: usize = 1_000_000_000;

/// The segments that are being filled, one a thread.
#[derive(Debug)]
pub(crate) struct Segments {
    fields: Fields,
    memory_bytes: usize,
    pool: rayon::ThreadPool,
    builders: Vec<Mutex<SegmentBuilder>>,
    times: Times,
    /// Articles that are to be deleted from the segments that are written.
    outdated: Vec<ArticleId>,
    /// Whether something was begun that did not come to its end: what was added is lost.
    is_broken: bool,
}

impl Segments {
    pub(crate) fn new(
        fields: &Fields,
        settings: &Settings,
        folder: &Folder,
        options: &IndexerOptions,
    ) -> Result<Self, IndexerError> {
        let threads = options.threads.min(options.memory_bytes / SMALLEST_SHARE).max(1);
        let words_bytes = options.memory_bytes / WORDS_SHARE / threads;
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        let pool = pool.map_err(|source| IndexerError::Threads { threads, source })?;
        let analyzer = settings.analyzer();
        let builder = || SegmentBuilder::new(fields.clone(), analyzer.clone(), folder, words_bytes);
        Ok(Self {
            fields: fields.clone(),
            memory_bytes: options.memory_bytes,
            pool,
            builders: std::iter::repeat_with(builder).map(Mutex::new).take(threads).collect(),
            times: Times::default(),
            outdated: Vec::new(),
            is_broken: false,
        })
    }

    /// Adds those articles that are to be written. Of several with one id the last stays.
    pub(crate) fn add(
        &mut self,
        articles: &[(Article, LedgerEntry)],
        outcomes: &[Added],
    ) -> tantivy::Result<()> {
        let mut last = HashMap::new();
        for (at, ((article, _), outcome)) in articles.iter().zip(outcomes).enumerate() {
            if outcome.is_written() {
                last.insert(article.id, at);
                if *outcome != Added::New {
                    self.take_out(article.id);
                }
            }
        }
        self.begin()?;
        let add = |(at, (article, ledger)): (usize, &(Article, LedgerEntry))| {
            if last.get(&article.id) != Some(&at) {
                return Ok(());
            }
            self.builder(rayon::current_thread_index().unwrap_or_default()).add(article, *ledger)
        };
        self.pool.install(|| articles.par_iter().enumerate().try_for_each(add))?;
        self.is_broken = false;
        Ok(())
    }

    /// Takes an article out of all segments, of the index as well.
    pub(crate) fn take_out(&mut self, id: ArticleId) {
        for at in 0..self.builders.len() {
            self.builder(at).remove(&id);
        }
        self.outdated.push(id);
    }

    /// Whether they take as much memory as they may, or one of them is as large as one can be.
    pub(crate) fn are_full(&self) -> bool {
        let filled = self.filled();
        filled.iter().sum::<usize>() > self.memory_bytes / SEGMENTS_SHARE
            || filled.into_iter().max() > Some(LARGEST_SEGMENT)
    }

    /// What each of them takes, in bytes.
    fn filled(&self) -> Vec<usize> {
        (0..self.builders.len()).map(|at| self.builder(at).memory_bytes()).collect()
    }

    /// Removes the files of what was written and is in no commit.
    pub(crate) fn remove_uncommitted(&self, folder: &Folder, index: &Index) -> tantivy::Result<()> {
        let committed = index.searchable_segment_ids()?;
        for id in self.times.segments().filter(|id| !committed.contains(id)) {
            let name = id.uuid_string();
            for file in folder.names()? {
                if file.to_string_lossy().starts_with(&name) {
                    // What the system refuses now goes when the index is opened again.
                    let _ = folder.remove_file(file);
                }
            }
        }
        Ok(())
    }

    /// Writes them, and hands them to the engine with what it is to delete from others.
    pub(crate) fn write(&mut self, writer: &IndexWriter) -> tantivy::Result<()> {
        self.begin()?;
        for id in &self.outdated {
            writer.delete_query(self.times.outdated(id, &self.fields))?;
        }
        self.outdated.clear();
        // Who has more to write needs more memory to do it as fast.
        let filled = self.filled();
        let all = filled.iter().sum::<usize>().max(1) as u128;
        let writing = (self.memory_bytes / WRITING_SHARE) as u128;
        let write = |at: usize| {
            let share = writing * filled[at] as u128 / all;
            let share = usize::try_from(share).unwrap_or(usize::MAX);
            self.builder(at).write(writer.new_segment(), share)
        };
        let builders = 0..self.builders.len();
        let write_all = || builders.into_par_iter().map(write).collect::<tantivy::Result<Vec<_>>>();
        let written = self.pool.install(write_all)?;
        self.times.written(written.iter().flatten().map(SegmentMeta::id));
        for segment in written.into_iter().flatten() {
            writer.add_segment(segment)?;
        }
        self.is_broken = false;
        Ok(())
    }

    /// Begins something, after which nothing else can be done unless it comes to its end.
    fn begin(&mut self) -> tantivy::Result<()> {
        if self.is_broken {
            let reason = "writing failed before; the index must be opened anew";
            return Err(io::Error::other(reason).into());
        }
        self.is_broken = true;
        Ok(())
    }

    fn builder(&self, at: usize) -> MutexGuard<'_, SegmentBuilder> {
        let builder = self.builders[at % self.builders.len()].lock();
        // Where a thread panicked, nothing more is written.
        builder.unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use article::ArticleBuilder;
    use tantivy::merge_policy::NoMergePolicy;

    use super::*;
    use crate::verify;

    /// Each batch makes segments of its own here, which the engine merges meanwhile.
    #[test]
    fn the_last_version_stays_however_often_segments_are_written() {
        let folder = tempfile::tempdir().unwrap();
        let articles = testkit::random_articles(3, 40);
        let options = IndexerOptions::new().threads(2);
        let mut indexer = options.clone().open_or_create(folder.path()).unwrap();
        indexer.segments.memory_bytes = 1;
        for round in 0_u64..30 {
            let of_round = articles
                .iter()
                .enumerate()
                .filter(|(at, _)| !(*at as u64 + round).is_multiple_of(3));
            let version = |article: &Article| {
                // Of two of one run the longer stays.
                let body = "again ".repeat(usize::try_from(round).unwrap() + 200);
                ArticleBuilder::from(article.clone()).body(body).build().unwrap()
            };
            let batch = of_round.map(|(_, article)| (version(article), LedgerEntry::NONE));
            let entries: Vec<_> = batch
                .map(|(article, _)| (article, LedgerEntry { digest: round, ..LedgerEntry::NONE }))
                .collect();
            indexer.add_batch(&entries).unwrap();
            if round % 7 == 3 {
                indexer.remove(&articles[5].id).unwrap();
                indexer.commit().unwrap();
            }
        }
        let summary = indexer.publish().unwrap();
        assert_eq!(summary.articles, articles.len() as u64);
        let verification = verify(folder.path()).unwrap();
        assert!(verification.is_sound(), "{verification:?}");
        assert_eq!(verification.articles, articles.len() as u64);
    }

    /// Segments that wait to be merged, when the first thing that happens is a delete: of one that
    /// the last commit had deleted from.
    #[test]
    fn the_first_delete_is_no_part_of_the_last_commit() {
        let folder = tempfile::tempdir().unwrap();
        let articles = testkit::random_articles(9, 40);
        let open = || {
            let options = IndexerOptions::new().threads(1);
            options.clone().open_or_create(folder.path()).unwrap()
        };
        let longer = |article: &Article| {
            let body = format!("{}It goes on.", article.body);
            ArticleBuilder::from(article.clone()).body(body).build().unwrap()
        };
        for round in 0..8 {
            let mut indexer = open();
            indexer.writer.as_ref().unwrap().set_merge_policy(Box::new(NoMergePolicy));
            for article in &articles[round * 5..round * 5 + 5] {
                indexer.add(article.clone()).unwrap();
            }
            if round == 7 {
                indexer.add(longer(&articles[20])).unwrap();
            }
            indexer.commit().unwrap();
        }
        let mut indexer = open();
        indexer.add(longer(&articles[21])).unwrap();
        indexer.segments.write(indexer.writer.as_ref().unwrap()).unwrap();
        // The engine merges what was committed.
        std::thread::sleep(std::time::Duration::from_millis(300));
        let before = verify(folder.path()).unwrap();
        assert!(before.is_sound() && before.articles == 40, "{before:?}");
        indexer.publish().unwrap();
        let after = verify(folder.path()).unwrap();
        assert!(after.is_sound() && after.articles == 40, "{after:?}");
    }
}
