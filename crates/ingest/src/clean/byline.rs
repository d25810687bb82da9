//! Reads bylines: who wrote an article, and for whom.

use std::collections::HashSet;

use super::fold::fold;

/// Words that open a byline, folded.
const OPENERS: &[&str] = &[
    "by",
    "written by",
    "author",
    "authors",
    "von",
    "par",
    "por",
    "di",
    "autor",
    "autori",
    "autorka",
    "pise",
    "pisu",
    "napisao",
    "napisala",
    "avtor",
    "od",
    "yazan",
    "haber",
    "nga",
    "tekst",
    "shkruar nga",
];
const LONGEST_BYLINE_BYTES: usize = 90;

/// The authors that these bylines name, each once.
pub(crate) fn authors(bylines: &[String]) -> Vec<String> {
    let mut authors: Vec<String> = Vec::new();
    let mut seen = HashSet::new();
    for byline in bylines {
        let byline = super::one_line(&super::markup::plain(byline.clone()));
        let names = without_opener(&byline).unwrap_or(&byline);
        for name in split(names) {
            let name = name.trim_matches(|c: char| c == ',' || c == ';' || c.is_whitespace());
            if !name.is_empty() && seen.insert(name.to_owned()) {
                authors.push(name.to_owned());
            }
        }
    }
    authors
}

/// Whether a line is a byline and nothing else: an opener, then names.
pub(crate) fn is_byline(line: &str) -> bool {
    line.len() <= LONGEST_BYLINE_BYTES
        && without_opener(line).is_some_and(|names| {
            // A single word after "by" is as likely a day or a place.
            let is_long_enough = names.split_whitespace().count() >= 2 || is_publication(names);
            is_long_enough && !names.ends_with(['.', '?', '!', ':']) && is_name(names)
        })
}

/// What follows the word that opens a byline.
fn without_opener(line: &str) -> Option<&str> {
    let line = line.trim();
    let (first, rest) = line.split_once(|c: char| c == ':' || c.is_whitespace())?;
    let opens = |words: &str| OPENERS.contains(&fold(words).as_str());
    if opens(first) {
        return Some(rest.trim_start_matches([':', ' ']));
    }
    let second_end = rest.find(|c: char| c == ':' || c.is_whitespace())?;
    let (second, names) = rest.split_at(second_end);
    opens(&format!("{first} {second}")).then(|| names.trim_start_matches([':', ' ']))
}

/// Whether these words look like the names of people, papers or agencies: at most eight, all with
/// a capital but for small words between them.
pub(crate) fn is_name(words: &str) -> bool {
    const SMALL: [&str; 22] = [
        "and", "of", "the", "for", "in", "und", "von", "van", "de", "der", "den", "du", "da", "la",
        "le", "et", "y", "e", "i", "и", "di", "dos",
    ];
    let words: Vec<&str> = words
        .split(|c: char| c.is_whitespace() || c == ',' || c == '|' || c == '/')
        .filter(|word| !word.is_empty())
        .collect();
    let is_capital = |word: &str| {
        let first = word.trim_start_matches(['(', '"', '“', '@']).chars().next();
        first.is_some_and(|c| c.is_uppercase() || (c.is_alphabetic() && !c.is_lowercase()))
    };
    (1..=8).contains(&words.len())
        && words.first().is_some_and(|word| is_capital(word))
        && words.iter().all(|word| is_capital(word) || SMALL.contains(word))
}

/// Words in the names of papers and agencies, folded.
const PUBLICATION_WORDS: &str = "vjesnik vesnik vestnik visnik glasnik list bulletin ledger echo mirror star sun globe \
    standard record dispatch monitor obozrevatel gazeta kurier kurir politika blic danas bote \
    presse blatt tageblatt anzeiger dnevnik portal postasi gazetesi report reports news times \
    post agency press daily tribune herald online reuters afp ap tass tanjug dpa bbc cnn journal \
    gazette courier chronicle today media tv radio magazine mail express telegraph guardian \
    observer independent editorial redakcija redaktion redaction vesti novosti zeitung \
    nachrichten monde figaro watch wire network service weekly review sputnik interfax hina beta \
    fonet srna anadolu xinhua bloomberg";

/// Whether words look like the name of one person: two to four, each with a capital.
pub(crate) fn is_person(words: &str) -> bool {
    (2..=4).contains(&words.split_whitespace().count()) && is_name(words)
}

/// Whether a name is that of a publication rather than of a person.
pub(crate) fn is_publication(name: &str) -> bool {
    let folded = fold(name);
    name.contains(".com")
        || name.contains(".org")
        || folded
            .split(|c: char| !c.is_alphanumeric())
            .any(|word| PUBLICATION_WORDS.split(' ').any(|known| known == word))
}

/// What stands between names.
const SEPARATORS: [&str; 15] = [
    ";", " | ", " and ", " & ", " und ", " AND ", " et ", " y ", " i ", " e ", " и ", " та ",
    " oraz ", " och ", " og ",
];

/// The names in a byline. `Tanjug/I.N.` is one: initials are not told from the agency.
fn split(names: &str) -> Vec<&str> {
    let mut parts: Vec<&str> = vec![names];
    for separator in SEPARATORS {
        let divided: Vec<&str> = parts.iter().flat_map(|part| part.split(separator)).collect();
        // Some names have such a word inside: `José Ortega y Gasset`.
        let are_whole =
            |divided: &[&str]| divided.iter().all(|part| part.split_whitespace().count() >= 2);
        if [" y ", " e ", " i "].contains(&separator) && !are_whole(&divided) {
            continue;
        }
        if divided.iter().all(|part| part.trim().chars().next().is_some_and(|c| !c.is_lowercase()))
        {
            parts = divided;
        }
    }
    // A comma also stands before a place, an agency or a degree, which are one word as a rule.
    parts
        .iter()
        .flat_map(|part| {
            let divided: Vec<&str> =
                part.split(',').map(str::trim).filter(|name| !name.is_empty()).collect();
            let are_names =
                divided.iter().all(|name| name.split_whitespace().count() >= 2 && is_name(name));
            if are_names { divided } else { vec![*part] }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(byline: &str) -> Vec<String> {
        authors(&[byline.to_owned()])
    }

    #[test]
    fn names_are_told_apart_and_agencies_kept_whole() {
        assert_eq!(of("By Jane Doe and John Q. Public"), ["Jane Doe", "John Q. Public"]);
        assert_eq!(of("Tanjug/I.N."), ["Tanjug/I.N."]);
        assert_eq!(of("Jane Doe, John Public"), ["Jane Doe", "John Public"]);
        assert_eq!(of("Jane Doe, Reuters"), ["Jane Doe, Reuters"]);
        assert_eq!(of("Jane Doe; John Public; Jane Doe"), ["Jane Doe", "John Public"]);
        assert_eq!(of("Piše: Ана Анић"), ["Ана Анић"]);
    }

    #[test]
    fn a_sentence_is_no_byline() {
        assert!(is_byline("By JANE DOE"));
        assert!(is_byline("Von Max Muster"));
        assert!(!is_byline("By the time it ended, all had left."));
        assert!(is_byline("By Reuters"));
        assert!(!is_byline("By Friday"), "a single word is as likely a day");
    }
}
