//! Reads five real texts as a scraper left them. They are not part of this project: the variable
//! `BACKFILE_DATA` names the folder that holds them.

use std::path::PathBuf;

use article::{Article, EvidenceKind, SegmentKind};

fn seeds() -> Option<Vec<Article>> {
    #[expect(clippy::disallowed_methods, reason = "the tests, too, are told where the data lie")]
    let data = std::env::var("BACKFILE_DATA");
    let Ok(data) = data else {
        eprintln!("SKIPPED: set BACKFILE_DATA to the folder with the test data to run this test");
        return None;
    };
    let folder = PathBuf::from(data).join("seeds");
    let told = super::read(&folder);
    assert!(told.skips().is_empty(), "{:?}", told.skips());
    let articles: Vec<Article> = told.articles().into_iter().cloned().collect();
    assert_eq!(articles.len(), 5);
    Some(articles)
}

fn kind_of(article: &Article, words: &str) -> Vec<SegmentKind> {
    let places = article.body.match_indices(words);
    let kinds = places.map(|(at, _)| {
        article.segments.iter().find(|segment| segment.span.contains(&at)).unwrap().kind
    });
    kinds.collect()
}

fn assert_kinds(article: &Article, words: &[&str], kind: SegmentKind) {
    for words in words {
        let kinds = kind_of(article, words);
        assert!(!kinds.is_empty(), "`{words}` is not in the text");
        assert!(kinds.iter().all(|found| *found == kind), "`{words}` is {kinds:?}");
    }
}

#[test]
fn only_one_text_says_when_it_was_published() {
    let Some(articles) = seeds() else { return };
    let dates: Vec<Option<String>> =
        articles.iter().map(|article| article.published_on.map(|date| date.to_string())).collect();
    assert_eq!(dates, [None, None, None, Some("2025-05-30".to_owned()), None]);
    let article = &articles[3];
    let [evidence] = article.date_evidence.as_slice() else {
        panic!("{:?}", article.date_evidence)
    };
    assert_eq!(evidence.kind, EvidenceKind::HeaderLine);
    assert_eq!(evidence.text, "May 30, 2025Clash Report");
    assert_eq!(evidence.span, Some(0..24));
    assert_eq!(article.title, None);
    assert_eq!(article.source.as_deref(), Some("Clash Report"));
}

#[test]
fn titles_are_whole_and_their_copies_are_labelled() {
    let Some(articles) = seeds() else { return };
    let title = "Another of Putin’s Allies Changes Course: ‘Would Like to Support Zelensky’";
    assert_eq!(articles[0].title.as_deref(), Some(title));
    assert_kinds(&articles[0], &["Homepage War Another"], SegmentKind::Boilerplate);
    let copies = kind_of(&articles[2], articles[2].title.as_deref().unwrap());
    assert_eq!(copies, [SegmentKind::Title, SegmentKind::Boilerplate]);
    assert!(articles[1].title.as_deref().unwrap().ends_with("opponent of Putin?"));
    assert!(articles[4].title.as_deref().unwrap().starts_with("Russia suffers blow"));
}

#[test]
fn what_stands_around_the_articles_is_boilerplate() {
    let Some(articles) = seeds() else { return };
    let around: [&[&str]; 5] = [
        &["Others are reading now", "Also read", "Share it here", "Share the article"],
        &["Leave a Reply", "Your email address will not be published", "Akismet"],
        &[
            "email address will not be published",
            "Zeen",
            "Kevin Franke",
            "subscription slide-in",
            "mc4wp",
        ],
        &["Asia-Pasific", "June 2025", "July 2025", "Focus"],
        &[
            "We use your sign-up",
            "unsubscribe",
            "Don’t miss",
            "[REVEAL]",
            "[REPORT]",
            "[LATEST]",
            "Read Full Article",
        ],
    ];
    for (article, words) in articles.iter().zip(around) {
        assert_kinds(article, words, SegmentKind::Boilerplate);
    }
    assert_kinds(&articles[0], &["Shutterstock.com"], SegmentKind::Caption);
    assert_kinds(&articles[1], &["dpa-bilder"], SegmentKind::Caption);
}

#[test]
fn what_is_the_article_stays_its_own() {
    let Some(articles) = seeds() else { return };
    let own: [&[&str]; 5] = [
        &[
            "Willing to Help",
            "declared his country’s",
            "At the Southeast Europe",
            "committed to peace",
        ],
        &[
            "has so far been considered",
            "Russia is “deeply concerned”",
            "outbreak of war",
            "So far, Serbia has not",
        ],
        &["In a tense and unprecedented", "profound", "ever-shifting landscape"],
        &["Russia has accused", "conflicting global powers"],
        &[
            "Vladimir Putin may have",
            "While in Moldova",
            "When violence broke out",
            "instead choosing to blame Kosovo",
        ],
    ];
    for (article, words) in articles.iter().zip(own) {
        assert_kinds(article, words, SegmentKind::Body);
    }
}
