//! 7-Zip, block by block.

use std::io::{self, Read};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};

use sevenz_rust2::{ArchiveEntry, ArchiveReader, EntryDecision, Error, Password};

use super::bounded::too_much;
use super::{Each, End, Part, PartKind, Seekable, damaged, digest_of, name};
use crate::SkipReason;
use crate::compression::Guarded;
use crate::detect::Container;

/// What unpacking may take, in KiB: that of the largest window of other compressions.
const MEMORY_KIB: usize = 160 << 10;

/// Hands over the parts of a 7-Zip file.
pub(super) fn each_part(
    reader: io::Result<Box<dyn Seekable>>,
    limit_bytes: u64,
    each: Each<'_>,
) -> End {
    let mut number = 0;
    let mut flow = ControlFlow::Continue(());
    let result = reader.map_err(Error::from).and_then(|reader| {
        let go_through = || {
            let mut archive =
                ArchiveReader::new_with_memory_limit(reader, Password::empty(), MEMORY_KIB)?;
            let sizes = archive.archive().files.iter().map(ArchiveEntry::size);
            if sizes.fold(0_u64, u64::saturating_add) > limit_bytes {
                return Err(too_much().into());
            }
            archive.for_each_entries_with_decision(|entry, bytes| {
                number += 1;
                flow = each(part(entry, number, bytes));
                let is_wanted = flow.is_continue();
                Ok(if is_wanted { EntryDecision::Continue } else { EntryDecision::Stop })
            })
        };
        let read = catch_unwind(AssertUnwindSafe(go_through));
        read.unwrap_or_else(|_| Err(io::Error::other("it cannot be decoded").into()))
    });
    flow?;
    ControlFlow::Continue(match result {
        Ok(()) => Ok(()),
        Err(Error::UnsupportedCompressionMethod(method)) if method.contains("AES") => {
            Err(SkipReason::Encrypted)
        }
        Err(Error::UnsupportedCompressionMethod(method)) => {
            Err(SkipReason::UnknownMethod { method })
        }
        Err(Error::PasswordRequired | Error::MaybeBadPassword(_)) => Err(SkipReason::Encrypted),
        Err(Error::Io(error, _)) => Err(damaged(Container::SevenZip, number, error)),
        Err(error) => {
            Err(damaged(Container::SevenZip, number, io::Error::other(error.to_string())))
        }
    })
}

fn part<'r>(entry: &ArchiveEntry, number: u64, bytes: &'r mut dyn Read) -> Part<'r> {
    let kind =
        if entry.is_directory() || entry.is_anti_item { PartKind::Folder } else { PartKind::File };
    let checksum = u32::try_from(entry.crc).ok().filter(|_| entry.has_crc);
    Part {
        name: name::path(entry.name().replace('\\', "/").as_bytes(), number),
        kind,
        size: entry.size(),
        content: checksum.map(|checksum| digest_of(checksum, entry.size())),
        format: None,
        open: Box::new(|| Ok(Box::new(Guarded::new(bytes)))),
    }
}
