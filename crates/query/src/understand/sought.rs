//! By what a word in any form is asked for, language by language.

use serde::{Deserialize, Serialize};
use text::{FormsRef, Language};

/// By what a word is asked for in the articles of some languages.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sought {
    /// The analyses of these articles, by the code of one of their languages; none is all articles
    /// of an index whose stems belong to no language.
    #[serde(with = "codes")]
    pub languages: Vec<Language>,
    /// By what.
    pub by: SoughtBy,
}

/// By what a word is asked for; never nothing.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SoughtBy {
    /// By these stems, as a common word.
    Stems(Vec<String>),
    /// By these folded forms, as a name.
    Name(Vec<String>),
    /// By these folded forms, as typed: the word is known to be of another language.
    Typed(Vec<String>),
}

impl Sought {
    /// Whether it asks in articles of a language.
    pub(crate) fn asks_in(&self, language: Language) -> bool {
        self.languages.is_empty() || self.languages.contains(&language.analysis())
    }

    /// Whether a word of a text, in an article of a language, is asked for.
    pub(crate) fn is_met(&self, word: FormsRef<'_>, language: Language) -> bool {
        let is_one = |of: &[String], form: &str| of.iter().any(|one| one == form);
        self.asks_in(language)
            && match &self.by {
                SoughtBy::Stems(stems) => word.all_stems().any(|stem| is_one(stems, stem)),
                SoughtBy::Name(forms) | SoughtBy::Typed(forms) => {
                    word.all_folded().any(|form| is_one(forms, form))
                }
            }
    }
}

impl SoughtBy {
    /// The stems or forms.
    pub(crate) fn texts(&self) -> &[String] {
        match self {
            Self::Stems(texts) | Self::Name(texts) | Self::Typed(texts) => texts,
        }
    }
}

/// Brings together what is asked for alike in several languages.
pub(super) fn together(each: impl IntoIterator<Item = (Language, SoughtBy)>) -> Vec<Sought> {
    let mut all: Vec<Sought> = Vec::new();
    for (language, by) in each {
        match all.iter_mut().find(|one| one.by == by) {
            Some(one) => one.languages.push(language),
            None => all.push(Sought { languages: vec![language], by }),
        }
    }
    all
}

mod codes {
    use serde::de::{Deserialize, Deserializer, Error};
    use serde::ser::{SerializeSeq, Serializer};
    use text::Language;

    pub(super) fn serialize<S: Serializer>(
        languages: &[Language],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(languages.len()))?;
        for language in languages {
            list.serialize_element(language.code())?;
        }
        list.end()
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<Language>, D::Error> {
        let codes = Vec::<String>::deserialize(deserializer)?;
        let language = |code: &String| match Language::from_code(code) {
            Some(language) => Ok(language.analysis()),
            None if code == Language::UNKNOWN.code() => Ok(Language::UNKNOWN),
            None => Err(D::Error::custom(format_args!("no language has the code {code:?}"))),
        };
        let mut languages = codes.iter().map(language).collect::<Result<Vec<_>, _>>()?;
        // Several languages may be analysed as one.
        let mut known = Vec::with_capacity(languages.len());
        languages.retain(|language| {
            !known.contains(language) && {
                known.push(*language);
                true
            }
        });
        Ok(languages)
    }
}
