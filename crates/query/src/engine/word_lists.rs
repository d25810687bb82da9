//! Finds the posting lists that a word in any form is read from.

use schema::{Fields, Zone, stem_term};
use tantivy::schema::Field;
use tantivy::{Searcher, Term};
use text::Language;

use super::spans::{LanguageSet, WordSource, set_of};
use crate::understand::{Sought, SoughtBy};

/// The lists of a word in one text of articles.
#[derive(Debug, Clone, Default)]
pub(crate) struct WordLists {
    pub(crate) lists: Vec<List>,
    /// The articles that have the word, more or less: of each language as many as have its most
    /// frequent stem or form.
    pub(crate) frequency: u64,
}

/// A posting list that there is.
#[derive(Debug, Clone)]
pub(crate) struct List {
    pub(crate) term: Term,
    /// How often an occurrence counts.
    pub(crate) weight: u32,
    /// In documents of which languages it counts.
    pub(crate) languages: LanguageSet,
    /// Whether it has documents of these languages only.
    pub(crate) is_whole: bool,
}

/// A text that bare words are sought in.
#[derive(Debug, Clone)]
pub(crate) struct BareText {
    /// Its stems, by whose number its length is told.
    pub(crate) stems: Field,
    /// Its zones, and how often a word counts in each.
    zones: Vec<(Zone, u32)>,
}

impl BareText {
    /// Title and body.
    pub(crate) fn title_and_body(fields: &Fields) -> Self {
        let zones = vec![(Zone::Body, 1), (Zone::Title, schema::TITLE_WEIGHT)];
        Self { stems: fields.stems, zones }
    }

    /// A field of words that are sought as they are.
    pub(crate) fn of_words(field: Field) -> Self {
        Self { stems: field, zones: Vec::new() }
    }

    /// The title alone.
    pub(crate) fn title(fields: &Fields) -> Self {
        Self { stems: fields.title_stems, zones: vec![(Zone::Title, 1)] }
    }

    /// What stands around them.
    pub(crate) fn rest(fields: &Fields) -> Self {
        Self { stems: fields.rest_stems, zones: vec![(Zone::Rest, 1)] }
    }
}

impl WordSource {
    /// The lists of a word.
    pub(crate) fn lists<'a>(
        &self,
        searcher: &Searcher,
        text: &BareText,
        sought: impl IntoIterator<Item = &'a Sought>,
    ) -> tantivy::Result<WordLists> {
        let mut found = WordLists::default();
        for one in sought {
            match &one.by {
                SoughtBy::Stems(stems) if one.languages.is_empty() => {
                    self.add_stems(searcher, text, stems, None, &mut found)?;
                }
                SoughtBy::Stems(stems) => {
                    for language in &one.languages {
                        self.add_stems(searcher, text, stems, Some(*language), &mut found)?;
                    }
                }
                SoughtBy::Name(forms) | SoughtBy::Typed(forms) => {
                    self.add_forms(searcher, text, forms, &one.languages, &mut found)?;
                }
            }
        }
        Ok(found)
    }

    /// The lists of stems of a language, or of an index whose stems belong to none.
    fn add_stems(
        &self,
        searcher: &Searcher,
        text: &BareText,
        stems: &[String],
        language: Option<Language>,
        found: &mut WordLists,
    ) -> tantivy::Result<()> {
        let languages = language.map_or(LanguageSet::MAX, |one| set_of(&self.languages, &[one]));
        let mut most = 0;
        for stem in stems {
            let term = match language {
                Some(language) => {
                    Term::from_field_text(text.stems, &stem_term(stem, language.analysis()))
                }
                None => Term::from_field_text(text.stems, stem),
            };
            let frequency = searcher.doc_freq(&term)?;
            if frequency > 0 {
                most = most.max(frequency);
                found.lists.push(List { term, weight: 1, languages, is_whole: true });
            }
        }
        found.frequency += most;
        Ok(())
    }

    /// The lists of folded forms in some languages.
    fn add_forms(
        &self,
        searcher: &Searcher,
        text: &BareText,
        forms: &[String],
        languages: &[Language],
        found: &mut WordLists,
    ) -> tantivy::Result<()> {
        let set = set_of(&self.languages, languages);
        let (mut most, mut most_also) = (0, 0);
        for form in forms {
            for (zone, weight) in &text.zones {
                let zone = self.fields.zone(*zone);
                for field in [zone.words, zone.also] {
                    let term = Term::from_field_text(field, form);
                    let frequency = searcher.doc_freq(&term)?;
                    if frequency > 0 {
                        let (weight, languages) = (*weight, set);
                        found.lists.push(List { term, weight, languages, is_whole: false });
                        let of_field = if field == zone.also { &mut most_also } else { &mut most };
                        *of_field = frequency.max(*of_field);
                    }
                }
            }
        }
        if text.zones.len() == 1 {
            // Of one zone alone nothing is known by language.
            found.frequency += most.max(most_also);
            return Ok(());
        }
        let mut articles = 0;
        let written = forms.iter().map(|form| self.written(searcher, form));
        let written = written.collect::<tantivy::Result<Vec<_>>>()?;
        for language in languages {
            let of_form = written.iter().map(|written| written.in_language(*language).all);
            articles += of_form.max().unwrap_or(0);
        }
        found.frequency += articles.max(most_also);
        Ok(())
    }
}

impl WordLists {
    /// The lists that count in documents of some languages, there alone.
    pub(crate) fn within(&self, languages: LanguageSet) -> Vec<List> {
        let lists = self.lists.iter().filter(|list| list.languages & languages != 0);
        lists.map(|list| List { languages: list.languages & languages, ..list.clone() }).collect()
    }
}
