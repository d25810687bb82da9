//! Says why a question could not be answered.

use std::error::Error;
use std::path::PathBuf;

use article::FieldName;
use schema::{Advice, CommitId, SchemaError};

use crate::syntax::{Diagnostic, shorten};

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum QueryError {
    /// The index cannot be opened.
    #[error(transparent)]
    Schema(#[from] SchemaError),
    /// The query cannot be answered as typed.
    #[error("the query cannot be answered as typed: `{}`{}", shorten(query), because(diagnostics))]
    Refused {
        /// The query as typed.
        query: String,
        /// What is wrong with it, and where.
        diagnostics: Vec<Diagnostic>,
    },
    /// A regular expression or a wildcard word that cannot be used.
    #[error("this pattern cannot be used, {reason}: `{}`", shorten(pattern))]
    Pattern {
        /// The pattern.
        pattern: String,
        /// What is wrong with it.
        reason: String,
    },
    /// A plan that is not such as queries have.
    #[error("this plan cannot be answered")]
    Plan(#[from] PlanError),
    /// A cursor that is none, or that belongs to another question.
    #[error("this is no cursor of this query: `{cursor}`")]
    Cursor {
        /// What was given.
        cursor: String,
    },
    /// A cursor by relevance belongs to a commit of the index that is no longer open. By another
    /// one's scores the next page would show hits twice, and others never.
    #[error("the index has changed since the page before, and its commit {commit} is gone")]
    CommitGone {
        /// The commit of the page before.
        commit: CommitId,
    },
    /// The archive has no field of this name of which that can be asked.
    #[error("the archive has no field `{field}` with {wanted}")]
    NoField {
        /// The name.
        field: FieldName,
        /// What is asked of it.
        wanted: &'static str,
    },
    /// A value that is asked for is none of the kind of its field: no number, no date.
    #[error("this is no value of the field `{field}`: `{}`", shorten(value))]
    NoValue {
        /// The name of the field.
        field: FieldName,
        /// What was given.
        value: String,
    },
    /// No article has this id.
    #[error("no article has this id: `{id}`")]
    NoArticle {
        /// The id, or its beginning.
        id: String,
    },
    /// The beginning of an id that several articles have.
    #[error("{articles} articles have ids that begin so: `{prefix}`")]
    AmbiguousId {
        /// The beginning.
        prefix: String,
        /// How many have it, up to the limit of a look-up.
        articles: usize,
    },
    /// The article does not answer the query, so it has no score.
    #[error("the article does not answer the query: `{id}`")]
    NoMatch {
        /// The article's id.
        id: String,
    },
    /// Whoever asked gave the question up.
    #[error("the question was given up before it was answered")]
    Cancelled,
    /// Reading the index failed in the middle of a search: it is damaged, or the disk fails.
    #[error("the index is damaged or cannot be read: `{}`", path.display())]
    Corrupt {
        /// The generation's folder.
        path: PathBuf,
        /// What the engine said; nothing where it panicked.
        #[source]
        source: Option<Box<dyn Error + Send + Sync>>,
    },
}

/// The gravest of some remarks, behind what they are about.
fn because(diagnostics: &[Diagnostic]) -> String {
    let gravest = diagnostics.iter().max_by_key(|diagnostic| diagnostic.severity);
    gravest.map_or_else(String::new, |diagnostic| format!(": {}", diagnostic.message))
}

impl QueryError {
    /// What to do about it.
    pub fn advice(&self) -> Advice {
        match self {
            Self::Schema(error) => error.advice(),
            Self::Refused { .. } => Advice::SeeQuery,
            Self::Pattern { .. } => Advice::ShortenPattern,
            Self::Plan(_) => Advice::TakeOwnPlan,
            Self::Cursor { .. } | Self::CommitGone { .. } => Advice::BeginAgain,
            Self::NoField { .. } | Self::NoValue { .. } => Advice::SeeFields,
            Self::NoArticle { .. } => Advice::TakeIdOfAnswer,
            Self::AmbiguousId { .. } => Advice::LengthenId,
            Self::NoMatch { .. } => Advice::LeaveOutWords,
            Self::Cancelled => Advice::AskAgain,
            Self::Corrupt { .. } => Advice::VerifyAndRebuild,
        }
    }

    /// What there is to say about the query.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        match self {
            Self::Refused { diagnostics, .. } => diagnostics,
            _ => &[],
        }
    }
}

/// Why a plan is none.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PlanError {
    /// It is not JSON, or not of a plan.
    #[error("this is no plan: {0}")]
    Json(#[from] serde_json::Error),
    /// It is of another version.
    #[error("the plan is of version {found}, which this program does not read")]
    Version {
        /// The version that it names.
        found: u64,
    },
    /// More of its parts lie in each other than of any query's plan.
    #[error("too many parts of the plan lie in each other")]
    Deep,
    /// A part of it means nothing.
    #[error("{rule}: `{part}`")]
    Meaningless {
        /// What holds for every plan.
        rule: &'static str,
        /// The part, in JSON.
        part: String,
    },
}
