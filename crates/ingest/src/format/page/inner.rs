//! Knows what programs leave in the pages that they save: pages in frames, files inlined as text,
//! and where and when the page was saved.

use std::borrow::Cow;
use std::sync::LazyLock;

use scraper::{Html as Page, Selector};

/// A shorter address is left where it stands.
const INLINED_BYTES: usize = 200;
/// More frames than this hold no article.
const FRAMES_LIMIT: usize = 20;
/// Where in a page programs say that they saved it.
const HEAD_BYTES: usize = 4_096;

static FRAMES: LazyLock<Option<Selector>> =
    LazyLock::new(|| Selector::parse("iframe[srcdoc], noframes").ok());

/// The pages that stand in the frames of a page, or in place of them.
pub(in crate::format) fn frames(page: &Page) -> impl Iterator<Item = String> + '_ {
    let elements = FRAMES.iter().flat_map(|selector| page.select(selector)).take(FRAMES_LIMIT);
    elements.map(|element| match element.attr("srcdoc") {
        Some(page) => page.to_owned(),
        None => element.text().collect(),
    })
}

static SCRIPTLESS: LazyLock<Option<Selector>> = LazyLock::new(|| Selector::parse("noscript").ok());

/// What a page shows where no script runs.
pub(in crate::format) fn scriptless(page: &Page) -> impl Iterator<Item = String> + '_ {
    let elements = SCRIPTLESS.iter().flat_map(|selector| page.select(selector)).take(FRAMES_LIMIT);
    elements.map(|element| element.text().collect())
}

/// The page without the pictures and fonts that are inlined in its addresses: they are most of its
/// bytes and none of its text.
pub(in crate::format) fn without_inlined(html: &str) -> Cow<'_, str> {
    let mut kept = String::new();
    let mut copied = 0;
    for (at, _) in html.match_indices("data:") {
        if at < copied {
            continue;
        }
        let start = at + "data:".len();
        let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || b"+/=;,.%-_:".contains(byte);
        let length = html.as_bytes()[start..].iter().take_while(|byte| is_part(byte)).count();
        if length >= INLINED_BYTES {
            kept.push_str(&html[copied..start]);
            copied = start + length;
        }
    }
    if copied == 0 {
        return Cow::Borrowed(html);
    }
    kept.push_str(&html[copied..]);
    Cow::Owned(kept)
}

/// Where a page was saved from, and when.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::format) struct Saved {
    pub(in crate::format) address: Option<String>,
    pub(in crate::format) day: Option<String>,
}

/// What browsers and their extensions note in a comment: `saved from url=(0023)https://…`, `Page
/// saved with SingleFile`, `url: …`, `saved date: …`.
pub(in crate::format) fn saved(html: &str) -> Saved {
    let head = &html[..html.floor_char_boundary(html.len().min(HEAD_BYTES))];
    let Some(comment) = head
        .split("<!--")
        .skip(1)
        .filter_map(|rest| rest.split_once("-->"))
        .map(|(comment, _)| comment)
        .find(|comment| comment.contains("saved"))
    else {
        return Saved::default();
    };
    let behind = |mark: &str| comment.split_once(mark).map(|(_, rest)| rest.trim_start());
    let address = behind("url=(").and_then(|rest| rest.split_once(')')).map(|(_, rest)| rest);
    let address =
        address.or_else(|| behind("url:")).and_then(|rest| rest.split_whitespace().next());
    let day = behind("saved date:").and_then(|rest| rest.lines().next());
    // `Thu Jul 10 2025 08:00:00 GMT+0200 (Central European Summer Time)`
    let day = day.map(|day| day.split('(').next().unwrap_or(day).trim().to_owned());
    Saved {
        address: address.filter(|address| address.contains("://")).map(ToOwned::to_owned),
        day: day.filter(|day| !day.is_empty()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inlined_files_are_passed_over() {
        let page = format!("<img src=\"data:image/png;base64,{}\">text", "A".repeat(100_000));
        assert_eq!(without_inlined(&page), "<img src=\"data:\">text");
        let short = "data: none, <img src='data:image/gif;base64,R0lG'>";
        assert_eq!(without_inlined(short), short);
    }

    #[test]
    fn where_a_page_was_saved_from_is_known() {
        let page = "<!DOCTYPE html><!-- saved from url=(0023)https://example.org/ab/ --><html>";
        assert_eq!(saved(page).address.as_deref(), Some("https://example.org/ab/"));
        let page = "<html><!--\n Page saved with SingleFile\n url: https://example.org/x\n saved date: Thu Jul 10 2025 08:00:00 GMT+0200 (CEST)\n-->";
        let found = saved(page);
        assert_eq!(found.address.as_deref(), Some("https://example.org/x"));
        assert_eq!(found.day.as_deref(), Some("Thu Jul 10 2025 08:00:00 GMT+0200"));
        assert_eq!(saved("<!-- nothing --><p>x"), Saved::default());
    }
}
