//! Reads the files inside of containers, each as a file of its own.
//!
//! The parts come before their container: what is known of that says that all of it was read.

use std::collections::HashMap;
use std::io;
use std::ops::ControlFlow;

use article::FilePath;

use super::batch::{FileEnd, Item};
use super::reader::{Flow, Reader};
use crate::compression::Opened;
use crate::container::{Nesting, Part, PartKind, damaged, each_part};
use crate::detect::{self, Container};
use crate::format::Format;
use crate::{Event, FileOutcome, SkipReason, SourceFile};

/// So many files may lie in one.
const PARTS: u64 = 1_000_000;

/// The parts of one container that were met.
#[derive(Default)]
struct Met {
    count: u64,
    /// Their names, and how often each was met.
    names: HashMap<FilePath, u64>,
    are_too_many: bool,
}

impl Reader<'_> {
    /// Reads a file, and what is in it if it is a container, unless its format is known.
    pub(super) fn file(
        &mut self,
        file: SourceFile,
        opened: io::Result<Opened<'_>>,
        format: Option<&'static dyn Format>,
        nesting: &Nesting,
    ) -> Flow {
        let name = detect::inner_name(file.path.as_str());
        let content = opened.as_ref().ok().filter(|_| format.is_none());
        let container = content.and_then(|opened| detect::container(&opened.head, &name));
        let end = match (container, opened) {
            (Some(container), Ok(opened)) => self.container(file, opened, container, nesting)?,
            (_, opened) => {
                self.push(Item::Known(Event::FileStarted(file.clone())))?;
                self.opened(file, opened, format)?
            }
        };
        self.push(Item::End(end))
    }

    fn container(
        &mut self,
        file: SourceFile,
        mut opened: Opened<'_>,
        container: Container,
        nesting: &Nesting,
    ) -> ControlFlow<(), FileEnd> {
        let inner = nesting.inside(file.size);
        let mut met = Met::default();
        let rules = self.rules;
        let query = rules.queries.of(&file.place());
        let mut result = if let Some(inner) = &inner {
            let mut each = |part: Part<'_>| self.part(&file, container, part, &mut met, inner);
            let left_bytes = inner.left_bytes();
            match each_part(container, &file, &mut opened, left_bytes, query, &mut each) {
                ControlFlow::Break(()) if !met.are_too_many => return ControlFlow::Break(()),
                ControlFlow::Break(()) => Err(SkipReason::TooManyParts { limit: PARTS }),
                ControlFlow::Continue(result) => result,
            }
        } else {
            Err(SkipReason::TooDeep { limit: Nesting::DEPTH })
        };
        // A container may be packed, and what it is packed in may be damaged behind its end.
        if result.is_ok() && container == Container::Tar {
            result = drained(&mut opened, container);
        }
        self.push(Item::Known(Event::FileStarted(file.clone())))?;
        let outcome = match result {
            Ok(()) => FileOutcome::Read,
            Err(reason) => {
                let outcome = outcome(&reason);
                self.skip(&file, None, reason)?;
                outcome
            }
        };
        // One that has a directory is not read for its digest.
        let digest = if container == Container::Tar { opened.digest() } else { None };
        let parts = Some(met.count);
        ControlFlow::Continue(FileEnd { parts, ..FileEnd::without_records(file, outcome, digest) })
    }

    fn part(
        &mut self,
        container: &SourceFile,
        kind: Container,
        part: Part<'_>,
        met: &mut Met,
        nesting: &Nesting,
    ) -> Flow {
        match part.kind {
            PartKind::Folder => return Flow::Continue(()),
            PartKind::Link => {
                self.tally.links += 1;
                return Flow::Continue(());
            }
            PartKind::File if is_hidden(&part.name) || is_beside(&container.path, &part.name) => {
                self.tally.hidden += 1;
                return Flow::Continue(());
            }
            PartKind::File => {}
        }
        if met.count == PARTS {
            met.are_too_many = true;
            return Flow::Break(());
        }
        met.count += 1;
        let path = container.path.part(&met.unique(&part.name));
        let Part { size, content, format, open, .. } = part;
        // No time of a container is believed: it is what somebody wrote there.
        let file = SourceFile { path, size, modified_ns: i64::MAX, content, ..container.clone() };
        if self.baseline.is_unchanged(&file) {
            return self.push(Item::Known(Event::FileUnchanged(file)));
        }
        match open() {
            Ok(raw) => {
                let raw = nesting.bound(raw);
                let opened = Opened::part(raw, file.path.name(), kind.name(), content);
                self.file(file, opened, format, nesting)
            }
            Err(reason) => {
                let outcome = outcome(&reason);
                self.push(Item::Known(Event::FileStarted(file.clone())))?;
                self.skip(&file, None, reason)?;
                self.push(Item::End(FileEnd::without_records(file, outcome, content)))
            }
        }
    }
}

impl Met {
    /// The name, with the number of those that were met before where it is that of another.
    fn unique(&mut self, name: &FilePath) -> FilePath {
        let mut unique = name.clone();
        loop {
            let times = self.names.entry(unique.clone()).or_default();
            *times += 1;
            if *times == 1 {
                return unique;
            }
            let times = self.names.entry(name.clone()).or_default();
            *times += u64::from(unique != *name);
            let mut bytes = name.as_bytes().to_vec();
            bytes.extend_from_slice(format!("#{times}").as_bytes());
            unique = FilePath::from_bytes(&bytes);
        }
    }
}

/// Reads what is behind the last part, where the end of a compression shows whether all is sound.
fn drained(opened: &mut Opened<'_>, container: Container) -> Result<(), SkipReason> {
    match io::copy(opened, &mut io::sink()) {
        Ok(_) => Ok(()),
        Err(source) => Err(damaged(container, 0, source)),
    }
}

/// Whether a part is one of those that are passed over in a folder as well, or what the system of
/// its writer added.
fn is_hidden(path: &FilePath) -> bool {
    let mut parts = path.as_bytes().split(|byte| *byte == b'/');
    parts.any(|part| part.starts_with(b".") || part == b"__MACOSX")
}

/// Whether a part stands beside the crawl that a WACZ holds (WACZ 1.1): lists of what is in it.
fn is_beside(container: &FilePath, part: &FilePath) -> bool {
    let name = container.name().to_lowercase();
    let is_wacz = name.rsplit_once('.').is_some_and(|(_, ending)| ending == "wacz");
    is_wacz && !part.as_bytes().starts_with(b"archive/")
}

/// How the reading of what was left out for this reason counts.
fn outcome(reason: &SkipReason) -> FileOutcome {
    match reason {
        SkipReason::NoQuery | SkipReason::UnsupportedFormat { .. } => FileOutcome::Unsupported,
        SkipReason::UnreadableFile { .. } | SkipReason::QueryFailed { .. } => {
            FileOutcome::Unreadable
        }
        SkipReason::Encrypted | SkipReason::UnknownMethod { .. } | SkipReason::TooDeep { .. } => {
            FileOutcome::Unsupported
        }
        _ => FileOutcome::Damaged,
    }
}
