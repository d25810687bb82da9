//! Knows by which names a page calls its outlet and its sections.

use super::key::key_of;
use super::parts::Parts;
use super::structured_data::StructuredData;
use super::{address, own_address};

/// Longer texts are slogans.
const LONGEST_NAME: usize = 80;
/// Words that a name may have or lack, as keys.
const LOOSE_WORDS: &[&str] = &[
    "the",
    "news",
    "online",
    "com",
    "magazine",
    "digital",
    "de",
    "der",
    "die",
    "das",
    "le",
    "la",
    "el",
    "uk",
    "us",
    "net",
    "org",
    "blog",
    "website",
    "site",
    "homepage",
    "home",
    "official",
    "beta",
    "newspaper",
    "international",
    "latest",
    "breaking",
    "staff",
    "team",
    "redaktion",
    "redakcija",
    "newsroom",
    "desk",
    "editors",
    "editorial",
];

/// A name has no more words.
const MOST_WORDS: usize = 8;

/// The names of the outlet that a page itself proves.
#[derive(Debug, Default)]
pub(super) struct OutletNames {
    keys: Vec<String>,
    /// What the logo says. It may also be somebody's name, on their own site.
    brands: Vec<String>,
    labels: Vec<String>,
    sections: Vec<String>,
}

impl OutletNames {
    pub(super) fn of(parts: &Parts, data: &StructuredData, publisher: Option<&str>) -> Self {
        let metas = [
            "og.site_name",
            "application-name",
            "apple-mobile-web-app-title",
            "cre",
            "dc.publisher",
            "twitter.site",
            "copyright",
            "publisher",
        ];
        let metas = metas.iter().filter_map(|name| parts.meta(&[name]));
        let hosts: Vec<String> =
            own_address::all(parts).into_iter().filter_map(address::host).collect();
        let mut brands: Vec<String> = parts.brands(&hosts).map(key_of).collect();
        brands.retain(|key| key.len() > 1);
        let mut keys: Vec<String> = metas
            .chain(publisher)
            .chain(data.sites.iter().map(String::as_str))
            .filter(|name| {
                name.len() <= LONGEST_NAME && name.split_whitespace().count() <= MOST_WORDS
            })
            .map(key_of)
            .filter(|key| key.len() > 1)
            .collect();
        let mut labels = Vec::new();
        for host in &hosts {
            keys.push(key_of(host));
            labels.extend(address::labels(host).into_iter().map(key_of));
        }
        labels.retain(|label| !label.is_empty());
        keys.sort_unstable();
        keys.dedup();
        let sections = ["article.section", "parsely-section", "og.section", "section"];
        let sections = sections.iter().flat_map(|name| parts.all_metas(name));
        let sections = sections
            .chain(data.crumbs.iter().map(String::as_str))
            .chain(parts.menu.iter().map(String::as_str))
            .chain(own_address::all(parts).into_iter().flat_map(address::folders))
            .map(key_of)
            .filter(|key| !key.is_empty())
            .collect();
        Self { keys, brands, labels, sections }
    }

    /// Whether this is the outlet's name.
    pub(super) fn is_outlet(&self, text: &str, key: &str) -> bool {
        if key.is_empty() || text.len() > LONGEST_NAME {
            return false;
        }
        self.keys.iter().chain(&self.brands).any(|known| known == key)
            || self.is_name_and_more(text)
            || self.labels.iter().any(|label| is_label_of(label, text, key))
    }

    /// Whether the page states in so many words that this is the outlet's name; a logo may show
    /// somebody's name, on their own site, and a host may be like anybody's.
    pub(super) fn is_stated(&self, text: &str, key: &str) -> bool {
        let firm = without_loose_words(text);
        self.keys.iter().any(|known| known == key || *known == firm && firm.len() > 1)
    }

    /// Whether this is the name of a section, which only counts beside the outlet's.
    pub(super) fn is_section(&self, text: &str, key: &str) -> bool {
        let firm = without_loose_words(text);
        self.sections.iter().any(|known| known == key || *known == firm)
    }

    /// Whether this is a name of the outlet but for loose words: `CBC` and `CBC News`.
    fn is_name_and_more(&self, text: &str) -> bool {
        let firm = without_loose_words(text);
        firm.len() > 1 && self.keys.iter().chain(&self.brands).any(|known| *known == firm)
    }
}

fn without_loose_words(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).map(key_of);
    words.filter(|word| !LOOSE_WORDS.contains(&word.as_str())).collect()
}

/// Whether a part of the host's name is made from a name: the whole of it, its words, or their
/// beginnings, as `nytimes` from `The New York Times`.
fn is_label_of(label: &str, text: &str, key: &str) -> bool {
    if label == key || label.replace('-', "") == key {
        return true;
    }
    let words: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let is_named = words.iter().all(|word| {
        word.starts_with(|c: char| c.is_uppercase() || c.is_numeric()) || is_loose(word)
    });
    if words.len() > MOST_WORDS || !is_named {
        return false;
    }
    let firm = words.iter().filter(|word| !is_loose(word)).count();
    let keys: Vec<(String, bool)> =
        words.iter().map(|word| (key_of(word), is_loose(word))).collect();
    is_made_of(label, &keys, firm < 2)
}

fn is_loose(word: &str) -> bool {
    LOOSE_WORDS.contains(&key_of(word).as_str())
}

/// Whether a label is made of beginnings of all these words, or of the `whole` words; only loose
/// ones may be left out.
fn is_made_of(label: &str, words: &[(String, bool)], whole: bool) -> bool {
    // Whether the words so far make the label up to each of its bytes.
    let mut reached = vec![false; label.len() + 1];
    reached[0] = true;
    for (word, is_loose) in words {
        let mut next = if *is_loose { reached.clone() } else { vec![false; label.len() + 1] };
        for from in (0..label.len()).filter(|from| reached[*from]) {
            let rest = &label.as_bytes()[from..];
            let shared =
                rest.iter().zip(word.as_bytes()).take_while(|(one, other)| one == other).count();
            let least = if whole { word.len() } else { 1 };
            for taken in least..=shared {
                next[from + taken] = true;
            }
        }
        reached = next;
    }
    reached[label.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_made_of_names() {
        let is = |label, text: &str| is_label_of(label, text, &key_of(text));
        assert!(is("nytimes", "The New York Times"));
        assert!(is("lhn", "Lake Harbour News") && is("lake-post", "Lake Post"));
        assert!(is("seebote", "Seebote Online"));
        assert!(!is("see", "Seebote"), "a word alone must be whole");
        assert!(!is("tlr", "the long road"), "names have capitals");
        assert!(!is(&"a".repeat(60), &"Ab ".repeat(60)));
    }

    #[test]
    fn loose_words_may_be_missing() {
        let names = OutletNames { keys: vec!["lakepost".to_owned()], ..OutletNames::default() };
        assert!(names.is_outlet("Lake Post News", "lakepostnews"));
        assert!(!names.is_outlet("Lake", "lake"));
        assert!(!names.is_outlet("News", "news"));
    }
}
