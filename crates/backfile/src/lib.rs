#![doc = include_str!("../README.md")]

mod error;
mod update;

pub use {article, contract, indexer, inflection, ingest, query, schema, text};

pub use article::{Article, ArticleId, PublishedOn};
pub use error::UpdateError;
pub use indexer::{CancelToken, IndexSummary, Indexer, IndexerOptions, verify};
pub use ingest::Ingest;
pub use query::{Answer, Hit, QueryError, ResultPage, SearchRequest, Searcher, Snippet};
pub use schema::Settings;
pub use update::{Progress, Update, UpdateEvent, UpdateReport};
