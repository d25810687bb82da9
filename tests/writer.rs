//! Checks a writer that a program keeps open: corrections, removals, many commits.

use backfile::indexer::{Added, IndexerError};
use backfile::{Article, IndexSummary, verify};
use testkit::article;

use crate::samples::{Sample, total};

fn plain(id: &str, title: &str, body: &str) -> Article {
    article(id, title, body).build().unwrap()
}

#[test]
fn of_two_calls_with_one_id_the_later_wins_before_a_commit_and_after() {
    let long = plain("1", "Ferry", "A much longer text.");
    let short = plain("1", "Ferry", "Short.");
    let mut moved = short.clone();
    moved.url = Some("https://example.org/ferry".to_owned());
    for commits in [false, true] {
        let sample = Sample::new();
        let mut indexer = sample.indexer();
        let versions = [&long, &short, &moved, &moved, &long, &moved];
        let outcomes = versions.map(|version| {
            let outcome = indexer.add(version.clone()).unwrap();
            if commits {
                indexer.commit().unwrap();
            }
            outcome
        });
        let (new, other, same) = (Added::New, Added::Replaced, Added::Unchanged);
        let expected = [new, other.clone(), other.clone(), same, other.clone(), other];
        assert_eq!(outcomes, expected, "commits: {commits}");
        assert_eq!(indexer.publish().unwrap().articles, 1);
        let searcher = sample.searcher();
        assert_eq!((total(&searcher, "longer"), total(&searcher, "short")), (0, 1));
        let article = searcher.article(&short.id).unwrap();
        assert_eq!(article.url, moved.url);
    }
}

#[test]
fn every_commit_says_what_was_done_since_the_last() {
    let sample = Sample::new();
    let mut indexer = sample.indexer();
    let article = |number: usize| plain(&number.to_string(), "Ferry", "It runs again.");
    let counts = |summary: &IndexSummary| {
        [summary.added, summary.replaced, summary.removed, summary.unchanged, summary.articles]
    };
    for number in 0..60 {
        indexer.add(article(number)).unwrap();
    }
    assert_eq!(counts(&indexer.commit().unwrap()), [60, 0, 0, 0, 60]);
    assert_eq!(counts(&indexer.commit().unwrap()), [0, 0, 0, 0, 60]);
    for number in 0..50 {
        assert!(indexer.remove(&article(number).id).unwrap());
    }
    assert_eq!(counts(&indexer.commit().unwrap()), [0, 0, 50, 0, 10]);
    indexer.add(article(0)).unwrap();
    indexer.add(article(59)).unwrap();
    indexer.add(plain("58", "Ferry", "It was corrected.")).unwrap();
    assert!(indexer.remove(&article(57).id).unwrap());
    assert!(!indexer.remove(&article(57).id).unwrap());
    indexer.add(article(57)).unwrap();
    assert_eq!(counts(&indexer.commit().unwrap()), [1, 2, 0, 1, 11]);
    assert_eq!(counts(&indexer.publish().unwrap()), [0, 0, 0, 0, 11]);
    assert_eq!(total(&sample.searcher(), ""), 11);
    assert!(verify(&sample.index()).unwrap().is_sound());
}

/// What a program may do to an article that it has built.
type Change = fn(&mut Article);

/// Whatever can be written can be read back.
#[test]
fn an_article_that_could_not_be_read_back_is_refused() {
    let sound = plain("1", "Ferry", "Šetnja uz reku.");
    let mut deep = serde_json::Value::Null;
    for _ in 0..200 {
        deep = serde_json::Value::Array(vec![deep]);
    }
    let broken: [(&str, Change); 5] = [
        ("text", |article| (article.title, article.body) = (None, " ".to_owned())),
        ("a segment", |article| article.segments[0].span.end = 99),
        ("a character", |article| article.segments[0].span.start = 1),
        ("a number", |article| article.language_confidence = f32::NAN),
        ("a share", |article| article.language_confidence = 1.5),
    ];
    let sample = Sample::new();
    let mut indexer = sample.indexer();
    let mut refused = |article: Article, what: &str| {
        let outcome = indexer.add(article);
        assert!(matches!(outcome, Err(IndexerError::Article { .. })), "{what}: {outcome:?}");
    };
    for (what, change) in broken {
        let mut article = sound.clone();
        change(&mut article);
        refused(article, what);
    }
    let mut article = sound.clone();
    article.extra.insert("deep".to_owned(), deep);
    refused(article, "an extra");
    indexer.add(sound.clone()).unwrap();
    indexer.publish().unwrap();
    assert!(verify(&sample.index()).unwrap().is_sound());
    assert_eq!(sample.searcher().article(&sound.id).unwrap(), sound);
}
