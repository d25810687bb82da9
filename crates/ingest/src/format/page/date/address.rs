//! Reads the day of publication in an address.

use article::PublishedOn;
use scraper::{Html as Page, Selector};
use std::sync::LazyLock;

use super::FIRST_YEAR;
use crate::clean::date::LAST_YEAR;

static LINKS: LazyLock<Option<Selector>> = LazyLock::new(|| {
    Selector::parse("link[rel=\"canonical\"], meta[property=\"og:url\"], link[rel=\"amphtml\"]")
        .ok()
});

/// The addresses under which a page says that it stands.
pub(super) fn all(page: &Page) -> impl Iterator<Item = &str> {
    let links = LINKS.iter().flat_map(|selector| page.select(selector));
    links.filter_map(|element| element.attr("href").or_else(|| element.attr("content")))
}

/// What is longer is no address of an article.
const LONGEST_BYTES: usize = 2_000;

/// The day in an address: that of its folders, as in `/2016/04/15/` and `/2016-04-15/`. Other digits
/// may be the number of an article, and count only where that day is known.
pub(super) fn date(address: &str, is_known: impl Fn(&PublishedOn) -> bool) -> Option<PublishedOn> {
    let path = address.split_once("://").map_or(address, |(_, rest)| rest);
    let path = path.split(['?', '#']).next().filter(|path| path.len() <= LONGEST_BYTES)?;
    let folders: Vec<&str> = path.split('/').collect();
    let of_folders = folders.windows(3).find_map(|three| day(three[0], three[1], three[2]));
    let of_folder = || folders.iter().find_map(|folder| dashed(folder));
    of_folders.or_else(of_folder).or_else(|| {
        let numbers: Vec<&str> = path.split(|c: char| !c.is_ascii_digit()).collect();
        let apart = numbers.windows(3).filter_map(|three| day(three[0], three[1], three[2]));
        let together = numbers.iter().filter(|number| number.len() == 8);
        let together = together.filter_map(|number| day(&number[..4], &number[4..6], &number[6..]));
        apart.chain(together).find(is_known)
    })
}

/// A folder that is a day, or begins with one: `2016-04-15-ferry`.
fn dashed(folder: &str) -> Option<PublishedOn> {
    let mut parts = folder.splitn(4, '-');
    let (year, month, rest) = (parts.next()?, parts.next()?, parts.next()?);
    day(year, month, rest)
}

fn day(year: &str, month: &str, day: &str) -> Option<PublishedOn> {
    let is_number = |text: &str, lengths: std::ops::RangeInclusive<usize>| {
        lengths.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    if !is_number(year, 4..=4) || !is_number(month, 1..=2) || !is_number(day, 1..=2) {
        return None;
    }
    let year: i16 = year.parse().ok()?;
    let date = PublishedOn::day(year, month.parse().ok()?, day.parse().ok()?).ok()?;
    (FIRST_YEAR..=LAST_YEAR).contains(&year).then_some(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_days_and_numbers_are_not() {
        let found = |address: &str| date(address, |_| false).map(|date| date.to_string());
        for address in ["https://a.org/2016/04/15/x", "/news/2016/4/15", "/2016-04-15-ferry.html"] {
            assert_eq!(found(address).as_deref(), Some("2016-04-15"), "{address}");
        }
        for address in
            ["/uk-20120304", "/a/20160415/x", "/1/2/3", "/2016/13/15", "/a?x=/2016/04/15/"]
        {
            assert_eq!(found(address), None, "{address}");
        }
        assert!(date("/uk-20120304", |_| true).is_some());
    }
}
