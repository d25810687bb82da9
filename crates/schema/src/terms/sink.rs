//! Where the terms of articles go.

use tantivy::schema::Field;

/// Takes the terms of one article after the other, under the engine's names of fields. A term is
/// looked up by its letters once and has a number from then on, for most words of a text have been
/// met before: [`TermReader`](crate::TermReader) remembers numbers, and so needs one sink for all
/// articles that it reads.
pub trait TermSink {
    /// The number of a term, which is new or was met before: below `u32::MAX`, and always the same
    /// in one generation.
    fn number(&mut self, term: &str) -> u32;

    /// Rises whenever the numbers that were given lose their meaning.
    fn generation(&self) -> u64;

    /// Adds a term at a position of a field, which is not before that of the last one.
    fn push_at(&mut self, field: Field, position: u32, term: u32);

    /// Adds a term that the article has so many times in a field.
    fn push_counted(&mut self, field: Field, count: u32, term: u32);

    /// The position behind the last term of a field, 0 where the article has none there yet.
    fn next_position(&self, field: Field) -> u32;
}
