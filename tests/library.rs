//! Checks the library as a program uses it: adding, removing, committing, reloading, threads.

use std::sync::Arc;

use article::Segment;
use article::SegmentKind;
use backfile::{Article, Indexer, PublishedOn, SearchRequest, Searcher, verify};
use indexer::{Added, IndexerError};
use query::{DateMatch, QueryError, Sort};
use testkit::{Random, article, random_articles};

use crate::samples::{Sample, ids, listing, sorted, total};

fn dated(id: &str, title: &str, date: &str) -> Article {
    article(id, title, "The ferry runs.").published_on(date.parse().unwrap()).build().unwrap()
}

fn plain(id: &str, title: &str, body: &str) -> Article {
    article(id, title, body).build().unwrap()
}

/// An index of these articles.
fn index_of(articles: impl IntoIterator<Item = Article>) -> Sample {
    let sample = Sample::new();
    let articles = articles.into_iter().map(Ok::<_, std::convert::Infallible>);
    sample.indexer().add_all(articles).unwrap().publish().unwrap();
    sample
}

/// The source ids of the hits, in order.
#[track_caller]
fn found(searcher: &Searcher, request: impl Into<SearchRequest>) -> Vec<String> {
    let page = searcher.search(request).unwrap();
    page.value.hits.into_iter().filter_map(|hit| hit.source_id).collect()
}

#[test]
fn articles_are_added_replaced_removed_and_left_alone() {
    let sample = Sample::new();
    let mut indexer = sample.indexer();
    let first = plain("1", "Ferry", "The old text.");
    assert_eq!(indexer.add(first.clone()).unwrap(), Added::New);
    assert_eq!(indexer.add(plain("2", "Bridge", "Another.")).unwrap(), Added::New);
    let summary = indexer.commit().unwrap();
    assert_eq!((summary.added, summary.articles), (2, 2));
    drop(indexer);
    let mut indexer = sample.indexer();
    assert_eq!(indexer.add(first.clone()).unwrap(), Added::Unchanged);
    assert_eq!(indexer.add(plain("2", "Bridge", "A new text.")).unwrap(), Added::Replaced);
    let summary = indexer.publish().unwrap();
    assert_eq!((summary.unchanged, summary.replaced, summary.articles), (1, 1, 2));
    let searcher = sample.searcher();
    assert_eq!(found(&searcher, "new"), ["2"]);
    assert_eq!(total(&searcher, "another"), 0);
    let mut indexer = sample.indexer();
    assert!(indexer.remove(&first.id).unwrap());
    assert!(!indexer.remove(&first.id).unwrap(), "it is gone already");
    let summary = indexer.publish().unwrap();
    assert_eq!((summary.removed, summary.articles), (1, 1));
    assert!(searcher.reload().unwrap());
    assert_eq!(found(&searcher, ""), ["2"]);
    assert!(verify(sample.index()).unwrap().is_sound());
}

#[test]
fn an_article_added_again_after_its_removal_is_there() {
    let one = plain("1", "Ferry", "The text.");
    let sample = index_of([one.clone()]);
    let mut indexer = sample.indexer();
    assert!(indexer.remove(&one.id).unwrap());
    indexer.add(one).unwrap();
    let summary = indexer.publish().unwrap();
    assert_eq!(summary.articles, 1);
    assert_eq!(total(&sample.searcher(), "ferry"), 1);
}

#[test]
fn nothing_is_seen_before_the_commit_nor_before_the_reload() {
    let sample = Sample::new();
    let mut indexer = sample.indexer();
    indexer.commit().unwrap();
    let searcher = sample.searcher();
    assert_eq!(total(&searcher, ""), 0, "an index without a commit is empty");
    indexer.add(plain("1", "Ferry", "Text.")).unwrap();
    assert!(!searcher.reload().unwrap());
    assert_eq!(total(&searcher, "ferry"), 0);
    indexer.commit().unwrap();
    assert_eq!(total(&searcher, "ferry"), 0, "the open commit goes on answering");
    assert!(searcher.reload().unwrap());
    assert!(!searcher.reload().unwrap());
    assert_eq!(total(&searcher, "ferry"), 1);
}

#[test]
fn the_second_writer_is_told_who_the_first_is() {
    let sample = Sample::new();
    let indexer = sample.indexer();
    let Err(IndexerError::Locked { process, .. }) = Indexer::open_or_create(sample.index()) else {
        panic!("a second writer was let in");
    };
    assert!(process.unwrap().contains(&std::process::id().to_string()));
    drop(indexer);
    sample.indexer();
}

#[test]
fn a_searcher_reads_a_folder_that_cannot_be_written() {
    let sample = index_of([plain("1", "Ferry", "Text.")]);
    let before = listing(&sample.index());
    set_writable(&sample.index(), false);
    let answers = std::panic::catch_unwind(|| {
        let searcher = sample.searcher();
        (found(&searcher, "ferry"), searcher.reload().unwrap(), searcher.stats().unwrap().articles)
    });
    set_writable(&sample.index(), true);
    assert_eq!(answers.unwrap(), (vec!["1".to_owned()], false, 1));
    assert_eq!(listing(&sample.index()), before, "searching wrote something");
}

fn set_writable(folder: &std::path::Path, is_writable: bool) {
    let mut permissions = folder.metadata().unwrap().permissions();
    #[cfg(unix)]
    std::os::unix::fs::PermissionsExt::set_mode(
        &mut permissions,
        if is_writable { 0o755 } else { 0o555 },
    );
    #[cfg(not(unix))]
    permissions.set_readonly(!is_writable);
    std::fs::set_permissions(folder, permissions).unwrap();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            set_writable(&path, is_writable);
        }
    }
}

#[test]
fn one_searcher_serves_many_threads_while_the_index_grows() {
    let sample = index_of(random_articles(1, 200));
    let searcher = Arc::new(sample.searcher());
    let expected = ids(&searcher, sorted("the", Sort::Newest, 50));
    let askers: Vec<_> = (0..4)
        .map(|_| {
            let (searcher, expected) = (Arc::clone(&searcher), expected.clone());
            std::thread::spawn(move || {
                for _ in 0..20 {
                    assert_eq!(ids(&searcher, sorted("the", Sort::Newest, 50)), expected);
                }
            })
        })
        .collect();
    let mut indexer = sample.indexer();
    for article in random_articles(2, 100) {
        indexer.add(article).unwrap();
    }
    indexer.publish().unwrap();
    for asker in askers {
        asker.join().unwrap();
    }
}

#[test]
fn the_order_of_input_does_not_change_the_order_by_date() {
    let articles = random_articles(3, 300);
    let mut shuffled = articles.clone();
    let mut random = Random::new(4);
    for at in (1..shuffled.len()).rev() {
        shuffled.swap(at, random.below(at + 1));
    }
    let (one, again) = (index_of(articles.clone()), index_of(articles));
    let other = index_of(shuffled);
    for query in ["", "the", "\"working group\"", "date:2019", "vucic OR river"] {
        for sort in [Sort::Newest, Sort::Oldest] {
            let expected = ids(&one.searcher(), sorted(query, sort, 1_000));
            assert_eq!(ids(&other.searcher(), sorted(query, sort, 1_000)), expected, "{query}");
            assert_eq!(ids(&again.searcher(), sorted(query, sort, 1_000)), expected, "{query}");
        }
        let best = |sample: &Sample| ids(&sample.searcher(), sorted(query, Sort::Relevance, 1_000));
        assert_eq!(best(&one), best(&again), "{query}");
        assert_eq!(best(&one), best(&other), "{query}");
    }
}

#[test]
fn undated_articles_come_last_under_both_orders() {
    let undated = plain("none", "Ferry", "The ferry runs.");
    let articles = [
        dated("new", "Ferry", "2024-05-02"),
        undated,
        dated("old", "Ferry", "1999"),
        dated("month", "Ferry", "2024-05"),
    ];
    let searcher = index_of(articles).searcher();
    assert_eq!(
        found(&searcher, sorted("ferry", Sort::Oldest, 10)),
        ["old", "month", "new", "none"].map(str::to_owned)
    );
    assert_eq!(
        found(&searcher, sorted("ferry", Sort::Newest, 10)),
        ["new", "month", "old", "none"].map(str::to_owned)
    );
}

#[test]
fn a_date_wider_than_the_range_is_possible() {
    let articles = [
        dated("day", "Ferry", "2019-05-10"),
        dated("month", "Ferry", "2019-05"),
        dated("year", "Ferry", "2019"),
        dated("other", "Ferry", "2019-07-01"),
        plain("none", "Ferry", "Text."),
    ];
    let searcher = index_of(articles).searcher();
    let matches = |query: &str| {
        let page = searcher.search(query).unwrap();
        assert_eq!(page.total, Some(page.hits.len() as u64), "{query}");
        let mut matches: Vec<_> = page
            .value
            .hits
            .into_iter()
            .map(|hit| (hit.source_id.unwrap(), hit.date_match))
            .collect();
        matches.sort_by(|one, two| one.0.cmp(&two.0));
        matches
    };
    let (certain, possible) = (Some(DateMatch::Certain), Some(DateMatch::Possible));
    let of = |name: &str, how| (name.to_owned(), how);
    let day = [of("day", certain), of("month", possible), of("year", possible)];
    assert_eq!(matches("date:2019-05-10"), day);
    assert_eq!(matches("ferry date:2019-05-10"), day);
    assert_eq!(matches("date:2019-05").len(), 3);
    let year = matches("date:2019");
    assert_eq!(year.len(), 4);
    assert!(year.iter().all(|(_, how)| *how == certain), "{year:?}");
    assert_eq!(matches("date:2019-08"), [of("year", possible)]);
    assert_eq!(matches("-has:date").first().map(|hit| hit.0.clone()), Some("none".to_owned()));
}

#[test]
fn the_exact_form_stands_above_the_folded_and_that_above_the_inflected() {
    let body = "Nothing else is in this text of the paper.";
    let same = |id: &str, title: &str| {
        article(id, title, body).published_on("2020-01-01".parse::<PublishedOn>().unwrap()).build()
    };
    for (typed, exact, folded, inflected) in
        [("Krušik", "Krušik", "Krusik", "Krušiks"), ("markets", "Markets", "Màrkets", "Marketing")]
    {
        let titles = [("inflected", inflected), ("folded", folded), ("exact", exact)];
        let articles = titles.map(|(id, title)| same(id, title).unwrap());
        let searcher = index_of(articles).searcher();
        assert_eq!(found(&searcher, typed), ["exact", "folded", "inflected"], "{typed}");
    }
}

#[test]
fn a_title_that_stands_in_the_body_again_is_counted_once() {
    let title = "Ferry strike ends";
    let text = "The crews go back to work.";
    let body = format!("{title}\n\n{title}\n\n{text}");
    let copies = vec![
        Segment::new(SegmentKind::Title, 0..title.len()),
        Segment::new(SegmentKind::Boilerplate, title.len() + 2..2 * title.len() + 2),
        Segment::new(SegmentKind::Body, 2 * title.len() + 4..body.len()),
    ];
    let doubled = article("doubled", title, &body).segments(copies).build().unwrap();
    let searcher = index_of([doubled, plain("single", title, text)]).searcher();
    let page = searcher.search("ferry").unwrap();
    let scores: Vec<f32> = page.hits.iter().map(|hit| hit.score).collect();
    assert_eq!(page.hits.len(), 2);
    assert!((scores[0] - scores[1]).abs() < 1e-6, "{scores:?}");
}

#[test]
fn a_cursor_belongs_to_its_question() {
    let searcher = index_of(random_articles(5, 100)).searcher();
    let page = searcher.search(sorted("the", Sort::Newest, 5)).unwrap();
    let mut other = sorted("river", Sort::Newest, 5);
    other.cursor.clone_from(&page.cursor);
    assert!(matches!(searcher.search(other), Err(QueryError::Cursor { .. })));
    for wrong in ["", "x", "čć", &"0".repeat(10_000)] {
        let mut request = sorted("the", Sort::Newest, 5);
        request.cursor = Some(wrong.to_owned());
        assert!(matches!(searcher.search(request), Err(QueryError::Cursor { .. })), "{wrong}");
    }
}

#[test]
fn pages_stay_right_while_articles_come_and_go() {
    let articles = random_articles(6, 400);
    for sort in [Sort::Newest, Sort::Oldest, Sort::Relevance] {
        for query in ["", "the", "\"the working\"~3", "works date:2016..2022"] {
            let sample = index_of(articles.clone());
            let searcher = sample.searcher();
            let whole = ids(&searcher, sorted(query, sort, 10_000));
            let paged = ids(&searcher, sorted(query, sort, 7));
            assert_eq!(paged, whole, "{query} {sort:?}: pages of a still index");
            change_between_pages(&sample, &searcher, query, sort, &whole);
        }
    }
}

/// Reads page by page while what was seen is removed and other articles are added: no article
/// comes twice, and of those that were always there none is passed over.
fn change_between_pages(
    sample: &Sample,
    searcher: &Searcher,
    query: &str,
    sort: Sort,
    whole: &[backfile::ArticleId],
) {
    let mut indexer = sample.indexer();
    let mut request = sorted(query, sort, 9);
    let mut seen = Vec::new();
    let mut removed = Vec::new();
    for round in 0_u64.. {
        let page = searcher.search(request.clone()).unwrap();
        seen.extend(page.hits.iter().map(|hit| hit.id));
        let Some(cursor) = page.value.cursor else { break };
        request.cursor = Some(cursor);
        if round < 6 {
            let victim = &whole[(whole.len() / 7 * usize::try_from(round).unwrap()) % whole.len()];
            indexer.remove(victim).unwrap();
            removed.push(*victim);
            for (number, article) in random_articles(100 + round, 5).into_iter().enumerate() {
                let builder =
                    Article::builder().source("Added").source_id(format!("{round}-{number}"));
                let article = article.into_fields();
                let builder = builder.title(article.title.unwrap()).body(article.body);
                let builder = match article.published_on {
                    Some(date) => builder.published_on(date),
                    None => builder,
                };
                indexer.add(builder.build().unwrap()).unwrap();
            }
            indexer.commit().unwrap();
            // Scores change with the numbers of articles, so the best are paged through as of the
            // commit of the first page.
            searcher.reload().unwrap();
        }
    }
    let mut unique = seen.clone();
    unique.sort();
    unique.dedup();
    assert_eq!(unique.len(), seen.len(), "{query} {sort:?}: an article came twice");
    let stayed = whole.iter().filter(|id| !removed.contains(id));
    let missed: Vec<_> = stayed.filter(|id| !seen.contains(id)).collect();
    assert!(missed.is_empty(), "{query} {sort:?}: passed over {missed:?}");
    let order: Vec<_> = seen.iter().filter(|id| whole.contains(id)).collect();
    let expected: Vec<_> = whole.iter().filter(|id| seen.contains(id)).collect();
    assert_eq!(order, expected, "{query} {sort:?}: another order");
}

#[test]
fn searchers_go_from_thread_to_thread() {
    fn is_shared<T: Send + Sync>() {}
    is_shared::<Searcher>();
}
