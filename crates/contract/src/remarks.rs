//! What is said of an answer besides its value.

use query::syntax;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::JSON_VERSION;
use crate::hit::{Span, span};

/// A remark on a query or its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Diagnostic {
    /// How grave it is.
    pub severity: Severity,
    /// The part of the typed text that it speaks of.
    pub span: Span,
    /// In plain words, without control characters.
    pub message: String,
    /// What that part was read as, or for an error what may have been meant.
    pub read_as: Option<String>,
    /// What kind of remark it is, for programs: `unknown_field`, `limit_reached`.
    pub code: String,
}

/// How grave a remark is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Good to know; nothing was changed.
    Note,
    /// Something was mended. An error where the request is strict.
    Repair,
    /// The query cannot be answered as typed.
    Error,
}

/// What closes the lines of an answer that has its remarks and nothing else to say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RemarksSummary {
    /// The version of the JSON.
    pub format_version: u32,
    /// What there is to say about the query and its answer.
    pub diagnostics: Vec<Diagnostic>,
}

impl RemarksSummary {
    /// With these remarks.
    pub fn new(remarks: Vec<syntax::Diagnostic>) -> Self {
        Self { format_version: JSON_VERSION, diagnostics: diagnostics(remarks) }
    }
}

/// Remarks under the names of the contract.
pub(crate) fn diagnostics(remarks: Vec<syntax::Diagnostic>) -> Vec<Diagnostic> {
    remarks.into_iter().map(Diagnostic::from).collect()
}

impl From<syntax::Diagnostic> for Diagnostic {
    fn from(remark: syntax::Diagnostic) -> Self {
        Self {
            severity: match remark.severity {
                syntax::Severity::Note => Severity::Note,
                syntax::Severity::Repair => Severity::Repair,
                syntax::Severity::Error => Severity::Error,
            },
            span: span(&remark.span),
            message: remark.message,
            read_as: remark.read_as,
            code: remark.code.name().to_owned(),
        }
    }
}
