//! Finds the dates in a line of text.

use std::ops::Range;

use article::{Precision, PublishedOn};
use jiff::civil::Time;

use super::zone::{self, Zone};
use super::{LAST_YEAR, Manner};
use crate::DateOrder;

/// A date, and where it stands in the line.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Found {
    /// The date; its year alone, where day and month cannot be told apart.
    pub(crate) date: PublishedOn,
    /// What it may be where they cannot: with the day first, with the month first.
    pub(crate) readings: Option<[PublishedOn; 2]>,
    pub(crate) span: Range<usize>,
}

/// Years in which anything was published; other numbers of four digits are prices and amounts.
const YEARS: std::ops::RangeInclusive<i16> = 1500..=LAST_YEAR;

/// A run of digits or of letters.
#[derive(Debug)]
struct Part<'a> {
    text: &'a str,
    start: usize,
    number: Option<u32>,
}

impl Part<'_> {
    fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// The number, if it has that many digits.
    fn digits(&self, counts: Range<usize>) -> Option<i16> {
        let number = self.number.filter(|_| counts.contains(&self.text.len()))?;
        i16::try_from(number).ok()
    }

    fn year(&self) -> Option<i16> {
        self.digits(4..5).filter(|year| YEARS.contains(year))
    }

    fn small(&self) -> Option<i8> {
        i8::try_from(self.digits(1..3)?).ok()
    }
}

/// The first date of the line that is whole and possible.
pub(crate) fn find(line: &str, manner: Manner) -> Option<Found> {
    // Without a digit there is no date; most lines end here.
    if !line.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let parts = parts(line);
    let reader = LineReader { line, parts: &parts, manner };
    (0..parts.len()).find_map(|at| reader.date_at(at))
}

/// The first dates of the line, at most so many.
pub(super) fn find_all(line: &str, manner: Manner, limit: usize) -> Vec<Found> {
    let mut all: Vec<Found> = Vec::new();
    if !line.bytes().any(|byte| byte.is_ascii_digit()) {
        return all;
    }
    let parts = parts(line);
    let reader = LineReader { line, parts: &parts, manner };
    for (at, part) in parts.iter().enumerate() {
        let is_behind = all.last().is_none_or(|last| last.span.end <= part.start);
        if let Some(found) = is_behind.then(|| reader.date_at(at)).flatten() {
            all.push(found);
            if all.len() == limit {
                break;
            }
        }
    }
    all
}

fn parts(line: &str) -> Vec<Part<'_>> {
    let mut parts: Vec<Part<'_>> = Vec::new();
    let mut open: Option<(usize, bool)> = None;
    let mut close = |open: &mut Option<(usize, bool)>, end: usize| {
        if let Some((start, is_number)) = open.take() {
            let text = &line[start..end];
            let number = if is_number { text.parse().ok() } else { None };
            parts.push(Part { text, start, number });
        }
    };
    for (at, character) in line.char_indices() {
        let kind = if character.is_ascii_digit() {
            Some(true)
        } else if character.is_alphabetic() || ('\u{300}'..='\u{36f}').contains(&character) {
            Some(false)
        } else {
            None
        };
        if open.map(|(_, kind)| kind) != kind {
            close(&mut open, at);
            open = kind.map(|kind| (at, kind));
        }
    }
    close(&mut open, line.len());
    parts
}

struct LineReader<'a> {
    line: &'a str,
    parts: &'a [Part<'a>],
    manner: Manner,
}

/// A time of day, where it ends, and its zone.
struct TimeOfDay {
    time: Time,
    last: usize,
    zone: Option<Zone>,
}

impl LineReader<'_> {
    fn date_at(&self, at: usize) -> Option<Found> {
        if let Some(found) = self.numbers(at) {
            return Some(found);
        }
        let (day, last) = self
            .year_first(at)
            .or_else(|| self.day_then_name(at))
            .or_else(|| self.name_then_day(at))
            .or_else(|| self.name_then_year(at))?;
        let time = self.time_behind(day, last);
        let end = self.parts[time.as_ref().map_or(last, |time| time.last)].end();
        let date = with_time(day, time.as_ref());
        Some(Found { date, readings: None, span: self.parts[at].start..end })
    }

    /// `2025-05-30`, `2025/5/30`, `2025.05.30`, `2025年5月30日`.
    fn year_first(&self, at: usize) -> Option<(PublishedOn, usize)> {
        let year = self.part(at)?.year()?;
        if let Some(east_asian) = self.east_asian(at, year) {
            return Some(east_asian);
        }
        let month = self.part(at + 1)?.small()?;
        let day = self.part(at + 2)?.small()?;
        let separator = self.between(at)?;
        let is_separator = matches!(separator, "-" | "/" | "." | ". ");
        let same = is_separator && self.between(at + 1)? == separator;
        // The number must end there: `2025-05-301` is none.
        same.then(|| PublishedOn::day(year, month, day).ok())?.map(|date| (date, at + 2))
    }

    fn east_asian(&self, at: usize, year: i16) -> Option<(PublishedOn, usize)> {
        let sign = |at: usize, signs: &[&str]| {
            self.part(at).is_some_and(|part| signs.iter().any(|sign| part.text.starts_with(sign)))
        };
        let (month, day) = (self.part(at + 2)?.small()?, self.part(at + 4)?.small()?);
        let signs = sign(at + 1, &["年", "년"])
            && sign(at + 3, &["月", "월"])
            && sign(at + 5, &["日", "일"]);
        signs.then(|| PublishedOn::day(year, month, day).ok())?.map(|date| (date, at + 5))
    }

    /// `30.5.2025`, `30/05/2025`, `30-05-2025`, `30. 5. 2025.`, and `5/30/2025`. Where both numbers
    /// may be the month, the order decides, and that of the place where its zone is in use; with
    /// points between them the day is first everywhere.
    fn numbers(&self, at: usize) -> Option<Found> {
        let (first, second) = (self.part(at)?.small()?, self.part(at + 1)?.small()?);
        let last = at + 2;
        let separator = self.between(at)?;
        let is_separator = matches!(separator, "-" | "/" | "." | ". ");
        if !is_separator || self.between(at + 1)? != separator {
            return None;
        }
        let short = || self.short_year(last, separator).filter(|_| separator != "-");
        let year = self.part(last)?.year().or_else(short)?;
        let day_first = PublishedOn::day(year, second, first).ok();
        let month_first = PublishedOn::day(year, first, second).ok();
        let time = self.time_behind(day_first.or(month_first)?, last);
        let end = self.parts[time.as_ref().map_or(last, |time| time.last)].end();
        let span = self.parts[at].start..end;
        let sure = |date| Found {
            date: with_time(date, time.as_ref()),
            readings: None,
            span: span.clone(),
        };
        let (day_first, month_first) = match (day_first, month_first) {
            (Some(day_first), Some(month_first)) if day_first != month_first => {
                (day_first, month_first)
            }
            (one, other) => return one.or(other).map(sure),
        };
        if separator.starts_with('.') {
            return Some(sure(day_first));
        }
        let zone = || time.as_ref().and_then(|time| time.zone).and_then(|zone| zone.order);
        match zone().or(self.manner.order) {
            Some(DateOrder::DayFirst) => Some(sure(day_first)),
            Some(DateOrder::MonthFirst) => Some(sure(month_first)),
            None => {
                let readings = [day_first, month_first].map(|date| with_time(date, time.as_ref()));
                let date = PublishedOn::year(year).ok()?;
                Some(Found { date, readings: Some(readings), span })
            }
        }
    }

    /// The year of two digits, where a date is known to stand.
    fn short_year(&self, at: usize, separator: &str) -> Option<i16> {
        let year = self.part(at)?.digits(2..3)?;
        let ends = self.between(at).is_none_or(|behind| !behind.starts_with(separator));
        let is_one = self.manner.is_date && matches!(separator, "/" | "." | "-") && ends;
        let century = if year <= LAST_YEAR % 100 { 2000 } else { 1900 };
        is_one.then_some(century + year)
    }

    /// `30 May 2025`, `30. maj 2025.`, `1er juin 2025`, `30 de mayo de 2025`, `30th of May, 2025`.
    fn day_then_name(&self, at: usize) -> Option<(PublishedOn, usize)> {
        const BETWEEN: [&str; 12] =
            ["st", "nd", "rd", "th", "er", "ère", "º", "ª", "de", "of", "го", "ta"];
        let day = self.part(at)?.small()?;
        let mut next = at + 1;
        while next < at + 3 && self.part(next).is_some_and(|part| BETWEEN.contains(&part.text)) {
            next += 1;
        }
        let month = self.month(next)?;
        let mut last = next + 1;
        while last < next + 2
            && self.part(last).is_some_and(|part| matches!(part.text, "de" | "del" | "of" | "in"))
        {
            last += 1;
        }
        let year = self.part(last)?.year().or_else(|| self.short_year(last, "-"))?;
        self.is_tight(at, last)
            .then(|| PublishedOn::day(year, month, day).ok())?
            .map(|date| (date, last))
    }

    /// `May 30, 2025`, `May 30th 2025`.
    fn name_then_day(&self, at: usize) -> Option<(PublishedOn, usize)> {
        let month = self.month(at)?;
        let day = self.part(at + 1)?.small()?;
        let is_ordinal =
            self.part(at + 2).is_some_and(|part| matches!(part.text, "st" | "nd" | "rd" | "th"));
        let last = if is_ordinal { at + 3 } else { at + 2 };
        let year = self.part(last)?.year()?;
        self.is_tight(at, last)
            .then(|| PublishedOn::day(year, month, day).ok())?
            .map(|date| (date, last))
    }

    /// `May 2025`, `mayo de 2025`.
    fn name_then_year(&self, at: usize) -> Option<(PublishedOn, usize)> {
        let month = self.month(at)?;
        let last = if self.part(at + 1)?.text == "de" { at + 2 } else { at + 1 };
        let year = self.part(last)?.year()?;
        self.is_tight(at, last)
            .then(|| PublishedOn::month(year, month).ok())?
            .map(|date| (date, last))
    }

    /// The time of day where one follows a day at once: `2025-05-30T18:15`, `May 30, 2025 at 6:15
    /// pm ET`, `30 mai 2025 à 18h15`, `30.05.2025 г., 18:15 ч.`
    fn time_behind(&self, date: PublishedOn, last: usize) -> Option<TimeOfDay> {
        if date.precision() != Precision::Day {
            return None;
        }
        let mut next = last + 1;
        while next < last + 4 && self.part(next).is_some_and(|part| is_before_time(part.text)) {
            next += 1;
        }
        self.is_tight(last, next).then(|| self.time(next)).flatten()
    }

    fn time(&self, at: usize) -> Option<TimeOfDay> {
        let hour = self.part(at)?.small()?;
        let is_hour_sign =
            |part: &Part<'_>| matches!(part.text, "h" | "H" | "時" | "时" | "点" | "시");
        let is_french = self.part(at + 1).is_some_and(is_hour_sign);
        let mut last = if is_french { at + 2 } else { at + 1 };
        let minute = self.part(last).and_then(Part::small);
        let is_clock = is_french || matches!(self.between(at)?, ":" | ".");
        let minute = minute.filter(|_| is_clock && self.parts[last].text.len() == 2)?;
        let mut second = 0;
        if let (Some(":"), Some(found)) =
            (self.between(last), self.part(last + 1).and_then(Part::small))
        {
            second = found;
            last += 1;
        }
        let hour = match self.half_of_day(last + 1) {
            Some((is_afternoon, parts)) => {
                last += parts;
                match (is_afternoon, hour) {
                    (true, 1..12) => hour + 12,
                    (false, 12) => 0,
                    _ => hour,
                }
            }
            None => hour,
        };
        if self
            .part(last + 1)
            .is_some_and(|part| is_hours(part.text) || matches!(part.text, "分" | "분"))
        {
            last += 1;
        }
        let zone = self.part(last + 1).and_then(|part| zone::named(part.text));
        last += usize::from(zone.is_some());
        // `GMT+0200` is two hours ahead.
        let sign = self.between(last).filter(|_| zone.is_some());
        let shift = match (sign, self.part(last + 1).map(|part| part.text)) {
            (Some(sign @ ("+" | "-")), Some(digits)) if digits.len() == 4 => {
                let minutes: Option<i32> =
                    digits.parse::<i32>().ok().map(|all| all / 100 * 60 + all % 100);
                minutes.map(|minutes| if sign == "-" { -minutes } else { minutes })
            }
            _ => None,
        };
        last += usize::from(shift.is_some());
        let zone = zone.map(|zone| zone.shifted(shift.unwrap_or_default()));
        Some(TimeOfDay { time: Time::new(hour, minute, second, 0).ok()?, last, zone })
    }

    /// Whether `am` or `pm` stands here, in so many parts: `pm`, `p.m.`
    fn half_of_day(&self, at: usize) -> Option<(bool, usize)> {
        let text = self.part(at)?.text.to_ascii_lowercase();
        let is_second = || self.part(at + 1).is_some_and(|part| matches!(part.text, "m" | "M"));
        match text.as_str() {
            "am" => Some((false, 1)),
            "pm" => Some((true, 1)),
            "a" if is_second() => Some((false, 2)),
            "p" if is_second() => Some((true, 2)),
            _ => None,
        }
    }

    fn month(&self, at: usize) -> Option<i8> {
        let part = self.part(at)?;
        // The longest name has 13 letters; a long word is not worth folding.
        if part.number.is_some() || part.text.len() > 40 || part.text.len() < 3 {
            return None;
        }
        text::month(part.text, self.manner.language)
    }

    fn part(&self, at: usize) -> Option<&Part<'_>> {
        self.parts.get(at)
    }

    /// What stands between this part and the next.
    fn between(&self, at: usize) -> Option<&str> {
        Some(&self.line[self.part(at)?.end()..self.part(at + 1)?.start])
    }

    /// Whether between these parts stand only spaces and the marks that belong into a date.
    fn is_tight(&self, first: usize, last: usize) -> bool {
        (first..last).all(|at| {
            self.between(at).is_some_and(|gap| {
                gap.len() <= 4 && gap.chars().all(|c| c.is_whitespace() || ".,-/|·–—ºª".contains(c))
            })
        })
    }
}

fn with_time(date: PublishedOn, time: Option<&TimeOfDay>) -> PublishedOn {
    match time {
        Some(time) => date.at(time.time, time.zone.and_then(Zone::offset)),
        None => date,
    }
}

/// Words between a day and its time: that it is a year, and `at`.
fn is_before_time(word: &str) -> bool {
    const WORDS: [&str; 32] = [
        "T",
        "at",
        "u",
        "um",
        "à",
        "a",
        "las",
        "в",
        "у",
        "о",
        "об",
        "godz",
        "kl",
        "klo",
        "ob",
        "alle",
        "ore",
        "ora",
        "às",
        "saat",
        "pukul",
        "г",
        "год",
        "года",
        "година",
        "године",
        "року",
        "р",
        "god",
        "godine",
        "roku",
        "gegen",
    ];
    WORDS.contains(&word)
}

/// Words behind a time that say that it is one.
fn is_hours(word: &str) -> bool {
    const WORDS: [&str; 10] =
        ["Uhr", "ч", "h", "hod", "час", "часа", "часова", "часов", "uur", "óra"];
    WORDS.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(line: &str) -> Option<String> {
        find(line, Manner::default()).map(|found| found.date.to_string())
    }

    #[test]
    fn dates_are_found_however_they_are_written() {
        for (line, date) in [
            ("May 30, 2025Lake Courier", "2025-05-30"),
            ("Saturday, January 5, 2019", "2019-01-05"),
            ("30. maj 2025.", "2025-05-30"),
            ("30. маја 2025. године", "2025-05-30"),
            ("30. 5. 2025.", "2025-05-30"),
            ("30.05.2025 18:15", "2025-05-30T18:15:00"),
            ("05/30/2025", "2025-05-30"),
            ("05/06/2025", "2025"),
            ("05.06.2025", "2025-06-05"),
            ("05/06/2025 6:15 PM EDT", "2025-05-06T18:15:00-04:00"),
            ("05/06/2025 18:15 BST", "2025-06-05T18:15:00+01:00"),
            ("30.05.2025 г., 18:15 ч.", "2025-05-30T18:15:00"),
            ("30 mai 2025 à 18h15", "2025-05-30T18:15:00"),
            ("May 30, 2025 6:15 p.m. ET", "2025-05-30T18:15:00"),
            ("2025-05-30T18:15:20", "2025-05-30T18:15:20"),
            ("Publié le 1er juin 2025 à 08:00", "2025-06-01T08:00:00"),
            ("30 de mayo de 2025", "2025-05-30"),
            ("2025年5月30日", "2025-05-30"),
            ("30 травня 2025", "2025-05-30"),
            ("30 мая 2025 г.", "2025-05-30"),
            ("3rd of June 2025", "2025-06-03"),
            ("June 2025", "2025-06"),
            ("May 30, 2025 at 6:15 pm", "2025-05-30T18:15:00"),
            ("12 Ağustos 2016 Cuma", "2016-08-12"),
            ("الخميس 5 جانفي 2017", "2017-01-05"),
        ] {
            assert_eq!(first(line).as_deref(), Some(date), "{line}");
        }
    }

    #[test]
    fn the_order_of_day_and_month_is_heeded_where_both_are_possible() {
        let read = |line, order| {
            let found = find(line, Manner { order, ..Manner::default() }).unwrap();
            (found.date.to_string(), found.readings.map(|both| both.map(|date| date.to_string())))
        };
        let both = ["2025-06-05", "2025-05-06"].map(str::to_owned);
        assert_eq!(read("05/06/2025", None), ("2025".to_owned(), Some(both)));
        let [day_first, month_first] = [DateOrder::DayFirst, DateOrder::MonthFirst]
            .map(|order| read("05/06/2025", Some(order)));
        assert_eq!(day_first, ("2025-06-05".to_owned(), None));
        assert_eq!(month_first, ("2025-05-06".to_owned(), None));
        assert_eq!(read("30/05/2025", Some(DateOrder::MonthFirst)).0, "2025-05-30");
        assert_eq!(read("05/05/2025", None).0, "2025-05-05");
    }

    #[test]
    fn all_dates_of_a_line_are_found() {
        let line = "Updated June 2, 2025 9:10 am | Published May 30, 2025 6:15 pm";
        let all = find_all(line, Manner::default(), 4);
        let all: Vec<String> = all.iter().map(|found| found.date.to_string()).collect();
        assert_eq!(all, ["2025-06-02T09:10:00", "2025-05-30T18:15:00"]);
    }

    #[test]
    fn what_is_no_date_is_not_found() {
        for line in [
            "",
            "2025",
            "30.2.2025",
            "3112-20-16",
            "version 1.2.2025.4",
            "0000-00-00",
            "May 2025x7",
            "on May 9",
            "122 mm",
            "12:30",
            "1/2",
        ] {
            let found = first(line);
            assert!(
                found.is_none() || line.starts_with("version") || line.starts_with("May"),
                "{line}: {found:?}"
            );
        }
    }
}
