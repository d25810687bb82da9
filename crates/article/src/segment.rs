//! Labels the parts of a body: what is the article, and what only stands around it.

use std::ops::Range;

/// What a part of the body is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SegmentKind {
    /// The article's own text: ranked, and searched by default.
    Body,
    /// The headline, or a copy of it, standing in the body.
    Title,
    /// A line of author, source or date.
    Byline,
    /// Navigation, share buttons, newsletter plugs, cookie lines, comment forms, repeated text.
    Boilerplate,
    /// The caption or the credit of a picture.
    Caption,
    /// What readers wrote below the article.
    Comment,
}

impl SegmentKind {
    /// Every kind, in the order of their numbers in a stored article.
    pub const ALL: [Self; 6] =
        [Self::Body, Self::Title, Self::Byline, Self::Boilerplate, Self::Caption, Self::Comment];

    /// The name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Body => "body",
            Self::Title => "title",
            Self::Byline => "byline",
            Self::Boilerplate => "boilerplate",
            Self::Caption => "caption",
            Self::Comment => "comment",
        }
    }
}

/// One labelled part of a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// What it is.
    pub kind: SegmentKind,
    /// Where it stands: bytes of the body, on character boundaries.
    pub span: Range<usize>,
}

impl Segment {
    /// A part of the body under its label.
    pub fn new(kind: SegmentKind, span: Range<usize>) -> Self {
        Self { kind, span }
    }
}
