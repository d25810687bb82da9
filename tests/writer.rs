//! Checks a writer that a program keeps open: corrections, removals, many commits.

use backfile::files::Update;
use backfile::{
    Article, ArticleBuilder, ArticleId, IndexSummary, Indexer, SchemaError, Segment, SegmentKind,
    verify,
};
use indexer::{Added, IndexerError};
use schema::Manifest;
use testkit::article;

use crate::samples::{Sample, total};

fn plain(id: &str, title: &str, body: &str) -> Article {
    article(id, title, body).build().unwrap()
}

#[test]
fn of_two_calls_with_one_id_the_later_wins_before_a_commit_and_after() {
    let long = plain("1", "Ferry", "A much longer text.");
    let short = plain("1", "Ferry", "Short.");
    let moved = ArticleBuilder::from(short.clone()).url("https://example.org/ferry");
    let moved = moved.build().unwrap();
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
    assert!(verify(sample.index()).unwrap().is_sound());
}

/// Whatever can be written can be read back.
#[test]
fn an_article_that_could_not_be_read_back_is_refused() {
    let sound = plain("1", "Ferry", "Šetnja uz reku.");
    let anew = || ArticleBuilder::from(sound.clone());
    let mut deep = serde_json::Value::Null;
    for _ in 0..200 {
        deep = serde_json::Value::Array(vec![deep]);
    }
    let part = |span| vec![Segment::new(SegmentKind::Body, span)];
    let language = |confidence| anew().language(sound.language, None, confidence);
    for (what, broken) in [
        ("text", anew().title(" ").body(" ")),
        ("a segment", anew().segments(part(0..99))),
        ("a character", anew().segments(part(1..4))),
        ("a number", language(f32::NAN)),
        ("a share", language(1.5)),
        ("an extra", anew().field("deep", deep)),
    ] {
        assert!(broken.build().is_err(), "{what}");
    }
    let sample = Sample::new();
    let mut indexer = sample.indexer();
    indexer.add(sound.clone()).unwrap();
    indexer.publish().unwrap();
    assert!(verify(sample.index()).unwrap().is_sound());
    assert_eq!(sample.searcher().article(&sound.id).unwrap(), sound);
}

#[test]
fn what_a_program_knows_by_a_key_is_one_article_whatever_changes() {
    let sample = Sample::new();
    let mut indexer = sample.indexer();
    let built = |source: &str, body: &str| {
        Article::builder().title("Ferry").source(source).body(body.to_owned())
    };
    assert_eq!(indexer.put("7", built("Courier", "The long text of it.")).unwrap(), Added::New);
    // A record of a file that has the same id is another article.
    indexer.add(plain("7", "Bridge", "Another.")).unwrap();
    indexer.commit().unwrap();
    assert_eq!(indexer.put("7", built("Post", "Short.")).unwrap(), Added::Replaced);
    assert_eq!(indexer.put("7", built("Post", "Short.")).unwrap(), Added::Unchanged);
    assert_eq!(indexer.commit().unwrap().articles, 2);
    let searcher = sample.searcher();
    let known = searcher.article(&ArticleId::of_key("7")).unwrap();
    assert_eq!((known.source_id.as_deref(), known.body.as_str()), (Some("7"), "Short."));
    // What is changed of an article takes what belonged to the old text along.
    let longer = ArticleBuilder::from(known).body("A longer text, of which all is found again.");
    indexer.put("7", longer).unwrap();
    assert!(indexer.put("8", Article::builder()).is_err(), "it has no text");
    assert!(indexer.remove_key("8").is_ok_and(|was_there| !was_there));
    for blank in ["", " ", "\n"] {
        let refused = indexer.put(blank, built("Post", "A text."));
        assert!(matches!(refused, Err(IndexerError::Article { .. })), "{refused:?}");
    }
    indexer.commit().unwrap();
    searcher.reload().unwrap();
    assert_eq!(total(&searcher, "\"found again\""), 1);
    assert!(indexer.remove_key("7").unwrap());
    assert_eq!(indexer.publish().unwrap().articles, 1);
    assert!(verify(sample.index()).unwrap().is_sound());
}

#[test]
fn an_article_is_counted_once_in_a_commit() {
    let sample = Sample::new();
    let mut indexer = sample.indexer();
    let built = |body: &str| Article::builder().title("Ferry").body(body.to_owned());
    let put = |indexer: &mut Indexer, body: &str| indexer.put("1", built(body)).unwrap();
    put(&mut indexer, "Old.");
    indexer.commit().unwrap();
    let counts = |summary: IndexSummary| {
        [summary.added, summary.replaced, summary.removed, summary.unchanged, summary.articles]
    };
    put(&mut indexer, "New.");
    indexer.remove_key("1").unwrap();
    assert_eq!(counts(indexer.commit().unwrap()), [0, 0, 1, 0, 0]);
    put(&mut indexer, "Old.");
    assert_eq!(counts(indexer.commit().unwrap()), [1, 0, 0, 0, 1]);
    put(&mut indexer, "New.");
    indexer.remove_key("1").unwrap();
    put(&mut indexer, "Newer.");
    assert_eq!(counts(indexer.commit().unwrap()), [0, 1, 0, 0, 1]);
    put(&mut indexer, "Newer.");
    put(&mut indexer, "Other.");
    assert_eq!(counts(indexer.commit().unwrap()), [0, 1, 0, 0, 1]);
    put(&mut indexer, "Other.");
    indexer.remove_key("1").unwrap();
    assert_eq!(counts(indexer.publish().unwrap()), [0, 0, 1, 0, 0]);
}

#[test]
fn a_mistyped_path_makes_no_index() {
    let sample = Sample::new();
    let refused = Indexer::open(sample.path().join("indx")).unwrap_err();
    assert!(matches!(refused, IndexerError::Schema(SchemaError::NoIndex { .. })), "{refused}");
    assert!(!sample.path().join("indx").is_dir());
    Indexer::create(sample.index()).unwrap().commit().unwrap();
    let refused = Indexer::create(sample.index()).unwrap_err();
    assert!(matches!(refused, IndexerError::Exists { .. }), "{refused}");
    Indexer::open(sample.index()).unwrap();
}

#[test]
fn a_rebuild_from_the_store_takes_everything_over_or_nothing_away() {
    let sample = Sample::generated(3, 200);
    let mut indexer = sample.indexer();
    for number in 0..300_usize {
        let body = "It runs again. ".repeat(number % 9 + 1);
        indexer.put(&number.to_string(), Article::builder().title("Ferry").body(body)).unwrap();
    }
    indexer.publish().unwrap();
    let before = crate::samples::contents(&sample.searcher());
    let cancel = backfile::CancelToken::new();
    let options = Indexer::options().cancel(cancel.clone());
    let broken_off = options.rebuild_from_store(sample.index(), &mut |_| cancel.cancel());
    assert!(matches!(broken_off, Err(IndexerError::Cancelled)), "{broken_off:?}");
    assert_eq!(crate::samples::contents(&sample.searcher()), before);
    let mut told = 0;
    let rebuilt = Indexer::rebuild(sample.index(), &mut |articles| told = articles).unwrap();
    assert!(rebuilt.damage.is_empty() && told > 0, "{rebuilt:?}");
    assert_eq!(rebuilt.summary.articles, 500);
    assert_eq!(crate::samples::contents(&sample.searcher()), before);
    // Nothing of the sources is read again, for they are as they were.
    let again = sample.update();
    assert_eq!((again.added, again.replaced, again.articles), (0, 0, 500), "{again:?}");

    // What this program is too old for stays as it is.
    let current = std::fs::read_to_string(sample.index().join("CURRENT")).unwrap();
    let manifest = sample.index().join(current.trim()).join(Manifest::FILE);
    let newer = std::fs::read_to_string(&manifest).unwrap();
    let newer = newer.replacen("\"format_version\":", "\"format_version\":9", 1);
    std::fs::write(&manifest, newer).unwrap();
    let refused = Indexer::rebuild(sample.index(), &mut |_| {}).unwrap_err();
    assert!(sample.index().join(current.trim()).is_dir(), "{refused}");
    let refused = Update::new(sample.index()).rebuild_from_store(true).run(&mut |_| {});
    assert!(refused.is_err() && manifest.is_file());
}

/// Merges that are under way must not be taken for what was dropped.
#[test]
fn an_index_is_sound_however_often_it_is_rolled_back() {
    let sample = Sample::new();
    let mut indexer = sample.indexer();
    let mut expected = 0;
    for round in 0..40_usize {
        for number in 0..20 {
            let key = (round * 20 + number).to_string();
            indexer.put(&key, Article::builder().title("Ferry").body("It runs.")).unwrap();
        }
        if round % 3 == 1 {
            indexer.remove_key("0").unwrap();
            indexer.rollback().unwrap();
        } else {
            expected += 20;
            assert_eq!(indexer.commit().unwrap().articles, expected, "round {round}");
        }
    }
    indexer.rollback().unwrap();
    assert_eq!(indexer.publish().unwrap().articles, expected);
    assert!(verify(sample.index()).unwrap().is_sound());
    assert_eq!(total(&sample.searcher(), "ferry"), expected);
}
