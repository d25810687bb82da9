//! Bare tantivy: one field of text, and number and day as columns.

use std::hint::black_box;
use std::ops::Bound;
use std::path::Path;

use tantivy::collector::{Count, TopDocs};
use tantivy::columnar::Column;
use tantivy::query::{
    BooleanQuery, FuzzyTermQuery, Occur, PhraseQuery, Query, RangeQuery, RegexQuery, TermQuery,
};
use tantivy::schema::{
    FAST, Field, IndexRecordOption, NumericOptions, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::{
    AsciiFoldingFilter, LowerCaser, SimpleTokenizer, TextAnalyzer, TokenizerManager,
};
use tantivy::{Index, IndexWriter, Order, ReloadPolicy, Searcher, TantivyDocument, Term};

use crate::articles::{Articles, day_number};
use crate::peer::{Found, Peer, timed};
use crate::questions::{Question, Sought, Wanted};

/// What fills the segments: as much as Backfile gives to them.
const ARENA_BYTES: usize = 200_000_000;

const TOKENIZER: &str = "plain";

pub(crate) struct TantivyPeer {
    searcher: Searcher,
    /// The number of each document, of each segment.
    numbers: Vec<Column<u64>>,
    text: Field,
    day: Field,
}

fn schema() -> Schema {
    let mut builder = Schema::builder();
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(TOKENIZER)
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    builder
        .add_text_field("text", TextOptions::default().set_indexing_options(indexing).set_stored());
    builder.add_u64_field("number", NumericOptions::default() | FAST);
    builder.add_u64_field("day", NumericOptions::default() | FAST);
    builder.build()
}

fn tokenizers() -> TokenizerManager {
    let manager = TokenizerManager::default();
    let analyzer = TextAnalyzer::builder(SimpleTokenizer::default())
        .filter(LowerCaser)
        .filter(AsciiFoldingFilter)
        .build();
    manager.register(TOKENIZER, analyzer);
    manager
}

impl TantivyPeer {
    pub(crate) fn index(articles: &Path, folder: &Path) -> anyhow::Result<()> {
        let index =
            Index::builder().schema(schema()).tokenizers(tokenizers()).create_in_dir(folder)?;
        let [text, number, day] = fields(&index)?;
        let mut writer: IndexWriter = index.writer_with_num_threads(1, ARENA_BYTES)?;
        for article in Articles::read(articles)? {
            let article = article?;
            let mut document = TantivyDocument::new();
            document.add_u64(number, u64::from(article.number()?));
            document.add_u64(day, article.day().map_or(0, day_number).into());
            document.add_text(text, &article.title);
            document.add_text(text, &article.body);
            writer.add_document(document)?;
        }
        writer.commit()?;
        writer.wait_merging_threads()?;
        Ok(())
    }

    pub(crate) fn open(folder: &Path) -> anyhow::Result<Self> {
        let mut index = Index::open_in_dir(folder)?;
        index.set_tokenizers(tokenizers());
        let [text, _, day] = fields(&index)?;
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let searcher = reader.searcher();
        let numbers = searcher.segment_readers().iter();
        let numbers = numbers.map(|segment| segment.fast_fields().u64("number"));
        let numbers = numbers.collect::<tantivy::Result<_>>()?;
        Ok(Self { searcher, numbers, text, day })
    }

    fn query(&self, question: &Question) -> anyhow::Result<Box<dyn Query>> {
        let term = |word: &String| Term::from_field_text(self.text, word);
        let one = |word: &String| -> Box<dyn Query> {
            Box::new(TermQuery::new(term(word), IndexRecordOption::WithFreqs))
        };
        let pattern = |pattern: String| RegexQuery::from_pattern(&pattern, self.text);
        let sought: Box<dyn Query> = match &question.sought {
            Sought::Word(word) | Sought::Quoted(word) => one(word),
            Sought::All(words) => {
                Box::new(BooleanQuery::intersection(words.iter().map(one).collect()))
            }
            Sought::Any(words) => Box::new(BooleanQuery::union(words.iter().map(one).collect())),
            Sought::Phrase(words) => Box::new(PhraseQuery::new(words.iter().map(term).collect())),
            Sought::Near(word) => Box::new(FuzzyTermQuery::new(term(word), 1, true)),
            Sought::Begins(letters) => Box::new(pattern(format!("{letters}.*"))?),
            Sought::Contains(letters) => Box::new(pattern(format!(".*{letters}.*"))?),
        };
        let Some((from, until)) = question.days else { return Ok(sought) };
        let bound = |day| Term::from_field_u64(self.day, day_number(day).into());
        let days = RangeQuery::new(Bound::Included(bound(from)), Bound::Excluded(bound(until)));
        Ok(Box::new(BooleanQuery::new(vec![(Occur::Must, sought), (Occur::Must, Box::new(days))])))
    }

    fn number(&self, address: tantivy::DocAddress) -> Option<u64> {
        self.numbers[address.segment_ord as usize].first(address.doc_id)
    }
}

fn fields(index: &Index) -> tantivy::Result<[Field; 3]> {
    let schema = index.schema();
    Ok([schema.get_field("text")?, schema.get_field("number")?, schema.get_field("day")?])
}

impl Peer for TantivyPeer {
    fn ask(&mut self, question: &Question, wanted: Wanted) -> anyhow::Result<Option<Found>> {
        timed(|| {
            let query = self.query(question)?;
            Ok(match wanted {
                Wanted::Count => self.searcher.search(&query, &Count)? as u64,
                Wanted::Best(count) => {
                    let best = TopDocs::with_limit(count).order_by_score();
                    let hits = self.searcher.search(&query, &best)?;
                    for (score, address) in &hits {
                        black_box((self.number(*address), score));
                    }
                    hits.len() as u64
                }
                Wanted::Newest => {
                    let newest =
                        TopDocs::with_limit(10).order_by_fast_field::<u64>("day", Order::Desc);
                    let hits = self.searcher.search(&query, &newest)?;
                    for (_, address) in &hits {
                        black_box(self.number(*address));
                    }
                    hits.len() as u64
                }
            })
        })
    }
}
