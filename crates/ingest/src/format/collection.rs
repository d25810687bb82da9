//! Finds the list of articles inside of an answer that a news service or a search server gave.

use super::KeyMap;
use super::cut::Step;
use super::keys::{self, Field};

/// Lists lie no deeper.
const DEEPEST: usize = 4;
/// Names under which lists of articles stand also where what holds them has a title of its own.
const LISTS: &[&str] = &[
    "articles",
    "results",
    "items",
    "docs",
    "documents",
    "posts",
    "stories",
    "news",
    "entries",
    "records",
    "data",
    "hits",
    "value",
    "rows",
    "feed",
    "response",
    "result",
    "content",
    "messages",
    "item",
    "entry",
    "ordereditems",
    "children",
];

/// Names of lists that stand beside those of articles.
const BESIDE: &[&str] = &[
    "ads",
    "authors",
    "categories",
    "comments",
    "images",
    "media",
    "photos",
    "pictures",
    "related",
    "replies",
    "sections",
    "sources",
    "tags",
    "topics",
    "trending",
    "users",
    "videos",
];

/// The way from the value with which a file begins to its lists of articles. `None` if the value
/// is an article itself, whatever lists it has, or has none.
pub(super) fn path(head: &[u8], map: &KeyMap) -> Option<Vec<Step>> {
    path_in(&String::from_utf8_lossy(head), map, DEEPEST)
}

/// What a key leads to.
struct Way {
    key: String,
    /// How much what it leads to looks like articles.
    likeness: Likeness,
    is_listed: bool,
    /// The way on, where it is no list itself.
    rest: Vec<Step>,
}

fn path_in(text: &str, map: &KeyMap, deepest: usize) -> Option<Vec<Step>> {
    let entries = Entries::of(text)?;
    let (mut has_title, mut has_address) = (false, false);
    let mut ways: Vec<Way> = Vec::new();
    for (key, value) in entries {
        match map.field(&key).map(|(field, _)| field) {
            Some(Field::Body) if holds_text(value) => return None,
            Some(Field::Title) if holds_text(value) => has_title = true,
            Some(Field::Url) if holds_text(value) => has_address = true,
            _ => {}
        }
        let is_listed = LISTS.contains(&key.to_lowercase().as_str());
        if let Some(inside) = value.strip_prefix('[') {
            let first = first_element(inside);
            let likeness = likeness(first, map);
            let deeper = if likeness == Likeness::None && deepest > 1 {
                path_in(first, map, deepest - 1)
            } else {
                None
            };
            ways.push(match deeper {
                Some(way) => {
                    let rest = std::iter::once(Step::Each).chain(way).collect();
                    Way { key, likeness: Likeness::Text, is_listed, rest }
                }
                None => Way { key, likeness, is_listed, rest: Vec::new() },
            });
        } else if value.starts_with('{') && deepest > 1 {
            let rest = path_in(value, map, deepest - 1).unwrap_or_default();
            let likeness = if rest.is_empty() { Likeness::None } else { Likeness::Text };
            ways.push(Way { key, likeness, is_listed, rest });
        }
    }
    // An article may have lists of its own; those of a collection are called so.
    ways.retain(|way| match way.likeness {
        Likeness::Text => !has_title || way.is_listed,
        Likeness::Title => !has_title || way.is_listed && !has_address,
        Likeness::None => false,
    });
    let is_beside = |way: &Way| BESIDE.contains(&way.key.as_str());
    if !ways.iter().all(is_beside) {
        ways.retain(|way| !is_beside(way));
    }
    // Texts say it better than titles, and a name that is known better than one that is not.
    let best = ways.iter().map(|way| (way.likeness, way.is_listed)).max()?;
    let of_likeness: Vec<&Way> = ways.iter().filter(|way| way.likeness == best.0).collect();
    let first = of_likeness.iter().find(|way| way.is_listed == best.1)?;
    let is_same = |way: &&&Way| way.rest == first.rest && way.is_listed == first.is_listed;
    let same = of_likeness.iter().filter(is_same).count();
    // Where there are several of a kind, by name or by year, all are read.
    let step = if same > 1 { Step::AllBut(BESIDE) } else { Step::Key(first.key.clone()) };
    Some(std::iter::once(step).chain(first.rest.iter().cloned()).collect())
}

/// How much an element looks like an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Likeness {
    None,
    /// It has a title and an address or a date.
    Title,
    /// It has a text.
    Text,
}

fn likeness(element: &str, map: &KeyMap) -> Likeness {
    let Some(entries) = Entries::of(element) else { return Likeness::None };
    let (mut has_title, mut has_more) = (false, false);
    for (key, value) in entries {
        let is_about = ["meta", "metadata"].contains(&key.as_str());
        if keys::WRAPPERS.contains(&key.as_str()) && value.starts_with('{') && !is_about {
            // What wraps lists is no article.
            let has_lists = path_in(value, map, 1).is_some();
            return if has_lists { Likeness::None } else { Likeness::Text };
        }
        match map.field(&key).map(|(field, _)| field) {
            Some(Field::Body) if holds_text(value) => return Likeness::Text,
            // Whatever has a name and an address may be anything.
            Some(Field::Title) if !key.eq_ignore_ascii_case("name") => has_title = true,
            Some(Field::Url | Field::Date) => has_more = true,
            _ => {}
        }
    }
    if has_title && has_more { Likeness::Title } else { Likeness::None }
}

/// What a list begins with, behind elements that are nothing.
fn first_element(mut list: &str) -> &str {
    loop {
        list = list.trim_start();
        let nothing =
            ["null", "{}", "[]", "\"\""].iter().find_map(|empty| list.strip_prefix(empty));
        let Some(after) = nothing.and_then(|after| after.trim_start().strip_prefix(',')) else {
            return list;
        };
        list = after;
    }
}

/// Whether a value is a text, or a list or an object of such, and not empty.
fn holds_text(value: &str) -> bool {
    let value = value.trim_start_matches(['[', '{', ' ', '\n', '\r', '\t']);
    value.starts_with('"') && !value.starts_with("\"\"")
}

/// The keys of an object and the beginnings of their values, as far as the text goes.
struct Entries<'t> {
    rest: &'t str,
}

impl<'t> Entries<'t> {
    fn of(text: &'t str) -> Option<Self> {
        Some(Self { rest: text.trim_start().strip_prefix('{')? })
    }
}

impl<'t> Iterator for Entries<'t> {
    type Item = (String, &'t str);

    fn next(&mut self) -> Option<Self::Item> {
        let opening = self.rest.trim_start_matches([',', ' ', '\n', '\r', '\t']);
        let key = opening.strip_prefix('"')?;
        let key_end = string_end(key)?;
        let value = key[key_end + 1..].trim_start().strip_prefix(':')?.trim_start();
        let (name, value_end) = (key[..key_end].to_owned(), value_end(value));
        self.rest = &value[value_end..];
        Some((name, value))
    }
}

/// Where the string ends that goes on with this text.
fn string_end(text: &str) -> Option<usize> {
    let mut escaped = false;
    text.bytes().position(|byte| {
        let ends = byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        ends
    })
}

/// Where the value ends with which a text begins; at its end if it goes on.
fn value_end(text: &str) -> usize {
    let (mut depth, mut in_string, mut escaped) = (0_usize, false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            _ if in_string => {}
            b'{' | b'[' => depth += 1,
            b'}' | b']' | b',' if depth == 0 => return at,
            b'}' | b']' => depth -= 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Option<String> {
        let keys = KeyMap::new(&[], &std::sync::Arc::default()).unwrap();
        let path = path(text.as_bytes(), &keys)?;
        let steps = path.iter().map(|step| match step {
            Step::Key(key) => key.as_str(),
            Step::AllBut(_) => "*",
            Step::Each => "[]",
        });
        Some(steps.collect::<Vec<_>>().join("."))
    }

    #[test]
    fn lists_of_articles_are_found_where_services_put_them() {
        for (text, path) in [
            (r#"{"status":"ok","articles":[{"title":"A","url":"u","content":"c"}]}"#, "articles"),
            (
                r#"{"responseHeader":{"params":{"q":"*"}},"response":{"docs":[{"content":"c"}"#,
                "response.docs",
            ),
            (
                r#"{"took":1,"hits":{"total":{"value":2},"hits":[{"_source":{"title":"A"}}]}}"#,
                "hits.hits",
            ),
            (
                r#"{"version":"1","title":"Feed","items":[{"id":"1","content_html":"<p>c"}]}"#,
                "items",
            ),
            (r#"{"feuilles":[{"title":"A","date":"2025-05-30"}]}"#, "feuilles"),
            (r#"{"title":"starred","items":[{"title":"A","published":"2025-05-30"}]}"#, "items"),
            (
                r#"{"sources":[{"name":"S","url":"u"}],"articles":[{"title":"A","text":"t"}]}"#,
                "articles",
            ),
            (
                r#"{"Sava":{"articles":[{"title":"A","text":"t"}]},"Danube":{"articles":[{"title":"B","text":"t"}]}}"#,
                "*.articles",
            ),
            (r#"{"2024":[{"title":"A","text":"t"}],"2025":[{"title":"B","text":"t"}]}"#, "*"),
            (
                r#"{"db":[{"meta":{"version":"4"},"data":{"posts":[{"title":"A","html":"t"}"#,
                "db.[].data.posts",
            ),
            (r#"{"articles":[null, {}, {"title":"A","text":"t"}]}"#, "articles"),
            (r#"{"feuilles":[{"title":"A","text":"t"}],"comments":[{"text":"c"}]}"#, "feuilles"),
        ] {
            assert_eq!(of(text).as_deref(), Some(path), "{text}");
        }
    }

    #[test]
    fn an_article_with_lists_is_an_article() {
        for text in [
            r#"{"title":"Ruma votes","results":[{"title":"List one","text":"41 per cent"}],"text":"Ruma voted."}"#,
            r#"{"title":"Ruma votes","url":"u","related":[{"title":"How we count","date":"2019-01-01"}]}"#,
            r#"{"related":[{"title":"How","date":"2019-01-01"}],"title":"Ruma votes","url":"u"}"#,
            r#"{"body":[{"type":"paragraph","text":"A"}],"title":"B"}"#,
            r#"{"a":[1,2],"b":{"c":[]}}"#,
            "[1]",
            "",
            "{\"a",
        ] {
            assert_eq!(of(text), None, "{text}");
        }
    }
}
