//! A document that is handed over as bytes, instead of lying in a file.

use std::borrow::Cow;

/// Bytes of a document that a program holds: a page, a mail, a record or a list of them, packed or
/// not. What it is, is told as of a file.
///
/// ```
/// use ingest::{Document, Ingest};
///
/// let page = b"<html><body><article><h1>Ferry returns</h1><p>The ferry runs again.</p></article>";
/// let document = Document::new(&page[..]).at("https://courier.example/ferry");
/// let read = Ingest::new().document(document)?;
/// let article = read[0].as_ref().expect("an article");
/// assert_eq!(article.url.as_deref(), Some("https://courier.example/ferry"));
/// # Ok::<(), ingest::IngestError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Document<'a> {
    pub(crate) bytes: Cow<'a, [u8]>,
    pub(crate) name: Option<String>,
    pub(crate) address: Option<String>,
}

impl<'a> Document<'a> {
    /// A document of these bytes.
    pub fn new(bytes: impl Into<Cow<'a, [u8]>>) -> Self {
        Self { bytes: bytes.into(), name: None, address: None }
    }

    /// The name that it would have as a file, by which its format is told where the bytes do not
    /// tell it. It is the path of its articles, and the identity of one that has no other; without a
    /// name that is its content.
    #[must_use]
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into()).filter(|name| !name.is_empty());
        self
    }

    /// The address that it was fetched from: that of its article, where it is one and names none
    /// itself.
    #[must_use]
    pub fn at(mut self, address: impl Into<String>) -> Self {
        self.address = Some(address.into());
        self
    }
}
