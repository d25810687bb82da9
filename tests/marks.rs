//! What is marked in an article, and which pieces of it are shown.

use std::fmt::Write as _;

use backfile::{Article, Searcher};
use query::{Marks, SnippetField};
use testkit::article;

use crate::samples::Sample;

fn indexed(body: &str) -> (Sample, Searcher, Article) {
    let sample = Sample::new();
    let mut indexer = sample.indexer();
    let article = article("one", "Headline", body).build().unwrap();
    indexer.add(article.clone()).unwrap();
    indexer.publish().unwrap();
    let searcher = sample.searcher();
    (sample, searcher, article)
}

/// A text with brackets around what is marked.
fn bracketed(text: &str, marks: &[std::ops::Range<usize>]) -> String {
    let mut bracketed = String::new();
    let mut done = 0;
    for mark in marks {
        let _ = write!(bracketed, "{}[{}]", &text[done..mark.start], &text[mark.clone()]);
        done = mark.end;
    }
    bracketed + &text[done..]
}

#[test]
fn marks_are_the_words_that_match_and_no_others() {
    let mut wrong = Vec::new();
    for (query, expected) in [
        // Folding moves no offset.
        ("vucic", "[Vuc\u{30c}ic\u{301}] met [ВУЧИЋ] and Vuk."),
        ("finance", "The [ﬁnance] of [FINANCE]; financial."),
        ("istanbul", "[İSTANBUL]'da, [İstanbul] and [ıstanbul]."),
        ("strasse", "Die [Straße], die [STRASSE]."),
        ("\"naive cafe\"", "A [naïve café] is no naive tea."),
        ("шчербаков", "[Щербаков] и Щерба."),
        // The ladder of exactness.
        ("=Vučić", "[Vučić], [VUČIĆ], Vucic, Вучић."),
        ("==Vučić", "[Vučić], VUČIĆ, Vucic."),
        ("\"works\"", "[Works], not work."),
        ("work", "[Works], [worked], [work]."),
        // An arrangement marks its words where they stand so, and nowhere else.
        ("\"working group\"", "The [working group] of a working day met a group."),
        ("\"president vuc*\"", "[President Vučić] said; the president of Vučić."),
        ("\"group working\"~1", "[working] [group]; group that is not working."),
        ("ferry w/2 river", "[ferry] of [river]. No other boat is a ferry."),
        ("ferry pre/2 river", "river, ferry on every lake; [ferry] [river]."),
        ("ferry /s river", "A [ferry] of the U.S. [river] by dr. Who. A river. A ferry."),
        ("ferry /p river", "A [ferry]. A [river].\n\nA river."),
        (
            "(ferry OR \"night boat\") w/3 river",
            "[night boat] on a [river]; boat at night on every other river.",
        ),
        ("atleast2(ferry)", "[ferry] and [ferries]"),
        // Patterns.
        ("krus*", "[Krušik], [KRUŠEVAC], Kruh."),
        ("kru?ik", "[Krušik], Krušnik."),
        ("*politika", "[Politika], [geopolitika], politički."),
        ("krushik~1", "[Krušik], [Krushik], Kruševac."),
        ("/kru(s|z)ik/", "[Krušik], [Kružik], Krušika."),
        // Exclusions, conditions and other fields mark nothing.
        ("ferry -river", "A [ferry]."),
        ("ferry words:2..9", "A [ferry] and a river."),
        ("long-range", "[Long-range], [long range], [longrange]; long and range."),
    ] {
        let body: String = expected.chars().filter(|c| !"[]".contains(*c)).collect();
        let (_sample, searcher, article) = indexed(&body);
        let found = searcher.count(query).unwrap().total;
        let Marks { body: marks, title, .. } = searcher.marks(&article, query).unwrap().value;
        let marked = bracketed(&article.body, &marks);
        if found != 1 || marked != expected || !title.is_empty() {
            wrong.push(format!("{query}: found {found}\n  {marked}\n  {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_one_place_of_a_rare_word_in_a_long_article_is_shown() {
    let common = "the ferry of the river and the ferry of the lake ".repeat(5_000);
    let body = format!("{common}. A zeppelin came to the ferry. {common}");
    let (_sample, searcher, _) = indexed(&body);
    for query in ["ferry zeppelin", "zeppelin OR ferry OR river OR lake"] {
        let page = searcher.search(query).unwrap();
        let snippets = &page.hits[0].snippets;
        assert!(snippets.len() <= 3);
        let shown = snippets.iter().find(|snippet| snippet.text.contains("zeppelin"));
        let shown = shown.expect("a snippet with the rare word");
        assert_eq!(shown.field, SnippetField::Body);
        assert!(
            bracketed(&shown.text, &shown.highlights).contains("A [zeppelin] came"),
            "{shown:?}"
        );
    }
}
