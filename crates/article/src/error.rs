//! Says why something cannot be an article, an identity or a date.

use std::ops::Range;

/// Why an [`crate::Article`], an [`crate::ArticleId`] or a [`crate::PublishedOn`] was refused.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ArticleError {
    /// Neither title nor body holds anything but white space.
    #[error("the article has neither a title nor a body")]
    NoText,
    /// Nothing was given that an identity could be made of.
    #[error("the article has no identity: give it a `source_id`, a `url` or a path")]
    NoIdentity,
    /// The key that a program knows it by is empty, or white space.
    #[error("the key of the article is blank")]
    BlankKey,
    /// A segment lies outside the body, off its character boundaries, or over its neighbour.
    #[error("the segment {}..{} does not fit the body of {body_bytes} bytes", span.start, span.end)]
    SegmentOutOfPlace {
        /// The segment's span as given.
        span: Range<usize>,
        /// Length of the body in bytes.
        body_bytes: usize,
    },
    /// A confidence is no share.
    #[error("a confidence is between 0 and 1, not {found}")]
    Confidence {
        /// What was given.
        found: f32,
    },
    /// An extra holds lists and objects in each other deeper than can be read back.
    #[error("the extra `{key}` is nested deeper than {limit} lists and objects")]
    ExtraTooDeep {
        /// Its key.
        key: String,
        /// The limit.
        limit: usize,
    },
    /// A text that should be the name of a field that an archive has of its own is not one.
    #[error(
        "a field has a name of 2 to 32 bytes, of lower-case letters with `_` and `-` between them, \
         that no query knows already: `{found}`"
    )]
    FieldName {
        /// What was found instead; of what is long the beginning.
        found: String,
    },
    /// A text that should be an article's id is not one.
    #[error("an article id is 16 characters of a-z and 2-7: `{found}`")]
    NotAnId {
        /// What was found instead.
        found: String,
    },
    /// A text that should be a publication date is not one.
    #[error("a date is a year, month, day or time between 1000 and 9999: `{found}`")]
    NotADate {
        /// What was found instead.
        found: String,
    },
}
