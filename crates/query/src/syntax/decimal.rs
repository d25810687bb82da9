//! Ranges of numbers that need not be whole.

use std::cmp::Ordering;
use std::fmt;
use std::ops::{Bound, RangeBounds};

use article::{FieldKind, OwnValue};
use serde::{Deserialize, Serialize};

use super::range_text::{self, RangeText, Side};

/// A range of numbers.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DecimalRange {
    /// The lower end, if any.
    pub from: Option<Decimal>,
    /// The upper end, if any.
    pub to: Option<Decimal>,
}

/// An end of a range of numbers.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decimal {
    /// The number, finite.
    pub number: f64,
    /// Whether it is in the range itself.
    pub inclusive: bool,
}

impl DecimalRange {
    /// No number.
    pub(crate) const NOTHING: Self = Self {
        from: Some(Decimal { number: 0.0, inclusive: false }),
        to: Some(Decimal { number: 0.0, inclusive: false }),
    };

    /// Reads `12`, `>1.5`, `1..5`, `[1 TO 5}`; an empty range is none.
    pub(super) fn read(text: &str) -> Option<Self> {
        let (from, to) = match range_text::split(text) {
            RangeText::One(one) => {
                let side = Some(Side { text: one, inclusive: true });
                (side, side)
            }
            RangeText::Between { from, to } => (from, to),
        };
        let end = |side: Option<Side<'_>>| {
            side.map(Decimal::read).map_or(Some(None), |end| end.map(Some))
        };
        let range = Self { from: end(from)?, to: end(to)? };
        (!range.is_open() && !range.is_empty()).then_some(range)
    }

    /// A range of numbers; `None` where none lies in it. What is infinite is no end.
    pub fn of(range: impl RangeBounds<f64>) -> Option<Self> {
        let end = |bound: Bound<&f64>, is_lower: bool| match bound {
            Bound::Unbounded => Some(None),
            Bound::Included(number) | Bound::Excluded(number) if number.is_infinite() => {
                // Beyond all numbers on its side it is no end, beyond those of the other it leaves
                // none.
                (number.is_sign_negative() == is_lower).then_some(None)
            }
            Bound::Included(number) | Bound::Excluded(number) if number.is_nan() => None,
            Bound::Included(number) => Some(Some(Decimal { number: *number, inclusive: true })),
            Bound::Excluded(number) => Some(Some(Decimal { number: *number, inclusive: false })),
        };
        let (from, to) = (end(range.start_bound(), true)?, end(range.end_bound(), false)?);
        Some(Self { from, to }).filter(|range| !range.is_empty())
    }

    /// Whether it has no end.
    pub fn is_open(&self) -> bool {
        self.from.is_none() && self.to.is_none()
    }

    /// Whether no number lies in it.
    pub fn is_empty(&self) -> bool {
        let (Some(from), Some(to)) = (self.from, self.to) else { return false };
        match from.number.partial_cmp(&to.number) {
            Some(Ordering::Less) => false,
            Some(Ordering::Equal) => !(from.inclusive && to.inclusive),
            Some(Ordering::Greater) | None => true,
        }
    }
}

impl Decimal {
    fn read(side: Side<'_>) -> Option<Self> {
        match OwnValue::read(side.text, FieldKind::Number)? {
            OwnValue::Number(number) => Some(Self { number, inclusive: side.inclusive }),
            _ => None,
        }
    }
}

/// The number.
impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        OwnValue::Number(self.number).fmt(f)
    }
}

impl fmt::Display for DecimalRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.from, self.to) {
            (Some(from), Some(to)) if from == to => from.fmt(f),
            (Some(from), Some(to)) if from.inclusive && to.inclusive => write!(f, "{from}..{to}"),
            (Some(from), Some(to)) => {
                let opener = if from.inclusive { '[' } else { '{' };
                let closer = if to.inclusive { ']' } else { '}' };
                write!(f, "{opener}{from} TO {to}{closer}")
            }
            (Some(from), None) => write!(f, "{}{from}", if from.inclusive { ">=" } else { ">" }),
            (None, Some(to)) => write!(f, "{}{to}", if to.inclusive { "<=" } else { "<" }),
            (None, None) => f.write_str(".."),
        }
    }
}
