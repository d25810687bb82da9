//! The lines that stand around articles on the web, in many languages.
//!
//! To add a phrase, put it into the list in `table.rs` of what it does, in its own spelling: phrases
//! are compared folded, so that accents, case, quotes and the two scripts of Serbian do not matter. A phrase
//! must be one with which no paragraph of an article begins.

mod table;

use std::collections::HashMap;
use std::sync::LazyLock;

use super::fold::fold;

/// What a line that begins with a phrase is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// The whole paragraph stands around the article.
    Paragraph,
    /// The line does, if nothing but punctuation follows the phrase.
    Line,
    /// The line heads a list of links to other articles, if nothing but punctuation follows.
    /// Followed by a colon, it is such a link itself.
    Links,
    /// The line and everything behind it.
    End,
    /// A short line is the credit of a picture.
    Credit,
    /// A short line names where the article was taken from.
    Source,
}

/// A phrase as it is compared.
struct Phrase {
    folded: String,
    meaning: Meaning,
}

/// The phrases by their first word, longer ones first.
static PHRASES: LazyLock<HashMap<String, Vec<Phrase>>> = LazyLock::new(|| {
    let lists = [
        (table::PARAGRAPHS, Meaning::Paragraph),
        (table::LINES, Meaning::Line),
        (table::LINKS, Meaning::Links),
        (table::ENDS, Meaning::End),
        (table::CREDITS, Meaning::Credit),
        (table::SOURCES, Meaning::Source),
    ];
    let all = lists
        .into_iter()
        .flat_map(|(list, meaning)| list.iter().map(move |phrase| (*phrase, meaning)));
    let mut all: Vec<(&str, Phrase)> =
        all.map(|(phrase, meaning)| (phrase, Phrase { folded: fold(phrase), meaning })).collect();
    all.sort_by_key(|(_, phrase)| std::cmp::Reverse(phrase.folded.len()));
    let mut phrases: HashMap<String, Vec<Phrase>> = HashMap::new();
    for (written, phrase) in all {
        phrases.entry(fold(first_word(written))).or_default().push(phrase);
    }
    phrases
});

/// How much of a line is folded to compare it.
const COMPARED_BYTES: usize = 160;
/// A line that is more than the credit of a picture is longer.
const CREDIT_BYTES: usize = 200;

/// What a line, trimmed, is by the phrase it begins with.
pub(crate) fn meaning(line: &str) -> Option<Meaning> {
    let first = first_word(line);
    // The longest first word of a phrase is shorter.
    if first.is_empty() || first.len() > 40 {
        return None;
    }
    let same_start = if first.bytes().all(|byte| byte.is_ascii_lowercase()) {
        PHRASES.get(first)
    } else {
        PHRASES.get(&fold(first))
    }?;
    let folded = fold(super::beginning(line, COMPARED_BYTES));
    let found = same_start.iter().find_map(|phrase| {
        let rest = folded.strip_prefix(&phrase.folded)?;
        let ends_word = phrase.folded.ends_with(|c: char| !c.is_alphanumeric())
            || !rest.starts_with(|c: char| c.is_alphanumeric());
        let nothing_else = rest.chars().all(|c| !c.is_alphanumeric());
        let applies = ends_word
            && match phrase.meaning {
                Meaning::Paragraph | Meaning::End => true,
                Meaning::Line => nothing_else && line.len() < COMPARED_BYTES,
                Meaning::Links => {
                    nothing_else && line.len() < COMPARED_BYTES
                        || rest.starts_with(':') && line.len() < CREDIT_BYTES
                }
                Meaning::Credit | Meaning::Source => {
                    line.len() < CREDIT_BYTES && !(rest.len() > 60 && line.ends_with('.'))
                }
            };
        applies.then_some((phrase.meaning, nothing_else))
    })?;
    Some(match found {
        // A link that stands on the line of its heading heads nothing.
        (Meaning::Links, false) => Meaning::Line,
        (meaning, _) => meaning,
    })
}

/// The first run of letters, behind marks such as bullets and quotes.
fn first_word(line: &str) -> &str {
    let start = line.find(char::is_alphanumeric).filter(|start| *start <= 8).unwrap_or(line.len());
    let rest = &line[start..];
    rest.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_known_in_any_case_and_with_any_quotes() {
        assert_eq!(meaning("Don’t miss…"), Some(Meaning::Links));
        assert_eq!(meaning("ALSO READ"), Some(Meaning::Links));
        assert_eq!(meaning("Also read: Another headline"), Some(Meaning::Line));
        assert_eq!(
            meaning("YOUR EMAIL ADDRESS WILL NOT BE PUBLISHED. Required"),
            Some(Meaning::Paragraph)
        );
        assert_eq!(meaning("ПРОЧИТАЈТЕ ЈОШ"), Some(Meaning::Links));
        assert_eq!(meaning("Foto: A. Anić"), Some(Meaning::Credit));
    }

    #[test]
    fn a_sentence_that_begins_alike_is_left_alone() {
        for line in [
            "Related party transactions fell in May.",
            "Read more slowly, the text gains.",
            "Share prices rose.",
            "Comments by the minister were cautious.",
            "Sharenting is a new word.",
            "Home sales rose.",
        ] {
            assert_eq!(meaning(line), None, "{line}");
        }
    }
}
