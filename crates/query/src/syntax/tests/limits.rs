//! Size and depth: what is too much is an error with a place, never a crash.

use super::super::{DiagnosticCode, Expr, ExprKind, ParseOptions, Severity, parse};
use super::read;

/// The errors of a query, which must have been read to the end or cut off.
fn errors(text: &str) -> Vec<DiagnosticCode> {
    let parsed = read(text);
    assert!(parsed.diagnostics.len() <= 101, "{} remarks", parsed.diagnostics.len());
    assert!(nodes(&parsed.expr) <= 40_000);
    assert!(depth(&parsed.expr) <= 202);
    let is_error = |found: &&super::super::Diagnostic| found.severity == Severity::Error;
    parsed.diagnostics.iter().filter(is_error).map(|found| found.code).collect()
}

#[test]
fn a_hundred_thousand_parentheses_are_an_error() {
    let text = format!("{}serbia{}", "(".repeat(100_000), ")".repeat(100_000));
    assert_eq!(errors(&text), [DiagnosticCode::TooDeep]);
    let redundant = format!("{}serbia{}", "(".repeat(999), ")".repeat(999));
    assert_eq!(read(&redundant).expr.to_string(), "serbia");
    assert_eq!(errors(&redundant), []);
}

#[test]
fn true_nesting_has_a_limit() {
    let nested =
        |levels: usize| format!("{}x{}", "a OR (b AND (".repeat(levels), "))".repeat(levels));
    assert_eq!(errors(&nested(99)), []);
    assert_eq!(errors(&nested(101)), [DiagnosticCode::TooDeep]);
    let chain = format!("a{}", " w/5 b".repeat(500));
    assert_eq!(errors(&chain), [DiagnosticCode::TooDeep]);
}

#[test]
fn lists_of_one_kind_do_not_nest() {
    let text = format!("{}x{}", "a (".repeat(900), ")".repeat(900));
    let parsed = read(&text);
    assert_eq!(parsed.diagnostics, []);
    assert_eq!(depth(&parsed.expr), 2);
}

#[test]
fn a_megabyte_of_words_is_an_error_and_the_first_ones() {
    let text = "serbia ".repeat(150_000);
    let parsed = read(&text);
    assert_eq!(errors(&text), [DiagnosticCode::TooManyNodes]);
    assert_eq!(parsed.diagnostics[0].span, 70_000..1_050_000);
    assert_eq!(nodes(&parsed.expr), 10_001);
    let phrase = format!("\"{text}\"");
    assert_eq!(errors(&phrase), [DiagnosticCode::TooManyNodes]);
}

#[test]
fn a_megabyte_of_one_word_is_a_word() {
    let text = "š".repeat(500_000);
    assert_eq!(read(&text).expr.to_string(), text);
}

#[test]
fn a_megabyte_of_anything_ends() {
    let units = [
        "(",
        ")",
        "()",
        "\"",
        "“",
        "„",
        "«",
        "/",
        "/(",
        "/\\/(",
        "AND ",
        "OR ",
        "NOT ",
        "-",
        "a OR ",
        "a w/5 ",
        "a^2",
        "a~1",
        "*",
        "?",
        "title:",
        "foo:",
        "foo:bar ",
        "date:",
        "date:x ",
        "date:[",
        "date:\"",
        "date:30 ",
        "url:(",
        "url:a(",
        "in:all in:body ",
        "=",
        "==\"",
        "\0",
        "\u{200f}",
        "a\u{200f}",
        "(a OR b c ",
        "((a) ",
        "atleast3(",
        "headline(",
        "\\",
        "&&",
        "|",
        ":",
        "foo:\"a ",
        "a (b ",
        "^",
        "~",
        "a (b OR c) ",
        "\"a\"~",
    ];
    for unit in units {
        errors(&unit.repeat(1_000_000 / unit.len()));
    }
}

#[test]
fn an_error_is_not_lost_among_repairs() {
    let text = format!("{} date:2025-13", ") ".repeat(500));
    assert_eq!(errors(&text), [DiagnosticCode::ImpossibleDate]);
}

#[test]
fn the_limits_are_options() {
    let options = ParseOptions { max_nodes: 3, max_depth: 2, ..ParseOptions::default() };
    assert!(!parse("a b c", &options).has_errors());
    assert!(parse("a b c d", &options).has_errors());
    assert!(parse("a (b OR c)", &options).has_errors());
}

fn nodes(expr: &Expr) -> usize {
    1 + children(expr).into_iter().map(nodes).sum::<usize>()
}

fn depth(expr: &Expr) -> usize {
    1 + children(expr).into_iter().map(depth).max().unwrap_or(0)
}

fn children(expr: &Expr) -> Vec<&Expr> {
    super::random::children(expr).into_iter().filter(|child| child.kind != ExprKind::All).collect()
}
