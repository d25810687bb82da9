//! Reads what a record has in the fields that the archive has of its own.

use std::collections::BTreeMap;

use article::{FieldKind, OwnFields, OwnValues};
use serde_json::Value;

use super::date::{self, Manner};
use crate::SkipReason;

/// Brings the dates of such fields into the form of ISO 8601, and tells of what is no value of its
/// kind.
pub(super) fn read(
    extra: &mut BTreeMap<String, Value>,
    own: &OwnFields,
    manner: Manner,
) -> Vec<SkipReason> {
    if own.is_empty() {
        return Vec::new();
    }
    for (key, value) in extra.iter_mut() {
        if own.of_key(key).any(|(_, field)| field.kind == FieldKind::Date) {
            with_iso_dates(value, manner);
        }
    }
    let mut remarks = Vec::new();
    for (field, declared) in own.iter() {
        let OwnValues { unread, .. } = OwnValues::of(extra, field, declared);
        if let Some(first) = unread.first() {
            let expected = match declared.kind {
                FieldKind::Number => "a number",
                FieldKind::Date => "a date",
                _ => "a text",
            };
            let found = shown(first);
            remarks.push(SkipReason::NoValue { field, expected, found });
        }
    }
    remarks
}

/// A date, or each of a list of them; what is none stays as it is.
fn with_iso_dates(value: &mut Value, manner: Manner) {
    match value {
        Value::Array(values) if !are_parts(values) => {
            for value in values {
                with_iso_dates(value, manner);
            }
        }
        Value::Null => {}
        value => {
            // What can be read in two ways stays as it is, and is told.
            if let [found] = date::of_record(value, manner).as_slice() {
                *value = Value::String(found.date.to_string());
            }
        }
    }
}

/// Whether numbers are the year, month and day of one date, as some programs write it.
fn are_parts(values: &[Value]) -> bool {
    let number = |at: usize| values.get(at).and_then(Value::as_u64);
    (2..=3).contains(&values.len())
        && number(0).is_some_and(|year| (1000..=9999).contains(&year))
        && (1..values.len()).all(|at| number(at).is_some_and(|part| (1..=31).contains(&part)))
}

/// The beginning of a value, on one line.
fn shown(value: &str) -> String {
    const CHARACTERS: usize = 60;
    let mut line = value.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((end, _)) = line.char_indices().nth(CHARACTERS) {
        line.truncate(end);
        line.push('…');
    }
    line
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn dates_become_iso_and_what_is_no_value_is_told() {
        let own = OwnFields::new()
            .with("embargo", FieldKind::Date)
            .and_then(|own| own.with("pages", FieldKind::Number))
            .and_then(|own| own.with("desk", FieldKind::Keyword))
            .and_then(|own| own.with("parts", FieldKind::Date))
            .and_then(|own| own.with("seconds", FieldKind::Date))
            .and_then(|own| own.with("either", FieldKind::Date))
            .unwrap();
        let extra = json!({
            "Embargo": ["30. Mai 2025", "2025-06-01T12:00:00+02:00", "soon"],
            "parts": [2025, 5, 30],
            "seconds": [1_748_563_200, 1_748_649_600],
            "either": "5/6/2025",
            "pages": "twelve",
            "desk": "Foreign",
        });
        let mut extra: BTreeMap<String, Value> = serde_json::from_value(extra).unwrap();
        let language = text::Language::from_code("de").unwrap();
        let german = Manner { language, order: None, is_date: false };
        let remarks = read(&mut extra, &own, german);
        assert_eq!(extra["Embargo"], json!(["2025-05-30", "2025-06-01T12:00:00+02:00", "soon"]));
        assert_eq!(extra["parts"], json!("2025-05-30"));
        assert_eq!(extra["seconds"][1].as_str().map(|date| &date[..10]), Some("2025-05-31"));
        let remarks: Vec<String> = remarks.iter().map(ToString::to_string).collect();
        assert_eq!(remarks.len(), 3, "{remarks:?}");
        assert!(remarks[0].contains("`either` is to be a date, not `5/6/2025`"), "{remarks:?}");
        assert!(remarks[1].contains("`embargo` is to be a date, not `soon`"), "{remarks:?}");
        assert!(remarks[2].contains("`pages` is to be a number, not `twelve`"), "{remarks:?}");
    }
}
