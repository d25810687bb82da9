//! Cuts JSON into the values that are records: one after another, or in a list that may lie deep.

use std::ops::Range;

use super::{Cutter, Ending};
use crate::Cut;

/// A step on the way to a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Step {
    /// This key.
    Key(String),
    /// Every key but these.
    AllBut(&'static [&'static str]),
    /// Every element of the list to which the key before leads.
    Each,
}

impl Step {
    fn is(&self, key: &[u8]) -> bool {
        match self {
            Self::Key(own) => own.as_bytes() == key,
            Self::AllBut(others) => !others.iter().any(|other| other.as_bytes() == key),
            Self::Each => false,
        }
    }
}

/// JSON values one after another, or the elements of a list inside of each.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of the place that was reached")]
pub(crate) struct Values {
    /// The steps that lead to the list; `None` where values are records themselves.
    path: Option<Vec<Step>>,
    /// How many brackets are open.
    depth: usize,
    in_string: bool,
    escaped: bool,
    /// How many keys of the path lead to where we are.
    matched: usize,
    /// The last text at a place where a key of the path may stand.
    text: Vec<u8>,
    /// Whether the next value belongs to the next key of the path.
    is_on_path: bool,
    /// How deep the elements of the list lie that is open.
    list: Option<usize>,
    /// Whether the current value had the list.
    had_list: bool,
    /// Whether the last value that had a list was closed.
    is_closed: bool,
    /// Where the current record starts in its piece.
    start: Option<usize>,
    /// Where the record that ended last stands in its piece.
    ended: Option<Range<usize>>,
}

/// A longer key leads nowhere.
const LONGEST_KEY_BYTES: usize = 200;

impl Values {
    /// The elements of an array.
    pub(crate) fn elements() -> Self {
        Self::inside(Vec::new())
    }

    /// The elements of the lists to which these steps lead; a value without such a list is a record
    /// itself.
    pub(crate) fn inside(path: Vec<Step>) -> Self {
        Self { path: Some(path), ..Self::sequence() }
    }

    /// Values one after another.
    pub(crate) fn sequence() -> Self {
        Self {
            path: None,
            depth: 0,
            in_string: false,
            escaped: false,
            matched: 0,
            text: Vec::new(),
            is_on_path: false,
            list: None,
            had_list: false,
            is_closed: false,
            start: None,
            ended: None,
        }
    }

    /// Whether keys of the path are to be read here.
    fn is_at_key(&self) -> bool {
        self.list.is_none() && self.next_step().is_some() && self.depth == self.matched + 1
    }

    fn next_step(&self) -> Option<&Step> {
        self.path.as_ref()?.get(self.matched)
    }

    /// Passes a byte of a string.
    fn pass_text(&mut self, byte: u8) {
        if self.escaped {
            self.escaped = false;
        } else if byte == b'\\' {
            self.escaped = true;
        } else if byte == b'"' {
            self.in_string = false;
            return;
        }
        if self.is_at_key() && self.text.len() < LONGEST_KEY_BYTES {
            self.text.push(byte);
        }
    }

    fn open(&mut self, byte: u8) {
        self.depth += 1;
        if self.depth == 1 {
            (self.matched, self.had_list, self.is_closed) = (0, false, false);
        }
        let is_on_path = std::mem::take(&mut self.is_on_path);
        let Some(path) = self.path.as_ref().filter(|_| self.list.is_none()) else { return };
        let left = path.len() - self.matched;
        let is_list = if path.is_empty() {
            self.depth == 1 && byte == b'['
        } else {
            is_on_path && left == 1 && byte == b'['
        };
        if is_list {
            self.list = Some(self.depth);
            (self.had_list, self.start) = (true, None);
            return;
        }
        let opens_each = |at: usize| path.get(at) == Some(&Step::Each);
        let is_next = is_on_path && left > 1 && (byte == b'{') != opens_each(self.matched + 1);
        let is_element = byte == b'{' && opens_each(self.matched) && self.depth == self.matched + 2;
        self.matched += usize::from(is_next || is_element);
    }

    /// Closes a bracket that ends at `at`; whether a record ends there.
    fn close(&mut self, at: usize) -> bool {
        let in_list = self.list;
        self.depth = self.depth.saturating_sub(1);
        self.matched = self.matched.min(self.depth.saturating_sub(1));
        if let Some(list) = in_list {
            if self.depth == list {
                return self.end_record(at);
            }
            if self.depth < list {
                // The last element may be a number, which nothing else ends.
                self.list = None;
                let ends = self.end_record(at - 1);
                if self.depth == 0 {
                    (self.is_closed, self.had_list) = (true, false);
                }
                return ends || self.depth == 0;
            }
            return false;
        }
        if self.depth > 0 {
            return false;
        }
        self.is_closed = self.had_list;
        if self.had_list {
            self.start = None;
            (self.ended, self.had_list) = (None, false);
            return true;
        }
        self.end_record(at)
    }

    fn end_record(&mut self, end: usize) -> bool {
        self.ended = self.start.take().map(|start| start..end.max(start));
        self.ended.is_some()
    }

    /// Whether records begin and end at this depth.
    fn is_between_records(&self) -> bool {
        match self.list {
            Some(list) => self.depth == list,
            None => self.depth == 0,
        }
    }
}

impl Cutter for Values {
    fn end(&mut self, piece: &[u8], seen: usize) -> Option<usize> {
        if seen == 0 {
            self.ended = None;
        }
        for (at, &byte) in piece.iter().enumerate().skip(seen) {
            if self.in_string {
                self.pass_text(byte);
                continue;
            }
            let separates = byte.is_ascii_whitespace() || byte == b',' || byte >= 0x80;
            let closes = matches!(byte, b'}' | b']');
            if self.start.is_none() && !separates && !closes && self.is_between_records() {
                let is_list = self.list.is_none() && self.path.as_ref().is_some_and(Vec::is_empty);
                if !(is_list && byte == b'[') {
                    self.start = Some(at);
                }
            }
            match byte {
                b'"' => {
                    self.in_string = true;
                    self.text.clear();
                }
                b':' if self.is_at_key() => {
                    self.is_on_path = self.next_step().is_some_and(|step| step.is(&self.text));
                }
                b'{' | b'[' => self.open(byte),
                b'}' | b']' if self.close(at + 1) => return Some(at + 1),
                b',' => {
                    self.is_on_path = false;
                    if self.is_between_records() && self.end_record(at) {
                        return Some(at + 1);
                    }
                }
                _ => {}
            }
        }
        None
    }

    fn ending(&self, rest: &[u8]) -> Ending {
        let is_inside = self.in_string || !self.is_between_records();
        if self.start.is_some() && is_inside {
            Ending::Cut(Cut::OpenRecord)
        } else if self.list.is_some() || self.depth > 0 {
            Ending::Cut(Cut::OpenList)
        } else if self.trim(rest).is_empty() {
            Ending::Whole
        } else {
            Ending::Open
        }
    }

    fn may_grow(&self) -> bool {
        self.path.is_none()
    }

    fn is_whole_without_records(&self) -> bool {
        self.is_closed
    }

    fn trim<'a>(&self, piece: &'a [u8]) -> &'a [u8] {
        let record = match (&self.ended, self.start) {
            (Some(ended), _) => piece.get(ended.clone()),
            (None, Some(start)) => piece.get(start..),
            (None, None) => None,
        };
        record.unwrap_or_default().trim_ascii()
    }
}

#[cfg(test)]
mod tests {
    use super::super::cut;
    use super::*;

    fn inside(path: &[&str]) -> Values {
        let step = |key: &&str| match *key {
            "*" => Step::AllBut(&["tags"]),
            "[]" => Step::Each,
            key => Step::Key(key.to_owned()),
        };
        Values::inside(path.iter().map(step).collect())
    }

    #[test]
    fn values_do_not_depend_on_how_the_bytes_arrive() {
        for step in [1, 2, 3, 100] {
            let array = r#"[ {"a":"]}\"{"}, {"b":[1,{}]} ,3, "x,y" ]"#;
            let elements = [r#"{"a":"]}\"{"}"#, r#"{"b":[1,{}]}"#, "3", r#""x,y""#];
            assert_eq!(cut(Values::elements(), array, step), elements);
            let text = "{\n}\n{\"a\":1}, {\"b\": \"é}\"}\n";
            let values = ["{\n}", "{\"a\":1}", "{\"b\": \"é}\"}"];
            assert_eq!(cut(Values::sequence(), text, step), values);
        }
    }

    #[test]
    fn records_in_a_list_inside_are_found_by_their_path() {
        let text = r#"{"n": 2, "response": {"docs2": [1], "docs": [{"a": [1]}, {"b": {"docs": []}}], "x": [9]},
            "facets": [{"c": 1}]} {"other": {"docs": [7]}} {"response": {"docs": []}} {"response": {"docs": [3]}}"#;
        for step in [1, 2, 3, 1_000] {
            let records = cut(inside(&["response", "docs"]), text, step);
            let own =
                [r#"{"a": [1]}"#, r#"{"b": {"docs": []}}"#, r#"{"other": {"docs": [7]}}"#, "3"];
            assert_eq!(records, own, "{step}");
        }
    }

    #[test]
    fn every_list_is_read_where_the_way_is_any() {
        let text = r#"{"2024": [{"a": 1}], "n": {"x": [{"b": 2}]}, "2025": [{"c": 3}, {"d": 4}]}"#;
        for step in [1, 5, 1_000] {
            let records = cut(inside(&["*"]), text, step);
            assert_eq!(records, [r#"{"a": 1}"#, r#"{"c": 3}"#, r#"{"d": 4}"#]);
            let text = r#"{"a": {"x": 1, "list": [1]}, "b": {"list": [2]}}"#;
            assert_eq!(cut(inside(&["*", "list"]), text, step), ["1", "2"]);
            let text =
                r#"{"db": [{"m": [9], "d": {"p": [1, 2]}}, 7, {"d": {"p": [3], "q": [8]}}]}"#;
            assert_eq!(cut(inside(&["db", "[]", "d", "p"]), text, step), ["1", "2", "3"]);
        }
    }

    #[test]
    fn what_is_not_closed_is_known() {
        let ending = |mut cutter: Values, text: &str| {
            let mut rest = text.as_bytes();
            while let Some(end) = cutter.end(rest, 0) {
                rest = &rest[end..];
            }
            (cutter.ending(rest), cutter.is_whole_without_records())
        };
        assert!(matches!(ending(Values::elements(), "[1, 2]\n"), (Ending::Whole, true)));
        assert!(matches!(ending(Values::elements(), "[]"), (Ending::Whole, true)));
        assert!(matches!(ending(Values::elements(), "[{}"), (Ending::Cut(Cut::OpenList), _)));
        assert!(matches!(ending(Values::elements(), "[{\"a\""), (Ending::Cut(Cut::OpenRecord), _)));
        assert!(matches!(ending(inside(&["a"]), r#"{"a": [{}]}"#), (Ending::Whole, true)));
        assert!(matches!(ending(inside(&["a"]), r#"{"a": [{}]"#), (Ending::Cut(_), _)));
        assert!(matches!(ending(inside(&["a"]), r#"{"a": [{}], "b"#), (Ending::Cut(_), _)));
        assert!(matches!(ending(Values::sequence(), "{} {"), (Ending::Cut(_), _)));
        assert!(matches!(ending(Values::sequence(), "{} {}"), (Ending::Whole, _)));
    }

    #[test]
    fn brackets_without_partners_are_survived() {
        for text in ["]]}}[{}]", "[", "{\"a\":]}", "}{", "[[]", "\u{feff}[1]"] {
            for path in [&[][..], &["a"]] {
                cut(inside(path), text, 1);
            }
            cut(Values::sequence(), text, 2);
        }
    }
}
