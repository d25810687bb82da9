//! Every mistake has a reading and a remark, drawn as a person sees it.

use super::super::DiagnosticCode as Code;
use super::super::Severity::{Note, Repair};
use super::super::{DiagnosticCode, Severity};
use super::{read, remarks};

type Row = (&'static str, &'static str, &'static [(Severity, DiagnosticCode)]);

const TABLE: &[Row] = &[
    ("\"stab in the back", "\"stab in the back\"", &[(Repair, Code::UnclosedQuote)]),
    ("serbia \"", "serbia", &[(Repair, Code::EmptyGroup), (Repair, Code::UnclosedQuote)]),
    ("(serbia OR srbija", "serbia OR srbija", &[(Repair, Code::UnclosedGroup)]),
    ("serbia) kosovo", "serbia kosovo", &[(Repair, Code::UnopenedGroup)]),
    ("()", "*", &[(Repair, Code::NoWord), (Repair, Code::EmptyGroup)]),
    ("a () \"\"", "a", &[(Repair, Code::EmptyGroup), (Repair, Code::EmptyGroup)]),
    ("a AND AND b", "a AND b", &[(Repair, Code::RepeatedOperator)]),
    ("a AND OR b", "a AND b", &[(Repair, Code::RepeatedOperator)]),
    (
        "AND AND",
        "*",
        &[(Repair, Code::NoWord), (Repair, Code::MissingOperand), (Repair, Code::MissingOperand)],
    ),
    ("a AND", "a", &[(Repair, Code::MissingOperand)]),
    ("OR a", "a", &[(Repair, Code::MissingOperand)]),
    ("a NOT", "a", &[(Repair, Code::MissingOperand)]),
    ("(a AND) b", "a b", &[(Repair, Code::MissingOperand)]),
    ("NOT NOT a", "-a", &[(Repair, Code::RepeatedOperator)]),
    ("--a", "-a", &[(Repair, Code::RepeatedOperator)]),
    ("a w/5", "a", &[(Repair, Code::MissingOperand)]),
    ("w/5 a", "a", &[(Repair, Code::MissingOperand)]),
    ("a w/5 w/3 b", "a w/5 b", &[(Repair, Code::RepeatedOperator)]),
    ("a w/0 b", "a w/1 b", &[(Repair, Code::NumberOutOfRange)]),
    ("a w/99999999999 b", "a w/10000 b", &[(Repair, Code::NumberOutOfRange)]),
    ("atleast0(a)", "atleast1(a)", &[(Repair, Code::NumberOutOfRange)]),
    ("NOT w/5 b", "b", &[(Repair, Code::MissingOperand), (Note, Code::OtherDialect)]),
    ("a near3", "a", &[(Repair, Code::MissingOperand), (Note, Code::OtherDialect)]),
    ("serb! date aft 2025", "serb* date:>2025", &[(Note, Code::OtherDialect); 2]),
    (
        "piles\u{200b}sand -\u{200b}kosovo",
        "piles sand -kosovo",
        &[(Repair, Code::InvisibleCharacters)],
    ),
    ("hlead(a) SAME", "title:a SAME", &[(Note, Code::OtherDialect); 2]),
    ("a w/5 NOT b", "a AND NOT b", &[(Repair, Code::UnsuitedOperand)]),
    ("(a b) w/5 c", "(a b) AND c", &[(Repair, Code::UnsuitedOperand)]),
    ("a w/5 date:2025", "a AND date:2025", &[(Repair, Code::UnsuitedOperand)]),
    ("title:a w/5 body:b", "title:a AND body:b", &[(Repair, Code::UnsuitedOperand)]),
    ("title:a w/5 b", "title:(a w/5 b)", &[(Repair, Code::UnsuitedOperand)]),
    ("atleast3(a b)", "atleast3(a) atleast3(b)", &[(Repair, Code::UnsuitedOperand)]),
    ("atleast3(-a)", "-a", &[(Repair, Code::UnsuitedOperand)]),
    ("*", "*", &[(Note, Code::LoneWildcard)]),
    ("a *", "a", &[(Note, Code::LoneWildcard)]),
    ("\"a * b\"", "\"a b\"", &[(Note, Code::LoneWildcard)]),
    ("?", "*", &[(Repair, Code::NoWord)]),
    ("€", "*", &[(Repair, Code::NoWord), (Note, Code::NoWord)]),
    ("a - b", "a b", &[(Note, Code::NoWord)]),
    ("who is vucic?", "who is vucic", &[(Note, Code::QuestionMark)]),
    ("title:", "title", &[(Repair, Code::EmptyField)]),
    ("title: OR a", "title OR a", &[(Repair, Code::EmptyField)]),
    ("title: serbia", "title:serbia", &[(Repair, Code::EmptyField)]),
    ("date: 2025", "date:2025", &[(Repair, Code::EmptyField)]),
    ("date:", "date", &[(Repair, Code::EmptyField)]),
    ("in: serbia", "in serbia", &[(Repair, Code::EmptyField)]),
    ("title:-a", "-title:a", &[(Repair, Code::MisplacedOperator)]),
    ("title:body:a", "body:a", &[(Repair, Code::RepeatedOperator)]),
    ("titel:serbia", "titel\\:serbia", &[(Repair, Code::UnknownField)]),
    // In an address `?` is no wildcard, and at its end punctuation.
    (
        "note:barhttps://a.eu/b?c=d?~",
        "note\\:barhttps\\:\\/\\/a.eu\\/b\\?c\\=d~",
        &[(Repair, Code::UnknownField)],
    ),
    ("-foo:\"a b\"", "-(foo AND \"a b\")", &[(Repair, Code::UnknownField)]),
    ("words:many", "\"words:many\"", &[(Repair, Code::UnknownValue)]),
    ("has:autor", "\"has:autor\"", &[(Repair, Code::UnknownValue)]),
    ("in:serbia", "\"in:serbia\"", &[(Repair, Code::UnknownValue)]),
    ("-in:title a", "a in:title", &[(Repair, Code::MissingOperand)]),
    ("a OR in:title", "a in:title", &[(Repair, Code::MisplacedOperator)]),
    ("in:title a in:body", "a in:body", &[(Repair, Code::RepeatedOperator)]),
    ("a~9", "a~2", &[(Repair, Code::NumberOutOfRange)]),
    ("a~0", "a", &[(Repair, Code::MisplacedOperator)]),
    ("a~0.8", "a~", &[(Repair, Code::MisplacedOperator)]),
    ("a*~1", "a*", &[(Repair, Code::MisplacedOperator)]),
    ("=a~1", "=a", &[(Repair, Code::MisplacedOperator)]),
    ("=(a b)", "a b", &[(Repair, Code::MisplacedOperator)]),
    ("(a b)~3", "a b", &[(Repair, Code::MisplacedOperator)]),
    ("\"a b\"~", "\"a b\"", &[(Repair, Code::MisplacedOperator)]),
    ("a^", "a", &[(Repair, Code::MisplacedOperator)]),
    ("a^99999", "a^1000", &[(Repair, Code::NumberOutOfRange)]),
    ("a^2^3", "a^3", &[(Repair, Code::RepeatedOperator)]),
    ("\"a b\"^2^3", "\"a b\"^3", &[(Repair, Code::RepeatedOperator)]),
    ("a OR b c", "(a OR b) c", &[(Note, Code::MixedOperators)]),
    ("a AND b OR c", "(a AND b) OR c", &[(Note, Code::MixedOperators)]),
    ("a\0b", "a b", &[(Repair, Code::InvisibleCharacters)]),
    ("\u{200f}-ko\u{ad}sovo", "-kosovo", &[(Repair, Code::InvisibleCharacters)]),
    ("a \u{fffd} b", "a b", &[(Repair, Code::InvisibleCharacters)]),
];

#[test]
fn every_mistake_is_mended_and_named() {
    for (typed, canonical, expected) in TABLE {
        let parsed = read(typed);
        assert_eq!(parsed.expr.to_string(), *canonical, "{typed:?}");
        assert_eq!(remarks(&parsed), *expected, "{typed:?}");
        assert_eq!(read(canonical).expr, parsed.expr, "{typed:?}");
    }
}

/// What a terminal shows under each query, one after another.
fn drawn(queries: &[&str]) -> String {
    let mut text = String::new();
    for query in queries {
        for diagnostic in read(query).diagnostics {
            text.push_str(&diagnostic.render(query));
        }
    }
    text
}

#[test]
fn every_remark_as_a_person_sees_it() {
    let typed: Vec<&str> = TABLE.iter().map(|(typed, ..)| *typed).collect();
    insta::assert_snapshot!(drawn(&typed));
}

#[test]
fn a_remark_stands_under_its_words() {
    let text = drawn(&[
        "serbia \"stab in the back",
        "titel:vučić (kosovo",
        "вучић AND AND косово",
        "has:autor",
        "武契奇 w/0 b",
    ]);
    let expected = "\
repair: this quote never closes, so it is closed at the end
  serbia \"stab in the back
         ^^^^^^^^^^^^^^^^^
  read as: \"stab in the back\"
repair: there is no field `titel`, so it is read as a word; did you mean `title:`?
  titel:vučić (kosovo
  ^^^^^^
  read as: titel
repair: this parenthesis never closes; closed at the end
  titel:vučić (kosovo
              ^^^^^^^
repair: two operators stand here for one; `AND` is left out
  вучић AND AND косово
            ^^^
repair: read as words, because `has:` takes the name of a field; did you mean `has:author`?
  has:autor
  ^^^^^^^^^
  read as: \"has autor\"
repair: that number is out of range; read as `w/1`
  武契奇 w/0 b
         ^^^
  read as: w/1
";
    assert_eq!(text, expected);
}

#[test]
fn control_characters_are_shown_and_not_passed_on() {
    let text = drawn(&["a \u{1b}[31m \u{202e}title:"]);
    let expected = "\
repair: 2 invisible characters left out
  a \\u{1b}[31m \\u{202e}title:
    ^^^^^^
repair: nothing stands behind `title:`, so it is read as a word
  a \\u{1b}[31m \\u{202e}title:
                       ^^^^^^
  read as: title
";
    assert_eq!(text, expected);
}

#[test]
fn a_long_query_is_cut_around_its_remark() {
    let query = format!("{} ) {}", "serbia ".repeat(20).trim(), "kosovo ".repeat(20).trim());
    let expected = "\
repair: no parenthesis is open here; left out
  …a serbia serbia serbia serbia ) kosovo kosovo kosovo kosovo kosovo kosovo kosovo kosovo ko…
                                 ^
";
    assert_eq!(drawn(&[&query]), expected);
}
