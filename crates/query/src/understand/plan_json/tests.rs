//! Plans as JSON: random ones come back, those of strangers are held to what plans are.

use jiff::civil::Date;
use proptest::prelude::{ProptestConfig, Strategy, any, prop};
use proptest::{prop_assert_eq, prop_oneof, proptest};
use schema::{Keyword, Zone};
use text::Language;

use crate::PlanError;
use crate::syntax::{Interval, NumberRange};
use crate::understand::{Plan, Sought, SoughtBy, Spans, Target, Word};

proptest! {
    #![proptest_config(ProptestConfig {
        cases: if testkit::is_long() { 100_000 } else { 5_000 },
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn a_plan_comes_back_from_json(plan in plans()) {
        let json = plan.to_json();
        let read = Plan::from_json(&json).map_err(|error| error.to_string());
        prop_assert_eq!(read, Ok(plan), "{}", json);
    }

    #[test]
    fn what_is_no_plan_is_refused(plan in plans(), at in any::<prop::sample::Index>(), by in "[ -~]") {
        let mut json = plan.to_json();
        let at = at.index(json.len());
        if json.is_char_boundary(at) && json.is_char_boundary(at + 1) {
            json.replace_range(at..=at, &by);
        }
        // Whatever is made of it, it is written as it was read.
        if let Ok(plan) = Plan::from_json(&json) {
            prop_assert_eq!(Plan::from_json(&plan.to_json()).ok(), Some(plan));
        }
    }
}

fn plans() -> impl Strategy<Value = Plan> {
    let day =
        (-9999..=9999_i16, 1..=12_i8, 1..=28_i8).prop_map(|(y, m, d)| Date::constant(y, m, d));
    let end = || prop::option::of(day.clone());
    let number = || prop::option::of(any::<u64>());
    let leaf =
        prop_oneof![
            prop_oneof![
                proptest::strategy::Just(Plan::Everything),
                proptest::strategy::Just(Plan::Nothing)
            ],
            (targets(), spans(), 1..=10_000_u32)
                .prop_map(|(target, spans, at_least)| Plan::Words { target, spans, at_least }),
            (end(), end()).prop_map(|(start, end)| Plan::Published(Interval { start, end })),
            (number(), number()).prop_map(|(min, max)| Plan::Length(NumberRange { min, max })),
            texts().prop_map(Plan::Has),
            texts().prop_map(Plan::Id),
            (prop::collection::vec(texts(), 0..3), prop::option::of(texts()))
                .prop_map(|(codes, script)| Plan::Language { codes, script }),
        ];
    leaf.prop_recursive(6, 40, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Plan::And),
            prop::collection::vec(inner.clone(), 0..4).prop_map(Plan::Or),
            inner.clone().prop_map(|inner| Plan::Not(inner.into())),
            (0..=f32::MAX.to_bits(), inner).prop_map(|(bits, inner)| Plan::Boost {
                factor: f32::from_bits(bits),
                inner: inner.into()
            }),
        ]
    })
}

fn targets() -> impl Strategy<Value = Target> {
    let all = [Target::Text, Target::All].into_iter();
    let all = all.chain(Zone::ALL.map(Target::Zone)).chain(Keyword::ALL.map(Target::Keyword));
    prop::sample::select(all.collect::<Vec<_>>())
}

fn spans() -> impl Strategy<Value = Spans> {
    let slop = 0..=10_000_u32;
    let synonym = prop_oneof![
        plain_words().prop_map(Spans::Word),
        prop::collection::vec(plain_words().prop_map(Spans::Word), 2..4).prop_map(Spans::Sequence),
    ];
    words().prop_map(Spans::Word).prop_recursive(4, 20, 4, move |inner| {
        let several = || prop::collection::vec(inner.clone(), 2..5);
        let two = || (inner.clone(), inner.clone());
        prop_oneof![
            several().prop_map(Spans::Sequence),
            several().prop_map(Spans::Any),
            (inner.clone(), prop::collection::vec(synonym.clone(), 1..3))
                .prop_map(|(typed, others)| Spans::Synonyms { typed: typed.into(), others }),
            (several(), slop.clone()).prop_map(|(parts, slop)| Spans::Window { parts, slop }),
            (two(), 1..=10_000_u32, any::<bool>()).prop_map(|((left, right), within, ordered)| {
                Spans::Near { left: left.into(), right: right.into(), within, ordered }
            }),
            (two(), any::<bool>()).prop_map(|((left, right), paragraph)| Spans::Together {
                left: left.into(),
                right: right.into(),
                paragraph
            }),
        ]
    })
}

fn plain_words() -> impl Strategy<Value = Word> + Clone {
    let some = || prop::collection::vec(texts(), 1..4);
    let sought = || {
        let languages = prop::sample::subsequence(LANGUAGES.to_vec(), 0..LANGUAGES.len());
        let by = prop_oneof![
            some().prop_map(SoughtBy::Stems),
            some().prop_map(SoughtBy::Name),
            some().prop_map(SoughtBy::Typed),
        ];
        (languages, by).prop_map(|(languages, by)| Sought { languages, by })
    };
    let several = |fewest: usize| prop::collection::vec(sought(), fewest..3);
    let inflected = (several(1), several(0), texts(), texts());
    prop_oneof![
        inflected.prop_map(|(sought, spellings, folded, letters)| Word::Inflected {
            sought,
            spellings,
            folded,
            letters
        }),
        some().prop_map(Word::Folded),
    ]
}

const LANGUAGES: [Language; 4] =
    [Language::UNKNOWN, Language::ENGLISH, Language::SERBO_CROATIAN, Language::TURKISH];

fn words() -> impl Strategy<Value = Word> {
    prop_oneof![
        2 => plain_words(),
        1 => (texts(), texts(), prop::option::of(texts()))
            .prop_map(|(folded, letters, cased)| Word::Letters { folded, letters, cased }),
        1 => (texts(), texts(), prop::option::of(texts()))
            .prop_map(|(folded, letters, cased)| Word::Written { folded, letters, cased }),
        1 => texts().prop_map(Word::Prefix),
        1 => texts().prop_map(Word::Glob),
        1 => (texts(), 1..=2_u8).prop_map(|(word, distance)| Word::Fuzzy { word, distance }),
        1 => texts().prop_map(Word::Regex),
    ]
}

fn texts() -> impl Strategy<Value = String> + Clone {
    prop_oneof!["[a-zčћ]{0,6}", "\\PC{0,6}", "[\"\\\\{}\\[\\]\\x00-\\x20]{0,4}"]
}

#[test]
fn the_form_is_the_one_that_is_described() {
    let page = include_str!("../../../../../docs/plan.md");
    let example = page.split_once("```json\n").expect("an example").1;
    let example = example.split_once("```").expect("its end").0;
    let plan = Plan::from_json(example).expect("a plan");
    let one_line: String = example.lines().map(str::trim_start).collect();
    assert_eq!(plan.to_json().replace([' '], ""), one_line.replace([' '], ""));
    let plans = "everything nothing words and or not boost published length has language id";
    let spans = "word sequence any synonyms window near together";
    let words = "inflected folded letters written prefix glob fuzzy regex";
    let described = |name: &str| {
        let names = page.lines().filter_map(|line| line.strip_prefix("| ")?.split('|').next());
        names.into_iter().any(|cell| cell.split(['`', '"']).any(|part| part == name))
    };
    for name in [plans, spans, words].iter().flat_map(|names| names.split(' ')) {
        assert!(described(name), "{name}");
    }
}

#[test]
fn what_means_nothing_is_told() {
    let word = r#"{"word":{"folded":["a"]}}"#;
    let words =
        |spans: &str| format!(r#"{{"words":{{"target":"text","spans":{spans},"at_least":1}}}}"#);
    for (plan, told) in [
        (r#"{"boost":{"factor":-1,"inner":"everything"}}"#.to_owned(), "a weight is 0 or more"),
        (
            words(
                r#"{"word":{"inflected":{"sought":[],"spellings":[],"folded":"","letters":""}}}"#,
            ),
            "a stem",
        ),
        (words(r#"{"word":{"folded":[]}}"#), "a form"),
        (words(r#"{"word":{"fuzzy":{"word":"a","distance":3}}}"#), "one or two edits"),
        (words(&format!(r#"{{"sequence":[{word}]}}"#)), "two parts"),
        (
            words(&format!(r#"{{"window":{{"parts":[{word},{word}],"slop":10001}}}}"#)),
            "10,000 words",
        ),
        (words(&format!(r#"{{"synonyms":{{"typed":{word},"others":[]}}}}"#)), "synonyms"),
        (words(word).replace(":1}", ":0}"), "10,000 times"),
        (words(word).replace("at_least", "at_most"), "unknown field `at_most`"),
        (words(word).replace("text", "texts"), "unknown variant `texts`"),
    ] {
        let error = Plan::from_json(&format!(r#"{{"version":2,"plan":{plan}}}"#)).unwrap_err();
        assert!(error.to_string().contains(told), "{plan}: {error}");
    }
    let other = Plan::from_json(r#"{"version":3,"plan":{"later":1}}"#).unwrap_err();
    assert!(matches!(other, PlanError::Version { found: 3 }), "{other}");
    let more = Plan::from_json(r#"{"version":2,"plan":"nothing","x":1}"#).unwrap_err();
    assert!(more.to_string().contains("unknown field `x`"), "{more}");
    for no_plan in ["", "{", "[]", "{}", r#"{"plan":"everything"}"#] {
        assert!(matches!(Plan::from_json(no_plan), Err(PlanError::Json(_))), "{no_plan}");
    }
}

#[test]
fn a_plan_that_is_too_deep_is_refused_and_a_deep_one_is_read() {
    type Shape = fn(Plan) -> Plan;
    let shapes: [Shape; 3] = [
        |plan| Plan::And(vec![plan]),
        |plan| Plan::Not(plan.into()),
        |plan| Plan::Boost { factor: 2.0, inner: plan.into() },
    ];
    for shape in shapes {
        let nested = |parts: usize| (1..parts).fold(Plan::Everything, |plan, _| shape(plan));
        let deep = nested(Plan::DEEPEST);
        assert_eq!(Plan::from_json(&deep.to_json()).ok(), Some(deep));
        for parts in [Plan::DEEPEST + 1, 1_000] {
            assert!(matches!(Plan::from_json(&nested(parts).to_json()), Err(PlanError::Deep)));
        }
    }
    for bracket in ["[", "{\"not\":"] {
        let brackets = bracket.repeat(1_000_000);
        assert!(matches!(Plan::from_json(&brackets), Err(PlanError::Deep)));
    }
}
