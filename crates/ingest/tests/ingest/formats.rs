//! Reads one small file of each format.

use article::{EvidenceKind, SegmentKind};
use ingest::{Ingest, NoBaseline};

use super::{folder, read_file, run};

#[test]
fn a_record_names_its_fields_in_many_ways() {
    let record = r#"{"id":7,"headline":"Ferry &amp; lake","content":["One.","Two."],"authors":[{"name":"Ana Anić"},"Jo Doe and Al Poe"],
        "pubDate":"Fri, 30 May 2025 18:15:00 +0200","site":"Lake Courier","language":"sr-Latn","keywords":"lake, ferry","category":"News",
        "place":["Ohrid"],"dateline":"STRUGA, May 30","custom":{"a":1},"empty":null}"#
        .replace('\n', " ");
    let told = read_file("a.jsonl", format!("{record}\n{record}").as_bytes());
    let article = told.articles()[0];
    assert_eq!(article.source_id.as_deref(), Some("7"));
    assert_eq!(article.title.as_deref(), Some("Ferry & lake"));
    assert_eq!(article.body, "One.\n\nTwo.");
    assert_eq!(article.authors, ["Ana Anić", "Jo Doe", "Al Poe"]);
    assert_eq!(article.published_on.unwrap().to_string(), "2025-05-30T18:15:00+02:00");
    assert_eq!(article.date_evidence[0].kind, EvidenceKind::Record);
    assert_eq!(article.source.as_deref(), Some("Lake Courier"));
    assert_eq!(article.language.code(), "sr");
    assert_eq!(article.tags, ["lake", "ferry"]);
    assert_eq!(article.section.as_deref(), Some("News"));
    assert_eq!(article.places, ["Ohrid", "STRUGA"]);
    assert_eq!(article.extra["custom"]["a"], 1);
    assert!(!article.extra.contains_key("empty"));
    assert_eq!(article.provenance.record, Some(1));
}

#[test]
fn keys_can_be_mapped() {
    let folder = folder(&[(
        "a.jsonl",
        b"{\"title\":\"other\",\"headline_en\":\"wanted\",\"text\":\"x\"}\n{}",
    )]);
    let told = run(&Ingest::new().path(folder.path()).map_key("title", "headline_en"), &NoBaseline);
    assert_eq!(told.articles()[0].title.as_deref(), Some("wanted"));
    assert_eq!(told.articles()[0].extra["title"], "other");
    assert!(Ingest::new().path(folder.path()).map_key("colour", "x").articles().is_err());
}

#[test]
fn arrays_objects_and_sequences_of_json_are_read() {
    let array = br#"[ {"title":"a"}, {"title":"b"} , {"title":"c"}]"#;
    assert_eq!(read_file("a.json", array).articles().len(), 3);
    let one = read_file("one.json", b"{\n \"title\": \"a\",\n \"body\": \"b\"\n}\n");
    assert_eq!(one.articles()[0].provenance.record, None);
    let several = read_file("many.json", b"{\n \"title\": \"a\"\n}\n{\n \"title\": \"b\"\n}\n");
    assert_eq!(several.articles().len(), 2);
    assert_eq!(several.articles()[1].provenance.record, Some(2));
}

#[test]
fn tables_are_read_whatever_separates_their_columns() {
    for separator in [",", ";", "\t", "|"] {
        let table = ["title", "text", "date", "colour"].join(separator)
            + "\r\n"
            + &["\"a \"\"b\"\"\"", "\"one\ntwo\"", "30.5.2025", "red"].join(separator)
            + "\r\n";
        let told = read_file("a.csv", table.as_bytes());
        let [article] = told.articles()[..] else { panic!("{:?}", told.events) };
        assert_eq!(article.title.as_deref(), Some("a \"b\""));
        assert_eq!(article.body, "one\ntwo");
        assert_eq!(article.published_on.unwrap().to_string(), "2025-05-30");
        assert_eq!(article.extra["colour"], "red");
    }
    assert_eq!(read_file("b.csv", b"x,y\n1,2\n").reasons(), ["no text column"]);
}

#[test]
fn markdown_has_front_matter_or_a_heading() {
    let told = read_file(
        "a.md",
        b"---\ntitle: Ferry returns\ndate: 2025-05-30\nauthor: Ana\n---\nThe *ferry* returns.\n",
    );
    let article = told.articles()[0];
    assert_eq!(article.title.as_deref(), Some("Ferry returns"));
    assert_eq!(article.published_on.unwrap().to_string(), "2025-05-30");
    assert_eq!(article.body, "The ferry returns.");
    let told = read_file("b.md", b"# Ferry returns\n\nThe ferry returns.\n");
    assert_eq!(told.articles()[0].title.as_deref(), Some("Ferry returns"));
    assert_eq!(told.articles()[0].segments[0].kind, SegmentKind::Title);
}

#[test]
fn a_page_gives_its_article_without_the_page() {
    let paragraph =
        "The ferry has returned to the lake after two years of repairs, the mayor said on Monday. ";
    let page = format!(
        "<!DOCTYPE html><html lang=\"en\"><head><title>Ferry returns</title>\
         <meta property=\"article:published_time\" content=\"2025-05-30T08:00:00Z\">\
         <meta name=\"author\" content=\"Ana Doe\"></head><body><nav><a href=\"/\">Home</a> <a href=\"/x\">Sport</a></nav>\
         <article><h1>Ferry returns</h1><p>{0}</p><p>{0}It stays.</p></article><footer>All rights reserved</footer></body></html>",
        paragraph.repeat(3)
    );
    let told = read_file("page", page.as_bytes());
    let [article] = told.articles()[..] else { panic!("{:?}", told.events) };
    assert_eq!(article.title.as_deref(), Some("Ferry returns"));
    assert_eq!(article.published_on.unwrap().to_string(), "2025-05-30T08:00:00Z");
    assert_eq!(article.authors, ["Ana Doe"]);
    assert!(
        article.body.contains("It stays.") && !article.body.contains("Sport"),
        "{}",
        article.body
    );
    assert!(article.body.contains("\n\n"));
}

#[test]
fn packed_files_are_read_by_content() {
    let line = b"{\"title\":\"a\"}\n{\"title\":\"b\"}\n";
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    std::io::Write::write_all(&mut gzip, line).unwrap();
    assert_eq!(read_file("a.jsonl", &gzip.finish().unwrap()).articles().len(), 2);
    let zstd = zstd::encode_all(&line[..], 3).unwrap();
    assert_eq!(read_file("a.zst", &zstd).articles().len(), 2);
}

#[test]
fn records_arrive_on_standard_input() {
    let mut titles = Vec::new();
    let mut sink = |events: Vec<ingest::Event>| {
        for event in events {
            if let ingest::Event::Article { article, .. } = event {
                assert_eq!(article.provenance.path, "-");
                titles.push(article.title.clone().unwrap());
            }
        }
        std::ops::ControlFlow::Continue(())
    };
    let records = &b"{\"title\":\"a\"}\n\n{\"title\":\"b\"}"[..];
    let report = Ingest::new().read_records(records, &mut sink).unwrap();
    assert_eq!(report.articles, 2);
    assert_eq!(titles, ["a", "b"]);
}

#[test]
fn formats_that_are_not_read_are_named() {
    for (content, format) in [
        (&b"<?xml version=\"1.0\"?><opml version=\"2.0\">"[..], "opml"),
        (b"<rdf:RDF xmlns:foaf=\"http://xmlns.com/foaf/0.1/\">", "rdf"),
        (b"<?xml version=\"1.0\"?><TEI>", "tei"),
        (b"<?xml version=\"1.0\"?><catalogue>", "xml"),
        (b"PK\x03\x04abc", "damaged parts"),
        (
            b"PK\x03\x04..........................mimetype",
            "an office document, a book or a program",
        ),
        (b"BZh91AY&SY", "damaged container"),
        (b"%PDF-1.4", "pdf"),
        (b"\x89PNG\r\n\x1a\n", "a png image"),
    ] {
        assert_eq!(read_file("file.txt", content).reasons(), [format]);
    }
    let mut tar = vec![b'a'; 512];
    tar[257..262].copy_from_slice(b"ustar");
    let packed = zstd::encode_all(&tar[..], 3).unwrap();
    assert_eq!(read_file("a.tar.zst", &packed).reasons(), ["damaged parts"]);
}

#[test]
fn what_stands_in_an_object_beside_the_text_is_not_the_record_s() {
    let record = r#"{"title":"Ferry","text":"The ferry runs again.","data":{"id":"7","author":"chart.js","date":"2019-02-02","url":"https://c.example/"},"meta":{"author":"Ana Kolar","published":"2025-05-30","id":"5"}}"#;
    let told = read_file("a.jsonl", format!("{record}\n").as_bytes());
    let article = told.articles()[0];
    assert_eq!(article.authors, ["Ana Kolar"]);
    assert_eq!(article.published_on.unwrap().to_string(), "2025-05-30");
    assert_eq!((&article.source_id, &article.url), (&None, &None));
    let wrapped =
        r#"{"id":"w","data":{"title":"Ferry","text":"The ferry runs.","author":"Ana Kolar"}}"#;
    let told = read_file("a.jsonl", format!("{wrapped}\n").as_bytes());
    assert_eq!(told.articles()[0].authors, ["Ana Kolar"]);
    assert_eq!(told.articles()[0].body, "The ferry runs.");
}

#[test]
fn a_list_of_articles_is_nobody_s_text() {
    let text = "The ferry across the Sava will run again from Monday, the council said.";
    let post = format!(r#"{{"title":"Ferry","published_at":"2025-05-30","html":"{text}"}}"#);
    let record = format!(r#"{{"page":1,"unheard_of":[[{post},{post},{post}]]}}"#);
    let told = read_file("a.jsonl", format!("{record}\n{record}\n").as_bytes());
    assert_eq!((told.articles().len(), told.skips().len()), (0, 2));
}

#[test]
fn a_row_that_is_too_wide_goes_on_with_its_text_or_is_reported() {
    let table = "id,title,text\n1,A,\"The ferry, they say\",2025-05-30\n2,B,The ferry runs, they say\n3,C,The mill stays,,\n";
    let told = read_file("a.csv", table.as_bytes());
    let bodies: Vec<&str> = told.articles().iter().map(|article| article.body.as_str()).collect();
    assert_eq!(bodies, ["The ferry, they say", "The ferry runs, they say", "The mill stays"]);
    assert_eq!(told.articles()[0].extra["column 4"], "2025-05-30");
    assert_eq!(told.skips().len(), 1, "the row of four fields is told");
}

#[test]
fn a_page_as_deep_as_it_may_be_is_read_in_a_record_of_a_known_file() {
    let deep = "<div>".repeat(380);
    let page =
        format!("<!DOCTYPE html><html><body>{deep}<p>The ferry runs again.</p></body></html>");
    let record = format!("{{\"title\":\"Ferry\",\"html\":\"{page}\"}}\n").repeat(3);
    let told = read_file("a.jsonl", record.as_bytes());
    assert_eq!(told.articles().len(), 3);
    assert!(told.articles()[0].body.contains("The ferry runs again."));
}

#[test]
fn an_outlet_that_was_found_is_no_part_of_an_id() {
    let text = |header: &str| {
        format!(
            r#"{{"id":"7","title":"Ferry","text":"{header}The ferry runs again from Monday."}}"#
        )
    };
    let told = |header: &str| {
        let told = read_file("a.jsonl", format!("{}\n", text(header)).as_bytes());
        (told.articles()[0].id, told.articles()[0].source.clone())
    };
    let (with, without) = (told("Izvor: Tanjug 30.05.2025 18:15\\n\\n"), told(""));
    assert_eq!(with.1.as_deref(), Some("Tanjug"));
    assert_eq!(with.0, without.0);
}
