//! Reads title blocks as pandoc takes them: lines of `%` with the title, the authors and the date.

use serde_json::Value as Json;

use super::{Entries, FrontMatter, Notation};

const KEYS: [&str; 3] = ["title", "author", "date"];

/// Finds a title block: up to three fields, then an empty line or the end.
pub(super) fn find(text: &str) -> Option<FrontMatter<'_>> {
    let mut end = 0;
    let mut fields = 0;
    for line in text.split_inclusive('\n') {
        if is_field(line) {
            fields += 1;
        } else if line.trim().is_empty() {
            break;
        } else if fields == 0 || !line.starts_with([' ', '\t']) {
            // Lines of other programs begin with a percent sign too.
            return None;
        }
        end += line.len();
    }
    let (entries_text, text) = text.split_at(end);
    let found = FrontMatter { kind: Notation::TitleBlock, entries: entries_text, text };
    (fields <= KEYS.len() && !entries(entries_text).is_empty()).then_some(found)
}

/// The entries of a title block; fields that are left empty are none.
pub(super) fn entries(text: &str) -> Entries {
    let mut fields: Vec<Vec<&str>> = Vec::new();
    for line in text.lines() {
        match (line.strip_prefix('%'), fields.last_mut()) {
            (Some(value), _) => fields.push(vec![value.trim()]),
            (None, Some(field)) => field.push(line.trim()),
            (None, None) => {}
        }
    }
    let values = KEYS.into_iter().zip(fields).filter_map(|(key, lines)| {
        let value = if key == "author" {
            let names = lines.iter().flat_map(|line| line.split(';')).map(str::trim);
            Json::Array(names.filter(|name| !name.is_empty()).map(Json::from).collect())
        } else {
            lines.join(" ").trim().into()
        };
        let is_empty = value == "" || value.as_array().is_some_and(Vec::is_empty);
        (!is_empty).then(|| (key.to_owned(), value))
    });
    values.collect()
}

fn is_field(line: &str) -> bool {
    line.strip_prefix('%')
        .is_some_and(|rest| rest.starts_with([' ', '\t', '\r', '\n']) || rest.is_empty())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(text: &str) -> Json {
        Json::Object(entries(find(text).unwrap().entries).into_iter().collect())
    }

    #[test]
    fn fields_may_be_wrapped_or_left_empty() {
        let text = "% Night ferry\n  returns\n% Emma Radford; Ivo Marin\n  Nadia Orlov\n% 30 May 2025\n\nRest";
        let authors = json!(["Emma Radford", "Ivo Marin", "Nadia Orlov"]);
        let expected =
            json!({"title": "Night ferry returns", "author": authors, "date": "30 May 2025"});
        assert_eq!(read(text), expected);
        assert_eq!(find(text).unwrap().text, "\nRest");
        assert_eq!(read("% Ferry\n%\n% 2025\r\n"), json!({"title": "Ferry", "date": "2025"}));
        assert_eq!(read("%\n% Emma\n"), json!({"author": ["Emma"]}));
    }

    #[test]
    fn other_percent_signs_are_none() {
        for text in
            ["%\n\nx", "%a\n\n", "% a\nb\n", "% a\n% b\n% c\n% d\n\n", "", "\n% a\n", "50 %\n"]
        {
            assert!(find(text).is_none(), "{text}");
        }
        let long = "% a\n".repeat(250_000);
        assert!(find(&long).is_none());
    }
}
