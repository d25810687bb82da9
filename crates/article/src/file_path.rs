//! Names a file as its system does, also where the name is not valid Unicode.

use std::cmp::Ordering;
use std::fmt::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use data_encoding::BASE64;

/// The path of a file: bytes, and how they are shown.
///
/// Most paths are UTF-8, and then both are one. Where a byte is not, as in the names that old
/// archives have, it is shown as `\xF6`; the bytes themselves tell files apart. Its parts stand
/// between `/`. It is cheap to clone.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct FilePath {
    shown: Arc<str>,
    /// Where they are not those of `shown`.
    bytes: Option<Arc<[u8]>>,
}

impl FilePath {
    /// The path with these bytes.
    pub fn from_bytes(bytes: &[u8]) -> Self {
        if let Ok(text) = std::str::from_utf8(bytes) {
            return Self::from(text);
        }
        let mut shown = String::with_capacity(bytes.len() + 8);
        for chunk in bytes.utf8_chunks() {
            shown.push_str(chunk.valid());
            for byte in chunk.invalid() {
                // Writing to a string cannot fail.
                let _ = write!(shown, "\\x{byte:02X}");
            }
        }
        Self { shown: shown.into(), bytes: Some(bytes.into()) }
    }

    /// A path of this system. Where names are not bytes (Windows), what is not Unicode in it is
    /// replaced.
    pub fn of(path: &Path) -> Self {
        #[cfg(unix)]
        {
            use std::os::unix::ffi::OsStrExt as _;
            Self::from_bytes(path.as_os_str().as_bytes())
        }
        #[cfg(not(unix))]
        {
            Self::from(path.to_string_lossy().as_ref())
        }
    }

    /// The path as this system takes it.
    pub fn to_path(&self) -> PathBuf {
        #[cfg(unix)]
        {
            use std::os::unix::ffi::OsStrExt as _;
            PathBuf::from(std::ffi::OsStr::from_bytes(self.as_bytes()))
        }
        #[cfg(not(unix))]
        {
            PathBuf::from(self.as_str())
        }
    }

    /// How it is shown.
    pub fn as_str(&self) -> &str {
        &self.shown
    }

    /// Its bytes.
    pub fn as_bytes(&self) -> &[u8] {
        self.bytes.as_deref().unwrap_or(self.shown.as_bytes())
    }

    /// Whether it is shown as it is.
    pub fn is_unicode(&self) -> bool {
        self.bytes.is_none()
    }

    /// Its bytes in base64 (RFC 4648, section 4), where they are not what is shown.
    pub fn bytes_in_base64(&self) -> Option<String> {
        self.bytes.as_deref().map(|bytes| BASE64.encode(bytes))
    }

    /// The path that is shown so, or that has these bytes in base64 where there are any.
    pub fn from_shown(shown: &str, base64: Option<&str>) -> Self {
        let bytes = base64.and_then(|text| BASE64.decode(text.as_bytes()).ok());
        bytes.map_or_else(|| Self::from(shown), |bytes| Self::from_bytes(&bytes))
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.shown.is_empty()
    }

    /// The path of something in this folder; the empty path is the folder that others start at.
    #[must_use]
    pub fn join(&self, name: &Self) -> Self {
        if self.is_empty() {
            return name.clone();
        }
        let mut bytes = self.as_bytes().to_vec();
        if !bytes.ends_with(b"/") {
            bytes.push(b'/');
        }
        bytes.extend_from_slice(name.as_bytes());
        Self::from_bytes(&bytes)
    }

    /// The folder that it lies in; the empty path for one without `/`.
    #[must_use]
    pub fn folder(&self) -> Self {
        let bytes = self.as_bytes();
        match bytes.iter().rposition(|byte| *byte == b'/') {
            Some(0) => Self::from("/"),
            end => Self::from_bytes(&bytes[..end.unwrap_or_default()]),
        }
    }

    /// The path of a file with this name in the container at this path.
    #[must_use]
    pub fn part(&self, name: &Self) -> Self {
        let mut bytes = self.as_bytes().to_vec();
        bytes.extend_from_slice(Self::INSIDE);
        bytes.extend_from_slice(name.as_bytes());
        Self::from_bytes(&bytes)
    }

    /// The container that a file lies in, by its path; `None` for one that lies in a folder. A
    /// folder whose name ends with `!` looks like a container.
    pub fn container(&self) -> Option<Self> {
        let bytes = self.as_bytes();
        let end = bytes.windows(Self::INSIDE.len()).rposition(|part| part == Self::INSIDE)?;
        (end > 0).then(|| Self::from_bytes(&bytes[..end]))
    }

    /// What stands between a container and the name of a file in it.
    const INSIDE: &[u8] = b"!/";

    /// Its last part.
    #[must_use]
    pub fn last(&self) -> Self {
        let parts = self.as_bytes().rsplit(|byte| *byte == b'/');
        Self::from_bytes(parts.into_iter().next().unwrap_or_default())
    }

    /// Its last part, as it is shown.
    pub fn name(&self) -> &str {
        self.shown.rsplit('/').next().unwrap_or(&self.shown)
    }

    /// Whether it is this path or lies below it, also in a container at this path; everything lies
    /// below the empty path.
    pub fn is_in(&self, folder: &Self) -> bool {
        let rest = self.as_bytes().strip_prefix(folder.as_bytes());
        let is_whole = folder.is_empty() || folder.as_bytes().ends_with(b"/");
        rest.is_some_and(|rest| {
            let is_below = rest.starts_with(b"/") || rest.starts_with(Self::INSIDE);
            is_whole || rest.is_empty() || is_below
        })
    }
}

impl Default for FilePath {
    fn default() -> Self {
        Self::from("")
    }
}

impl From<&str> for FilePath {
    fn from(path: &str) -> Self {
        Self { shown: path.into(), bytes: None }
    }
}

impl From<String> for FilePath {
    fn from(path: String) -> Self {
        Self { shown: path.into(), bytes: None }
    }
}

impl PartialEq<str> for FilePath {
    fn eq(&self, other: &str) -> bool {
        self.as_bytes() == other.as_bytes()
    }
}

impl PartialEq<&str> for FilePath {
    fn eq(&self, other: &&str) -> bool {
        self == *other
    }
}

impl Ord for FilePath {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_bytes().cmp(other.as_bytes())
    }
}

impl PartialOrd for FilePath {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for FilePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown)
    }
}

impl fmt::Debug for FilePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&*self.shown, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_that_are_no_text_are_kept_and_shown() {
        let path = FilePath::from_bytes(b"k\xF6ln/\xC5\xA1.txt");
        assert_eq!(path.to_string(), "k\\xF6ln/š.txt");
        assert_eq!(path.as_bytes(), b"k\xF6ln/\xC5\xA1.txt");
        assert!(!path.is_unicode());
        assert_ne!(path, FilePath::from("k\\xF6ln/š.txt"));
        assert_eq!(FilePath::of(&path.to_path()), path);
        assert_eq!(path.folder().as_bytes(), b"k\xF6ln");
        assert_eq!(path.name(), "š.txt");
        assert_eq!(FilePath::from_bytes(b"/\xF6").folder(), "/");
        assert_eq!(FilePath::from_bytes(b"a/\xF6").last().as_bytes(), b"\xF6");
    }

    #[test]
    fn a_path_lies_in_its_folders_only() {
        let path = FilePath::from("a/b/c.txt");
        for folder in ["", "a", "a/b", "a/b/c.txt"] {
            assert!(path.is_in(&folder.into()), "{folder}");
        }
        for other in ["a/", "b", "a/b/c", "a/b/c.txt/d", "/"] {
            assert_eq!(path.is_in(&other.into()), other == "a/", "{other}");
        }
        assert!(FilePath::from("/srv").is_in(&"/".into()));
        let part = FilePath::from("a/b.zip").part(&"2016/c.html".into());
        assert_eq!(part, "a/b.zip!/2016/c.html");
        assert!(part.is_in(&"a/b.zip".into()) && part.is_in(&"a".into()));
        assert!(!part.is_in(&"a/b".into()));
        assert_eq!(part.container(), Some("a/b.zip".into()));
        assert_eq!(part.part(&"d".into()).container(), Some(part.clone()));
        assert_eq!(FilePath::from("a/b!.txt").container(), None);
        assert_eq!(FilePath::from("a").join(&"b".into()), "a/b");
        assert_eq!(FilePath::from("/").join(&"b".into()), "/b");
        assert_eq!(FilePath::default().join(&"b".into()), "b");
    }
}
