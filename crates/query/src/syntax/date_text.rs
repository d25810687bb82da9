//! Reads a date condition from the text behind `date:`.

use jiff::civil::Date;

use super::date::{Bound, DateCondition, Period, Unit};
use super::month_names;
use super::range_text::{self, RangeText, Side};

/// A condition that was read, and how sure the reading is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ReadDate {
    pub(super) condition: DateCondition,
    /// Whether the order of day and month, or a dash, was guessed.
    pub(super) is_doubtful: bool,
}

/// Why a text is no date condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DateFault {
    /// It does not read as a date at all.
    Unreadable,
    /// It names a day, month or year that does not exist; the nearest that
    /// does, if one is near.
    Impossible(Option<DateCondition>),
    /// It ends before it begins; the sides exchanged.
    Empty(DateCondition),
}

/// Longer texts are no dates.
const LONGEST: usize = 100;

/// Reads what stands behind `date:`, without quotes around it.
pub(super) fn read(text: &str) -> Result<ReadDate, DateFault> {
    let text = text.trim();
    if text.is_empty() || text.len() > LONGEST {
        return Err(DateFault::Unreadable);
    }
    if let Some((first, last)) = years_with_dash(text) {
        let condition = DateCondition {
            from: Some(Bound { period: Period::Year(first), inclusive: true }),
            to: Some(Bound { period: Period::Year(last), inclusive: true }),
        };
        return checked(condition).map(|condition| ReadDate { condition, is_doubtful: true });
    }
    let range = range_text::split(text);
    let mut reading = Reading::default();
    let condition = match range {
        RangeText::One(one) => DateCondition::within(reading.period(one)?),
        RangeText::Between { from, to } => {
            let condition = DateCondition { from: reading.bound(from)?, to: reading.bound(to)? };
            if condition.from.is_none() && condition.to.is_none() {
                return Err(DateFault::Unreadable);
            }
            condition
        }
    };
    if reading.is_mended {
        return Err(DateFault::Impossible(Some(nearest(condition))));
    }
    checked(condition).map(|condition| ReadDate { condition, is_doubtful: reading.is_doubtful })
}

/// Reads a single period, as stands behind `since:`.
pub(super) fn read_period(text: &str) -> Result<(Period, bool), DateFault> {
    let text = text.trim();
    if text.len() > LONGEST {
        return Err(DateFault::Unreadable);
    }
    let mut reading = Reading::default();
    let period = reading.period(text)?;
    if reading.is_mended {
        return Err(DateFault::Impossible(Some(DateCondition::within(period))));
    }
    Ok((period, reading.is_doubtful))
}

/// The condition itself, or one that can hold where it cannot.
pub(super) fn nearest(condition: DateCondition) -> DateCondition {
    match checked(condition) {
        Err(DateFault::Empty(nearest)) => nearest,
        _ => condition,
    }
}

/// A condition that can hold on some day; relative ones are not judged.
pub(super) fn checked(condition: DateCondition) -> Result<DateCondition, DateFault> {
    if condition.is_relative() {
        return Ok(condition);
    }
    let days = condition.resolve(Date::ZERO);
    let year_is_printable = |date: Option<Date>| date.is_none_or(|date| date.year() >= 1);
    if !days.is_empty() && year_is_printable(days.end) {
        return Ok(condition);
    }
    let exchanged = DateCondition { from: condition.to, to: condition.from };
    let is_better = exchanged.from.is_some() && exchanged.to.is_some();
    if is_better && !exchanged.resolve(Date::ZERO).is_empty() {
        return Err(DateFault::Empty(exchanged));
    }
    let inclusive = |bound: Option<Bound>| bound.map(|bound| Bound { inclusive: true, ..bound });
    let nearest = DateCondition { from: inclusive(condition.from), to: inclusive(condition.to) };
    Err(DateFault::Empty(nearest))
}

/// Reads periods, and remembers whether one had to be guessed or mended.
#[derive(Debug, Default)]
struct Reading {
    is_doubtful: bool,
    is_mended: bool,
}

impl Reading {
    fn bound(&mut self, side: Option<Side<'_>>) -> Result<Option<Bound>, DateFault> {
        let Some(side) = side else { return Ok(None) };
        let period = self.period(side.text)?;
        Ok(Some(Bound { period, inclusive: side.inclusive }))
    }

    fn period(&mut self, text: &str) -> Result<Period, DateFault> {
        let text = text.trim().trim_matches(|c: char| super::word::is_quote(c) || c == '\'').trim();
        relative(text)
            .or_else(|| self.digits(text))
            .or_else(|| self.with_month_name(text))
            .ok_or(DateFault::Unreadable)
    }

    /// `2025`, `2025-05`, `2025-05-30`, `20250530`, `30.5.2025`, and a
    /// timestamp's day.
    fn digits(&mut self, text: &str) -> Option<Period> {
        let day = text.split_once(['T', 't']).map_or(text, |(day, _)| day);
        let parts: Vec<&str> = day
            .trim_end_matches(['.', '/', '-'])
            .split(['-', '/', '.', '‑', '–'])
            .map(str::trim)
            .collect();
        if !parts.iter().all(|part| is_number(part)) {
            return None;
        }
        match parts.as_slice() {
            [compact] if compact.len() == 8 => {
                self.day(&compact[..4], &compact[4..6], &compact[6..])
            }
            [year] if year.len() == 4 => self.year(year).map(Period::Year),
            [year] if year.len() > 4 => {
                self.is_mended = true;
                nearest_year(year).map(Period::Year)
            }
            [year, month] if year.len() == 4 => self.month(year, month),
            [month, year] if year.len() == 4 => self.month(year, month),
            [year, month, day] if year.len() == 4 => self.day(year, month, day),
            [first, second, year] if year.len() == 4 => {
                let (first_number, second_number) = (number(first)?, number(second)?);
                let is_slashed = day.contains('/');
                if is_slashed && second_number > 12 && first_number <= 12 {
                    return self.day(year, first, second);
                }
                self.is_doubtful |= is_slashed
                    && first_number <= 12
                    && second_number <= 12
                    && first_number != second_number;
                self.day(year, second, first)
            }
            _ => None,
        }
    }

    /// `may 2025`, `30 May 2025`, `May 30, 2025`, `30. маја 2025.`
    fn with_month_name(&mut self, text: &str) -> Option<Period> {
        let words: Vec<&str> = text
            .split(|c: char| c.is_whitespace() || matches!(c, ',' | '.' | '-' | '/'))
            .filter(|word| !word.is_empty() && !FILLERS.contains(&word.to_lowercase().as_str()))
            .take(4)
            .collect();
        match words.as_slice() {
            [month, year] => {
                let month = month_names::month(month)?;
                Some(Period::Month { year: self.year(year)?, month })
            }
            [first, second, year] => {
                let (month, day) = match (month_names::month(first), month_names::month(second)) {
                    (Some(month), None) => (month, second),
                    (None, Some(month)) => (month, first),
                    _ => return None,
                };
                let day =
                    ORDINALS.iter().find_map(|ending| day.strip_suffix(ending)).unwrap_or(day);
                self.day(year, &month.to_string(), day)
            }
            _ => None,
        }
    }

    fn year(&mut self, year: &str) -> Option<i16> {
        if year.len() != 4 {
            return None;
        }
        let year = number(year)?;
        self.is_mended |= year == 0;
        Some(year.max(1))
    }

    fn month(&mut self, year: &str, month: &str) -> Option<Period> {
        if month.len() > 2 {
            return None;
        }
        let year = self.year(year)?;
        let typed = i8::try_from(number(month)?).ok()?;
        let month = typed.clamp(1, 12);
        self.is_mended |= month != typed;
        Some(Period::Month { year, month })
    }

    fn day(&mut self, year: &str, month: &str, day: &str) -> Option<Period> {
        let Period::Month { year, month } = self.month(year, month)? else { return None };
        if day.len() > 2 {
            return None;
        }
        let typed = i8::try_from(number(day)?).ok()?;
        let last = Date::new(year, month, 1).ok()?.days_in_month();
        let day = typed.clamp(1, last);
        self.is_mended |= day != typed;
        Date::new(year, month, day).ok().map(Period::Day)
    }
}

/// Words that stand in a date and say nothing.
const FILLERS: &[&str] = &[
    "of",
    "the",
    "de",
    "del",
    "di",
    "le",
    "am",
    "года",
    "г",
    "році",
    "року",
    "р",
    "roku",
    "godine",
    "године",
    "година",
    "yılı",
    "του",
];

const ORDINALS: &[&str] = &["st", "nd", "rd", "th", "er"];

fn relative(text: &str) -> Option<Period> {
    let lower = text.to_lowercase();
    match lower.as_str() {
        "today" | "now" => return Some(Period::This(Unit::Day)),
        "yesterday" => return Some(Period::Last(Unit::Day)),
        _ => {}
    }
    let words: Vec<&str> = lower.split_whitespace().take(4).collect();
    match words.as_slice() {
        ["this", name] => unit(name).filter(|unit| *unit != Unit::Day).map(Period::This),
        ["last" | "previous" | "past", name] => {
            unit(name).filter(|unit| *unit != Unit::Day).map(Period::Last)
        }
        ["last" | "past", number, name] => {
            past(number, unit(name.strip_suffix('s').unwrap_or(name))?)
        }
        [short] => {
            let letter = short.chars().next_back()?;
            let unit = match letter {
                'd' => Unit::Day,
                'w' => Unit::Week,
                'm' => Unit::Month,
                'y' => Unit::Year,
                _ => return None,
            };
            past(&short[..short.len() - 1], unit)
        }
        _ => None,
    }
}

fn past(count: &str, unit: Unit) -> Option<Period> {
    if count.len() > 4 || !is_number(count) {
        return None;
    }
    let count: u16 = count.parse().ok()?;
    (count > 0).then_some(Period::Past { count, unit })
}

fn unit(name: &str) -> Option<Unit> {
    match name {
        "day" => Some(Unit::Day),
        "week" => Some(Unit::Week),
        "month" => Some(Unit::Month),
        "year" => Some(Unit::Year),
        _ => None,
    }
}

/// `2020-2025`: no month is meant.
fn years_with_dash(text: &str) -> Option<(i16, i16)> {
    let (first, last) = text.split_once(['-', '–', '—'])?;
    let (first, last) = (first.trim(), last.trim());
    if first.len() != 4 || last.len() != 4 || !is_number(first) || !is_number(last) {
        return None;
    }
    let years = (number(first)?, number(last)?);
    (years.0 > 0 && years.1 > 0).then_some(years)
}

/// The year that is left when one digit too many is taken out, if it is one
/// that newspapers have seen.
fn nearest_year(digits: &str) -> Option<i16> {
    if digits.len() != 5 {
        return None;
    }
    (0..digits.len())
        .filter_map(|at| number(&format!("{}{}", &digits[..at], &digits[at + 1..])))
        .find(|year| (1600..2100).contains(year))
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn number(text: &str) -> Option<i16> {
    if is_number(text) { text.parse().ok() } else { None }
}
