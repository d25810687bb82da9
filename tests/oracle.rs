//! Asks random questions of random articles, and compares the index with a scan of every article.
//!
//! The scan ([`naive`]) is written from what the words, phrases, distances and dates mean, over the
//! words that analysis finds in each article, and knows nothing of an index. One pair is one
//! question and one article: at least 10,000 for every kind of node in 15 archives, the more the
//! more archives there are.

mod ask;
mod highlights;
mod kinds;
mod known;
mod naive;
mod pattern;
mod places;
mod synonyms;

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use article::{ArticleBuilder, PublishedOn};
use backfile::{Article, IndexerOptions, Searcher};
use query::{Match, Sort};
use schema::Settings;
use testkit::{Random, VOCABULARY, random_articles, seed};
use text::{Analyzer, Language};

use crate::samples::{Sample, ids, sorted};
use known::Known;
use naive::{Question, ReadArticle, TypedForms};

/// Questions about one archive.
const QUESTIONS: usize = 100;
const ARTICLES: usize = 80;

/// An archive that has been changed since it was made, so that it has several segments and
/// articles that are gone. Every other archive is of one language.
fn archive(random: &mut Random, synonyms: &[Vec<String>]) -> (Sample, Vec<Article>, Vec<Language>) {
    let mut articles = random_articles(random.bits(), ARTICLES + 20);
    if random.once_in(2) {
        let language =
            Language::from_code(ask::LANGUAGES[random.below(ask::LANGUAGES.len())]).unwrap();
        let in_language = |article: Article| {
            let (script, confidence) = (article.script, article.language_confidence);
            ArticleBuilder::from(article).language(language, script, confidence).build().unwrap()
        };
        articles = articles.into_iter().map(in_language).collect();
    }
    let languages: BTreeSet<Language> = articles.iter().map(|article| article.language).collect();
    let sample = Sample::new();
    let settings = Settings { synonyms: synonyms.to_vec(), ..Settings::default() };
    let options = IndexerOptions::new().settings(settings);
    let mut indexer = options.open_or_create(sample.index()).unwrap();
    for (number, article) in articles.iter().enumerate() {
        indexer.add(article.clone()).unwrap();
        if number == ARTICLES / 2 {
            indexer.commit().unwrap();
        }
    }
    indexer.commit().unwrap();
    for gone in articles.split_off(ARTICLES) {
        assert!(indexer.remove(&gone.id).unwrap());
    }
    indexer.publish().unwrap();
    (sample, articles, languages.into_iter().collect())
}

/// The order of newest first: by the first moment a date may mean, undated last, ties by id.
fn newest_first(one: &Article, two: &Article) -> std::cmp::Ordering {
    let moment = |article: &Article| {
        article.published_on.map(|date: PublishedOn| (date.first_day(), date.time()))
    };
    moment(two).cmp(&moment(one)).then(one.id.cmp(&two.id))
}

/// What the index answers otherwise than the scan, if anything.
fn difference(
    searcher: &Searcher,
    articles: &[ReadArticle],
    typed: &str,
    expected: &[&str],
) -> Option<String> {
    let mut request = sorted(typed, Sort::Newest, 10_000);
    request.matching = Match::All;
    if let Err(error) = searcher.search(request.clone()) {
        return Some(format!("{typed}\n  {error}"));
    }
    let ids = |request| ids(searcher, request).into_iter().map(|id| id.to_string());
    let newest: Vec<String> = ids(request.clone()).collect();
    request.sort = Some(Sort::Relevance);
    let best: BTreeSet<String> = ids(request.clone()).collect();
    let counted = searcher.count(request).unwrap().total;
    if newest == expected
        && best.len() == expected.len()
        && best.iter().all(|id| expected.contains(&&**id))
        && counted == expected.len() as u64
    {
        return None;
    }
    let missing: Vec<_> =
        expected.iter().filter(|id| !newest.iter().any(|one| one == *id)).collect();
    let wrong: Vec<_> = newest.iter().map(|id| &**id).filter(|id| !expected.contains(id)).collect();
    let example = missing.first().copied().or(wrong.first());
    let example = example.and_then(|id| articles.iter().find(|article| article.id == *id));
    let example = example.map(|article| article.text.clone()).unwrap_or_default();
    Some(format!(
        "{typed}\n  scan {}, newest {}, best {}, count {counted}\n  missing {missing:?}\n  wrong {wrong:?}\n  {example}",
        expected.len(),
        newest.len(),
        best.len(),
    ))
}

/// What became of some questions.
#[derive(Default)]
struct Outcome {
    questions: usize,
    with_hits: usize,
    differences: Vec<String>,
    /// Of each kind of node, its pairs.
    pairs: BTreeMap<&'static str, usize>,
}

impl Outcome {
    /// Asks questions about one archive.
    fn ask(&mut self, random: &mut Random, analyzer: &Analyzer, typed_forms: &TypedForms) {
        let sets = synonyms::random_sets(random);
        let (sample, mut articles, languages) = archive(random, &sets);
        articles.sort_by(newest_first);
        let articles: Vec<ReadArticle> =
            articles.iter().map(|article| ReadArticle::new(article, analyzer)).collect();
        let searcher = sample.searcher();
        let known = Known::new(&articles, analyzer);
        let sought = &|word: &str| known.sought(word);
        for word in VOCABULARY.into_iter().filter(|word| analyzer.segments(word).count() == 1) {
            let (index, scan) = (known::of_plan(searcher.plan(word).unwrap()), known.sought(word));
            if index != scan {
                let difference = format!("{word}\n  index asks for {index:?}\n  scan for {scan:?}");
                self.differences.push(difference);
            }
        }
        for _ in 0..QUESTIONS {
            let ask = ask::random(random, 3, &sets);
            let mut kinds = BTreeSet::new();
            ask.kinds(&mut kinds);
            for kind in kinds {
                *self.pairs.entry(kind).or_default() += articles.len();
            }
            let is_everywhere = random.once_in(8);
            let languages = &languages;
            let (sets, is_excluded) = (sets.as_slice(), Cell::default());
            let question = Question {
                ask,
                is_everywhere,
                analyzer,
                languages,
                typed_forms,
                sought,
                sets,
                is_excluded,
            };
            let expected = articles.iter().filter(|article| question.holds_for(article));
            let expected: Vec<&str> = expected.map(|article| &*article.id).collect();
            self.questions += 1;
            self.with_hits += usize::from(!expected.is_empty());
            self.differences.extend(difference(&searcher, &articles, &question.typed(), &expected));
        }
    }

    fn add(mut self, other: Self) -> Self {
        self.questions += other.questions;
        self.with_hits += other.with_hits;
        self.differences.extend(other.differences);
        for (kind, pairs) in other.pairs {
            *self.pairs.entry(kind).or_default() += pairs;
        }
        self
    }
}

#[test]
fn the_index_answers_as_a_scan_of_every_article() {
    let seed = seed();
    println!("BACKFILE_TEST_SEED={seed}");
    let archives = testkit::repeats("BACKFILE_ORACLE_ARCHIVES", 8, 1_500);
    // The rarest kinds have some 700 an archive, more or less by chance.
    let least_pairs = archives * 500;
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let outcome = std::thread::scope(|scope| {
        let of_thread = |thread: usize| {
            scope.spawn(move || {
                let (analyzer, typed_forms) = (Analyzer::default(), TypedForms::default());
                let mut outcome = Outcome::default();
                for archive in (thread..archives).step_by(threads) {
                    let mut random = Random::new(seed.wrapping_add(archive as u64));
                    outcome.ask(&mut random, &analyzer, &typed_forms);
                }
                outcome
            })
        };
        let running: Vec<_> = (0..threads).map(of_thread).collect();
        let outcomes = running.into_iter().map(|thread| thread.join().unwrap());
        outcomes.fold(Outcome::default(), Outcome::add)
    });
    let Outcome { questions, with_hits, mut differences, pairs } = outcome;
    // The shortest say the most.
    differences.sort_by_key(String::len);
    assert!(with_hits > questions / 3, "only {with_hits} of {questions} questions have an answer");
    let rare: Vec<_> = pairs.iter().filter(|(_, pairs)| **pairs < least_pairs).collect();
    assert!(rare.is_empty() && pairs.len() == 30, "{} kinds, too rare: {rare:?}", pairs.len());
    println!("{questions} questions, {pairs:?}");
    let shown: Vec<_> = differences.iter().take(12).cloned().collect();
    let (failed, shown) = (differences.len(), shown.join("\n\n"));
    assert!(failed == 0, "seed {seed}: {failed} of {questions} answers differ:\n\n{shown}");
}
