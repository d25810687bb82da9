//! Reads a page that a browser saved as a message (MHTML, RFC 2557).

use mail_parser::{Message, MimeHeaders};
use serde_json::Value as Json;

use super::super::{Draft, html};
use super::body;
use crate::{DateOrder, SkipReason, clean};

/// Whether a message is a page: nobody sent it to anybody.
pub(super) fn is_page(message: &Message<'_>) -> bool {
    let root = message.root_part();
    let is_of_parts =
        root.is_content_type("multipart", "related") || root.is_content_type("text", "html");
    let first = message.html_bodies().next();
    let is_sent = message.header_raw("From").is_some_and(|from| from.contains('@'));
    let has_place = message.header_raw("Snapshot-Content-Location").is_some()
        || !is_sent && first.is_some_and(|part| part.content_location().is_some());
    is_of_parts && has_place && message.message_id().is_none() && message.to().is_none()
}

/// The article of the page, which is the first part.
pub(super) fn read(message: &Message<'_>, order: Option<DateOrder>) -> Result<Draft, SkipReason> {
    let part = message.html_bodies().next().ok_or(SkipReason::NoText)?;
    let page = body::html(message.raw_message(), part).ok_or(SkipReason::NoText)?;
    let draft = html::read(page.as_bytes(), Some("utf-8"), order)?;
    let place = message.header_raw("Snapshot-Content-Location").or_else(|| part.content_location());
    let place = place.map(str::trim).filter(|place| place.starts_with("http"));
    // When it was saved is no date of publication.
    let saved = message.date().map(|date| Json::String(date.to_rfc3339()));
    Ok(Draft {
        url: draft.url.or_else(|| place.map(clean::one_line)),
        fetched: draft.fetched.into_iter().chain(saved).collect(),
        ..draft
    })
}
