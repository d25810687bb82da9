//! Tells what is a name: of a person, or of an agency.

use super::dates::is_date_word;
use super::rigour::Rigour;
use super::roles::without_roles;
use super::segments::is_ideograph;
use super::words::words_with_places;
use crate::clean;

/// Longer texts are no names, in bytes.
const LONGEST_NAME: usize = 100;
/// A person has no more names, an organisation no more words.
const MOST_WORDS: usize = 8;

/// Words that no name has, in lower case.
const NEVER_WORDS: &[&str] = &[
    "published",
    "updated",
    "posted",
    "share",
    "follow",
    "comment",
    "comments",
    "subscribe",
    "read",
    "reads",
    "reading",
    "minutes",
    "min",
    "ago",
    "edt",
    "est",
    "msk",
    "gmt",
    "utc",
    "bst",
    "pst",
    "email",
    "e-mail",
    "print",
    "facebook",
    "twitter",
    "copyright",
    "login",
    "more",
    "archive",
    "rss",
    "feed",
    "view",
    "posts",
    "articles",
    "photo",
    "photos",
    "image",
    "images",
    "getty",
    "last",
    "modified",
    "lesedauer",
    "see",
    "profile",
    "http",
    "https",
    "click",
    "about",
    "all",
    "this",
    "from",
    "foto",
    "fotos",
    "updated:",
    "published:",
    "link",
    "copied",
    "is",
    "was",
    "has",
    "are",
    "your",
    "you",
    "our",
    "website",
    "veröffentlicht",
    "aktualisiert",
    "uhr",
    "bio",
    "contact",
    "stories",
    "latest",
    "related",
    "advertisement",
    "subscribers",
    "followers",
];
/// Places of two words, which would pass for people, in lower case.
const PLACES: &[&str] = &[
    "new york",
    "los angeles",
    "san francisco",
    "hong kong",
    "tel aviv",
    "new delhi",
    "são paulo",
    "sao paulo",
    "buenos aires",
    "mexico city",
    "cape town",
    "abu dhabi",
    "novi sad",
    "novi pazar",
    "banja luka",
    "st petersburg",
    "st. petersburg",
    "kuala lumpur",
    "las vegas",
    "san diego",
    "washington dc",
    "washington, dc",
    "washington d.c.",
    "den haag",
    "the hague",
    "san jose",
    "rio de janeiro",
    "new orleans",
    "united nations",
    "salt lake city",
    "united states",
    "united kingdom",
    "frankfurt am main",
    "le havre",
    "la paz",
    "addis ababa",
    "east jerusalem",
];
/// Agencies that stand behind a name without a comma.
const AGENCIES: &[&str] = &[
    " the associated press",
    " associated press",
    " reuters",
    " afp",
    " bloomberg",
    " tanjug",
    " dpa",
    " ap",
    " anadolu",
    " tass",
    " hina",
    " beta",
    " fonet",
    " srna",
];
/// Names of nobody, in lower case.
const NOBODIES: &[&str] = &[
    "admin",
    "administrator",
    "staff",
    "editor",
    "editors",
    "the editors",
    "redaktion",
    "webmaster",
    "staff writer",
    "staff reporter",
    "staff writers",
    "newsroom",
    "news desk",
    "guest",
    "author",
    "authors",
    "unknown",
    "anonymous",
    "none",
    "null",
    "user",
    "root",
    "web desk",
    "editorial",
    "editorial staff",
    "editorial team",
    "redakcija",
    "redacción",
    "la rédaction",
    "rédaction",
    "online redaktion",
    "our correspondent",
    "our foreign staff",
    "by",
    "von",
    "par",
    "default",
    "undefined",
    "national desk",
    "metro desk",
    "city desk",
    "sports desk",
    "n/a",
    "na",
    "contributor",
    "reporter",
    "press release",
    "follow",
    "redazione",
];
/// Small words within names.
const SMALL_WORDS: &[&str] = &[
    "van", "von", "de", "der", "den", "du", "da", "la", "le", "di", "dos", "del", "della", "el",
    "al", "bin", "ibn", "of", "the", "for", "ter", "ten", "zu", "zur", "y", "e", "i", "und", "and",
    "du", "des", "las", "los", "in",
];

/// A text as a name, without the role before or behind it; `None` where it is none.
pub(super) fn name_of(text: &str, rigour: Rigour) -> Option<String> {
    let text = without_brackets(text);
    let text = text.trim_matches(|c: char| {
        c.is_whitespace()
            || matches!(
                c,
                ',' | ';' | ':' | '*' | '"' | '“' | '”' | '-' | '–' | '|' | '[' | '《' | '》'
            )
    });
    let text = without_roles(without_help(text)?, rigour)?;
    let text = clean::one_line(without_agency(without_handle(without_place(text))));
    let folded = text.to_lowercase();
    let is_long = text.len() > LONGEST_NAME || text.split_whitespace().count() > MOST_WORDS;
    if text.is_empty()
        || is_long
        || NOBODIES.contains(&folded.as_str())
        || PLACES.contains(&folded.as_str())
    {
        return None;
    }
    let has_never = folded
        .split(|c: char| c.is_whitespace() || c == ',')
        .any(|word| NEVER_WORDS.contains(&word.trim_matches(['.', ':', '!', '?'])));
    let has_letter = text.chars().filter(|c| c.is_alphabetic()).count() > 1;
    let is_sentence = text.ends_with(['!', '?', '…'])
        || text.contains(". ") && text.split(". ").any(|part| part.split_whitespace().count() > 4);
    let is_text = folded.contains("://")
        || folded.starts_with("www.")
        || folded.starts_with("@ ")
        || folded.contains(['{', '<']);
    if has_never || !has_letter || is_sentence || is_text {
        return None;
    }
    match rigour {
        Rigour::Lenient => {}
        Rigour::Marked => {
            if text.chars().filter(char::is_ascii_digit).count() > 4 {
                return None;
            }
        }
        Rigour::Labelled => {
            if !has_capitals(&text) {
                return None;
            }
        }
        Rigour::Strict | Rigour::Opened => {
            let is_agency = rigour == Rigour::Opened
                && text.split_whitespace().count() == 1
                && clean::byline::is_publication(&text);
            if !looks_like_name(&text) && !is_agency {
                return None;
            }
        }
    }
    let is_date = text.split_whitespace().all(is_date_word)
        && (text.contains(' ') || rigour != Rigour::Lenient);
    (!is_date).then(|| once(&text).to_owned())
}

/// Whether a name is that of a person rather than of a publication.
pub(super) fn is_person(name: &str) -> bool {
    looks_like_name(name) && !clean::byline::is_publication(name) && !is_company(name)
}

/// `Jane Doe Jane Doe`, which a page shows in two widths: the name once.
fn once(text: &str) -> &str {
    let (first, second) = text.split_at(text.floor_char_boundary(text.len() / 2));
    if first == second.trim_start() && second.starts_with(' ') { first } else { text }
}

/// The name of an organisation that structured data gives.
pub(super) fn organization(name: &str) -> Option<String> {
    let is_nobody = NOBODIES.contains(&name.to_lowercase().as_str());
    (name.len() <= LONGEST_NAME && !is_nobody && !name.contains("://")).then(|| name.to_owned())
}

/// Whether a name is that of a company by the letters at its end.
pub(super) fn is_company(name: &str) -> bool {
    let last = name.split_whitespace().next_back().unwrap_or_default();
    ["Inc", "LLC", "Ltd", "GmbH", "AG", "Corp", "PLC", "SA", "Oy", "株式会社"]
        .contains(&last.trim_end_matches('.'))
}

/// Two to five words with capitals, or a few letters of a script that has none.
fn looks_like_name(text: &str) -> bool {
    has_capitals(text) && (text.split_whitespace().count() > 1 || text.chars().any(is_ideograph))
}

/// Up to five words with capitals, or a few letters of a script that has none.
fn has_capitals(text: &str) -> bool {
    if text.chars().any(is_ideograph) {
        return text.chars().count() <= 12;
    }
    let is_capital = |word: &str| {
        let first = word.trim_start_matches(['"', '“', '\'', '‘', '(']).chars().next();
        first.is_some_and(|c| c.is_uppercase() || c.is_alphabetic() && !c.is_lowercase())
    };
    let is_small = |word: &str| {
        SMALL_WORDS.contains(&word) || word.starts_with("d’") || word.starts_with("d'")
    };
    let words: Vec<&str> = text.split_whitespace().collect();
    words.len() <= 5
        && words.iter().all(|word| is_capital(word) || is_small(word))
        && words.iter().any(|word| is_capital(word))
        && !text.contains(|c: char| c.is_ascii_digit())
}

/// The text without a remark in brackets at its end.
fn without_brackets(text: &str) -> &str {
    let text = text.trim();
    if text.ends_with([')', ']'])
        && let Some(at) = text.rfind(['(', '['])
        && at > 0
    {
        return text[..at].trim_end();
    }
    // Brackets that another cut left alone.
    if text.ends_with([')', ']']) && !text.contains(['(', '[']) {
        return text[..text.len() - 1].trim_end();
    }
    match text.rfind('(') {
        Some(at) if !text[at..].contains(')') => text[..at].trim_end(),
        _ => text,
    }
}

/// `Jane Doe Illustration by John Roe`: the first name alone.
fn without_help(text: &str) -> Option<&str> {
    let words: Vec<(usize, &str)> = words_with_places(text).collect();
    let Some(by) = words.iter().position(|(_, word)| word.eq_ignore_ascii_case("by")) else {
        return Some(text);
    };
    (by >= 3).then(|| text[..words[by - 1].0].trim_end())
}

/// `Jane Doe in Berlin`: the name alone.
fn without_place(text: &str) -> &str {
    let mut words = words_with_places(text).enumerate();
    let place = words.find(|(count, (_, word))| {
        *count >= 2
            && matches!(
                *word,
                "in" | "on" | "for" | "at" | "from" | "aus" | "für" | "pour" | "para"
            )
    });
    place.map_or(text, |(_, (at, _))| text[..at].trim_end())
}

/// `Jane Doe @jane`: the name alone.
fn without_handle(text: &str) -> &str {
    match text.find(" @") {
        Some(at) => text[..at].trim_end(),
        None => text,
    }
}

/// `Jane Doe Reuters`: the name alone.
fn without_agency(text: &str) -> &str {
    let found = AGENCIES.iter().find_map(|agency| {
        let at = text.len().checked_sub(agency.len())?;
        text.get(at..)?.eq_ignore_ascii_case(agency).then_some(at)
    });
    match found {
        Some(at) if text[..at].split_whitespace().count() > 1 => text[..at].trim_end(),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rigour_tells_what_may_be_a_name() {
        assert_eq!(name_of("doumae", Rigour::Lenient).as_deref(), Some("doumae"));
        assert_eq!(name_of("doumae", Rigour::Strict), None);
        assert_eq!(name_of("Reuters", Rigour::Opened).as_deref(), Some("Reuters"));
        assert_eq!(name_of("Friday", Rigour::Opened), None);
        assert_eq!(name_of("松村太郎", Rigour::Strict).as_deref(), Some("松村太郎"));
        assert_eq!(name_of("admin", Rigour::Lenient), None);
    }

    #[test]
    fn people_are_told_from_outlets() {
        assert!(is_person("Ludwig van Beethoven"));
        assert!(!is_person("Lake Herald") && !is_person("Seebote GmbH"));
    }
}
