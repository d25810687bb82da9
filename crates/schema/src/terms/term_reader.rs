//! Takes an article apart into the terms of its fields: the only place where terms are made.

use std::collections::BTreeMap;
use std::mem::take;
use std::sync::Arc;

use article::{Article, OwnValues, Precision};
use tantivy::schema::Field;
use text::{Analyzer, Boundaries, BoundaryKind, Language, Lexicon};

use super::name_words::{NameWords, Place};
use super::sink::TermSink;
use super::values::{facet_keys, has, keyword_values};
use crate::zones::{ZONE_GAP, part_text, zone_parts};
use crate::{
    Facet, Fields, Keyword, LETTERS_SEPARATOR, PARAGRAPH_START, SENTENCE_START, WordField, Zone,
    ZoneFields, stem_term, value_term,
};

/// How often a word of the title counts in the field of stems, against once in the body.
pub const TITLE_WEIGHT: u32 = 2;

/// The bytes that a word takes which is remembered, with its layers and the numbers of its terms.
const REMEMBERED_BYTES: usize = 128;

/// So many words are always remembered: more than twice those whose names are collected.
const FEWEST_WORDS: usize = 20_000;

/// Positions left free between two values of a field.
const VALUE_GAP: u32 = 1;

/// Takes articles apart, one after the other, on one thread.
#[derive(Debug)]
pub struct TermReader {
    fields: Fields,
    analyzer: Analyzer,
    languages: Languages,
    stem_counts: StemCounts,
}

/// What is remembered of each of the languages met lately: one memory for all would be cleared
/// whenever the language changes.
#[derive(Debug)]
struct Languages {
    remembered: BTreeMap<Language, Remembered>,
    /// The words of all languages together, more or less.
    words: usize,
}

#[derive(Debug)]
struct Remembered {
    lexicon: Lexicon,
    names: NameWords,
    numbers: TermNumbers,
    stems: StemTerms,
}

impl Languages {
    fn of(&mut self, language: Language) -> &mut Remembered {
        let language = language.analysis();
        if !self.remembered.contains_key(&language) {
            let words = self.remembered.values().map(|language| language.lexicon.len());
            if words.sum::<usize>() >= self.words {
                self.remembered.clear();
            }
        }
        self.remembered.entry(language).or_insert_with(|| Remembered {
            lexicon: Lexicon::with_capacity(self.words.min(Lexicon::DEFAULT_CAPACITY)),
            names: NameWords::new(language),
            numbers: TermNumbers::default(),
            stems: StemTerms::new(language),
        })
    }
}

/// The numbers of the terms that the words of a lexicon become, by the numbers that the lexicon
/// gave to words and stems: a word that is known is not looked up a second time.
#[derive(Debug, Default)]
struct TermNumbers {
    /// The generations of the lexicon and of the terms.
    generations: (u64, u64),
    folded: Vec<u32>,
    letters: Vec<u32>,
    stems: Vec<u32>,
    /// Of a sentence's start and of a paragraph's.
    starts: Vec<u32>,
}

impl TermNumbers {
    const UNKNOWN: u32 = u32::MAX;

    /// Forgets all, unless these are still the generations.
    fn keep_if(&mut self, lexicon: &Lexicon, sink: &impl TermSink) {
        let generations = (lexicon.generation(), sink.generation());
        if self.generations != generations {
            self.generations = generations;
            self.forget();
        }
    }

    fn forget(&mut self) {
        self.folded.clear();
        self.letters.clear();
        self.stems.clear();
        self.starts.clear();
    }

    #[inline]
    fn get(numbers: &mut Vec<u32>, at: u32, number: impl FnOnce() -> u32) -> u32 {
        let at = at as usize;
        if at >= numbers.len() {
            numbers.resize(at + 1, Self::UNKNOWN);
        }
        if numbers[at] == Self::UNKNOWN {
            numbers[at] = number();
        }
        numbers[at]
    }
}

/// Makes the terms of stems of one analysis.
#[derive(Debug)]
struct StemTerms {
    /// Where they are made. It begins with what stands before all stems, of so many bytes.
    term: String,
    front: usize,
}

impl StemTerms {
    fn new(analysis: Language) -> Self {
        let term = stem_term("", analysis);
        Self { front: term.len(), term }
    }

    fn number(&mut self, stem: &str, sink: &mut impl TermSink) -> u32 {
        self.term.truncate(self.front);
        self.term.push_str(stem);
        sink.number(&self.term)
    }
}

/// How often each stem was met, by its number in a lexicon.
#[derive(Debug, Default)]
struct StemCounts {
    counts: Vec<u32>,
    /// The stems with a count, in the order in which they were met.
    met: Vec<u32>,
}

impl StemCounts {
    #[inline]
    fn add(&mut self, stem: u32) {
        let index = stem as usize;
        if index >= self.counts.len() {
            self.counts.resize(index + 1, 0);
        }
        if self.counts[index] == 0 {
            self.met.push(stem);
        }
        self.counts[index] += 1;
    }

    /// Hands out what was counted, each stem by its number, and begins anew.
    fn drain(&mut self, mut counted: impl FnMut(u32, u32)) {
        for stem in self.met.drain(..) {
            counted(take(&mut self.counts[stem as usize]), stem);
        }
    }
}

impl TermReader {
    /// A reader that remembers so many bytes of words, more or less.
    pub fn new(fields: Fields, analyzer: Analyzer, memory_bytes: usize) -> Self {
        let words = (memory_bytes / REMEMBERED_BYTES).max(FEWEST_WORDS);
        let languages = Languages { remembered: BTreeMap::new(), words };
        Self { fields, analyzer, languages, stem_counts: StemCounts::default() }
    }

    /// Hands all terms of an article to a sink, the same one each time, and returns the number of
    /// words in its title and body.
    pub fn read(&mut self, article: &Article, sink: &mut impl TermSink) -> u64 {
        let words = self.read_text(article, sink);
        let fields = &self.fields;
        push(sink, fields.id, &article.id.to_string());
        push(sink, fields.language, article.language.code());
        push(sink, fields.script, article.script.map_or("", text::Script::code));
        if let Some(date) = article.published_on
            && matches!(date.precision(), Precision::Year | Precision::Month)
        {
            push(sink, fields.wide_date, &date.to_string());
        }
        for (name, there) in has(article) {
            if there {
                push(sink, fields.has, name);
            }
        }
        for facet in Facet::ALL {
            self.read_values(article, facet, sink);
        }
        for keyword in Keyword::ALL {
            self.read_words(article, keyword, sink);
        }
        self.read_own(article, sink);
        words
    }

    /// What the article has in the fields of the archive's own.
    fn read_own(&mut self, article: &Article, sink: &mut impl TermSink) {
        let Some(shared) = self.fields.shared() else { return };
        let own = Arc::clone(&self.fields.own);
        for (name, field) in own.iter() {
            let values = OwnValues::of(&article.extra, name, field).values;
            if !values.is_empty() {
                push(sink, self.fields.has, name.as_str());
            }
            let words = self.fields.keyword(Keyword::Own(name)).filter(|_| field.kind.has_words());
            for value in values {
                if field.kind.has_values() {
                    push(sink, shared.values, &value_term(Facet::Own(name), &value.to_key()));
                }
                if let Some(words) = words {
                    self.read_value(&value.to_string(), words, sink);
                }
            }
        }
    }

    /// The whole values of a facet.
    fn read_values(&self, article: &Article, facet: Facet, sink: &mut impl TermSink) {
        let Some(shared) = self.fields.shared() else { return };
        for key in facet_keys(article, facet, &self.fields) {
            push(sink, shared.values, &value_term(facet, &key));
        }
    }

    /// The words of a keyword.
    fn read_words(&mut self, article: &Article, keyword: Keyword, sink: &mut impl TermSink) {
        let Some(field) = self.fields.keyword(keyword) else { return };
        for value in keyword_values(article, keyword, &self.fields) {
            self.read_value(&value, field, sink);
        }
    }

    /// Title and body, in their zones.
    fn read_text(&mut self, article: &Article, sink: &mut impl TermSink) -> u64 {
        let bytes = article.title.as_ref().map_or(0, String::len) + article.body.len();
        let Remembered { lexicon, names, .. } = self.languages.of(article.language);
        names.begin(bytes, lexicon);
        let mut searched = 0;
        // The positions used so far of each zone.
        let mut positions = [0; Zone::ALL.len()];
        for part in zone_parts(article) {
            let (text, first) = (part_text(article, &part), &mut positions[part.zone as usize]);
            *first += if part.is_apart { ZONE_GAP } else { 0 };
            let words = self.read_part(text, article.language, part.zone, first, sink);
            searched += if part.zone == Zone::Rest { 0 } else { words };
        }
        let Remembered { lexicon, names, .. } = self.languages.of(article.language);
        names.write(lexicon, self.fields.names, sink);
        searched
    }

    /// A text of a zone, from this position on, which becomes that behind it.
    fn read_part(
        &mut self,
        text: &str,
        language: Language,
        zone: Zone,
        next_position: &mut u32,
        sink: &mut impl TermSink,
    ) -> u64 {
        let ZoneFields { words, letters, also, starts } = self.fields.zone(zone);
        let stems = Stems::of(zone, &self.fields);
        let is_searched = zone != Zone::Rest;
        let first = *next_position;
        let mut boundaries = Boundaries::new(text).peekable();
        let Remembered { lexicon, names, numbers, stems: stem_terms } = self.languages.of(language);
        names.begin_text();
        let mut tokens = self.analyzer.tokens(text, language, lexicon);
        numbers.keep_if(tokens.lexicon(), sink);
        let mut count = 0;
        loop {
            if names.is_full() || tokens.lexicon().is_full() {
                // It will be cleared, and then its numbers mean nothing any more.
                stems.flush(&mut self.stem_counts, tokens.lexicon(), numbers, stem_terms, sink);
                numbers.forget();
                if names.is_full() {
                    names.end_part(tokens.lexicon_mut(), sink);
                }
            }
            let Some(token) = tokens.next() else { break };
            let (forms, position) = (token.forms, first + token.position);
            // A start belongs to the first word that ends after it; of several only one counts.
            let mut start = None;
            while let Some(next) = boundaries.next_if(|next| next.start < token.end) {
                start = start.max(Some(next.kind));
            }
            if is_searched {
                let (is_headline, is_first) = (zone == Zone::Title, start.is_some());
                names.meet(&token, Place { text, is_headline, is_first });
            } else {
                names.pass();
            }
            if let Some(kind) = start {
                let mut mark = |at, mark| {
                    let term = TermNumbers::get(&mut numbers.starts, at, || sink.number(mark));
                    sink.push_at(starts, position, term);
                };
                mark(0, SENTENCE_START);
                if kind == BoundaryKind::Paragraph {
                    mark(1, PARAGRAPH_START);
                }
            }
            let folded =
                TermNumbers::get(&mut numbers.folded, token.entry, || sink.number(forms.folded));
            sink.push_at(words, position, folded);
            *next_position = position + 1;
            count += 1;
            if forms.exact != forms.folded {
                let term = || format!("{}{LETTERS_SEPARATOR}{}", forms.folded, forms.exact);
                let term =
                    TermNumbers::get(&mut numbers.letters, token.entry, || sink.number(&term()));
                sink.push_at(letters, position, term);
            }
            self.stem_counts.add(token.stem_number);
            token.also_stem_numbers.iter().for_each(|stem| self.stem_counts.add(*stem));
            for second in forms.also {
                let term = sink.number(second);
                sink.push_at(also, position, term);
            }
            if let Some(joined) = token.joined {
                let term = sink.number(joined.folded);
                sink.push_at(also, position, term);
                let term = stem_terms.number(joined.stem, sink);
                stems.push(1, term, sink);
            }
        }
        stems.flush(&mut self.stem_counts, tokens.lexicon(), numbers, stem_terms, sink);
        count
    }

    /// The folded words of a short text, as a sequence. Second accepted forms stand where the
    /// first does.
    fn read_value(&mut self, text: &str, to: WordField, sink: &mut impl TermSink) {
        let field = to.field;
        let first = match sink.next_position(field) {
            0 => 0,
            next => next + VALUE_GAP,
        };
        let language = Language::UNKNOWN;
        let Remembered { lexicon, numbers, .. } = self.languages.of(language);
        let mut tokens = self.analyzer.tokens(text, language, lexicon);
        numbers.keep_if(tokens.lexicon(), sink);
        // The numbers that are remembered are those of words without the name of a field.
        let is_shared = !to.prefix().is_empty();
        loop {
            if tokens.lexicon().is_full() {
                numbers.forget();
            }
            let Some(token) = tokens.next() else { break };
            let folded = if is_shared {
                sink.number(&to.text_of(token.forms.folded))
            } else {
                let number = || sink.number(token.forms.folded);
                TermNumbers::get(&mut numbers.folded, token.entry, number)
            };
            sink.push_at(field, first + token.position, folded);
            let joined = token.joined.map(|joined| joined.folded);
            let second = token.forms.also.iter().map(|second| &**second).chain(joined);
            for second in second {
                let term = sink.number(&to.text_of(second));
                sink.push_at(field, first + token.position, term);
            }
        }
    }
}

/// Hands on a term that is one of a few, whatever the article has of it.
fn push(sink: &mut impl TermSink, field: Field, term: &str) {
    if !term.is_empty() {
        let term = sink.number(term);
        sink.push_counted(field, 1, term);
    }
}

/// The fields that the stems of a zone go to.
#[derive(Debug, Clone, Copy)]
struct Stems {
    field: Field,
    /// The field of all that is searched, and how often a stem counts there.
    all: Option<(Field, u32)>,
}

impl Stems {
    fn of(zone: Zone, fields: &Fields) -> Self {
        match zone {
            Zone::Title => {
                Self { field: fields.title_stems, all: Some((fields.stems, TITLE_WEIGHT)) }
            }
            Zone::Body => Self { field: fields.stems, all: None },
            Zone::Rest => Self { field: fields.rest_stems, all: None },
        }
    }

    #[inline]
    fn push(self, count: u32, term: u32, sink: &mut impl TermSink) {
        sink.push_counted(self.field, count, term);
        if let Some((all, weight)) = self.all {
            sink.push_counted(all, weight.saturating_mul(count), term);
        }
    }

    fn flush(
        self,
        counts: &mut StemCounts,
        lexicon: &Lexicon,
        numbers: &mut TermNumbers,
        terms: &mut StemTerms,
        sink: &mut impl TermSink,
    ) {
        counts.drain(|count, stem| {
            let number = || terms.number(lexicon.stem(stem), sink);
            let term = TermNumbers::get(&mut numbers.stems, stem, number);
            self.push(count, term, sink);
        });
    }
}
