//! Takes addresses apart.

/// Parts of host names that name no outlet.
const COMMON_LABELS: &[&str] = &[
    "www", "com", "co", "org", "net", "ac", "gov", "edu", "ne", "or", "m", "mobile", "amp", "news",
    "blog", "blogs", "edition", "example", "en", "de", "fr", "es",
];

/// Whether two addresses are of one page: scheme, `www.` and a slash at the end aside. A query may
/// be left out in one of them.
pub(super) fn is_same_page(one: &str, other: &str) -> bool {
    let is_same_place = host(one).is_some() && host(one) == host(other);
    let (queried, other_queried) = (query(one), query(other));
    let is_same_query = queried.is_empty() || other_queried.is_empty() || queried == other_queried;
    let is_first = path(one).is_empty() && queried.is_empty();
    is_same_place && path(one) == path(other) && is_same_query && !is_first
}

/// The name of the host without `www.`, in lower case.
pub(super) fn host(address: &str) -> Option<String> {
    let (_, rest) = address.split_once("://")?;
    let host = rest.split(['/', '?', '#', ':']).next()?.to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    (host.contains('.') && host.len() <= 100).then(|| host.to_owned())
}

/// The parts of a host's name that may name the outlet.
pub(super) fn labels(host: &str) -> Vec<&str> {
    let mut labels: Vec<&str> = host.split('.').collect();
    labels.pop();
    labels.retain(|label| label.len() > 1 && !COMMON_LABELS.contains(label));
    labels
}

/// The first folders of the path: sections of the site, as a rule.
pub(super) fn folders(address: &str) -> impl Iterator<Item = &str> {
    let folders = path(address).split('/').filter(|folder| !folder.is_empty());
    let count = folders.clone().count();
    folders.take(count.saturating_sub(1).min(3))
}

/// Whether a link goes to the first page of a site.
pub(super) fn is_home(href: &str) -> bool {
    let href = href.trim();
    let path = href
        .split_once("://")
        .map_or(href, |(_, rest)| rest.find('/').map_or("/", |at| &rest[at..]));
    path == "/" || path == "/index.html"
}

/// The path without the slash that ends it.
pub(super) fn path(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let path = rest.find('/').map_or("", |at| &rest[at..]);
    path.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/')
}

fn query(address: &str) -> &str {
    let address = address.split('#').next().unwrap_or_default();
    address.split_once('?').map_or("", |(_, query)| query)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_page_has_several_addresses() {
        let page = "https://www.seebote.example/lake/ferry/";
        assert!(is_same_page(page, "http://seebote.example/lake/ferry?from=mail"));
        assert!(!is_same_page(page, "https://seebote.example/lake/frogs"));
        assert!(!is_same_page("https://a.example/?id=1", "https://a.example/?id=2"));
        assert!(!is_same_page("https://a.example/", "https://a.example/"), "the first page");
    }

    #[test]
    fn hosts_and_folders_name_outlets_and_sections() {
        assert_eq!(host("https://WWW.Seebote.example:80/x").as_deref(), Some("seebote.example"));
        assert_eq!(labels("news.seebote.co.uk"), ["seebote"]);
        assert_eq!(
            folders("https://a.example/lake/2025/ferry").collect::<Vec<_>>(),
            ["lake", "2025"]
        );
    }
}
