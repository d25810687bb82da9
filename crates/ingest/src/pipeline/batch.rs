//! A piece of work: records that were cut but not parsed, between events that are already known.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::habit::Habits;
use crate::format::{Format, Heading};
use crate::{Event, SourceFile};

/// What is handed to the pool at once.
#[derive(Default)]
pub(super) struct Batch {
    pub(super) items: Vec<Item>,
    bytes: usize,
}

impl Batch {
    pub(super) fn push(&mut self, item: Item) {
        self.bytes += match &item {
            Item::Known(_) => 256,
            Item::Records(records) => records.bytes.len() + 64 * records.pieces.len(),
        };
        self.items.push(item);
    }

    /// What it holds, in bytes.
    pub(super) fn bytes(&self) -> usize {
        self.bytes
    }
}

/// A part of a batch.
pub(super) enum Item {
    /// Nothing is left to be done.
    Known(Event),
    /// These are to be parsed.
    Records(Records),
}

/// Records of one file that stand one after another.
pub(super) struct Records {
    pub(super) file: Arc<OpenFile>,
    pub(super) bytes: Vec<u8>,
    pub(super) pieces: Vec<Piece>,
}

/// One record inside [`Records::bytes`].
pub(super) struct Piece {
    pub(super) span: Range<usize>,
    /// Counted from 1; `None` for a file of one article.
    pub(super) number: Option<u64>,
    pub(super) digest: u64,
    /// Whether the baseline knows it.
    pub(super) is_known: bool,
}

/// What is known of a file that is being read.
pub(super) struct OpenFile {
    pub(super) source: SourceFile,
    pub(super) format: &'static dyn Format,
    pub(super) heading: Heading,
    /// The beginning of a file of many records, by which the habits of its sources are found.
    pub(super) head: Vec<u8>,
    /// What they usually print, once somebody has asked.
    pub(super) habits: OnceLock<Habits>,
}
