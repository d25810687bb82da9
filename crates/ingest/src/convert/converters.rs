//! Says which program makes text of which files.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use article::FilePath;

use super::program;
use crate::{INGEST_VERSION, IngestError, SkipReason, detect};

/// Programs that make text of files in formats that are not read, by the endings of their names.
///
/// A program is started without a shell, with the path of a file among its arguments, in an empty
/// folder of its own that goes with it, and says the text or a page in HTML on its standard output.
/// It may take a minute and 4 GiB of address space (where the system bounds that: Linux), write
/// files of up to 1 GiB, and say 32 MiB. As many run at a time as there are threads.
///
/// Whoever names programs must be trusted: they do whatever they do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Converters(BTreeMap<String, Arc<Converter>>);

/// One of them.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Converter {
    program: PathBuf,
    arguments: Vec<String>,
}

/// What stands for the path of the file among the arguments.
const PLACE: &str = "{}";

impl Converters {
    /// None.
    pub fn new() -> Self {
        Self::default()
    }

    /// Has files whose names end in a dot and `ending` read by a program, given by its absolute
    /// path. `{}` in the arguments stands for the path of the file.
    ///
    /// # Errors
    /// [`IngestError::Converter`] where the ending is none, the program's path is not absolute, or
    /// no argument has the `{}`.
    pub fn add(
        &mut self,
        ending: &str,
        program: impl Into<PathBuf>,
        arguments: impl IntoIterator<Item = impl Into<String>>,
    ) -> Result<(), IngestError> {
        let program = program.into();
        let arguments: Vec<String> = arguments.into_iter().map(Into::into).collect();
        let refused = |problem| {
            let ending = ending.to_owned();
            Err(IngestError::Converter { ending, problem })
        };
        if ending.is_empty() || ending.contains(['.', '/', '\\']) {
            return refused("an ending is what follows the last dot of a name: `pdf`");
        }
        if !program.is_absolute() {
            return refused("its program must be named by an absolute path");
        }
        if !arguments.iter().any(|argument| argument.contains(PLACE)) {
            return refused("no argument has `{}`, which stands for the path of the file");
        }
        let converter = Converter { program, arguments };
        self.0.insert(ending.to_lowercase(), Arc::new(converter));
        Ok(())
    }

    /// Takes those of others too, in place of its own for the same ending.
    pub fn extend(&mut self, others: Self) {
        self.0.extend(others.0);
    }

    /// What a file of this path is read with, if by a program: a digest of it.
    pub fn digest(&self, path: &FilePath) -> Option<u64> {
        self.of(&detect::inner_name(path.as_str())).map(|converter| converter.digest())
    }

    /// The program for files of this name, in lower case and without the ending of a compression.
    pub(crate) fn of(&self, name: &str) -> Option<&Arc<Converter>> {
        self.0.get(ending(name)?)
    }
}

/// What follows the last dot of a name.
pub(crate) fn ending(name: &str) -> Option<&str> {
    name.rsplit_once('.').map(|(_, ending)| ending)
}

impl Converter {
    /// What it says of a file.
    pub(super) fn text_of(&self, file: &Path) -> Result<Vec<u8>, SkipReason> {
        let arguments = self.arguments.iter().map(|argument| filled(argument, file)).collect();
        let said = program::run(&self.program, arguments, program::TIME_LIMIT);
        said.map_err(|failure| self.failed(failure))
    }

    pub(super) fn failed(&self, failure: program::ConversionFailure) -> SkipReason {
        SkipReason::NotConverted { program: self.program.clone(), failure }
    }

    /// A digest of what makes the text.
    pub(crate) fn digest(&self) -> u64 {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&INGEST_VERSION.to_le_bytes());
        let parts = std::iter::once(self.program.as_os_str().as_encoded_bytes())
            .chain(self.arguments.iter().map(String::as_bytes));
        for part in parts {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
        let mut first = [0; 8];
        first.copy_from_slice(&hasher.finalize().as_bytes()[..8]);
        u64::from_le_bytes(first)
    }
}

/// An argument with the path of the file in its place.
fn filled(argument: &str, file: &Path) -> OsString {
    let mut filled = OsString::new();
    for (at, part) in argument.split(PLACE).enumerate() {
        if at > 0 {
            filled.push(file);
        }
        filled.push(part);
    }
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_stands_wherever_its_place_is() {
        let file = Path::new("/a b/c.pdf");
        assert_eq!(filled("{}", file), "/a b/c.pdf");
        assert_eq!(filled("--in={}:{}", file), "--in=/a b/c.pdf:/a b/c.pdf");
        assert_eq!(filled("-layout", file), "-layout");
    }
}
