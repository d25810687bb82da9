//! Reads files that a program of the user makes text of.

use std::ops::ControlFlow;
use std::sync::Arc;

use super::batch::{FileEnd, Item, OpenFile, Piece, PieceEnd, Records};
use super::reader::{Reader, digest, failed};
use crate::compression::Opened;
use crate::convert::{self, Conversion, Converter};
use crate::detect::Detected;
use crate::{FileOutcome, SourceFile};

impl Reader<'_> {
    /// The program that makes text of a file of this name, unless it needs none.
    pub(super) fn program_for(&self, detected: Detected, name: &str) -> Option<Arc<Converter>> {
        self.rules.converters.of(name).filter(|_| !is_another(detected, name)).cloned()
    }

    /// Reads a file that a program is to make text of.
    pub(super) fn converted(
        &mut self,
        file: SourceFile,
        mut opened: Opened<'_>,
        name: &str,
        converter: &Arc<Converter>,
    ) -> ControlFlow<(), FileEnd> {
        let conversion = if opened.is_plain_file() {
            Conversion::of_file(converter, file.location(), &mut opened).map(Some)
        } else {
            Conversion::of_packed(converter, name, &mut opened)
        };
        let (reason, outcome) = match conversion {
            Ok(Some(conversion)) => {
                let file_digest = opened.digest();
                let reader = conversion.digest().to_le_bytes();
                let of_file = file_digest.unwrap_or_default();
                let digest = digest(&[&reader[..], &of_file].concat());
                let is_known = self.baseline.known_records(&file).meet(digest);
                let open = Arc::new(OpenFile::converted(file.clone(), conversion));
                let end = PieceEnd::Ended;
                let pieces = vec![Piece { span: 0..0, number: None, digest, is_known, end }];
                let (bytes, of) = (Vec::new(), Arc::clone(&open));
                self.push(Item::Records(Records { file: of, bytes, pieces }))?;
                let end = FileEnd::without_records(file, FileOutcome::Read, file_digest);
                return ControlFlow::Continue(FileEnd { open: Some(open), ..end });
            }
            Ok(None) => (convert::too_large(), FileOutcome::Unsupported),
            Err(source) => failed(&opened, 0, source),
        };
        self.skip(&file, None, reason)?;
        ControlFlow::Continue(FileEnd::without_records(file, outcome, None))
    }
}

/// Whether a file is certainly of a format that is read, and not of the one that its name says. A
/// text may be anything.
fn is_another(detected: Detected, name: &str) -> bool {
    let Detected::Format(format) = detected else { return matches!(detected, Detected::Empty) };
    let endings = format.extensions();
    !endings.contains(&"txt") && convert::ending(name).is_none_or(|end| !endings.contains(&end))
}
