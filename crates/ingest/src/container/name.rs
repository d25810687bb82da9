//! Makes paths of the names in containers, which may be anything.

use article::FilePath;

/// The path with this name, without what leads out of the container. Where nothing is left of it,
/// its number is its name.
pub(super) fn path(name: &[u8], number: u64) -> FilePath {
    let parts = name.split(|byte| *byte == b'/');
    let parts = parts.filter(|part| !part.is_empty() && *part != b"." && *part != b"..");
    let mut path: Vec<u8> = Vec::with_capacity(name.len());
    for part in parts {
        if !path.is_empty() {
            path.push(b'/');
        }
        path.extend_from_slice(part);
        // That would look like the name of a container inside.
        if part.ends_with(b"!") {
            path.push(b'_');
        }
    }
    if path.is_empty() {
        return FilePath::from(number.to_string());
    }
    FilePath::from_bytes(&path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_never_leads_out() {
        for (name, expected) in [
            (&b"news/2016/a.html"[..], "news/2016/a.html"),
            (b"../../etc/passwd", "etc/passwd"),
            (b"/srv//./a/../b.txt", "srv/a/b.txt"),
            (b"a!/b", "a!_/b"),
            (b"..", "7"),
            (b"", "7"),
        ] {
            assert_eq!(path(name, 7), *expected, "{}", String::from_utf8_lossy(name));
        }
    }
}
