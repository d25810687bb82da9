//! Measures the ranking on collections that people have judged, against plain BM25 over the same
//! stems.
//!
//! The figure is nDCG at 10 (Järvelin and Kekäläinen, ACM TOIS 20(4), 2002) with the grade of a
//! judgement as its gain and a discount of log2(rank + 1), averaged over the queries that have any
//! relevant document. Ours comes from `backfile batch --match any --format trec`; the baseline is
//! the engine's BM25 (k1 = 1.2, b = 0.75) over one field of title and body with the same English
//! stems, stop words kept, all words of the query in one OR.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use frostem::{Algorithm, Stemmer};
use serde_json::Value;
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, Occur, Query, TermQuery};
use tantivy::schema::{
    IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions, Value as _,
};
use tantivy::{Index, TantivyDocument, Term, doc};
use text::{Analyzer, Language, Lexicon};

use crate::samples::{Sample, program, real_data, say};

/// Each collection, and the figure that ours must not fall below.
const COLLECTIONS: [(&str, f64); 4] =
    [("cranfield", 0.515), ("cisi", 0.360), ("med", 0.665), ("cacm", 0.475)];

/// Ranked documents by query.
type Run = HashMap<String, Vec<String>>;

/// A collection on the disk.
struct Collection {
    sample: Sample,
    folder: PathBuf,
    /// Query and text.
    queries: Vec<(String, String)>,
    /// By query: the grades of its relevant documents.
    grades: HashMap<String, HashMap<String, f64>>,
}

impl Collection {
    fn unpack(data: &Path, name: &str) -> Self {
        let sample = Sample::unpacked(&data.join("ir").join(format!("{name}.tar.zst")));
        let folder = sample.path().join(name);
        let query = |row: Value| {
            let text = row["text"].as_str().unwrap().split_whitespace();
            (id_of(&row), text.collect::<Vec<_>>().join(" "))
        };
        let queries = rows(&folder.join("queries.jsonl")).into_iter().map(query).collect();
        let mut grades: HashMap<String, HashMap<String, f64>> = HashMap::new();
        for line in fs::read_to_string(folder.join("qrels.tsv")).unwrap().lines() {
            let columns: Vec<&str> = line.split('\t').collect();
            let grade: f64 = columns[3].trim().parse().unwrap();
            if grade > 0.0 {
                let of_query = grades.entry(columns[0].to_owned()).or_default();
                of_query.insert(columns[2].to_owned(), grade);
            }
        }
        Self { sample, folder, queries, grades }
    }

    /// What the program answers.
    fn ours(&self) -> Run {
        let index = self.sample.index();
        let docs = self.folder.join("docs.jsonl");
        let indexed = program(&index, &["-q", "index"]).arg(docs).status().unwrap();
        assert!(indexed.success());
        let line = |(id, text): &(String, String)| format!("{id}\t{text}\n");
        let queries = self.queries.iter().map(line).collect::<String>();
        let file = self.sample.write("queries.tsv", queries);
        let batch = ["-q", "batch", "--match", "any", "--format", "trec", "-n", "10"];
        let output = program(&index, &batch).arg(file).output().unwrap();
        let mut run = Run::new();
        for line in String::from_utf8(output.stdout).unwrap().lines() {
            let columns: Vec<&str> = line.split(' ').collect();
            run.entry(columns[0].to_owned()).or_default().push(columns[2].to_owned());
        }
        run
    }

    /// What plain BM25 answers.
    fn baseline(&self) -> Run {
        let analyzer = Analyzer::default();
        let mut lexicon = Lexicon::new();
        let stemmer = Stemmer::new(Algorithm::English);
        let mut stems = |text: &str| {
            let mut stems = Vec::new();
            let mut tokens = analyzer.tokens(text, Language::ENGLISH, &mut lexicon);
            while let Some(token) = tokens.next() {
                stems.push(stemmer.stem(token.forms.folded).into_owned());
            }
            stems
        };
        let mut schema = Schema::builder();
        let indexing = TextFieldIndexing::default()
            .set_tokenizer("whitespace")
            .set_index_option(IndexRecordOption::WithFreqs);
        let text =
            schema.add_text_field("text", TextOptions::default().set_indexing_options(indexing));
        let id = schema.add_text_field("id", STRING | STORED);
        let index = Index::create_in_ram(schema.build());
        let mut writer = index.writer_with_num_threads(1, 50_000_000).unwrap();
        for row in rows(&self.folder.join("docs.jsonl")) {
            let part = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
            let words = stems(&format!("{}\n{}", part("title"), part("body"))).join(" ");
            writer.add_document(doc!(id => id_of(&row), text => words)).unwrap();
        }
        writer.commit().unwrap();
        let searcher = index.reader().unwrap().searcher();
        let mut run = Run::new();
        for (query, words) in &self.queries {
            let term = |stem: String| -> (Occur, Box<dyn Query>) {
                let term = Term::from_field_text(text, &stem);
                (Occur::Should, Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)))
            };
            let any = BooleanQuery::new(stems(words).into_iter().map(term).collect());
            let best = searcher.search(&any, &TopDocs::with_limit(10).order_by_score()).unwrap();
            let name = |address| {
                let document: TantivyDocument = searcher.doc(address).unwrap();
                document.get_first(id).and_then(|id| id.as_str().map(str::to_owned)).unwrap()
            };
            let ranked = best.into_iter().map(|(_, address)| name(address)).collect();
            run.insert(query.clone(), ranked);
        }
        run
    }

    /// The figure of a run.
    fn ndcg_at_10(&self, run: &Run) -> f64 {
        let judged = self.queries.iter().filter_map(|(id, _)| Some((id, self.grades.get(id)?)));
        let mut figures = Vec::new();
        for (id, grades) in judged {
            let ranked = run.get(id).map(Vec::as_slice).unwrap_or_default();
            let gains = ranked.iter().map(|document| grades.get(document).copied().unwrap_or(0.0));
            let mut ideal: Vec<f64> = grades.values().copied().collect();
            ideal.sort_by(|one, two| two.total_cmp(one));
            figures.push(discounted(gains) / discounted(ideal));
        }
        figures.iter().sum::<f64>() / f64::from(u32::try_from(figures.len()).unwrap())
    }
}

/// The gains of the first ten, each worth less the further down it stands.
fn discounted(gains: impl IntoIterator<Item = f64>) -> f64 {
    let ranks = (1..=10).map(f64::from);
    gains.into_iter().zip(ranks).map(|(gain, rank)| gain / (rank + 1.0).log2()).sum()
}

fn rows(path: &Path) -> Vec<Value> {
    let text = fs::read_to_string(path).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn id_of(row: &Value) -> String {
    row["id"].as_str().map_or_else(|| row["id"].to_string(), str::to_owned)
}

#[test]
fn the_ranking_is_no_worse_than_plain_bm25() {
    let Some(data) = real_data("relevance") else { return };
    let mut worse = Vec::new();
    let mut means = [0.0; 2];
    say("nDCG@10       backfile  baseline");
    for (name, floor) in COLLECTIONS {
        let collection = Collection::unpack(&data, name);
        let ours = collection.ndcg_at_10(&collection.ours());
        let baseline = collection.ndcg_at_10(&collection.baseline());
        say(&format!("{name:12}  {ours:.4}    {baseline:.4}"));
        if ours < floor {
            worse.push(format!("{name}: {ours:.4}, floor {floor:.4}"));
        }
        for (mean, one) in means.iter_mut().zip([ours, baseline]) {
            *mean += one / 4.0;
        }
    }
    // Abstracts of medicine want words of one root together, as only stemmers bring them.
    let [ours, baseline] = means;
    say(&format!("mean          {ours:.4}    {baseline:.4}"));
    if ours < baseline {
        worse.push(format!("mean: {ours:.4}, baseline {baseline:.4}"));
    }
    assert!(worse.is_empty(), "{worse:#?}");
}

#[test]
fn the_figure_is_one_for_the_ideal_order_and_falls_with_every_rank() {
    assert!((discounted([3.0, 1.0]) - (3.0 + 1.0 / 3f64.log2())).abs() < 1e-12);
    assert!(discounted([0.0, 1.0]) < discounted([1.0, 0.0]));
    assert!((discounted([1.0; 20]) - discounted([1.0; 10])).abs() < 1e-12);
}
