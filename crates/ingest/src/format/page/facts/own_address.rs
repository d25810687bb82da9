//! Tells a page's own address.

use super::address::path;
use super::parts::Parts;

/// The page's own address: the canonical one, unless that is the first page of the site.
pub(super) fn address(parts: &Parts) -> Option<String> {
    let known = all(parts);
    let deep = known.iter().find(|address| !path(address).is_empty());
    deep.or(known.first()).map(|address| (*address).to_owned())
}

/// The addresses that the page gives as its own, best first.
pub(super) fn all(parts: &Parts) -> Vec<&str> {
    let metas = ["og.url", "twitter.url", "parsely-link"];
    let metas = metas.iter().filter_map(|name| parts.meta(&[name]));
    parts
        .canonical
        .as_deref()
        .into_iter()
        .chain(metas)
        .filter(|address| address.starts_with("http://") || address.starts_with("https://"))
        .collect()
}
