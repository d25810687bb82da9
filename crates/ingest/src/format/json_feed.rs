//! Reads what holds the items of a JSON Feed: the name of the outlet and its language.

use std::fmt;

use serde::de::{Deserializer as _, IgnoredAny, MapAccess, Visitor};

use super::Channel;

/// The channel that a file with this beginning is; of another file nothing is known.
pub(super) fn channel(head: &[u8]) -> Channel {
    let head = String::from_utf8_lossy(head);
    let mut seen = Seen::default();
    if head.contains("jsonfeed.org/version") {
        // Where the beginning ends, reading does; what was seen until then is seen.
        let _ = serde_json::Deserializer::from_str(&head).deserialize_map(&mut seen);
    }
    if seen.is_feed {
        return Channel::named(seen.title, seen.language);
    }
    Channel::default()
}

#[derive(Default)]
struct Seen {
    title: Option<String>,
    language: Option<String>,
    is_feed: bool,
}

impl<'de> Visitor<'de> for &mut Seen {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        while let Some(key) = entries.next_key::<String>()? {
            match key.as_str() {
                "version" => {
                    let version: String = entries.next_value()?;
                    self.is_feed = version.contains("jsonfeed.org");
                }
                "title" => self.title = entries.next_value()?,
                "language" => self.language = entries.next_value()?,
                _ => drop(entries.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_before_a_cut_is_known() {
        let head =
            br#"{"version":"https://jsonfeed.org/version/1.1","title":"Post","items":[{"id":"#;
        assert!(channel(head).parts().any(|part| part.ends_with("Post")));
        assert_eq!(channel(br#"{"title":"Post","items":[]}"#).parts().count(), 0);
    }
}
