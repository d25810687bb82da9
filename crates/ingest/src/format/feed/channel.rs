//! Reads what holds the items of a feed: the outlet, its language, its writers.

use article::Version;

use super::super::cut::{Cutter, Elements};
use super::super::{Draft, xml};
use crate::clean;
use crate::clean::date::moment;

/// What the items of a feed have in common.
#[derive(Debug, Clone, Default)]
pub(crate) struct Channel {
    /// The encoding that the file declares.
    pub(super) encoding: Option<String>,
    /// The first element, for the names of its name spaces.
    pub(super) opening: String,
    pub(super) title: Option<String>,
    /// The address that others are relative to.
    pub(super) base: Option<String>,
    pub(super) language: Option<String>,
    /// Who wrote the items that do not say it.
    pub(super) author: Option<String>,
    /// The names that writers log in with, and those that they have.
    pub(super) writers: Vec<(String, String)>,
}

/// The kind of a feed.
pub(super) struct Root {
    /// The name of its outermost element, as it is written.
    pub(super) name: String,
    /// The name of what its articles are.
    pub(super) item: &'static str,
}

/// The outermost element of a feed; `None` for what is none.
pub(super) fn root(text: &str) -> Option<Root> {
    let name = xml::root(text)?;
    let local = xml::local(name).to_ascii_lowercase();
    // One entry may stand for itself.
    if local == "entry" && has(text, &["www.w3.org/2005/atom", "purl.org/atom"]) {
        return Some(Root { name: String::new(), item: "entry" });
    }
    let item = match local.as_str() {
        "rss" if has(text, &["version", "<channel", "xmlns"]) => "item",
        "channel" if has(text, &["<item"]) && !is_definition(text) => "item",
        "feed" if has(text, &["xmlns", "<entry", ":entry"]) => "entry",
        // Anything may be written in RDF.
        "rdf" => {
            let opening: String = text.chars().take(OPENING_CHARS).collect::<String>();
            let opening = opening.to_ascii_lowercase();
            let is_feed = ["purl.org/rss/", "netscape.com/rdf", "purl.org/net/rss"];
            is_feed.iter().any(|mark| opening.contains(mark)).then_some("item")?
        }
        _ => return None,
    };
    Some(Root { name: name.to_owned(), item })
}

/// How far the first element goes.
const OPENING_CHARS: usize = 8_000;

/// Whether one of these stands in the opening of a text.
fn has(text: &str, marks: &[&str]) -> bool {
    let opening: String = text.chars().take(OPENING_CHARS).collect();
    let opening = opening.to_ascii_lowercase();
    marks.iter().any(|mark| opening.contains(mark))
}

/// Channels of Microsoft's definition format are lists of pages.
fn is_definition(text: &str) -> bool {
    let opening: String = text.chars().take(OPENING_CHARS).collect();
    let opening = opening.to_ascii_lowercase();
    opening.contains("<channel href") || opening.contains("<channel base")
}

/// The name space of the items: that of the first one.
pub(super) fn prefix_of_items(head: &str, item: &str) -> String {
    for (at, _) in head.match_indices('<') {
        let rest = &head[at + 1..];
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && !":-_.".contains(c));
        let name = &rest[..end.unwrap_or(rest.len())];
        let (prefix, local) = name
            .rsplit_once(':')
            .map_or(("", name), |(prefix, local)| (&name[..=prefix.len()], local));
        if local.eq_ignore_ascii_case(item) {
            return prefix.to_owned();
        }
    }
    // It comes later; most are written as the root is.
    let root = xml::root(head).unwrap_or_default();
    let is_of_rdf = xml::local(root).eq_ignore_ascii_case("rdf");
    let prefix = root.rsplit_once(':').filter(|_| !is_of_rdf);
    prefix.map(|(prefix, _)| format!("{prefix}:")).unwrap_or_default()
}

impl Channel {
    /// A channel of which only so much is known.
    pub(crate) fn named(title: Option<String>, language: Option<String>) -> Self {
        Self { title, language, ..Self::default() }
    }

    /// Whether there is one.
    pub(crate) fn is_known(&self) -> bool {
        self.title.is_some() || !self.opening.is_empty()
    }

    /// What of it an item of a JSON Feed needs that does not say it, its outlet and its language;
    /// and which state of itself an item is.
    pub(crate) fn complete(&self, draft: Draft) -> Draft {
        const MODIFIED: &str = "date_modified";
        let of_dates = draft.dates.iter().find(|(key, _)| key == MODIFIED).map(|(_, date)| date);
        let modified = of_dates.or_else(|| draft.extra.get(MODIFIED)).filter(|_| self.is_known());
        let modified = modified.and_then(|modified| moment(modified.as_str()?));
        Draft {
            version: draft.version.or_else(|| Version::of(None, modified)),
            found_source: draft.found_source.or_else(|| self.title.clone()),
            language: draft.language.or_else(|| self.language.clone()),
            ..draft
        }
    }

    /// The channel that a file with this beginning is.
    pub(super) fn of(head: &[u8]) -> Self {
        let declared = xml::declared_encoding(head);
        let text = clean::encoding::decode(head, declared.as_deref());
        let Some(root) = root(&text) else { return Self::default() };
        let opening: String = text.chars().take(OPENING_CHARS).collect();
        let (top, _) = xml::read(before_items(&text, root.item), "");
        let outer = top.elements().next();
        let Some(outer) = outer else { return Self::default() };
        let channel = outer.first("channel").unwrap_or(outer);
        let said =
            |name| channel.said_in(name).map(|text| clean::one_line(&clean::markup::plain(text)));
        let attribute = |name| channel.attribute(name).or_else(|| outer.attribute(name));
        let link = || {
            let mut links = channel.all("link");
            links.find_map(|link| {
                link.attribute("href").map(ToOwned::to_owned).or_else(|| link.said())
            })
        };
        let title = said("title").filter(|title| !title.is_empty());
        let author = channel.first("author").and_then(|author| author.said_in("name"));
        let author =
            author.filter(|author| title.as_ref() != Some(author)).as_deref().and_then(person);
        let writers = channel.all("wp:author").filter_map(|writer| {
            Some((writer.said_in("wp:author_login")?, writer.said_in("wp:author_display_name")?))
        });
        Self {
            encoding: declared,
            opening: opening.find('>').map_or_else(String::new, |_| root_tag(&opening, &root.name)),
            base: attribute("xml:base").map(ToOwned::to_owned).or_else(link),
            language: said("language")
                .or_else(|| said("dc:language"))
                .or_else(|| attribute("xml:lang").map(ToOwned::to_owned)),
            author,
            writers: writers.collect(),
            title,
        }
    }

    /// What the articles depend on.
    pub(crate) fn parts(&self) -> impl Iterator<Item = String> + '_ {
        let Self { encoding, opening, title, base, language, author, writers } = self;
        let opening = Some(opening).filter(|opening| !opening.is_empty());
        let said = [
            encoding.as_ref(),
            opening,
            title.as_ref(),
            base.as_ref(),
            language.as_ref(),
            author.as_ref(),
        ];
        let said = said.into_iter().enumerate();
        let said = said.filter_map(|(at, said)| Some(format!("channel {at} {}", said?)));
        said.chain(writers.iter().map(|(login, name)| format!("writer {login} {name}")))
    }
}

/// The tag that opens the outermost element.
fn root_tag(opening: &str, name: &str) -> String {
    let Some(start) = opening.find(&format!("<{name}")) else { return String::new() };
    let end = opening[start..].find('>').map_or(opening.len(), |end| start + end + 1);
    opening[start..end].to_owned()
}

/// The text up to the first item.
fn before_items<'t>(text: &'t str, item: &'static str) -> &'t str {
    let items = Elements::new(item, &prefix_of_items(text, item), "", false);
    let first = items.trim(text.as_bytes());
    if first.is_empty() {
        return text;
    }
    let start = first.as_ptr().addr() - text.as_ptr().addr();
    &text[..start]
}

/// A name without the address of mail beside it; `None` if there is no name.
pub(super) fn person(text: &str) -> Option<String> {
    let text = clean::one_line(&clean::markup::plain(text.to_owned()));
    let is_address = |word: &str| word.contains('@') && !word.contains(' ');
    // `editor@example.org (Ana Ilić)`
    if let Some((address, name)) = text.split_once('(')
        && is_address(address.trim())
    {
        let name = name.trim_end_matches(')').trim();
        return (!name.is_empty()).then(|| name.to_owned());
    }
    let words = text.split(' ').filter(|word| !is_address(word));
    let name = words.collect::<Vec<_>>().join(" ");
    (!name.trim().is_empty()).then_some(name)
}

/// An address that may be relative to another one.
pub(super) fn joined(base: Option<&str>, address: &str) -> String {
    let address = address.trim();
    if address.contains("://") || address.starts_with("urn:") || address.starts_with("tag:") {
        return address.to_owned();
    }
    let Some(base) = base.filter(|base| base.contains("://")) else { return address.to_owned() };
    if let Some(rest) = address.strip_prefix("//") {
        let scheme = base.split("://").next().unwrap_or("http");
        return format!("{scheme}://{rest}");
    }
    let host_end = base.find("://").map_or(0, |at| at + 3);
    let host_end = base[host_end..].find('/').map_or(base.len(), |at| host_end + at);
    if address.starts_with('/') {
        return format!("{}{address}", &base[..host_end]);
    }
    if base.len() == host_end {
        return format!("{base}/{address}");
    }
    let folder = base.rfind('/').filter(|at| *at >= host_end).map_or(base, |at| &base[..at]);
    format!("{folder}/{address}")
}
