//! The words of a text as they are indexed.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use text::{FormsRef, as_written};

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Token {
    /// As it stands there.
    pub text: String,
    /// Where it begins, in bytes of the text.
    pub start: usize,
    /// Where it ends, in the same way.
    pub end: usize,
    /// Its number among the words, from 0.
    pub position: u32,
    /// The forms in which it is indexed.
    pub layers: Layers,
    /// By what it is sought as a bare word, where there is an index.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sought: Vec<Sought>,
}

/// The forms in which a word is indexed; a layer with two accepted forms lists both.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Layers {
    /// Its letters.
    pub exact: Vec<String>,
    /// Without diacritics, in Latin letters.
    pub folded: Vec<String>,
    /// The same without its ending.
    pub stem: Vec<String>,
}

/// By what a word is sought in the articles of some languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Sought {
    /// The languages by BCP 47 code; none is all.
    pub languages: Vec<String>,
    /// The stems or forms that are looked up.
    pub by: SoughtBy,
}

/// By what a word is sought.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SoughtBy {
    /// By these stems, as a common word.
    Stems(Vec<String>),
    /// By these folded forms, as a name.
    Name(Vec<String>),
    /// By these folded forms, as typed.
    Typed(Vec<String>),
}

impl Token {
    /// A word as it was found in this text.
    pub fn new(text: &str, token: &text::Token<'_>, sought: Vec<query::Sought>) -> Self {
        let (start, end) = (token.start, token.end);
        let word = &text[start..end];
        // Letters are compared in either case, but shown as they stand.
        let mut layers = Layers { exact: vec![as_written(word)], ..Layers::default() };
        layers.add(token.forms);
        if let Some(joined) = token.joined {
            layers.add(joined);
        }
        let sought = sought.into_iter().map(Sought::from).collect();
        Self { text: word.to_owned(), start, end, position: token.position, layers, sought }
    }
}

impl Layers {
    fn add(&mut self, forms: FormsRef<'_>) {
        let mut add = |layer: fn(&mut Self) -> &mut Vec<String>, form: &str| {
            let layer = layer(self);
            if !layer.iter().any(|one| one == form) {
                layer.push(form.to_owned());
            }
        };
        forms.all_folded().for_each(|form| add(|layers| &mut layers.folded, form));
        forms.all_stems().for_each(|stem| add(|layers| &mut layers.stem, stem));
    }
}

impl From<query::Sought> for Sought {
    fn from(sought: query::Sought) -> Self {
        let code = |language: &text::Language| language.code().to_owned();
        Self { languages: sought.languages.iter().map(code).collect(), by: sought.by.into() }
    }
}

impl From<query::SoughtBy> for SoughtBy {
    fn from(by: query::SoughtBy) -> Self {
        match by {
            query::SoughtBy::Stems(stems) => Self::Stems(stems),
            query::SoughtBy::Name(forms) => Self::Name(forms),
            query::SoughtBy::Typed(forms) => Self::Typed(forms),
        }
    }
}
