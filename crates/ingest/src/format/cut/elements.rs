//! Cuts XML into elements of one name, past comments and quoted text.

use super::{Cutter, Ending};
use crate::Cut;

/// Finds the ends of the elements of one name.
pub(crate) struct Elements {
    name: &'static str,
    /// The name space that they are written with: `atom:`.
    prefix: String,
    /// The name of the element that holds them.
    root: String,
    /// Whether such elements lie in one another.
    may_nest: bool,
    /// How far the current record was looked at.
    at: usize,
    state: State,
    /// How many are open.
    open: usize,
    /// Where the outermost begins.
    begin: Option<usize>,
}

/// What is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Text,
    Comment,
    Quoted,
    /// What is meant for a program.
    Instruction,
    /// The last tag of a record.
    LastTag,
}

/// How far one step led.
enum Step {
    /// More bytes are needed.
    More,
    On,
    /// The record ends here.
    End(usize),
}

/// A tag of such elements.
enum Tag {
    Opening,
    Closing,
}

impl Elements {
    pub(crate) fn new(name: &'static str, prefix: &str, root: &str, may_nest: bool) -> Self {
        Self {
            name,
            prefix: prefix.to_owned(),
            root: root.to_owned(),
            may_nest,
            at: 0,
            state: State::Text,
            open: 0,
            begin: None,
        }
    }

    /// The tag at the start of these bytes; `Err` if more are needed to know.
    fn tag(&self, bytes: &[u8]) -> Result<Option<Tag>, ()> {
        let is_closing = bytes.get(1) == Some(&b'/');
        let from = 1 + usize::from(is_closing);
        let full = self.prefix.len() + self.name.len();
        let Some(name) = bytes.get(from..from + full) else {
            let begun = &bytes[from.min(bytes.len())..];
            let is_possible = self.is_name(begun);
            return if is_possible { Err(()) } else { Ok(None) };
        };
        if !self.is_name(name) {
            return Ok(None);
        }
        match bytes.get(from + full) {
            None => Err(()),
            Some(b'>' | b'/' | b' ' | b'\t' | b'\r' | b'\n') => {
                Ok(Some(if is_closing { Tag::Closing } else { Tag::Opening }))
            }
            Some(_) => Ok(None),
        }
    }

    /// Whether these bytes are the name, or its beginning.
    fn is_name(&self, bytes: &[u8]) -> bool {
        let name = self.prefix.bytes().chain(self.name.bytes());
        bytes.len() <= self.prefix.len() + self.name.len()
            && bytes.iter().zip(name).all(|(one, two)| one.eq_ignore_ascii_case(&two))
    }

    /// Goes on behind `mark`; `false` if it is not there yet.
    fn pass(&mut self, piece: &[u8], mark: &[u8]) -> bool {
        if let Some(found) = find(&piece[self.at..], mark) {
            self.at += found + mark.len();
            return true;
        }
        self.at = self.at.max((piece.len() + 1).saturating_sub(mark.len()));
        false
    }

    fn ended(&mut self, end: usize) -> usize {
        (self.at, self.state, self.open, self.begin) = (0, State::Text, 0, None);
        end
    }

    /// Goes on by a tag, a comment or a quoted text.
    fn step(&mut self, piece: &[u8]) -> Step {
        match self.state {
            State::Text => return self.step_in_text(piece),
            State::Comment | State::Quoted | State::Instruction => {
                let mark: &[u8] = match self.state {
                    State::Comment => b"-->",
                    State::Instruction => b"?>",
                    _ => b"]]>",
                };
                if !self.pass(piece, mark) {
                    return Step::More;
                }
                self.state = State::Text;
            }
            State::LastTag => {
                if !self.pass(piece, b">") {
                    return Step::More;
                }
                let end = self.at;
                return Step::End(self.ended(end));
            }
        }
        Step::On
    }

    fn step_in_text(&mut self, piece: &[u8]) -> Step {
        const MARKS: [(&[u8], State); 3] =
            [(b"<!--", State::Comment), (b"<![CDATA[", State::Quoted), (b"<?", State::Instruction)];
        let Some(found) = memchr(&piece[self.at..]) else {
            self.at = piece.len();
            return Step::More;
        };
        self.at += found;
        let rest = &piece[self.at..];
        if rest.len() < 2 {
            return Step::More;
        }
        for (mark, state) in MARKS {
            if rest.starts_with(mark) {
                (self.at, self.state) = (self.at + mark.len(), state);
                return Step::On;
            }
            if mark.starts_with(rest) {
                return Step::More;
            }
        }
        match self.tag(rest) {
            Err(()) => return Step::More,
            Ok(None) => self.at += 1,
            Ok(Some(Tag::Closing)) => {
                self.open = self.open.saturating_sub(1);
                self.at += 1;
                if self.open == 0 {
                    self.state = State::LastTag;
                }
            }
            Ok(Some(Tag::Opening)) if self.open > 0 && !self.may_nest => {
                // The one before was not closed.
                let end = self.at;
                return Step::End(self.ended(end));
            }
            Ok(Some(Tag::Opening)) => {
                self.begin.get_or_insert(self.at);
                self.open += 1;
                self.at += 1;
            }
        }
        Step::On
    }
}

impl Cutter for Elements {
    fn end(&mut self, piece: &[u8], _seen: usize) -> Option<usize> {
        loop {
            match self.step(piece) {
                Step::More => return None,
                Step::On => {}
                Step::End(end) => return Some(end),
            }
        }
    }

    fn forget(&mut self) {
        self.at = 0;
        self.begin = self.begin.map(|_| 0);
    }

    fn ending(&self, rest: &[u8]) -> Ending {
        if self.open > 0 {
            return Ending::Cut(Cut::OpenRecord);
        }
        let end = format!("</{}", self.root);
        let end = end.as_bytes();
        let is_end = |at: usize| {
            rest[at..].get(..end.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(end))
        };
        let is_closed =
            self.root.is_empty() || (0..rest.len()).any(|at| rest[at] == b'<' && is_end(at));
        if is_closed { Ending::Whole } else { Ending::Cut(Cut::OpenList) }
    }

    fn may_grow(&self) -> bool {
        false
    }

    fn is_whole_without_records(&self) -> bool {
        true
    }

    fn trim<'a>(&self, piece: &'a [u8]) -> &'a [u8] {
        let mut fresh = Self::new(self.name, &self.prefix, "", true);
        // What stands before the first one belongs to none.
        while fresh.begin.is_none() && matches!(fresh.step(piece), Step::On) {}
        fresh.begin.map_or(&[], |begin| piece[begin..].trim_ascii_end())
    }
}

fn memchr(bytes: &[u8]) -> Option<usize> {
    bytes.iter().position(|byte| *byte == b'<')
}

fn find(bytes: &[u8], mark: &[u8]) -> Option<usize> {
    bytes.windows(mark.len()).position(|window| window == mark)
}

#[cfg(test)]
mod tests {
    use super::super::cut;
    use super::*;

    #[test]
    fn elements_do_not_depend_on_how_the_bytes_arrive() {
        let feed = "<rss><channel><itemx/><?php '<item>' ?><!-- <item>no</item> --><item a='1'>one<![CDATA[</item>]]>\
                    </item >\n<Item>two</Item><item>three<item>four</item></channel></rss>";
        for step in [1, 2, 3, 7, 1_000] {
            let found = cut(Elements::new("item", "", "rss", false), feed, step);
            let expected = [
                "<item a='1'>one<![CDATA[</item>]]></item >",
                "<Item>two</Item>",
                "<item>three",
                "<item>four</item>",
            ];
            assert_eq!(found, expected, "{step}");
        }
        let nested = "<x:n>1<x:n>2</x:n></x:n><n/><x:n>3</x:n>";
        for step in [1, 3, 1_000] {
            let found = cut(Elements::new("n", "x:", "", true), nested, step);
            assert_eq!(found, ["<x:n>1<x:n>2</x:n></x:n>", "<x:n>3</x:n>"], "{step}");
        }
    }

    #[test]
    fn a_list_that_is_not_closed_is_cut() {
        let ending = |text: &str| {
            let mut elements = Elements::new("item", "", "rss", false);
            let end = elements.end(text.as_bytes(), 0).unwrap_or_default();
            let rest = &text.as_bytes()[end..];
            if end > 0 {
                assert!(elements.end(rest, 0).is_none());
            }
            elements.ending(rest)
        };
        assert!(matches!(ending("<rss><item>1</item></channel></rss>\n"), Ending::Whole));
        assert!(matches!(ending("<rss></rss>"), Ending::Whole));
        assert!(matches!(ending("<rss><item>1</item></chan"), Ending::Cut(Cut::OpenList)));
        assert!(matches!(ending("<rss><item>1</item><item>2"), Ending::Cut(Cut::OpenRecord)));
    }
}
