//! Has a program make text of one file.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tempfile::{NamedTempFile, TempPath};

use super::converters::{Converter, ending};
use super::program::ConversionFailure;
use crate::{SkipReason, detect};

/// What is packed is unpacked into a file of at most this size.
const UNPACKED_LIMIT_BYTES: u64 = 1 << 30;

/// A file that is to be converted.
pub(crate) struct Conversion {
    converter: Arc<Converter>,
    input: Source,
}

/// Where a program finds its file.
enum Source {
    OnDisk(PathBuf),
    Unpacked(TempPath),
}

impl Conversion {
    /// The conversion of a file that lies on the disk as it is. It is read to its end, so that its
    /// digest is known.
    pub(crate) fn of_file(
        converter: &Arc<Converter>,
        location: PathBuf,
        content: &mut dyn Read,
    ) -> io::Result<Self> {
        io::copy(content, &mut io::sink())?;
        Ok(Self { converter: Arc::clone(converter), input: Source::OnDisk(location) })
    }

    /// That of a file that is packed, under a name with its ending; `None` where it is too large.
    pub(crate) fn of_packed(
        converter: &Arc<Converter>,
        name: &str,
        content: &mut dyn Read,
    ) -> io::Result<Option<Self>> {
        let suffix = ending(name).map(|ending| format!(".{ending}")).unwrap_or_default();
        let mut file: NamedTempFile<File> =
            tempfile::Builder::new().prefix("article").suffix(&suffix).tempfile()?;
        let mut content = content.take(UNPACKED_LIMIT_BYTES + 1);
        if io::copy(&mut content, file.as_file_mut())? > UNPACKED_LIMIT_BYTES {
            return Ok(None);
        }
        let input = Source::Unpacked(file.into_temp_path());
        Ok(Some(Self { converter: Arc::clone(converter), input }))
    }

    /// A digest of what makes the text.
    pub(crate) fn digest(&self) -> u64 {
        self.converter.digest()
    }

    /// What the program says.
    pub(crate) fn text(&self) -> Result<Vec<u8>, SkipReason> {
        let path: &Path = match &self.input {
            Source::OnDisk(path) => path,
            Source::Unpacked(path) => path,
        };
        let mut text = self.converter.text_of(path)?;
        let opening = &text[..text.len().min(detect::HEAD_BYTES)];
        if detect::looks_binary(opening) {
            return Err(self.converter.failed(ConversionFailure::NoText));
        }
        // Scanned pages have none.
        if text.trim_ascii().is_empty() {
            return Err(SkipReason::NothingConverted);
        }
        // Pages end in form feeds.
        text.iter_mut().filter(|byte| **byte == b'\x0c').for_each(|byte| *byte = b'\n');
        Ok(text)
    }
}

/// The limit of what is packed, for those who tell of it.
pub(crate) fn too_large() -> SkipReason {
    SkipReason::TooLong { limit_bytes: UNPACKED_LIMIT_BYTES }
}
