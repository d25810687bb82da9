//! What must be known of an archive before a question about it is understood.

use std::collections::BTreeMap;
use std::sync::Arc;

use article::OwnFields;
use schema::{Facet, Keyword};
use text::{Analyzer, Language, Name};

use super::{SynonymSets, WordMemory, Written};
use crate::QueryError;

/// An archive as far as a question depends on it: its analysis, its settings and its words.
/// Whoever answers questions from an engine implements it there.
pub trait Archive {
    /// The analysis that its texts were written with.
    fn analyzer(&self) -> &Analyzer;

    /// Whether that is the one that this program would use.
    fn is_current_analysis(&self) -> bool;

    /// The languages by whose rules its texts were analysed, each once.
    fn languages(&self) -> &[Language];

    /// Whether its stems belong to languages: those of an index that an earlier version wrote do
    /// not.
    fn keeps_languages(&self) -> bool;

    /// How a folded word is written in title and body.
    ///
    /// # Errors
    /// Those of reading the index.
    fn written(&self, folded: &str) -> Result<Arc<Written>, QueryError>;

    /// Whether more may be asked for this question; else what [`Self::written`] says is nothing.
    fn goes_on(&self) -> bool;

    /// The articles of an analysis that have the most frequent of some stems.
    ///
    /// # Errors
    /// Those of reading the index.
    fn articles_with_stem(&self, stems: &[String], language: Language) -> Result<u64, QueryError>;

    /// The folded words of title and body that begin with one of some stems and have it in an
    /// analysis, each once; their articles may all be of others.
    ///
    /// # Errors
    /// Those of reading the index.
    fn forms_of(&self, stems: &[String], language: Language) -> Result<Vec<String>, QueryError>;

    /// What was found out of words before.
    fn memory(&self) -> &WordMemory;

    /// The name of its time zone, as the IANA has it.
    fn zone(&self) -> &str;

    /// The synonyms of its settings, read by its analysis.
    fn synonyms(&self) -> &SynonymSets;

    /// The words that are spellings of one of these names, in lower case and their exact letters,
    /// each with the articles that write it with a capital only.
    ///
    /// # Errors
    /// Those of reading the index.
    fn spellings(&self, names: &[Name]) -> Result<BTreeMap<String, u64>, QueryError>;

    /// The folded words of a field of values that are spellings of one of these names, each with
    /// the articles that have it.
    ///
    /// # Errors
    /// Those of reading the index.
    fn spellings_in(
        &self,
        field: Keyword,
        names: &[Name],
    ) -> Result<BTreeMap<String, u64>, QueryError>;

    /// The fields that it has of its own.
    fn own_fields(&self) -> &Arc<OwnFields>;

    /// The field of short texts that a query names so.
    fn keyword(&self, name: &str) -> Option<Keyword> {
        let own = || self.own_fields().find(name).map(|(own, _)| Keyword::Own(own));
        Keyword::of(name).or_else(own)
    }

    /// The field of whole values that a query names so.
    fn facet(&self, name: &str) -> Option<Facet> {
        let own = || self.own_fields().find(name).filter(|(_, kind)| kind.has_values());
        Facet::from_name(name).or_else(|| own().map(|(own, _)| Facet::Own(own)))
    }

    /// The articles that have a folded word in title or body.
    ///
    /// # Errors
    /// Those of reading the index.
    fn articles_with(&self, folded: &str) -> Result<u64, QueryError>;
}
