//! Opens the zip that a document is, and unpacks its parts within bounds.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::super::xml::{self, Element};
use crate::SkipReason;

/// What the parts of one document that are read unpack to at most.
const LIMIT_BYTES: u64 = 32 << 20;
/// A tree takes so many times the bytes of its text.
const TREE_COST: u64 = 5;

/// An open document.
pub(super) struct Package<'d> {
    zip: ZipArchive<Cursor<&'d [u8]>>,
    /// Where its parts are, by their names in lower case; of equal names the last one.
    places: HashMap<String, usize>,
    left_bytes: u64,
}

impl<'d> Package<'d> {
    pub(super) fn open(document: &'d [u8]) -> Result<Self, SkipReason> {
        let zip = ZipArchive::new(Cursor::new(document)).map_err(damaged)?;
        let names = zip.file_names().enumerate();
        let names = names.filter_map(|(at, name)| {
            let name = name.ok()?.replace('\\', "/").to_lowercase();
            Some((name.trim_start_matches('/').to_owned(), at))
        });
        let places = names.collect();
        Ok(Self { zip, places, left_bytes: LIMIT_BYTES })
    }

    /// The names of its parts.
    pub(super) fn names(&self) -> Vec<String> {
        let names = self.zip.file_names().filter_map(Result::ok);
        names.map(|name| name.replace('\\', "/")).collect()
    }

    /// The bytes of a part, by its name in any case; `None` if there is none.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, SkipReason> {
        let Some(&index) = self.places.get(&name.to_lowercase()) else { return Ok(None) };
        let file = self.zip.by_index(index).map_err(damaged)?;
        if file.encrypted() {
            return Err(SkipReason::Encrypted);
        }
        let mut bytes = Vec::new();
        let read = file.take(self.left_bytes + 1).read_to_end(&mut bytes);
        if bytes.len() as u64 > self.left_bytes {
            return Err(SkipReason::TooLong { limit_bytes: LIMIT_BYTES });
        }
        self.left_bytes -= bytes.len() as u64;
        read.map_err(|source| damaged(ZipError::Io(source)))?;
        Ok(Some(bytes))
    }

    /// A part as a tree, and whether all of it was read.
    pub(super) fn tree(&mut self, name: &str) -> Result<Option<(Element, bool)>, SkipReason> {
        Ok(self.part(name)?.map(|bytes| xml::document(&bytes)))
    }
}

/// What reading a document takes, judged by the sizes that it states.
pub(super) fn cost(document: &[u8]) -> usize {
    let Ok(mut package) = Package::open(document) else { return document.len() };
    let sizes = (0..package.zip.len()).filter_map(|at| {
        let file = package.zip.by_index(at).ok()?;
        let is_text = file.name().is_ok_and(|name| {
            let name = name.to_ascii_lowercase();
            [".xml", ".xhtml", ".html", ".htm", ".opf"].iter().any(|ending| name.ends_with(ending))
        });
        is_text.then_some(file.size())
    });
    let bytes = sizes.fold(0_u64, u64::saturating_add).min(LIMIT_BYTES);
    usize::try_from(bytes * TREE_COST).unwrap_or(usize::MAX)
}

fn damaged(error: ZipError) -> SkipReason {
    let source = match error {
        ZipError::Io(error) => error,
        error => std::io::Error::other(error.to_string()),
    };
    SkipReason::DamagedContainer { container: "document's zip", read_bytes: 0, source }
}
