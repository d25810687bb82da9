//! Tells by the rules of which language the words of a document were stemmed.

use schema::{Columns, Facet};
use tantivy::columnar::StrColumn;
use tantivy::{DocId, SegmentReader};
use text::Language;

/// Some of the languages of an index, one bit each, in their order there.
pub(crate) type LanguageSet = u64;

/// The set of one language of an index.
pub(crate) fn only(languages: &[Language], language: Language) -> LanguageSet {
    let at = languages.iter().position(|known| *known == language.analysis());
    // One that the index does not know of may be any.
    at.map_or(LanguageSet::MAX, |at| 1 << at)
}

/// The set of some languages of an index; of none, all.
pub(crate) fn set_of(languages: &[Language], some: &[Language]) -> LanguageSet {
    if some.is_empty() {
        return LanguageSet::MAX;
    }
    let known = some.iter().map(|one| one.analysis()).filter(|one| languages.contains(one));
    known.fold(0, |set, one| set | only(languages, one))
}

/// The languages of the documents of a segment.
pub(crate) struct DocumentLanguages {
    codes: StrColumn,
    /// Of each code of the column, its language.
    sets: Vec<LanguageSet>,
}

impl DocumentLanguages {
    /// `None` where no document of the segment has a language.
    pub(crate) fn open(
        segment: &SegmentReader,
        languages: &[Language],
    ) -> tantivy::Result<Option<Self>> {
        let Some(codes) = Columns::facet(segment, Facet::Language)? else { return Ok(None) };
        let mut sets = Vec::new();
        let mut stream = codes.dictionary().stream()?;
        while stream.advance() {
            let code = std::str::from_utf8(stream.key()).ok();
            let language = code.and_then(Language::from_code).unwrap_or(Language::UNKNOWN);
            sets.push(only(languages, language));
        }
        drop(stream);
        Ok(Some(Self { codes, sets }))
    }

    /// The language of a document.
    #[inline]
    pub(crate) fn of(&self, doc: DocId) -> LanguageSet {
        let code = self.codes.term_ords(doc).next();
        let code = code.and_then(|code| usize::try_from(code).ok());
        code.and_then(|code| self.sets.get(code)).copied().unwrap_or(LanguageSet::MAX)
    }
}
