//! Reads the names out of the lines of a byline: between openers, conjunctions, dates and places.

use super::dates::{is_date_word, is_day_word, is_month};
use super::names::name_of;
use super::opener::without_opener;
use super::rigour::Rigour;
use super::roles::has_role;
use super::segments::is_ideograph;
use super::words::words_with_places;
use crate::clean;

/// Longer texts are no bylines, in bytes.
const LONGEST_BYLINE: usize = 1_500;
const DEGREES: &[&str] = &[
    "md", "phd", "ph.d", "ph.d.", "m.d.", "m.d", "ma", "mph", "rd", "rn", "jd", "mba", "dds",
    "esq", "bsc", "msc", "ba",
];

/// The names in the lines of a byline.
pub(super) fn of_lines(lines: &[String], rigour: Rigour) -> Vec<String> {
    let lines = lines.iter().filter(|line| line.len() <= LONGEST_BYLINE);
    let parts: Vec<&str> = lines.flat_map(|line| parts_of(line)).collect();
    let opened = parts.iter().position(|part| without_opener(part).is_some());
    let mut names = Vec::new();
    let mut is_open = false;
    let first = opened.unwrap_or(0);
    for part in &parts[first..] {
        let behind = without_opener(part);
        is_open |= part.split_whitespace().next().is_some_and(is_conjunction);
        if behind.is_none() && opened.is_some() && !names.is_empty() && !is_open {
            // What follows the names is the place, the paper or the day.
            break;
        }
        let text = behind.unwrap_or(part);
        let is_sure = (behind.is_some() || is_open) && rigour == Rigour::Strict;
        let is_label = behind.is_some() && part.contains([':', '：']) && rigour == Rigour::Opened;
        let rigour = match (is_sure, is_label) {
            (true, _) => Rigour::Marked,
            (_, true) => Rigour::Labelled,
            _ => rigour,
        };
        let found = of_text(text, rigour);
        is_open = text.trim_end().ends_with([',', '&'])
            || text.split_whitespace().next_back().is_some_and(is_conjunction)
            || behind.is_some() && text.trim().is_empty()
            || part.split_whitespace().all(is_conjunction);
        if found.is_empty() && !names.is_empty() && !is_open {
            break;
        }
        names.extend(found);
        if opened.is_none() && !names.is_empty() && !is_open {
            break;
        }
    }
    names
}

/// The parts of a line between signs that no name holds.
fn parts_of(line: &str) -> impl Iterator<Item = &str> {
    line.split(['|', '｜', '•', '·', '/', '—', '★', '●', '／'])
        .flat_map(|part| part.split(" - "))
        .flat_map(|part| part.split(" – "))
        .map(str::trim)
        .filter(|part| !part.is_empty())
}

/// The names in a text without an opener.
pub(super) fn of_text(text: &str, rigour: Rigour) -> Vec<String> {
    let text = without_opener(text).unwrap_or(text);
    let text = without_date(without_address(text));
    let mut names: Vec<String> = Vec::new();
    for group in split_at_conjunctions(text) {
        names.extend(of_group(group, rigour));
    }
    names
}

/// The text up to an e-mail address or a link.
fn without_address(text: &str) -> &str {
    let mut end = text.len();
    for (at, word) in words_with_places(text) {
        let is_address = word.contains("://")
            || word.starts_with("www.")
            || word.find('@').is_some_and(|at| at > 0);
        if is_address {
            end = at;
            break;
        }
    }
    text[..end].trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '(' | '<' | '[' | ','))
}

/// The text up to the day or the time in it.
fn without_date(text: &str) -> &str {
    let digit = text.find(|c: char| c.is_ascii_digit());
    let is_name_with_digits = digit.is_some_and(|at| {
        // `user42`, but not `Doe22 Dec`.
        !text.contains(' ') && at > 0
    });
    let Some(digit) = digit.filter(|_| !is_name_with_digits) else {
        return without_last_words(text, is_day_word);
    };
    without_last_words(&text[..digit], is_date_word)
}

/// The text without the words of a date at its end.
fn without_last_words(text: &str, is_dated: fn(&str) -> bool) -> &str {
    let mut text = text.trim();
    loop {
        let trimmed = text.trim_end_matches(|c: char| {
            c.is_whitespace() || matches!(c, ',' | ':' | ';' | '(' | '-' | '–')
        });
        let last = trimmed.rfind(char::is_whitespace).map_or(0, |at| at + 1);
        let word = &trimmed[last..];
        // `May` is the name of people, too.
        let is_family_name = is_month(word) && trimmed[..last].split_whitespace().count() < 2;
        if last == 0 || is_family_name || !is_dated(word) || is_initial(word) {
            return trimmed;
        }
        text = trimmed[..last].trim_end();
    }
}

fn is_initial(word: &str) -> bool {
    word.ends_with('.') && word.chars().count() == 2
}

fn is_conjunction(word: &str) -> bool {
    matches!(
        word.to_lowercase().as_str(),
        "and"
            | "und"
            | "et"
            | "i"
            | "y"
            | "e"
            | "och"
            | "og"
            | "en"
            | "и"
            | "та"
            | "ve"
            | "&"
            | "with"
            | "a"
    )
}

/// The groups between `;`, `and` and the like.
fn split_at_conjunctions(text: &str) -> Vec<&str> {
    let mut groups = Vec::new();
    let mut start = 0;
    let has_one_word = |text: &str| {
        text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).take(2).count()
            < 2
    };
    for (at, word) in words_with_places(text) {
        if !is_conjunction(word)
            || word.chars().next().is_some_and(char::is_uppercase) && word.len() == 1
        {
            continue;
        }
        let (before, after) = (&text[start..at], &text[at + word.len()..]);
        if before.trim().is_empty() {
            start = at + word.len();
            continue;
        }
        // `Ortega y Gasset`, `Mac & i`, `Smith & Sons`: one name.
        let is_within = has_one_word(before)
            && !before.trim_end().ends_with(',')
            && !before.contains(is_ideograph)
            || word == "a"
            || matches!(word, "y" | "e" | "i") && has_one_word(after)
            || after.trim_start().starts_with(char::is_lowercase)
                && !before.chars().all(|c| !c.is_uppercase());
        if !is_within {
            groups.push(before);
            start = at + word.len();
        }
    }
    groups.push(&text[start..]);
    groups
        .into_iter()
        .flat_map(|group| group.split([';', '、', '，', '＆']))
        .map(|group| group.trim_matches(|c: char| c.is_whitespace() || c == ','))
        .filter(|group| !group.is_empty())
        .collect()
}

/// The names between commas, without what is said of each.
fn of_group(group: &str, rigour: Rigour) -> Vec<String> {
    let parts: Vec<&str> =
        group.split(',').map(str::trim).filter(|part| !part.is_empty()).collect();
    let mut names: Vec<String> = Vec::new();
    if let [last, first] = parts.as_slice()
        && rigour == Rigour::Lenient
        && is_reversed(last, first)
    {
        return vec![format!("{last}, {first}")];
    }
    for (at, part) in parts.iter().enumerate() {
        let part_rigour = if at == 0 { rigour } else { Rigour::Strict };
        if at > 0 && (is_degree(part) || clean::byline::is_publication(part)) && !names.is_empty() {
            continue;
        }
        if let Some(name) = name_of(part, part_rigour) {
            names.push(name);
        } else if has_role(part) && !names.is_empty() {
            // What follows a role belongs to it.
            break;
        }
    }
    names
}

fn is_degree(part: &str) -> bool {
    DEGREES.contains(&part.to_lowercase().as_str())
}

/// `Doe, Jane`.
fn is_reversed(last: &str, first: &str) -> bool {
    last.split_whitespace().count() == 1
        && first.split_whitespace().count() <= 2
        && !is_degree(first)
        && !clean::byline::is_publication(first)
        && name_of(first, Rigour::Marked).is_some_and(|name| name == first)
        && name_of(last, Rigour::Marked).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(line: &str) -> Vec<String> {
        of_lines(&[line.to_owned()], Rigour::Strict)
    }

    #[test]
    fn names_are_told_apart() {
        assert_eq!(
            of("By Jane Doe, John Roe and Emma Radford"),
            ["Jane Doe", "John Roe", "Emma Radford"]
        );
        assert_eq!(of("Von Max Muster und Erika Beispiel"), ["Max Muster", "Erika Beispiel"]);
        assert_eq!(of("Par Luc Marsan et Anne Roux"), ["Luc Marsan", "Anne Roux"]);
        assert_eq!(of("Autori: Ana Anić i Petar Perić"), ["Ana Anić", "Petar Perić"]);
        assert_eq!(of("Por José Ortega y Gasset"), ["José Ortega y Gasset"]);
        assert_eq!(
            of("Jane Doe; John Roe & Emma Radford"),
            ["Jane Doe", "John Roe", "Emma Radford"]
        );
        assert_eq!(of_text("Doe, Jane", Rigour::Lenient), ["Doe, Jane"]);
    }

    #[test]
    fn what_stands_beside_a_name_is_left_out() {
        assert_eq!(of("By Jane Doe, Lake News correspondent"), ["Jane Doe"]);
        assert_eq!(of("By Jane Doe Staff Writer"), ["Jane Doe"]);
        assert_eq!(of("By Jane Doe Associated Press"), ["Jane Doe"]);
        assert_eq!(of("By Jane Doe in Belgrade"), ["Jane Doe"]);
        assert_eq!(of("By Jane Doe, New York"), ["Jane Doe"]);
        assert_eq!(of("By Jane Doe (jane@lake.example)"), ["Jane Doe"]);
        assert_eq!(of("Jane Doe @janedoe"), ["Jane Doe"]);
        assert_eq!(of("By Jane Doe Published 30 May 2025"), ["Jane Doe"]);
        assert_eq!(of("By Jane Doe December 22, 2016"), ["Jane Doe"]);
        assert_eq!(of("By Emma May"), ["Emma May"]);
        assert_eq!(of("Par Luc Marsan, le 30 mai 2025 à 18h15"), ["Luc Marsan"]);
        assert_eq!(of("Autor: Jelena Vidić | 30.05.2025. | 18:15"), ["Jelena Vidić"]);
        assert_eq!(of("By Jane Doe Illustration by John Roe"), ["Jane Doe"]);
    }

    #[test]
    fn a_line_without_a_name_has_none() {
        for line in [
            "Published 30 May 2025, 6:15 PM",
            "EDT",
            "MSK",
            "By Friday",
            "Share this",
            "Last updated",
            "Redaktion",
            "3 min read",
        ] {
            assert_eq!(of(line), Vec::<String>::new(), "{line}");
        }
    }

    #[test]
    fn lines_behind_the_name_are_not_read() {
        let lines = ["By Jane Doe", "Lake Harbour", "30 May"].map(ToOwned::to_owned);
        assert_eq!(of_lines(&lines, Rigour::Strict), ["Jane Doe"]);
        let lines = ["By", "Jane Doe", "and", "John Roe"].map(ToOwned::to_owned);
        assert_eq!(of_lines(&lines, Rigour::Strict), ["Jane Doe", "John Roe"]);
    }
}
