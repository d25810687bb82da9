//! Checks that an index in memory is an index like any other.

use backfile::files::Update;
use backfile::{
    Article, Indexer, IndexerError, IndexerOptions, Location, SchemaError, Searcher, Settings,
    verify,
};
use testkit::{corpus_path, random_articles};

use crate::samples::{Sample, contents, total};

#[test]
fn it_holds_what_one_on_a_disk_holds() {
    let (sample, place) = (Sample::new(), Location::in_memory());
    let on_disk = Update::new(sample.index()).path(corpus_path()).run(&mut |_| {}).unwrap();
    let in_memory = Update::new(&place).path(corpus_path()).run(&mut |_| {}).unwrap();
    assert!(in_memory.added > 0);
    assert_eq!(in_memory.added, on_disk.added);
    let (searcher, other) = (Searcher::open(&place).unwrap(), sample.searcher());
    assert_eq!(contents(&searcher), contents(&other));
    for query in ["vucic", "\"working group\"", "date:2025", "минист*", "source:is(\"Courier\")"]
    {
        assert_eq!(total(&searcher, query), total(&other, query), "{query}");
    }
    let (stats, others) = (searcher.stats().unwrap(), other.stats().unwrap());
    assert_eq!(stats.articles, others.articles);
    // What threads share out among segments is not the same each time.
    assert!((others.bytes / 2..others.bytes * 2).contains(&stats.bytes), "{stats:?} {others:?}");
    assert!(verify(&place).unwrap().is_sound());
    // Nothing has changed, and what has gone goes.
    let again = Update::new(&place).run(&mut |_| {}).unwrap();
    assert_eq!((again.added, again.removed, again.articles), (0, 0, on_disk.articles));
    let forgotten = Update::new(&place).forget(corpus_path()).unwrap();
    assert_eq!(forgotten, on_disk.articles);
    assert!(searcher.reload().unwrap());
    assert_eq!(total(&searcher, "in:all"), 0);
}

#[test]
fn it_is_corrected_rolled_back_rebuilt_and_merged() {
    let place = Location::in_memory();
    let none = Indexer::open(&place).unwrap_err();
    assert!(matches!(none, IndexerError::Schema(SchemaError::NoIndex { .. })), "{none:?}");
    let articles = random_articles(7, 60);
    let mut indexer = Indexer::create(&place).unwrap();
    for batch in articles.chunks(10) {
        for article in batch {
            indexer.add(article.clone()).unwrap();
        }
        indexer.commit().unwrap();
    }
    let second = Indexer::open(&place).unwrap_err();
    assert!(matches!(second, IndexerError::Locked { is_own: true, .. }), "{second:?}");
    let searcher = Searcher::open(&place).unwrap();
    let view = searcher.snapshot();
    assert!(indexer.remove(&articles[0].id).unwrap());
    indexer.rollback().unwrap();
    assert!(indexer.remove(&articles[1].id).unwrap());
    indexer.publish().unwrap();
    assert!(searcher.reload().unwrap());
    assert_eq!((total(&searcher, "in:all"), view.count("in:all").unwrap().total), (59, 60));

    let exists = Indexer::create(&place).unwrap_err();
    assert!(matches!(exists, IndexerError::Exists { .. }), "{exists:?}");
    let settings = Settings { zone: "Europe/Belgrade".into(), ..Settings::default() };
    let options = IndexerOptions::new().settings(settings);
    let other = options.clone().open(&place).unwrap_err();
    assert!(matches!(other, IndexerError::OtherSettings { .. }), "{other:?}");
    let before = contents(&searcher);
    let rebuilt = options.clone().rebuild_from_store(&place, &mut |_| {}).unwrap();
    assert_eq!((rebuilt.summary.articles, rebuilt.damage.len()), (59, 0));
    assert!(searcher.reload().unwrap());
    assert_eq!(contents(&searcher), before);
    // The old commit goes on answering though its generation is gone.
    assert_eq!(view.count("in:all").unwrap().total, 60);
    let mut indexer = options.clone().open(&place).unwrap();
    indexer.add(articles[1].clone()).unwrap();
    indexer.publish().unwrap();
    assert_eq!(options.optimize(&place).unwrap().segments_after, 1);
    assert!(searcher.reload().unwrap());
    assert_eq!(total(&searcher, "in:all"), 60);
    let verification = verify(&place).unwrap();
    assert!(verification.is_sound() && verification.articles == 60, "{verification:?}");
}

#[test]
fn two_of_them_are_two_and_a_clone_is_the_same() {
    let (one, other) = (Location::in_memory(), Location::in_memory());
    let mut indexer = Indexer::create(&one).unwrap();
    indexer.put("1", Article::builder().title("The ferry returns")).unwrap();
    indexer.commit().unwrap();
    assert!(Searcher::open(&other).is_err());
    Indexer::create(&other).unwrap().commit().unwrap();
    assert_eq!(total(&Searcher::open(&other).unwrap(), "ferry"), 0);
    assert_eq!(total(&Searcher::open(one.clone()).unwrap(), "ferry"), 1);
    assert_eq!((one.path(), Location::from("index").path().is_some()), (None, true));
}
