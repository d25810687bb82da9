//! Reads documents and books: DOCX, ODT, EPUB and RTF. A file is an article.

mod docx;
mod epub;
mod facts;
mod odt;
mod package;
mod rtf;

use super::Format;

pub(crate) use self::docx::Docx;
pub(crate) use self::epub::Epub;
pub(crate) use self::odt::Odt;
pub(crate) use self::rtf::Rtf;

/// How a zip opens, and where the name of its first file begins.
const ZIP: &[u8] = b"PK\x03\x04";
const NAME_AT: usize = 30;

/// The format of the document that a zip with these leading bytes and this name is.
pub(crate) fn document_in_zip(head: &[u8], name: &str) -> Option<&'static dyn Format> {
    if !head.starts_with(ZIP) {
        return None;
    }
    let first = head.get(NAME_AT..).unwrap_or_default();
    let is_of = |kind: &str| first.starts_with(format!("mimetype{kind}").as_bytes());
    // The first file of most is their type, in letters that are not packed.
    if is_of("application/epub+zip") {
        return Some(&Epub);
    }
    if is_of("application/vnd.oasis.opendocument.text") {
        return Some(&Odt);
    }
    let (_, ending) = name.rsplit_once('.').unwrap_or_default();
    let formats: [&'static dyn Format; 3] = [&Docx, &Odt, &Epub];
    if let Some(format) = formats.into_iter().find(|format| format.extensions().contains(&ending)) {
        return Some(format);
    }
    let opens_as_office = ["[Content_Types].xml", "_rels/", "word/", "docProps/"];
    let opens_as_office = opens_as_office.iter().any(|part| first.starts_with(part.as_bytes()));
    let has_text = head.windows(WORD_PART.len()).any(|window| window == WORD_PART);
    (opens_as_office && has_text).then_some(&Docx as &dyn Format)
}

/// The part of a DOCX that holds its text.
const WORD_PART: &[u8] = b"word/document.xml";
