//! Reads TOML: dates and all numbers but plain integers as the text that was written.

use std::borrow::Cow;

use serde_json::{Map, Value as Json};
use toml_parser::decoder::{Encoding, ScalarKind};
use toml_parser::parser::{EventReceiver, parse_document};
use toml_parser::{ErrorSink, ParseError, Raw, Source, Span};

use super::error::line_of;
use super::limits::check_pieces;
use super::{Entries, FrontMatterError, Notation};
use crate::format::allowance::DEPTH_LIMIT;

/// Parses the entries of a text.
pub(super) fn entries(text: &str) -> Result<Entries, FrontMatterError> {
    check_pieces(text)?;
    let source = Source::new(text);
    let tokens = source.lex().into_vec();
    let mut tree = Tree::new(text);
    let mut refusal: Option<ParseError> = None;
    parse_document(&tokens, &mut tree, &mut refusal);
    if let Some(byte) = tree.too_deep {
        return Err(FrontMatterError::TooDeep { line: line_of(text, byte) });
    }
    if let Some(refusal) = refusal {
        let byte = refusal.unexpected().map_or(0, |span| span.start());
        return Err(FrontMatterError::Syntax {
            kind: Notation::Toml,
            line: line_of(text, byte),
            message: refusal.description().to_owned(),
        });
    }
    tree.finish_table();
    Ok(tree.root.into_iter().collect())
}

/// The tables that grow as the parser reports their parts.
struct Tree<'t> {
    text: &'t str,
    root: Map<String, Json>,
    /// The header that was read last, and the entries below it.
    header: Vec<String>,
    is_array: bool,
    table: Map<String, Json>,
    /// The parts of the key that is being read.
    key: Vec<String>,
    /// The arrays and inline tables that are open, the innermost last.
    open: Vec<Open>,
    /// Where values are nested too deep.
    too_deep: Option<usize>,
}

/// An array or an inline table that is open.
struct Open {
    node: Json,
    /// The key it belongs to.
    key: Vec<String>,
    /// How deep what is in it lies.
    depth: usize,
}

impl<'t> Tree<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            text,
            root: Map::new(),
            header: Vec::new(),
            is_array: false,
            table: Map::new(),
            key: Vec::new(),
            open: Vec::new(),
            too_deep: None,
        }
    }

    fn raw(&self, span: Span, encoding: Option<Encoding>) -> Raw<'t> {
        let raw = self.text.get(span.start()..span.end()).unwrap_or_default();
        Raw::new_unchecked(raw, encoding, span)
    }

    /// How deep a value under the key that is being read lies.
    fn depth(&self) -> usize {
        // Each name of a header may stand for a list of tables.
        let around = self.open.last().map_or(2 * self.header.len(), |open| open.depth);
        around + self.key.len()
    }

    /// Whether one level more is allowed.
    fn is_within_depth(&mut self, span: Span) -> bool {
        if self.depth() >= DEPTH_LIMIT {
            self.too_deep.get_or_insert(span.start());
        }
        self.too_deep.is_none()
    }

    fn open(&mut self, node: Json, span: Span) -> bool {
        let is_allowed = self.is_within_depth(span);
        if is_allowed {
            let depth = self.depth() + 1;
            self.open.push(Open { node, key: std::mem::take(&mut self.key), depth });
        }
        is_allowed
    }

    fn close(&mut self) {
        if let Some(Open { node, key, .. }) = self.open.pop() {
            self.key = key;
            self.put(node);
        }
    }

    fn put(&mut self, value: Json) {
        let key = std::mem::take(&mut self.key);
        let table = match self.open.last_mut().map(|open| &mut open.node) {
            Some(Json::Array(items)) => return items.push(value),
            Some(Json::Object(table)) => table,
            _ => &mut self.table,
        };
        insert(table, key, value);
    }

    /// Puts the entries below the last header where it says.
    fn finish_table(&mut self) {
        let mut key = std::mem::take(&mut self.header);
        let table = std::mem::take(&mut self.table);
        if key.is_empty() {
            self.root.extend(table);
            return;
        }
        if !self.is_array {
            if let Some(present) = descend(&mut self.root, key) {
                for (key, value) in table {
                    present.entry(key).or_insert(value);
                }
            }
            return;
        }
        let Some(last) = key.pop() else { return };
        let Some(parent) = descend(&mut self.root, key) else { return };
        if let Json::Array(tables) = parent.entry(last).or_insert_with(|| Json::Array(Vec::new())) {
            tables.push(Json::Object(table));
        }
    }

    fn start_table(&mut self, is_array: bool, span: Span) {
        self.header = std::mem::take(&mut self.key);
        self.is_within_depth(span);
        self.is_array = is_array;
    }
}

/// The table that a dotted key leads to; `None` if something else is there.
fn descend(mut table: &mut Map<String, Json>, key: Vec<String>) -> Option<&mut Map<String, Json>> {
    for part in key {
        let mut next = table.entry(part).or_insert_with(|| Json::Object(Map::new()));
        // Of several tables under one name the last one is meant.
        if let Json::Array(tables) = next {
            next = tables.last_mut()?;
        }
        table = next.as_object_mut()?;
    }
    Some(table)
}

/// Inserts a value under a dotted key. Of two values the first one counts.
fn insert(table: &mut Map<String, Json>, mut key: Vec<String>, value: Json) {
    let Some(last) = key.pop() else { return };
    if let Some(table) = descend(table, key) {
        table.entry(last).or_insert(value);
    }
}

/// An integer that a number says as it was written; any other number is its text.
fn integer(written: &str) -> Json {
    match written.parse::<i64>() {
        Ok(integer) if integer.to_string() == written => integer.into(),
        _ => written.into(),
    }
}

impl EventReceiver for Tree<'_> {
    fn std_table_open(&mut self, _span: Span, _error: &mut dyn ErrorSink) {
        self.finish_table();
        self.key.clear();
    }

    fn std_table_close(&mut self, span: Span, _error: &mut dyn ErrorSink) {
        self.start_table(false, span);
    }

    fn array_table_open(&mut self, _span: Span, _error: &mut dyn ErrorSink) {
        self.finish_table();
        self.key.clear();
    }

    fn array_table_close(&mut self, span: Span, _error: &mut dyn ErrorSink) {
        self.start_table(true, span);
    }

    fn inline_table_open(&mut self, span: Span, _error: &mut dyn ErrorSink) -> bool {
        self.open(Json::Object(Map::new()), span)
    }

    fn inline_table_close(&mut self, _span: Span, _error: &mut dyn ErrorSink) {
        self.close();
    }

    fn array_open(&mut self, span: Span, _error: &mut dyn ErrorSink) -> bool {
        self.open(Json::Array(Vec::new()), span)
    }

    fn array_close(&mut self, _span: Span, _error: &mut dyn ErrorSink) {
        self.close();
    }

    fn simple_key(&mut self, span: Span, kind: Option<Encoding>, error: &mut dyn ErrorSink) {
        if self.is_within_depth(span) {
            let mut key = Cow::Borrowed("");
            self.raw(span, kind).decode_key(&mut key, error);
            self.key.push(key.into_owned());
        }
    }

    fn scalar(&mut self, span: Span, kind: Option<Encoding>, error: &mut dyn ErrorSink) {
        let raw = self.raw(span, kind);
        let mut decoded = Cow::Borrowed("");
        let value = match raw.decode_scalar(&mut decoded, error) {
            ScalarKind::String => Json::String(decoded.into_owned()),
            ScalarKind::Boolean(value) => value.into(),
            ScalarKind::Integer(_) => integer(raw.as_str()),
            ScalarKind::DateTime | ScalarKind::Float => raw.as_str().into(),
        };
        self.put(value);
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
    fn texts_are_read_in_every_style() {
        let text = "a = '''The keeper's \"day off\"'''\nb = \"\"\"\nNight ferry \\\n  returns\"\"\"\n\
            c = \"Danube \\\"Courier\\\" \\u2014\" # a remark\nd = 'C:\\new'\n\"e f\" = \"\"\n";
        let expected = json!({"a": "The keeper's \"day off\"", "b": "Night ferry returns",
            "c": "Danube \"Courier\" —", "d": "C:\\new", "e f": ""});
        assert_eq!(read(text), expected);
    }

    #[test]
    fn dates_and_numbers_stay_as_they_were_written() {
        let text = "a = 2025-05-31\nb = 2025-05-30T18:15:00+02:00\nc = 2025-05-30 18:15:00\nd = 07:30:00\n\
            e = 12\nf = 1.10\ng = 4612345678901234567890123\nh = 1_000\ni = 0xFF\nj = +5\nk = true\nl = inf\n";
        let expected = json!({"a": "2025-05-31", "b": "2025-05-30T18:15:00+02:00",
            "c": "2025-05-30 18:15:00", "d": "07:30:00", "e": 12, "f": "1.10",
            "g": "4612345678901234567890123", "h": "1_000", "i": "0xFF", "j": "+5", "k": true,
            "l": "inf"});
        assert_eq!(read(text), expected);
    }

    #[test]
    fn tables_stay_maps() {
        let text = "tags = [\n  \"lock\",\n  [\"a\", 1], # the day\n]\nsite.name = \"Courier\"\nsite.at = {x.y = 1, z = []}\n\
            [author]\nname = \"Emma\"\nmail.work = \"e\"\n[params.cover]\nimage = \"x\"\n[params]\ndraft = false\n\
            [[cast]]\nname = \"A\"\n[cast.home]\ntown = \"B\"\n[[cast]]\nname = \"C\"\n[empty]\n";
        let expected = json!({"tags": ["lock", ["a", 1]],
            "site": {"name": "Courier", "at": {"x": {"y": 1}, "z": []}},
            "author": {"name": "Emma", "mail": {"work": "e"}},
            "params": {"cover": {"image": "x"}, "draft": false},
            "cast": [{"name": "A", "home": {"town": "B"}}, {"name": "C"}], "empty": {}});
        assert_eq!(read(text), expected);
    }

    #[test]
    fn of_repeated_keys_the_first_one_counts_and_the_order_stays() {
        let text = "b = 1\na = 2\nb = 3\na.c = 4\n[a]\nd = 5\n[[b]]\ne = 6\n";
        let read: Vec<_> = entries(text).unwrap();
        assert_eq!(read, [("b".to_owned(), json!(1)), ("a".to_owned(), json!(2))]);
    }

    #[test]
    fn what_is_refused_names_its_line() {
        for (text, expected) in [
            ("a = 1\nb = Hello there\n", 2),
            ("a = 1\nb: 2\n", 2),
            ("a = \"open\n", 1),
            ("a = 1\n\n[b\nc = 2\n", 3),
            ("prose\n", 1),
        ] {
            match entries(text) {
                Err(FrontMatterError::Syntax { line, message, .. }) => {
                    assert_eq!(line, expected, "{text}: {message}");
                }
                other => panic!("{text}: {other:?}"),
            }
        }
    }

    #[test]
    fn hostile_nesting_is_refused() {
        for count in [DEPTH_LIMIT + 1, 20_000, 300_000] {
            for (start, unit) in [
                ("a = ", "["),
                ("a = ", "{a="),
                ("a = ", "{a.a.a.a="),
                ("a = ", "[{a="),
                ("", "a."),
                ("[", "a."),
                ("[[", "a."),
                ("", "["),
            ] {
                assert!(entries(&[start, &unit.repeat(count)].concat()).is_err(), "{start}{unit}");
            }
        }
        let nested = |depth| format!("a = {}{}\n", "[".repeat(depth), "]".repeat(depth));
        assert!(entries(&nested(DEPTH_LIMIT - 1)).is_ok());
        assert!(matches!(
            entries(&nested(DEPTH_LIMIT)),
            Err(FrontMatterError::TooDeep { line: 1 })
        ));
        let header = vec!["a"; 40].join(".");
        assert!(entries(&format!("[{header}]\na=1\n")).is_ok());
        let text = format!("x = 1\n[{header}]\n{header} = 1\n");
        assert!(matches!(entries(&text), Err(FrontMatterError::TooDeep { line: 3 })));
    }

    #[test]
    fn hostile_texts_take_no_more_than_their_length() {
        let many = 1_000_000;
        let long = "x".repeat(many);
        assert_eq!(read(&format!("a = '{long}'\n"))["a"], long.as_str());
        assert_eq!(read(&format!("a = {}\n", "1".repeat(many)))["a"], "1".repeat(many));
        assert_eq!(read(&format!("[{long}]\n{}", "a=1\n".repeat(10_000)))[&long], json!({"a": 1}));
        for unit in
            ["a ", "a=1\n", "[a]\n", "[[a]]\n", "\"a\"", ",", "#\n", "a\n", "'''", "\\", "=", "]"]
        {
            for start in ["", "a = ", "a = [", "a = {", "a = '''", "a = \"\"\""] {
                let text = [start, &unit.repeat(many / unit.len())].concat();
                drop(entries(&text));
                drop(entries(&text[..90_000]));
            }
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "[-+a.=\\[\\]{}'\"\\\\#,: \t\r\n0-9Tué]{0,60}") {
            drop(entries(&text));
        }

        #[test]
        fn a_quoted_text_comes_back(value in "[^\\p{C}']{0,40}") {
            prop_assert_eq!(&read(&format!("a = '{value}'\n"))["a"], value.as_str());
        }
    }
}
