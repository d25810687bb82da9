//! Labels small texts made for one rule each.

use article::{Boilerplate, Provenance, Segment, SegmentKind, SourceBoilerplate};
use text::Language;

use super::{Frame, Labelled, Learned, label};
use crate::Reason;
use crate::clean::date::Manner;
use crate::format::DraftKind;

fn text(body: &str) -> Labelled {
    labelled_with(body, None, DraftKind::Text, &Boilerplate::default())
}

fn labelled_with(
    body: &str,
    title: Option<&str>,
    kind: DraftKind,
    boilerplate: &Boilerplate,
) -> Labelled {
    let provenance = Provenance { path: "courier/a.txt".into(), record: None };
    let learned = Learned { boilerplate, outlet: None, url: None, provenance: &provenance };
    let wants_date = title.is_none();
    let frame = Frame { title, kind, captions: &[], quotes: &[], wants_date, learned };
    label(body, &frame, Manner::of(Language::ENGLISH, None, None))
}

fn kinds<'b>(body: &'b str, labelled: &Labelled) -> Vec<(SegmentKind, &'b str)> {
    labelled.segments().iter().map(|segment| (segment.kind, &body[segment.span.clone()])).collect()
}

#[test]
fn the_first_headline_is_the_title_and_its_copies_are_not_scored_twice() {
    let body =
        "Ferry returns to the lake\n\nFerry returns to the lake\n\nThe ferry returned on Monday.";
    let labelled = text(body);
    assert_eq!(&body[labelled.found_title.clone().unwrap()], "Ferry returns to the lake");
    let kinds: Vec<SegmentKind> = labelled.segments().iter().map(|segment| segment.kind).collect();
    assert_eq!(kinds, [SegmentKind::Title, SegmentKind::Boilerplate, SegmentKind::Body]);
}

#[test]
fn a_header_line_gives_date_and_source_and_is_no_title() {
    let body = "June 3, 2024Lake Courier\nThe ferry has returned to the lake after two years of repairs.\n\
                It sank in 2022 and was raised by divers in the autumn of that year, they say.";
    let labelled = text(body);
    assert_eq!(labelled.found_title, None);
    assert_eq!(labelled.header.source.as_deref(), Some("Lake Courier"));
    let date = labelled.header.dates.first().unwrap();
    assert_eq!(date.date.to_string(), "2024-06-03");
    assert_eq!(&body[date.span.clone().unwrap()], "June 3, 2024Lake Courier");
}

#[test]
fn a_date_in_a_sentence_is_none_of_publication() {
    for body in [
        "Ferry returns\n\nOn May 9, 2025, the captain met the mayor of the town by the lake.",
        "Ferry returns\n\nThe captain sailed on 9 May 2025.",
        "The ferry returned on May 9, 2025.",
    ] {
        assert!(text(body).header.dates.is_empty(), "{body}");
    }
}

#[test]
fn a_dateline_gives_the_date() {
    let body =
        "Ferry returns\n\nOHRID, May 30, 2025 (Lake Agency) – The ferry has returned to the lake.";
    let date = text(body).header.dates.remove(0);
    assert_eq!(date.kind, article::EvidenceKind::Dateline);
    assert_eq!(date.date.to_string(), "2025-05-30");
}

#[test]
fn links_are_labelled_up_to_the_next_paragraph() {
    let body = "Title of it\n\nThe ferry returned on Monday.\n\nDon’t miss…\nA headline of another[LATEST]\n\
                Another headline\n\nThe mayor was glad.\n\nAlso read\n\nThe captain, too, was glad.";
    let kinds = kinds(body, &text(body));
    assert!(kinds.contains(&(SegmentKind::Body, "The mayor was glad.")), "{kinds:?}");
    assert!(kinds.contains(&(SegmentKind::Body, "The captain, too, was glad.")), "{kinds:?}");
    let links = "Don’t miss…\nA headline of another[LATEST]\nAnother headline";
    assert!(kinds.contains(&(SegmentKind::Boilerplate, links)), "{kinds:?}");
}

#[test]
fn captions_take_the_short_line_above_them() {
    let body = "Title of it\n\nAna Anić\nShutterstock.com\n\nThe ferry returned.\n\nAna Anić\n\
                The mayor: once more on board. (Source: Somebody/Agency)\n\nThe end came soon.";
    let kinds = kinds(body, &text(body));
    let captions: Vec<&str> = kinds
        .iter()
        .filter(|(kind, _)| *kind == SegmentKind::Caption)
        .map(|(_, text)| *text)
        .collect();
    assert_eq!(captions[0], "Ana Anić\nShutterstock.com");
    assert_eq!(captions[1], "Ana Anić\nThe mayor: once more on board. (Source: Somebody/Agency)");
}

#[test]
fn lists_of_tags_and_dates_below_a_text_are_labelled() {
    let body = "Title of it\n\nThe ferry returned on Monday and stayed at the lake, as the mayor had promised them.\nLakes\nJune 2025\nLakes\nJune 2025\n";
    let kinds = kinds(body, &text(body));
    assert_eq!(
        kinds.last(),
        Some(&(SegmentKind::Boilerplate, "Lakes\nJune 2025\nLakes\nJune 2025"))
    );
}

#[test]
fn shortcodes_are_labelled_and_tags_of_editors_are_not() {
    let body = "Title of it\n\nThe ferry returned.\n\n[form id=\"314\"]\n\n[sic]\n";
    let kinds = kinds(body, &text(body));
    assert!(kinds.contains(&(SegmentKind::Boilerplate, "[form id=\"314\"]")), "{kinds:?}");
    assert!(kinds.contains(&(SegmentKind::Body, "[sic]")), "{kinds:?}");
}

#[test]
fn the_given_title_is_found_in_a_record() {
    let body = "Ferry returns\nThe ferry returned on Monday.";
    let (title, kind) = (Some("Ferry returns"), DraftKind::Record);
    let labelled = labelled_with(body, title, kind, &Boilerplate::default());
    assert_eq!(labelled.segments()[0].kind, SegmentKind::Title);
    assert_eq!(labelled.segments()[1].kind, SegmentKind::Body);
}

#[test]
fn what_stands_in_many_articles_of_the_source_is_neither_text_nor_title() {
    let mut boilerplate = Boilerplate::default();
    let lines =
        ["The Lake Courier", "Write to us at the harbour."].map(|line| (line.to_owned(), 9));
    let learned = SourceBoilerplate { articles: 9, lines: lines.into() };
    boilerplate.insert("courier/".to_owned(), learned);
    let body = "The Lake Courier\n\nFerry returns\n\nThe ferry returned on Monday, they say.\n\n\
                Write to us at the harbour.";
    let labelled = labelled_with(body, None, DraftKind::Text, &boilerplate);
    assert_eq!(&body[labelled.found_title.clone().unwrap()], "Ferry returns");
    let is_learned = |part: &&(Segment, Reason)| part.1 == Reason::Learned;
    assert_eq!(labelled.parts.iter().filter(is_learned).count(), 2, "{:?}", labelled.parts);
    // An article of nothing else is one all the same.
    let labelled = labelled_with(&body[..16], None, DraftKind::Record, &boilerplate);
    assert_eq!(labelled.parts[0].1, Reason::Nothing);
}
