//! Finds the name of the outlet.

use super::dates::is_date;
use super::key::key_of;
use super::outlet_names::OutletNames;
use super::parts::Parts;
use super::segments::Segments;
use super::structured_data::{Described, StructuredData};
use super::title::Found;
use super::{address, own_address};
use crate::clean;

/// Longer texts are slogans, in bytes.
const LONGEST_NAME: usize = 100;
/// So many words has a name beside the headline.
const MOST_WORDS: usize = 6;

/// The outlet by the name that the page gives it, else its host.
pub(super) fn find(
    parts: &Parts,
    data: &StructuredData,
    own: Option<&Described>,
    headline: &Found,
    names: &OutletNames,
) -> Option<String> {
    let title = headline.title.as_deref().map(key_of).unwrap_or_default();
    let host = own_address::all(parts).into_iter().find_map(address::host);
    let given = parts
        .meta(&["og.site_name"])
        .into_iter()
        .chain(own.and_then(|own| own.publisher.as_deref()))
        .chain(parts.meta(&["application-name"]))
        .chain(data.sites.first().map(String::as_str));
    let beside = headline.beside.iter().filter(|text| {
        text.split_whitespace().count() <= MOST_WORDS
            && !is_date(text)
            && !names.is_section(text, &key_of(text))
    });
    given
        .filter_map(name)
        .map(|name| without_slogan(name, names))
        .chain(beside.filter_map(|text| name(text)).filter(|name| {
            // What stands beside the headline may be a slogan or a section; the host decides.
            host.as_ref().is_none_or(|_| names.is_outlet(name, &key_of(name)))
        }))
        .find(|name| key_of(name) != title)
        .or(host.clone())
}

/// The text as a name: no handle, no address, no slogan.
fn name(text: &str) -> Option<String> {
    let text = clean::one_line(&clean::markup::plain(text.to_owned()));
    let is_address =
        text.contains("://") || text.contains('@') || text.contains('/') && !text.contains(' ');
    let is_name = !text.is_empty()
        && text.len() <= LONGEST_NAME
        && !is_address
        && text.chars().any(char::is_alphanumeric);
    is_name.then_some(text)
}

/// `Herald – all the news`: the name alone, where the page gives it elsewhere.
fn without_slogan(name: String, names: &OutletNames) -> String {
    let segments = Segments::of(&name);
    let proven = segments.parts.iter().find(|part| names.is_outlet(part.text(), &part.key));
    match proven {
        Some(part) if segments.parts.len() > 1 => part.text().to_owned(),
        _ => name,
    }
}
