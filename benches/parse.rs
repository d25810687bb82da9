//! How long a query takes to be read, without any index.
//!
//! Question: what do usual queries cost, and does a megabyte of the worst input stay linear? Each
//! shape of the second group is measured at 250 KB and at 1 MB.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use query::syntax::{ParseOptions, parse};

/// What people type.
const USUAL: [&str; 5] = [
    "vucic",
    "ferry strike river",
    "\"working group\" vucic date:2025",
    "(serbia OR srbija) w/10 \"third countries\" -kosovo since:2025-05",
    "title:(mayor resign*) author:petrovic~1 atleast3(ferry)",
];

/// What nobody types: each is repeated until the text is long enough.
const SHAPES: [(&str, &str); 16] = [
    ("words", "serbia "),
    ("one word", "š"),
    ("open parentheses", "("),
    ("closed parentheses", ")"),
    ("groups", "(a OR b c "),
    ("double quotes", "\""),
    ("curly quotes", "„a "),
    ("dashes", "-"),
    ("alternatives", "a OR "),
    ("distances", "a w/5 "),
    ("wildcards", "a*b? "),
    ("dates", "date:2025-05-30.. "),
    ("broken dates", "date:[30 "),
    ("unknown fields", "foo:bar "),
    ("expressions", "/a(/"),
    ("invisible characters", "a\u{200f}"),
];

fn reading(criterion: &mut Criterion) {
    let options = ParseOptions::default();
    let mut group = criterion.benchmark_group("parse");
    for query in USUAL {
        group.bench_function(query, |bencher| {
            bencher.iter(|| black_box(parse(black_box(query), &options)));
        });
    }
    group.finish();
    let mut group = criterion.benchmark_group("parse at length");
    group.sample_size(10);
    for (name, unit) in SHAPES {
        for length in [250_000, 1_000_000] {
            let text = unit.repeat(length / unit.len());
            group.throughput(Throughput::Bytes(text.len() as u64));
            group.bench_with_input(BenchmarkId::new(name, length), &text, |bencher, text| {
                bencher.iter(|| black_box(parse(text, &options)));
            });
        }
    }
    group.finish();
}

criterion_group!(benches, reading);
criterion_main!(benches);
