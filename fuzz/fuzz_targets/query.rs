//! Whatever is typed: reading it ends, its remarks have a place, its tree prints as a query that
//! reads the same, and resolving the tree ends as well.

#![no_main]

use std::sync::LazyLock;

use jiff::civil::date;
use libfuzzer_sys::fuzz_target;
use query::Resolver;
use query::syntax::{ParseOptions, parse};
use text::{Analyzer, Language};

static ANALYZER: LazyLock<Analyzer> = LazyLock::new(Analyzer::default);

fuzz_target!(|bytes: &[u8]| {
    let typed = String::from_utf8_lossy(bytes);
    let options = ParseOptions::default();
    let parsed = parse(&typed, &options);
    for remark in &parsed.diagnostics {
        assert!(typed.get(remark.span.clone()).is_some(), "{remark:?}");
        remark.render(&typed);
    }
    let printed = parsed.expr.to_string();
    assert_eq!(parse(&printed, &options).expr, parsed.expr, "printed as {printed}");
    let languages: Vec<Language> = ["en", "sr"].into_iter().filter_map(Language::from_code).collect();
    for match_any in [false, true] {
        let (analyzer, today) = (&*ANALYZER, date(2025, 5, 30));
        let resolver = Resolver { analyzer, languages: &languages, today, match_any };
        resolver.resolve(&parsed.expr);
    }
});
