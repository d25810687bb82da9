//! Names a file that is read.

use std::fs::File;
use std::io;
use std::path::PathBuf;

use article::FilePath;

/// A file below a root that was named to [`crate::Ingest`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SourceFile {
    /// The root: canonical and absolute. For a root that is itself a file, the folder it lies in.
    /// Empty for standard input.
    pub root: PathBuf,
    /// Path below the root with `/` between its parts; `-` for standard input. A file in a
    /// container has that of the container, `!/`, and its name in there.
    pub path: FilePath,
    /// Length on disk in bytes.
    pub size: u64,
    /// Time of last modification in nanoseconds since 1970; 0 where the system tells none, and
    /// [`i64::MAX`] for a file in a container, whose times nobody vouches for.
    pub modified_ns: i64,
    /// Of a file in a container: the digest of its bytes, where the container has a checksum.
    pub content: Option<[u8; 16]>,
}

impl SourceFile {
    /// Where the file lies.
    pub fn location(&self) -> PathBuf {
        self.root.join(self.path.to_path())
    }

    /// The same as a path to the byte, also of a file in a container.
    pub(crate) fn place(&self) -> FilePath {
        FilePath::of(&self.root).join(&self.path)
    }

    /// Whether it lies in a container.
    pub fn is_part(&self) -> bool {
        self.path.container().is_some()
    }

    /// Digest of the bytes on disk, the same that [`crate::Event::FileFinished`] reports.
    ///
    /// # Errors
    /// As [`File::open`] and [`io::Read::read`].
    pub fn content_digest(&self) -> io::Result<[u8; 16]> {
        let mut hasher = blake3::Hasher::new();
        hasher.update_reader(File::open(self.location())?)?;
        Ok(shortened(&hasher))
    }
}

/// The first 128 bits of a digest.
pub(crate) fn shortened(hasher: &blake3::Hasher) -> [u8; 16] {
    let mut digest = [0; 16];
    digest.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
    digest
}
