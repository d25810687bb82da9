//! Reads front matter: what stands before the text of a Markdown file and says what it is.
//!
//! It is YAML, TOML or JSON, read by the parsers of these notations, or a title block of pandoc.
//! What a parser refuses is read line by line: a title with a colon in it is no reason to lose an
//! article's date.

mod anchors;
mod error;
mod fences;
mod json;
mod lenient;
mod limits;
mod links;
mod recognise;
mod title_block;
mod toml;
mod yaml;

use serde_json::Value as Json;

pub use self::error::FrontMatterError;

/// Keys and values in the order in which they were written.
pub(super) type Entries = Vec<(String, Json)>;

/// The notations of front matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notation {
    /// Between lines of `---`.
    Yaml,
    /// Between lines of `+++`.
    Toml,
    /// An object.
    Json,
    /// Up to three lines that begin with `%`: title, authors, date.
    TitleBlock,
}

impl std::fmt::Display for Notation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Yaml => "YAML",
            Self::Toml => "TOML",
            Self::Json => "JSON",
            Self::TitleBlock => "title block",
        })
    }
}

/// Where the front matter of a text lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FrontMatter<'t> {
    pub(super) kind: Notation,
    /// The entries as they were written.
    pub(super) entries: &'t str,
    /// The text behind.
    pub(super) text: &'t str,
}

/// What the front matter of a text says.
#[derive(Debug)]
pub(super) struct Reading<'t> {
    pub(super) entries: Entries,
    /// The text behind.
    pub(super) text: &'t str,
    /// Why the entries were read line by line, if they were.
    pub(super) refusal: Option<FrontMatterError>,
}

/// Reads the front matter of a text, if it has any. `is_field` says of a key whether it stands for
/// a field of an article.
pub(super) fn read<'t>(text: &'t str, is_field: &dyn Fn(&str) -> bool) -> Option<Reading<'t>> {
    let (found, parsed) = find(text)?;
    let (mut entries, refusal) = match parsed {
        Ok(entries) => (entries, None),
        Err(refusal) => (lenient::entries(found.entries, is_field), Some(refusal)),
    };
    if found.kind == Notation::Yaml {
        for (_, value) in &mut entries {
            links::show(value);
        }
    }
    Some(Reading { entries, text: found.text, refusal })
}

/// Parses the entries of front matter.
fn entries(found: &FrontMatter<'_>) -> Result<Entries, FrontMatterError> {
    match found.kind {
        Notation::Yaml => yaml::entries(found.entries),
        Notation::Toml => toml::entries(found.entries),
        Notation::Json => json::entries(found.entries),
        Notation::TitleBlock => Ok(title_block::entries(found.entries)),
    }
}

/// Front matter and what its parser made of it, which tells it from prose between two rules.
fn find(text: &str) -> Option<(FrontMatter<'_>, Result<Entries, FrontMatterError>)> {
    let found =
        fences::find(text).or_else(|| json::find(text)).or_else(|| title_block::find(text))?;
    let parsed = entries(&found);
    recognise::is_front_matter(&found, &parsed).then_some((found, parsed))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn value<'e>(entries: &'e Entries, key: &str) -> &'e Json {
        &entries.iter().find(|entry| entry.0 == key).unwrap().1
    }

    #[test]
    fn each_kind_is_read() {
        for (text, kind) in [
            ("---\ntitle: Ferry\n---\nRest\n", Notation::Yaml),
            ("---\r\ntitle: Ferry\r\n...\r\nRest\n", Notation::Yaml),
            ("+++\ntitle = 'Ferry'\n+++\nRest\n", Notation::Toml),
            ("{\"title\": \"Ferry\"}\nRest\n", Notation::Json),
            ("% Ferry\n\nRest\n", Notation::TitleBlock),
        ] {
            let reading = read(text, &|_| true).unwrap();
            assert_eq!(find(text).unwrap().0.kind, kind);
            assert_eq!(reading.entries, [("title".to_owned(), json!("Ferry"))]);
            assert_eq!(reading.text.trim(), "Rest");
            assert!(reading.refusal.is_none());
        }
        assert!(read("Ferry\n---\ntitle: x\n---\n", &|_| true).is_none());
        assert!(read("---\ntitle: no end\n", &|_| true).is_none());
    }

    #[test]
    fn what_is_refused_is_read_line_by_line() {
        let text = "---\ntitle: Serbia: the long road\nauthor: @handle\ntags: [a, b]\n---\nRest";
        let reading = read(text, &|_| true).unwrap();
        assert_eq!(*value(&reading.entries, "title"), "Serbia: the long road");
        assert_eq!(*value(&reading.entries, "author"), "@handle");
        assert_eq!(*value(&reading.entries, "tags"), json!(["a", "b"]));
        let refusal = reading.refusal.unwrap().to_string();
        assert_eq!(refusal, "line 1 is no YAML: mapping values are not allowed in this context");
    }

    #[test]
    fn links_to_notes_are_shown() {
        let text = "---\nauthor:\n  - \"[[Emma Radford]]\"\n  - \"[[People/Ivo Marin|Ivo]]\"\nplace: [[Ruma]]\n---\n";
        let entries = read(text, &|_| true).unwrap().entries;
        assert_eq!(*value(&entries, "author"), json!(["Emma Radford", "Ivo"]));
        assert_eq!(*value(&entries, "place"), "Ruma");
        let text = "---\nauthor: [[Emma Radford]], [[Ivo Marin]]\n---\n";
        assert_eq!(
            *value(&read(text, &|_| true).unwrap().entries, "author"),
            "Emma Radford, Ivo Marin"
        );
    }

    #[test]
    fn two_rules_with_prose_between_are_no_front_matter() {
        let text = "---\n\nThe ferry is late again, and nobody minds. Note: the harbour master has bought a bell.\n\n\
            He rings it at noon, and the frogs answer.\n\n---\n\n## Letters\n";
        assert!(read(text, &|_| true).is_none());
        assert!(read(text, &|_| true).is_none());
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(
            open in "---\n|\\+\\+\\+\n|\\{|% ",
            inside in "[-+a:=\\[\\]{}&*|>'\"%#,. \t\r\n0é]{0,60}",
            close in "\n---\n|\n\\+\\+\\+\n|\\}\n|\n\n",
        ) {
            let text = [open, inside, close].concat();
            let read = read(&text, &|_| true);
            prop_assert_eq!(read.is_some(), find(&text).is_some());
            lenient::entries(&text, &|_| true);
        }
    }
}
