//! The places of one word in a segment.

use std::collections::HashSet;
use std::sync::Arc;

use schema::{LETTERS_SEPARATOR, WordField};
use tantivy::postings::{SegmentPostings, TermInfo};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, InvertedIndexReader, SegmentReader, TERMINATED, Term};
use text::{FormFinder, Language};

use super::language::{self, DocumentLanguages, LanguageSet};
use super::source::{Form, Forms, TextFields, Whole, WordSource};
use super::union::Union;
use crate::engine::budget::{Budget, cost};
use crate::engine::expansion::{Pattern, Terms, for_engine};
use crate::understand::{Sought, SoughtBy, Word};

/// Goes through the documents that have a word, and tells its positions in each.
pub(super) struct WordCursor {
    /// Where the word stands.
    there: Union,
    /// Where it stands with other letters.
    except: Option<Union>,
    /// Documents outside of these do not count.
    only: Option<Union>,
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
        let mut lists = Lists::new(segment, &source.budget);
        let mut except = None;
        let mut only = None;
        match word {
            Word::Folded(forms) => {
                for form in forms {
                    lists.term(text.words, form)?;
                    if let Some((zone, _)) = text.zone {
                        lists.term(zone.also, form)?;
                    }
                }
            }
            Word::Letters { folded, letters, .. } => match text.zone {
                Some((zone, _)) if letters != folded => {
                    lists.term(zone.letters, &format!("{folded}{LETTERS_SEPARATOR}{letters}"))?;
                }
                Some((zone, _)) => {
                    lists.term(text.words, folded)?;
                    let mut others = Lists::new(segment, &source.budget);
                    let prefix = Pattern::Prefix(format!("{folded}{LETTERS_SEPARATOR}"));
                    others.all(zone.letters, &prefix)?;
                    except = Some(Union::new(others.found, &source.budget));
                }
                None => lists.term(text.words, folded)?,
            },
            Word::Inflected { sought, spellings, .. } => {
                for one in sought.iter().chain(spellings) {
                    lists.sought(one, text, source)?;
                }
                except = lists.except(source)?;
                // Where stems belong to no language, documents of another one have them too.
                if let Some((_, stem_field)) = text.zone.filter(|_| !source.keeps_languages) {
                    let mut documents = Lists::new(segment, &source.budget);
                    for stem in sought.iter().chain(spellings).flat_map(|one| one.by.texts()) {
                        documents.documents(stem_field, stem)?;
                    }
                    only = Some(Union::new(documents.found, &source.budget));
                }
            }
            Word::Written { folded, letters, .. } => {
                let glob = Word::Glob(folded.clone());
                // What stands in a zone without letters of its own has its folded form for them.
                if text.zone.is_none() || letters == folded {
                    let pattern = source.pattern(&glob).map_err(|error| for_engine(&error))?;
                    if let Some(pattern) = pattern {
                        lists.pattern(text.words, &pattern, source)?;
                    }
                }
                if let Some((zone, _)) = text.zone {
                    let patterns = Pattern::written(folded, letters);
                    let [any, fitting] = patterns.map_err(|error| for_engine(&error))?;
                    except = Some(lists.written(zone.letters, &any, &fitting, source)?);
                }
            }
            Word::Prefix(_) | Word::Glob(_) | Word::Fuzzy { .. } | Word::Regex(_) => {
                let pattern = source.pattern(word).map_err(|error| for_engine(&error))?;
                if let Some(pattern) = pattern {
                    lists.pattern(text.words, &pattern, source)?;
                    if let Some((zone, _)) = text.zone {
                        lists.pattern(zone.also, &pattern, source)?;
                    }
                }
            }
        }
        let there = lists.into_union(source)?;
        let mut cursor = Self { there, except, only, excluded: Vec::new() };
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
        self.there.frequency()
    }

    /// Its positions in the current document, in order.
    pub(super) fn read_positions(&mut self, positions: &mut Vec<u32>) {
        self.there.read_positions(positions);
        let doc = self.there.doc();
        if let Some(except) = &mut self.except
            && except.seek(doc) == doc
        {
            except.read_positions(&mut self.excluded);
            let excluded = &self.excluded;
            positions.retain(|position| excluded.binary_search(position).is_err());
        }
    }
}

/// Collects the postings of terms.
struct Lists<'a> {
    segment: &'a SegmentReader,
    budget: &'a Arc<Budget>,
    found: Vec<SegmentPostings>,
    /// Where forms were collected, the languages in which each of them is one.
    languages: Vec<LanguageSet>,
    /// The places of the forms in their fields.
    places: HashSet<(Field, usize)>,
    /// Terms of letters that are no forms though their folded form is one in these languages.
    others: Vec<(Field, TermInfo, LanguageSet)>,
}

impl<'a> Lists<'a> {
    fn new(segment: &'a SegmentReader, budget: &'a Arc<Budget>) -> Self {
        let (found, languages) = (Vec::new(), Vec::new());
        Self { segment, budget, found, languages, places: HashSet::new(), others: Vec::new() }
    }

    /// What a word is asked for by, in documents of its languages.
    fn sought(
        &mut self,
        sought: &Sought,
        text: TextFields,
        source: &WordSource,
    ) -> tantivy::Result<()> {
        let languages = source.languages_of(sought);
        let Some((zone, _)) = text.zone else {
            for form in sought.by.texts() {
                self.term(text.words, form)?;
            }
            return Ok(());
        };
        match &sought.by {
            SoughtBy::Stems(stems) => {
                for field in [zone.words, zone.letters, zone.also] {
                    self.forms(field, stems, languages, source)?;
                }
            }
            SoughtBy::Name(forms) | SoughtBy::Typed(forms) => {
                for form in forms {
                    self.term(zone.words, form)?;
                    self.term(zone.also, form)?;
                }
                self.languages.resize(self.found.len(), languages);
            }
        }
        Ok(())
    }

    /// Where a form stands with letters that make it another word, after all that is found.
    fn except(&self, source: &WordSource) -> tantivy::Result<Option<Union>> {
        let mut lists = Lists::new(self.segment, self.budget);
        for (field, info, languages) in &self.others {
            if !self.places.contains(&(*field, place(info))) {
                let inverted = self.segment.inverted_index(*field)?;
                let option = IndexRecordOption::WithFreqsAndPositions;
                lists.open(&inverted, std::slice::from_ref(info), option)?;
                lists.languages.resize(lists.found.len(), *languages);
            }
        }
        if lists.found.is_empty() { Ok(None) } else { lists.into_union(source).map(Some) }
    }

    /// The postings as one list, in which a form counts only in documents of its languages.
    fn into_union(self, source: &WordSource) -> tantivy::Result<Union> {
        let all = source.all_languages();
        let is_mixed = self.languages.iter().any(|languages| languages & all != all);
        let union = Union::new(self.found, self.budget);
        if is_mixed && let Some(of) = DocumentLanguages::open(self.segment, &source.languages)? {
            return Ok(union.in_languages(self.languages, of));
        }
        Ok(union)
    }

    fn term(&mut self, of: impl Into<WordField>, word: &str) -> tantivy::Result<()> {
        let option = IndexRecordOption::WithFreqsAndPositions;
        let of = of.into();
        let inverted = self.segment.inverted_index(of.field)?;
        let term = of.term(word);
        if let Some(info) = inverted.get_term_info(&term)? {
            self.open(&inverted, &[info], option)?;
        }
        Ok(())
    }

    fn documents(&mut self, field: Field, term: &str) -> tantivy::Result<()> {
        let inverted = self.segment.inverted_index(field)?;
        let term = Term::from_field_text(field, term);
        if let Some(info) = inverted.get_term_info(&term)? {
            self.open(&inverted, &[info], IndexRecordOption::Basic)?;
        }
        Ok(())
    }

    /// The terms of a pattern, within the limits.
    fn pattern(
        &mut self,
        of: impl Into<WordField>,
        pattern: &Pattern,
        source: &WordSource,
    ) -> tantivy::Result<()> {
        let terms = Terms::open(self.segment, of)?;
        let expansion = source.expand(pattern, &terms)?;
        self.open(&terms.inverted, &expansion.terms, IndexRecordOption::WithFreqsAndPositions)
    }

    /// The terms of letters that fit; and, as one list, those that only might have.
    fn written(
        &mut self,
        field: Field,
        any: &Pattern,
        fitting: &Pattern,
        source: &WordSource,
    ) -> tantivy::Result<Union> {
        let terms = Terms::open(self.segment, field)?;
        let fitting = source.expand(fitting, &terms)?;
        let mut others = source.expand(any, &terms)?;
        let places: HashSet<usize> = fitting.terms.iter().map(place).collect();
        others.terms.retain(|term| !places.contains(&place(term)));
        let option = IndexRecordOption::WithFreqsAndPositions;
        self.open(&terms.inverted, &fitting.terms, option)?;
        let mut rest = Lists::new(self.segment, self.budget);
        rest.open(&terms.inverted, &others.terms, option)?;
        Ok(Union::new(rest.found, self.budget))
    }

    /// All terms of a pattern.
    fn all(&mut self, field: Field, pattern: &Pattern) -> tantivy::Result<()> {
        let terms = Terms::open(self.segment, field)?;
        let expansion = pattern.expand(&terms, usize::MAX, self.budget)?;
        self.open(&terms.inverted, &expansion.terms, IndexRecordOption::WithFreqsAndPositions)
    }

    /// The forms of stems: terms that begin with the same letter as one of the stems, as every
    /// form does, and that one of the languages stems so.
    fn forms(
        &mut self,
        field: Field,
        stems: &[String],
        languages: LanguageSet,
        source: &WordSource,
    ) -> tantivy::Result<()> {
        let terms = Terms::open(self.segment, field)?;
        let key = (self.segment.segment_id(), field, stems.to_vec(), languages);
        let find = || find_forms(&terms, stems, languages, source, self.budget);
        let forms = source.memory.get_or_find(key, find)?;
        // What looking for them costs is counted whoever has paid for it.
        self.budget.spend(forms.looked_at * cost::TERM);
        let found = || forms.found.iter().filter(|form| form.languages != 0);
        let infos: Vec<TermInfo> = found().map(|form| form.info.clone()).collect();
        self.open(&terms.inverted, &infos, IndexRecordOption::WithFreqsAndPositions)?;
        self.languages.extend(found().map(|form| form.languages));
        self.languages.truncate(self.found.len());
        self.places.extend(infos.iter().map(|info| (field, place(info))));
        for form in forms.found.iter().filter(|form| form.not_in != 0) {
            self.others.push((field, form.info.clone(), form.not_in));
        }
        Ok(())
    }

    /// Opens the lists of some terms, as far as the budget goes.
    fn open(
        &mut self,
        inverted: &InvertedIndexReader,
        infos: &[TermInfo],
        option: IndexRecordOption,
    ) -> tantivy::Result<()> {
        let granted = self.budget.open_lists(infos.len());
        self.found.reserve_exact(granted);
        for info in &infos[..granted] {
            self.found.push(inverted.read_postings_from_terminfo(info, option)?);
        }
        Ok(())
    }
}

impl WordSource {
    /// The terms of a field of a segment that have one of these stems in some languages, with the
    /// articles that have each and the languages in which they do.
    pub(crate) fn forms(
        &self,
        segment: &SegmentReader,
        field: Field,
        stems: &[String],
        languages: LanguageSet,
        budget: &Budget,
    ) -> tantivy::Result<Vec<(String, u64, LanguageSet)>> {
        let terms = Terms::open(segment, field)?;
        let mut forms = Vec::new();
        let keep = &mut |term: &str, form: Form| {
            let folded = term.split_once(LETTERS_SEPARATOR).map_or(term, |(folded, _)| folded);
            if form.languages != 0 {
                forms.push((folded.to_owned(), u64::from(form.info.doc_freq), form.languages));
            }
        };
        let (looked_at, _) = each_form(&terms, stems, languages, self, budget, keep)?;
        self.budget.spend(looked_at * cost::TERM);
        Ok(forms)
    }
}

/// Where the postings of a term begin, which tells it from others of its field.
fn place(term: &TermInfo) -> usize {
    term.postings_range.start
}

fn find_forms(
    terms: &Terms,
    stems: &[String],
    languages: LanguageSet,
    source: &WordSource,
    budget: &Budget,
) -> tantivy::Result<(Forms, Whole)> {
    let mut found = Vec::new();
    let keep = &mut |_: &str, form| found.push(form);
    let (looked_at, whole) = each_form(terms, stems, languages, source, budget, keep)?;
    Ok((Forms { found, looked_at }, whole))
}

/// Calls `each` with the terms of a field that have one of these stems in some languages, or have
/// them but for their letters, and says how many it looked at, and whether those are all: it is
/// remembered for other questions, and so ended by the time of this one, but by no other limit. Most
/// others are told by their beginnings, without being stemmed.
fn each_form(
    terms: &Terms,
    stems: &[String],
    languages: LanguageSet,
    source: &WordSource,
    of_question: &Budget,
    each: &mut dyn FnMut(&str, Form),
) -> tantivy::Result<(u64, Whole)> {
    let budget = of_question.for_memory();
    if !budget.is_waited_for() {
        of_question.reach_as(&budget);
        return Ok((0, false));
    }
    let mut looked_at = 0;
    let meant: Vec<Language> = source
        .languages
        .iter()
        .copied()
        .filter(|one| language::only(&source.languages, *one) & languages != 0)
        .collect();
    let finder = FormFinder::new(&source.analyzer, stems, &meant);
    for prefix in finder.prefixes() {
        let prefix = Pattern::Prefix(prefix.to_owned());
        prefix.each(terms, &budget, &mut |term, info| {
            looked_at += 1;
            // A term of the field of letters has its letters behind its folded form.
            let (folded, letters) = term.split_once(LETTERS_SEPARATOR).unwrap_or((term, term));
            let languages_of = |word: &str| {
                let mut languages = 0;
                finder.find(word, folded, &mut |number| {
                    languages |= language::only(&source.languages, meant[number]);
                });
                languages
            };
            let languages = languages_of(letters);
            let not_in = if letters == folded { 0 } else { languages_of(folded) & !languages };
            if languages | not_in != 0 {
                each(term, Form { info: info.clone(), languages, not_in });
            }
        })?;
    }
    of_question.reach_as(&budget);
    Ok((looked_at, !budget.is_over()))
}
