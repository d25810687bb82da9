//! Finds front matter between two lines that fence it in.

use super::{FrontMatter, Notation};

/// Finds it between two lines of `---`, the second of which may be `...`, or of `+++`.
pub(super) fn find(text: &str) -> Option<FrontMatter<'_>> {
    const FENCES: [(&str, Notation); 2] = [("---", Notation::Yaml), ("+++", Notation::Toml)];
    let (fence, kind) = FENCES.into_iter().find(|(fence, _)| text.starts_with(fence))?;
    let (first, inside) = text.split_once('\n')?;
    if first.trim_end() != fence {
        return None;
    }
    let mut start = 0;
    for line in inside.split_inclusive('\n') {
        let end = start + line.len();
        let line = line.trim_end();
        if line == fence || kind == Notation::Yaml && line == "..." {
            return Some(FrontMatter { kind, entries: &inside[..start], text: &inside[end..] });
        }
        start = end;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_lies_between_two_fences() {
        let found = find("---  \na: 1\n---\n\nRest\n---\n").unwrap();
        assert_eq!((found.entries, found.text), ("a: 1\n", "\nRest\n---\n"));
        let found = find("+++\r\na = 1\r\n---\r\n+++").unwrap();
        assert_eq!(
            (found.kind, found.entries, found.text),
            (Notation::Toml, "a = 1\r\n---\r\n", "")
        );
        assert_eq!(find("---\n---\n").unwrap().entries, "");
        for text in
            ["", "---", "---\n", "----\na: 1\n----\n", "---\na: 1\n--- x\n", "+++\na\n...\n"]
        {
            assert!(find(text).is_none(), "{text}");
        }
    }
}
