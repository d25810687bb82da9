//! Tells the reader of files what the ledger knows of them.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::sync::Arc;

use ::article::FilePath;
use indexer::{FileReader, Moved, SecondLook, SourceState};
use ingest::{Baseline, Converters, INGEST_VERSION, KnownRecords, SourceFile};

/// What the ledger knows.
#[derive(Debug)]
pub(super) struct Known {
    state: Arc<SourceState>,
    check_content: bool,
    converters: Converters,
    /// When files are read once more: which, and whether all of each must be.
    again: Option<HashMap<PathBuf, bool>>,
    /// The containers that they lie in.
    containers: HashSet<PathBuf>,
}

impl Known {
    pub(super) fn new(
        state: Arc<SourceState>,
        check_content: bool,
        converters: Converters,
    ) -> Self {
        Self { state, check_content, converters, again: None, containers: HashSet::new() }
    }

    /// What reads a file of this path.
    fn reader(&self, path: &FilePath) -> FileReader {
        let program = self.converters.digest(path);
        let digest = program.unwrap_or(u64::from(INGEST_VERSION));
        FileReader { digest, is_program: program.is_some() }
    }

    /// From now on, only these files are read.
    pub(super) fn look_again(&mut self, files: Vec<SecondLook>) {
        self.containers.clear();
        for again in &files {
            let mut place = FilePath::of(&again.location);
            while let Some(container) = place.container() {
                self.containers.insert(container.to_path());
                place = container;
            }
        }
        self.again =
            Some(files.into_iter().map(|again| (again.location, again.is_whole)).collect());
    }
}

impl Baseline for Known {
    fn is_unchanged(&self, file: &SourceFile) -> bool {
        let root = FilePath::of(&file.root);
        if let Some(again) = &self.again {
            let location = file.location();
            return !again.contains_key(&location) && !self.containers.contains(&location);
        }
        let readers = &|path: &FilePath| self.reader(path);
        if file.is_part() {
            let known = self.state.digest(&root, &file.path, readers);
            return file.content.is_some_and(|content| known == Some(&hex(&content)));
        }
        let digest = || file.content_digest().ok().map(|digest| hex(&digest));
        let is_known = if self.check_content {
            let known = self.state.digest(&root, &file.path, readers);
            known.is_some_and(|known| digest().is_some_and(|digest| digest == known))
        } else {
            self.state.is_unchanged(&root, &file.path, file.size, file.modified_ns, readers)
        };
        let moved = || self.state.moved((&root, &file.path), file.size, &mut { digest });
        is_known || moved() == Some(Moved::Unchanged)
    }

    fn known_records(&self, file: &SourceFile) -> KnownRecords {
        let root = FilePath::of(&file.root);
        let again = self.again.as_ref().and_then(|again| again.get(&file.location()));
        if again == Some(&true) {
            return KnownRecords::default();
        }
        KnownRecords::new(self.state.record_digests(&root, &file.path))
    }

    fn context(&self, file: &SourceFile) -> Option<u64> {
        self.state.context(&FilePath::of(&file.root), &file.path)
    }
}

/// A digest in letters.
pub(super) fn hex(digest: &[u8]) -> String {
    use std::fmt::Write as _;
    digest.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
