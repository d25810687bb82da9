//! The names that may stand before a colon.

use article::{FieldKind as Kind, FieldName, OwnFields, OwnValue};

/// What a known name before a colon asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum FieldKind {
    /// Words sought in this field.
    Text(String),
    /// The same, but the value is taken whole up to the next space: an
    /// address or an identifier.
    Literal(&'static str),
    /// A date condition.
    Date(DateRole),
    /// The length in words.
    Words,
    /// A number of a field of the archive's own.
    NumberOf(FieldName),
    /// A date of one.
    DateOf(FieldName),
    /// Whether a field has a value.
    Has,
    /// What the query searches.
    In,
    /// No known name: it is read as a word.
    Unknown(String),
}

/// Which side of a date a name speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DateRole {
    On,
    Since,
    Until,
    Before,
    After,
}

/// Typed name and canonical name of the fields that hold text.
const TEXT_FIELDS: &[(&str, &str)] = &[
    ("title", "title"),
    ("headline", "title"),
    ("body", "body"),
    ("author", "author"),
    ("byline", "author"),
    ("source", "source"),
    ("site", "source"),
    ("outlet", "source"),
    ("lang", "lang"),
    ("section", "section"),
    ("place", "place"),
    ("tag", "tag"),
];

const LITERAL_FIELDS: &[&str] = &["id", "url"];

const DATE_FIELDS: &[(&str, DateRole)] = &[
    ("date", DateRole::On),
    ("since", DateRole::Since),
    ("until", DateRole::Until),
    ("before", DateRole::Before),
    ("after", DateRole::After),
];

const OTHER_FIELDS: &[&str] = &["words", "has", "in"];

/// Names longer than this are no misspelt field.
const LONGEST_NAME: usize = 24;

/// What a typed name asks for; letter case does not count.
pub(super) fn find(name: &str, own_fields: &OwnFields) -> Option<FieldKind> {
    let is_name = |known: &&str| known.eq_ignore_ascii_case(name);
    if let Some((_, canonical)) = TEXT_FIELDS.iter().find(|(typed, _)| is_name(typed)) {
        return Some(FieldKind::Text((*canonical).to_owned()));
    }
    if let Some(literal) = LITERAL_FIELDS.iter().find(|known| is_name(known)) {
        return Some(FieldKind::Literal(literal));
    }
    if let Some((_, role)) = DATE_FIELDS.iter().find(|(typed, _)| is_name(typed)) {
        return Some(FieldKind::Date(*role));
    }
    match name.to_ascii_lowercase().as_str() {
        "words" => return Some(FieldKind::Words),
        "has" => return Some(FieldKind::Has),
        "in" => return Some(FieldKind::In),
        _ => {}
    }
    let (name, kind) = own_fields.find(name)?;
    Some(match kind {
        Kind::Number => FieldKind::NumberOf(name),
        Kind::Date => FieldKind::DateOf(name),
        _ => FieldKind::Text(name.into()),
    })
}

/// The canonical name of a field that an article may have or lack.
pub(super) fn find_stored(name: &str, own_fields: &OwnFields) -> Option<String> {
    match find(name, own_fields)? {
        FieldKind::Text(canonical) => Some(canonical),
        FieldKind::Literal(canonical) => Some(canonical.to_owned()),
        FieldKind::Date(DateRole::On) => Some("date".to_owned()),
        FieldKind::NumberOf(name) | FieldKind::DateOf(name) => Some(name.into()),
        _ => None,
    }
}

/// Whether it is a field of every archive that has values which can be asked for letter by letter.
pub(super) fn is_valued(canonical: &str) -> bool {
    ["author", "source", "lang", "section", "place", "tag"].contains(&canonical)
}

/// Whether the field has values that can be asked for letter by letter.
pub(super) fn has_values(canonical: &str, own_fields: &OwnFields) -> bool {
    is_valued(canonical) || own_fields.find(canonical).is_some_and(|(_, kind)| kind.has_values())
}

/// Whether a text may be a value of a field: what is no number is none of a field of numbers.
pub(super) fn may_have_value(canonical: &str, value: &str, own_fields: &OwnFields) -> bool {
    let own = own_fields.find(canonical);
    own.is_none_or(|(_, kind)| OwnValue::read(value, kind).is_some())
}

/// Whether the field's value is taken whole.
pub(super) fn is_literal(canonical: &str) -> bool {
    LITERAL_FIELDS.contains(&canonical)
}

/// Whether something before a colon looks as if it were meant as a field.
pub(super) fn looks_like_a_name(name: &str) -> bool {
    name.len() > 1
        && name.chars().any(char::is_alphabetic)
        && name.chars().all(|c| c.is_alphabetic() || c == '_' || c == '-')
}

/// Whether an archive may have a field of this name.
pub(super) fn may_be_a_field(name: &str) -> bool {
    /// What stands before the colon of an address.
    const SCHEMES: [&str; 3] = ["http", "https", "ftp"];
    looks_like_a_name(name) && !SCHEMES.iter().any(|scheme| name.eq_ignore_ascii_case(scheme))
}

/// The names that every archive knows.
pub(super) fn known_names() -> Vec<&'static str> {
    let texts = TEXT_FIELDS.iter().map(|(name, _)| *name);
    let dates = DATE_FIELDS.iter().map(|(name, _)| *name);
    let literals = LITERAL_FIELDS.iter().copied();
    texts.chain(literals).chain(dates).chain(OTHER_FIELDS.iter().copied()).collect()
}

/// The known name nearest to a misspelt one, if one is near.
pub(super) fn nearest(name: &str, own_fields: &OwnFields) -> Option<String> {
    if name.len() > LONGEST_NAME {
        return None;
    }
    let typed: Vec<char> = name.to_lowercase().chars().collect();
    let most_edits = (typed.len() / 3).max(1);
    known_names()
        .into_iter()
        .map(str::to_owned)
        .chain(own_fields.iter().map(|(name, _)| name.into()))
        .filter(|known| known.len() <= LONGEST_NAME)
        .map(|known| (edits_between(&typed, &known), known))
        .filter(|(edits, _)| *edits <= most_edits)
        .min_by_key(|(edits, _)| *edits)
        .map(|(_, known)| known)
}

/// Optimal string alignment distance: insertions, deletions, substitutions
/// and exchanges of neighbours (Damerau 1964, in the restricted form).
fn edits_between(typed: &[char], known: &str) -> usize {
    let known: Vec<char> = known.to_lowercase().chars().collect();
    let width = known.len() + 1;
    let mut before_last: Vec<usize> = vec![0; width];
    let mut last: Vec<usize> = (0..width).collect();
    for (row, &letter) in typed.iter().enumerate() {
        let mut current = vec![row + 1; width];
        for (column, &other) in known.iter().enumerate() {
            let substituted = last[column] + usize::from(letter != other);
            let mut best = substituted.min(last[column + 1] + 1).min(current[column] + 1);
            let is_exchange =
                row > 0 && column > 0 && letter == known[column - 1] && typed[row - 1] == other;
            if is_exchange {
                best = best.min(before_last[column - 1] + 1);
            }
            current[column + 1] = best;
        }
        before_last = std::mem::replace(&mut last, current);
    }
    last[known.len()]
}
