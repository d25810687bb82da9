//! The languages that have a table: a folder each in `tables`, and a line in the registry below.

use std::fmt;
use std::sync::OnceLock;

use crate::table::{Lemmas, Table};

/// The table of a language, with where it comes from. It is opened when it is first asked.
#[derive(Clone, Copy)]
pub struct Dictionary(&'static Entry);

struct Entry {
    language: &'static str,
    bytes: &'static [u8],
    digest: &'static str,
    source: &'static str,
    licence: &'static str,
    table: OnceLock<Option<Table>>,
}

macro_rules! registry {
    ($($language:literal,)*) => {
        const LANGUAGES: &[&str] = &[$(#[cfg(feature = $language)] $language,)*];

        static ENTRIES: [Entry; LANGUAGES.len()] = [$(
            #[cfg(feature = $language)]
            Entry {
                language: $language,
                bytes: include_bytes!(concat!("../tables/", $language, "/table")),
                digest: include_str!(concat!("../tables/", $language, "/DIGEST")),
                source: include_str!(concat!("../tables/", $language, "/SOURCE")),
                licence: include_str!(concat!("../tables/", $language, "/LICENCE")),
                table: OnceLock::new(),
            },
        )*];
    };
}

registry! {
    "bg",
    "cs",
    "de",
    "en",
    "es",
    "fr",
    "hu",
    "it",
    "pl",
    "pt",
    "ro",
    "ru",
    "sh",
    "sk",
    "sl",
    "sv",
    "tr",
    "uk",
}

/// The dictionary of a language by its code, such as `en`; `sh` for Serbian, Croatian and their
/// like. Nothing where this program has none.
pub fn dictionary(language: &str) -> Option<Dictionary> {
    dictionaries().find(|one| one.language() == language)
}

/// All dictionaries that this program has, in the order of their codes.
pub fn dictionaries() -> impl Iterator<Item = Dictionary> {
    ENTRIES.iter().map(Dictionary)
}

/// The texts of the licences that several tables are under, each with its SPDX identifier.
pub fn licences() -> impl Iterator<Item = (&'static str, &'static str)> {
    LICENCES.iter().copied()
}

static LICENCES: [(&str, &str); 6] = [
    ("Apache-2.0", include_str!("../tables/licences/Apache-2.0.txt")),
    ("CC-BY-SA-2.0", include_str!("../tables/licences/CC-BY-SA-2.0.txt")),
    ("CC-BY-SA-3.0", include_str!("../tables/licences/CC-BY-SA-3.0.txt")),
    ("CC-BY-SA-4.0", include_str!("../tables/licences/CC-BY-SA-4.0.txt")),
    ("LGPL-2.1", include_str!("../tables/licences/LGPL-2.1.txt")),
    ("MPL-2.0", include_str!("../tables/licences/MPL-2.0.txt")),
];

impl Dictionary {
    /// The code of its language.
    pub fn language(self) -> &'static str {
        self.0.language
    }

    /// The BLAKE3 digest of its table, 32 hexadecimal digits of it: another one answers otherwise.
    pub fn digest(self) -> &'static str {
        self.0.digest.trim_end()
    }

    /// Where its words come from, and what was made of them; several lines.
    pub fn source(self) -> &'static str {
        self.0.source
    }

    /// The licence of its table, and whose work it is. Where it names a licence of
    /// [`licences`], its text is there.
    pub fn licence(self) -> &'static str {
        self.0.licence
    }

    /// See [`Table::lemmas`].
    pub fn lemmas<'w>(self, exact: &str, folded: &'w str) -> Lemmas<'w> {
        match self.table() {
            Some(table) => table.lemmas(exact, folded),
            None => Lemmas::itself(folded),
        }
    }

    /// See [`Table::beginnings`].
    pub fn beginnings(self, lemma: &str) -> Vec<String> {
        self.table().map_or_else(Vec::new, |table| table.beginnings(lemma))
    }

    /// Its table. There is none where the bytes in the program are none, which a test rules out.
    fn table(self) -> Option<&'static Table> {
        self.0.table.get_or_init(|| Table::open(self.0.bytes)).as_ref()
    }
}

impl PartialEq for Dictionary {
    fn eq(&self, other: &Self) -> bool {
        self.language() == other.language()
    }
}

impl Eq for Dictionary {}

impl fmt::Debug for Dictionary {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Dictionary({} {})", self.language(), self.digest())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_opens_and_has_its_digest() {
        let codes: Vec<_> = dictionaries().map(Dictionary::language).collect();
        assert!(codes.is_sorted(), "{codes:?}");
        for one in dictionaries() {
            assert!(one.table().is_some(), "{one:?}");
            assert!(blake3::hash(one.0.bytes).to_hex().starts_with(one.digest()), "{one:?}");
            assert_eq!(one.digest().len(), 32, "{one:?}");
            assert!(!one.source().is_empty() && !one.licence().is_empty(), "{one:?}");
        }
    }

    #[test]
    fn all_tables_together_are_small() {
        let bytes: usize = dictionaries().map(|one| one.0.bytes.len()).sum();
        assert!(bytes <= 10_000_000, "{bytes}");
    }
}
