//! Writes results: as text for people, as JSON Lines and tables for programs.

pub(crate) mod chart;
pub(crate) mod human;
pub(crate) mod json;
pub(crate) mod marked;
pub(crate) mod stats;
pub(crate) mod table;
