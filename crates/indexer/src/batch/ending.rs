//! Says how the reading of a file counts, after what was known of it.

use article::FilePath;
use schema::{FileKey, FileOutcome};

use super::BatchRun;
use super::file::{OpenFile, ReadingEnd};
use crate::view::Fate;

impl BatchRun<'_> {
    /// Whether a file counts as whole however it ends.
    pub(super) fn is_accepted(&self, open: &OpenFile, digest: Option<&str>) -> bool {
        let is_named =
            |file: &crate::AcceptedFile| file.root == open.root && open.path.is_in(&file.path);
        // What is taken as it is with its container is.
        let places = std::iter::successors(Some(open.path.clone()), FilePath::container);
        let always = &self.indexer.ledger.always_whole;
        self.accepted.iter().any(is_named)
            || places.into_iter().any(|path| always.contains(&(open.root.clone(), path)))
            || open
                .before
                .as_deref()
                .is_some_and(|before| digest.is_some() && digest == before.accepted.as_deref())
    }

    /// How the reading of a file counts, after what was known of it. One that `was_cut` stays so
    /// while nobody changes or accepts it, though others may have all articles that it had.
    pub(super) fn outcome(
        &self,
        open: &OpenFile,
        end: ReadingEnd,
        is_accepted: bool,
        was_cut: bool,
    ) -> FileOutcome {
        let known = self.state.of_file(open.key);
        match end {
            ReadingEnd::End => FileOutcome::Read,
            ReadingEnd::Cut { .. } | ReadingEnd::Damage | ReadingEnd::Nothing if is_accepted => {
                FileOutcome::Read
            }
            ReadingEnd::Nothing if was_cut => FileOutcome::Cut,
            ReadingEnd::Nothing
                if known.is_empty()
                    && !self.had_more(open.key)
                    && !self.had_parts(open)
                    && open.before.as_deref().is_none_or(|before| before.withdrawn.is_empty()) =>
            {
                FileOutcome::Read
            }
            ReadingEnd::Cut { may_grow: true }
                if !was_cut && !self.has_unmet(open) && !self.had_more(open.key) =>
            {
                FileOutcome::Growing
            }
            ReadingEnd::Cut { .. } | ReadingEnd::Nothing => FileOutcome::Cut,
            ReadingEnd::Damage => FileOutcome::Damaged,
            ReadingEnd::Unreadable => FileOutcome::Partial,
            ReadingEnd::Unsupported if self.has_lost_its_program(open) => FileOutcome::Partial,
            ReadingEnd::Unsupported => FileOutcome::Left,
        }
    }

    /// Whether a program that is not named now made text of a file that has articles.
    fn has_lost_its_program(&self, open: &OpenFile) -> bool {
        let was_converted = open.before.as_deref().is_some_and(|before| before.is_converted);
        was_converted && (!self.state.of_file(open.key).is_empty() || self.had_more(open.key))
    }

    /// In a moved file: what has a new id because its file has a new path takes the place of the
    /// old.
    pub(super) fn rename(&mut self, open: &mut OpenFile) {
        if open.renamed.is_empty() {
            return;
        }
        for number in self.unmet(open.key) {
            let digest = self.indexer.view.committed().digest(number);
            if let Some(left) = open.renamed.get_mut(&digest).filter(|left| **left > 0) {
                *left -= 1;
                let is_added = self.indexer.summary.added > open.added_before;
                self.indexer.give_way(number, is_added);
            }
        }
    }

    /// Whether a file was a container with something in it.
    fn had_parts(&self, open: &OpenFile) -> bool {
        !self.state.parts_of(&open.root, &open.path).is_empty()
    }

    /// What was known in a container, and not met in what could be read of it, stays.
    pub(super) fn keep_parts(&mut self, root: &FilePath, container: &FilePath) {
        for key in self.state.below(root, container) {
            if self.encountered.insert(key) {
                self.unreadable.insert(key);
            }
        }
    }

    /// Whether a file has not given all articles that it had.
    fn has_unmet(&self, open: &OpenFile) -> bool {
        !open.taken.is_empty() || self.of_fate(open.key, Fate::Untouched).next().is_some()
    }

    /// The articles of a file that were not met again.
    pub(super) fn unmet(&self, key: FileKey) -> Vec<u32> {
        self.of_fate(key, Fate::Untouched).collect()
    }

    pub(super) fn of_fate(&self, key: FileKey, fate: Fate) -> impl Iterator<Item = u32> + '_ {
        let of_file = self.state.of_file(key).iter().copied();
        of_file.filter(move |number| self.indexer.view.fate(*number) == fate)
    }

    /// Whether the generation that is rebuilt had something from a file that this one lacks, as far
    /// as can be told.
    fn had_more(&self, key: FileKey) -> bool {
        self.indexer.lacks_of(key, &mut |_, _| true).unwrap_or(true)
    }

    /// Whether the open file counts as whole however it ends, as far as is known while it is read.
    pub(super) fn open_is_accepted(&self) -> bool {
        self.open.as_ref().is_some_and(|open| self.is_accepted(open, None))
    }
}
