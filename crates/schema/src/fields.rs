//! Names every field of an index once, with its kind and the reason it is there.

use std::borrow::Cow;
use std::str::FromStr;
use std::sync::Arc;

use article::{ArticleError, FieldName, OwnFields, OwnValue, value_key};
use serde::{Deserialize, Serialize};
use tantivy::Term;
use tantivy::schema::{
    Field, IndexRecordOption, JsonObjectOptions, NumericOptions, STORED, Schema, SchemaBuilder,
    TextFieldIndexing, TextOptions,
};
use text::Language;

use crate::{FIRST_WITH_LANGUAGES, FIRST_WITH_VALUES, FORMAT_VERSION, Settings};

/// Stands between a word's folded form and its letters in a term of a `letters` field.
pub const LETTERS_SEPARATOR: char = '\u{1}';

/// Stands between the code of the analysis by whose rules a stem was made and the stem, in a term
/// of a field of stems: a stem belongs to its language.
pub const STEM_SEPARATOR: char = '\u{1}';

/// Stands between a key and a word's letters in a term of the field of names.
pub const NAME_SEPARATOR: char = '\u{1}';

/// How often an article has a term of the field of names, where the word has its capital in a sure
/// place: inside a sentence of ordinary writing.
pub const SURE_NAME: u32 = 1;

/// The same where it has it in no sure place: only at the beginning of sentences, in headlines, or
/// in a script without capitals.
pub const UNSURE_NAME: u32 = 2;

/// The term of a stem in a field of stems.
pub fn stem_term(stem: &str, analysis: Language) -> String {
    format!("{}{STEM_SEPARATOR}{stem}", analysis.code())
}

/// Stands between the name of a field and a word or a value of it, in a term of a field of the
/// index that several fields share.
const NAME_OF_FIELD_SEPARATOR: char = '\u{1}';

/// The term of a whole value, by its key, in the field of values.
pub fn value_term(facet: Facet, key: &str) -> String {
    format!("{}{NAME_OF_FIELD_SEPARATOR}{key}", facet.name())
}

/// Where the words of a text stand: in a field of the index, which those of several may share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct WordField {
    /// The field of the index.
    pub field: Field,
    own: Option<FieldName>,
}

impl From<Field> for WordField {
    fn from(field: Field) -> Self {
        Self { field, own: None }
    }
}

impl WordField {
    /// What its terms begin with, before the words themselves.
    pub fn prefix(&self) -> String {
        self.own.map_or_else(String::new, |own| format!("{own}{NAME_OF_FIELD_SEPARATOR}"))
    }

    /// The text of the term of a word.
    pub fn text_of<'a>(&self, word: &'a str) -> Cow<'a, str> {
        match self.own {
            None => Cow::Borrowed(word),
            Some(own) => Cow::Owned(format!("{own}{NAME_OF_FIELD_SEPARATOR}{word}")),
        }
    }

    /// The term of a word.
    pub fn term(&self, word: &str) -> Term {
        Term::from_field_text(self.field, &self.text_of(word))
    }
}

/// What the engine's schema calls the ways in which terms come. It never takes a text apart.
const SEQUENCE: &str = "sequence";
const PLACED: &str = "placed";
const COUNTED: &str = "counted";

/// The names of the columns of numbers, by which the engine opens them.
pub(crate) mod names {
    pub(crate) const ID_HIGH: &str = "id_high";
    pub(crate) const ID_LOW: &str = "id_low";
    pub(crate) const SORT_KEY: &str = "sort_key";
    pub(crate) const LENGTH: &str = "length";
    pub(crate) const FILE: &str = "file";
    pub(crate) const DIGEST: &str = "digest";
    pub(crate) const OWN: &str = "own";
}

/// The term that stands at the first word of each sentence in a `starts` field.
pub const SENTENCE_START: &str = "sentence";
/// The term that stands at the first word of each paragraph in a `starts` field.
pub const PARAGRAPH_START: &str = "paragraph";

/// The three texts of an article. No phrase and no distance crosses from one to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Zone {
    /// The headline.
    Title,
    /// The article's own text.
    Body,
    /// Boilerplate, captions, bylines and comments: searched only on demand.
    Rest,
}

impl Zone {
    /// Every zone, in the order of its fields.
    pub const ALL: [Self; 3] = [Self::Title, Self::Body, Self::Rest];

    fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Body => "body",
            Self::Rest => "rest",
        }
    }
}

/// The fields of one zone. All four count positions alike: a word of `letters`, `also` or `starts`
/// stands at the position of the word in `words` that it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ZoneFields {
    /// Every word in its folded form, with frequencies and positions: phrases, distances,
    /// wildcards.
    pub words: Field,
    /// The words whose letters differ from their folded form, as `folded` [`LETTERS_SEPARATOR`]
    /// `letters`: `=Vučić` is one term here, and all spellings of a folded word are neighbours.
    /// A word that is not here has its folded form for letters.
    pub letters: Field,
    /// Second accepted forms (`dokovic` for Đoković, `longrange` for long-range). In a field of
    /// their own they neither lengthen the text nor stand beside themselves in a sloppy phrase.
    pub also: Field,
    /// Marker terms at the first word of each sentence and paragraph.
    pub starts: Field,
}

/// A short text that is searched word by word under its own name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Keyword {
    /// Who wrote it.
    Author,
    /// The publication.
    Source,
    /// The section.
    Section,
    /// The places.
    Place,
    /// The tags.
    Tag,
    /// The address.
    Url,
    /// A field of the archive's own.
    Own(FieldName),
}

impl Keyword {
    /// Every keyword field of every archive, in order.
    pub const ALL: [Self; 6] =
        [Self::Author, Self::Source, Self::Section, Self::Place, Self::Tag, Self::Url];

    /// The field of every archive that a user types this name for.
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|keyword| keyword.name() == name)
    }

    /// The name a user types.
    pub fn name(&self) -> &str {
        match self {
            Self::Own(name) => name.as_str(),
            Self::Author => "author",
            Self::Source => "source",
            Self::Section => "section",
            Self::Place => "place",
            Self::Tag => "tag",
            Self::Url => "url",
        }
    }
}

/// A value that hits are counted by, kept as a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Facet {
    /// Who wrote it.
    Author,
    /// The publication.
    Source,
    /// The section.
    Section,
    /// The places.
    Place,
    /// The tags.
    Tag,
    /// The language's code.
    #[serde(rename = "lang")]
    Language,
    /// A field of the archive's own, of a kind that has whole values.
    Own(FieldName),
}

impl Facet {
    /// Every facet of every archive, in order.
    pub const ALL: [Self; 6] =
        [Self::Author, Self::Source, Self::Section, Self::Place, Self::Tag, Self::Language];

    /// The name a user types and the column carries.
    pub fn name(&self) -> &str {
        match self {
            Self::Own(name) => name.as_str(),
            Self::Author => "author",
            Self::Source => "source",
            Self::Section => "section",
            Self::Place => "place",
            Self::Tag => "tag",
            Self::Language => "lang",
        }
    }

    /// The facet of every archive that has this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|facet| facet.name() == name)
    }
}

/// By the name that answers write: a facet of every archive, or a field of its own.
impl FromStr for Facet {
    type Err = ArticleError;

    fn from_str(name: &str) -> Result<Self, ArticleError> {
        Self::from_name(name).map_or_else(|| FieldName::new(name).map(Self::Own), Ok)
    }
}

/// Every field of an index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fields {
    /// The id's bytes: to find, replace and remove an article.
    pub id: Field,
    /// The id's first 64 bits, as a column: ties, and ids without touching the store.
    pub id_high: Field,
    /// The id's last 16 bits, as a column.
    pub id_low: Field,
    /// The key that documents are sorted by in every segment, newest first; see
    /// [`crate::SortKey`].
    pub sort_key: Field,
    /// The year (`2019`) or month (`2019-05`) of an article whose date is no more precise than
    /// that: the few that a date range may only possibly match.
    pub wide_date: Field,
    /// The number of words in title and body.
    pub length: Field,
    /// Ledger: the key of the source file.
    pub file: Field,
    /// Ledger: the digest of the raw record.
    pub digest: Field,
    /// Stems of title and body in no particular order, with frequencies, a title's word counted
    /// [`crate::TITLE_WEIGHT`] times, each as `analysis` [`STEM_SEPARATOR`] `stem`: a bare word is
    /// one term here for each language, and no two of these have an article in common.
    pub stems: Field,
    /// Stems of the title alone: a bare word under `title:`, and what `body:` subtracts.
    pub title_stems: Field,
    /// Stems of everything else: a bare word under `in:all`.
    pub rest_stems: Field,
    /// The words that an article writes only with a capital, each once: a key of [`text::Name`],
    /// [`NAME_SEPARATOR`], the letters in lower case. The spellings of a name are neighbours. Its
    /// frequency, [`SURE_NAME`] or [`UNSURE_NAME`], says where the capital stands.
    pub names: Field,
    /// The names of what the article has (`date`, `author`, …).
    pub has: Field,
    /// The language's code, as a term; the column is a facet.
    pub language: Field,
    /// The script's code, as a term.
    pub script: Field,
    /// What is stored beside the text, as JSON; see [`crate::StoredArticle`].
    pub stored: Field,
    /// The stored text.
    pub stored_body: Field,
    zones: [ZoneFields; 3],
    keywords: [Field; 6],
    facets: [Field; 6],
    shared: Option<SharedFields>,
    /// What the archive has of its own.
    pub own: Arc<OwnFields>,
}

/// The fields of an index that several fields of articles share, so that its schema is the same
/// whatever fields an archive has of its own. Indexes before [`FIRST_WITH_VALUES`] lack them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SharedFields {
    /// The whole values of facets and of an archive's own fields, each as [`value_term`] has it.
    pub values: Field,
    /// The words of an archive's own fields, each behind the name of its field.
    pub own_words: Field,
    /// The columns of an archive's own fields: their values as [`OwnValue::to_key`] has them.
    pub own: Field,
}

impl Fields {
    /// The fields of an archive with these settings, and the engine's schema made of them, which no
    /// setting changes. The order is part of the format.
    pub fn new(settings: &Settings) -> (Self, Schema) {
        Self::of_format(FORMAT_VERSION, settings)
    }

    /// The same of a format that is still read.
    pub(crate) fn of_format(format: u32, settings: &Settings) -> (Self, Schema) {
        let of_names = match format {
            FIRST_WITH_LANGUAGES.. => IndexRecordOption::WithFreqs,
            _ => IndexRecordOption::Basic,
        };
        let mut schema = Schema::builder();
        let builder = &mut schema;
        let zones = Zone::ALL.map(|zone| {
            let name = |layer: &str| format!("{}_{layer}", zone.name());
            ZoneFields {
                words: positions(builder, &name("words"), SEQUENCE, true),
                letters: positions(builder, &name("letters"), PLACED, false),
                also: positions(builder, &name("also"), PLACED, false),
                starts: positions(builder, &name("starts"), PLACED, false),
            }
        });
        let fields = Self {
            zones,
            stems: bag(builder, "stems"),
            title_stems: bag(builder, "title_stems"),
            rest_stems: bag(builder, "rest_stems"),
            names: builder.add_text_field("names", indexing(SEQUENCE, of_names, false)),
            keywords: Keyword::ALL.map(|keyword| {
                positions(builder, &format!("{}_words", keyword.name()), SEQUENCE, true)
            }),
            facets: Facet::ALL.map(|facet| {
                builder.add_text_field(facet.name(), TextOptions::default().set_fast("raw"))
            }),
            id: terms(builder, "id"),
            wide_date: terms(builder, "wide_date"),
            has: terms(builder, "has"),
            language: terms(builder, "language"),
            script: terms(builder, "script"),
            id_high: column(builder, names::ID_HIGH),
            id_low: column(builder, names::ID_LOW),
            sort_key: column(builder, names::SORT_KEY),
            length: column(builder, names::LENGTH),
            file: column(builder, names::FILE),
            digest: column(builder, names::DIGEST),
            stored: builder.add_bytes_field("stored", STORED),
            stored_body: builder.add_text_field("stored_body", STORED),
            shared: (format >= FIRST_WITH_VALUES).then(|| SharedFields {
                values: terms(builder, "values"),
                own_words: positions(builder, "own_words", SEQUENCE, true),
                own: builder
                    .add_json_field(names::OWN, JsonObjectOptions::default().set_fast("raw")),
            }),
            own: Arc::new(settings.fields.clone()),
        };
        (fields, schema.build())
    }

    /// The fields of one zone.
    pub fn zone(&self, zone: Zone) -> ZoneFields {
        self.zones[zone as usize]
    }

    /// Where a keyword's words are searched; `None` where the index cannot have any of them.
    pub fn keyword(&self, keyword: Keyword) -> Option<WordField> {
        Some(match keyword {
            Keyword::Author => self.keywords[0].into(),
            Keyword::Source => self.keywords[1].into(),
            Keyword::Section => self.keywords[2].into(),
            Keyword::Place => self.keywords[3].into(),
            Keyword::Tag => self.keywords[4].into(),
            Keyword::Url => self.keywords[5].into(),
            Keyword::Own(name) => WordField { field: self.shared?.own_words, own: Some(name) },
        })
    }

    /// The column of a facet; `None` of a field of the archive's own, whose column has no field by
    /// itself.
    pub fn facet(&self, facet: Facet) -> Option<Field> {
        Facet::ALL.iter().position(|known| *known == facet).map(|at| self.facets[at])
    }

    /// The key of a value as answers write it; `None` where the field has no such values.
    pub fn key_of<'a>(&self, facet: Facet, written: &'a str) -> Option<Cow<'a, str>> {
        let Facet::Own(name) = facet else {
            // Before there were terms of values, those of columns were whole.
            let is_cut = self.shared.is_some();
            return Some(Cow::Borrowed(if is_cut { value_key(written) } else { written }));
        };
        let kind = self.own.get(name)?.kind;
        let value = OwnValue::read(written, kind).filter(|_| kind.has_values())?;
        Some(Cow::Owned(value.to_key().into_owned()))
    }

    /// The value of a key, as answers write it.
    pub fn written(&self, facet: Facet, key: String) -> String {
        let Facet::Own(name) = facet else { return key };
        let value = self.own.get(name).and_then(|field| OwnValue::of_key(&key, field.kind));
        value.map_or(key, |value| value.to_string())
    }

    /// The fields that others share; `None` of an index that is too old for them.
    pub fn shared(&self) -> Option<SharedFields> {
        self.shared
    }
}

fn indexing(tokenizer: &str, option: IndexRecordOption, lengths: bool) -> TextOptions {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(tokenizer)
        .set_index_option(option)
        .set_fieldnorms(lengths);
    TextOptions::default().set_indexing_options(indexing)
}

fn positions(builder: &mut SchemaBuilder, name: &str, tokenizer: &str, lengths: bool) -> Field {
    let option = IndexRecordOption::WithFreqsAndPositions;
    builder.add_text_field(name, indexing(tokenizer, option, lengths))
}

fn bag(builder: &mut SchemaBuilder, name: &str) -> Field {
    builder.add_text_field(name, indexing(COUNTED, IndexRecordOption::WithFreqs, true))
}

fn terms(builder: &mut SchemaBuilder, name: &str) -> Field {
    builder.add_text_field(name, indexing("raw", IndexRecordOption::Basic, false))
}

fn column(builder: &mut SchemaBuilder, name: &str) -> Field {
    builder.add_u64_field(name, NumericOptions::default().set_fast())
}
