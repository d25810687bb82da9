//! Reads RTF (Microsoft's specification 1.9.1): the text in the encodings that its fonts name.

mod codes;

use std::collections::BTreeMap;

use encoding_rs::{BIG5, EUC_KR, Encoding, GBK, SHIFT_JIS};
use serde_json::Value as Json;

use self::codes::{character, encoding_of_charset, encoding_of_page, is_passed_over};
use super::super::{Context, Cutter, Draft, DraftKind, Format, KeyMap};
use super::facts;
use crate::{SkipReason, clean};

/// RTF.
pub(crate) struct Rtf;

/// Groups lie in one another no deeper; what lies deeper counts to the last.
const DEPTH_LIMIT: usize = 10_000;
/// More fonts are not told apart.
const FONTS_LIMIT: usize = 10_000;

impl Format for Rtf {
    fn extensions(&self) -> &'static [&'static str] {
        &["rtf"]
    }

    fn is_known_by_name(&self) -> bool {
        false
    }

    fn opens_with(&self, text: &str, _name: &str) -> bool {
        text.starts_with("{\\rtf")
    }

    fn cutter(&self, _head: &[u8], _keys: &KeyMap) -> Option<Box<dyn Cutter>> {
        None
    }

    fn read(&self, record: &[u8], _context: &Context<'_>) -> Result<Draft, SkipReason> {
        let start = record.iter().position(|byte| *byte == b'{').unwrap_or_default();
        let mut reader = Reader::new(&record[start..]);
        reader.read();
        if reader.depth > 0 {
            return Err(SkipReason::CutShort { cut: crate::Cut::OpenRecord });
        }
        let Reader { text, title, author, created, .. } = reader;
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        let body = clean::repaired(lines.join("\n").trim().to_owned());
        let created = created.to_json();
        let title = facts::title(Some(title));
        Ok(Draft {
            // Without a title the first line that looks like one is it.
            kind: if title.is_some() { DraftKind::Page } else { DraftKind::Text },
            title,
            authors: facts::person(Some(author)).into_iter().collect(),
            dates: created.into_iter().map(|date| ("created".to_owned(), date)).collect(),
            body,
            ..Draft::default()
        })
    }
}

/// Where text goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Body,
    Title,
    Author,
    /// When it was made: told by control words.
    Created,
    Fonts,
    /// Nowhere.
    None,
}

/// What holds inside a group.
#[derive(Debug, Clone, Copy)]
struct State {
    place: Place,
    /// Where the text went before it was said that there is a better copy of it.
    outer: Place,
    encoding: &'static Encoding,
    /// How many characters stand behind one in Unicode for those who do not know it.
    fallback: usize,
    is_hidden: bool,
    /// The font that is being described.
    font: i32,
}

/// The day in control words.
#[derive(Debug, Default)]
struct Day {
    year: i32,
    month: i32,
    of_month: i32,
}

impl Day {
    fn to_json(&self) -> Option<Json> {
        let is_day = (1900..=2200).contains(&self.year)
            && (1..=12).contains(&self.month)
            && (1..=31).contains(&self.of_month);
        is_day.then(|| {
            Json::String(format!("{:04}-{:02}-{:02}", self.year, self.month, self.of_month))
        })
    }
}

struct Reader<'r> {
    rest: &'r [u8],
    states: Vec<State>,
    state: State,
    depth: usize,
    is_closed: bool,
    /// The encoding of the document.
    page: &'static Encoding,
    fonts: BTreeMap<i32, &'static Encoding>,
    /// Bytes that are to be decoded together.
    pending: Vec<u8>,
    /// The first half of a pair of surrogates.
    high: Option<u32>,
    /// How much of a fallback is still to be passed over.
    skip: usize,
    text: String,
    title: String,
    author: String,
    created: Day,
}

impl<'r> Reader<'r> {
    fn new(rest: &'r [u8]) -> Self {
        let page = encoding_rs::WINDOWS_1252;
        let state = State {
            place: Place::Body,
            outer: Place::Body,
            encoding: page,
            fallback: 1,
            is_hidden: false,
            font: 0,
        };
        Self {
            rest,
            states: Vec::new(),
            state,
            depth: 0,
            is_closed: false,
            page,
            fonts: BTreeMap::new(),
            pending: Vec::new(),
            high: None,
            skip: 0,
            text: String::new(),
            title: String::new(),
            author: String::new(),
            created: Day::default(),
        }
    }

    fn read(&mut self) {
        while let Some((byte, rest)) = self.rest.split_first() {
            self.rest = rest;
            match byte {
                b'{' => self.open(),
                b'}' => {
                    self.close();
                    if self.depth == 0 {
                        self.is_closed = true;
                        // Some have one brace too many, or a document behind the other.
                        if !self.rest.iter().any(u8::is_ascii_alphanumeric) {
                            return;
                        }
                    }
                }
                b'\\' => self.control(),
                b'\r' | b'\n' => {}
                byte => {
                    self.byte(*byte);
                    // The second half of a character may be any sign.
                    if *byte > 0x80
                        && [SHIFT_JIS, GBK, BIG5, EUC_KR].contains(&self.state.encoding)
                        && let Some((second, rest)) = self.rest.split_first()
                        && (!b"\\{}".contains(second)
                            || [SHIFT_JIS, BIG5].contains(&self.state.encoding))
                    {
                        self.rest = rest;
                        self.byte(*second);
                    }
                }
            }
        }
        self.flush();
    }

    fn open(&mut self) {
        self.flush();
        self.skip = 0;
        self.depth += 1;
        if self.depth <= DEPTH_LIMIT {
            self.states.push(self.state);
        }
    }

    fn close(&mut self) {
        self.flush();
        self.skip = 0;
        if self.depth <= DEPTH_LIMIT
            && let Some(state) = self.states.pop()
        {
            self.state = state;
        }
        self.depth = self.depth.saturating_sub(1);
    }

    /// A byte of text.
    fn byte(&mut self, byte: u8) {
        if self.skip > 0 {
            self.skip -= 1;
        } else if self.state.place != Place::None {
            self.pending.push(byte);
        }
    }

    /// Decodes the bytes that wait.
    fn flush(&mut self) {
        if !self.pending.is_empty() {
            let bytes = std::mem::take(&mut self.pending);
            // Some programs write UTF-8, which the format does not know.
            let text = match std::str::from_utf8(&bytes) {
                Ok(text) => text.to_owned(),
                Err(_) => self.state.encoding.decode_without_bom_handling(&bytes).0.into_owned(),
            };
            self.write(&text);
        }
    }

    fn write(&mut self, text: &str) {
        if self.state.is_hidden {
            return;
        }
        match self.state.place {
            Place::Body => self.text.push_str(text),
            Place::Title => self.title.push_str(text),
            Place::Author => self.author.push_str(text),
            Place::Created | Place::Fonts | Place::None => {}
        }
    }

    /// What follows a backslash.
    fn control(&mut self) {
        let Some((first, rest)) = self.rest.split_first() else { return };
        if !first.is_ascii_alphabetic() {
            self.rest = rest;
            return self.symbol(*first);
        }
        let letters = self.rest.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let (word, rest) = self.rest.split_at(letters);
        let signs = usize::from(rest.first() == Some(&b'-'));
        let digits = rest[signs..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let number = std::str::from_utf8(&rest[..signs + digits])
            .ok()
            .and_then(|number| number.parse().ok());
        let length = if digits > 0 { signs + digits } else { 0 };
        let rest = &rest[length..];
        self.rest = rest.strip_prefix(b" ").unwrap_or(rest);
        let word = String::from_utf8_lossy(word).into_owned();
        self.word(&word, number);
    }

    fn symbol(&mut self, symbol: u8) {
        match symbol {
            b'\'' => {
                let digits = self.rest.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
                if let Some(byte) = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
                    self.rest = &self.rest[2..];
                    self.byte(byte);
                }
            }
            b'*' => {
                // What follows is for programs that know it.
                self.flush();
                let known = [&b"\\ud"[..], b"\\shptxt", b"\\shpinst"];
                if !known.iter().any(|word| self.rest.starts_with(word)) {
                    self.state.place = Place::None;
                }
            }
            b'~' => self.special("\u{a0}"),
            b'_' => self.special("-"),
            b'\\' | b'{' | b'}' => self.byte(symbol),
            b'\r' | b'\n' => self.special("\n\n"),
            _ => {}
        }
    }

    fn special(&mut self, text: &str) {
        if self.skip > 0 {
            self.skip -= 1;
            return;
        }
        self.flush();
        self.write(text);
    }

    fn word(&mut self, word: &str, number: Option<i32>) {
        let value = number.unwrap_or_default();
        match word {
            "u" => self.unicode(value),
            "uc" => self.state.fallback = usize::try_from(value).unwrap_or(1).min(100),
            "bin" => {
                let length = usize::try_from(value).unwrap_or_default().min(self.rest.len());
                self.rest = &self.rest[length..];
            }
            "ansicpg" => {
                self.page = encoding_of_page(value).unwrap_or(self.page);
                self.state.encoding = self.page;
            }
            "mac" => {
                self.page = encoding_rs::MACINTOSH;
                self.state.encoding = self.page;
            }
            "f" => self.font(value),
            "fcharset" if self.state.place == Place::Fonts && self.fonts.len() < FONTS_LIMIT => {
                let encoding = encoding_of_charset(value).unwrap_or(self.page);
                self.fonts.entry(self.state.font).or_insert(encoding);
            }
            "plain" => {
                self.flush();
                self.state.is_hidden = false;
            }
            "v" | "deleted" => {
                self.flush();
                self.state.is_hidden = number != Some(0);
            }
            "par" | "sect" | "page" => self.special("\n\n"),
            "line" | "row" => self.special("\n"),
            "tab" | "cell" | "nestcell" => self.special(" "),
            "yr" if self.state.place == Place::Created => self.created.year = value,
            "mo" if self.state.place == Place::Created => self.created.month = value,
            "dy" if self.state.place == Place::Created => self.created.of_month = value,
            word => match character(word) {
                Some(text) => self.special(text),
                None => self.destination(word),
            },
        }
    }

    /// A font is chosen, or described.
    fn font(&mut self, number: i32) {
        self.flush();
        if self.state.place == Place::Fonts {
            self.state.font = number;
            return;
        }
        self.state.encoding = self.fonts.get(&number).copied().unwrap_or(self.page);
    }

    /// A character in Unicode; behind it stand others for those who do not know it.
    fn unicode(&mut self, value: i32) {
        // Many programs leave out what should follow the one before.
        self.flush();
        self.skip = self.state.fallback;
        // Numbers are written as if they had a sign.
        let code =
            u32::try_from(if value < 0 { value + 0x1_0000 } else { value }).unwrap_or_default();
        let character = match (self.high.take(), code) {
            (_, 0xd800..=0xdbff) => {
                self.high = Some(code);
                return;
            }
            (Some(high), 0xdc00..=0xdfff) => {
                char::from_u32(0x1_0000 + ((high - 0xd800) << 10) + (code - 0xdc00))
            }
            _ => char::from_u32(code),
        };
        let mut buffer = [0; 4];
        let character = character.filter(|character| *character != '\0');
        self.write(character.unwrap_or('\u{fffd}').encode_utf8(&mut buffer));
    }

    /// A word that says where the text of its group goes.
    fn destination(&mut self, word: &str) {
        let place = match word {
            "fonttbl" => Place::Fonts,
            "title" if self.state.place == Place::None => Place::Title,
            "author" if self.state.place == Place::None => Place::Author,
            "creatim" => Place::Created,
            "upr" => {
                self.state.outer = self.state.place;
                Place::None
            }
            "ud" => self.state.outer,
            word if is_passed_over(word) => Place::None,
            _ => return,
        };
        self.flush();
        self.state.place = place;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(document: &[u8]) -> String {
        let mut reader = Reader::new(document);
        reader.read();
        reader.text.trim().to_owned()
    }

    #[test]
    fn text_is_read_in_every_way_it_is_written() {
        assert_eq!(
            of(br"{\rtf1\ansi\ansicpg1250 Vu\'e8i\'e6\par d\u268\'e8i\u8364?}"),
            "Vučić\n\ndČi€"
        );
        assert_eq!(of(br"{\rtf1\ansi{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset204 B;}}\f1 \'c4\'e0\f0  yes}"), "Да yes");
        assert_eq!(
            of(br"{\rtf1 {\*\x no}{\v hidden}a\emdash b{\info{\title T}}{\u-10179?\u-8704?}}"),
            "a—b😀"
        );
        assert_eq!(of("{\\rtf1 Прага}".as_bytes()), "Прага");
    }

    #[test]
    fn anything_is_survived() {
        for document in [
            "{\\rtf1",
            "{\\rtf1 \\u",
            "\\'",
            "{\\rtf1\\bin999999999 x",
            "}}}}",
            "{\\rtf1 \\u99999999999 \\uc-1\\u1",
        ] {
            of(document.as_bytes());
        }
        of("{".repeat(100_000).as_bytes());
    }
}
