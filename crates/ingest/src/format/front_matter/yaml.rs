//! Reads YAML: every value as the text that was written, whatever type others would make of it.

use saphyr_parser::{Event, Marker, Parser, ScalarStyle, ScanError};
use serde_json::{Map, Value as Json};

use super::anchors::Anchors;
use super::limits::check_pieces;
use super::{Entries, FrontMatterError, Notation};
use crate::format::allowance::DEPTH_LIMIT;

/// Parses the entries of the map that a text is.
pub(super) fn entries(text: &str) -> Result<Entries, FrontMatterError> {
    check_pieces(text)?;
    if text.trim().is_empty() {
        return Ok(Entries::new());
    }
    // The document begins before the entries, so that they cannot hold directives: one long prefix
    // for tags would be copied for each of them.
    let document = [DOCUMENT_START, text].concat();
    let mut tree = Tree::default();
    for event in Parser::new_from_str(&document) {
        let (event, span) = event.map_err(|refusal| syntax(&refusal))?;
        let line = line_of(&span.start);
        match event {
            Event::Nothing | Event::StreamStart | Event::DocumentStart(_) => {}
            Event::Scalar(text, style, anchor, _) => {
                tree.scalar(text.into_owned(), style, anchor, line)?;
            }
            Event::SequenceStart(anchor, _) => tree.open(Node::List(Vec::new()), anchor, line)?,
            Event::MappingStart(anchor, _) => {
                tree.open(Node::Map(OpenMap::default()), anchor, line)?;
            }
            Event::SequenceEnd | Event::MappingEnd => tree.close(line)?,
            Event::Alias(anchor) => tree.alias(anchor, line)?,
            Event::DocumentEnd | Event::StreamEnd => break,
        }
    }
    match tree.root {
        Some(Json::Object(entries)) => Ok(entries.into_iter().collect()),
        _ => Err(FrontMatterError::NoEntries { line: 1 }),
    }
}

const DOCUMENT_START: &str = "---\n";

/// Whether a plain scalar says that there is no value.
pub(super) fn is_null(scalar: &str) -> bool {
    matches!(scalar, "" | "~" | "null" | "Null" | "NULL")
}

/// The line of the entries, which begin on the second line of the document.
fn line_of(mark: &Marker) -> usize {
    mark.line().saturating_sub(1).max(1)
}

fn syntax(refusal: &ScanError) -> FrontMatterError {
    FrontMatterError::Syntax {
        kind: Notation::Yaml,
        line: line_of(refusal.marker()),
        message: refusal.info().to_owned(),
    }
}

/// The value that grows as the parser reports its parts. Nothing here calls itself, so that no
/// nesting is too deep for the stack.
#[derive(Default)]
struct Tree {
    /// The lists and maps that are open, the innermost last.
    open: Vec<(Node, usize)>,
    anchors: Anchors,
    root: Option<Json>,
}

enum Node {
    List(Vec<Json>),
    Map(OpenMap),
}

/// A map, and the entry that is being read.
#[derive(Default)]
struct OpenMap {
    entries: Map<String, Json>,
    key: Option<String>,
    /// The maps whose entries are taken over by the key `<<`.
    merged: Vec<Json>,
}

impl Tree {
    fn scalar(
        &mut self,
        mut text: String,
        style: ScalarStyle,
        anchor: usize,
        line: usize,
    ) -> Result<(), FrontMatterError> {
        self.anchors.count(line)?;
        if matches!(style, ScalarStyle::Literal | ScalarStyle::Folded) {
            text.truncate(text.trim_end_matches('\n').len());
        }
        let is_null = style == ScalarStyle::Plain && is_null(&text);
        if let Some(key) = self.awaited_key() {
            *key = Some(text.clone());
            return self.anchors.keep(anchor, &Json::String(text), line);
        }
        let value = if is_null { Json::Null } else { Json::String(text) };
        self.anchors.keep(anchor, &value, line)?;
        self.put(value);
        Ok(())
    }

    fn open(&mut self, node: Node, anchor: usize, line: usize) -> Result<(), FrontMatterError> {
        self.anchors.count(line)?;
        if self.awaited_key().is_some() {
            return Err(FrontMatterError::KeyIsNoText { line });
        }
        if self.open.len() >= DEPTH_LIMIT {
            return Err(FrontMatterError::TooDeep { line });
        }
        self.open.push((node, anchor));
        Ok(())
    }

    fn close(&mut self, line: usize) -> Result<(), FrontMatterError> {
        let Some((node, anchor)) = self.open.pop() else { return Ok(()) };
        let value = match node {
            Node::List(items) => Json::Array(items),
            Node::Map(map) => Json::Object(map.into_entries()),
        };
        self.anchors.keep(anchor, &value, line)?;
        self.put(value);
        Ok(())
    }

    fn alias(&mut self, anchor: usize, line: usize) -> Result<(), FrontMatterError> {
        let value = self.anchors.copy(anchor, self.open.len(), line)?;
        match (self.awaited_key(), value) {
            (Some(key), Json::String(text)) => *key = Some(text),
            (Some(_), _) => return Err(FrontMatterError::KeyIsNoText { line }),
            (None, value) => self.put(value),
        }
        Ok(())
    }

    /// Where the next value goes if it is a key.
    fn awaited_key(&mut self) -> Option<&mut Option<String>> {
        match self.open.last_mut() {
            Some((Node::Map(OpenMap { key: key @ None, .. }), _)) => Some(key),
            _ => None,
        }
    }

    fn put(&mut self, value: Json) {
        match self.open.last_mut() {
            None => self.root = Some(value),
            Some((Node::List(items), _)) => items.push(value),
            Some((Node::Map(map), _)) => match map.key.take() {
                Some(key) if key == "<<" => map.merged.push(value),
                // Of two entries with one key the first one counts.
                Some(key) => _ = map.entries.entry(key).or_insert(value),
                None => {}
            },
        }
    }
}

impl OpenMap {
    /// The entries; what they say counts more than what is taken over.
    fn into_entries(self) -> Map<String, Json> {
        let mut entries = self.entries;
        for merged in self.merged {
            let maps = match merged {
                Json::Array(maps) => maps,
                map => vec![map],
            };
            for map in maps {
                let Json::Object(map) = map else { continue };
                for (key, value) in map {
                    entries.entry(key).or_insert(value);
                }
            }
        }
        entries
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn read(text: &str) -> Json {
        Json::Object(entries(text).unwrap().into_iter().collect())
    }

    #[test]
    fn values_stay_as_they_were_written() {
        let text = "a: No\nb: 0123\nc: 1.10\nd: 2025-05-30\ne: 18:15\nf: true\ng: 0x1F\nh: 1_000\n";
        let expected = json!({"a": "No", "b": "0123", "c": "1.10", "d": "2025-05-30",
            "e": "18:15", "f": "true", "g": "0x1F", "h": "1_000"});
        assert_eq!(read(text), expected);
    }

    #[test]
    fn only_plain_scalars_are_null() {
        let text = "a: null\nb: ~\nc:\nd: Null\ne: NULL\nf: 'null'\ng: \"\"\nh: nULL\nnull: x\n";
        let expected = json!({"a": null, "b": null, "c": null, "d": null, "e": null,
            "f": "null", "g": "", "h": "nULL", "null": "x"});
        assert_eq!(read(text), expected);
    }

    #[test]
    fn texts_are_read_in_every_style() {
        let text = "wrapped: the mill\n  runs\n\n  on\nquoted: \"a \\\"b\\\" \\u2014,\n  c\"\n\
            single: 'it''s\n  so'\nfolded: >-\n  one\n  two\n\n  three\nliteral: |\n  Line: one\n    two\n\n\
            kept: |+\n  x\n\n# a remark\nremark: y # the desk\nsharp: a#b\n";
        let expected = json!({"wrapped": "the mill runs\non", "quoted": "a \"b\" —, c",
            "single": "it's so", "folded": "one two\nthree", "literal": "Line: one\n  two",
            "kept": "x", "remark": "y", "sharp": "a#b"});
        assert_eq!(read(text), expected);
    }

    #[test]
    fn lists_and_maps_are_read_in_both_styles() {
        let text = "authors:\n  - name: Emma\n    email: e@x.org\n  - name: Ivo\nsection:\n- Economy\n\
            source: {name: Courier, url: \"https://x.org/\"}\ntags: [ferry, \"Drina, lake\",\n  night bus,]\n\
            empty: []\nnone: {}\npair: [a: b]\n";
        let expected = json!({"authors": [{"name": "Emma", "email": "e@x.org"}, {"name": "Ivo"}],
            "section": ["Economy"], "source": {"name": "Courier", "url": "https://x.org/"},
            "tags": ["ferry", "Drina, lake", "night bus"], "empty": [], "none": {},
            "pair": [{"a": "b"}]});
        assert_eq!(read(text), expected);
    }

    #[test]
    fn anchors_merge_keys_tags_and_repeated_keys_are_understood() {
        let text = "base: &base {a: 1, b: [x]}\ncopy: *base\nmore:\n  <<: *base\n  a: 2\n\
            both:\n  <<: [*base, {c: 3, a: 4}]\n&k key: v\nother: *k\n*k : w\ntag: !!int 12\nlocal: !mine z\n\
            a: first\na: second\n";
        let expected = json!({"base": {"a": "1", "b": ["x"]}, "copy": {"a": "1", "b": ["x"]},
            "more": {"a": "2", "b": ["x"]}, "both": {"a": "1", "b": ["x"], "c": "3"},
            "key": "v", "other": "key", "tag": "12", "local": "z", "a": "first"});
        assert_eq!(read(text), expected);
    }

    #[test]
    fn only_the_first_document_is_read_and_the_order_stays() {
        let keys: Vec<String> = entries("b: 1\na: 2\n--- x\nc: 3\n")
            .unwrap()
            .into_iter()
            .map(|entry| entry.0)
            .collect();
        assert_eq!(keys, ["b", "a"]);
        assert!(entries("").unwrap().is_empty());
        assert_eq!(read("a: b\r\nc:\r\n  - d\r\n"), json!({"a": "b", "c": ["d"]}));
    }

    #[test]
    fn what_is_refused_names_its_line() {
        let line = |text: &str| match entries(text).unwrap_err() {
            FrontMatterError::Syntax { line, .. }
            | FrontMatterError::NoEntries { line }
            | FrontMatterError::KeyIsNoText { line }
            | FrontMatterError::AliasOfItself { line } => line,
            other => panic!("{other}"),
        };
        assert_eq!(line("date: x\ntitle: Serbia: the long road\n"), 2);
        assert_eq!(line("author: @handle\n"), 1);
        assert_eq!(line("a: 1\nb:\n\t- c\n"), 3);
        assert_eq!(line("a: 1\nb: \"open\n"), 2);
        assert_eq!(line("a: b\ntitle: {{ page.title }}\n"), 2);
        assert_eq!(line("a: &a [*a]\n"), 1);
        assert_eq!(line("a: *unknown\n"), 1);
        assert_eq!(line("only prose\n"), 1);
        assert_eq!(line("- a\n- b\n"), 1);
        assert_eq!(line("# a remark\n"), 1);
    }

    #[test]
    fn hostile_nesting_is_refused() {
        let many = 1_000_000;
        for unit in ["[", "{", "{a: ", "[a: ", "- ", "? ", "a: [", "!x [", "&x [", "{? "] {
            let text = format!("a: {}", unit.repeat(many / unit.len()));
            assert!(entries(&text).is_err(), "{unit}");
            let text = unit.repeat(many / unit.len());
            assert!(entries(&text).is_err(), "{unit}");
            let text = unit.repeat(9_000 / unit.len());
            assert!(entries(&text).is_err(), "{unit}");
        }
        let indented: String =
            (0..400).flat_map(|level| [" ".repeat(level), "a:\n".to_owned()]).collect();
        assert!(matches!(entries(&indented), Err(FrontMatterError::TooDeep { line: 101 })));
        let nested = |depth| format!("a: {}{}\n", "[".repeat(depth), "]".repeat(depth));
        assert!(entries(&nested(DEPTH_LIMIT - 1)).is_ok());
        assert!(matches!(
            entries(&nested(DEPTH_LIMIT)),
            Err(FrontMatterError::TooDeep { line: 1 })
        ));
    }

    #[test]
    fn aliases_multiply_neither_values_nor_text_nor_depth() {
        let bomb = (1..9).map(|level| {
            let copies = vec![format!("*a{}", level - 1); 10].join(",");
            format!(
                "a{level}: &a{level} [{copies}]
"
            )
        });
        let bomb: Vec<String> = bomb.collect();
        let bomb = format!(
            "a0: &a0 [x,x,x,x,x,x,x,x,x,x]
{}",
            bomb.concat()
        );
        assert!(matches!(entries(&bomb), Err(FrontMatterError::TooManyValues { line: 5 })));
        let text = format!("a: &a {}\nb: [{}]\n", "x".repeat(10_000), "*a, ".repeat(1_000));
        assert!(matches!(entries(&text), Err(FrontMatterError::TooMuchCopied { line: 2, .. })));
        let chain = (1..200).map(|level| {
            format!(
                "a{level}: &a{level} [*a{}]
",
                level - 1
            )
        });
        let chain = ["a0: &a0 [x]
"
        .to_owned()]
        .into_iter()
        .chain(chain)
        .collect::<Vec<_>>()
        .concat();
        assert!(matches!(entries(&chain), Err(FrontMatterError::TooDeep { .. })));
        let merged = format!("a: &a {{k: v}}\nb:\n{}", "  <<: *a\n".repeat(10_000));
        assert_eq!(read(&merged)["b"], json!({"k": "v"}));
    }

    #[test]
    fn hostile_texts_take_no_more_than_their_length() {
        let many = 1_000_000;
        let long = "x".repeat(many);
        assert_eq!(read(&format!("a: {long}\n"))["a"], long.as_str());
        assert_eq!(read(&format!("a: '{long}'\n"))["a"], long.as_str());
        assert_eq!(read(&format!("a: |\n  {long}\n"))["a"], long.as_str());
        assert!(entries(&format!("{long}: b\n")).is_err());
        assert!(entries(&format!("a: \"{long}")).is_err());
        assert_eq!(read(&format!("a: &{long} b\nc: *{long}\n"))["c"], "b");
        assert!(entries(&format!("%TAG ! {long}\n--- !a\na: !b c\n")).is_err());
        for unit in
            ["a: b\n", "- a\n", ",", "\n", "#\n", "a\n\n", "'", "\"\\\n", "*a ", "&a ", "! "]
        {
            for start in ["", "a: ", "a: [", "a: {", "a: '", "a: \"", "a: |\n "] {
                let text = [start, &unit.repeat(many / unit.len())].concat();
                drop(entries(&text));
                drop(entries(&text[..100_000]));
            }
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "[-a:\\[\\]{}&*!|>'\"%@`#,?<~.\\\\ \t\r\n0u\u{feff}é]{0,60}") {
            drop(entries(&text));
        }

        #[test]
        fn a_quoted_text_comes_back(value in "[^\\p{C}\\p{Zl}\\p{Zp}]{0,40}") {
            let text = format!("a: '{}'\n", value.replace('\'', "''"));
            prop_assert_eq!(&read(&text)["a"], value.as_str());
        }
    }
}
