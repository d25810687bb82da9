//! Knows what says in which order day and month stand where both are numbers.

use text::Language;

use crate::DateOrder;

/// How the dates of a text are to be read.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Manner {
    /// Whose names of months are read first.
    pub(crate) language: Language,
    /// What `5/6/2025` means; `None` where nothing says it.
    pub(crate) order: Option<DateOrder>,
    /// Whether it is known that a date stands there, so that `30.5.25` is one.
    pub(crate) is_date: bool,
}

impl Manner {
    /// As the dates of a text in this language are read. `declared` is the language as the record
    /// or the page states it, perhaps with a country, and `order` what is known otherwise.
    pub(crate) fn of(language: Language, declared: Option<&str>, order: Option<DateOrder>) -> Self {
        let order =
            order.or_else(|| declared.and_then(of_country)).or_else(|| of_language(language));
        Self { language, order, is_date: false }
    }
}

/// The order of the country in a code such as `en-US`. In Canada and the Philippines both are in
/// use (Unicode CLDR 46, short dates, for the others).
fn of_country(code: &str) -> Option<DateOrder> {
    let country = code.trim().split(['-', '_']).skip(1).find(|part| part.len() == 2)?;
    match country.to_ascii_uppercase().as_str() {
        "US" => Some(DateOrder::MonthFirst),
        "CA" | "PH" => None,
        _ => Some(DateOrder::DayFirst),
    }
}

/// English is written in both orders, every other language with the day first.
fn of_language(language: Language) -> Option<DateOrder> {
    (language != Language::UNKNOWN && language != Language::ENGLISH).then_some(DateOrder::DayFirst)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_goes_before_a_language_and_what_is_known_before_both() {
        let order = |language, declared, known| Manner::of(language, declared, known).order;
        let english = Language::ENGLISH;
        assert_eq!(order(english, Some("en"), None), None);
        assert_eq!(order(english, Some("en-US"), None), Some(DateOrder::MonthFirst));
        assert_eq!(order(english, Some("en_GB"), None), Some(DateOrder::DayFirst));
        assert_eq!(order(Language::SERBIAN, Some("sr-Latn-RS"), None), Some(DateOrder::DayFirst));
        assert_eq!(order(Language::UNKNOWN, None, None), None);
        let known = Some(DateOrder::DayFirst);
        assert_eq!(order(english, Some("en-US"), known), known);
    }
}
