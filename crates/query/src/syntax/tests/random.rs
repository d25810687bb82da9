//! Whatever is typed, reading ends, keeps its promises and repeats itself.

use proptest::prelude::{ProptestConfig, Strategy, any, prop};
use proptest::{prop_assert, prop_assert_eq, prop_oneof, proptest};

use super::super::{Expr, ExprKind, Parsed};
use super::read;

/// So many cases, twenty times as many where there is time.
pub(super) fn cases(usual: u32) -> ProptestConfig {
    let cases = if testkit::is_long() { usual * 20 } else { usual };
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(cases(50_000))]

    #[test]
    fn random_bytes(bytes in prop::collection::vec(any::<u8>(), 0..100)) {
        check(&String::from_utf8_lossy(&bytes))?;
    }

    #[test]
    fn random_tokens(tokens in prop::collection::vec((token(), any::<bool>()), 0..16)) {
        let mut text = String::new();
        for (token, has_space) in tokens {
            text.push_str(token);
            if has_space {
                text.push(' ');
            }
        }
        check(&text)?;
    }
}

proptest! {
    #![proptest_config(cases(2_000))]

    #[test]
    fn random_characters(text in "\\PC{0,60}") {
        check(&text)?;
    }

    #[test]
    fn random_signs(text in "[ab \\-+!=~^*?/\\\\.,:;&|()\\[\\]{}<>\"“”„«»'’0-9ANDOR\u{200f}\0]{0,40}") {
        check(&text)?;
    }
}

fn check(text: &str) -> Result<(), proptest::test_runner::TestCaseError> {
    let parsed = read(text);
    check_spans(text, &parsed)?;
    let printed = parsed.expr.to_string();
    let again = read(&printed);
    prop_assert_eq!(&again.expr, &parsed.expr, "{:?} printed as {:?}", text, &printed);
    prop_assert_eq!(again.expr.to_string(), printed);
    Ok(())
}

fn check_spans(text: &str, parsed: &Parsed) -> Result<(), proptest::test_runner::TestCaseError> {
    for diagnostic in &parsed.diagnostics {
        let span = diagnostic.span.clone();
        prop_assert!(text.get(span.clone()).is_some(), "{:?}: {:?}", text, diagnostic);
        prop_assert!(!diagnostic.message.chars().any(char::is_control), "{:?}", diagnostic);
        let drawn = diagnostic.render(text);
        prop_assert!(!drawn.chars().any(|c| c.is_control() && c != '\n'), "{:?}", drawn);
    }
    check_expr_spans(text, &parsed.expr)
}

fn check_expr_spans(text: &str, expr: &Expr) -> Result<(), proptest::test_runner::TestCaseError> {
    prop_assert!(text.get(expr.span.clone()).is_some(), "{:?}: {:?}", text, expr);
    for child in children(expr) {
        check_expr_spans(text, child)?;
        let is_within = expr.span.start <= child.span.start && child.span.end <= expr.span.end;
        prop_assert!(is_within, "{:?}: {:?} in {:?}", text, child, expr);
    }
    if let ExprKind::Phrase { parts, .. } = &expr.kind {
        for part in parts {
            prop_assert!(text.get(part.span.clone()).is_some(), "{:?}: {:?}", text, part);
        }
    }
    Ok(())
}

pub(super) fn children(expr: &Expr) -> Vec<&Expr> {
    match &expr.kind {
        ExprKind::And { children, .. } | ExprKind::Or { children } => children.iter().collect(),
        ExprKind::Not { inner }
        | ExprKind::Required { inner }
        | ExprKind::Field { inner, .. }
        | ExprKind::AtLeast { inner, .. }
        | ExprKind::Boost { inner, .. } => vec![inner],
        ExprKind::Distance { left, right, .. } => vec![left, right],
        _ => Vec::new(),
    }
}

/// Words, signs and fields, each as often as the others.
fn token() -> impl Strategy<Value = &'static str> {
    let words = prop::sample::select(WORDS);
    let signs = prop::sample::select(SIGNS);
    let fields = prop::sample::select(FIELDS);
    prop_oneof![words, signs, fields]
}

pub(super) const WORDS: &[&str] = &[
    "serbia",
    "serb!",
    "serb$",
    "near3",
    "adj2",
    "SAME",
    "not",
    "date",
    "aft",
    "Vučić",
    "вучић",
    "a",
    "b-c",
    "a/b",
    "Serbia's",
    "U.S.",
    "krus*",
    "kru?ik",
    "*a",
    "a~",
    "a~1",
    "a~name",
    "a^2",
    "12:30",
    "http://x.rs/a?b=c",
    "2025",
    "foo:bar",
    "a\\(b",
    "C++",
    "w/5,",
    "ž",
    "ab",
    "\"serbian ukraine\"~5",
];

pub(super) const SIGNS: &[&str] = &[
    "AND", "OR", "NOT", "&&", "||", "!", "-", "+", "=", "==", "w/5", "pre/3", "NEAR/2", "/s", "/p",
    "(", ")", "\"", "“", "”", "„", "«", "»", "'", "~", "~2", "~name", "^", "^3", "*", "?", "/",
    ",", ".", ":", "/a+/", "\u{200e}", "\0", "&", "|", "[", "]", "{", "}", "..", "TO", "\\",
];

pub(super) const FIELDS: &[&str] = &[
    "title:",
    "byline:",
    "Site:",
    "desk:",
    "url:",
    "id:",
    "date:",
    "since:",
    "before:",
    "words:",
    "has:",
    "in:",
    "nope:",
    "headline(",
    "hlead(",
    "TI(",
    "atl2(",
    "hd=",
    "intitle:",
    "site:a.b",
    "date>=2025",
    "byline(",
    "atleast3(",
    "date:2025-05",
    "date:[2025 TO *]",
    "date:\"last week\"",
    "date:7d",
    "since:2025-02-30",
    "words:>500",
    "has:author",
    "in:all",
    "in:title",
    "date:2025..2020",
    "date:{2020 TO 2025]",
    "url:http://x/(a)^2",
    "last week",
];
