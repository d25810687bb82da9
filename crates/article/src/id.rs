//! Gives an article an identity that is the same in every run and on every machine.

use std::fmt;
use std::str::FromStr;

use data_encoding::BASE32_NOPAD;

use crate::{ArticleError, FilePath};

/// What an article's id is made of: the first of these that exists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Identity<'a> {
    /// The record's own id, inside a name space: the source, else the url's host, else the file's
    /// root-relative path.
    Record {
        /// The name space.
        namespace: &'a str,
        /// The id that the record itself carries.
        source_id: &'a str,
    },
    /// The address of the page, its fragment ignored.
    Url(&'a str),
    /// A file of one article: its root-relative path.
    File {
        /// Root-relative path with `/` between its parts.
        path: &'a FilePath,
    },
    /// The key that a program knows it by.
    Key(&'a str),
    /// A record without id or address in a file of many.
    Content {
        /// Root-relative path with `/` between its parts.
        path: &'a FilePath,
        /// Digest of the raw record.
        digest: u64,
        /// How many equal records stand before it in the file.
        repeat: u64,
    },
}

/// An article's identity: 80 bits of a digest, printed as 16 lower-case base32 characters
/// (RFC 4648, section 6, without padding).
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ArticleId([u8; Self::BYTES]);

impl ArticleId {
    /// Length in bytes.
    pub const BYTES: usize = 10;
    /// Length in printed characters.
    pub const CHARACTERS: usize = 16;

    /// The id of whatever has this identity (BLAKE3, its first 80 bits).
    pub fn of(identity: &Identity<'_>) -> Self {
        let mut hasher = blake3::Hasher::new();
        // Each part is preceded by its length, so that no two identities feed the same bytes.
        let mut feed = |part: &[u8]| {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part);
        };
        match identity {
            Identity::Record { namespace, source_id } => {
                feed(b"record");
                feed(namespace.as_bytes());
                feed(source_id.as_bytes());
            }
            Identity::Url(url) => {
                feed(b"url");
                feed(canonical_url(url).as_bytes());
            }
            Identity::File { path } => {
                feed(b"file");
                feed(path.as_bytes());
            }
            Identity::Key(key) => {
                feed(b"key");
                feed(key.as_bytes());
            }
            Identity::Content { path, digest, repeat } => {
                feed(b"content");
                feed(path.as_bytes());
                feed(&digest.to_le_bytes());
                feed(&repeat.to_le_bytes());
            }
        }
        let mut bytes = [0; Self::BYTES];
        bytes.copy_from_slice(&hasher.finalize().as_bytes()[..Self::BYTES]);
        Self(bytes)
    }

    /// The id of the article that a program knows by this key.
    pub fn of_key(key: &str) -> Self {
        Self::of(&Identity::Key(key))
    }

    /// The id with these bytes.
    pub fn from_bytes(bytes: [u8; Self::BYTES]) -> Self {
        Self(bytes)
    }

    /// Its bytes, in the order in which ids are compared.
    pub fn as_bytes(&self) -> &[u8; Self::BYTES] {
        &self.0
    }

    /// Its first 64 bits, in the order in which ids are compared.
    pub fn leading_bits(&self) -> u64 {
        let mut bytes = [0; 8];
        bytes.copy_from_slice(&self.0[..8]);
        u64::from_be_bytes(bytes)
    }
}

/// The address as an identity: no fragment, scheme and host in lower case, no empty path.
fn canonical_url(url: &str) -> String {
    let url = url.trim();
    let url = url.split_once('#').map_or(url, |(before, _)| before);
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
    let host_end = rest.find(['/', '?']).unwrap_or(rest.len());
    let (host, path) = rest.split_at(host_end);
    let path = if path.is_empty() { "/" } else { path };
    format!("{}://{}{path}", scheme.to_lowercase(), host.to_lowercase())
}

impl fmt::Display for ArticleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&BASE32_NOPAD.encode(&self.0).to_ascii_lowercase())
    }
}

impl fmt::Debug for ArticleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ArticleId({self})")
    }
}

impl FromStr for ArticleId {
    type Err = ArticleError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let refused = || ArticleError::NotAnId { found: text.to_owned() };
        if text.len() != Self::CHARACTERS {
            return Err(refused());
        }
        let bytes = BASE32_NOPAD.decode(text.to_ascii_uppercase().as_bytes());
        let bytes = bytes.map_err(|_| refused())?;
        Ok(Self(bytes.try_into().map_err(|_| refused())?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_prints_and_reads_back() {
        let id = ArticleId::of(&Identity::File { path: &"a/b.txt".into() });
        assert_eq!(id.to_string().parse::<ArticleId>(), Ok(id));
        assert_eq!(id.to_string(), id.to_string().to_lowercase());
        assert!("not an id".parse::<ArticleId>().is_err());
        assert!("ščššššššššššššš".parse::<ArticleId>().is_err());
    }

    #[test]
    fn the_parts_of_an_identity_do_not_run_together() {
        let id = ArticleId::of(&Identity::Record { namespace: "Alo", source_id: "1" });
        assert_ne!(id, ArticleId::of(&Identity::Record { namespace: "Al", source_id: "o1" }));
        assert_ne!(id, ArticleId::of(&Identity::File { path: &"Alo1".into() }));
    }

    #[test]
    fn the_fragment_and_the_case_of_the_host_do_not_count() {
        let one = ArticleId::of(&Identity::Url("https://Example.org/a?b=1#c"));
        assert_eq!(one, ArticleId::of(&Identity::Url("HTTPS://example.org/a?b=1")));
        assert_ne!(one, ArticleId::of(&Identity::Url("https://example.org/A?b=1")));
        let bare = ArticleId::of(&Identity::Url("https://example.org"));
        assert_eq!(bare, ArticleId::of(&Identity::Url("https://example.org/")));
    }
}
