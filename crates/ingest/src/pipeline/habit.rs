//! Finds what the records of a file have in common, by its beginning: the language that a source
//! usually prints, in which order its dates are written, and the key that holds the texts.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use serde_json::Value;
use text::Language;

use super::Rules;
use crate::clean::{self, Usual, date};
use crate::format::{Context, Draft, Field, Format, Heading, KeyMap, first_records};
use crate::{DateOrder, SkipReason};

/// So many records of a file are looked at.
const RECORDS: usize = 200;
/// Fewer records of a source show no habit.
const FEWEST: u32 = 3;
/// A text of an article has so many words in the mean.
const TEXT_WORDS: usize = 8;
/// The most keys that are named where texts are missing.
const NAMED_KEYS: usize = 12;

/// What is usual in a file.
///
/// It depends on the bytes of the file and on the rules of the run alone, so it is the same whichever record asks first and
/// whether the records before it are read again or known.
#[derive(Debug, Default)]
pub(super) struct Habits {
    languages: BTreeMap<String, Language>,
    order: Option<DateOrder>,
    body_key: Option<String>,
    /// The keys that the caller mapped.
    mapping: Vec<String>,
    /// The digest of what is known to stand around articles, if anything is.
    boilerplate: Option<u64>,
    /// What is to be said of the file as a whole.
    remark: Option<Remark>,
}

/// What is to be said of a file as a whole.
#[derive(Debug, Clone)]
enum Remark {
    BodyChosen { key: String },
    FewTexts { keys: String },
}

impl Remark {
    /// Whether there is anything to be done about it.
    fn says_something(&self) -> bool {
        !matches!(self, Self::FewTexts { keys } if keys.is_empty())
    }
}

impl Habits {
    /// Looks at the first records in the beginning of a file. A source has a habit if more than
    /// half of its records there are in one language, by their own words or by what they are in.
    pub(super) fn of(format: &dyn Format, heading: &Heading, head: &[u8], rules: &Rules) -> Self {
        let order = rules.date_order;
        let boilerplate = rules.boilerplate_digest;
        if !format.has_keys() {
            return Self { order, boilerplate, ..Self::default() };
        }
        let heading_records = usize::try_from(heading.records).unwrap_or(usize::MAX);
        let records = match format.cutter(head, &rules.keys) {
            Some(mut cutter) => {
                first_records(cutter.as_mut(), head, RECORDS.saturating_add(heading_records))
            }
            None => vec![head],
        };
        let records = records.get(heading_records..).unwrap_or_default();
        let mut context = Context { keys: &rules.keys, heading, body_key: None, order };
        let drafts = |context: &Context<'_>| -> Vec<Draft> {
            let read = |record: &&[u8]| {
                let read = || format.read(record, context);
                catch_unwind(AssertUnwindSafe(read)).ok()?.ok()
            };
            records.iter().filter_map(read).collect()
        };
        let mut first = drafts(&context);
        let mut remark = None;
        // Where some records have their text under a key of their own, that key is for them.
        let without: Vec<&Draft> =
            first.iter().filter(|draft| draft.body.trim().is_empty()).collect();
        let body_key = long_text(&without, &rules.keys);
        if let Some(key) = &body_key {
            context.body_key = Some(key);
            first = drafts(&context);
            remark = Some(Remark::BodyChosen { key: key.clone() });
        }
        let without = first.iter().filter(|draft| draft.body.trim().is_empty()).count();
        if without * 2 > first.len() && first.len() >= FEWEST as usize {
            remark = Some(Remark::FewTexts { keys: keys(&first) }).filter(Remark::says_something);
        }
        let languages = languages(&first, rules);
        let order = order.or_else(|| order_shown(&first));
        let mapping = rules.keys.mapped();
        Self { languages, order, body_key, mapping, boilerplate, remark }
    }

    /// The key that holds the texts where no known key does.
    pub(super) fn body_key(&self) -> Option<&str> {
        self.body_key.as_deref()
    }

    /// In which order the dates of the file are written, if that is known.
    pub(super) fn order(&self) -> Option<DateOrder> {
        self.order
    }

    /// What is usual for the source of a record.
    pub(super) fn of_source<'a>(&self, draft: &Draft, rules: &'a Rules) -> Usual<'a> {
        let language = self.languages.get(source(draft)).copied().unwrap_or_default();
        let (boilerplate, own) = (&rules.boilerplate, rules.keys.own());
        Usual { language, order: self.order, boilerplate, own }
    }

    /// What is to be said of the file.
    pub(super) fn remark(&self) -> Option<SkipReason> {
        Some(match self.remark.clone()? {
            Remark::BodyChosen { key } => SkipReason::BodyChosen { key },
            Remark::FewTexts { keys } => SkipReason::FewTexts { keys },
        })
    }

    /// All that decides how a record is read, in a fixed order.
    pub(super) fn parts(&self) -> Vec<String> {
        let languages = self.languages.iter();
        let languages =
            languages.map(|(source, usual)| format!("language {} {source}", usual.code()));
        let order = self.order.map(|order| format!("order {}", order.name()));
        let body_key = self.body_key.as_ref().map(|key| format!("body {key}"));
        let boilerplate = self.boilerplate.map(|digest| format!("boilerplate {digest:x}"));
        let mapping = self.mapping.iter().cloned();
        languages.chain(order).chain(body_key).chain(mapping).chain(boilerplate).collect()
    }
}

/// The languages that the sources usually print.
fn languages(drafts: &[Draft], rules: &Rules) -> BTreeMap<String, Language> {
    let mut votes: BTreeMap<&str, BTreeMap<Language, u32>> = BTreeMap::new();
    for draft in drafts {
        let of_source = votes.entry(source(draft)).or_default();
        *of_source.entry(clean::language_of(draft, &rules.detector)).or_default() += 1;
    }
    let usual = votes.into_iter().filter_map(|(source, votes)| {
        let all: u32 = votes.values().sum();
        let mut most = votes.into_iter().filter(|(_, count)| all >= FEWEST && count * 2 > all);
        Some((source.to_owned(), most.next()?.0))
    });
    usual.collect()
}

/// The order of day and month that the dates of the file show: that of most which can only be read
/// one way.
fn order_shown(drafts: &[Draft]) -> Option<DateOrder> {
    let dates = drafts.iter().flat_map(|draft| &draft.dates);
    let (mut day_first, mut month_first) = (0_usize, 0_usize);
    for (_, value) in dates {
        match date::order_of(value) {
            Some(DateOrder::DayFirst) => day_first += 1,
            Some(DateOrder::MonthFirst) => month_first += 1,
            None => {}
        }
    }
    match day_first.cmp(&month_first) {
        std::cmp::Ordering::Greater => Some(DateOrder::DayFirst),
        std::cmp::Ordering::Less => Some(DateOrder::MonthFirst),
        std::cmp::Ordering::Equal => None,
    }
}

/// The key that holds texts in these records, if one is longer than every other.
fn long_text(drafts: &[&Draft], keys: &KeyMap) -> Option<String> {
    let mut words: BTreeMap<&str, usize> = BTreeMap::new();
    for draft in drafts {
        for (key, value) in &draft.extra {
            *words.entry(key).or_default() += count_words_of(value, keys, 0);
        }
    }
    let mut longest: Vec<(usize, &str)> =
        words.into_iter().map(|(key, count)| (count, key)).collect();
    longest.sort_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(other.1)));
    let (most, key) = longest.first().copied()?;
    let second = longest.get(1).map_or(0, |second| second.0);
    // One is the text and not its summary if it is half as long again.
    (most >= TEXT_WORDS * drafts.len() && most * 2 >= second * 3).then(|| key.to_owned())
}

/// The words of a text, or of the texts of a list. A list of articles, of rows or of words is no
/// text.
fn count_words_of(value: &Value, keys: &KeyMap, depth: usize) -> usize {
    match value {
        Value::String(text) => Some(count_words(text)).filter(|words| depth == 0 || *words > 2),
        Value::Array(values) if depth < 3 && !is_collection(values, keys) => Some(
            values.iter().take(1_000).map(|value| count_words_of(value, keys, depth + 1)).sum(),
        ),
        Value::Object(object) if depth > 0 && depth < 3 => {
            Some(object.values().map(|value| count_words_of(value, keys, depth + 1)).sum())
        }
        _ => None,
    }
    .unwrap_or_default()
}

/// Whether most elements of a list are something of their own: rows, or what has a title and an
/// address or a date.
fn is_collection(values: &[Value], keys: &KeyMap) -> bool {
    values.iter().filter(|value| is_entry(value, keys)).count() * 2 > values.len()
}

fn is_entry(value: &Value, keys: &KeyMap) -> bool {
    let Value::Object(object) = value else { return value.is_array() };
    let fields: Vec<Field> = object.keys().filter_map(|key| Some(keys.field(key)?.0)).collect();
    fields.contains(&Field::Title)
        && fields.iter().any(|field| matches!(field, Field::Url | Field::Date | Field::Created))
}

/// Words, and the signs of scripts that part none.
fn count_words(text: &str) -> usize {
    let signs = text.chars().filter(|c| ('\u{2e80}'..'\u{a000}').contains(c)).count();
    text.split_whitespace().filter(|word| !word.contains("://")).count() + signs
}

/// The keys of the records that stand for no field, the most frequent first.
fn keys(drafts: &[Draft]) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for key in drafts.iter().flat_map(|draft| draft.extra.keys()) {
        *counts.entry(key).or_default() += 1;
    }
    let mut keys: Vec<(&str, usize)> = counts.into_iter().collect();
    keys.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let named: Vec<&str> = keys.iter().take(NAMED_KEYS).map(|(key, _)| *key).collect();
    named.join(", ").chars().take(200).collect()
}

/// The name of a record's source, else the host of its address.
fn source(draft: &Draft) -> &str {
    let host = || draft.url.as_deref().and_then(|url| url.split('/').nth(2));
    draft.source.as_deref().or_else(host).unwrap_or_default()
}
