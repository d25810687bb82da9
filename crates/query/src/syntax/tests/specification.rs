//! The forms of the query language: each is read without a repair, and prints
//! in its canonical form.

use super::super::Severity;
use super::read;

const LADDER: &[(&str, &str)] = &[
    ("vucic", "vucic"),
    ("Вучић", "Вучић"),
    ("\"aleksandar vucic\"", "\"aleksandar vucic\""),
    ("\"vucic\"", "\"vucic\""),
    ("=Vučić", "=Vučić"),
    ("==Vučić", "==Vučić"),
    ("=\"Aleksandar Vučić\"", "=\"Aleksandar Vučić\""),
    ("==\"Aleksandar Vučić\"", "==\"Aleksandar Vučić\""),
    ("=Vuč*", "=Vuč*"),
    ("=“Vučić”", "=Vučić"),
    ("=C++", "=\"C++\""),
];

const DIALECTS: &[(&str, &str)] = &[
    ("serb!", "serb*"),
    ("serb$ arms", "serb* arms"),
    ("Stop the war in Ukraine now!", "Stop the war in Ukraine now"),
    ("oh!", "oh"),
    ("US$ 100$", "US$ 100$"),
    ("a near3 b", "a w/3 b"),
    ("a ADJ2 b", "a pre/2 b"),
    ("near3", "\"near3\""),
    ("a (near3) b", "a \"near3\" b"),
    ("SAME old", "SAME old"),
    ("a NOT w/5 b", "a AND NOT (a w/5 b)"),
    ("a not pre/2 b c", "(a AND NOT (a pre/2 b)) c"),
    ("serb!^2 date>=2025^2", "serb*^2 date:2025..^2"),
    ("do not w/5 it", "do AND NOT (do w/5 it)"),
    ("(not) w/5 it", "(not) w/5 it"),
    ("atl3(vucic OR вучић)", "atleast3(vucic OR вучић)"),
    ("hlead(krusik)", "title:krusik"),
    ("TI(krusik OR works) AU(novak)", "title:(krusik OR works) author:novak"),
    ("pub(krusik) Au(x)", "pub krusik Au x"),
    ("hd=krusik by=\"Ana Novak\" la=en", "title:krusik author:\"Ana Novak\" lang:en"),
    ("intitle:krusik inurl:a?b=c", "title:krusik url:a?b=c"),
    ("site:courier.example/a site:courier", "url:courier.example/a source:courier"),
    ("date aft 2025-05-01", "date:>2025-05-01"),
    ("krusik date bef 2025", "krusik date:<2025"),
    ("date>=2025-05-01 date<2026", "date:2025-05-01.. date:<2026"),
    ("date=2025", "date:2025"),
    ("date aft er", "(date) aft er"),
    ("(date) aft 2025", "(date) aft 2025"),
];

const QUOTES: &[(&str, &str)] = &[
    ("“a b”", "\"a b\""),
    ("„a b“", "\"a b\""),
    ("„a b”", "\"a b\""),
    ("«a b»", "\"a b\""),
    ("»a b«", "\"a b\""),
    ("»a b»", "\"a b\""),
    ("”a b”", "\"a b\""),
    ("„he said 'no' twice“", "\"he said 'no' twice\""),
    ("«он сказал „да“ и ушёл»", "\"он сказал да и ушёл\""),
    ("“pasted on one side\"", "\"pasted on one side\""),
    ("Serbia's", "Serbia's"),
    ("Serbia’s", "Serbia’s"),
    ("Mariʼyka", "Mariʼyka"),
    ("'kosovo'", "'kosovo'"),
    ("\"a\"\"b\"", "\"a\" \"b\""),
];

const WORDS: &[(&str, &str)] = &[
    ("serbia ammunition", "serbia ammunition"),
    ("serbia OR srbija", "serbia OR srbija"),
    ("serbia || srbija", "serbia OR srbija"),
    ("serbia||srbija", "serbia OR srbija"),
    ("serbia AND ammunition", "serbia AND ammunition"),
    ("serbia && ammunition", "serbia AND ammunition"),
    ("serbia AND NOT kosovo", "serbia AND NOT kosovo"),
    ("serbia NOT kosovo", "serbia -kosovo"),
    ("serbia !kosovo", "serbia -kosovo"),
    ("serbia and not kosovo or else", "serbia and not kosovo or else"),
    ("-kosovo", "-kosovo"),
    ("-kosovo -metohija", "-kosovo -metohija"),
    ("NOT (a OR b)", "-(a OR b)"),
    ("+serbia kosovo", "+serbia kosovo"),
    ("(serbia OR srbija) -kosovo", "(serbia OR srbija) -kosovo"),
    ("serbia OR srbija -kosovo", "(serbia OR srbija) -kosovo"),
    ("serbia OR srbija date:2025", "(serbia OR srbija) date:2025"),
    ("((((a)))) ((b) (c))", "a b c"),
    ("a AND (b AND c) OR (d OR e)", "(a AND b AND c) OR d OR e"),
    ("long-range", "long-range"),
    ("and/or 24/7 AC/DC w/out", "and/or 24/7 AC/DC w/out"),
    ("AT&T R&D", "AT&T R&D"),
    ("Serbia, Kosovo; Bosnia!", "Serbia Kosovo Bosnia"),
    ("U.S. C++ .NET", "U.S. C++ .NET"),
    ("вучић OR ვუჩიჩი OR 武契奇", "вучић OR ვუჩიჩი OR 武契奇"),
    ("a\nb\tc", "a b c"),
    ("\"stab in the back\"", "\"stab in the back\""),
    ("\"stab, in the back!\"", "\"stab in the back\""),
    ("\"serbian ukraine\"~5", "\"serbian ukraine\"~5"),
    ("\"who is he?\"", "\"who is he\""),
];

const DISTANCES: &[(&str, &str)] = &[
    ("serbia w/5 ammunition", "serbia w/5 ammunition"),
    ("serbia W/5 ammunition", "serbia w/5 ammunition"),
    ("serbia NEAR/5 ammunition", "serbia w/5 ammunition"),
    ("serbia near/5 ammunition", "serbia w/5 ammunition"),
    ("serbia pre/3 ammunition", "serbia pre/3 ammunition"),
    ("serbia PRE/3 ammunition", "serbia pre/3 ammunition"),
    ("serbia /s ammunition", "serbia /s ammunition"),
    ("serbia /p ammunition", "serbia /p ammunition"),
    ("serbia w/s ammunition", "serbia /s ammunition"),
    ("serbia w/p ammunition", "serbia /p ammunition"),
    (
        "(shells OR rockets) w/10 \"third countries\"",
        "(shells OR rockets) w/10 \"third countries\"",
    ),
    ("a w/5 b w/3 c", "(a w/5 b) w/3 c"),
    ("-a w/5 b", "-(a w/5 b)"),
    ("a w/5 b AND c", "a w/5 b AND c"),
    ("title:a w/5 title:b", "title:(a w/5 b)"),
    ("krus* w/2 vucic~", "krus* w/2 vucic~"),
    ("atleast3(sanctions)", "atleast3(sanctions)"),
    ("ATLEAST3(sanctions OR \"export ban\")", "atleast3(sanctions OR \"export ban\")"),
];

const PATTERNS: &[(&str, &str)] = &[
    ("krus*", "krus*"),
    ("kru?ik", "kru?ik"),
    ("*politika", "*politika"),
    ("krus*, (kosovo)", "krus* kosovo"),
    ("\"president vuc*\"", "\"president vuc*\""),
    ("\"president vucich~1\"", "\"president vucich~1\""),
    ("\"vuc*\"", "\"vuc*\""),
    ("vucich~", "vucich~"),
    ("vucich~1", "vucich~1"),
    ("vucich~2", "vucich~2"),
    ("vucic~name", "vucic~name"),
    ("vucic~NAME", "vucic~name"),
    ("/vu[cč]i[cć]h?/", "/vu[cč]i[cć]h?/"),
    ("/(a|b)c/^2 d", "/(a|b)c/^2 d"),
    ("/usr/bin", "/usr/bin"),
    ("serbia^3 ukraine", "serbia^3 ukraine"),
    ("(a OR b)^0.5", "(a OR b)^0.5"),
    ("vucich~1^2", "vucich~1^2"),
    ("\"a b\"^2~3", "\"a b\"~3^2"),
];

const FIELDS: &[(&str, &str)] = &[
    ("title:serbia", "title:serbia"),
    ("TITLE:serbia", "title:serbia"),
    ("body:\"a b\"", "body:\"a b\""),
    ("author:vucic byline:vucic", "author:vucic author:vucic"),
    ("source:a site:b outlet:c", "source:a source:b source:c"),
    (
        "lang:sr-Cyrl section:world place:belgrade tag:war",
        "lang:sr-Cyrl section:world place:belgrade tag:war",
    ),
    ("desk:foreign Desk:home", "desk:foreign desk:home"),
    ("title:(serbia OR srbija)", "title:(serbia OR srbija)"),
    ("title:(serbia -kosovo)", "title:(serbia -kosovo)"),
    ("title:serbia^3", "title:serbia^3"),
    ("title:=Vučić", "title:=Vučić"),
    ("-title:serbia", "-title:serbia"),
    ("title:serbia kosovo", "title:serbia kosovo"),
    ("title:(body:a)", "body:a"),
    ("headline(serbia OR srbija)", "title:(serbia OR srbija)"),
    ("HEADLINE(serbia)", "title:serbia"),
    ("byline(\"A B\")", "author:\"A B\""),
    ("id:abcdefgh23456777", "id:abcdefgh23456777"),
    ("url:https://example.org/a(b)?q=1&r=2", "url:https://example.org/a(b)?q=1&r=2"),
    ("(url:https://example.org/a)", "url:https://example.org/a"),
    ("url:*example.org*", "url:*example.org*"),
    ("http://example.org/x 12:30", "http://example.org/x 12:30"),
    ("https://a.eu/view?id=4711&lang=en#annex", "https://a.eu/view?id=4711&lang=en#annex"),
    ("\"a.eu/b?c=d\"", "\"a.eu/b?c=d\""),
    ("piles -- sand", "piles sand"),
    ("-- piles -sand", "piles -sand"),
    ("has:date has:author has:byline", "has:date has:author has:author"),
    ("-has:date", "-has:date"),
    ("author:*", "has:author"),
    ("in:all serbia", "serbia in:all"),
    ("in:title", "in:title"),
    ("a OR b in:body", "(a OR b) in:body"),
    ("in:all AND a", "a in:all"),
    ("words:500", "words:500"),
    ("words:>500 words:<=900", "words:501.. words:..900"),
    (
        "words:100..200 words:[100 TO 200} words:[100 TO *]",
        "words:100..200 words:100..199 words:100..",
    ),
];

#[test]
fn every_form_is_read_without_a_repair() {
    let tables = [LADDER, DIALECTS, QUOTES, WORDS, DISTANCES, PATTERNS, FIELDS];
    for (typed, canonical) in tables.into_iter().flatten() {
        let parsed = read(typed);
        assert_eq!(parsed.expr.to_string(), *canonical, "{typed}");
        let graver = parsed.diagnostics.iter().find(|found| found.severity > Severity::Note);
        assert_eq!(graver, None, "{typed}");
        assert_eq!(read(canonical).expr, parsed.expr, "{typed}");
    }
}

#[test]
fn the_empty_query_is_everything_and_nothing_is_said() {
    for typed in ["", " ", "\n\t\u{a0}"] {
        let parsed = read(typed);
        assert_eq!(parsed.expr.to_string(), "*");
        assert_eq!(parsed.diagnostics, [], "{typed:?}");
    }
}
