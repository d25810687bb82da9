//! `SeekStorm` with one shard and the set of pairs of words that its authors recommend.

use std::hint::black_box;
use std::path::Path;

use anyhow::{Context as _, anyhow};
use seekstorm::commit::Commit as _;
use seekstorm::index::{
    AccessType, Close as _, Clustering, DocumentCompression, FileType, FrequentwordType, IndexArc,
    IndexDocument as _, IndexMetaObject, LexicalSimilarity, NgramSet, StemmerType, StopwordType,
    TokenizerType, create_index, open_index,
};
use seekstorm::search::{QueryRewriting, QueryType, ResultType, Search as _, SearchMode};
use seekstorm::vector::Inference;
use tokio::runtime::Runtime;

use crate::articles::Articles;
use crate::peer::{Found, Peer, timed};
use crate::questions::{Question, Sought, Wanted};

pub(crate) struct SeekStormPeer {
    runtime: Runtime,
    index: IndexArc,
}

const SCHEMA: &str = r#"[
    {"field": "title", "field_type": "Text", "store": true, "index_lexical": true},
    {"field": "body", "field_type": "Text", "store": true, "index_lexical": true, "longest": true}
]"#;

fn settings() -> IndexMetaObject {
    IndexMetaObject {
        id: 0,
        name: "articles".into(),
        lexical_similarity: LexicalSimilarity::Bm25f,
        tokenizer: TokenizerType::UnicodeAlphanumericFolded,
        stemmer: StemmerType::None,
        stop_words: StopwordType::None,
        frequent_words: FrequentwordType::English,
        ngram_indexing: NgramSet::NgramFF as u8 | NgramSet::NgramFFF as u8,
        document_compression: DocumentCompression::Zstd,
        access_type: AccessType::Mmap,
        spelling_correction: None,
        query_completion: None,
        clustering: Clustering::None,
        inference: Inference::None,
        segment_number_bits: 11,
    }
}

fn runtime() -> anyhow::Result<Runtime> {
    Ok(tokio::runtime::Builder::new_current_thread().enable_all().build()?)
}

impl SeekStormPeer {
    pub(crate) fn index(articles: &Path, folder: &Path) -> anyhow::Result<()> {
        let schema = serde_json::from_str(SCHEMA)?;
        runtime()?.block_on(async {
            let index = create_index(folder, settings(), &schema, &Vec::new(), true, Some(1)).await;
            let index = index.map_err(|error| anyhow!(error))?;
            for article in Articles::read(articles)? {
                let article = article?;
                let document = serde_json::json!({ "title": article.title, "body": article.body });
                let document = serde_json::from_value(document)?;
                index.index_document(document, FileType::None).await;
            }
            index.commit().await;
            index.close().await;
            Ok(())
        })
    }

    pub(crate) fn open(folder: &Path) -> anyhow::Result<Self> {
        let runtime = runtime()?;
        let index = runtime.block_on(open_index(folder)).map_err(|error| anyhow!(error));
        Ok(Self { index: index.context("SeekStorm cannot open its index")?, runtime })
    }
}

impl Peer for SeekStormPeer {
    fn ask(&mut self, question: &Question, wanted: Wanted) -> anyhow::Result<Option<Found>> {
        let (text, kind) = match &question.sought {
            Sought::Word(word) | Sought::Quoted(word) => (word.clone(), QueryType::Intersection),
            Sought::All(words) => (words.join(" "), QueryType::Intersection),
            Sought::Any(words) => (words.join(" "), QueryType::Union),
            Sought::Phrase(words) => (words.join(" "), QueryType::Phrase),
            Sought::Near(_) | Sought::Begins(_) | Sought::Contains(_) => return Ok(None),
        };
        let (count, result) = match wanted {
            Wanted::Best(count) => (count, ResultType::Topk),
            Wanted::Count => (0, ResultType::Count),
            Wanted::Newest => return Ok(None),
        };
        if question.days.is_some() {
            return Ok(None);
        }
        timed(|| {
            let is_count = result == ResultType::Count;
            let found = self.runtime.block_on(self.index.search(
                text,
                None,
                kind,
                SearchMode::Lexical,
                false,
                0,
                count,
                result,
                false,
                Vec::new(),
                Vec::new(),
                Vec::new(),
                Vec::new(),
                QueryRewriting::SearchOnly,
            ));
            if is_count {
                return Ok(found.result_count_total as u64);
            }
            for one in &found.results {
                black_box((one.doc_id, one.score));
            }
            Ok(found.results.len() as u64)
        })
    }
}
