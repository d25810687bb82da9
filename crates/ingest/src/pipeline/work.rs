//! Parses and cleans the records of a batch.

use std::ops::ControlFlow::Continue;
use std::panic::{AssertUnwindSafe, catch_unwind};

use article::{Article, ArticleFields, Provenance, Withdrawal};
use rayon::iter::{
    IndexedParallelIterator, IntoParallelIterator, IntoParallelRefIterator, ParallelIterator,
};

use super::Rules;
use super::batch::{Batch, FileEnd, Item, Piece, PieceEnd, Records};
use super::budget::Budget;
use crate::clean::{self, Cleaned};
use crate::findings::RecordFindings;
use crate::format::{self, Context};
use crate::{Cut, Event, SkipReason, Skipped};

/// What became of one item of a batch.
pub(super) enum Answer {
    /// An event.
    Settled(Event),
    /// What is to be counted of the article that follows.
    Found(RecordFindings),
    /// The end of a file, which depends on the records before it.
    End(FileEnd),
    /// An article whose identity is its content, so that it depends on the records before it.
    ByContent { article: Box<Article>, digest: u64, is_unended: bool },
}

/// Fewer records than this are not worth dividing among threads; pages are, so it is small.
const SMALLEST_SHARE: usize = 4;

/// What a text may take that a program makes, besides the program.
const CONVERSION_BYTES: usize = 64 << 20;

/// What takes less is parsed without asking for space.
const SMALL_BYTES: usize = 1 << 20;

/// The answers to all items of a batch, in order.
pub(super) fn process(batch: Batch, rules: &Rules, space: &Budget) -> Vec<Answer> {
    let answers: Vec<Vec<Answer>> = batch
        .items
        .into_par_iter()
        .map(|item| match item {
            Item::Known(event) => vec![Answer::Settled(event)],
            Item::End(end) => vec![Answer::End(end)],
            Item::Records(records) => {
                let pieces = records.pieces.par_iter().with_min_len(SMALLEST_SHARE);
                pieces.flat_map_iter(|piece| answers(&records, piece, rules, space)).collect()
            }
        })
        .collect();
    answers.into_iter().flatten().collect()
}

/// What became of a record, and behind it what of it is not in the article.
fn answers(records: &Records, piece: &Piece, rules: &Rules, space: &Budget) -> Vec<Answer> {
    let Piece { digest, end, .. } = *piece;
    let is_unended = end == PieceEnd::Unended;
    if piece.is_known {
        return vec![Answer::Settled(Event::RecordUnchanged { digest })];
    }
    let (file, bytes) = (&records.file, &records.bytes[piece.span.clone()]);
    let provenance = Provenance { path: file.source.path.clone(), record: piece.number };
    let read = || {
        let habits = file.habits(rules);
        let body_key = habits.body_key();
        let order = habits.order();
        let context = Context { keys: &rules.keys, heading: &file.heading, body_key, order };
        let draft = match &file.conversion {
            Some(conversion) => format::of_text(&conversion.text()?, &context)?,
            None => file.format.read(bytes, &context)?,
        };
        let draft = match &rules.address {
            Some(address) if piece.number.is_none() => draft.fetched_from(address),
            _ => draft,
        };
        let usual = habits.of_source(&draft, rules);
        clean::article(draft, provenance.clone(), digest, &rules.detector, usual)
    };
    // The parsers of pages are large and are fed anything; one record must not end the run.
    let needed_bytes = match file.conversion {
        Some(_) => CONVERSION_BYTES,
        None => file.format.parsing_bytes(bytes),
    };
    let taken_bytes =
        if needed_bytes > SMALL_BYTES { space.take(needed_bytes) } else { Continue(0) };
    // A run that was ended early needs no more answers.
    let Continue(taken_bytes) = taken_bytes else { return Vec::new() };
    let read = catch_unwind(AssertUnwindSafe(read)).unwrap_or(Err(SkipReason::Defect));
    space.give_back(taken_bytes);
    let skipped = |reason| {
        let (root, provenance) = (file.source.root.clone(), provenance.clone());
        Answer::Settled(Event::Skipped(Skipped { root, provenance, reason }))
    };
    let mut answers = Vec::with_capacity(2);
    match read {
        Ok(Cleaned { article, is_by_content, withdrawn: Some(kind), .. }) => {
            if !is_by_content {
                let ArticleFields { id, version, .. } = article.into_fields();
                answers.push(Answer::Settled(Event::Withdrawn(Withdrawal { id, version })));
            }
            answers.push(skipped(SkipReason::OtherRecord { kind }));
        }
        Ok(Cleaned { article, is_by_content, remarks, findings, explanation, .. }) => {
            answers.push(Answer::Found(findings));
            if rules.explains {
                answers.push(Answer::Settled(Event::Explained(Box::new(explanation))));
            }
            let article = Box::new(article);
            answers.push(if is_by_content {
                Answer::ByContent { article, digest, is_unended }
            } else {
                Answer::Settled(Event::Article { article, digest, is_unended })
            });
            answers.extend(remarks.into_iter().map(skipped));
        }
        Err(SkipReason::NoText) if is_unended => {
            answers.push(skipped(SkipReason::CutShort { cut: Cut::HalfRow }));
        }
        Err(reason) if end != PieceEnd::Ended => answers.push(skipped(reason.of_last_record())),
        Err(reason) => answers.push(skipped(reason)),
    }
    answers
}
