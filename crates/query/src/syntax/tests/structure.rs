//! What the canonical form does not show: the kinds of nodes and their spans.

use super::super::{DistanceKind, Exactness, Expr, ExprKind, PhrasePartKind};
use super::read;

fn kind(text: &str) -> ExprKind {
    read(text).expr.kind
}

fn word(text: &str, exactness: Exactness) -> ExprKind {
    ExprKind::Word { text: text.to_owned(), exactness }
}

#[test]
fn the_ladder_of_exactness() {
    assert_eq!(kind("Vučić"), word("Vučić", Exactness::Inflected));
    assert_eq!(kind("\"Vučić\""), word("Vučić", Exactness::Folded));
    assert_eq!(kind("=Vučić"), word("Vučić", Exactness::Letters));
    assert_eq!(kind("==\"Vučić\""), word("Vučić", Exactness::LettersAndCase));
    assert!(Exactness::Inflected < Exactness::LettersAndCase);
}

#[test]
fn only_a_typed_and_is_explicit() {
    assert!(matches!(kind("a b"), ExprKind::And { explicit: false, .. }));
    assert!(matches!(kind("a AND b"), ExprKind::And { explicit: true, .. }));
    let ExprKind::And { children, explicit: false } = kind("a AND b c") else { panic!() };
    assert!(matches!(children[0].kind, ExprKind::And { explicit: true, .. }));
}

#[test]
fn phrases_know_their_parts() {
    let text = "„president vuc* vucich~1“~3";
    let ExprKind::Phrase { parts, exactness, slop } = kind(text) else { panic!() };
    assert_eq!((exactness, slop), (Exactness::Folded, Some(3)));
    assert_eq!(parts[0].kind, PhrasePartKind::Word("president".to_owned()));
    assert_eq!(parts[1].kind, PhrasePartKind::Wildcard("vuc*".to_owned()));
    assert_eq!(
        parts[2].kind,
        PhrasePartKind::Fuzzy { word: "vucich".to_owned(), distance: Some(1) }
    );
    assert_eq!(&text[parts[1].span.clone()], "vuc*");
}

#[test]
fn distances_know_their_kind() {
    let kinds = [
        ("a w/5 b", DistanceKind::Near(5)),
        ("a NEAR/5 b", DistanceKind::Near(5)),
        ("a pre/5 b", DistanceKind::Before(5)),
        ("a /s b", DistanceKind::Sentence),
        ("a /p b", DistanceKind::Paragraph),
    ];
    for (text, expected) in kinds {
        let ExprKind::Distance { kind, .. } = kind(text) else { panic!("{text}") };
        assert_eq!(kind, expected, "{text}");
    }
}

/// Every node with the text it was read from, outermost first.
fn spans(text: &str) -> Vec<&str> {
    fn collect<'a>(text: &'a str, expr: &Expr, found: &mut Vec<&'a str>) {
        found.push(&text[expr.span.clone()]);
        for child in super::random::children(expr) {
            collect(text, child, found);
        }
    }
    let mut found = Vec::new();
    collect(text, &read(text).expr, &mut found);
    found
}

#[test]
fn every_node_knows_where_it_was_typed() {
    assert_eq!(
        spans("title:(a OR “b c”)^2 -d date:2025"),
        [
            "title:(a OR “b c”)^2 -d date:2025",
            "title:(a OR “b c”)^2",
            "title:(a OR “b c”)^2",
            "(a OR “b c”)^2",
            "a",
            "“b c”",
            "-d",
            "d",
            "date:2025"
        ]
    );
    assert_eq!(spans("\u{200f}вучић\u{200e} w/5 \0a"), ["вучић\u{200e} w/5 \0a", "вучић", "a"]);
}
