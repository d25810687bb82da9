//! Finds the dates in a line of text.

use std::ops::Range;

use article::PublishedOn;
use jiff::civil::Time;
use text::Language;

/// A date, and where it stands in the line.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Found {
    pub(crate) date: PublishedOn,
    pub(crate) span: Range<usize>,
}

/// Years in which anything was published; other numbers of four digits are prices and amounts.
const YEARS: std::ops::RangeInclusive<i16> = 1500..=2199;

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

/// The first date of the line that is whole and possible. `is_american` reads `5/6/2025` as the
/// sixth of May, otherwise the fifth of June.
pub(crate) fn find(line: &str, language: Language, is_american: bool) -> Option<Found> {
    // Without a digit there is no date; most lines end here.
    if !line.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let parts = parts(line);
    let reader = LineReader { line, parts: &parts, language, is_american };
    (0..parts.len()).find_map(|at| reader.date_at(at))
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
    language: Language,
    is_american: bool,
}

impl LineReader<'_> {
    fn date_at(&self, at: usize) -> Option<Found> {
        let (day, last) = self
            .year_first(at)
            .or_else(|| self.numbers(at))
            .or_else(|| self.day_then_name(at))
            .or_else(|| self.name_then_day(at))
            .or_else(|| self.name_then_year(at))?;
        let (date, end) = self.with_time(day, last);
        Some(Found { date, span: self.parts[at].start..end })
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

    /// `30.5.2025`, `30/05/2025`, `30-05-2025`, `30. 5. 2025.`, and `5/30/2025` where only that can
    /// be meant.
    fn numbers(&self, at: usize) -> Option<(PublishedOn, usize)> {
        let (first, second) = (self.part(at)?.small()?, self.part(at + 1)?.small()?);
        let year = self.part(at + 2)?.year()?;
        let separator = self.between(at)?;
        let is_separator = matches!(separator, "-" | "/" | "." | ". ");
        if !is_separator || self.between(at + 1)? != separator {
            return None;
        }
        let american = PublishedOn::day(year, first, second).ok();
        let european = PublishedOn::day(year, second, first).ok();
        let american_first = self.is_american && separator == "/";
        let date = if american_first { american.or(european) } else { european.or(american) };
        date.map(|date| (date, at + 2))
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
        let year = self.part(last)?.year()?;
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

    /// The time of day where one follows at once: `2025-05-30T18:15`, `May 30, 2025 at 6:15 pm`.
    fn with_time(&self, date: PublishedOn, last: usize) -> (PublishedOn, usize) {
        let end = self.parts[last].end();
        if date.precision() != article::Precision::Day {
            return (date, end);
        }
        let mut next = last + 1;
        while next < last + 3 && self.part(next).is_some_and(|part| is_before_time(part.text)) {
            next += 1;
        }
        match self.time(next) {
            Some((time, end)) if self.is_tight(last, next) => (date.at(time, None), end),
            _ => (date, end),
        }
    }

    fn time(&self, at: usize) -> Option<(Time, usize)> {
        let (hour, minute) = (self.part(at)?.small()?, self.part(at + 1)?.small()?);
        if self.part(at + 1)?.text.len() != 2 || !matches!(self.between(at)?, ":" | "." | "h") {
            return None;
        }
        let mut last = at + 1;
        let mut second = 0;
        if let (Some(":"), Some(found)) =
            (self.between(last), self.part(last + 1).and_then(Part::small))
        {
            second = found;
            last += 1;
        }
        let half = self.part(last + 1).map(|part| part.text.to_ascii_lowercase());
        let hour = match half.as_deref() {
            Some("pm" | "p") if hour < 12 => hour + 12,
            Some("am" | "a") if hour == 12 => 0,
            _ => hour,
        };
        if matches!(half.as_deref(), Some("am" | "pm")) {
            last += 1;
        }
        Some((Time::new(hour, minute, second, 0).ok()?, self.parts[last].end()))
    }

    fn month(&self, at: usize) -> Option<i8> {
        let part = self.part(at)?;
        // The longest name has 13 letters; a long word is not worth folding.
        if part.number.is_some() || part.text.len() > 40 || part.text.len() < 3 {
            return None;
        }
        text::month(part.text, self.language)
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

fn is_before_time(word: &str) -> bool {
    const WORDS: [&str; 12] = ["T", "at", "u", "um", "à", "a", "las", "в", "у", "о", "godz", "kl"];
    WORDS.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(line: &str) -> Option<String> {
        find(line, Language::UNKNOWN, false).map(|found| found.date.to_string())
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
            ("05/06/2025", "2025-06-05"),
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
