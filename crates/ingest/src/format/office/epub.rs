//! Reads EPUB 2 and 3: a book is an article, its chapters in the order in which they are read.

use std::collections::{BTreeSet, HashMap};

use serde_json::Value as Json;

use super::super::xml::{self, Element, Written};
use super::super::{Context, Cutter, Draft, DraftKind, Format, KeyMap};
use super::{facts, package};
use crate::{SkipReason, clean};

/// EPUB.
pub(crate) struct Epub;

/// More chapters are not read.
const CHAPTERS_LIMIT: usize = 5_000;

impl Format for Epub {
    fn extensions(&self) -> &'static [&'static str] {
        &["epub"]
    }

    fn is_known_by_name(&self) -> bool {
        false
    }

    fn opens_with(&self, _text: &str, _name: &str) -> bool {
        false
    }

    fn cutter(&self, _head: &[u8], _keys: &KeyMap) -> Option<Box<dyn Cutter>> {
        None
    }

    fn parsing_bytes(&self, record: &[u8]) -> usize {
        package::cost(record)
    }

    fn read(&self, record: &[u8], _context: &Context<'_>) -> Result<Draft, SkipReason> {
        let mut package = package::Package::open(record)?;
        let place = place_of_book(&mut package)?.ok_or(SkipReason::NoText)?;
        let (top, _) = package.tree(&place)?.ok_or(SkipReason::NoText)?;
        let book = top.elements().next().ok_or(SkipReason::NoText)?;
        let chapters = chapters(book, &place);
        if is_locked(&mut package, &chapters)? {
            return Err(SkipReason::Encrypted);
        }
        let mut written = Written::default();
        let mut remarks = Vec::new();
        let mut is_cut = chapters.len() >= CHAPTERS_LIMIT;
        for chapter in &chapters {
            let Some((top, is_whole)) = package.tree(chapter)? else {
                remarks.push(SkipReason::OtherRecord { kind: "chapter that is not there" });
                continue;
            };
            let body = top.everywhere("body");
            written.end_paragraph();
            written.inside(body.first().copied().unwrap_or(&top));
            written.end_paragraph();
            is_cut |= !is_whole;
        }
        if is_cut {
            remarks.push(xml::too_much());
        }
        let metadata = book.elements().find(|element| xml::local(&element.name) == "metadata");
        let all = |name: &str| -> Vec<String> {
            let elements = metadata.into_iter().flat_map(Element::elements);
            elements
                .filter(|element| xml::local(&element.name) == name)
                .filter_map(Element::said)
                .collect()
        };
        let first = |name: &str| all(name).into_iter().next();
        let dates = || metadata.into_iter().flat_map(Element::elements);
        let dates = || dates().filter(|element| xml::local(&element.name) == "date");
        let is_published = |date: &&Element| date.attribute("opf:event") == Some("publication");
        let date = dates().filter(is_published).chain(dates());
        let date = date.filter_map(Element::said).find_map(|date| facts::date(Some(date)));
        let authors = all("creator").into_iter().filter_map(|name| facts::person(Some(name)));
        Ok(Draft {
            kind: DraftKind::Page,
            title: facts::title(first("title")).or_else(|| first("title")),
            authors: authors.collect(),
            found_source: facts::person(first("publisher")),
            language: first("language"),
            dates: date.into_iter().map(|date| ("date".to_owned(), Json::String(date))).collect(),
            tags: all("subject"),
            body: clean::repaired(written.text),
            captions: written.captions,
            remarks,
            ..Draft::default()
        })
    }
}

/// The file that says what the book is made of.
fn place_of_book(package: &mut package::Package<'_>) -> Result<Option<String>, SkipReason> {
    let container = package.tree("META-INF/container.xml")?;
    let stated = container.and_then(|(top, _)| {
        let root = top
            .everywhere("rootfile")
            .into_iter()
            .find_map(|root| root.attribute("full-path"))?
            .to_owned();
        Some(root)
    });
    let is_book = |name: &String| name.to_ascii_lowercase().ends_with(".opf");
    Ok(stated.or_else(|| package.names().into_iter().find(is_book)))
}

/// The files of the chapters, as they are read.
fn chapters(book: &Element, place: &str) -> Vec<String> {
    let part = |name: &str| book.elements().find(|element| xml::local(&element.name) == name);
    let files = part("manifest").into_iter().flat_map(Element::elements);
    let files: HashMap<&str, &Element> =
        files.filter_map(|file| Some((file.attribute("id")?, file))).collect();
    let spine = part("spine").into_iter().flat_map(Element::elements);
    let mut known = BTreeSet::new();
    let mut chapters = Vec::new();
    for reference in spine.take(CHAPTERS_LIMIT) {
        let file = reference.attribute("idref").and_then(|id| files.get(id).copied());
        let is_contents = |file: &Element| {
            file.attribute("properties").is_some_and(|of| of.split(' ').any(|one| one == "nav"))
        };
        let Some(file) = file.filter(|file| !is_contents(file)) else { continue };
        if let Some(name) = file.attribute("href").map(|href| joined(place, href))
            && known.insert(name.clone())
        {
            chapters.push(name);
        }
    }
    chapters
}

/// A name that is relative to the file of the book.
fn joined(place: &str, href: &str) -> String {
    let href = href.split('#').next().unwrap_or_default();
    let href = without_percents(href);
    let mut parts: Vec<&str> = match place.rsplit_once('/') {
        Some((folder, _)) if !href.starts_with('/') => folder.split('/').collect(),
        _ => Vec::new(),
    };
    for part in href.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// An address with its escaped bytes as they are.
fn without_percents(address: &str) -> String {
    let mut bytes = Vec::with_capacity(address.len());
    let mut rest = address.as_bytes();
    while let Some((byte, after)) = rest.split_first() {
        let escaped = after.get(..2).filter(|_| *byte == b'%');
        let escaped = escaped
            .and_then(|digits| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok());
        bytes.push(escaped.unwrap_or(*byte));
        rest = if escaped.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Whether chapters are encrypted; fonts alone often are.
fn is_locked(package: &mut package::Package<'_>, chapters: &[String]) -> Result<bool, SkipReason> {
    let Some((top, _)) = package.tree("META-INF/encryption.xml")? else { return Ok(false) };
    let mut pending: Vec<&Element> = vec![&top];
    while let Some(element) = pending.pop() {
        let is_chapter = |uri: &str| {
            chapters.iter().any(|chapter| chapter.ends_with(uri.trim_start_matches('/')))
        };
        if xml::local(&element.name) == "cipherreference"
            && element.attribute("uri").is_some_and(is_chapter)
        {
            return Ok(true);
        }
        pending.extend(element.elements());
    }
    Ok(false)
}
