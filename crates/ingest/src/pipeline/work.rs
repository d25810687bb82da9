//! Parses and cleans the records of a batch.

use std::panic::{AssertUnwindSafe, catch_unwind};

use article::{Article, Provenance};
use rayon::iter::{
    IndexedParallelIterator, IntoParallelIterator, IntoParallelRefIterator, ParallelIterator,
};

use super::Rules;
use super::batch::{Batch, FileEnd, Item, Piece, PieceEnd, Records};
use crate::clean::{self, Cleaned};
use crate::format::{Context, Draft};
use crate::{Cut, Event, SkipReason, Skipped};

/// What became of one item of a batch.
pub(super) enum Answer {
    /// An event.
    Settled(Event),
    /// The end of a file, which depends on the records before it.
    End(FileEnd),
    /// An article whose identity is its content, so that it depends on the records before it.
    ByContent { article: Box<Article>, digest: u64, is_unended: bool },
}

/// Fewer records than this are not worth dividing among threads; pages are, so it is small.
const SMALLEST_SHARE: usize = 4;

/// The answers to all items of a batch, in order.
pub(super) fn process(batch: Batch, rules: &Rules) -> Vec<Answer> {
    let answers: Vec<Vec<Answer>> = batch
        .items
        .into_par_iter()
        .map(|item| match item {
            Item::Known(event) => vec![Answer::Settled(event)],
            Item::End(end) => vec![Answer::End(end)],
            Item::Records(records) => {
                let pieces = records.pieces.par_iter().with_min_len(SMALLEST_SHARE);
                pieces.map(|piece| answer(&records, piece, rules)).collect()
            }
        })
        .collect();
    answers.into_iter().flatten().collect()
}

fn answer(records: &Records, piece: &Piece, rules: &Rules) -> Answer {
    let Piece { digest, end, .. } = *piece;
    let is_unended = end == PieceEnd::Unended;
    if piece.is_known {
        return Answer::Settled(Event::RecordUnchanged { digest });
    }
    let file = &records.file;
    let provenance = Provenance { path: file.source.path.clone(), record: piece.number };
    let read = || {
        let context = Context { keys: &rules.keys, heading: &file.heading };
        let draft = file.format.read(&records.bytes[piece.span.clone()], &context)?;
        let habit = |draft: &Draft| file.habits(rules).of_source(draft);
        clean::article(draft, provenance.clone(), digest, &rules.detector, habit)
    };
    // The parsers of pages are large and are fed anything; one record must not end the run.
    match catch_unwind(AssertUnwindSafe(read)).unwrap_or(Err(SkipReason::Defect)) {
        Ok(Cleaned { article, is_by_content: true }) => {
            Answer::ByContent { article: Box::new(article), digest, is_unended }
        }
        Ok(Cleaned { article, .. }) => {
            Answer::Settled(Event::Article { article: Box::new(article), digest, is_unended })
        }
        Err(reason) => {
            let reason = match reason {
                SkipReason::NoText if is_unended => SkipReason::CutShort { cut: Cut::HalfRow },
                reason if end != PieceEnd::Ended => reason.of_last_record(),
                reason => reason,
            };
            let root = file.source.root.clone();
            Answer::Settled(Event::Skipped(Skipped { root, provenance, reason }))
        }
    }
}
