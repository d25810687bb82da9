//! Small files of ours whose last line is the digest of what stands above it, so that a flipped
//! bit is found.

use crate::{Folder, SchemaError};

/// Puts a body under its seal in the place of a file, safely on the disk.
pub(crate) fn write(folder: &Folder, name: &str, body: &[u8]) -> Result<(), SchemaError> {
    let mut bytes = body.to_vec();
    bytes.push(b'\n');
    bytes.extend_from_slice(blake3::hash(body).to_hex().as_bytes());
    bytes.push(b'\n');
    folder.replace(name, &bytes).map_err(SchemaError::io("write", folder.file(name)))
}

/// The body of a file.
///
/// # Errors
/// [`SchemaError::Corrupt`] where it is missing, cut short or altered.
pub(crate) fn read(
    folder: &Folder,
    name: &str,
    expected: &'static str,
) -> Result<Vec<u8>, SchemaError> {
    let damaged = |source| SchemaError::Corrupt { path: folder.file(name), expected, source };
    let mut bytes = folder.read(name).map_err(|error| damaged(Some(error.into())))?;
    let end = body(&bytes).ok_or_else(|| damaged(None))?.len();
    bytes.truncate(end);
    Ok(bytes)
}

/// The body of what was read from a file; `None` where it was cut short or altered.
pub(crate) fn body(bytes: &[u8]) -> Option<&[u8]> {
    let text = bytes.strip_suffix(b"\n")?;
    let end = text.iter().rposition(|&byte| byte == b'\n')?;
    let (body, digest) = (&text[..end], &text[end + 1..]);
    (digest == blake3::hash(body).to_hex().as_bytes()).then_some(body)
}
