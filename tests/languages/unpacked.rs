//! Archives of real data, unpacked into a folder that goes away.

use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

/// The content of one archive.
pub(super) struct Unpacked {
    folder: TempDir,
}

impl Unpacked {
    pub(super) fn new(archive: &Path) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let status = Command::new("tar")
            .args(["--use-compress-program", "zstd -d", "-xf"])
            .arg(archive)
            .arg("-C")
            .arg(folder.path())
            .status();
        assert!(status.unwrap().success(), "cannot unpack {}", archive.display());
        Self { folder }
    }

    pub(super) fn path(&self) -> &Path {
        self.folder.path()
    }
}
