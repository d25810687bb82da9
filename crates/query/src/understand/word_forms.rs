//! Finds out by what a typed word is asked for in each language of an archive.
//!
//! A word is asked for by its stems, each in the articles of its own language. Where the archive
//! writes it as a name, it is asked for by the forms that the name has in that language: names are
//! not inflected as the common words are that they look like.

use std::sync::Arc;

use text::{Forms, Language};

use super::archive::Archive;
use super::sought::{Sought, SoughtBy, together};
use super::stems::stems;
use super::written::{Articles, Written};
use crate::QueryError;

/// Of ten articles in which it is sure whether a word has a capital, those in which it must have
/// one to be a name.
const NAME_TENTHS: u64 = 8;

/// The same for a form that has a long beginning in common with the name: *Republika* is a name
/// where *republici* is one half of the time.
const FORM_TENTHS: u64 = 3;

/// A name that is written small more often than this leaves is a common word besides.
const OFTEN_NAME_TENTHS: u64 = 9;

/// So many letters in common are a long beginning.
const ALIKE_LETTERS: usize = 6;

/// Where a language has a word's stem in so many articles and never the word, though others write
/// it, it is none of its words: *president* is no form of *presidente*.
const FOREIGN_FROM: u64 = 30;

/// By what a word is asked for, which is cut as the words of texts are. Its language may be known.
pub(super) fn sought(
    archive: &dyn Archive,
    word: &str,
    language: Option<Language>,
) -> Result<Arc<Vec<Sought>>, QueryError> {
    let typed = archive.analyzer().forms(word, Language::UNKNOWN);
    let key = (typed.exact.to_string(), language.map(Language::analysis));
    if let Some(known) = archive.memory().get(&key) {
        return Ok(known);
    }
    let found = if archive.keeps_languages() {
        find(archive, &typed, key.1)?
    } else {
        let known = key.1.as_ref().map_or_else(|| archive.languages(), std::slice::from_ref);
        let by = SoughtBy::Stems(stems(&typed.exact, archive.analyzer(), known));
        vec![Sought { languages: Vec::new(), by }]
    };
    let found = Arc::new(found);
    // What was cut short is no knowledge.
    if archive.goes_on() {
        archive.memory().keep(key, &found);
    }
    Ok(found)
}

fn find(
    archive: &dyn Archive,
    typed: &Forms,
    language: Option<Language>,
) -> Result<Vec<Sought>, QueryError> {
    let written = archive.written(&typed.folded)?;
    let word = TypedWord::new(archive, typed, &written);
    // What it is where a language has no sure place of it.
    let is_mostly_name = word.is_mostly_name()?;
    let mut found = Vec::new();
    for of in archive.languages() {
        let is_name = of.tells_names() && word.is_name_in(*of).unwrap_or(is_mostly_name);
        let by = match language {
            _ if is_name => SoughtBy::Name(word.name_in(*of)?),
            Some(language) if language != *of => SoughtBy::Typed(word.folded.clone()),
            None if !is_mostly_name && word.is_foreign_to(*of)? => continue,
            _ => SoughtBy::Stems(word.stems_in(*of)?),
        };
        found.push((*of, by));
    }
    if found.is_empty() {
        let of = Language::UNKNOWN;
        found.push((of, SoughtBy::Stems(word.stems_in(of)?)));
    }
    Ok(together(found))
}

struct TypedWord<'a> {
    archive: &'a dyn Archive,
    written: &'a Written,
    /// The spellings of it: those of the archive, whatever was typed, so that one word has one
    /// answer.
    spellings: Vec<&'a str>,
    /// Its accepted folded forms, the primary one first.
    folded: Vec<String>,
}

impl<'a> TypedWord<'a> {
    fn new(archive: &'a dyn Archive, typed: &'a Forms, written: &'a Written) -> Self {
        let mut spellings: Vec<&str> = written.spellings.iter().map(String::as_str).collect();
        if !written.is_there() {
            spellings.push(&typed.exact);
        }
        if !spellings.contains(&&*typed.folded) {
            spellings.push(&typed.folded);
        }
        let mut folded = vec![typed.folded.to_string()];
        for spelling in &spellings {
            for form in archive.analyzer().forms(spelling, Language::UNKNOWN).also {
                if !folded.iter().any(|known| **known == *form) {
                    folded.push(form.into());
                }
            }
        }
        Self { archive, written, spellings, folded }
    }

    fn primary(&self) -> &str {
        self.folded.first().map_or("", String::as_str)
    }

    /// Its stems in a language, of all its spellings.
    fn stems_in(&self, language: Language) -> Result<Vec<String>, QueryError> {
        let mut all: Vec<String> = Vec::new();
        let mut add = |word: &str| {
            for stem in stems(word, self.archive.analyzer(), &[language]) {
                if !all.contains(&stem) {
                    all.push(stem);
                }
            }
        };
        self.spellings.iter().for_each(|spelling| add(spelling));
        if language.stems_and_declines_names() {
            for form in language.name_forms(self.primary(), true) {
                let articles = self.archive.written(&form)?.in_language(language);
                if articles.all > 0 && is_name(articles).unwrap_or(articles.small() == 0) {
                    add(&form);
                }
            }
        }
        Ok(all)
    }

    /// Whether it is written by other languages and is none of the words of this one, which never
    /// writes it: it has the stem in many articles, or only in names.
    fn is_foreign_to(&self, language: Language) -> Result<bool, QueryError> {
        let is_never_here = self.written.in_language(language).all == 0;
        if !is_never_here || self.written.articles.is_empty() {
            return Ok(false);
        }
        let stems = self.stems_in(language)?;
        match self.archive.articles_with_stem(&stems, language)? {
            0 => return Ok(false),
            FOREIGN_FROM.. => return Ok(true),
            _ if !language.tells_names() => return Ok(false),
            _ => {}
        }
        let (mut is_any_name, mut is_any_word) = (false, false);
        for form in self.archive.forms_of(&stems, language)? {
            let articles = self.archive.written(&form)?.in_language(language);
            is_any_word |= articles.small() > 0 && is_name(articles) != Some(true);
            is_any_name |= articles.all > 0;
        }
        Ok(is_any_name && !is_any_word)
    }

    /// Whether it is a name in a language, where that is sure.
    fn is_name_in(&self, language: Language) -> Option<bool> {
        is_name(self.written.in_language(language))
    }

    /// Whether it is a name in most of the languages that tell names and have a sure place of it;
    /// where none has, whether its forms are names.
    fn is_mostly_name(&self) -> Result<bool, QueryError> {
        let told = self.written.articles.iter().filter(|(language, _)| language.tells_names());
        let [mut names, mut others, mut unsure] = [0; 3];
        for (_, articles) in told {
            // Each language has one voice, however many its articles are.
            match is_name(*articles) {
                Some(true) => names += 1,
                Some(false) => others += 1,
                None => unsure += 1,
            }
        }
        match (names, others) {
            (0, 0) => self.has_forms_of_a_name(unsure > 0),
            (names, others) => Ok(names >= others),
        }
    }

    /// Whether a word of which no place is sure is a name by its forms: where they are names, and
    /// hardly any other word has its stem.
    fn has_forms_of_a_name(&self, has_capital: bool) -> Result<bool, QueryError> {
        let mut of_names = 0;
        let mut of_others = 0;
        for language in self.archive.languages().iter().filter(|one| one.tells_names()) {
            let own = self.stems_in(*language)?;
            for form in language.name_forms(self.primary(), false) {
                let articles = self.archive.written(&form)?.in_language(*language);
                match is_name(articles) {
                    Some(true) => of_names += articles.sure,
                    Some(false) if self.has_stem(&own, &form, *language) => {
                        of_others += articles.small();
                    }
                    _ => {}
                }
            }
        }
        let is_mostly = of_names * 10 >= (of_names + of_others) * NAME_TENTHS;
        Ok(of_names > 0 && (has_capital || is_mostly))
    }

    fn has_stem(&self, stems: &[String], form: &str, language: Language) -> bool {
        let forms = self.archive.analyzer().forms(form, language);
        forms.borrowed().all_stems().any(|stem| stems.iter().any(|one| one == stem))
    }

    /// Whether it and a form have a long beginning in common, so that an ending makes no other word
    /// of it.
    fn is_long_alike(&self, form: &str) -> bool {
        let both = self.primary().chars().zip(form.chars());
        both.take_while(|(one, other)| one == other).count() >= ALIKE_LETTERS
    }

    /// Its forms as a name in a language: those that differ by endings which the language gives to
    /// names and are names themselves, or at least so often as forms of one word are.
    fn name_in(&self, language: Language) -> Result<Vec<String>, QueryError> {
        let mut forms = self.folded.clone();
        // Where only others write it as it was typed, it is no form that this language has made.
        let own_articles = self.written.in_language(language);
        let is_base = own_articles.all == 0 && !self.written.articles.is_empty();
        for form in language.name_forms(self.primary(), is_base) {
            let articles = self.archive.written(&form)?.in_language(language);
            let is_it = match is_name(articles) {
                Some(true) => true,
                Some(false) => is_at_least(articles, FORM_TENTHS) && self.is_long_alike(&form),
                None => articles.all > 0,
            };
            if is_it && !forms.contains(&form) {
                forms.push(form);
            }
        }
        // A word that stands in many names is a word all the same: *universities*.
        if !is_at_least(own_articles, OFTEN_NAME_TENTHS) {
            for plural in language.plurals(self.primary()) {
                let articles = self.archive.written(&plural)?.in_language(language);
                if articles.small() > articles.sure && !forms.contains(&plural) {
                    forms.push(plural);
                }
            }
        }
        Ok(forms)
    }
}

/// Whether articles write a word as a name, where that is sure. Where hardly any of them writes it
/// small it is not sure that it is none: in headlines no capital is sure, and one slip is soon made.
fn is_name(articles: Articles) -> Option<bool> {
    let Articles { all, sure, .. } = articles;
    let small = articles.small();
    match sure + small {
        0 => None,
        _ if is_at_least(articles, NAME_TENTHS) => Some(true),
        _ => (small * 10 > all * (10 - NAME_TENTHS)).then_some(false),
    }
}

fn is_at_least(articles: Articles, tenths: u64) -> bool {
    articles.sure * 10 >= (articles.sure + articles.small()) * tenths
}
