//! Turns the keys and values of a record into a draft.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};

use serde::de::DeserializeSeed;
use serde_json::Value as Json;

use super::allowance::{Allowance, DEPTH_LIMIT, VALUES_LIMIT};
use super::value::Value;
use super::value_seed::ValueSeed;
use super::{Context, Draft, DraftKind, Field, KeyMap, keys};
use crate::SkipReason;

/// Collects the values of one record under the fields they stand for.
pub(crate) struct Record<'a, 'k> {
    keys: &'k KeyMap,
    /// The key whose text is the body where no key of a body has one.
    body_key: Option<&'k str>,
    /// The values of each field.
    fields: [Vec<Entry<'a>>; Field::COUNT],
    /// How many objects lie around what is read: what lies deeper says less.
    depth: usize,
    /// Whether the object that is read says what it has of the record around it.
    is_about: bool,
    /// Whether a reader kept it: what says when it was written down is no date of publication.
    is_of_reader: bool,
    extra: BTreeMap<String, Json>,
    /// The keys that gave a field.
    taken: Vec<(&'static str, String)>,
    remarks: Vec<SkipReason>,
    allowance: Allowance,
}

/// A longer text names no people, places or subjects.
const LONGEST_NAMES_BYTES: usize = 100_000;
/// More values of one field are not weighed.
const ENTRIES_LIMIT: usize = 100;

/// What lies in an object inside is worse than any key outside of it.
const DEEPER: usize = 1_000_000;

/// Wrappers lie in wrappers no deeper.
const WRAPPERS_LIMIT: usize = 4;

/// Where in a record a value stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Origin {
    Outside,
    /// In an object that says what it has of the record.
    About,
    /// In another object, which may be the record or something that belongs to it.
    Inside,
}

struct Entry<'a> {
    rank: usize,
    origin: Origin,
    key: Cow<'a, str>,
    value: Value<'a>,
}

impl<'a, 'k> Record<'a, 'k> {
    pub(crate) fn new(context: &Context<'k>) -> Self {
        Self {
            keys: context.keys,
            body_key: context.body_key,
            fields: Default::default(),
            depth: 0,
            is_about: false,
            is_of_reader: false,
            extra: BTreeMap::new(),
            taken: Vec::new(),
            remarks: Vec::new(),
            allowance: Allowance::default(),
        }
    }

    /// Whether objects that wrap it may lie deeper still.
    pub(super) fn may_enter(&self) -> bool {
        self.depth < WRAPPERS_LIMIT
    }

    /// Enters an object that wraps the record, or part of it.
    pub(super) fn enter(&mut self, key: &str) {
        self.depth += 1;
        self.is_about = ["meta", "metadata"].contains(&key);
    }

    /// Leaves it.
    pub(super) fn leave(&mut self) {
        self.depth = self.depth.saturating_sub(1);
    }

    /// How a key is to be read.
    pub(super) fn key_seed(&self) -> ValueSeed<'_> {
        ValueSeed::new(&self.allowance, false)
    }

    /// How the value of this key is to be read; `None` if it is to be passed over.
    pub(super) fn value_seed(&self, key: &str) -> Option<ValueSeed<'_>> {
        let field = self.field(key).map(|(field, _)| field);
        if field.is_none() && self.allowance.is_used_up() {
            self.allowance.exceed();
            return None;
        }
        Some(ValueSeed::new(&self.allowance, field == Some(Field::Body)))
    }

    /// Whether the value of this key is an id, whose digits are kept as they stand.
    pub(super) fn is_id(&self, key: &str) -> bool {
        self.field(key).is_some_and(|(field, _)| field == Field::Id)
    }

    /// The value of an id from its JSON. The digits of a number are kept as they stand, however
    /// many they are.
    pub(super) fn id(&self, json: &'a str) -> Result<Value<'a>, serde_json::Error> {
        if json.starts_with(|c: char| c.is_ascii_digit() || c == '-') {
            return Ok(Value::Text(Cow::Borrowed(json)));
        }
        self.key_seed().deserialize(&mut serde_json::Deserializer::from_str(json))
    }

    fn field(&self, key: &str) -> Option<(Field, usize)> {
        let known = self.keys.field(key);
        if known.is_none() && self.body_key == Some(key) {
            return Some((Field::Body, usize::MAX));
        }
        known
    }

    /// Takes one value in.
    pub(crate) fn insert(&mut self, key: Cow<'a, str>, value: Value<'a>) {
        self.is_of_reader |= keys::is_of_reader(&key);
        if value.is_empty() {
            return;
        }
        let Some((field, rank)) = self.field(&key) else {
            self.keep(key, value);
            return;
        };
        // What stands for a field of every article may be one of the archive's own as well.
        if self.keys.is_own(&key) {
            self.keep(key.clone(), value.clone());
        }
        if value.is_no_value() && !matches!(field, Field::Title | Field::Body) {
            return;
        }
        let entries = &mut self.fields[field as usize];
        if entries.len() < ENTRIES_LIMIT {
            let rank = rank.saturating_add(self.depth * DEEPER);
            let origin = match (self.depth, self.is_about) {
                (0, _) => Origin::Outside,
                (_, true) => Origin::About,
                (_, false) => Origin::Inside,
            };
            entries.push(Entry { rank, origin, key, value });
        } else {
            self.keep(key, value);
        }
    }

    /// Keeps what is no field of an article.
    fn keep(&mut self, key: Cow<'a, str>, value: Value<'a>) {
        if self.allowance.take() {
            // What lies outside says it better.
            self.extra.entry(key.into_owned()).or_insert_with(|| value.into_json());
        } else {
            self.allowance.exceed();
        }
    }

    /// Notes that not all of the record is taken in.
    pub(super) fn is_cut(&self) {
        self.allowance.exceed();
    }

    /// Notes what else is to be said of it.
    pub(super) fn remark(&mut self, remark: SkipReason) {
        self.remarks.push(remark);
    }

    /// Notes that it is a note that a reader keeps, if it has an address.
    pub(super) fn is_note(&mut self) {
        self.is_of_reader = true;
    }

    /// The draft of what was taken in.
    pub(crate) fn into_draft(mut self) -> Draft {
        self.leave_out_what_belongs_to_others();
        for entries in &mut self.fields {
            entries.sort_by_key(|entry| entry.rank);
        }
        let fetched = self.values(Field::Fetched);
        for (key, value) in &fetched {
            self.extra.entry(key.clone()).or_insert_with(|| value.clone());
        }
        let source_id = self.text(Field::Id);
        let title = self.best(Field::Title, "text", Value::into_text).map(Cow::into_owned);
        let bylines = self.names(Field::Author);
        let mut url = self.address();
        let source = self.source(&mut url);
        let body = self.body();
        let dates = self.dates(url.is_some());
        Draft {
            kind: DraftKind::Record,
            source_id,
            title,
            bylines,
            source,
            url,
            language: self.text(Field::Language),
            dates,
            fetched: fetched.into_iter().map(|(_, value)| value).collect(),
            section: self.section(),
            places: self.places(),
            tags: self.listed(Field::Tags),
            body,
            remarks: self.remarks(),
            keys: self.taken,
            extra: self.extra,
            ..Draft::default()
        }
    }

    /// Where a record has its own text, an object in it is a picture, a poll or another article:
    /// what that has is not the record's.
    fn leave_out_what_belongs_to_others(&mut self) {
        let is_outside = |entry: &Entry<'_>| entry.origin == Origin::Outside;
        if !self.fields[Field::Body as usize].iter().any(is_outside) {
            return;
        }
        let names_it = [Field::Id as usize, Field::Url as usize];
        for field in 0..Field::COUNT {
            let entries = std::mem::take(&mut self.fields[field]);
            let (own, others): (Vec<_>, Vec<_>) =
                entries.into_iter().partition(|entry| match entry.origin {
                    Origin::Outside => true,
                    Origin::About => !names_it.contains(&field),
                    Origin::Inside => false,
                });
            self.fields[field] = own;
            for entry in others {
                self.keep(entry.key, entry.value);
            }
        }
    }

    fn remarks(&mut self) -> Vec<SkipReason> {
        let mut remarks = std::mem::take(&mut self.remarks);
        if self.allowance.is_exceeded() {
            let (kept, depth) = (VALUES_LIMIT, DEPTH_LIMIT);
            remarks.push(SkipReason::FurtherValues { kept, depth });
        }
        remarks
    }

    /// What the best key of a field gives that gives anything; the others are kept among the
    /// extras. Where none does, it is said of the best: `expected` is what would be right.
    fn best<T>(
        &mut self,
        field: Field,
        expected: &'static str,
        read: impl Fn(Value<'a>) -> Result<T, Value<'a>>,
    ) -> Option<T> {
        let mut found = None;
        let mut refused = None;
        for entry in std::mem::take(&mut self.fields[field as usize]) {
            if found.is_some() {
                self.keep(entry.key, entry.value);
                continue;
            }
            match read(entry.value) {
                Ok(value) => {
                    self.taken.push((field.name(), entry.key.into_owned()));
                    found = Some(value);
                }
                Err(value) => {
                    refused.get_or_insert_with(|| SkipReason::WrongType {
                        key: entry.key.clone().into_owned(),
                        expected,
                        found: value.kind(),
                    });
                    self.keep(entry.key, value);
                }
            }
        }
        if found.is_none() {
            self.remarks.extend(refused);
        }
        found
    }

    /// One text.
    fn text(&mut self, field: Field) -> Option<String> {
        let said = self.remarks.len();
        let text = self.best(field, "text", Value::into_text);
        // Fields that an article can do without are not worth a word; their values are kept.
        self.remarks.truncate(said);
        Some(text?.trim().to_owned()).filter(|text| !text.is_empty())
    }

    /// All values of a field with their keys, best first.
    fn values(&mut self, field: Field) -> Vec<(String, Json)> {
        let entries = std::mem::take(&mut self.fields[field as usize]);
        let values = entries.into_iter();
        values.map(|entry| (entry.key.into_owned(), entry.value.into_json())).collect()
    }

    /// When it was published, as its keys say. When it was written down counts where nothing else
    /// does, unless that was done by a reader.
    fn dates(&mut self, has_address: bool) -> Vec<(String, Json)> {
        let mut dates = self.values(Field::Date);
        let created = self.values(Field::Created);
        if self.is_of_reader && has_address {
            self.extra.extend(created);
        } else {
            dates.extend(created);
        }
        let best = dates.first().map(|(key, _)| (Field::Date.name(), key.clone()));
        self.taken.extend(best);
        dates
    }

    /// The address; a name such as `urn:…` is none.
    fn address(&mut self) -> Option<String> {
        let is_name = |entry: &Entry<'_>| matches!(&entry.value, Value::Text(text) if ["urn:", "tag:"].iter().any(|kind| text.trim_start().starts_with(kind)));
        let entries = std::mem::take(&mut self.fields[Field::Url as usize]);
        let (names, addresses): (Vec<_>, Vec<_>) = entries.into_iter().partition(is_name);
        for entry in names {
            self.keep(entry.key, entry.value);
        }
        self.fields[Field::Url as usize] = addresses;
        self.text(Field::Url)
    }

    /// The outlet. Some programs call the address the source.
    fn source(&mut self, url: &mut Option<String>) -> Option<String> {
        let entries = &mut self.fields[Field::Source as usize];
        let is_address = |entry: &Entry<'_>| matches!(&entry.value, Value::Text(text) if text.trim().starts_with("http") && text.contains("://"));
        if let Some(at) = entries.iter().position(is_address) {
            let entry = entries.remove(at);
            match (&url, entry.value) {
                (None, Value::Text(text)) => *url = Some(text.trim().to_owned()),
                (_, value) => self.keep(entry.key, value),
            }
        }
        self.text(Field::Source)
    }

    fn body(&mut self) -> String {
        self.best(Field::Body, "text or a list of paragraphs", Value::into_body).unwrap_or_default()
    }

    /// Several texts. The number of an author in another table names nobody.
    fn names(&mut self, field: Field) -> Vec<String> {
        let names = |value: Value<'a>| match value {
            Value::Other(Json::Number(_)) => Err(value),
            value if value.holds_longer_than(LONGEST_NAMES_BYTES) => Err(value),
            value if field == Field::Author => value.into_names(),
            value => value.into_texts(),
        };
        let mut refused = Vec::new();
        let mut found = None;
        for entry in std::mem::take(&mut self.fields[field as usize]) {
            match found {
                None => match names(entry.value) {
                    Ok(texts) => {
                        self.taken.push((field.name(), entry.key.into_owned()));
                        found = Some(texts);
                    }
                    Err(value) => refused.push((entry.key, value)),
                },
                Some(_) => refused.push((entry.key, entry.value)),
            }
        }
        for (key, value) in refused {
            self.keep(key, value);
        }
        found.unwrap_or_default()
    }

    /// The first of several sections; a list of them is kept whole among the extras.
    fn section(&mut self) -> Option<String> {
        let entries = &self.fields[Field::Section as usize];
        let whole = entries.first().and_then(|entry| match &entry.value {
            Value::Other(list @ Json::Array(values)) if values.len() > 1 => {
                Some((entry.key.clone(), Value::Other(list.clone())))
            }
            _ => None,
        });
        let sections = self.names(Field::Section);
        if let Some((key, list)) = whole.filter(|_| !sections.is_empty()) {
            self.keep(key, list);
        }
        sections.into_iter().next()
    }

    /// A list of names, or one text with commas or semicolons between them.
    fn listed(&mut self, field: Field) -> Vec<String> {
        let texts = self.names(field);
        let [text] = texts.as_slice() else { return cleaned(texts.iter().map(String::as_str)) };
        let separator = if text.contains(';') { ';' } else { ',' };
        cleaned(text.split(separator))
    }

    /// The places named, and that of the dateline.
    fn places(&mut self) -> Vec<String> {
        let mut places = self.listed(Field::Places);
        if let Some(dateline) = self.text(Field::Dateline) {
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
