//! Conditions on the day of publication, and the days they come to.

use std::fmt;

use jiff::{Span, ToSpan, civil::Date};
use serde::{Deserialize, Serialize};

/// A range of time, open or bounded at either side by a named period.
///
/// `date:2025` has the same inclusive bound at both sides, `date:>2025` an
/// exclusive one at its start and none at its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateCondition {
    /// Where it begins; `None` is at the beginning of time.
    pub from: Option<Bound>,
    /// Where it ends; `None` is never.
    pub to: Option<Bound>,
}

/// One side of a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bound {
    /// The period that is named.
    pub period: Period,
    /// Whether its own days belong to the range.
    pub inclusive: bool,
}

/// A stretch of whole days, named absolutely or against today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// A calendar year, 1 to 9999.
    Year(i16),
    /// A calendar month.
    Month {
        /// 1 to 9999.
        year: i16,
        /// 1 to 12.
        month: i8,
    },
    /// A day.
    Day(Date),
    /// Today, or the ISO week (Monday to Sunday), calendar month or calendar
    /// year that holds it, days to come included.
    This(Unit),
    /// The whole day, ISO week, month or year before that one.
    Last(Unit),
    /// `7d`, `3w`, `6m`, `1y`: so many up to today, which is the last day of
    /// them. `1d` is today; `1m` on 31 May begins on 1 May, as a month
    /// before is 30 April.
    Past {
        /// 1 to 9999.
        count: u16,
        /// Of what.
        unit: Unit,
    },
}

/// A unit of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// A civil day.
    Day,
    /// Seven days from a Monday.
    Week,
    /// A calendar month.
    Month,
    /// A calendar year.
    Year,
}

/// Civil days from `start` to `end`, both included; `None` is without end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Interval {
    /// The first day.
    pub start: Option<Date>,
    /// The last day.
    pub end: Option<Date>,
}

impl DateCondition {
    /// Exactly this period.
    pub fn within(period: Period) -> Self {
        let bound = Some(Bound { period, inclusive: true });
        Self { from: bound, to: bound }
    }

    /// The days it comes to on a given day. The interval may be empty.
    pub fn resolve(&self, today: Date) -> Interval {
        let nothing = Interval { start: Some(Date::MAX), end: Some(Date::MIN) };
        let mut days = Interval { start: None, end: None };
        if let Some(bound) = self.from {
            let (first, last) = bound.period.days(today);
            if bound.inclusive {
                days.start = Some(first);
            } else {
                let Ok(next) = last.tomorrow() else { return nothing };
                days.start = Some(next);
            }
        }
        if let Some(bound) = self.to {
            let (first, last) = bound.period.days(today);
            if bound.inclusive {
                days.end = Some(last);
            } else {
                let Ok(previous) = first.yesterday() else { return nothing };
                days.end = Some(previous);
            }
        }
        days
    }

    /// Whether it means other days tomorrow.
    pub fn is_relative(&self) -> bool {
        [self.from, self.to].into_iter().flatten().any(|bound| bound.period.is_relative())
    }
}

impl Period {
    /// Its first and last day, seen from a given day.
    pub fn days(self, today: Date) -> (Date, Date) {
        match self {
            Self::Year(year) => {
                let first = Date::new(year, 1, 1).unwrap_or(Date::MIN);
                (first, first.last_of_year())
            }
            Self::Month { year, month } => {
                let first = Date::new(year, month, 1).unwrap_or(Date::MIN);
                (first, first.last_of_month())
            }
            Self::Day(date) => (date, date),
            Self::This(unit) => unit.around(today),
            Self::Last(unit) => {
                let (first, _) = unit.around(today);
                unit.around(first.yesterday().unwrap_or(first))
            }
            Self::Past { count, unit } => {
                let before = today.saturating_sub(unit.times(count));
                (before.tomorrow().unwrap_or(before), today)
            }
        }
    }

    /// Whether it depends on the day it is asked.
    pub fn is_relative(self) -> bool {
        matches!(self, Self::This(_) | Self::Last(_) | Self::Past { .. })
    }
}

impl Unit {
    fn around(self, day: Date) -> (Date, Date) {
        match self {
            Self::Day => (day, day),
            Self::Week => {
                let monday = i64::from(day.weekday().to_monday_zero_offset());
                let first = day.saturating_sub(monday.days());
                (first, first.saturating_add(6.days()))
            }
            Self::Month => (day.first_of_month(), day.last_of_month()),
            Self::Year => (day.first_of_year(), day.last_of_year()),
        }
    }

    fn times(self, count: u16) -> Span {
        let count = i64::from(count);
        match self {
            Self::Day => count.days(),
            Self::Week => count.weeks(),
            Self::Month => count.months(),
            Self::Year => count.years(),
        }
    }
}

impl Interval {
    /// Whether it ends before it begins.
    pub fn is_empty(&self) -> bool {
        matches!((self.start, self.end), (Some(start), Some(end)) if end < start)
    }
}

/// As it can be typed after `date:`.
impl fmt::Display for DateCondition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.from, self.to) {
            (None, None) => f.write_str(".."),
            (Some(from), None) => {
                let sign = if from.inclusive { ">=" } else { ">" };
                one_sided(f, sign, from.period)
            }
            (None, Some(to)) => {
                let sign = if to.inclusive { "<=" } else { "<" };
                one_sided(f, sign, to.period)
            }
            (Some(from), Some(to)) if from == to && from.inclusive => {
                quoted_if_spaced(f, from.period)
            }
            (Some(from), Some(to)) => {
                if from.inclusive && to.inclusive && !from.is_spaced() && !to.is_spaced() {
                    return write!(f, "{}..{}", from.period, to.period);
                }
                f.write_str(if from.inclusive { "[" } else { "{" })?;
                write!(f, "{} TO {}", from.period, to.period)?;
                f.write_str(if to.inclusive { "]" } else { "}" })
            }
        }
    }
}

impl Bound {
    fn is_spaced(self) -> bool {
        self.period.is_spaced()
    }
}

impl Period {
    fn is_spaced(self) -> bool {
        matches!(self, Self::This(unit) | Self::Last(unit) if unit != Unit::Day)
    }
}

fn quoted_if_spaced(f: &mut fmt::Formatter<'_>, period: Period) -> fmt::Result {
    if period.is_spaced() { write!(f, "\"{period}\"") } else { write!(f, "{period}") }
}

fn one_sided(f: &mut fmt::Formatter<'_>, sign: &str, period: Period) -> fmt::Result {
    match (sign, period.is_spaced()) {
        (">=", false) => write!(f, "{period}.."),
        ("<=", false) => write!(f, "..{period}"),
        (_, false) => write!(f, "{sign}{period}"),
        (_, true) => write!(f, "\"{sign}{period}\""),
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Month { year, month } => write!(f, "{year:04}-{month:02}"),
            Self::Day(date) => {
                write!(f, "{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
            }
            Self::This(Unit::Day) => f.write_str("today"),
            Self::Last(Unit::Day) => f.write_str("yesterday"),
            Self::This(unit) => write!(f, "this {unit}"),
            Self::Last(unit) => write!(f, "last {unit}"),
            Self::Past { count, unit } => {
                let letter = match unit {
                    Unit::Day => 'd',
                    Unit::Week => 'w',
                    Unit::Month => 'm',
                    Unit::Year => 'y',
                };
                write!(f, "{count}{letter}")
            }
        }
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
        })
    }
}
