//! Waits for the engine to merge segments, and merges them on demand.

use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use tantivy::IndexWriter;

use crate::generation::{LEAST_WRITER_BYTES, Opened, remove_other_generations};
use crate::lock::WriterLock;
use crate::{IndexerError, IndexerOptions};
use schema::{CancelToken, Layout, Location};

/// How often a token is looked at while something else is waited for.
const LOOK_EVERY: Duration = Duration::from_millis(20);

/// What was done to an index by [`IndexerOptions::optimize`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Optimized {
    /// Articles in the index.
    pub articles: u64,
    /// Segments before.
    pub segments_before: u64,
    /// Segments after: one at most, unless it was cancelled.
    pub segments_after: u64,
    /// Whether it was asked to end before it was done. The index is as it was.
    pub was_cancelled: bool,
}

impl IndexerOptions {
    /// Merges all segments of the index at this place into one, and so takes away what was
    /// deleted: the order by relevance is then that of an index built anew. While it lasts it
    /// needs as much room on the disk as the index takes.
    ///
    /// # Errors
    /// Those of [`Self::open_or_create`], and [`IndexerError::Schema`] where there is no index.
    pub fn optimize(self, path: impl Into<Location>) -> Result<Optimized, IndexerError> {
        let layout = Layout::new(path);
        layout.current()?;
        let Opened { layout, name, index, committed, note, lock, .. } =
            Opened::open(layout, &self.clone().rebuild(false).dry_run(false))?;
        let folder = layout.generation(name);
        let failed = |source| IndexerError::writing(folder.path(), source);
        let segments = index.searchable_segment_metas().map_err(failed)?;
        let articles = committed.len();
        drop(committed);
        let before = segments.len() as u64;
        let mut optimized = Optimized {
            articles,
            segments_before: before,
            segments_after: before,
            was_cancelled: false,
        };
        let is_done = match &segments[..] {
            [] => true,
            [only] => only.num_deleted_docs() == 0,
            _ => false,
        };
        let ids: Vec<_> = segments.iter().map(tantivy::SegmentMeta::id).collect();
        // The engine keeps the files of a segment as long as anybody knows it.
        drop(segments);
        if let Some(lock) = lock.filter(|_| !is_done) {
            let mut writer: IndexWriter =
                index.writer_with_num_threads(1, LEAST_WRITER_BYTES).map_err(failed)?;
            // Nothing but the one merge is to be done.
            writer.set_merge_policy(Box::new(tantivy::merge_policy::NoMergePolicy));
            let merge = move || {
                writer.merge(&ids).wait()?;
                writer.garbage_collect_files().wait()?;
                writer.wait_merging_threads()
            };
            let merged = watched(merge, lock, &self.cancel).map_err(failed)?;
            if merged.is_none() {
                return Ok(Optimized { was_cancelled: true, ..optimized });
            }
            let after = index.searchable_segment_metas().map_err(failed)?;
            optimized.segments_after = after.len() as u64;
        }
        remove_other_generations(&layout, name, note.commit)?;
        Ok(optimized)
    }
}

/// Waits until the engine has done what it judges to be worth merging. Gives the lock back, or
/// nothing where it was asked to end before: the work then goes on without being waited for, and
/// what it does later, if the process lives that long, it does under the lock. No upstream issue is
/// known.
pub(crate) fn wait_for_merges(
    writer: IndexWriter,
    lock: WriterLock,
    cancel: &CancelToken,
) -> tantivy::Result<Option<WriterLock>> {
    watched(move || writer.wait_merging_threads(), lock, cancel)
}

fn watched(
    work: impl FnOnce() -> tantivy::Result<()> + Send + 'static,
    lock: WriterLock,
    cancel: &CancelToken,
) -> tantivy::Result<Option<WriterLock>> {
    let (sender, receiver) = channel();
    let thread = std::thread::spawn(move || {
        let outcome = work();
        // Nobody may be waiting any more.
        let _ = sender.send((outcome, lock));
    });
    loop {
        match receiver.recv_timeout(LOOK_EVERY) {
            Ok((outcome, lock)) => return outcome.map(|()| Some(lock)),
            Err(RecvTimeoutError::Timeout) if cancel.is_cancelled() => return Ok(None),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => {
                // The work ended in a defect, which must not pass for success.
                if let Err(panic) = thread.join() {
                    std::panic::resume_unwind(panic);
                }
                return Ok(None);
            }
        }
    }
}
