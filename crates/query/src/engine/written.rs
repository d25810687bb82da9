//! Finds out how a word is written in an index.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use schema::{LETTERS_SEPARATOR, NAME_SEPARATOR, SURE_NAME, Zone};
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, Searcher, SegmentReader, TERMINATED, Term};
use text::{Language, Name};

use super::budget::Budget;
use super::expansion::{Pattern, Terms};
use super::spans::{DocumentLanguages, WordSource};
use crate::understand::{Articles, Written};

impl WordSource {
    /// How a folded word is written, and in which articles it stands in title or body, found out
    /// once.
    pub(crate) fn written(
        &self,
        searcher: &Searcher,
        folded: &str,
    ) -> tantivy::Result<Arc<Written>> {
        if let Some(known) = self.memory.written(folded) {
            return Ok(known);
        }
        let mut spellings = BTreeSet::new();
        let mut articles: BTreeMap<Language, Articles> = BTreeMap::new();
        for segment in searcher.segment_readers() {
            self.read_spellings(segment, folded, &mut spellings)?;
            self.count_by_language(segment, folded, &mut articles)?;
        }
        if spellings.is_empty() && articles.is_empty() {
            // Most forms that a name may have occur nowhere, and are known as fast as found.
            return Ok(Arc::default());
        }
        if articles.values().any(|articles| articles.all > 0) {
            let folded = (!spellings.contains(folded)).then_some(folded);
            let letters = spellings.iter().map(String::as_str).chain(folded);
            let key = |letters: &str| Name::new(letters).keys().into_iter().next();
            let names = letters
                .filter_map(|letters| Some(format!("{}{NAME_SEPARATOR}{letters}", key(letters)?)));
            let names: Vec<Term> =
                names.map(|name| Term::from_field_text(self.fields.names, &name)).collect();
            for segment in searcher.segment_readers() {
                self.count_names(segment, &names, &mut articles)?;
            }
        }
        let spellings = spellings.into_iter().collect();
        let written = Arc::new(Written { spellings, articles: articles.into_iter().collect() });
        self.memory.keep_written(folded, &written);
        Ok(written)
    }

    /// The letters that stand beside a folded form.
    fn read_spellings(
        &self,
        segment: &SegmentReader,
        folded: &str,
        spellings: &mut BTreeSet<String>,
    ) -> tantivy::Result<()> {
        let pattern = Pattern::Prefix(format!("{folded}{LETTERS_SEPARATOR}"));
        for zone in Zone::ALL {
            let terms = Terms::open(segment, self.fields.zone(zone).letters)?;
            let mut found = Vec::new();
            pattern.each(&terms, &Budget::unlimited(), &mut |term, info| {
                if let Some((_, letters)) = term.split_once(LETTERS_SEPARATOR)
                    && !spellings.contains(letters)
                {
                    found.push((letters.to_owned(), info.clone()));
                }
            })?;
            for (letters, info) in found {
                let is_there = segment.alive_bitset().is_none() || {
                    let option = IndexRecordOption::Basic;
                    alive(segment, &terms.inverted.read_postings_from_terminfo(&info, option)?) > 0
                };
                if is_there {
                    spellings.insert(letters);
                }
            }
        }
        Ok(())
    }

    /// The articles of each language that have a folded word in title or body.
    fn count_by_language(
        &self,
        segment: &SegmentReader,
        folded: &str,
        articles: &mut BTreeMap<Language, Articles>,
    ) -> tantivy::Result<()> {
        let mut lists = Vec::new();
        for zone in [Zone::Title, Zone::Body] {
            let field = self.fields.zone(zone).words;
            let term = Term::from_field_text(field, folded);
            let inverted = segment.inverted_index(field)?;
            lists.extend(inverted.read_postings(&term, IndexRecordOption::Basic)?);
        }
        let mut add = |language: Language, count: u64| {
            articles.entry(language).or_default().all += count;
        };
        match (self.languages.as_slice(), lists.as_slice()) {
            (_, []) => return Ok(()),
            ([only], [list]) => {
                let count = alive(segment, list);
                if count > 0 {
                    add(*only, count);
                }
                return Ok(());
            }
            _ => {}
        }
        let of_documents = DocumentLanguages::open(segment, &self.languages)?;
        let mut counts = vec![0_u64; self.languages.len()];
        for doc in InEither(lists) {
            if segment.alive_bitset().is_none_or(|alive| alive.is_alive(doc)) {
                count_one(&mut counts, of_documents.as_ref(), doc, |count| count);
            }
        }
        for (language, count) in self.languages.iter().zip(counts).filter(|(_, count)| *count > 0) {
            add(*language, count);
        }
        Ok(())
    }

    /// The articles of each language that write a word only with a capital, in any of its
    /// spellings.
    fn count_names(
        &self,
        segment: &SegmentReader,
        names: &[Term],
        articles: &mut BTreeMap<Language, Articles>,
    ) -> tantivy::Result<()> {
        let inverted = segment.inverted_index(self.fields.names)?;
        let mut lists = Vec::new();
        for name in names {
            lists.extend(inverted.read_postings(name, IndexRecordOption::WithFreqs)?);
        }
        if lists.is_empty() {
            return Ok(());
        }
        let of_documents = DocumentLanguages::open(segment, &self.languages)?;
        let mut counts = vec![[0_u64; 2]; self.languages.len()];
        while let Some(doc) = lists.iter().map(DocSet::doc).min().filter(|doc| *doc != TERMINATED) {
            let mut is_sure = false;
            for list in &mut lists {
                if list.doc() == doc {
                    is_sure |= list.term_freq() == SURE_NAME;
                    list.advance();
                }
            }
            if segment.alive_bitset().is_none_or(|alive| alive.is_alive(doc)) {
                count_one(&mut counts, of_documents.as_ref(), doc, |counts| {
                    &mut counts[usize::from(!is_sure)]
                });
            }
        }
        for (language, [sure, unsure]) in self.languages.iter().zip(counts) {
            let Some(articles) = articles.get_mut(language) else { continue };
            articles.sure += sure;
            articles.unsure += unsure;
        }
        Ok(())
    }
}

/// Counts a document for its language.
fn count_one<T>(
    counts: &mut [T],
    of_documents: Option<&DocumentLanguages>,
    doc: DocId,
    count: impl FnOnce(&mut T) -> &mut u64,
) {
    // Where no document has a language there is one of them, the unknown one.
    let language = of_documents.map_or(1, |of_documents| of_documents.of(doc)).trailing_zeros();
    if let Some(counts) = counts.get_mut(language as usize) {
        *count(counts) += 1;
    }
}

/// The documents of a list that are not deleted: what is found must not depend on others.
pub(crate) fn alive(segment: &SegmentReader, list: &SegmentPostings) -> u64 {
    u64::from(match segment.alive_bitset() {
        Some(alive) => list.doc_freq_given_deletes(alive),
        None => list.doc_freq(),
    })
}

/// The documents that are in any of some lists, in order.
pub(crate) struct InEither(pub(crate) Vec<SegmentPostings>);

impl Iterator for InEither {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        let doc = self.0.iter().map(DocSet::doc).min().filter(|doc| *doc != TERMINATED)?;
        for list in &mut self.0 {
            if list.doc() == doc {
                list.advance();
            }
        }
        Some(doc)
    }
}
