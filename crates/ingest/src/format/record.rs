//! Turns the keys and values of a record into a draft.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};

use serde_json::Value as Json;

use super::allowance::{Allowance, DEPTH_LIMIT, VALUES_LIMIT};
use super::value::Value;
use super::value_seed::ValueSeed;
use super::{Draft, DraftKind, Field, KeyMap};
use crate::SkipReason;

/// Collects the values of one record under the fields they stand for.
pub(crate) struct Record<'a, 'k> {
    keys: &'k KeyMap,
    /// The best value of each field so far.
    fields: [Option<Entry<'a>>; Field::COUNT],
    /// Every date, since the best key need not hold a date that can be read.
    dates: Vec<Entry<'a>>,
    extra: BTreeMap<String, Json>,
    allowance: Allowance,
}

/// A longer text names no people, places or subjects.
const LONGEST_NAMES_BYTES: usize = 100_000;
/// More dates are not weighed.
const DATES_LIMIT: usize = 100;

struct Entry<'a> {
    rank: usize,
    key: Cow<'a, str>,
    value: Value<'a>,
}

impl<'a, 'k> Record<'a, 'k> {
    pub(crate) fn new(keys: &'k KeyMap) -> Self {
        Self {
            keys,
            fields: Default::default(),
            dates: Vec::new(),
            extra: BTreeMap::new(),
            allowance: Allowance::default(),
        }
    }

    /// How a key is to be read.
    pub(super) fn key_seed(&self) -> ValueSeed<'_> {
        ValueSeed::new(&self.allowance, false)
    }

    /// How the value of this key is to be read; `None` if it is to be passed over.
    pub(super) fn value_seed(&self, key: &str) -> Option<ValueSeed<'_>> {
        let field = self.keys.field(key).map(|(field, _)| field);
        if field.is_none() && self.allowance.is_used_up() {
            self.allowance.exceed();
            return None;
        }
        Some(ValueSeed::new(&self.allowance, field == Some(Field::Body)))
    }

    /// Takes one value in. Of two keys for one field the better one counts, the other is kept
    /// among the extras.
    pub(crate) fn insert(&mut self, key: Cow<'a, str>, value: Value<'a>) {
        if value.is_empty() {
            return;
        }
        let Some((field, rank)) = self.keys.field(&key) else {
            self.keep(key, value);
            return;
        };
        let entry = Entry { rank, key, value };
        if field == Field::Date {
            if self.dates.len() < DATES_LIMIT {
                self.dates.push(entry);
            } else {
                self.keep(entry.key, entry.value);
            }
            return;
        }
        let place = &mut self.fields[field as usize];
        let worse = match place {
            Some(present) if present.rank <= entry.rank => Some(entry),
            _ => place.replace(entry),
        };
        if let Some(entry) = worse {
            self.keep(entry.key, entry.value);
        }
    }

    /// Takes a list of texts in.
    pub(super) fn insert_list(
        &mut self,
        key: Cow<'a, str>,
        items: impl IntoIterator<Item = String>,
    ) {
        let mut values = Vec::new();
        for item in items {
            if !self.allowance.take() {
                self.allowance.exceed();
                break;
            }
            values.push(Json::String(item));
        }
        self.insert(key, Value::Other(values.into()));
    }

    /// Keeps what is no field of an article.
    fn keep(&mut self, key: Cow<'a, str>, value: Value<'a>) {
        if self.allowance.take() {
            self.extra.insert(key.into_owned(), value.into_json());
        } else {
            self.allowance.exceed();
        }
    }

    /// Notes that not all of the record is taken in.
    pub(super) fn is_cut(&self) {
        self.allowance.exceed();
    }

    /// The draft of what was taken in.
    pub(crate) fn into_draft(mut self) -> Result<Draft, SkipReason> {
        self.dates.sort_by_key(|entry| entry.rank);
        let dates = std::mem::take(&mut self.dates);
        let draft = Draft {
            kind: DraftKind::Record,
            source_id: self.text_or_extra(Field::Id),
            title: self.title()?,
            bylines: self.texts_or_extra(Field::Author),
            source: self.text_or_extra(Field::Source),
            url: self.text_or_extra(Field::Url),
            language: self.text_or_extra(Field::Language),
            dates: dates
                .into_iter()
                .map(|entry| (entry.key.into_owned(), entry.value.into_json()))
                .collect(),
            date_evidence: Vec::new(),
            section: self.section(),
            places: self.places(),
            tags: self.listed(Field::Tags),
            body: self.body()?,
            extra: self.extra,
            remark: self
                .allowance
                .is_exceeded()
                .then_some(SkipReason::FurtherValues { kept: VALUES_LIMIT, depth: DEPTH_LIMIT }),
        };
        Ok(draft)
    }

    fn title(&mut self) -> Result<Option<String>, SkipReason> {
        let Some(entry) = self.fields[Field::Title as usize].take() else { return Ok(None) };
        match entry.value.into_text() {
            Ok(text) => Ok(Some(text.into_owned())),
            Err(value) => Err(wrong_type(&entry.key, "text", &value)),
        }
    }

    /// The text; a list of texts is a list of paragraphs.
    fn body(&mut self) -> Result<String, SkipReason> {
        let Some(entry) = self.fields[Field::Body as usize].take() else {
            return Ok(String::new());
        };
        match entry.value {
            Value::Other(Json::Number(_)) => {
                Err(wrong_type(&entry.key, "text or a list of paragraphs", &entry.value))
            }
            value => match value.into_texts() {
                Ok(mut texts) if texts.len() == 1 => Ok(texts.remove(0)),
                Ok(texts) => Ok(texts.join("\n\n")),
                Err(value) => Err(wrong_type(&entry.key, "text or a list of paragraphs", &value)),
            },
        }
    }

    /// One text; what is none is kept among the extras.
    fn text_or_extra(&mut self, field: Field) -> Option<String> {
        let entry = self.fields[field as usize].take()?;
        match entry.value.into_text() {
            Ok(text) => Some(text.trim().to_owned()),
            Err(value) => {
                self.keep(entry.key, value);
                None
            }
        }
    }

    /// Several texts; what are none are kept among the extras.
    fn texts_or_extra(&mut self, field: Field) -> Vec<String> {
        let Some(entry) = self.fields[field as usize].take() else { return Vec::new() };
        if entry.value.holds_longer_than(LONGEST_NAMES_BYTES) {
            self.keep(entry.key, entry.value);
            return Vec::new();
        }
        match entry.value.into_texts() {
            Ok(texts) => texts,
            Err(value) => {
                self.keep(entry.key, value);
                Vec::new()
            }
        }
    }

    /// The first of several sections; a list of them is kept whole among the extras.
    fn section(&mut self) -> Option<String> {
        let entry = self.fields[Field::Section as usize].take()?;
        let whole =
            matches!(entry.value, Value::Other(Json::Array(_))).then(|| entry.value.clone());
        match entry.value.into_texts() {
            Ok(texts) => {
                if let (Some(whole), true) = (whole, texts.len() > 1) {
                    self.keep(entry.key, whole);
                }
                texts.into_iter().next()
            }
            Err(value) => {
                self.keep(entry.key, value);
                None
            }
        }
    }

    /// A list of names, or one text with commas or semicolons between them.
    fn listed(&mut self, field: Field) -> Vec<String> {
        let texts = self.texts_or_extra(field);
        let [text] = texts.as_slice() else { return cleaned(texts.iter().map(String::as_str)) };
        let separator = if text.contains(';') { ';' } else { ',' };
        cleaned(text.split(separator))
    }

    /// The places named, and that of the dateline.
    fn places(&mut self) -> Vec<String> {
        let mut places = self.listed(Field::Places);
        if let Some(dateline) = self.text_or_extra(Field::Dateline) {
            let end = dateline.find(|c: char| c == ',' || c.is_ascii_digit() || "-–—(".contains(c));
            let place = dateline[..end.unwrap_or(dateline.len())].trim();
            if !place.is_empty()
                && place.len() < 80
                && !places.iter().any(|known| known.eq_ignore_ascii_case(place))
            {
                places.push(place.to_owned());
            }
            self.extra.insert("dateline".to_owned(), Json::String(dateline));
        }
        places
    }
}

fn cleaned<'t>(texts: impl Iterator<Item = &'t str>) -> Vec<String> {
    let mut seen = HashSet::new();
    let names = texts.map(str::trim).filter(|text| !text.is_empty() && seen.insert(*text));
    names.map(ToOwned::to_owned).collect()
}

fn wrong_type(key: &str, expected: &'static str, value: &Value<'_>) -> SkipReason {
    SkipReason::WrongType { key: key.to_owned(), expected, found: value.kind() }
}
