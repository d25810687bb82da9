//! The synonyms of an archive's own settings: what finds what, where, and in which order.

use backfile::{IndexerOptions, SearchRequest, Searcher};
use query::Match;
use schema::Settings;

use crate::samples::{Sample, total};

/// The number of an article, its title and its body.
const ARTICLES: [(&str, &str, &str); 12] = [
    ("car", "News", "A car stood in the yard. The car was red, and the car was old."),
    ("cars", "Cars of the year", "Nobody was hurt when the cars met on the bridge."),
    ("automobile", "News", "An automobile stood in the yard, and nobody came."),
    ("vehicle", "News", "Two motor vehicles were stopped at the border."),
    ("vozilo", "Вести", "Возило је стајало у дворишту, а возила су прошла мостом."),
    ("premier", "News", "The premier resigned on Monday in the evening."),
    ("minister", "News", "The prime minister resigned on Monday in the evening."),
    ("prime", "News", "In his prime he was the minister of the interior."),
    ("strike", "News", "The strike of the dockers goes on."),
    ("walkout", "News", "The walkout of the dockers goes on."),
    ("raid", "News", "An air raid hit the harbour."),
    ("mail", "News", "An electronic message came from the harbour."),
];

const SETS: [&[&str]; 6] = [
    &["automobile", "CAR", "motor vehicle", "возило"],
    &["premier", "prime minister"],
    &["strike", "walkout"],
    &["strike", "air raid"],
    &["e-mail", "electronic message"],
    &["Zeppelin", "airship"],
];

fn settings(sets: &[&[&str]]) -> Settings {
    let set = |set: &&[&str]| set.iter().map(ToString::to_string).collect();
    Settings { synonyms: sets.iter().map(set).collect(), ..Settings::default() }
}

fn index(settings: Settings) -> Sample {
    let sample = Sample::new();
    let mut indexer =
        IndexerOptions::new().settings(settings).open_or_create(sample.index()).unwrap();
    for (name, title, body) in ARTICLES {
        let language = if name == "vozilo" { "sr" } else { "en" };
        let language = text::Language::from_code(language).unwrap();
        let article = testkit::article(name, title, body).language(language, None, 1.0);
        indexer.add(article.build().unwrap()).unwrap();
    }
    indexer.publish().unwrap();
    sample
}

/// The names of the articles found, in order.
fn found(searcher: &Searcher, query: &str, matching: Match) -> Vec<String> {
    let mut request = SearchRequest::new(query);
    request.matching = matching;
    let page = searcher.search(request).unwrap();
    page.value.hits.into_iter().filter_map(|hit| hit.source_id).collect()
}

#[test]
fn the_members_of_a_set_find_each_other_wherever_a_bare_word_stands() {
    let sample = index(settings(&SETS));
    let searcher = sample.searcher();
    let cars = ["automobile", "car", "cars", "vehicle", "vozilo"];
    let no_cars = ["mail", "minister", "premier", "prime", "raid", "strike", "walkout"];
    let either = ["car", "cars", "automobile", "vozilo", "vehicle", "raid"];
    let table: &[(&str, &[&str])] = &[
        // Any member, in any form, spelling and script.
        ("car", &cars),
        ("cars", &cars),
        ("Automobiles", &cars),
        ("vozilo", &cars),
        ("ВОЗИЛА", &cars),
        ("motor vehicle", &cars),
        ("motor vehicles", &cars),
        // What is quoted or exact means what it says.
        ("\"car\"", &["car"]),
        ("=car", &["car"]),
        ("\"motor vehicles\"", &["vehicle"]),
        ("\"the premier\"", &["premier"]),
        ("car*", &["car", "cars"]),
        ("premier~1", &["premier"]),
        ("\"premier monday\"~3", &["premier"]),
        // Several words are a member where they stand side by side, and else they are words.
        ("prime minister", &["minister", "premier", "prime"]),
        ("minister prime", &["minister", "prime"]),
        ("prime AND minister", &["minister", "prime"]),
        ("prime resigned minister", &["minister"]),
        ("prime minister resigned", &["minister", "premier"]),
        ("resigned prime minister", &["minister", "premier"]),
        ("title:(prime minister)", &[]),
        ("prime-minister", &["minister", "premier"]),
        ("premier", &["minister", "premier"]),
        // A word of two sets has the synonyms of both, and they do not have each other's.
        ("strike", &["raid", "strike", "walkout"]),
        ("walkout", &["strike", "walkout"]),
        ("air raid", &["raid", "strike"]),
        // A compound is a member by its parts, with a hyphen or without.
        ("e-mail", &["mail"]),
        ("email", &["mail"]),
        ("electronic message", &["mail"]),
        // Fields of text have synonyms, the others do not.
        ("title:automobile", &["cars"]),
        ("body:automobile", &cars),
        ("in:title automobile", &["cars"]),
        ("in:all motor vehicle", &cars),
        ("tag:car", &[]),
        // Distances and counts.
        ("automobile w/4 yard", &["automobile", "car"]),
        ("automobile pre/4 yard", &["automobile", "car"]),
        ("premier w/1 resigned", &["minister", "premier"]),
        ("resigned w/1 premier", &["minister", "premier"]),
        ("premier pre/3 monday", &["minister", "premier"]),
        ("premier w/9 nobody", &[]),
        ("automobile /s bridge", &["cars"]),
        ("automobile /p bridge", &["cars"]),
        ("(automobile OR harbour) w/3 hit", &["raid"]),
        ("atleast3(automobile)", &["car"]),
        ("atleast2(возило)", &["car", "cars", "vozilo"]),
        ("\"the car was\"", &["car"]),
        ("==Car w/4 yard", &[]),
        ("==car w/4 yard", &["car"]),
        ("==yard w/9 automobile", &["automobile", "car"]),
        // Groups, weights and names.
        ("automobile OR raid", &either),
        ("automobile^3", &cars),
        ("+automobile", &cars),
        ("premier~name", &["minister", "premier"]),
        ("car lang:sr", &["vozilo"]),
        // An excluded word excludes its synonyms, unless one of them is sought.
        ("has:date -car", &[]),
        ("-car", &no_cars),
        ("-premier nobody", &["automobile", "cars"]),
        ("resigned -premier", &[]),
        ("resigned -\"premier\"", &["minister"]),
        ("car -automobile", &["car", "cars", "vehicle", "vozilo"]),
        ("automobile -car", &["automobile", "vehicle", "vozilo"]),
        ("premier -(prime minister)", &["premier"]),
        ("automobile -(car AND yard)", &["automobile", "cars", "vehicle", "vozilo"]),
        ("automobile -title:car", &["automobile", "car", "vehicle", "vozilo"]),
        ("automobile -(car w/4 yard)", &["automobile", "cars", "vehicle", "vozilo"]),
        ("yard -(car OR premier)", &[]),
    ];
    let mut wrong = Vec::new();
    for (query, expected) in table {
        let mut hits = found(&searcher, query, Match::All);
        hits.sort();
        let mut expected = expected.to_vec();
        expected.sort_unstable();
        if hits != expected || total(&searcher, query) < hits.len() as u64 {
            wrong.push(format!("{query}: {hits:?}, not {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // Without the sets, none of them.
    let plain = index(Settings::default());
    for (query, hits) in [("automobile", 1), ("motor vehicle", 1), ("premier", 1), ("-car", 10)] {
        assert_eq!(total(&plain.searcher(), query), hits, "{query}");
    }
}

#[test]
fn where_any_word_will_do_so_will_a_synonym() {
    let sample = index(settings(&SETS));
    let searcher = sample.searcher();
    let mut hits = found(&searcher, "prime minister yard", Match::Any);
    assert_eq!(hits.len(), 5, "{hits:?}");
    hits.sort();
    assert_eq!(hits, ["automobile", "car", "minister", "premier", "prime"]);
    let hits = found(&searcher, "prime-minister zzyzx", Match::Auto);
    assert_eq!(hits.len(), 3, "{hits:?}");
    assert!(hits.contains(&"premier".to_owned()));
}

#[test]
fn what_was_typed_ranks_above_its_synonyms() {
    let sample = index(settings(&SETS));
    let searcher = sample.searcher();
    for (query, first) in [
        ("automobile", &["automobile"][..]),
        ("возило", &["vozilo"]),
        ("motor vehicle", &["vehicle"]),
        ("premier", &["premier"]),
        ("prime minister", &["minister", "prime"]),
        ("air raid", &["raid"]),
        ("walkout dockers", &["walkout"]),
        ("body:automobile", &["automobile"]),
        ("in:all automobile", &["automobile"]),
        ("automobile w/5 yard", &["automobile"]),
        ("premier /s monday", &["premier"]),
        ("evening w/9 (premier OR raid)", &["premier"]),
    ] {
        let mut hits = found(&searcher, query, Match::All);
        assert!(hits.len() > first.len(), "{query}: {hits:?}");
        hits.truncate(first.len());
        hits.sort();
        assert_eq!(hits, first, "{query}");
    }
    // What has the words as typed keeps the score that it had without synonyms.
    let plain = index(Settings::default());
    let scores = |searcher: &Searcher, query: &str| {
        let page = searcher.search(query).unwrap();
        page.value.hits.into_iter().map(|hit| (hit.source_id, hit.score)).collect::<Vec<_>>()
    };
    for query in ["automobile", "premier", "walkout dockers", "premier w/3 resigned", "hit"] {
        let (plain, rich) = (scores(&plain.searcher(), query), scores(&searcher, query));
        assert_eq!(plain, rich[..plain.len()], "{query}");
    }
}

#[test]
fn synonyms_are_listed_explained_and_marked() {
    let sample = index(settings(&SETS));
    let searcher = sample.searcher();
    let page = searcher.search("automobile prime minister -strike").unwrap();
    let listed: Vec<_> = page
        .variants
        .iter()
        .map(|variant| {
            let also: Vec<_> =
                variant.also.iter().map(|one| (one.text.as_str(), one.articles)).collect();
            (variant.typed.as_str(), also)
        })
        .collect();
    assert_eq!(
        listed,
        [
            ("automobile", vec![("CAR", 2), ("motor vehicle", 1), ("возило", 1)]),
            ("prime minister", vec![("premier", 1)]),
        ]
    );
    // What was typed in another form is no synonym of itself.
    let page = searcher.search("возила").unwrap();
    assert!(page.variants[0].also.iter().all(|other| other.text != "возило"), "{page:?}");
    let page = searcher.search("car -automobile").unwrap();
    assert!(page.variants[0].also.iter().all(|other| other.text != "automobile"), "{page:?}");
    assert!(searcher.search("\"car\" tag:premier hit").unwrap().variants.is_empty());

    for (query, name, marked) in [
        ("car", "automobile", "automobile"),
        ("car", "vehicle", "motor vehicles"),
        ("premier", "minister", "prime minister"),
        ("prime minister", "premier", "premier"),
        ("resigned w/1 premier", "minister", "prime minister"),
        ("body:automobile", "car", "car"),
    ] {
        let page = searcher.search(query).unwrap();
        let hit = page.hits.iter().find(|hit| hit.source_id.as_deref() == Some(name)).unwrap();
        let snippet = &hit.snippets[0];
        let marks: Vec<_> =
            snippet.highlights.iter().map(|range| &snippet.text[range.clone()]).collect();
        assert!(marks.contains(&marked), "{query}: {marks:?}");
    }

    let explanation = searcher.explain("prime minister automobile hit").unwrap();
    assert!(explanation.words.contains("“prime” in any form or its synonym “premier”"));
    let parts: Vec<_> =
        explanation.parts.iter().map(|part| (part.text.as_str(), part.articles)).collect();
    assert_eq!(parts, [("prime minister", 3), ("automobile", 5), ("hit", 1)]);
    assert!(explanation.parts[1].meaning.contains("“motor vehicle” in any form"));
    let expanded: Vec<_> =
        explanation.parts[1].expansions.iter().map(|one| one.text.as_str()).collect();
    assert!(expanded.contains(&"cars") && expanded.contains(&"automobile"), "{expanded:?}");
    let premier = searcher.search("premier").unwrap().value.hits;
    for hit in premier {
        let why = searcher.explain_hit("prime minister", &hit.id).unwrap();
        assert!(why.contains("prime minister: (“prime”"), "{why}");
    }
}

#[test]
fn a_word_that_no_article_has_is_missing_though_its_synonyms_are_there() {
    let sample = index(settings(&[&["autocar", "car"], &["zyx", "xyz"]]));
    let searcher = sample.searcher();
    assert_eq!(found(&searcher, "autocar", Match::All).len(), 2);
    let explanation = searcher.explain("autocar").unwrap();
    assert_eq!(explanation.parts[0].missing[0].word, "autocar");
    // Of a set that the archive has nothing of, only the typed word is told.
    let missing = searcher.missing_words("zyx").unwrap();
    assert_eq!(missing.iter().map(|one| one.word.as_str()).collect::<Vec<_>>(), ["zyx"]);
    assert!(searcher.search("zyx").unwrap().variants.is_empty());
}

#[test]
fn large_and_knotted_sets_are_answered_within_bounds() {
    // Each word with the next, the last with the first, and everything in sets of the full size.
    let word = |number: usize| format!("wort{number:04}x");
    let mut sets: Vec<Vec<String>> =
        (0..2_000).map(|number| vec![word(number), word((number + 1) % 2_000)]).collect();
    sets.push(
        (0..50).map(|number| format!("one two three four five six seven {number}")).collect(),
    );
    sets.push(vec!["car".to_owned(), "Car".to_owned(), "cars".to_owned(), word(0)]);
    let mut all = Settings { synonyms: sets, ..Settings::default() };
    all.check().unwrap();
    let sample = index(all.clone());
    let searcher = sample.searcher();
    assert_eq!(found(&searcher, "wort0000x", Match::All).len(), 2);
    assert_eq!(found(&searcher, "wort1999x", Match::All).len(), 0, "sets are not joined");
    assert_eq!(found(&searcher, "car", Match::All).len(), 2);
    let long = "one two three four five six seven 7 ".repeat(300);
    assert_eq!(found(&searcher, &long, Match::All).len(), 0);
    // More synonyms than a query may have together: the rest stand for themselves, and it is said.
    let mut request = SearchRequest::new("wort0003x wort0005x car");
    request.limits.expansions = 3;
    request.matching = Match::Any;
    let page = searcher.search(request).unwrap();
    assert!(page.partial && page.hits.len() == 2, "{page:?}");
    all.synonyms.push(vec!["no".to_owned(), "\u{301}".to_owned()]);
    assert!(all.check().unwrap_err().to_string().contains("synonyms"));
}

#[test]
fn other_sets_ask_for_a_rebuild_and_another_order_does_not() {
    let sample = index(settings(&SETS));
    let open = |sets: &[&[&str]], rebuild| {
        let options = IndexerOptions::new().settings(settings(sets)).rebuild(rebuild);
        options.open_or_create(sample.index()).map(drop).map_err(|error| error.to_string())
    };
    let mut turned = SETS;
    turned.reverse();
    open(&turned, false).unwrap();
    let refused = open(&SETS[1..], false).unwrap_err();
    assert!(refused.contains("other settings"), "{refused}");
    let kept = sample.searcher().stats().unwrap().settings.synonyms;
    assert_eq!(kept[0], SETS[0]);
}
