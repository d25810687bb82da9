//! Asks random questions of random articles, and compares the index with a scan of every article.
//!
//! The scan ([`naive`]) is written from what the words, phrases, distances and dates mean, over the
//! words that analysis finds in each article, and knows nothing of an index. One pair is one
//! question and one article: at least 10,000 for every kind of node, with `BACKFILE_LONG` at least
//! 1,000,000.

mod ask;
mod highlights;
mod naive;
mod pattern;
mod places;

use std::collections::{BTreeMap, BTreeSet};

use backfile::article::PublishedOn;
use backfile::query::{Match, Sort};
use backfile::text::{Analyzer, Language};
use backfile::{Article, Searcher};
use testkit::{Random, random_articles, seed};

use crate::samples::{Sample, ids, sorted};
use naive::ReadArticle;

/// Questions about one archive.
const QUESTIONS: usize = 100;
const ARTICLES: usize = 80;

/// An archive that has been changed since it was made, so that it has several segments and
/// articles that are gone. Every other archive is of one language.
fn archive(random: &mut Random) -> (Sample, Vec<Article>, Vec<Language>) {
    let mut articles = random_articles(random.bits(), ARTICLES + 20);
    if random.once_in(2) {
        let language = Language::from_code(*random.one_of(&["en", "sr", "de", "ru"])).unwrap();
        articles.iter_mut().for_each(|article| article.language = language);
    }
    let languages: BTreeSet<Language> = articles.iter().map(|article| article.language).collect();
    let sample = Sample::new();
    let mut indexer = sample.indexer();
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
    let newest = ids(searcher, request.clone());
    request.sort = Sort::Relevance;
    let best: BTreeSet<String> = ids(searcher, request.clone()).into_iter().collect();
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

#[test]
fn the_index_answers_as_a_scan_of_every_article() {
    let seed = seed();
    println!("BACKFILE_TEST_SEED={seed}");
    let (questions, least_pairs) =
        if testkit::is_long() { (250_000, 1_000_000) } else { (2_500, 10_000) };
    let analyzer = Analyzer::default();
    let typed_forms = naive::TypedForms::default();
    let mut random = Random::new(seed);
    let mut differences = Vec::new();
    let mut with_hits = 0;
    let mut pairs: BTreeMap<&'static str, usize> = BTreeMap::new();
    for _ in 0..questions / QUESTIONS {
        let (sample, mut articles, languages) = archive(&mut random);
        articles.sort_by(newest_first);
        let articles: Vec<ReadArticle> =
            articles.iter().map(|article| ReadArticle::new(article, &analyzer)).collect();
        let searcher = sample.searcher();
        for _ in 0..QUESTIONS {
            let ask = ask::random(&mut random, 3);
            let mut kinds = BTreeSet::new();
            ask.kinds(&mut kinds);
            kinds.into_iter().for_each(|kind| *pairs.entry(kind).or_default() += articles.len());
            let question = naive::Question {
                ask,
                is_everywhere: random.once_in(8),
                analyzer: &analyzer,
                languages: &languages,
                typed_forms: &typed_forms,
            };
            let expected = articles.iter().filter(|article| question.holds_for(article));
            let expected: Vec<&str> = expected.map(|article| &*article.id).collect();
            with_hits += usize::from(!expected.is_empty());
            differences.extend(difference(&searcher, &articles, &question.typed(), &expected));
        }
    }
    assert!(with_hits > questions / 3, "only {with_hits} of {questions} questions have an answer");
    let rare: Vec<_> = pairs.iter().filter(|(_, pairs)| **pairs < least_pairs).collect();
    assert!(rare.is_empty() && pairs.len() == 26, "{} kinds, too rare: {rare:?}", pairs.len());
    let shown: Vec<_> = differences.iter().take(12).cloned().collect();
    let (failed, shown) = (differences.len(), shown.join("\n\n"));
    assert!(failed == 0, "seed {seed}: {failed} of {questions} answers differ:\n\n{shown}");
}
