//! Whether the files of the segments are as the engine wrote them.
//!
//! Each ends with a footer: a JSON object of the engine's version and the CRC-32 (IEEE 802.3) of
//! all bytes before it, the object's length and a magic number, both little-endian `u32`. The
//! engine's own check looks at the bytes before the footer only, and ends at the first file that
//! it cannot open. No upstream issue is known.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

use schema::{Folder, FolderAccess, GenerationFolder};
use tantivy::directory::footer::Footer;
use tantivy::{Directory, HasLen, Index};

/// The length of the footer's own length and of its magic number, in bytes.
const FOOTER_END: usize = 8;

/// The files of the index's segments that are not as they were written, by their names in the
/// generation's folder, with what is wrong.
pub(crate) fn damaged_files(index: &Index, generation: &Folder) -> BTreeMap<PathBuf, String> {
    let mut damaged = BTreeMap::new();
    let mut by_version = BTreeMap::<String, Vec<PathBuf>>::new();
    let listed = || {
        let folder = GenerationFolder::open(generation, FolderAccess::Read)?;
        Ok::<_, tantivy::TantivyError>((folder, index.load_metas()?.list_segment_files()))
    };
    let (folder, files) = match listed() {
        Ok(listed) => listed,
        Err(error) => return BTreeMap::from([(PathBuf::new(), error.to_string())]),
    };
    for file in files.into_iter().collect::<BTreeSet<_>>() {
        // Only where something was deleted is there a file that says so.
        let is_optional = file.extension().is_some_and(|extension| extension == "del");
        if is_optional && generation.has(&file).is_ok_and(|there| !there) {
            continue;
        }
        match checked_version(&folder, &file) {
            Ok(version) => by_version.entry(version).or_default().push(file),
            Err(error) => {
                damaged.insert(file, error.to_string());
            }
        }
    }
    // No checksum guards the version itself. But no version writes a single file.
    let own = tantivy::version().to_string();
    for (version, files) in by_version {
        if let [file] = &files[..]
            && version != own
        {
            damaged.insert(file.clone(), format!("no other file was written by {version}"));
        }
    }
    damaged
}

/// The version of the engine that wrote the file, where the rest of the file is as it was written.
fn checked_version(folder: &GenerationFolder, file: &Path) -> io::Result<String> {
    let bytes = folder.open_read(file).map_err(io::Error::other)?;
    // Of so few bytes the engine would take more than there are. No upstream issue is known.
    if bytes.len() < FOOTER_END {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    let (footer, body) = Footer::extract_footer(bytes.clone())?;
    let end = bytes.len() - FOOTER_END;
    let is_canonical = bytes.slice(body.len()..end).read_bytes()?.as_slice()
        == serde_json::to_vec(&footer)?.as_slice();
    if is_canonical && crc32fast::hash(&body.read_bytes()?) == footer.crc {
        Ok(footer.version.to_string())
    } else {
        Err(io::Error::new(io::ErrorKind::InvalidData, "its checksum does not hold"))
    }
}
