//! Knows texts and words that tell a day or a time.

use text::Language;

/// Further words beside dates, in lower case; these may stand in names, or be names.
const DATE_WORDS: &[&str] = &[
    "mon",
    "tue",
    "tues",
    "wed",
    "thu",
    "thur",
    "thurs",
    "fri",
    "sat",
    "sun",
    "am",
    "pm",
    "a.m.",
    "p.m.",
    "et",
    "est",
    "cst",
    "cdt",
    "cet",
    "ist",
    "jst",
    "uhr",
    "on",
    "at",
    "le",
    "à",
    "um",
    "vom",
    "den",
    "last",
    "first",
    "created",
    "mis",
    "jour",
    "stand",
    "il",
    "el",
    "hours",
    "minutes",
    "days",
    "hour",
    "minute",
    "day",
    "today",
    "gestern",
    "heute",
    "pre",
    "před",
    "before",
    "date",
    "datum",
    "de",
    "del",
    "of",
    "ažurirano",
    "published:",
    "updated:",
    "posted:",
    "fecha",
    "data",
    "the",
];

/// Words that stand beside dates and never in names, in lower case.
const DAY_WORDS: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "montag",
    "dienstag",
    "mittwoch",
    "donnerstag",
    "freitag",
    "samstag",
    "sonntag",
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
    "updated",
    "published",
    "posted",
    "modified",
    "publié",
    "aktualisiert",
    "veröffentlicht",
    "objavljeno",
    "ago",
    "yesterday",
    "edt",
    "pst",
    "pdt",
    "gmt",
    "utc",
    "bst",
    "cest",
    "msk",
];

/// Whether a word belongs to a date: a number, a month, a day of the week or what goes with them.
pub(super) fn is_date_word(word: &str) -> bool {
    let word = word.trim_matches([',', '.', ':', '(', ')', ';', '|', '•', '·']).to_lowercase();
    word.is_empty()
        || word.starts_with(|c: char| c.is_ascii_digit())
        || DATE_WORDS.contains(&word.as_str())
        || DAY_WORDS.contains(&word.as_str())
        || is_month(&word)
}

/// Whether a word belongs to a date and is nobody's name: no month, and no day cut short.
pub(super) fn is_day_word(word: &str) -> bool {
    let word = word.trim_matches([',', '.', ':', '(', ')', ';']).to_lowercase();
    DAY_WORDS.contains(&word.as_str())
}

/// Whether a word names a month.
pub(super) fn is_month(word: &str) -> bool {
    word.chars().count() > 2 && text::month(word, Language::UNKNOWN).is_some()
}

/// Whether a text is a date and nothing else.
pub(super) fn is_date(text: &str) -> bool {
    text.len() <= 60
        && text.chars().any(|c| c.is_ascii_digit())
        && text.split_whitespace().all(is_date_word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_told_from_names() {
        assert!(is_date("30.01.2024"));
        assert!(is_date("Friday, May 30, 2025"));
        assert!(!is_date("Agenda 2030"));
        assert!(is_date_word("May") && !is_day_word("May"));
        assert!(is_day_word("EDT"));
    }
}
