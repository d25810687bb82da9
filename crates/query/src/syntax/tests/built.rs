//! What is built prints, and reads back as what was built.

use article::FieldName;
use jiff::civil::date;
use proptest::prelude::{BoxedStrategy, Just, Strategy, any, prop};
use proptest::{prop_assert, prop_assert_eq, prop_oneof, proptest};

use super::super::{DistanceKind, Expr, ExprKind, Field, Query, Scope, Severity, escape};
use super::random::{FIELDS, SIGNS, WORDS, cases};
use super::read;

proptest! {
    #![proptest_config(cases(5_000))]

    #[test]
    fn a_built_query_reads_back(query in query()) {
        let printed = query.to_string();
        let parsed = read(&printed);
        prop_assert_eq!(&parsed.expr, &Expr::from(query.clone()), "{:?} of {:?}", printed, query);
        let mended = parsed.diagnostics.iter().find(|one| one.severity > Severity::Note);
        prop_assert_eq!(mended, None, "{:?}", printed);
        prop_assert_eq!(parsed.expr.to_string(), printed);
    }

    #[test]
    fn a_text_that_is_escaped_is_its_own_words(text in text()) {
        let typed = escape(&text);
        for (typed, outer) in [
            (typed.clone(), None),
            (format!("title:{typed}"), Some("title")),
            (format!("date {typed} 2025"), None),
            (format!("not {typed} w/5 a"), None),
        ] {
            let parsed = read(&typed);
            let mended = parsed.diagnostics.iter().find(|one| one.severity > Severity::Note);
            prop_assert_eq!(mended.filter(|_| !typed.contains(" w/5 ")), None, "{:?}", typed);
            if let Some(field) = outer {
                let is_whole = matches!(
                    &parsed.expr.kind,
                    ExprKind::Field { name, .. } if name == field
                );
                let is_nothing = parsed.expr == Expr::from(Query::nothing());
                prop_assert!(is_whole || is_nothing || typed.contains("(-*)"), "{:?}", parsed.expr);
            }
        }
        let mut words = Vec::new();
        let is_plain = only_words(&read(&typed).expr, &mut words);
        let wanted: Vec<String> = super::super::clean::clean(&text)
            .text
            .split_whitespace()
            .filter(|word| word.chars().any(char::is_alphanumeric))
            .map(str::to_owned)
            .collect();
        prop_assert!(is_plain, "{:?} as {:?}", text, typed);
        prop_assert_eq!(words, wanted, "{:?} as {:?}", text, typed);
    }
}

/// Whether a tree is words side by side, or nothing.
fn only_words(expr: &Expr, words: &mut Vec<String>) -> bool {
    match &expr.kind {
        ExprKind::Word { text, .. } => {
            words.push(text.clone());
            true
        }
        ExprKind::And { children, explicit: false } => {
            children.iter().all(|child| only_words(child, words))
        }
        _ => *expr == Expr::from(Query::nothing()),
    }
}

/// Pieces of queries, as they come.
fn text() -> BoxedStrategy<String> {
    let piece = prop_oneof![
        prop::sample::select(WORDS),
        prop::sample::select(SIGNS),
        prop::sample::select(FIELDS),
        prop::sample::select(&["AND", "in:all", "foo\" OR title:bar", "-kosovo", "SAME", " "][..]),
    ];
    let pieces = prop::collection::vec((piece, any::<bool>()), 0..5).prop_map(|pieces| {
        let spaced =
            |(text, is_apart): (&str, bool)| format!("{text}{}", if is_apart { " " } else { "" });
        pieces.into_iter().map(spaced).collect::<String>()
    });
    prop_oneof![pieces, "\\PC{0,20}", "[ab \\-+!=~^*?/\\\\.,:;&|()\"“’0-9ANDOR\u{200f}\0]{0,12}"]
        .boxed()
}

fn leaf() -> BoxedStrategy<Query> {
    let of_text = |build: fn(&str) -> Query| text().prop_map(move |text| build(&text));
    prop_oneof![
        of_text(Query::word),
        of_text(Query::words),
        of_text(Query::phrase),
        of_text(Query::letters),
        of_text(Query::letters_and_case),
        of_text(Query::pattern),
        of_text(Query::name),
        of_text(Query::regex),
        (text(), prop::option::of(0_u8..4)).prop_map(|(word, most)| Query::fuzzy(&word, most)),
        Just(Query::everything()),
        Just(Query::nothing()),
        field().prop_map(Query::has),
        Just(Query::has_date()),
        (field(), text()).prop_filter_map(
            "a text has no whole values, and a number no others",
            |(field, value)| {
                let is_valued =
                    ["summary", "pages"].iter().all(|name| field != Field::Own(own(name)));
                is_valued.then(|| Query::value(field, &value))
            }
        ),
    ]
    .boxed()
}

fn own(name: &str) -> FieldName {
    FieldName::new(name).unwrap()
}

fn field() -> impl Strategy<Value = Field> {
    prop::sample::select(vec![
        Field::Title,
        Field::Body,
        Field::Author,
        Field::Source,
        Field::Language,
        Field::Section,
        Field::Place,
        Field::Tag,
        Field::Url,
        Field::Id,
        Field::Own(own("desk")),
        Field::Own(own("summary")),
        Field::Own(own("pages")),
    ])
}

fn query() -> impl Strategy<Value = Query> {
    leaf().prop_recursive(5, 24, 3, |inner| {
        let day = (1990_i16..2030, 1_i8..13).prop_map(|(year, month)| date(year, month, 1));
        let many = || prop::collection::vec(inner.clone(), 0..4);
        let kind = prop_oneof![
            (0_u32..20).prop_map(DistanceKind::Near),
            (0_u32..20_000).prop_map(DistanceKind::Before),
            Just(DistanceKind::Sentence),
            Just(DistanceKind::Paragraph),
        ];
        let scope = prop::sample::select(&[Scope::All, Scope::Title, Scope::Body][..]);
        let (one, two) = (inner.clone(), inner.clone());
        prop_oneof![
            many().prop_map(Query::all),
            many().prop_map(Query::any),
            (one.clone(), two.clone()).prop_map(|(one, two)| one.excluding(two)),
            one.clone().prop_map(|one| !one),
            (one.clone(), field()).prop_filter_map("a number has no words", |(one, field)| {
                (field != Field::Own(own("pages"))).then(|| one.in_field(field))
            }),
            (one.clone(), scope).prop_map(|(one, scope)| one.searching(scope)),
            (one.clone(), day.clone(), day.clone())
                .prop_map(|(one, from, to)| one.published(from..=to)),
            (one.clone(), any::<(f64, f64)>())
                .prop_map(|(one, (from, to))| one.with_number(own("pages"), from..to)),
            (one.clone(), -9_i32..9, any::<bool>()).prop_map(|(one, from, is_open)| {
                let (from, to) = (f64::from(from) / 4.0, f64::from(from));
                let pages = own("pages");
                if is_open {
                    one.with_number(pages, from..)
                } else {
                    one.with_number(pages, from..=to)
                }
            }),
            (one.clone(), day.clone()).prop_map(|(one, to)| one.with_date(own("embargo"), ..to)),
            (one.clone(), 0_u64..9).prop_map(|(one, words)| one.with_length(..words)),
            (one.clone(), 0_f32..2000.0).prop_map(|(one, factor)| one.weighing(factor)),
            (one.clone(), 0_u32..20)
                .prop_map(|(one, times)| { one.clone().at_least(times).unwrap_or(one) }),
            (one, two, kind)
                .prop_map(|(one, two, kind)| { one.clone().near(two, kind).unwrap_or(one) }),
        ]
    })
}

#[test]
fn what_was_an_operator_is_a_word() {
    for (query, printed) in [
        (Query::word("foo\" OR title:bar"), "foo\\\"\\ OR\\ title\\:bar"),
        (Query::word("-kosovo"), "\\-kosovo"),
        (Query::word("AND"), "\\AND"),
        (Query::word("in:all"), "in\\:all"),
        (Query::word(""), "-*"),
        (Query::word("?!"), "-*"),
        (Query::phrase("say \"no\" OR"), "\"say \\\"no\\\" OR\""),
        (Query::words("date aft 2025"), "(date) aft 2025"),
        (Query::letters("C++"), "=\"C++\""),
        (Query::word("http://a.eu/b?c=d").in_field(Field::Url), "url:http://a.eu/b?c=d"),
        (
            Query::word("vucic").and(Query::word("eu")).published(..date(2025, 1, 1)),
            "vucic AND eu AND date:<2025-01-01",
        ),
        (Query::regex("a/b c"), "/a\\/b\\x20c/"),
    ] {
        assert_eq!(query.to_string(), printed);
        assert_eq!(read(printed).expr, Expr::from(query), "{printed}");
    }
}

#[test]
fn nothing_built_ends_the_stack_and_what_is_too_deep_is_refused() {
    let mut query = Query::word("a");
    for at in 0..100_000 {
        query = match at % 3 {
            0 => !query,
            1 => query.or(Query::word("b")),
            _ => query.and(Query::word("c")),
        };
    }
    assert!(read(&query.to_string()).has_errors());
}

#[test]
fn a_distance_of_what_is_no_word_is_an_error() {
    let near = |one: Query, two: Query| one.near(two, DistanceKind::Near(5));
    let refused = near(Query::word("a"), Query::has(Field::Author)).expect_err("no word");
    assert_eq!(refused.part, "has:author");
    let title = || Query::word("a").in_field(Field::Title);
    assert!(near(title(), Query::word("b").in_field(Field::Body)).is_err());
    let both = near(title(), Query::word("b")).expect("words of one field");
    assert_eq!(both.to_string(), "title:(a w/5 b)");
}

#[test]
fn what_has_no_operator_of_its_own_is_a_word() {
    for (pattern, printed) in [
        ("AND", "\\AND"),
        ("near3", "\\near3"),
        ("krus*", "krus*"),
        ("a\\*b", "a\\*b"),
        ("a b*", "a\\ b*"),
    ] {
        assert_eq!(Query::pattern(pattern).to_string(), printed, "{pattern}");
    }
    assert_eq!(Query::regex("\u{ad}a\\/b").to_string(), "/a\\/b/");
}

#[test]
fn a_long_chain_is_whole_or_refused() {
    let mut chain = Query::word("a");
    let mut asked = 1;
    loop {
        chain = chain.near(Query::word("b"), DistanceKind::Near(2)).expect("words");
        asked += 1;
        let read = read(&chain.to_string());
        if read.has_errors() {
            break;
        }
        assert_eq!(read.expr.to_string().matches('b').count() + 1, asked);
        assert!(asked < 1_000, "it is never refused");
    }
    let mut same = Query::word("a");
    for _ in 0..500 {
        same = same.in_field(Field::Title);
    }
    let all = same.and(Query::word("b"));
    let read = read(&all.to_string());
    assert!(read.has_errors() || read.expr.to_string() == "title:a AND b", "{all}");
}
