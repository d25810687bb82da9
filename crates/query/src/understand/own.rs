//! Holds a request to the fields that the archive has of its own.

use article::{FieldKind, FieldName, OwnValue};
use schema::{Facet, Keyword};

use super::archive::Archive;
use super::filter::Filter;
use super::plan::{Plan, Target, ValueRange};
use super::request::{SearchRequest, Sort};
use crate::QueryError;

const VALUES: &str = "whole values";
const WORDS: &str = "words";

/// Refuses a filter or an order by a field that the archive does not have so.
pub(super) fn check_request(
    archive: &dyn Archive,
    request: &SearchRequest,
) -> Result<(), QueryError> {
    let SearchRequest { filter, sort, .. } = request;
    check_filter(archive, filter)?;
    match sort {
        Some(Sort::Field(field, _)) => check(archive, *field, VALUES, FieldKind::has_values),
        _ => Ok(()),
    }
}

fn check_filter(archive: &dyn Archive, filter: &Filter) -> Result<(), QueryError> {
    check_facets(archive, filter.by_field().keys())?;
    for (facet, values) in filter.by_field() {
        let Facet::Own(field) = *facet else { continue };
        let Some(known) = archive.own_fields().get(field) else { continue };
        let is_none = |value: &&String| OwnValue::read(value, known.kind).is_none();
        if let Some(value) = values.iter().find(is_none) {
            return Err(QueryError::NoValue { field, value: value.clone() });
        }
    }
    filter.ranges().iter().try_for_each(|(field, range)| check_range(archive, *field, *range))
}

/// Refuses to count by a field that the archive does not have so.
pub(crate) fn check_facets<'a>(
    archive: &dyn Archive,
    facets: impl IntoIterator<Item = &'a Facet>,
) -> Result<(), QueryError> {
    facets.into_iter().try_for_each(|facet| match facet {
        Facet::Own(field) => check(archive, *field, VALUES, FieldKind::has_values),
        _ => Ok(()),
    })
}

/// Refuses a plan about fields that the archive does not have so.
pub(super) fn check_plan(archive: &dyn Archive, plan: &Plan) -> Result<(), QueryError> {
    match plan {
        Plan::And(parts) | Plan::Or(parts) => {
            parts.iter().try_for_each(|part| check_plan(archive, part))
        }
        Plan::Not(inner) | Plan::Boost { inner, .. } => check_plan(archive, inner),
        Plan::Words { target: Target::Keyword(Keyword::Own(field)), .. } => {
            check(archive, *field, WORDS, FieldKind::has_words)
        }
        Plan::Within { field, range } => check_range(archive, *field, *range),
        Plan::Value { field, .. } => check_facets(archive, [field]),
        _ => Ok(()),
    }
}

/// The ranges that a plan asks for in fields of the archive's own.
pub(super) fn own_ranges(plan: &Plan) -> Vec<(FieldName, ValueRange)> {
    match plan {
        Plan::And(parts) | Plan::Or(parts) => parts.iter().flat_map(own_ranges).collect(),
        Plan::Not(inner) | Plan::Boost { inner, .. } => own_ranges(inner),
        Plan::Within { field, range } => vec![(*field, *range)],
        _ => Vec::new(),
    }
}

fn check_range(
    archive: &dyn Archive,
    field: FieldName,
    range: ValueRange,
) -> Result<(), QueryError> {
    match range {
        ValueRange::Numbers(_) => {
            check(archive, field, "numbers", |kind| kind == FieldKind::Number)
        }
        ValueRange::Days(_) => check(archive, field, "dates", |kind| kind == FieldKind::Date),
    }
}

fn check(
    archive: &dyn Archive,
    field: FieldName,
    wanted: &'static str,
    is_so: impl FnOnce(FieldKind) -> bool,
) -> Result<(), QueryError> {
    match archive.own_fields().get(field) {
        Some(known) if is_so(known.kind) => Ok(()),
        _ => Err(QueryError::NoField { field, wanted }),
    }
}
