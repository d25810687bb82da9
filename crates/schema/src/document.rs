//! Turns an article into the engine's document: the only place where fields are filled.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::mem::take;

use article::{Article, Precision, PublishedOn, SegmentKind};
use text::{Analyzer, Boundaries, BoundaryKind, Language, Lexicon};

use crate::zones::{ZONE_GAP, part_text, zone_parts};
use crate::{
    EngineDocument, Facet, Fields, FileKey, Keyword, LETTERS_SEPARATOR, PARAGRAPH_START,
    SENTENCE_START, StoredArticle, Zone,
};

/// How often a word of the title counts in the field of stems, against once in the body.
pub const TITLE_WEIGHT: usize = 2;

/// What ties a document to the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LedgerEntry {
    /// The key of the source file.
    pub file: FileKey,
    /// The digest of the raw record.
    pub digest: u64,
}

impl LedgerEntry {
    /// For an article that was handed over by a program.
    pub const NONE: Self = Self { file: FileKey::NONE, digest: 0 };

    /// Whether both are from files, and from different ones.
    pub fn is_from_another_file(self, other: Self) -> bool {
        self.file != FileKey::NONE && other.file != FileKey::NONE && self.file != other.file
    }
}

/// Builds documents, one after the other, on one thread.
#[derive(Debug)]
pub struct DocumentBuilder {
    fields: Fields,
    analyzer: Analyzer,
    lexicons: Lexicons,
    zones: [ZoneText; 3],
    stem_counts: StemCounts,
    stems: String,
    title_stems: String,
    rest_stems: String,
}

/// How often each stem was met, by its number in a lexicon.
///
/// A bag has no order, so the engine is handed equal stems together: it finds the posting list of
/// one after the other in the processor's cache.
#[derive(Debug, Default)]
struct StemCounts {
    counts: Vec<u32>,
    /// The stems with a count, in the order in which they were met.
    met: Vec<u32>,
}

impl StemCounts {
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

    /// Writes down what was counted, and begins anew.
    fn flush(&mut self, lexicon: &Lexicon, stream: &mut String) {
        for stem in self.met.drain(..) {
            let count = take(&mut self.counts[stem as usize]);
            push_counted(stream, count, lexicon.stem(stem));
        }
    }
}

/// A lexicon for each of the languages met lately: one alone would be cleared whenever the
/// language changes.
#[derive(Debug, Default)]
struct Lexicons(BTreeMap<Language, Lexicon>);

impl Lexicons {
    /// More than a mixed archive has in turn, few enough to bound the memory.
    const LIMIT: usize = 6;

    fn of(&mut self, language: Language) -> &mut Lexicon {
        let language = language.analysis();
        if self.0.len() >= Self::LIMIT && !self.0.contains_key(&language) {
            self.0.clear();
        }
        self.0.entry(language).or_default()
    }
}

/// The streams of one zone, in the form that the field's tokenizer reads back.
#[derive(Debug, Default)]
struct ZoneText {
    words: String,
    letters: String,
    also: String,
    starts: String,
    /// Positions used so far.
    positions: u32,
    /// Words so far.
    count: u64,
}

impl ZoneText {
    fn clear(&mut self) {
        self.words.clear();
        self.letters.clear();
        self.also.clear();
        self.starts.clear();
        self.positions = 0;
        self.count = 0;
    }

    /// Leaves room that no phrase crosses.
    fn leave_gap(&mut self) {
        self.words.extend(std::iter::repeat_n(' ', ZONE_GAP as usize));
        self.positions += ZONE_GAP;
    }

    fn place(stream: &mut String, position: u32, term: &str) {
        // Writing to a string cannot fail.
        let _ = write!(stream, "{position} {term} ");
    }
}

impl DocumentBuilder {
    /// A builder for the index with these fields, by this analysis.
    pub fn new(fields: Fields, analyzer: Analyzer) -> Self {
        Self {
            fields,
            analyzer,
            lexicons: Lexicons::default(),
            zones: Default::default(),
            stem_counts: StemCounts::default(),
            stems: String::new(),
            title_stems: String::new(),
            rest_stems: String::new(),
        }
    }

    /// The document of an article.
    pub fn document(&mut self, article: &Article, ledger: LedgerEntry) -> EngineDocument {
        self.read(article);
        let fields = &self.fields;
        let mut document = EngineDocument::default();
        let mut length = 0;
        for zone in Zone::ALL {
            let (zone_fields, text) = (fields.zone(zone), &mut self.zones[zone as usize]);
            document.add_text(zone_fields.words, take(&mut text.words));
            document.add_text(zone_fields.letters, take(&mut text.letters));
            document.add_text(zone_fields.also, take(&mut text.also));
            document.add_text(zone_fields.starts, take(&mut text.starts));
            if zone != Zone::Rest {
                length += text.count;
            }
        }
        document.add_text(fields.stems, take(&mut self.stems));
        document.add_text(fields.title_stems, take(&mut self.title_stems));
        document.add_text(fields.rest_stems, take(&mut self.rest_stems));
        document.add_text(fields.language, article.language.code());
        document.add_text(fields.script, article.script.map_or("", text::Script::code));
        if let Some(date) = article.published_on
            && matches!(date.precision(), Precision::Year | Precision::Month)
        {
            document.add_text(fields.wide_date, date.to_string());
        }
        for (name, there) in has(article) {
            if there {
                document.add_text(fields.has, name);
            }
        }
        for facet in Facet::ALL {
            for value in facet_values(article, facet) {
                document.add_text(fields.facet(facet), value);
            }
        }
        for keyword in Keyword::ALL {
            for value in keyword_values(article, keyword) {
                let words = words(&self.analyzer, &mut self.lexicons, value);
                document.add_text(fields.keyword(keyword), words);
            }
        }
        document.add_text(fields.id, article.id.to_string());
        document.add_text(fields.stored_body, article.body.as_str());
        document.add_bytes(fields.stored, StoredArticle::of(article).to_bytes());
        let bytes = article.id.as_bytes();
        document.add_number(fields.id_high, article.id.leading_bits());
        document.add_number(fields.id_low, u64::from(u16::from_be_bytes([bytes[8], bytes[9]])));
        let key = PublishedOn::sort_key(article.published_on.as_ref(), &article.id);
        document.add_number(fields.sort_key, key);
        document.add_number(fields.length, length);
        document.add_number(fields.file, u64::from(ledger.file.0));
        document.add_number(fields.digest, ledger.digest);
        document
    }

    /// Analyses title and body into the streams of their zones.
    fn read(&mut self, article: &Article) {
        for zone in &mut self.zones {
            zone.clear();
        }
        self.stems.clear();
        self.title_stems.clear();
        self.rest_stems.clear();
        for part in zone_parts(article) {
            let text = &mut self.zones[part.zone as usize];
            if part.is_apart {
                text.leave_gap();
            }
            self.read_text(part_text(article, &part), article.language, part.zone);
        }
        for _ in 0..TITLE_WEIGHT {
            self.stems.push_str(&self.title_stems);
        }
    }

    /// Analyses one text into a zone, after what stands there already.
    fn read_text(&mut self, text: &str, language: Language, zone: Zone) {
        let stems = match zone {
            Zone::Title => &mut self.title_stems,
            Zone::Body => &mut self.stems,
            Zone::Rest => &mut self.rest_stems,
        };
        let zone = &mut self.zones[zone as usize];
        // Terms are about as long as the text; of the stems, each stands there once.
        zone.words.reserve(text.len() + text.len() / 16);
        stems.reserve(text.len() / 2);
        let first = zone.positions;
        let mut starts = Boundaries::new(text).peekable();
        let mut tokens = self.analyzer.tokens(text, language, self.lexicons.of(language));
        loop {
            if tokens.lexicon().is_full() {
                self.stem_counts.flush(tokens.lexicon(), stems);
            }
            let Some(token) = tokens.next() else { break };
            let (forms, position) = (token.forms, first + token.position);
            // The scanner may leave a position free; the stream shows it as an empty term.
            while zone.positions < position {
                zone.words.push(' ');
                zone.positions += 1;
            }
            // A start belongs to the first word that ends after it; of several only one counts.
            let mut start = None;
            while let Some(next) = starts.next_if(|next| next.start < token.end) {
                start = start.max(Some(next.kind));
            }
            if let Some(kind) = start {
                ZoneText::place(&mut zone.starts, position, SENTENCE_START);
                if kind == BoundaryKind::Paragraph {
                    ZoneText::place(&mut zone.starts, position, PARAGRAPH_START);
                }
            }
            push_term(&mut zone.words, forms.folded);
            zone.positions += 1;
            zone.count += 1;
            if forms.exact != forms.folded {
                let _ = write!(
                    zone.letters,
                    "{position} {}{LETTERS_SEPARATOR}{} ",
                    forms.folded, forms.exact
                );
            }
            self.stem_counts.add(token.stem_number);
            for also in forms.also {
                ZoneText::place(&mut zone.also, position, also);
            }
            for stem in forms.also_stems {
                push_counted(stems, 1, stem);
            }
            if let Some(joined) = token.joined {
                ZoneText::place(&mut zone.also, position, joined.folded);
                push_counted(stems, 1, joined.stem);
            }
        }
        self.stem_counts.flush(tokens.lexicon(), stems);
    }
}

fn push_term(stream: &mut String, term: &str) {
    stream.push_str(term);
    stream.push(' ');
}

fn push_counted(stream: &mut String, count: u32, term: &str) {
    if count == 1 {
        stream.push_str("1 ");
    } else {
        // Writing to a string cannot fail.
        let _ = write!(stream, "{count} ");
    }
    push_term(stream, term);
}

/// The folded words of a short text, as a sequence.
fn words(analyzer: &Analyzer, lexicons: &mut Lexicons, text: &str) -> String {
    let mut stream = String::new();
    let mut positions = 0;
    let language = Language::UNKNOWN;
    let mut tokens = analyzer.tokens(text, language, lexicons.of(language));
    while let Some(token) = tokens.next() {
        while positions < token.position {
            stream.push(' ');
            positions += 1;
        }
        push_term(&mut stream, token.forms.folded);
        positions += 1;
    }
    stream
}

/// What `has:` can ask for, and whether the article has it.
fn has(article: &Article) -> [(&'static str, bool); 9] {
    [
        ("author", !article.authors.is_empty()),
        ("body", article.segments.iter().any(|segment| segment.kind == SegmentKind::Body)),
        ("date", article.published_on.is_some()),
        ("place", !article.places.is_empty()),
        ("section", article.section.is_some()),
        ("source", article.source.is_some()),
        ("tag", !article.tags.is_empty()),
        ("title", article.title.is_some()),
        ("url", article.url.is_some()),
    ]
}

fn facet_values(article: &Article, facet: Facet) -> Vec<&str> {
    match facet {
        Facet::Author => article.authors.iter().map(String::as_str).collect(),
        Facet::Source => article.source.as_deref().into_iter().collect(),
        Facet::Section => article.section.as_deref().into_iter().collect(),
        Facet::Place => article.places.iter().map(String::as_str).collect(),
        Facet::Tag => article.tags.iter().map(String::as_str).collect(),
        Facet::Language => vec![article.language.code()],
    }
}

fn keyword_values(article: &Article, keyword: Keyword) -> Vec<&str> {
    match keyword {
        Keyword::Author => facet_values(article, Facet::Author),
        Keyword::Source => facet_values(article, Facet::Source),
        Keyword::Section => facet_values(article, Facet::Section),
        Keyword::Place => facet_values(article, Facet::Place),
        Keyword::Tag => facet_values(article, Facet::Tag),
        Keyword::Url => article.url.as_deref().into_iter().collect(),
    }
}
