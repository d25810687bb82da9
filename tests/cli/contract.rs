//! The JSON output holds every key that it promises, and none besides.

use serde_json::Value;

use super::program::{Desk, Outcome, corpus, on_corpus};

const HIT: [&str; 15] = [
    "type",
    "rank",
    "id",
    "source_id",
    "title",
    "date",
    "date_precision",
    "date_match",
    "source",
    "author",
    "lang",
    "url",
    "path",
    "score",
    "snippets",
];
const SUMMARY: [&str; 14] = [
    "type",
    "format_version",
    "query",
    "total",
    "total_is",
    "took_ms",
    "sort",
    "match",
    "partial",
    "commit",
    "cursor",
    "variants",
    "blame",
    "diagnostics",
];
const ARTICLE: [&str; 18] = [
    "type",
    "path",
    "record",
    "id",
    "source_id",
    "title",
    "author",
    "source",
    "url",
    "lang",
    "script",
    "lang_confidence",
    "date",
    "date_precision",
    "date_evidence",
    "body",
    "segments",
    "extra",
];
const INDEX_SUMMARY: [&str; 17] = [
    "type",
    "format_version",
    "read",
    "records",
    "added",
    "replaced",
    "removed",
    "unchanged",
    "moved",
    "skipped",
    "duplicates",
    "left_out",
    "fields",
    "dates",
    "languages",
    "seconds",
    "generation",
];

#[track_caller]
fn has_keys(object: &Value, keys: &[&str]) {
    let found: Vec<&str> = object.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(found, keys, "{object}");
}

/// The objects before the summary, and the summary, whose keys are checked.
#[track_caller]
fn closed(run: &Outcome, keys: &[&str]) -> (Vec<Value>, Value) {
    let mut objects = run.objects();
    let summary = objects.pop().expect("a summary");
    assert_eq!(summary["type"], "summary");
    assert_eq!(summary["format_version"], 1);
    has_keys(&summary, keys);
    (objects, summary)
}

#[test]
fn search_prints_hits_and_a_summary() {
    let run = on_corpus(&["search", "--json", "vucic", "krusik"]).exits(0);
    assert!(run.stderr.is_empty(), "{}", run.stderr);
    let (hits, summary) = closed(&run, &SUMMARY);
    assert_eq!(summary["total"], hits.len());
    assert_eq!(summary["total_is"], "exact");
    assert_eq!(summary["match"], "all");
    assert_eq!(summary["sort"], "relevance");
    assert_eq!(summary["diagnostics"], Value::Array(Vec::new()));
    for (index, hit) in hits.iter().enumerate() {
        has_keys(hit, &HIT);
        assert_eq!(hit["type"], "hit");
        assert_eq!(hit["rank"], index + 1);
        assert_eq!(hit["id"].as_str().unwrap().len(), 16);
        let snippets = hit["snippets"].as_array().unwrap();
        assert!(
            snippets.iter().any(|snippet| !snippet["highlights"].as_array().unwrap().is_empty())
        );
        for snippet in snippets {
            has_keys(snippet, &["field", "text", "start", "highlights"]);
            let text = snippet["text"].as_str().unwrap();
            for highlight in snippet["highlights"].as_array().unwrap() {
                let at = |end: usize| usize::try_from(highlight[end].as_u64().unwrap()).unwrap();
                assert!(text.get(at(0)..at(1)).is_some_and(|word| !word.is_empty()), "{snippet}");
            }
        }
    }
}

#[test]
fn a_repair_is_a_diagnostic_of_the_summary() {
    let run = on_corpus(&["search", "--json", "\"working group vucic"]);
    let (_, summary) = closed(&run, &SUMMARY);
    let diagnostic = &summary["diagnostics"][0];
    has_keys(diagnostic, &["severity", "span", "message", "read_as", "code"]);
    assert_eq!(diagnostic["severity"], "repair");
    assert!(run.stderr.is_empty(), "{}", run.stderr);
}

#[test]
fn a_cursor_leads_from_page_to_page_until_all_hits_are_seen() {
    let whole = on_corpus(&["search", "--json", "-n", "50", "vucic"]);
    let ids = |hits: &[Value]| hits.iter().map(|hit| hit["id"].clone()).collect::<Vec<_>>();
    let expected = ids(&closed(&whole, &SUMMARY).0);
    let mut found = Vec::new();
    let mut cursor: Option<String> = None;
    loop {
        let mut arguments = vec!["search", "--json", "-n", "5", "vucic"];
        if let Some(cursor) = &cursor {
            arguments.extend(["--cursor", cursor]);
        }
        let run = on_corpus(&arguments);
        let (hits, summary) = closed(&run, &SUMMARY);
        found.extend(ids(&hits));
        cursor = summary["cursor"].as_str().map(str::to_owned);
        if cursor.is_none() {
            break;
        }
        assert!(found.len() <= expected.len());
    }
    assert_eq!(found, expected);
}

#[test]
fn index_prints_what_was_left_out_and_a_summary() {
    let desk = Desk::with_news();
    desk.write("news/empty.txt", "");
    desk.write("news/bad.jsonl", "{\"title\":\"good\",\"body\":\"x\"}\nno json\n");
    let run = desk.run(&["index", "--json", "--report", "report.jsonl", "news"]).exits(0);
    let (skipped, summary) = closed(&run, &INDEX_SUMMARY);
    for object in &skipped {
        has_keys(object, &["type", "path", "record", "reason"]);
        assert_eq!(object["type"], "skipped");
    }
    let places: Vec<_> =
        skipped.iter().map(|one| (one["path"].as_str().unwrap(), one["record"].as_u64())).collect();
    assert_eq!(places, [("bad.jsonl", Some(2)), ("empty.txt", None)]);
    assert_eq!(summary["added"], 3);
    assert_eq!(summary["skipped"], 2);
    assert_eq!(summary["left_out"], serde_json::json!({"empty file": 1, "invalid json": 1}));
    assert_eq!(summary["fields"]["title"]["title"], 2);
    let report = std::fs::read_to_string(desk.path().join("report.jsonl")).unwrap();
    assert_eq!(report, run.stdout);
}

#[test]
fn extract_and_show_print_whole_articles() {
    let folder = corpus();
    let run =
        Desk::new().run(&["extract", "--json", folder.join("text").to_str().unwrap()]).exits(0);
    let articles = run.objects();
    assert!(articles.len() > 15);
    for article in &articles {
        is_article(article);
    }
    let poplave = articles.iter().find(|one| one["path"] == "poplave-cyr.txt").unwrap();
    assert_eq!((&poplave["lang"], &poplave["script"]), (&"sr".into(), &"Cyrl".into()));

    let hit = on_corpus(&["search", "--json", "-n", "1", "krusik"]).objects().remove(0);
    let shown = on_corpus(&["show", "--json", hit["id"].as_str().unwrap()]).exits(0).objects();
    assert_eq!(shown.len(), 1);
    is_article(&shown[0]);
    for key in ["id", "title", "date", "source", "author", "url", "path", "lang"] {
        assert_eq!(shown[0][key], hit[key], "{key}");
    }
}

#[track_caller]
fn is_article(article: &Value) {
    has_keys(article, &ARTICLE);
    assert_eq!(article["type"], "article");
    let body = article["body"].as_str().unwrap();
    let is_span = |span: &Value| {
        let at = |end: usize| usize::try_from(span[end].as_u64().unwrap()).unwrap();
        body.get(at(0)..at(1)).is_some()
    };
    for segment in article["segments"].as_array().unwrap() {
        has_keys(segment, &["kind", "span"]);
        assert!(is_span(&segment["span"]), "{segment}");
    }
    for evidence in article["date_evidence"].as_array().unwrap() {
        has_keys(evidence, &["kind", "text", "span", "date", "confidence"]);
        assert!(evidence["span"].is_null() || is_span(&evidence["span"]), "{evidence}");
    }
}

#[test]
fn show_marks_what_a_query_matches() {
    let desk = Desk::with_index();
    let hit = desk.run(&["search", "--json", "resigned"]).objects().remove(0);
    let id = hit["id"].as_str().unwrap();
    let run = desk.run(&["show", "--json", &id[..6], "--query", "mayor"]).exits(0);
    let (objects, _) = closed(&run, &["type", "format_version", "diagnostics"]);
    let marks = &objects[1];
    has_keys(marks, &["type", "title", "body"]);
    assert_eq!(marks["title"], serde_json::json!([[0, 5]]));
    assert_eq!(marks["body"], serde_json::json!([[4, 9]]));
}

#[test]
fn analyze_prints_every_layer() {
    let run = Desk::new().run(&["analyze", "--json", "--lang", "sr", "Вучића"]).exits(0);
    let token = run.last();
    has_keys(&token, &["text", "start", "end", "position", "layers"]);
    has_keys(&token["layers"], &["exact", "folded", "stem"]);
    assert_eq!(token["layers"]["folded"][0], "vucica");
    assert_eq!((&token["start"], &token["end"]), (&0.into(), &12.into()));
}

#[test]
fn count_facets_timeline_and_stats_agree() {
    let count = on_corpus(&["count", "--json", "vucic"]).exits(0).last();
    has_keys(&count, &["type", "total", "partial", "commit", "diagnostics", "query", "match"]);
    assert_eq!(count["type"], "count");
    let total = count["total"].as_u64().unwrap();

    let run = on_corpus(&["facets", "--json", "--by", "source,lang", "vucic"]).exits(0);
    let keys = ["type", "format_version", "total", "partial", "commit", "diagnostics"];
    let (buckets, summary) = closed(&run, &keys);
    assert_eq!(summary["total"], total);
    let languages = |by: &Value| by["by"] == "lang";
    is_sum_of(total, buckets.iter().filter(|bucket| languages(bucket)), 0);

    for (by, length) in [("year", 4), ("month", 7), ("day", 10)] {
        let run = on_corpus(&["timeline", "--json", "--by", by, "vucic"]).exits(0);
        let keys =
            ["type", "format_version", "total", "undated", "partial", "commit", "diagnostics"];
        let (buckets, summary) = closed(&run, &keys);
        assert_eq!(summary["total"], total);
        for bucket in &buckets {
            assert_eq!(bucket["by"], by);
            assert!(bucket["key"].as_str().unwrap().len() <= length, "{bucket}");
        }
        is_sum_of(total, buckets.iter(), summary["undated"].as_u64().unwrap());
    }

    let stats = on_corpus(&["stats", "--json"]).exits(0).last();
    assert_eq!(stats["type"], "stats");
    assert_eq!(stats["articles"], on_corpus(&["count", "--json"]).last()["total"]);
}

#[track_caller]
fn is_sum_of<'a>(total: u64, buckets: impl Iterator<Item = &'a Value>, more: u64) {
    let mut sum = more;
    for bucket in buckets {
        has_keys(bucket, &["type", "by", "key", "count"]);
        assert_eq!(bucket["type"], "bucket");
        sum += bucket["count"].as_u64().unwrap();
    }
    assert_eq!(sum, total);
}

#[test]
fn explain_says_how_a_query_was_read() {
    let explanation = on_corpus(&["explain", "--json", "vucic -krusik"]).exits(0).last();
    assert_eq!(explanation["type"], "explanation");
    for key in ["query", "words", "parts"] {
        assert!(!explanation[key].is_null(), "{key}: {explanation}");
    }
    let hit = on_corpus(&["search", "--json", "-n", "1", "vucic"]).objects().remove(0);
    let id = hit["id"].as_str().unwrap();
    let run = on_corpus(&["explain", "--json", "vucic", "--id", id]).exits(0);
    let (objects, _) = closed(&run, &["type", "format_version", "diagnostics"]);
    has_keys(&objects[1], &["type", "id", "text"]);
}

#[test]
fn verify_finds_a_sound_index_sound_and_a_flipped_bit() {
    let desk = Desk::with_index();
    let keys =
        ["type", "format_version", "sound", "articles", "segments", "findings", "diagnostics"];
    let run = desk.run(&["verify", "--json"]).exits(0);
    let (findings, summary) = closed(&run, &keys);
    assert!(findings.is_empty());
    assert_eq!((&summary["sound"], &summary["articles"]), (&true.into(), &2.into()));

    let generation = desk.path().join("index/gen-000001");
    let entries = std::fs::read_dir(generation).unwrap().map(|entry| entry.unwrap().path());
    let store = entries.into_iter().find(|path| path.extension().is_some_and(|end| end == "store"));
    let store = store.expect("stored articles");
    let mut bytes = std::fs::read(&store).unwrap();
    bytes[10] ^= 1;
    std::fs::write(store, bytes).unwrap();
    let run = desk.run(&["verify", "--json"]).exits(2);
    let (findings, summary) = closed(&run, &keys);
    assert_eq!(summary["sound"], false);
    assert_eq!(summary["findings"], findings.len());
    has_keys(&findings[0], &["type", "place", "problem"]);
    desk.run(&["verify"]).exits(2);
}

#[test]
fn export_prints_every_match() {
    let run = on_corpus(&["export", "vucic"]).exits(0);
    let keys =
        ["type", "format_version", "query", "total", "partial", "commit", "diagnostics", "match"];
    let (hits, summary) = closed(&run, &keys);
    assert_eq!(summary["total"], hits.len());
    for hit in &hits {
        has_keys(hit, &HIT);
    }
}
