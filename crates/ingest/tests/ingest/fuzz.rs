//! Reads arbitrary bytes under every kind of name: nothing may panic, and segments must fit.

use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any, prop_oneof, proptest};
use proptest::test_runner::Config;

use super::read_file;

const NAMES: [&str; 12] = [
    "a.txt",
    "a.md",
    "a.html",
    "a.jsonl",
    "a.json",
    "a.csv",
    "a.tsv",
    "a.gz",
    "a.zst",
    "a.xml",
    "a",
    "a.jsonl.gz",
];

/// Pieces that mean something to some format.
const PIECES: [&str; 30] = [
    "{\"title\":\"",
    "\",\"body\":\"",
    "\"}\n",
    "[{",
    "}]",
    "\n\n",
    "May 30, 2025",
    "30.5.2025",
    "By Ana Doe\n",
    "<html><p>",
    "</p>",
    "&amp;",
    "---\ntitle: x\n---\n",
    "title,text\n",
    "\"",
    "Also read\n",
    "Ž",
    "Вучић ",
    "\u{85}",
    "\u{feff}",
    "\0",
    "<div>",
    "[x](",
    "Published on ",
    "…",
    "(Source: x)",
    "2025-05-30T",
    "\r\n",
    "[a b=\"c\"]\n",
    "Zeen is a next generation WordPress theme",
];

fn content() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        4 => (0..PIECES.len()).prop_map(|at| PIECES[at].as_bytes().to_vec()),
        1 => vec(any::<u8>(), 0..20),
        1 => "\\PC{0,30}".prop_map(String::into_bytes),
    ];
    let magic = prop_oneof![6 => Just(&b""[..]), 1 => Just(&b"\x1f\x8b\x08\0"[..]), 1 => Just(&b"\x28\xb5\x2f\xfd"[..])];
    (magic, vec(piece, 0..40)).prop_map(|(magic, pieces)| [magic, &pieces.concat()].concat())
}

#[test]
fn deeply_nested_and_unclosed_markup_is_survived() {
    for piece in [
        "<div>",
        "<b>",
        "<a href=x>",
        "<table><tr><td>",
        "<!--",
        "<script>",
        "&lt;",
        "<p",
        "[",
        "[x](",
        "**",
        "<svg>",
    ] {
        for count in [300, 100_000] {
            for name in ["a.html", "a.md", "a.txt"] {
                let told =
                    read_file(name, format!("<html><body>{}text", piece.repeat(count)).as_bytes());
                assert!(!told.reasons().contains(&"defect"), "{piece} {count} {name}");
            }
        }
    }
}

proptest! {
    #![proptest_config(Config { cases: 300, ..Config::default() })]

    #[test]
    fn arbitrary_bytes_never_panic(name in 0..NAMES.len(), bytes in content()) {
        let told = read_file(NAMES[name], &bytes);
        assert!(!told.reasons().contains(&"defect"), "{:?}", told.skips());
        for article in told.articles() {
            for evidence in article.date_evidence.iter().filter(|evidence| evidence.span.is_some()) {
                assert_eq!(article.body.get(evidence.span.clone().unwrap()), Some(evidence.text.as_str()));
            }
            let covered: String = article.segments.iter().map(|segment| &article.body[segment.span.clone()]).collect();
            let own = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
            assert_eq!(own(&covered), own(&article.body), "segments leave words out");
        }
    }
}
