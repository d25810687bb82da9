//! Finds who wrote the article: people by name, else the agency.

use super::byline_text;
use super::key::key_of;
use super::names::{self};
use super::opener::without_opener;
use super::outlet_names::OutletNames;
use super::parts::{Byline, BylineKind, Parts};
use super::rigour::Rigour;
use super::structured_data::Described;
use crate::clean;

/// More than these did not write one article.
const MOST_AUTHORS: usize = 50;
/// Text between the headline and the byline behind it.
const NEAR: usize = 2_500;
/// Text between a byline and the headline behind it.
const NEAR_BEFORE: usize = 600;
/// Text between two bylines of one article.
const NEXT_TO: usize = 120;

/// Names of `<meta>` that give the author, best first.
const META_NAMES: &[&str] = &[
    "dc.creator",
    "dcterms.creator",
    "author",
    "article.author",
    "byl",
    "parsely-author",
    "sailthru.author",
    "og.article.author",
    "authors",
    "article.author_name",
    "creator",
    "article.author.name",
    "rbauthors",
    "citation_author",
    "cxenseparse.author",
    "dc.contributor",
];

/// The authors of the article.
pub(super) fn find(
    parts: &Parts,
    own: Option<&Described>,
    title: Option<&str>,
    names: &OutletNames,
) -> Vec<String> {
    let structured = structured(own, names);
    let meta = meta(parts, names);
    let shown = shown(parts, title, names);
    let mut authors: Vec<String> = Vec::new();
    // One text in the head may name the photographer, too; one element for each does not.
    let (meta, is_one) = meta;
    let is_doubtful = is_one && !is_agency(&shown);
    let meta = if is_doubtful { Vec::new() } else { meta };
    for list in [structured, shown, meta] {
        let is_first = authors.is_empty();
        let is_better = is_agency(&authors) && !list.is_empty() && !is_agency(&list);
        // Another place may give more of them, or people where the first gives an agency.
        if is_first || is_better || holds(&list, &authors) {
            authors = list;
        }
    }
    if !is_agency(&authors) {
        authors.retain(|name| !is_organization(name));
    }
    authors.truncate(MOST_AUTHORS);
    authors
}

/// Whether a list has all the names of another and more.
fn holds(list: &[String], other: &[String]) -> bool {
    let keys: Vec<String> = list.iter().map(|name| key_of(name)).collect();
    list.len() > other.len() && other.iter().all(|name| keys.contains(&key_of(name)))
}

fn is_organization(name: &str) -> bool {
    clean::byline::is_publication(name) || names::is_company(name)
}

/// Whether no person is among the names.
fn is_agency(names: &[String]) -> bool {
    names.iter().all(|name| is_organization(name))
}

fn structured(own: Option<&Described>, names: &OutletNames) -> Vec<String> {
    let Some(own) = own else { return Vec::new() };
    let mut people = Vec::new();
    let mut agencies = Vec::new();
    for writer in &own.writers {
        if writer.is_organization {
            agencies.extend(names::organization(&writer.name));
        } else {
            people
                .extend(byline_text::of_lines(std::slice::from_ref(&writer.name), Rigour::Lenient));
        }
    }
    let people = accepted(people, names);
    if people.is_empty() { accepted(agencies, names) } else { people }
}

/// The names in the head, and whether one element gives them all.
fn meta(parts: &Parts, names: &OutletNames) -> (Vec<String>, bool) {
    for name in META_NAMES {
        let found: Vec<String> = parts
            .all_metas(name)
            .take(MOST_AUTHORS)
            .map(|text| clean::one_line(&clean::markup::plain(text.to_owned())))
            .filter(|text| !text.starts_with("http"))
            .flat_map(|text| byline_text::of_lines(&[text], Rigour::Lenient))
            .collect();
        let found = accepted(found, names);
        if !found.is_empty() {
            return (found, parts.all_metas(name).nth(1).is_none());
        }
    }
    (Vec::new(), true)
}

/// The names in the byline that stands nearest to the headline.
fn shown(parts: &Parts, title: Option<&str>, names: &OutletNames) -> Vec<String> {
    let key = title.map(key_of).unwrap_or_default();
    let heading = parts
        .headings
        .iter()
        .filter(|_| !key.is_empty())
        .find(|heading| key_of(&heading.text).contains(&key));
    let at = heading.map_or(0, |heading| heading.at);
    let is_near = |byline: &&Byline| byline.at + NEAR_BEFORE >= at && byline.at <= at + NEAR;
    let near = parts.bylines.iter().filter(is_near);
    // What stands before the headline is more often another's.
    let mut near: Vec<&Byline> = near.collect();
    near.sort_by_key(|byline| byline.at < at);
    let mut last: Option<(&Byline, Vec<String>)> = None;
    for byline in near {
        if let Some((first, found)) = &mut last {
            let end = first.at + first.gathered.bytes;
            if byline.kind != first.kind || byline.at < end || byline.at > end + NEXT_TO {
                continue;
            }
            let more = accepted(of_byline(byline), names);
            if is_all(byline, &more) {
                found.extend(more);
            }
            continue;
        }
        let found = accepted(of_byline(byline), names);
        if !found.is_empty() {
            last = Some((byline, found));
        }
    }
    if let Some((_, found)) = last {
        return accepted(found, names);
    }
    // What is marked as the author stands for the page wherever it is, if it is one.
    let far = parts.bylines.iter().filter(|byline| byline.kind == BylineKind::Marked);
    let far: Vec<Vec<String>> = far
        .map(|byline| accepted(of_byline(byline), names))
        .filter(|found| !found.is_empty())
        .collect();
    match far.split_first() {
        Some((first, rest)) if rest.iter().all(|other| other == first) => first.clone(),
        _ => Vec::new(),
    }
}

/// Whether these names are all that a byline says, but for an opener.
fn is_all(byline: &Byline, names: &[String]) -> bool {
    let text = byline.gathered.text();
    let bare = without_opener(&text).unwrap_or(&text);
    key_of(bare) == names.iter().map(|name| key_of(name)).collect::<String>()
}

fn of_byline(byline: &Byline) -> Vec<String> {
    let gathered = &byline.gathered;
    if !gathered.names.is_empty() {
        return gathered
            .names
            .iter()
            .flat_map(|name| byline_text::of_text(name, Rigour::Marked))
            .collect();
    }
    let rigour = match byline.kind {
        BylineKind::Marked => Rigour::Marked,
        BylineKind::Classed => Rigour::Strict,
        BylineKind::Opened => Rigour::Opened,
    };
    // Links tell names apart that nothing else does.
    let linked: Vec<String> =
        gathered.links.iter().flat_map(|link| byline_text::of_text(link, Rigour::Strict)).collect();
    let apart = |name: String| {
        let within: Vec<String> =
            linked.iter().filter(|link| name.contains(link.as_str())).cloned().collect();
        if within.len() > 1 { within } else { vec![name] }
    };
    byline_text::of_lines(&gathered.lines, rigour).into_iter().flat_map(apart).collect()
}

/// The names without the outlet and without those that were there before.
fn accepted(found: Vec<String>, names: &OutletNames) -> Vec<String> {
    let mut keys: Vec<String> = Vec::new();
    found
        .into_iter()
        .take(MOST_AUTHORS * 2)
        .filter(|name| {
            let key = key_of(name);
            // Of a blog, the outlet may be its author.
            let is_outlet = !names::is_person(name)
                && (names.is_stated(name, &key) || names.is_outlet(name, &key));
            let is_new = !key.is_empty() && !keys.contains(&key) && !is_outlet;
            if is_new {
                keys.push(key);
            }
            is_new
        })
        .collect()
}
