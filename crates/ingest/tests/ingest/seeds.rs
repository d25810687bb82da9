//! Reads five real texts as a scraper left them. They are not part of this project: the variable
//! `BACKFILE_DATA` names the folder that holds them.

use article::{Article, EvidenceKind, SegmentKind};

fn seeds() -> Option<Vec<Article>> {
    let Some(data) = testkit::real_data() else {
        eprintln!("SKIPPED: set BACKFILE_DATA to the folder with the test data to run this test");
        return None;
    };
    let folder = data.join("seeds");
    let told = super::read(&folder);
    assert!(told.skips().is_empty(), "{:?}", told.skips());
    let articles: Vec<Article> = told.articles().into_iter().cloned().collect();
    assert_eq!(articles.len(), 5);
    Some(articles)
}

/// The kind of each line that is not empty, as a letter.
fn kinds(article: &Article) -> String {
    let mut kinds = String::new();
    let mut start = 0;
    for line in article.body.split('\n') {
        let at = start + line.len() - line.trim_start().len();
        start += line.len() + 1;
        if line.trim().is_empty() {
            continue;
        }
        let segment = article.segments.iter().find(|segment| segment.span.contains(&at));
        kinds.push(match segment.unwrap().kind {
            SegmentKind::Body => '.',
            SegmentKind::Title => 'T',
            SegmentKind::Byline => 'h',
            SegmentKind::Boilerplate => 'x',
            SegmentKind::Caption => 'c',
            SegmentKind::Comment => 'r',
        });
    }
    kinds
}

fn line(article: &Article, number: usize) -> &str {
    article.body.lines().filter(|line| !line.trim().is_empty()).nth(number).unwrap().trim()
}

#[test]
fn every_line_is_labelled_as_a_reader_would() {
    let Some(articles) = seeds() else { return };
    let found: Vec<String> = articles.iter().map(kinds).collect();
    assert_eq!(
        found,
        [
            "xTcc.xx.....x..................xx",
            "T......cc....xxx",
            "Tx.....................xxxxxx",
            "h.......xxxxxxxxxxxx",
            "T..........x....xxxx....x",
        ]
    );
}

#[test]
fn the_title_is_the_whole_headline() {
    let Some(articles) = seeds() else { return };
    // The first line of the first text is cut and stands behind a breadcrumb.
    for (article, number) in articles.iter().zip([Some(1), Some(0), Some(0), None, Some(0)]) {
        assert_eq!(article.title.as_deref(), number.map(|number| line(article, number)));
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
    assert_eq!(evidence.text, line(article, 0));
    assert_eq!(evidence.span, Some(0..evidence.text.len()));
    assert!(evidence.text.ends_with(article.source.as_deref().unwrap()));
}
