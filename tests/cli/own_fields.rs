//! The fields that an archive has of its own, on the command line.

use serde_json::json;

use super::program::Desk;

const FIELDS: &str = r#"
[fields]
desk = "keyword"
pages = "number"
embargo = "date"
summary = "text"
photo = { kind = "keyword", key = "Photo Credit" }
"#;

fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("fields.toml", FIELDS);
    desk.write(
        "news/a.jsonl",
        concat!(
            r#"{"id":1,"title":"Ferry returns","body":"The ferry runs again.","language":"en","#,
            r#""desk":"Foreign","pages":"12","embargo":"30 May 2025","Photo Credit":"Ana Petrović"}"#,
            "\n",
            r#"{"id":2,"title":"Ferry stops","body":"The ferry stops again.","language":"en","#,
            r#""Desk":["City","Foreign Affairs"],"pages":3,"embargo":1748628900,"summary":"A strike"}"#,
            "\n",
            r#"{"id":3,"title":"Ferry waits","body":"The ferry waits again.","language":"en","#,
            r#""pages":"twelve","embargo":"soon"}"#,
            "\n",
        ),
    );
    desk
}

#[test]
fn fields_of_its_own_are_searched_counted_sorted_and_shown() {
    let desk = desk();
    let run = desk.run(&["index", "--settings", "fields.toml", "news"]).exits(0);
    for said in ["`pages` is to be a number, not `twelve`", "`embargo` is to be a date, not `soon`"]
    {
        assert!(run.stderr.contains(said), "{}", run.stderr);
    }
    assert!(run.stderr.contains("1 article has something in a field"), "{}", run.stderr);
    let titles = |arguments: &[&str]| -> Vec<String> {
        let hits = desk.run(&[&["search", "--json"], arguments].concat()).objects();
        let titles = hits.iter().filter_map(|hit| hit["title"].as_str().map(str::to_owned));
        titles.map(|title| title.replace("Ferry ", "")).collect()
    };
    for (query, found) in [
        ("desk:foreign", &["returns", "stops"][..]),
        ("desk:is(\"Foreign\")", &["returns"]),
        ("pages:>3", &["returns"]),
        ("embargo:2025-05", &["returns", "stops"]),
        ("photo:petrovic", &["returns"]),
        ("summary:strike", &["stops"]),
        ("-has:desk", &["waits"]),
    ] {
        let mut titles = titles(&[query]);
        titles.sort();
        assert_eq!(titles, found, "{query}");
    }
    assert_eq!(titles(&["ferry", "--sort", "pages"]), ["stops", "returns", "waits"]);
    assert_eq!(titles(&["ferry", "--sort", "pages:desc"]), ["returns", "stops", "waits"]);
    let hits = desk.run(&["search", "--json", "desk:city"]).objects();
    assert_eq!(
        hits[0]["fields"],
        json!({"desk": ["City", "Foreign Affairs"], "embargo": ["2025-05-30"], "pages": [3],
            "summary": ["A strike"]})
    );
    let sorted = desk.run(&["search", "--json", "ferry", "--sort", "pages:desc"]).last();
    assert_eq!(sorted["sort"], json!({"field": "pages", "direction": "descending"}));
    let counts = desk.run(&["facets", "--json", "--by", "desk,pages"]).objects();
    let counts: Vec<_> = counts[..5].iter().map(|one| one["key"].as_str().unwrap()).collect();
    assert_eq!(counts, ["City", "Foreign", "Foreign Affairs", "12", "3"]);
    let shown = desk.run(&["search", "desk:is(Foreign)"]).exits(0).stdout;
    assert!(shown.contains("desk: Foreign · embargo: 2025-05-30 · pages: 12"), "{shown}");
    let id = desk.run(&["search", "--json", "desk:is(Foreign)"]).objects()[0]["id"].clone();
    let whole = desk.run(&["show", id.as_str().unwrap()]).exits(0).stdout;
    assert!(whole.contains("photo: Ana Petrović"), "{whole}");
    let table = desk.run(&["export", "--format", "csv", "--sort", "pages"]).exits(0).stdout;
    let rows: Vec<&str> = table.lines().collect();
    assert!(rows[0].ends_with("score,desk,embargo,pages,photo,summary"), "{table}");
    assert!(rows[1].ends_with("0,City; Foreign Affairs,2025-05-30,3,,A strike"), "{table}");
    let stats = desk.run(&["stats"]).exits(0).stdout;
    assert!(stats.contains("desk (keyword), embargo (date), pages (number)"), "{stats}");
    let stats = desk.run(&["stats", "--json"]).last();
    assert_eq!(
        stats["settings"]["fields"]["photo"],
        json!({"kind": "keyword", "key": "Photo Credit"})
    );
}

#[test]
fn what_is_no_field_is_refused() {
    let desk = desk();
    for (wrong, says) in [
        ("title = \"keyword\"", "that no query knows already: `title`"),
        ("Desk = \"keyword\"", "lower-case letters"),
        ("desk = \"keywords\"", "`keyword`, `text`, `number` or `date`"),
        ("desk = { kind = \"date\", keys = \"x\" }", "`keyword`, `text`, `number` or `date`"),
    ] {
        desk.write("wrong.toml", format!("[fields]\n{wrong}\n"));
        let refused = desk.run(&["index", "--settings", "wrong.toml", "news"]).exits(2);
        assert!(refused.stderr.contains(says), "{wrong}: {}", refused.stderr);
    }
    desk.run(&["index", "--settings", "fields.toml", "news"]).exits(0);
    for arguments in [&["facets", "--by", "desks"][..], &["search", "--sort", "summary", "ferry"]] {
        let refused = desk.run(arguments).exits(2);
        assert!(refused.stderr.contains("the archive has no field"), "{}", refused.stderr);
        assert!(
            refused.stderr.contains("`backfile stats` shows those of its own"),
            "{}",
            refused.stderr
        );
    }
    desk.run(&["search", "--sort", "pages:down", "ferry"]).exits(2);
    desk.run(&["facets", "--by", "Desk!"]).exits(2);
    desk.write("fewer.toml", "[fields]\ndesk = \"keyword\"\n");
    let refused = desk.run(&["index", "--settings", "fewer.toml", "news"]).exits(2);
    assert!(refused.stderr.contains("hint: run `backfile index --rebuild`"), "{}", refused.stderr);
    desk.run(&["index", "--settings", "fewer.toml", "--rebuild", "news"]).exits(0);
    assert_eq!(desk.run(&["count", "desk:foreign"]).exits(0).stdout.trim(), "2");
}
