//! Reads the lists that programs write into one cell of a table: `['Emma Radford', "Brian O'Dell"]`.

/// More is no list of names.
const ITEMS_LIMIT: usize = 1_000;

/// The texts of a list in the notation of Python or of JSON; `None` if the text is none.
pub(super) fn items(text: &str) -> Option<Vec<String>> {
    let mut rest = text.trim().strip_prefix('[')?.strip_suffix(']')?.trim();
    let mut items = Vec::new();
    while !rest.is_empty() {
        let mark = rest.chars().next().filter(|mark| matches!(mark, '\'' | '"'))?;
        let (item, after) = quoted(&rest[1..], mark)?;
        items.push(item);
        rest = after.trim_start();
        if !rest.is_empty() {
            rest = rest.strip_prefix(',')?.trim_start();
        }
        if items.len() > ITEMS_LIMIT {
            return None;
        }
    }
    Some(items)
}

/// The text up to the mark that ends it, and what follows.
fn quoted(text: &str, mark: char) -> Option<(String, &str)> {
    let mut item = String::new();
    let mut characters = text.char_indices();
    while let Some((at, character)) = characters.next() {
        match character {
            '\\' => match characters.next()?.1 {
                'n' => item.push('\n'),
                't' => item.push('\t'),
                other => item.push(other),
            },
            end if end == mark => return Some((item, &text[at + 1..])),
            other => item.push(other),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_read_in_both_notations() {
        let read = |text| items(text).map(|items| items.join("|"));
        assert_eq!(
            read("['Emma Radford', 'Ivo Marin']").as_deref(),
            Some("Emma Radford|Ivo Marin")
        );
        assert_eq!(
            read(r#"["Brian O'Dell", 'Nadia Orlov']"#).as_deref(),
            Some("Brian O'Dell|Nadia Orlov")
        );
        assert_eq!(read(r"['Brian O\'Dell']").as_deref(), Some("Brian O'Dell"));
        assert_eq!(read("[]").as_deref(), Some(""));
        for text in ["[sic]", "['a' 'b']", "['a", "[1, 2]", "a", "", "[[Emma]]", "['é\\"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
