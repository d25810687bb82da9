//! The places of one word in a segment.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::Arc;

use schema::LETTERS_SEPARATOR;
use tantivy::postings::{Postings, SegmentPostings, TermInfo};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, InvertedIndexReader, SegmentReader, TERMINATED, Term};
use text::FormFinder;

use super::language::{self, DocumentLanguages, LanguageSet};
use super::source::{Form, TextFields, WordSource};
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
        let mut places = Places::new(segment);
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
                    let mut others = Places::new(segment);
                    let prefix = Pattern::Prefix(format!("{folded}{LETTERS_SEPARATOR}"));
                    others.all(zone.letters, &prefix)?;
                    except = Some(Union::new(others.found));
                }
                None => places.term(text.words, folded)?,
            },
            Word::Inflected { stems, spellings, .. } => {
                let stems = &[stems.as_slice(), spellings].concat();
                match text.zone {
                    Some((zone, stem_field)) => {
                        for field in [zone.words, zone.letters, zone.also] {
                            places.forms(field, stems, source)?;
                        }
                        let mut documents = Places::new(segment);
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
                }
            }
            Word::Prefix(_) | Word::Glob(_) | Word::Fuzzy { .. } | Word::Regex(_) => {
                let pattern = Pattern::of(word).map_err(QueryError::into_engine)?;
                if let Some(pattern) = pattern {
                    places.pattern(text.words, &pattern, source)?;
                    if let Some((zone, _)) = text.zone {
                        places.pattern(zone.also, &pattern, source)?;
                    }
                }
            }
        }
        let there = places.into_union(source)?;
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
    /// Where forms were collected, the languages in which each of them is one.
    languages: Vec<LanguageSet>,
}

impl<'a> Places<'a> {
    fn new(segment: &'a SegmentReader) -> Self {
        Self { segment, found: Vec::new(), languages: Vec::new() }
    }

    /// The postings as one list, in which a form counts only in documents of its languages.
    fn into_union(self, source: &WordSource) -> tantivy::Result<Union> {
        let all = source.all_languages();
        let is_mixed = self.languages.iter().any(|languages| languages & all != all);
        let mut union = Union::new(self.found);
        if is_mixed && let Some(of) = DocumentLanguages::open(self.segment, &source.languages)? {
            union.languages = Some((self.languages, of));
        }
        Ok(union)
    }

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

    /// The terms of a pattern, within the limits.
    fn pattern(
        &mut self,
        field: Field,
        pattern: &Pattern,
        source: &WordSource,
    ) -> tantivy::Result<()> {
        let inverted = self.segment.inverted_index(field)?;
        let expansion = source.expand(pattern, &inverted)?;
        expansion.terms.iter().try_for_each(|info| self.postings(&inverted, info))
    }

    /// All terms of a pattern.
    fn all(&mut self, field: Field, pattern: &Pattern) -> tantivy::Result<()> {
        let inverted = self.segment.inverted_index(field)?;
        let expansion = pattern.expand(&inverted, usize::MAX)?;
        expansion.terms.iter().try_for_each(|info| self.postings(&inverted, info))
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
        let forms = source.memory.get_or_find(key, || find_forms(&inverted, stems, source))?;
        for form in forms.iter() {
            self.postings(&inverted, &form.info)?;
            self.languages.push(form.languages);
        }
        Ok(())
    }

    fn postings(
        &mut self,
        inverted: &Arc<InvertedIndexReader>,
        info: &TermInfo,
    ) -> tantivy::Result<()> {
        let option = IndexRecordOption::WithFreqsAndPositions;
        self.found.push(inverted.read_postings_from_terminfo(info, option)?);
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
        each_form(&inverted, stems, self, &mut |term, info, _| {
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
) -> tantivy::Result<Vec<Form>> {
    let mut found = Vec::new();
    each_form(inverted, stems, source, &mut |_, info, languages| {
        found.push(Form { info: info.clone(), languages });
    })?;
    Ok(found)
}

/// Calls `each` with the terms of a field that have one of these stems, and the languages in which
/// they have it. Most others are told by their beginnings, without being stemmed.
fn each_form(
    inverted: &InvertedIndexReader,
    stems: &[String],
    source: &WordSource,
    each: &mut dyn FnMut(&str, &TermInfo, LanguageSet),
) -> tantivy::Result<()> {
    let finder = FormFinder::new(&source.analyzer, stems, &source.languages);
    for prefix in finder.prefixes() {
        let prefix = Pattern::Prefix(prefix.to_owned());
        prefix.each(inverted, &mut |term, info| {
            // A term of the field of letters has its letters behind its folded form.
            let (folded, letters) = term.split_once(LETTERS_SEPARATOR).unwrap_or((term, term));
            let mut languages = 0;
            finder.find(letters, folded, &mut |number| {
                languages |= language::only(&source.languages, source.languages[number]);
            });
            if languages != 0 {
                each(term, info, languages);
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
    /// Where a list counts in the documents of some languages only: those of each list.
    languages: Option<(Vec<LanguageSet>, DocumentLanguages)>,
    buffer: Vec<u32>,
}

impl Union {
    fn new(lists: Vec<SegmentPostings>) -> Self {
        let at = lists.iter().enumerate().map(|(at, list)| (list.doc(), at));
        let order = at.filter(|(doc, _)| *doc != TERMINATED).map(Reverse).collect();
        Self { lists, order, languages: None, buffer: Vec::new() }
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
        let languages = self.languages.as_ref().map(|(of_lists, of)| (of_lists, of.of(doc)));
        let counts =
            |at: usize| languages.is_none_or(|(of_lists, of_doc)| of_lists[at] & of_doc != 0);
        if let [list] = self.lists.as_mut_slice() {
            if list.doc() == doc && counts(0) {
                list.positions(positions);
            }
            return;
        }
        for (at, list) in self.lists.iter_mut().enumerate() {
            if list.doc() == doc && counts(at) {
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
