//! Several posting lists as one, with positions.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;
use std::sync::Arc;

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::{DocId, DocSet, TERMINATED};

use super::language::{DocumentLanguages, LanguageSet};
use crate::engine::budget::{Budget, cost};

/// The documents and positions of any of some terms.
pub(super) struct Union {
    lists: Vec<SegmentPostings>,
    /// The lists that stand behind the current document, by theirs.
    behind: BinaryHeap<Reverse<(DocId, usize)>>,
    /// The lists that stand at the current document.
    here: Vec<usize>,
    doc: DocId,
    /// Where a list counts in the documents of some languages only: those of each list.
    languages: Option<(Vec<LanguageSet>, DocumentLanguages)>,
    buffer: Vec<u32>,
    budget: Arc<Budget>,
}

impl Union {
    pub(super) fn new(lists: Vec<SegmentPostings>, budget: &Arc<Budget>) -> Self {
        let at = lists.iter().enumerate().map(|(at, list)| (list.doc(), at));
        let behind = at.filter(|(doc, _)| *doc != TERMINATED).map(Reverse).collect();
        let (here, buffer, budget) = (Vec::new(), Vec::new(), Arc::clone(budget));
        let mut union = Self { lists, behind, here, doc: 0, languages: None, buffer, budget };
        union.gather();
        union
    }

    /// The same, in which a list counts in documents of its languages only.
    pub(super) fn in_languages(
        mut self,
        of_lists: Vec<LanguageSet>,
        of_documents: DocumentLanguages,
    ) -> Self {
        self.languages = Some((of_lists, of_documents));
        self
    }

    pub(super) fn doc(&self) -> DocId {
        self.doc
    }

    pub(super) fn seek(&mut self, target: DocId) -> DocId {
        if self.doc >= target {
            return self.doc;
        }
        if let [only] = self.lists.as_mut_slice() {
            self.budget.spend(1);
            self.doc = only.seek(target);
            return self.doc;
        }
        for at in self.here.drain(..) {
            let doc = self.lists[at].seek(target);
            if doc != TERMINATED {
                self.behind.push(Reverse((doc, at)));
            }
            self.budget.spend(cost::MOVE);
        }
        while let Some(mut top) = self.behind.peek_mut() {
            let Reverse((doc, at)) = *top;
            if doc >= target {
                break;
            }
            self.budget.spend(cost::MOVE);
            match self.lists[at].seek(target) {
                TERMINATED => drop(PeekMut::pop(top)),
                doc => *top = Reverse((doc, at)),
            }
        }
        self.gather();
        self.doc
    }

    /// Goes to the first document that a list stands at, and takes the lists that do.
    fn gather(&mut self) {
        self.doc = self.behind.peek().map_or(TERMINATED, |Reverse((doc, _))| *doc);
        while let Some(top) = self.behind.peek_mut()
            && top.0.0 == self.doc
        {
            let Reverse((_, at)) = PeekMut::pop(top);
            self.here.push(at);
        }
    }

    /// How often any of them occurs in the current document, at most.
    pub(super) fn frequency(&self) -> u32 {
        if let [only] = self.lists.as_slice() {
            return only.term_freq();
        }
        let frequencies = self.here.iter().map(|at| self.lists[*at].term_freq());
        frequencies.fold(0, u32::saturating_add)
    }

    /// The positions in the current document, each once, in order.
    pub(super) fn read_positions(&mut self, positions: &mut Vec<u32>) {
        positions.clear();
        if let ([only], None) = (self.lists.as_mut_slice(), &self.languages) {
            only.positions(positions);
            self.budget.spend(positions.len() as u64);
            return;
        }
        let doc = self.doc;
        let languages = self.languages.as_ref().map(|(of_lists, of)| (of_lists, of.of(doc)));
        let counts =
            |at: usize| languages.is_none_or(|(of_lists, of_doc)| of_lists[at] & of_doc != 0);
        let is_one = self.here.len() == 1;
        for at in &self.here {
            if !counts(*at) {
                continue;
            }
            if is_one {
                self.lists[*at].positions(positions);
            } else {
                self.lists[*at].positions(&mut self.buffer);
                positions.append(&mut self.buffer);
            }
        }
        self.budget.spend(positions.len() as u64);
        if !is_one {
            positions.sort_unstable();
            positions.dedup();
        }
    }

    pub(super) fn size_hint(&self) -> u32 {
        self.lists.iter().map(DocSet::size_hint).fold(0, u32::saturating_add)
    }
}

impl Drop for Union {
    fn drop(&mut self) {
        self.budget.close_lists(self.lists.len());
    }
}
