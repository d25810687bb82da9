//! Checks that what belongs together is of one commit, whatever a writer does meanwhile.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use backfile::{Indexer, SearchRequest, Searcher};
use query::{Breakdown, QueryError, Sort, TimelineBy};
use schema::Facet;
use testkit::{Random, article, seed};

use crate::samples::Sample;

/// Puts so many articles, all of one round, in the place of those of the round before.
fn put_round(indexer: &mut Indexer, round: usize, articles: usize) {
    for number in 0..articles {
        let date = format!("20{:02}-0{}-01", number % 20, number % 9 + 1);
        let again = "again ".repeat((number * 7 + round * 3) % 11);
        let body = format!("The ferry runs {again}in round {round}.");
        let built = article("x", "Ferry", &body)
            .tags(vec![format!("round {round}")])
            .published_on(date.parse().unwrap());
        indexer.put(&number.to_string(), built).unwrap();
    }
    indexer.commit().unwrap();
}

/// Every hit of a query, page by page.
fn pages(mut page: impl FnMut(Option<String>) -> (Vec<String>, Option<String>)) -> Vec<String> {
    let (mut all, mut cursor) = (Vec::new(), None);
    loop {
        let (mut hits, next) = page(cursor);
        all.append(&mut hits);
        if next.is_none() {
            return all;
        }
        cursor = next;
    }
}

#[test]
fn pages_of_a_snapshot_show_every_hit_once_while_another_thread_commits() {
    const ARTICLES: usize = 60;
    let sample = Sample::new();
    let mut indexer = sample.indexer();
    put_round(&mut indexer, 0, ARTICLES);
    let searcher = sample.searcher();
    let is_over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut round = 1;
            while !is_over.load(Ordering::Relaxed) {
                put_round(&mut indexer, round, ARTICLES);
                searcher.reload().unwrap();
                round += 1;
            }
        });
        for sort in [Sort::Relevance, Sort::Newest, Sort::Oldest].repeat(3) {
            let snapshot = searcher.snapshot();
            let shown = pages(|cursor| {
                let mut request = SearchRequest::new("ferry again");
                (request.sort, request.limit, request.cursor) = (Some(sort), Some(7), cursor);
                let page = snapshot.search(request).unwrap();
                assert_eq!(page.commit, snapshot.commit());
                let hits = page.hits.iter().map(|hit| hit.source_id.clone().unwrap());
                (hits.collect(), page.cursor.clone())
            });
            let total = snapshot.count("ferry again").unwrap().total;
            assert_eq!(shown.len() as u64, total, "{sort:?}");
            assert_eq!(shown.iter().collect::<BTreeSet<_>>().len(), shown.len(), "{sort:?}");
        }
        is_over.store(true, Ordering::Relaxed);
    });
}

#[test]
fn a_next_page_by_relevance_is_of_the_commit_of_the_page_before_as_long_as_it_is_kept() {
    let sample = Sample::new();
    let mut indexer = sample.indexer();
    put_round(&mut indexer, 0, 30);
    let searcher = sample.searcher();
    let page = |sort, cursor: Option<String>| {
        let mut request = SearchRequest::new("ferry");
        (request.sort, request.limit, request.cursor) = (Some(sort), Some(5), cursor);
        searcher.search(request)
    };
    let first = page(Sort::Relevance, None).unwrap();
    let newest = page(Sort::Newest, None).unwrap();
    for round in 1..=Searcher::KEPT_COMMITS {
        put_round(&mut indexer, round, 30);
        assert!(searcher.reload().unwrap());
        let second = page(Sort::Relevance, first.cursor.clone()).unwrap();
        assert_eq!((second.commit, second.hits[0].rank), (first.commit, 6));
        // By date it goes on in the newest commit.
        let second = page(Sort::Newest, newest.cursor.clone()).unwrap();
        assert_eq!((second.commit, second.hits[0].rank), (searcher.snapshot().commit(), 6));
    }
    // What was used last is kept.
    for round in 100..100 + Searcher::KEPT_COMMITS {
        put_round(&mut indexer, round, 30);
        searcher.reload().unwrap();
        page(Sort::Relevance, None).unwrap();
    }
    let gone = page(Sort::Relevance, first.cursor.clone()).unwrap_err();
    assert!(matches!(gone, QueryError::CommitGone { commit } if commit == first.commit), "{gone}");
    assert!(page(Sort::Newest, newest.cursor.clone()).is_ok());
}

#[test]
fn answers_under_load_are_each_of_one_commit() {
    const ARTICLES: usize = 40;
    let seed = seed();
    println!("BACKFILE_TEST_SEED={seed}");
    let answers = testkit::repeats("BACKFILE_TEST_ANSWERS", 100, 1_250);
    let sample = Sample::new();
    let mut indexer = sample.indexer();
    put_round(&mut indexer, 0, ARTICLES);
    let searcher = sample.searcher();
    let (is_over, rounds) = (AtomicBool::new(false), AtomicUsize::new(1));
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !is_over.load(Ordering::Relaxed) {
                put_round(&mut indexer, rounds.load(Ordering::Relaxed), ARTICLES);
                searcher.reload().unwrap();
                rounds.fetch_add(1, Ordering::Relaxed);
            }
        });
        let ask = |thread: u64| {
            let mut random = Random::new(seed ^ thread);
            let (mut known, mut asked) = (BTreeMap::new(), 0);
            while asked < answers || rounds.load(Ordering::Relaxed) < 5 {
                asked += 1;
                let breakdown = Breakdown::new().facets([Facet::Tag]).timeline(TimelineBy::Year);
                let mut request = SearchRequest::new("ferry");
                request.sort = Some(*random.one_of(&[Sort::Relevance, Sort::Newest, Sort::Oldest]));
                let answer = searcher.ask(request, &breakdown).unwrap();
                let buckets = &answer.facets.as_ref().unwrap().buckets;
                let [bucket] = buckets.as_slice() else {
                    panic!("two rounds in one answer: {buckets:?}");
                };
                assert_eq!(bucket.count, ARTICLES as u64);
                assert_eq!(answer.page.total, Some(ARTICLES as u64));
                let timeline = answer.timeline.as_ref().unwrap();
                assert_eq!(timeline.total, ARTICLES as u64);
                let words = bucket.key.as_str();
                let is_of_round = |text: &str| text.contains(words);
                let mut snippets = answer.page.hits.iter().flat_map(|hit| &hit.snippets);
                assert!(snippets.all(|one| one.text == "Ferry" || is_of_round(&one.text)));
                // One commit is one round, whoever asked.
                let round = known.entry(answer.commit.to_string()).or_insert(bucket.key.clone());
                assert_eq!(*round, bucket.key);
            }
        };
        let threads: Vec<_> = (0..8).map(|thread| scope.spawn(move || ask(thread))).collect();
        let ended: Vec<_> = threads.into_iter().map(|thread| thread.join().is_ok()).collect();
        is_over.store(true, Ordering::Relaxed);
        assert!(ended.into_iter().all(|is_sound| is_sound));
    });
}

#[test]
fn a_commit_has_one_name_for_whoever_opens_it() {
    let sample = Sample::generated(5, 50);
    let (one, other) = (sample.searcher(), sample.searcher());
    let commit = one.search("river").unwrap().commit;
    assert_eq!(commit, other.count("bridge").unwrap().commit);
    assert_eq!(commit.to_string().parse(), Ok(commit));
    assert!(!one.reload().unwrap());
    sample.write("news/more.txt", "A new ferry\n\nIt runs on the river.\n");
    sample.update();
    assert!(one.reload().unwrap());
    assert_ne!(one.snapshot().commit(), commit);
    assert_eq!(other.snapshot().commit(), commit);
}

#[test]
fn one_call_answers_as_three_do() {
    let searcher = Sample::generated(11, 400).searcher();
    for query in
        ["river", "works bridge", "", "date:2016..2019 the", "nowhere river", "\"of the\"~4"]
    {
        let breakdown = Breakdown::new().facets([Facet::Source, Facet::Tag]);
        let breakdown = breakdown.timeline(TimelineBy::Month);
        let whole = searcher.ask(query, &breakdown).unwrap();
        let page = searcher.search(query).unwrap();
        let ids = |page: &backfile::ResultPage| -> Vec<_> {
            page.hits.iter().map(|hit| (hit.id, hit.score.to_bits())).collect()
        };
        assert_eq!(ids(&whole.page), ids(&page), "{query}");
        assert_eq!(whole.page.total, page.total, "{query}");
        let facets = searcher.facets(query, &[Facet::Source, Facet::Tag]).unwrap();
        assert_eq!(whole.facets.as_ref(), Some(&facets.value), "{query}");
        let timeline = searcher.timeline(query, TimelineBy::Month).unwrap();
        assert_eq!(whole.timeline.as_ref(), Some(&timeline.value), "{query}");
        assert_eq!(whole.diagnostics, page.diagnostics, "{query}");
        let bare = searcher.ask(query, &Breakdown::new()).unwrap();
        assert_eq!((ids(&bare.page), bare.timeline.is_none()), (ids(&page), true));
        // Who wants no hits gets the same counts.
        let mut counts = SearchRequest::new(query);
        counts.limit = Some(0);
        let counts = searcher.ask(counts, &breakdown).unwrap();
        assert_eq!((&counts.facets, &counts.timeline), (&whole.facets, &whole.timeline), "{query}");
    }
}
