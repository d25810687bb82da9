//! Reads `NewsML` 1 and `NewsML-G2`, in which agencies deliver their news. An article is a `NewsItem`
//! with a text.

use article::Version;
use serde_json::Value as Json;

use super::cut::Elements;
use super::xml::{self, Element, Written};
use super::{Context, Cutter, Draft, DraftKind, Format, KeyMap, nitf};
use crate::clean::date::moment;
use crate::{SkipReason, clean};

/// `NewsML` 1 and `NewsML-G2`.
pub(crate) struct NewsMl;

/// More subjects are not kept.
const SUBJECTS_LIMIT: usize = 500;
/// The outermost elements of both.
const ROOTS: &[&str] =
    &["newsml", "newsitem", "newsmessage", "packageitem", "conceptitem", "knowledgeitem"];

impl Format for NewsMl {
    fn extensions(&self) -> &'static [&'static str] {
        &["newsml"]
    }

    fn is_known_by_name(&self) -> bool {
        false
    }

    fn opens_with(&self, text: &str, _name: &str) -> bool {
        let root = xml::root(text).map(|root| xml::local(root).to_ascii_lowercase());
        let opening: String = text.chars().take(4_000).collect();
        let opening = opening.to_ascii_lowercase();
        let marks = ["xmlns", "guid=", "<newsenvelope", "<newsitem", "<itemmeta", "<newscomponent"];
        root.is_some_and(|root| ROOTS.contains(&root.as_str()))
            && marks.iter().any(|mark| opening.contains(mark))
    }

    fn cutter(&self, head: &[u8], _keys: &KeyMap) -> Option<Box<dyn Cutter>> {
        let head = String::from_utf8_lossy(head);
        let root = xml::root(&head)?.to_owned();
        let prefix =
            root.rsplit_once(':').map(|(prefix, _)| format!("{prefix}:")).unwrap_or_default();
        let item = match xml::local(&root).to_ascii_lowercase().as_str() {
            "packageitem" => "packageitem",
            "conceptitem" => "conceptitem",
            "knowledgeitem" => "knowledgeitem",
            _ => "newsitem",
        };
        let is_item = xml::local(&root).eq_ignore_ascii_case(item);
        let root = if is_item { String::new() } else { root };
        Some(Box::new(Elements::new(item, &prefix, &root, true)))
    }

    fn parsing_bytes(&self, record: &[u8]) -> usize {
        xml::cost(record)
    }

    fn read(&self, record: &[u8], _context: &Context<'_>) -> Result<Draft, SkipReason> {
        let (top, is_whole) = xml::document(record);
        let item = top.elements().next().ok_or(SkipReason::NoText)?;
        if item.name != "newsitem" {
            return Err(SkipReason::OtherRecord { kind: "item of another kind" });
        }
        let is_second = item.first("itemmeta").is_some() || item.first("contentset").is_some();
        let mut draft = if is_second { second(item)? } else { first(item)? };
        if !is_whole {
            draft.remarks.push(xml::too_much());
        }
        Ok(draft)
    }
}

fn one_line(element: &Element) -> Option<String> {
    Some(clean::one_line(&element.text())).filter(|text| !text.is_empty())
}

/// Dates under their keys, those that there are.
fn dated<const N: usize>(dates: [(&str, Option<String>); N]) -> Vec<(String, Json)> {
    let dates = dates.into_iter();
    dates.filter_map(|(key, date)| Some((key.to_owned(), Json::String(date?)))).collect()
}

/// An item of `NewsML-G2`.
fn second(item: &Element) -> Result<Draft, SkipReason> {
    let meta = item.first("itemmeta");
    let content = item.first("contentmeta");
    let code = |element: &Element| {
        let code = element.attribute("qcode").or_else(|| element.attribute("uri"));
        code.map(ToOwned::to_owned)
    };
    let status = meta.and_then(|meta| meta.first("pubstatus")).and_then(code).unwrap_or_default();
    let withdrawn = nitf::withdrawn(&status);
    let inside = item.first("contentset");
    let inside =
        inside.iter().flat_map(|set| set.elements()).filter_map(|one| match one.name.as_str() {
            "inlinexml" => text_in(one),
            "inlinedata" => {
                let text = one.said().filter(|_| one.attribute("encoding").is_none())?;
                let text = clean::markup::plain(text);
                Some(Draft { kind: DraftKind::Page, body: text, ..Draft::default() })
            }
            _ => None,
        });
    // One may be a summary of the other.
    let inside = inside.reduce(longer).or_else(|| withdrawn.map(|_| Draft::default()));
    let inside = inside.ok_or(SkipReason::OtherRecord { kind: "item without a text" })?;
    let of_content = |name: &str| content.and_then(|content| content.first(name));
    let named = |element: &Element| {
        element
            .first("name")
            .and_then(one_line)
            .or_else(|| element.attribute("literal").map(ToOwned::to_owned))
    };
    let of_meta = |name: &str| meta.and_then(|meta| meta.said_in(name));
    let provider = meta.and_then(|meta| meta.first("provider"));
    let byline = content.iter().flat_map(|content| content.all("by")).filter_map(one_line);
    let mut bylines: Vec<String> = byline.collect();
    if bylines.is_empty() {
        bylines =
            content.iter().flat_map(|content| content.all("creator")).filter_map(named).collect();
    }
    let places = content.iter().flat_map(|content| content.all("located")).filter_map(named);
    let subjects =
        content.iter().flat_map(|content| content.all("subject").chain(content.all("keyword")));
    let mut tags: Vec<String> = Vec::new();
    for subject in subjects.take(SUBJECTS_LIMIT) {
        let tag = if subject.name == "keyword" { one_line(subject) } else { named(subject) };
        tags.extend(tag.filter(|tag| !tags.contains(tag)));
    }
    let mut dates = dated([
        ("contentCreated", content.and_then(|content| content.said_in("contentcreated"))),
        ("firstCreated", of_meta("firstcreated")),
        ("versionCreated", of_meta("versioncreated")),
    ]);
    // What the text itself says of its day comes first.
    dates.splice(0..0, inside.dates);
    let language = of_content("language").and_then(|language| language.attribute("tag"));
    let number = item.attribute("version").and_then(|number| number.trim().parse().ok());
    let created = of_meta("versioncreated").and_then(|created| moment(&created));
    Ok(Draft {
        is_id_unique: true,
        source_id: item.attribute("guid").map(ToOwned::to_owned),
        title: of_content("headline").and_then(one_line).or(inside.title),
        bylines: if bylines.is_empty() { inside.bylines } else { bylines },
        source: provider.and_then(|provider| {
            named(provider).or_else(|| {
                code(provider).map(|code| code.rsplit(':').next().unwrap_or_default().to_owned())
            })
        }),
        language: language.or_else(|| item.attribute("xml:lang")).map(ToOwned::to_owned),
        dates,
        places: Some(places.collect::<Vec<_>>())
            .filter(|places| !places.is_empty())
            .unwrap_or(inside.places),
        tags,
        section: inside.section,
        version: Version::of(number, created),
        withdrawn,
        kind: inside.kind,
        body: inside.body,
        captions: inside.captions,
        ..Draft::default()
    })
}

/// The text in what holds NITF, XHTML or paragraphs.
fn text_in(holder: &Element) -> Option<Draft> {
    if let Some(nitf) = holder.everywhere("nitf").first() {
        let is_text = |draft: &Draft| !draft.body.is_empty() && draft.withdrawn.is_none();
        return Some(nitf::article(nitf)).filter(is_text);
    }
    let body = holder.everywhere("body");
    let written = Written::of(body.first().copied().unwrap_or(holder));
    let Written { text, captions, .. } = written;
    let is_text = !text.trim().is_empty();
    is_text.then(|| Draft { kind: DraftKind::Page, body: text, captions, ..Draft::default() })
}

/// An item of `NewsML` 1.
fn first(item: &Element) -> Result<Draft, SkipReason> {
    let management = item.first("newsmanagement");
    let formal = |element: &Element| element.attribute("formalname").map(ToOwned::to_owned);
    let status = management.and_then(|management| management.first("status")).and_then(formal);
    let withdrawn = nitf::withdrawn(&status.unwrap_or_default());
    let mut stories = stories(item);
    if stories.is_empty() {
        stories.extend(longest_text(item).map(|text| (item, text)));
    }
    if stories.is_empty() && withdrawn.is_some() {
        stories.push((item, Draft::default()));
    }
    let mut stories = stories.into_iter();
    let (story, inside) =
        stories.next().ok_or(SkipReason::OtherRecord { kind: "item without a text" })?;
    let identifier = item.at(&["identification", "newsidentifier"]);
    let of_identifier = |name: &str| identifier.and_then(|identifier| identifier.said_in(name));
    let of_management = |name: &str| management.and_then(|management| management.said_in(name));
    let all = |name: &str| item.everywhere(name);
    let own = |name: &str| story.everywhere(name).into_iter().chain(all(name));
    let line = |name: &str| own(name).find_map(one_line);
    let mut provider =
        all("provider").into_iter().flat_map(|provider| provider.everywhere("party"));
    let provider = provider.find_map(formal).or_else(|| of_identifier("providerid"));
    let id = of_identifier("publicidentifier")
        .map(without_revision)
        .or_else(|| of_identifier("newsitemid"));
    // Further ones are translations, or stories of their own.
    let further = || SkipReason::OtherRecord { kind: "further text of an item" };
    let remarks = stories.map(|_| further()).collect();
    let mut dates = dated([
        ("FirstCreated", of_management("firstcreated")),
        ("DateId", of_identifier("dateid")),
        ("ThisRevisionCreated", of_management("thisrevisioncreated")),
    ]);
    dates.splice(0..0, inside.dates);
    let number = of_identifier("revisionid").and_then(|number| number.trim().parse().ok());
    let created = of_management("thisrevisioncreated").and_then(|created| moment(&created));
    Ok(Draft {
        is_id_unique: true,
        source_id: id,
        title: line("headline").or(inside.title),
        bylines: line("byline").map_or(inside.bylines, |byline| vec![byline]),
        source: provider.or(inside.source),
        language: own("language")
            .find_map(formal)
            .or_else(|| item.attribute("xml:lang").map(ToOwned::to_owned)),
        dates,
        places: inside.places,
        tags: all("keywordline").into_iter().filter_map(one_line).collect(),
        version: Version::of(number, created),
        withdrawn,
        kind: inside.kind,
        body: inside.body,
        captions: inside.captions,
        remarks,
        ..Draft::default()
    })
}

/// The innermost components that have a headline and a text, with their texts.
fn stories(element: &Element) -> Vec<(&Element, Draft)> {
    let inside: Vec<_> = element.all("newscomponent").flat_map(stories).collect();
    let has_headline = || element.at(&["newslines", "headline"]).is_some();
    if !inside.is_empty() || !has_headline() {
        return inside;
    }
    longest_text(element).map(|text| (element, text)).into_iter().collect()
}

/// The longest text in a component: others are its headline, or what is under its pictures.
fn longest_text(component: &Element) -> Option<Draft> {
    let says = |part: &Element, name: &str, word: &str| {
        let kind = part.first(name).and_then(|kind| kind.attribute("formalname"));
        kind.is_some_and(|kind| kind.to_ascii_lowercase().contains(word))
    };
    let parts = component.everywhere("contentitem").into_iter();
    let parts = parts.filter(|part| {
        let is_style = ["format", "mimetype"].iter().any(|name| says(part, name, "css"));
        let is_picture = ["photo", "graphic"].iter().any(|kind| says(part, "mediatype", kind));
        !is_style && !is_picture
    });
    // What is packed in another encoding stands inside of the element of that name.
    let texts = parts.filter_map(|part| text_in(part.first("datacontent")?));
    texts.reduce(longer)
}

fn longer(one: Draft, other: Draft) -> Draft {
    if other.body.len() > one.body.len() { other } else { one }
}

/// `urn:newsml:…:4N` without the number of the revision, so that one item stays one article.
fn without_revision(id: String) -> String {
    let Some((before, revision)) = id.rsplit_once(':') else { return id };
    let is_revision =
        revision.trim_end_matches(['A', 'N', 'U']).bytes().all(|byte| byte.is_ascii_digit());
    if id.starts_with("urn:newsml:") && is_revision && !revision.is_empty() {
        return before.to_owned();
    }
    id
}
