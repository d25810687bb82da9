//! The places of one word in a segment.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashSet};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use schema::LETTERS_SEPARATOR;
use tantivy::postings::{Postings, SegmentPostings, TermInfo};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, InvertedIndexReader, SegmentReader, TERMINATED, Term};
use text::FormsRef;

use super::source::{TextFields, WordSource};
use crate::QueryError;
use crate::engine::Pattern;
use crate::plan::Word;

/// Goes through the documents that have a word, and tells its positions in each.
pub(super) struct WordCursor {
    /// Where the word stands.
    there: Union,
    /// Where it stands with other letters.
    except: Option<Union>,
    /// Documents outside of these do not count.
    only: Option<Union>,
    positions: Vec<u32>,
    excluded: Vec<u32>,
}

impl WordCursor {
    /// The places of a word in one text of a segment.
    pub(super) fn open(
        word: &Word,
        text: TextFields,
        source: &WordSource,
        segment: &SegmentReader,
    ) -> tantivy::Result<Self> {
        let mut places = Places { segment, found: Vec::new() };
        let mut except = None;
        let mut only = None;
        match word {
            Word::Folded(forms) => {
                for form in forms {
                    places.term(text.words, form)?;
                    if let Some((zone, _)) = text.zone {
                        places.term(zone.also, form)?;
                    }
                }
            }
            Word::Letters { folded, letters, .. } => match text.zone {
                Some((zone, _)) if letters != folded => {
                    places.term(zone.letters, &format!("{folded}{LETTERS_SEPARATOR}{letters}"))?;
                }
                Some((zone, _)) => {
                    places.term(text.words, folded)?;
                    let mut others = Places { segment, found: Vec::new() };
                    let prefix = Pattern::Prefix(format!("{folded}{LETTERS_SEPARATOR}"));
                    others.pattern(zone.letters, &prefix, usize::MAX)?;
                    except = Some(Union::new(others.found));
                }
                None => places.term(text.words, folded)?,
            },
            Word::Inflected { stems, .. } => match text.zone {
                Some((zone, stem_field)) => {
                    for field in [zone.words, zone.letters, zone.also] {
                        places.forms(field, stems, source)?;
                    }
                    let mut documents = Places { segment, found: Vec::new() };
                    for stem in stems {
                        documents.documents(stem_field, stem)?;
                    }
                    only = Some(Union::new(documents.found));
                }
                None => {
                    for stem in stems {
                        places.term(text.words, stem)?;
                    }
                }
            },
            Word::Prefix(_) | Word::Glob(_) | Word::Fuzzy { .. } | Word::Regex(_) => {
                let pattern = Pattern::of(word).map_err(QueryError::into_engine)?;
                if let Some(pattern) = pattern {
                    let mut is_cut = places.pattern(text.words, &pattern, source.expansions)?;
                    if let Some((zone, _)) = text.zone {
                        is_cut |= places.pattern(zone.also, &pattern, source.expansions)?;
                    }
                    if is_cut {
                        source.is_cut.store(true, Ordering::Relaxed);
                    }
                }
            }
        }
        let there = Union::new(places.found);
        let (positions, excluded) = (Vec::new(), Vec::new());
        let mut cursor = Self { there, except, only, positions, excluded };
        cursor.settle();
        Ok(cursor)
    }

    pub(super) fn doc(&self) -> DocId {
        self.there.doc()
    }

    pub(super) fn seek(&mut self, target: DocId) -> DocId {
        self.there.seek(target);
        self.settle()
    }

    /// Goes on to a document that counts.
    fn settle(&mut self) -> DocId {
        let Some(only) = &mut self.only else { return self.there.doc() };
        loop {
            let doc = self.there.doc();
            let allowed = if doc == TERMINATED { TERMINATED } else { only.seek(doc) };
            if allowed == doc {
                return doc;
            }
            self.there.seek(allowed);
        }
    }

    pub(super) fn size_hint(&self) -> u32 {
        self.there.size_hint()
    }

    /// How often it occurs in the current document, at most.
    pub(super) fn frequency(&self) -> u32 {
        let doc = self.there.doc();
        let at_doc = self.there.lists.iter().filter(|list| list.doc() == doc);
        at_doc.map(Postings::term_freq).fold(0, u32::saturating_add)
    }

    /// Its positions in the current document, in order.
    pub(super) fn positions(&mut self) -> &[u32] {
        self.there.positions(&mut self.positions);
        let doc = self.there.doc();
        if let Some(except) = &mut self.except
            && except.seek(doc) == doc
        {
            except.positions(&mut self.excluded);
            let excluded = &self.excluded;
            self.positions.retain(|position| excluded.binary_search(position).is_err());
        }
        &self.positions
    }
}

/// Collects the postings of terms.
struct Places<'a> {
    segment: &'a SegmentReader,
    found: Vec<SegmentPostings>,
}

impl Places<'_> {
    fn term(&mut self, field: Field, term: &str) -> tantivy::Result<()> {
        let option = IndexRecordOption::WithFreqsAndPositions;
        let inverted = self.segment.inverted_index(field)?;
        self.found.extend(inverted.read_postings(&Term::from_field_text(field, term), option)?);
        Ok(())
    }

    fn documents(&mut self, field: Field, term: &str) -> tantivy::Result<()> {
        let inverted = self.segment.inverted_index(field)?;
        let term = Term::from_field_text(field, term);
        self.found.extend(inverted.read_postings(&term, IndexRecordOption::Basic)?);
        Ok(())
    }

    /// The terms of a pattern; says whether there were more than the limit.
    fn pattern(&mut self, field: Field, pattern: &Pattern, limit: usize) -> tantivy::Result<bool> {
        let inverted = self.segment.inverted_index(field)?;
        let expansion = pattern.expand(&inverted, limit)?;
        self.postings(&inverted, &expansion.terms)?;
        Ok(expansion.is_cut)
    }

    /// The forms of stems: terms that begin with the same letter as one of the stems, as every
    /// form does, and that one of the languages stems so.
    fn forms(
        &mut self,
        field: Field,
        stems: &[String],
        source: &WordSource,
    ) -> tantivy::Result<()> {
        let inverted = self.segment.inverted_index(field)?;
        let key = (self.segment.segment_id(), field, stems.to_vec());
        let terms = source.memory.get_or_find(key, || find_forms(&inverted, stems, source))?;
        self.postings(&inverted, &terms)
    }

    fn postings(
        &mut self,
        inverted: &Arc<InvertedIndexReader>,
        terms: &[TermInfo],
    ) -> tantivy::Result<()> {
        for info in terms {
            let option = IndexRecordOption::WithFreqsAndPositions;
            self.found.push(inverted.read_postings_from_terminfo(info, option)?);
        }
        Ok(())
    }
}

impl WordSource {
    /// The terms of a field of a segment that have one of these stems, with the articles that
    /// have each.
    pub(crate) fn forms(
        &self,
        segment: &SegmentReader,
        field: Field,
        stems: &[String],
    ) -> tantivy::Result<Vec<(String, u64)>> {
        let inverted = segment.inverted_index(field)?;
        let mut forms = Vec::new();
        each_form(&inverted, stems, self, &mut |term, info| {
            let folded = term.split_once(LETTERS_SEPARATOR).map_or(term, |(folded, _)| folded);
            forms.push((folded.to_owned(), u64::from(info.doc_freq)));
        })?;
        Ok(forms)
    }
}

fn find_forms(
    inverted: &InvertedIndexReader,
    stems: &[String],
    source: &WordSource,
) -> tantivy::Result<Vec<TermInfo>> {
    let mut found = Vec::new();
    each_form(inverted, stems, source, &mut |_, info| found.push(info.clone()))?;
    Ok(found)
}

/// Calls `each` with the terms of a field that have one of these stems in one of the languages.
/// They all begin with the same character as their stem.
fn each_form(
    inverted: &InvertedIndexReader,
    stems: &[String],
    source: &WordSource,
    each: &mut dyn FnMut(&str, &TermInfo),
) -> tantivy::Result<()> {
    let wanted: HashSet<&str> = stems.iter().map(String::as_str).collect();
    let has_stem = |forms: FormsRef<'_>| forms.all_stems().any(|stem| wanted.contains(stem));
    let mut firsts: Vec<char> = stems.iter().filter_map(|stem| stem.chars().next()).collect();
    firsts.sort_unstable();
    firsts.dedup();
    for first in firsts {
        let prefix = Pattern::Prefix(first.to_string());
        prefix.each(inverted, &mut |term, info| {
            // A term of the field of letters has its letters behind its folded form.
            let letters = term.split_once(LETTERS_SEPARATOR).map_or(term, |(_, letters)| letters);
            let mut languages = source.languages.iter();
            if languages
                .any(|language| has_stem(source.analyzer.forms(letters, *language).borrowed()))
            {
                each(term, info);
            }
        })?;
    }
    Ok(())
}

/// Several posting lists as one.
struct Union {
    lists: Vec<SegmentPostings>,
    /// The lists that are not at their end, by document.
    order: BinaryHeap<Reverse<(DocId, usize)>>,
    buffer: Vec<u32>,
}

impl Union {
    fn new(lists: Vec<SegmentPostings>) -> Self {
        let at = lists.iter().enumerate().map(|(at, list)| (list.doc(), at));
        let order = at.filter(|(doc, _)| *doc != TERMINATED).map(Reverse).collect();
        Self { lists, order, buffer: Vec::new() }
    }

    fn doc(&self) -> DocId {
        if let [only] = self.lists.as_slice() {
            return only.doc();
        }
        self.order.peek().map_or(TERMINATED, |Reverse((doc, _))| *doc)
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if let [only] = self.lists.as_mut_slice() {
            return if only.doc() < target { only.seek(target) } else { only.doc() };
        }
        while let Some(mut top) = self.order.peek_mut() {
            let Reverse((doc, at)) = *top;
            if doc >= target {
                return doc;
            }
            let next = self.lists[at].seek(target);
            if next == TERMINATED {
                std::collections::binary_heap::PeekMut::pop(top);
            } else {
                *top = Reverse((next, at));
            }
        }
        TERMINATED
    }

    /// The positions in the current document, each once, in order.
    fn positions(&mut self, positions: &mut Vec<u32>) {
        positions.clear();
        let doc = self.doc();
        if let [list] = self.lists.as_mut_slice() {
            if list.doc() == doc {
                list.positions(positions);
            }
            return;
        }
        for list in &mut self.lists {
            if list.doc() == doc {
                list.positions(&mut self.buffer);
                positions.append(&mut self.buffer);
            }
        }
        positions.sort_unstable();
        positions.dedup();
    }

    fn size_hint(&self) -> u32 {
        self.lists.iter().map(DocSet::size_hint).fold(0, u32::saturating_add)
    }
}
