//! Keeps the values that aliases stand for, and bounds how often they are written out.

use std::collections::HashMap;

use serde_json::Value as Json;

use super::FrontMatterError;
use super::limits::{COPIED_BYTES_LIMIT, Measure};
use crate::format::allowance::{DEPTH_LIMIT, VALUES_LIMIT};

/// The values with anchors, and what is left of the allowance.
#[derive(Debug)]
pub(super) struct Anchors {
    values: HashMap<usize, (Json, Measure)>,
    values_left: usize,
    bytes_left: usize,
}

impl Default for Anchors {
    fn default() -> Self {
        Self { values: HashMap::new(), values_left: VALUES_LIMIT, bytes_left: COPIED_BYTES_LIMIT }
    }
}

impl Anchors {
    /// Counts a value that is written in the text itself.
    pub(super) fn count(&mut self, line: usize) -> Result<(), FrontMatterError> {
        self.charge(Measure { values: 1, ..Measure::default() }, line)
    }

    /// Keeps a value that is complete under its anchor, if it has one: zero is none.
    pub(super) fn keep(
        &mut self,
        anchor: usize,
        value: &Json,
        line: usize,
    ) -> Result<(), FrontMatterError> {
        if anchor == 0 {
            return Ok(());
        }
        // What is kept is a copy too: many anchors may lie in one another.
        let measure = Measure::of(value);
        self.charge(measure, line)?;
        self.values.insert(anchor, (value.clone(), measure));
        Ok(())
    }

    /// A copy of what an alias at this depth stands for.
    pub(super) fn copy(
        &mut self,
        anchor: usize,
        depth: usize,
        line: usize,
    ) -> Result<Json, FrontMatterError> {
        // The parser knows every anchor; only what is not complete is not kept.
        let Some(measure) = self.values.get(&anchor).map(|kept| kept.1) else {
            return Err(FrontMatterError::AliasOfItself { line });
        };
        if depth + measure.depth > DEPTH_LIMIT {
            return Err(FrontMatterError::TooDeep { line });
        }
        self.charge(measure, line)?;
        Ok(self.values[&anchor].0.clone())
    }

    fn charge(&mut self, measure: Measure, line: usize) -> Result<(), FrontMatterError> {
        self.values_left = self
            .values_left
            .checked_sub(measure.values)
            .ok_or(FrontMatterError::TooManyValues { line })?;
        self.bytes_left = self
            .bytes_left
            .checked_sub(measure.bytes)
            .ok_or(FrontMatterError::TooMuchCopied { limit_bytes: COPIED_BYTES_LIMIT, line })?;
        Ok(())
    }
}
