//! Tells what says that an article was published on a date.

use std::ops::Range;

use crate::PublishedOn;

/// What kind of place a date was found in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EvidenceKind {
    /// A key of a JSON, CSV or front matter record.
    Record,
    /// `datePublished` of a page's JSON-LD.
    JsonLd,
    /// A `<meta>` element.
    Meta,
    /// A `<time>` element.
    TimeElement,
    /// The page's address.
    Url,
    /// A line at the top that is a date, alone or glued to its byline.
    HeaderLine,
    /// The dateline with which the text begins: a place, a date, a dash.
    Dateline,
    /// Given by the program that handed the article over.
    Given,
}

impl EvidenceKind {
    /// Every kind, in the order of their numbers in a stored article.
    pub const ALL: [Self; 8] = [
        Self::Record,
        Self::JsonLd,
        Self::Meta,
        Self::TimeElement,
        Self::Url,
        Self::HeaderLine,
        Self::Dateline,
        Self::Given,
    ];

    /// The name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Record => "record",
            Self::JsonLd => "json-ld",
            Self::Meta => "meta",
            Self::TimeElement => "time",
            Self::Url => "url",
            Self::HeaderLine => "header",
            Self::Dateline => "dateline",
            Self::Given => "given",
        }
    }
}

/// What says that an article was published on a date.
#[derive(Debug, Clone, PartialEq)]
pub struct DateEvidence {
    /// The kind of place.
    pub kind: EvidenceKind,
    /// The text there, as it stands.
    pub text: String,
    /// Where it stands: bytes of the body, or `None` where the evidence is not from the body.
    pub span: Option<Range<usize>>,
    /// The date it was read as.
    pub date: PublishedOn,
    /// How far it can be trusted, 0 to 1.
    pub confidence: f32,
}
