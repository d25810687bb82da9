//! Tells, step by step, what is read.

use article::{Article, Withdrawal};

use crate::{Explanation, Skipped, SourceFile};

/// One step of a run. Every file opens with [`Event::FileStarted`] and closes with
/// [`Event::FileFinished`], unless it is unchanged; between the two stand its records in order. A
/// container comes behind the files in it, each of which is a file of its own.
#[derive(Debug)]
#[non_exhaustive]
pub enum Event {
    /// The file is as the baseline knows it and was not opened; what is in it, if it is a
    /// container, is not told.
    FileUnchanged(SourceFile),
    /// The events that follow belong to this file.
    FileStarted(SourceFile),
    /// The records of this file are read with something else than the baseline was told (the names
    /// of its columns, the language that a source usually prints): all of them follow, also those
    /// that the baseline knows.
    ReadAnew,
    /// An article.
    Article {
        /// The article.
        article: Box<Article>,
        /// Digest of the raw record and [`crate::INGEST_VERSION`].
        digest: u64,
        /// Whether it is the last row of a table and no line end stands behind it, so that it
        /// may be the beginning of a longer one.
        is_unended: bool,
    },
    /// What decided how the text of the article that follows is labelled, where that was asked for.
    Explained(Box<Explanation>),
    /// A record that the baseline knows; it was neither parsed nor cleaned.
    RecordUnchanged {
        /// Digest of the raw record.
        digest: u64,
    },
    /// A record by which a publisher takes an article back, or does not let it out: what is known
    /// under its id, up to its version, is no longer to be read.
    Withdrawn(Withdrawal),
    /// Something was left out.
    Skipped(Skipped),
    /// No more events of this file follow.
    FileFinished {
        /// The file.
        file: SourceFile,
        /// Digest of all its bytes on the disk; `None` where they could not all be read, and for
        /// a stream.
        digest: Option<[u8; 16]>,
        /// Digest of what its records were read with besides their own bytes, where there was
        /// anything; of a container, how many files are in it; of what is not read, and of what a
        /// program makes text of, [`crate::Converters::digest`], else [`crate::INGEST_VERSION`]. See [`crate::Baseline::context`].
        context: Option<u64>,
        /// How it went.
        outcome: FileOutcome,
        /// What there is to know of it for what is gone from it.
        kind: FileKind,
    },
}

/// What kind of file it was, where that says something of what is gone from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
#[non_exhaustive]
pub enum FileKind {
    /// Any other.
    #[default]
    Plain,
    /// A feed: such files are saved over with what is newest, and what is gone from one is not
    /// gone from the world.
    Feed,
    /// One that a program of the user made text of: without the program it says nothing.
    Converted,
}

/// How the reading of a file ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum FileOutcome {
    /// It was read to its end.
    Read,
    /// There is nothing in it to be read: nothing at all, no text, or half the names of columns.
    Empty,
    /// It does not end as its format must, or its last record is broken: a download or a copy
    /// that broke off or goes on. [`crate::SkipReason::CutShort`] stands before.
    Cut {
        /// Whether its format is one to which records are added at the end.
        may_grow: bool,
    },
    /// It could be read in part: the records before the damage were handed over.
    Damaged,
    /// It could not be opened or read: what was known of it says nothing about what it holds now.
    Unreadable,
    /// It is of a kind that is not read.
    Unsupported,
}
