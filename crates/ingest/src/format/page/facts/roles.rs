//! Takes the words for what somebody is off their name.

use super::rigour::Rigour;
use super::words::words_with_places;

/// Words for what somebody is, in lower case.
const ROLE_WORDS: &[&str] = &[
    "reporter",
    "reporters",
    "correspondent",
    "editor",
    "editors",
    "writer",
    "writers",
    "staff",
    "journalist",
    "journalists",
    "contributor",
    "contributors",
    "columnist",
    "producer",
    "photographer",
    "redakteur",
    "redakteurin",
    "redaktion",
    "redacteur",
    "rédacteur",
    "rédactrice",
    "journaliste",
    "korrespondent",
    "korrespondentin",
    "novinar",
    "novinarka",
    "dopisnik",
    "urednik",
    "urednica",
    "periodista",
    "corresponsal",
    "redactor",
    "redactora",
    "giornalista",
    "analyst",
    "fellow",
    "blogger",
    "critic",
    "director",
    "manager",
    "professor",
    "president",
    "ceo",
    "founder",
    "co-founder",
    "chief",
    "senior",
    "bureau",
    "intern",
    "author",
    "reporting",
    "special",
    "freelance",
    "associate",
    "assistant",
    "executive",
    "managing",
    "head",
    "columnists",
    "kolumnist",
    "kolumnistin",
    "autor",
    "autorin",
    "reporterin",
    "volontär",
    "volontärin",
    "chefredakteur",
    "contributing",
    "guest",
    "expert",
    "specialist",
];
/// Words before a role that are no names.
const ROLE_ADJECTIVES: &[&str] = &[
    "political",
    "politics",
    "business",
    "science",
    "technology",
    "tech",
    "sports",
    "sport",
    "health",
    "national",
    "washington",
    "foreign",
    "education",
    "environment",
    "news",
    "bbc",
    "cnn",
    "entertainment",
    "world",
    "white",
    "house",
    "deputy",
    "features",
    "digital",
    "breaking",
    "economics",
    "crime",
    "legal",
    "security",
    "local",
    "media",
    "investigative",
    "lead",
];

/// The text without the words for a role; `None` where nothing else is in it.
pub(super) fn without_roles(text: &str, rigour: Rigour) -> Option<&str> {
    let words: Vec<(usize, &str)> = words_with_places(text).collect();
    let plain = |word: &str| word.trim_matches([',', '.', ':', '(', ')']).to_lowercase();
    let is_role = |word: &str| ROLE_WORDS.contains(&plain(word).as_str());
    let Some(role) = words.iter().position(|(_, word)| is_role(word)) else { return Some(text) };
    let is_adjective = |word: &str| ROLE_ADJECTIVES.contains(&plain(word).as_str());
    let mut before = role;
    // A name has two words at the least.
    while before > 2
        && (is_adjective(words[before - 1].1)
            || is_shout(words[before - 1].1) && !is_shout(words[0].1))
    {
        before -= 1;
    }
    if before >= 2 {
        return Some(text[..words[before].0].trim_end());
    }
    if role == 0 {
        let first = words.iter().position(|(_, word)| !is_role(word) && !is_adjective(word))?;
        let rest = &words[first..];
        return (rest.len() >= 2).then(|| &text[rest[0].0..]);
    }
    // `TMZ Staff`: one word and a role.
    (rigour == Rigour::Lenient).then_some(text)
}

/// Whether a text holds a word for what somebody is.
pub(super) fn has_role(text: &str) -> bool {
    let mut words = text.split_whitespace().map(str::to_lowercase);
    words.any(|word| ROLE_WORDS.contains(&word.trim_matches([',', '.', ':', '(', ')'])))
}

/// Whether a word is in capitals throughout, as the name of a station is.
fn is_shout(word: &str) -> bool {
    word.chars().count() > 1 && word.chars().all(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_before_and_behind_names_are_taken_off() {
        let of = |text| without_roles(text, Rigour::Strict);
        assert_eq!(of("Jane Doe Senior Politics Editor"), Some("Jane Doe"));
        assert_eq!(of("Jane van der Doe LNN News Correspondent"), Some("Jane van der Doe"));
        assert_eq!(of("Staff Reporter Jane Doe"), Some("Jane Doe"));
        assert_eq!(of("Staff Writer"), None);
        assert_eq!(of("Jane Doe"), Some("Jane Doe"));
    }
}
