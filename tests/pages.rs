//! Checks that a page shows the same however much is left out on the way to it.

use query::Sort;

use crate::samples::{Sample, sorted};

/// What a short page is spared (positions, whole posting lists, the exact forms of most matches)
/// changes nothing of what it shows.
#[test]
fn a_short_page_is_the_beginning_of_a_long_one() {
    // By the second one, the order in which three scores are added shows in their sum.
    for seed in [testkit::seed(), 1_883_306_066_397_636] {
        println!("BACKFILE_TEST_SEED={seed}");
        short_pages_begin_long_ones(seed);
    }
}

fn short_pages_begin_long_ones(seed: u64) {
    let searcher = Sample::generated(seed, 2_000).searcher();
    let mut empty = Vec::new();
    for query in [
        "works",
        "the works",
        "river OR bridge OR works",
        "the river OR bridge OR works OR water",
        "\"the working\"~3",
        "the w/4 works",
        "works pre/6 river",
        "the /s bridge",
        "\"of the river\"",
        "r*",
        "works~2",
        "/.*ing/",
        "atleast2(river)",
        "river date:2016..2020",
        "title:river OR body:works~1",
    ] {
        let long = searcher.search(sorted(query, Sort::Relevance, 3_000)).unwrap();
        let whole: Vec<_> = long.hits.iter().map(|hit| (&hit.id, hit.score)).collect();
        for limit in [1, 10, 60] {
            let short = searcher.search(sorted(query, Sort::Relevance, limit)).unwrap();
            let page: Vec<_> = short.hits.iter().map(|hit| (&hit.id, hit.score)).collect();
            assert_eq!(page, whole[..limit.min(whole.len())], "{query} {limit}, seed {seed}");
        }
        if whole.is_empty() {
            empty.push(query);
        }
    }
    assert!(empty.len() < 3, "{empty:?} find nothing, seed {seed}");
}
