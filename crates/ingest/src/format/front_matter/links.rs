//! Shows links to notes, as Obsidian writes them, by what a reader sees of them.

use std::borrow::Cow;

use serde_json::Value as Json;

/// Shows every link in a value. A link without quotes is a list in a list to YAML.
pub(super) fn show(value: &mut Json) {
    if let Some(target) = unquoted_target(value) {
        *value = label(target).into();
        return;
    }
    match value {
        Json::String(text) => {
            if let Cow::Owned(shown) = shown(text) {
                *text = shown;
            }
        }
        Json::Array(items) => items.iter_mut().for_each(show),
        Json::Object(entries) => entries.values_mut().for_each(show),
        _ => {}
    }
}

/// A text with the labels of its links: `[[People/Emma Radford|Emma]]` is shown as `Emma`.
pub(super) fn shown(text: &str) -> Cow<'_, str> {
    let mut shown = String::new();
    let mut rest = text;
    while let Some((before, opened)) = rest.split_once("[[") {
        let Some((target, behind)) = opened.split_once("]]") else { break };
        shown.push_str(before);
        // Of several openings the last one belongs to the end.
        let target = match target.rsplit_once("[[") {
            Some((open, target)) => {
                shown.push_str("[[");
                shown.push_str(open);
                target
            }
            None => target,
        };
        shown.push_str(label(target));
        rest = behind;
    }
    if rest.len() == text.len() {
        return Cow::Borrowed(text);
    }
    shown.push_str(rest);
    Cow::Owned(shown)
}

/// What is shown of a link: its label, or else the name of the note.
fn label(target: &str) -> &str {
    if let Some((_, label)) = target.split_once('|') {
        return label.trim();
    }
    let note = target.split_once('#').map_or(target, |(note, _)| note);
    // A link may lead to a heading of the note itself.
    let note = if note.is_empty() { target.trim_start_matches('#') } else { note };
    let name = note.rsplit_once('/').map_or(note, |(_, name)| name).trim();
    name.strip_suffix(".md").unwrap_or(name)
}

fn unquoted_target(value: &Json) -> Option<&str> {
    let [inside] = value.as_array()?.as_slice() else { return None };
    let [target] = inside.as_array()?.as_slice() else { return None };
    target.as_str()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn links_are_shown_by_their_labels() {
        for (text, expected) in [
            ("[[Emma Radford]]", "Emma Radford"),
            ("[[People/Emma Radford|Emma]]", "Emma"),
            ("[[People/Emma Radford.md]]", "Emma Radford"),
            ("By [[Emma]] and [[Ivo#Life|Ivo Marin]].", "By Emma and Ivo Marin."),
            ("[[Ferry#Routes]]", "Ferry"),
            ("[[#Routes]]", "Routes"),
            ("[[open [[Emma]]", "[[open Emma"),
            ("[[open", "[[open"),
            ("[one] ]] [[", "[one] ]] [["),
            ("", ""),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn links_without_quotes_are_no_lists() {
        let mut value = json!([[["People/Emma"]], "[[Ivo]]", {"name": "[[Nadia]]"}, 1, ["x", "y"]]);
        show(&mut value);
        assert_eq!(value, json!(["Emma", "Ivo", {"name": "Nadia"}, 1, ["x", "y"]]));
        let mut value = json!([["Emma Radford"]]);
        show(&mut value);
        assert_eq!(value, "Emma Radford");
    }

    #[test]
    fn hostile_texts_take_no_more_than_their_length() {
        for unit in ["[[", "]]", "[[]]", "[[a|", "[[a#b/c]]"] {
            shown(&unit.repeat(500_000));
        }
    }
}
