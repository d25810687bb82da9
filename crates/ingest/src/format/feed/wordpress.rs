//! Reads the items of a WordPress export (WXR): the posts and pages that were published.

use article::Version;
use serde_json::Value as Json;

use super::super::xml::Element;
use super::super::{Draft, DraftKind};
use super::Channel;
use crate::clean;
use crate::clean::date::moment;

/// What an item is.
pub(super) enum Status {
    /// One of a feed.
    NotWordPress,
    Published,
    /// Something else, counted by its kind.
    Other(&'static str),
}

pub(super) fn status(item: &Element) -> Status {
    let Some(kind) = item.said_in("wp:post_type") else { return Status::NotWordPress };
    match kind.as_str() {
        "attachment" => return Status::Other("attachment"),
        "nav_menu_item" => return Status::Other("menu item"),
        "revision" => return Status::Other("revision"),
        "wp_block"
        | "wp_template"
        | "wp_template_part"
        | "wp_global_styles"
        | "wp_navigation"
        | "wp_font_family"
        | "wp_font_face"
        | "custom_css"
        | "customize_changeset"
        | "oembed_cache"
        | "user_request" => return Status::Other("part of a design"),
        _ => {}
    }
    if item.said_in("wp:post_password").is_some() {
        return Status::Other("post with a password");
    }
    match item.said_in("wp:status").as_deref() {
        Some("publish" | "inherit") | None => Status::Published,
        Some("draft" | "auto-draft" | "pending") => Status::Other("draft"),
        Some("future") => Status::Other("post of the future"),
        Some("private") => Status::Other("private post"),
        Some("trash") => Status::Other("post in the bin"),
        Some(_) => Status::Other("post that is not published"),
    }
}

pub(super) fn read(item: &Element, channel: &Channel) -> Draft {
    let dates = ["wp:post_date", "wp:post_date_gmt", "pubdate"];
    let dates = dates.iter().filter_map(|name| {
        let value = item.said_in(name).filter(|value| !value.starts_with("0000"))?;
        Some(((*name).to_owned(), Json::String(value)))
    });
    let writer = item.said_in("dc:creator").map(|login| {
        let known = channel.writers.iter().find(|writer| writer.0 == login);
        known.map_or(login, |writer| writer.1.clone())
    });
    let of_domain = |domain: &'static str| {
        let categories = item.all("category");
        let categories = categories.filter(move |one| one.attribute("domain") == Some(domain));
        categories.filter_map(Element::said).filter(|name| name != "Uncategorized")
    };
    let mut tags: Vec<String> = of_domain("post_tag").collect();
    tags.extend(of_domain("category").skip(1));
    let body = item.said_in("content:encoded").or_else(|| item.said_in("excerpt:encoded"));
    let mut modified = ["wp:post_modified_gmt", "wp:post_modified"].iter();
    let modified = modified.find_map(|name| moment(&item.said_in(name)?));
    Draft {
        kind: DraftKind::Record,
        version: Version::of(None, modified),
        source_id: item.said_in("guid"),
        title: item.said_in("title"),
        bylines: writer.into_iter().collect(),
        found_source: channel.title.clone(),
        url: item.said_in("link").filter(|link| link.contains("://")),
        language: channel.language.clone(),
        dates: dates.collect(),
        section: of_domain("category").next(),
        tags,
        body: paragraphs(&without_shortcodes(&body.unwrap_or_default())),
        ..Draft::default()
    }
}

/// Names of the commands that stand in texts between square brackets. What they stand around stays.
const SHORTCODES: &[&str] = &[
    "caption",
    "wp_caption",
    "gallery",
    "embed",
    "audio",
    "video",
    "playlist",
    "contact-form",
    "contact-form-7",
    "youtube",
    "vimeo",
    "more",
    "sharethis",
    "dropcap",
    "quote",
    "pullquote",
    "blockquote",
    "row",
    "column",
    "columns",
    "button",
    "divider",
    "table",
    "instagram",
    "tweet",
    "facebook",
    "googlemaps",
    "gview",
    "scribd",
    "slideshare",
    "soundcloud",
    "slideshow",
    "nggallery",
    "ngg",
    "rev_slider",
    "toc",
    "adrotate",
    "su_quote",
    "toggle",
    "tabs",
    "tab",
    "accordion",
];
/// And how those of page builders begin.
const BUILDERS: &[&str] = &["vc_", "et_pb_", "fusion_", "av_", "su_", "tatsu_", "mk_", "cs_", "x_"];
/// No command is longer.
const SHORTCODE_BYTES: usize = 1_000;

fn without_shortcodes(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('[') {
        kept.push_str(&rest[..at]);
        rest = &rest[at..];
        let length = shortcode(rest).unwrap_or_else(|| {
            kept.push('[');
            1
        });
        rest = &rest[length..];
    }
    kept.push_str(rest);
    kept
}

/// The length of the command at the start of a text.
fn shortcode(text: &str) -> Option<usize> {
    let window = &text[..text.floor_char_boundary(text.len().min(SHORTCODE_BYTES))];
    let inside = window.strip_prefix('[')?;
    let inside = inside.strip_prefix('/').unwrap_or(inside);
    let name_end = inside.find(|c: char| !c.is_ascii_alphanumeric() && !"_-".contains(c))?;
    let name = inside[..name_end].to_ascii_lowercase();
    let is_known = SHORTCODES.contains(&name.as_str())
        || BUILDERS.iter().any(|builder| name.starts_with(builder));
    let end = window.find(']')?;
    // Most are words too: those have nothing behind them, or something with a value.
    let behind = &window[window.len() - inside.len() + name_end..end];
    let is_command =
        is_known && (behind.trim_matches([' ', '/']).is_empty() || behind.contains('='));
    is_command.then_some(end + 1)
}

/// WordPress makes paragraphs of empty lines when it shows a text, not when it keeps it.
fn paragraphs(text: &str) -> String {
    if !clean::markup::has_tags(text) || text.contains("<p") || !text.contains("\n\n") {
        return text.to_owned();
    }
    let text = text.replace("\r\n", "\n");
    let paragraphs = text.split("\n\n").map(|paragraph| format!("<p>{paragraph}</p>"));
    paragraphs.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_go_and_words_in_brackets_stay() {
        let text = "[caption id=\"a\" width=\"3\"]<img/> The ferry[/caption] [gallery ids=\"1,2\"]\
                    [sic] [vc_row]He said [the mayor] no[/vc_row] [more than happy] [quote";
        assert_eq!(
            without_shortcodes(text),
            "<img/> The ferry [sic] He said [the mayor] no [more than happy] [quote"
        );
    }
}
