//! Cuts HTML into tags and the text between them, in one pass and without building a tree.
//!
//! The pass is linear whatever the text holds: what was looked for once to the end and not found
//! is not looked for again.

use super::names::is_element;

/// A piece of HTML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Token<'t> {
    /// What stands between tags, entities and all.
    Text(&'t str),
    /// A tag; a comment or a declaration is one without a name.
    Tag(Tag<'t>),
    /// What stands in the element of this name, whose content holds no tags.
    Raw(&'t str, &'t str),
}

/// A tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tag<'t> {
    /// As it is written.
    pub(crate) name: &'t str,
    pub(crate) is_closing: bool,
    /// All of it, from `<` to `>`.
    pub(crate) source: &'t str,
    /// How many attributes it has, where it stands in a page.
    pub(crate) attributes: usize,
}

impl Tag<'_> {
    /// Whether the tag has one of these names, which are in lower case.
    pub(crate) fn is_any(&self, names: &[&str]) -> bool {
        names.iter().any(|name| name.eq_ignore_ascii_case(self.name))
    }
}

/// The pieces of a text.
#[derive(Debug)]
pub(crate) struct Tokens<'t> {
    rest: &'t str,
    /// The tag at the start of `rest`, once it was read.
    next_tag: Option<Tag<'t>>,
    /// The element that was opened by the last tag and holds no tags.
    raw: Option<&'t str>,
    /// Whether it is a field of a record, in which only elements of HTML are tags; in a page, any
    /// word is one.
    is_field: bool,
    missing: Missing,
}

/// What does not occur any more.
#[derive(Debug, Default)]
struct Missing {
    tag_end: bool,
    comment_end: bool,
    /// `"` and `'`.
    quotes: [bool; 2],
    raw_end: [bool; RAW.len()],
}

/// Elements whose content holds no tags that say anything; in pages the last is read.
const RAW: [&str; 4] = ["script", "style", "title", "svg"];
const RAW_OF_PAGE: usize = 3;

/// Attributes that have no value (WHATWG HTML Living Standard, index of attributes).
const BARE_ATTRIBUTES: [&str; 22] = [
    "allowfullscreen",
    "async",
    "autofocus",
    "autoplay",
    "checked",
    "compact",
    "controls",
    "default",
    "defer",
    "disabled",
    "hidden",
    "ismap",
    "itemscope",
    "loop",
    "multiple",
    "muted",
    "noshade",
    "nowrap",
    "open",
    "readonly",
    "required",
    "selected",
];

impl<'t> Tokens<'t> {
    /// Of a page, in which every word behind a `<` is the name of a tag.
    pub(crate) fn of_page(html: &'t str) -> Self {
        Self { rest: html, next_tag: None, raw: None, is_field: false, missing: Missing::default() }
    }

    /// Of a field of a record, in which tags are known by their names and their attributes.
    pub(super) fn of_field(text: &'t str) -> Self {
        Self { is_field: true, ..Self::of_page(text) }
    }

    /// The elements that hold no tags here.
    fn raw_names(&self) -> &'static [&'static str] {
        if self.is_field { &RAW } else { &RAW[..RAW_OF_PAGE] }
    }

    fn take(&mut self, bytes: usize) -> &'t str {
        let (taken, rest) = self.rest.split_at(bytes);
        self.rest = rest;
        taken
    }

    /// How far the content of this element goes. What is never closed is no such element but text
    /// that quotes a tag.
    fn raw_length(&mut self, name: &str) -> Option<usize> {
        let kind = self.raw_names().iter().position(|raw| raw.eq_ignore_ascii_case(name))?;
        if self.missing.raw_end[kind] {
            return None;
        }
        let rest = self.rest;
        let closes = |at: usize| {
            let found = rest.get(at + 2..at + 2 + name.len());
            found.is_some_and(|found| found.eq_ignore_ascii_case(name))
        };
        let end = rest.match_indices("</").map(|(at, _)| at).find(|at| closes(*at));
        self.missing.raw_end[kind] = end.is_none();
        end
    }

    /// Reads the tag at the start of `text`, which begins with `<`.
    fn tag(&mut self, text: &'t str) -> Option<Tag<'t>> {
        if self.is_field { self.tag_of_field(text) } else { self.tag_of_page(text) }
    }

    fn tag_of_field(&mut self, text: &'t str) -> Option<Tag<'t>> {
        if text.starts_with("<!--") {
            return self.comment(text);
        }
        if text.starts_with("<![CDATA[") {
            return Some(unnamed(&text[.."<![CDATA[".len()]));
        }
        if text.get(..9).is_some_and(|start| start.eq_ignore_ascii_case("<!doctype")) {
            let end = text.find('>').filter(|_| !self.missing.tag_end);
            self.missing.tag_end |= end.is_none();
            return end.map(|end| unnamed(&text[..=end]));
        }
        let inside = text.get(1..)?;
        let name = inside.strip_prefix('/').unwrap_or(inside);
        let is_closing = name.len() < inside.len();
        let is_end = |c: char| !c.is_ascii_alphanumeric() && c != ':';
        let name = &name[..name.find(is_end)?];
        if !is_element(name) {
            return None;
        }
        let start = 1 + usize::from(is_closing) + name.len();
        let end = self.end_of_field_tag(text, start)?;
        Some(Tag { name, is_closing, source: &text[..end], attributes: 0 })
    }

    /// Where a tag ends whose name ends at `start`; `None` where something stands in it that is no
    /// attribute, as in `a <b and c>`.
    fn end_of_field_tag(&mut self, text: &str, start: usize) -> Option<usize> {
        let bytes = text.as_bytes();
        let mut at = start;
        loop {
            let space = bytes[at..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            at += space;
            match *bytes.get(at)? {
                b'>' => return Some(at + 1),
                b'/' => at += 1,
                byte if space > 0 && !matches!(byte, b'<' | b'"' | b'\'' | b'=') => {
                    at = self.end_of_attribute(text, at)?;
                }
                _ => return None,
            }
        }
    }

    /// Where the attribute ends that starts here.
    fn end_of_attribute(&mut self, text: &str, start: usize) -> Option<usize> {
        let is_name_end = |c: char| c.is_ascii_whitespace() || "=/><\"'".contains(c);
        let name_end = start + text[start..].find(is_name_end)?;
        let name = &text[start..name_end];
        let behind = text[name_end..].trim_ascii_start();
        let Some(value) = behind.strip_prefix('=').map(str::trim_ascii_start) else {
            let is_bare = BARE_ATTRIBUTES.iter().any(|known| known.eq_ignore_ascii_case(name));
            return is_bare.then_some(name_end);
        };
        let value_start = text.len() - value.len();
        if let Some(quote @ (b'"' | b'\'')) = value.as_bytes().first() {
            return self.quoted(&value[1..], *quote).map(|length| value_start + length + 2);
        }
        let length = value.find(|c: char| c.is_ascii_whitespace() || "><\"'".contains(c))?;
        (length > 0).then_some(value_start + length)
    }

    /// The comment at the start of a text. `<!-->` is a whole one.
    fn comment(&mut self, text: &'t str) -> Option<Tag<'t>> {
        if self.missing.comment_end {
            return None;
        }
        let end = text[2..].find("-->").map(|end| end + 5);
        self.missing.comment_end = end.is_none();
        end.map(|end| unnamed(&text[..end]))
    }

    fn tag_of_page(&mut self, text: &'t str) -> Option<Tag<'t>> {
        if self.missing.tag_end {
            return None;
        }
        if text.starts_with("<!--") {
            return self.comment(text);
        }
        let inside = &text[1..];
        let is_closing = inside.starts_with('/');
        let name = &inside[usize::from(is_closing)..];
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            let is_declaration = is_closing || inside.starts_with(['!', '?']);
            if !is_declaration {
                return None;
            }
            let end = text.find('>');
            self.missing.tag_end = end.is_none();
            return end.map(|end| unnamed(&text[..=end]));
        }
        let is_end = |c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>');
        let Some(name_bytes) = name.find(is_end) else {
            self.missing.tag_end = true;
            return None;
        };
        let start = 1 + usize::from(is_closing) + name_bytes;
        let (attributes, end) = self.attributes(text, start)?;
        let name = &name[..name_bytes];
        Some(Tag { name, is_closing, source: &text[..end], attributes })
    }

    /// Counts the attributes of a tag whose name ends at `start`, and finds its end. A `>` in
    /// quotes does not end it.
    fn attributes(&mut self, text: &str, start: usize) -> Option<(usize, usize)> {
        let bytes = text.as_bytes();
        let (mut at, mut count, mut is_between, mut is_value) = (start, 0, true, false);
        while let Some(&byte) = bytes.get(at) {
            at += 1;
            match byte {
                b'>' => return Some((count, at)),
                b'=' => is_value = true,
                b'"' | b'\'' if is_value => {
                    is_value = false;
                    if let Some(length) = self.quoted(&text[at..], byte) {
                        at += length + 1;
                        is_between = true;
                    }
                }
                byte if byte.is_ascii_whitespace() || byte == b'/' => is_between = true,
                _ => {
                    count += usize::from(is_between && !is_value);
                    (is_between, is_value) = (false, false);
                }
            }
        }
        self.missing.tag_end = true;
        None
    }

    /// How far a value in these quotes goes.
    fn quoted(&mut self, text: &str, quote: u8) -> Option<usize> {
        let is_missing = &mut self.missing.quotes[usize::from(quote == b'\'')];
        if *is_missing {
            return None;
        }
        let end = text.find(char::from(quote));
        *is_missing = end.is_none();
        end
    }
}

fn unnamed(source: &str) -> Tag<'_> {
    Tag { name: "", is_closing: false, source, attributes: 0 }
}

impl<'t> Iterator for Tokens<'t> {
    type Item = Token<'t>;

    fn next(&mut self) -> Option<Token<'t>> {
        if let Some(name) = self.raw.take()
            && let Some(length) = self.raw_length(name)
        {
            return Some(Token::Raw(name, self.take(length)));
        }
        if self.rest.is_empty() {
            return None;
        }
        let text = self.rest;
        let mut tag = self.next_tag.take();
        let mut at = 0;
        while tag.is_none() {
            let Some(found) = text[at..].find('<') else { break };
            at += found;
            tag = self.tag(&text[at..]);
            at += usize::from(tag.is_none());
        }
        let Some(tag) = tag else { return Some(Token::Text(self.take(text.len()))) };
        if at > 0 {
            self.next_tag = Some(tag);
            return Some(Token::Text(self.take(at)));
        }
        self.take(tag.source.len());
        let is_raw = !tag.is_closing && tag.is_any(self.raw_names());
        self.raw = is_raw.then_some(tag.name);
        Some(Token::Tag(tag))
    }
}
