//! What a query means for an index: fields, analysed words and days, and nothing of the engine.

use article::FieldName;
use jiff::civil::Date;
use schema::{Facet, Keyword, Zone};
use serde::{Deserialize, Serialize};

use super::spans::{Spans, Word};
use crate::syntax::{DecimalRange, Interval, NumberRange};

/// A node of what is asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Plan {
    /// Every article.
    Everything,
    /// No article.
    Nothing,
    /// Words of a text, alone or in an arrangement.
    Words {
        /// Where they are sought.
        target: Target,
        /// The words.
        spans: Spans,
        /// How often the arrangement must occur, 1 or more.
        at_least: u32,
    },
    /// All of these.
    And(Vec<Plan>),
    /// Any of these.
    Or(Vec<Plan>),
    /// Everything but this.
    Not(Box<Plan>),
    /// This, and its score multiplied.
    Boost {
        /// The factor, 0 or more and finite.
        factor: f32,
        /// What is weighed.
        inner: Box<Plan>,
    },
    /// Published on these days, certainly or possibly.
    Published(Interval),
    /// So many words in title and body.
    Length(NumberRange),
    /// Has a value of this name.
    Has(String),
    /// Has a value in a range, in a field of the archive's own.
    Within {
        /// The field.
        field: FieldName,
        /// The range.
        range: ValueRange,
    },
    /// Has this very value in a field.
    Value {
        /// The field.
        field: Facet,
        /// The value, letter for letter.
        value: String,
    },
    /// In one of these languages, in this script if one is named.
    Language {
        /// Codes as articles carry them.
        codes: Vec<String>,
        /// A script's code.
        script: Option<String>,
    },
    /// An id that begins with these characters.
    Id(String),
}

/// What a value of a field of the archive's own may be.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ValueRange {
    /// A number in this range.
    Numbers(DecimalRange),
    /// A date on these days, certainly or possibly.
    Days(Interval),
}

impl ValueRange {
    /// Whether no value lies in it.
    pub(crate) fn is_empty(&self) -> bool {
        match self {
            Self::Numbers(numbers) => numbers.is_empty(),
            Self::Days(days) => days.is_empty(),
        }
    }
}

/// Where words are sought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// Title and body: where bare words are sought.
    Text,
    /// One zone alone.
    Zone(Zone),
    /// Title, body and everything around them.
    All,
    /// A short text of its own.
    Keyword(Keyword),
}

impl Target {
    /// The zones that it spans; none for a keyword.
    pub fn zones(self) -> &'static [Zone] {
        match self {
            Self::Text => &[Zone::Title, Zone::Body],
            Self::Zone(Zone::Title) => &[Zone::Title],
            Self::Zone(Zone::Body) => &[Zone::Body],
            Self::Zone(Zone::Rest) => &[Zone::Rest],
            Self::All => &Zone::ALL,
            Self::Keyword(_) => &[],
        }
    }
}

impl Plan {
    /// Calls `each` with every arrangement of words that makes a hit a hit, outside exclusions.
    pub fn each_wanted<'a>(&'a self, each: &mut impl FnMut(Target, &'a Spans)) {
        match self {
            Self::Words { target, spans, .. } => each(*target, spans),
            Self::And(parts) | Self::Or(parts) => {
                for part in parts {
                    part.each_wanted(each);
                }
            }
            Self::Boost { inner, .. } => inner.each_wanted(each),
            _ => {}
        }
    }

    /// Calls `each` with every word that was typed, also of what is excluded.
    pub fn each_word<'a>(&'a self, each: &mut impl FnMut(&'a Word)) {
        match self {
            Self::Words { spans, .. } => spans.each_word(each),
            Self::And(parts) | Self::Or(parts) => {
                for part in parts {
                    part.each_word(each);
                }
            }
            Self::Not(inner) | Self::Boost { inner, .. } => inner.each_word(each),
            _ => {}
        }
    }

    /// The days asked for by the outermost conditions on the date, if any: their common part.
    pub fn outermost_days(&self) -> Option<Interval> {
        match self {
            Self::Published(days) => Some(*days),
            Self::And(parts) => parts
                .iter()
                .filter_map(|part| match part {
                    Self::Published(days) => Some(*days),
                    _ => None,
                })
                .reduce(intersect),
            _ => None,
        }
    }

    /// Whether nothing is sought but, at most, days.
    pub fn is_about_days_only(&self) -> bool {
        let is_date = |part: &Self| matches!(part, Self::Published(_));
        match self {
            Self::And(parts) => parts.iter().all(is_date),
            part => *part == Self::Everything || is_date(part),
        }
    }

    /// The plan without its outermost conditions on the date.
    #[must_use]
    pub fn without_outermost_days(self) -> Self {
        match self {
            Self::Published(_) => Self::Everything,
            Self::And(parts) => {
                let is_date = |part: &Self| matches!(part, Self::Published(_));
                let mut rest: Vec<_> = parts.into_iter().filter(|part| !is_date(part)).collect();
                match rest.len() {
                    0 => Self::Everything,
                    1 => rest.remove(0),
                    _ => Self::And(rest),
                }
            }
            other => other,
        }
    }
}

/// The days that both hold.
pub(crate) fn intersect(one: Interval, other: Interval) -> Interval {
    let both = |a: Option<Date>, b: Option<Date>, choose: fn(Date, Date) -> Date| match (a, b) {
        (Some(a), Some(b)) => Some(choose(a, b)),
        (a, b) => a.or(b),
    };
    Interval {
        start: both(one.start, other.start, Date::max),
        end: both(one.end, other.end, Date::min),
    }
}
