//! Tells front matter from prose that stands between two horizontal rules.

use super::lenient::key_and_value;
use super::{Entries, FrontMatter, FrontMatterError, Notation};

/// Whether what was found is front matter, given what its parser made of it.
pub(super) fn is_front_matter(
    found: &FrontMatter<'_>,
    parsed: &Result<Entries, FrontMatterError>,
) -> bool {
    match (found.kind, parsed) {
        (Notation::Json | Notation::TitleBlock, _) => true,
        // A sentence with a colon is a map to YAML.
        (_, Ok(entries)) => entries.first().is_none_or(|(key, _)| is_key(key, 3)),
        (kind, Err(_)) => looks_like_entries(found.entries, kind),
    }
}

/// Whether the first line that says something is an entry, and most lines at the top level are.
fn looks_like_entries(text: &str, kind: Notation) -> bool {
    // Bare keys of TOML are one word.
    let words = if kind == Notation::Toml { 1 } else { 2 };
    let lines = text.lines().filter(|line| {
        !line.trim().is_empty() && !line.starts_with([' ', '\t', '#', '-', ']', '}'])
    });
    let mut are_entries = lines.map(|line| is_entry(line, words));
    if are_entries.next() != Some(true) {
        return false;
    }
    let (mut entries, mut others) = (1_usize, 0_usize);
    for is_entry in are_entries {
        *(if is_entry { &mut entries } else { &mut others }) += 1;
    }
    entries > others
}

fn is_entry(line: &str, words: usize) -> bool {
    // Tables of TOML have a line of their own.
    let is_table = line.starts_with('[') && line.trim_end().ends_with(']');
    is_table
        || key_and_value(line).is_some_and(|(key, value)| {
            // An address is no entry.
            is_key(key, words) && !value.starts_with("//")
        })
}

/// Whether this is how keys are named: in few words, and shortly.
fn is_key(key: &str, words: usize) -> bool {
    key.chars().count() <= 40
        && key.split_whitespace().count() <= words
        && key.chars().any(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::super::find as split;

    #[test]
    fn front_matter_may_be_broken_or_empty() {
        for inside in [
            "",
            "\n",
            "{}\n",
            "title: Serbia: the long road\n",
            "title: @handle\n",
            "# a remark\n\ntitle: x: y\ntext: >\n  some\n  more\n  lines\n",
            "\"title\": x: y\n",
            "date published: x: y\n",
            "Date of publication: 2025\n",
            "title:x\n",
            "тема: а: б\n",
            "tags: [a,\nb\nauthor: c\ndate: d\n",
        ] {
            assert!(split(&format!("---\n{inside}---\n")).is_some(), "{inside}");
        }
        for inside in
            ["title = Hello\n", "[author]\nname = x y\n", "title: x\n", "# only a remark\n"]
        {
            assert!(split(&format!("+++\n{inside}+++\n")).is_some(), "{inside}");
        }
    }

    #[test]
    fn prose_between_rules_is_none() {
        for inside in [
            "The ferry is late.\n",
            "The ferry is late again. Note: a bell.\n",
            "A reader from Ruma asks: who feeds the storks?\n",
            "# Heading\n",
            "- one\n- two\n",
            "https://example.org/\n",
            "12:30 the ferry leaves: late\n",
            "Note: a bell: a big one\nHe rings it at noon.\nThe frogs answer.\n",
            "null\n",
            "* one\n* two: three\n",
            "| a | b |\n",
            "> Quoted: so\n",
        ] {
            assert!(split(&format!("---\n{inside}---\n")).is_none(), "{inside}");
        }
        assert!(split("+++\nThe ferry = late, they say.\n+++\n").is_none());
    }
}
