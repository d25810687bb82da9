//! The other side: tantivy as it comes, with one field of text and the date as a column.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::ops::Bound;
use std::path::Path;

use jiff::civil::Date;
use serde::Deserialize;
use tantivy::aggregation::AggregationCollector;
use tantivy::aggregation::agg_req::Aggregations;
use tantivy::collector::{Count, TopDocs};
use tantivy::query::{
    BooleanQuery, FuzzyTermQuery, Occur, PhraseQuery, Query, RangeQuery, RegexQuery, TermQuery,
};
use tantivy::schema::{
    DateOptions, Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions, Value as _,
};
use tantivy::snippet::SnippetGenerator;
use tantivy::tokenizer::{
    AsciiFoldingFilter, LowerCaser, SimpleTokenizer, TextAnalyzer, TokenizerManager,
};
use tantivy::{
    DateTime, Index, IndexReader, IndexWriter, Order, ReloadPolicy, TantivyDocument, Term,
};

use crate::asked::{Answer, Asked};
use crate::options::Options;

/// Hits on a page.
const PAGE: usize = 10;

/// What fills the segments: as much as Backfile gives to them by default.
const ARENA_BYTES: usize = 200_000_000;

const TOKENIZER: &str = "bare";

/// An open index.
pub(crate) struct Bare {
    index: Index,
    reader: IndexReader,
    months: Aggregations,
    pub(crate) text: Field,
    pub(crate) date: Field,
}

/// What is read of a line.
#[derive(Debug, Deserialize)]
struct Record {
    #[serde(default)]
    title: String,
    #[serde(default)]
    body: String,
    #[serde(default)]
    date: String,
}

impl Bare {
    /// Indexes a file of JSON Lines into a new folder.
    pub(crate) fn create(folder: &Path, articles: &Path) -> anyhow::Result<()> {
        std::fs::create_dir_all(folder)?;
        let (schema, text, date) = schema();
        let index =
            Index::builder().schema(schema).tokenizers(tokenizers()).create_in_dir(folder)?;
        let mut writer: IndexWriter =
            index.writer_with_num_threads(Options::THREADS, ARENA_BYTES)?;
        for line in BufReader::with_capacity(1 << 20, File::open(articles)?).lines() {
            writer.add_document(document(&line?, text, date)?)?;
        }
        writer.commit()?;
        writer.wait_merging_threads()?;
        Ok(())
    }

    /// Opens an index.
    pub(crate) fn open(folder: &Path) -> anyhow::Result<Self> {
        let mut index = Index::open_in_dir(folder)?;
        index.set_tokenizers(tokenizers());
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let (_, text, date) = schema();
        let months = serde_json::json!({
            "months": { "date_histogram": { "field": "date", "fixed_interval": "30d" } }
        });
        Ok(Self { index, reader, months: serde_json::from_value(months)?, text, date })
    }

    /// Adds articles until they can be searched, by a writer that is opened for it.
    pub(crate) fn add(&self, articles: &Path) -> anyhow::Result<()> {
        let mut writer: IndexWriter =
            self.index.writer_with_num_threads(Options::THREADS, ARENA_BYTES)?;
        for line in BufReader::with_capacity(1 << 20, File::open(articles)?).lines() {
            writer.add_document(document(&line?, self.text, self.date)?)?;
        }
        writer.commit()?;
        self.reader.reload()?;
        Ok(())
    }

    pub(crate) fn articles(&self) -> u64 {
        self.reader.searcher().num_docs()
    }

    pub(crate) fn segments(&self) -> usize {
        self.reader.searcher().segment_readers().len()
    }

    pub(crate) fn searcher(&self) -> tantivy::Searcher {
        self.reader.searcher()
    }

    /// The query as tantivy takes it.
    fn query(&self, asked: &Asked) -> anyhow::Result<Box<dyn Query>> {
        let term = |word: &String| Term::from_field_text(self.text, word);
        let one = |word: &String| -> Box<dyn Query> {
            Box::new(TermQuery::new(term(word), IndexRecordOption::WithFreqs))
        };
        Ok(match asked {
            Asked::Word(word) => one(word),
            Asked::All(words) => {
                Box::new(BooleanQuery::intersection(words.iter().map(one).collect()))
            }
            Asked::Any(words) => Box::new(BooleanQuery::union(words.iter().map(one).collect())),
            Asked::Phrase(words, slop) => {
                let terms = words.iter().map(term).enumerate().collect();
                Box::new(PhraseQuery::new_with_offset_and_slop(terms, *slop))
            }
            Asked::Near(word) => Box::new(FuzzyTermQuery::new(term(word), 1, true)),
            Asked::Begins(letters) => {
                Box::new(RegexQuery::from_pattern(&format!("{letters}.*"), self.text)?)
            }
            Asked::Days { from, until, .. } => {
                let bound = |day: &Date| -> anyhow::Result<Term> {
                    let start = day.to_zoned(jiff::tz::TimeZone::UTC)?.timestamp().as_second();
                    Ok(Term::from_field_date(self.date, DateTime::from_timestamp_secs(start)))
                };
                Box::new(RangeQuery::new(
                    Bound::Included(bound(from)?),
                    Bound::Excluded(bound(until)?),
                ))
            }
            Asked::Among(asked, days) => Box::new(BooleanQuery::new(vec![
                (Occur::Must, self.query(asked)?),
                (Occur::Must, self.query(days)?),
            ])),
        })
    }

    /// Answers, and says how much was found.
    pub(crate) fn answer(&self, asked: &Asked, answer: Answer) -> anyhow::Result<usize> {
        let searcher = self.reader.searcher();
        let query = self.query(asked)?;
        Ok(match answer {
            Answer::Best => {
                searcher.search(&query, &TopDocs::with_limit(PAGE).order_by_score())?.len()
            }
            Answer::Newest => {
                let newest =
                    TopDocs::with_limit(PAGE).order_by_fast_field::<DateTime>("date", Order::Desc);
                searcher.search(&query, &newest)?.len()
            }
            Answer::Count => searcher.search(&query, &Count)?,
            Answer::Months => {
                let months = AggregationCollector::from_aggs(
                    self.months.clone(),
                    tantivy::aggregation::AggContextParams::default(),
                );
                searcher.search(&query, &months)?.0.len()
            }
            Answer::Snippets => self.page(query.as_ref())?.len(),
        })
    }

    /// The page of a cold start: the first line of each of the best articles.
    pub(crate) fn first_lines(&self, word: &str) -> anyhow::Result<Vec<String>> {
        let query = self.query(&Asked::Word(word.to_owned()))?;
        Ok(self.page(query.as_ref())?.into_iter().map(|(title, _)| title).collect())
    }

    /// The best articles' titles, each with its marked snippet.
    fn page(&self, query: &dyn Query) -> anyhow::Result<Vec<(String, String)>> {
        let searcher = self.reader.searcher();
        let generator = SnippetGenerator::create(&searcher, query, self.text)?;
        let mut page = Vec::new();
        for (_, address) in searcher.search(query, &TopDocs::with_limit(PAGE).order_by_score())? {
            let document: TantivyDocument = searcher.doc(address)?;
            let title = document.get_first(self.text).and_then(|text| text.as_str());
            let snippet = generator.snippet_from_doc(&document);
            page.push((title.unwrap_or_default().to_owned(), snippet.to_html()));
        }
        Ok(page)
    }
}

fn schema() -> (Schema, Field, Field) {
    let mut builder = Schema::builder();
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(TOKENIZER)
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let text = TextOptions::default().set_indexing_options(indexing).set_stored();
    let text = builder.add_text_field("text", text);
    let date = builder.add_date_field("date", DateOptions::default().set_fast());
    (builder.build(), text, date)
}

fn tokenizers() -> TokenizerManager {
    // The engine asks for its default tokenizer too, for fields that have none.
    let manager = TokenizerManager::default();
    let analyzer = TextAnalyzer::builder(SimpleTokenizer::default())
        .filter(LowerCaser)
        .filter(AsciiFoldingFilter)
        .build();
    manager.register(TOKENIZER, analyzer);
    manager
}

fn document(line: &str, text: Field, date: Field) -> anyhow::Result<TantivyDocument> {
    let record: Record = serde_json::from_str(line)?;
    let mut document = TantivyDocument::new();
    document.add_text(text, record.title);
    document.add_text(text, record.body);
    if let Some(published) = published(&record.date) {
        document.add_date(date, published);
    }
    Ok(document)
}

/// A date with or without a time and a zone.
fn published(date: &str) -> Option<DateTime> {
    let zoned = date.parse::<jiff::Timestamp>().ok();
    let timestamp = zoned.or_else(|| {
        let civil = date.parse::<jiff::civil::DateTime>().ok()?;
        Some(civil.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp())
    })?;
    Some(DateTime::from_timestamp_secs(timestamp.as_second()))
}
