//! Reads pages, records and files that are made to cost more than they are worth.

use std::fmt::Write as _;
use std::io::Write as _;

use ingest::{Ingest, NoBaseline};

use super::{folder, numbered, read_file, run};

const HEAD: &str = "<html lang=en><head><title>Ferry &amp; quay</title>\
    <meta property=\"article:published_time\" content=\"2025-05-30\"></head><body>";

/// Pages that cost many times what their bytes say, each with the words `first` and `last`.
fn costly_pages() -> Vec<(&'static str, String)> {
    let many = |piece: &str, count: usize| piece.repeat(count);
    let attributes: String = numbered(10_000, |n| format!(" a{n}=1"));
    let formatting: String = numbered(390, |n| format!("<b a={n}>"));
    vec![
        ("small", many("<", 200_000)),
        ("signs", many("&", 600_000)),
        ("lines", many("\n", 600_000)),
        ("paragraphs", many("<p>x", 100_000)),
        ("links", many("<p><a>", 60_000)),
        ("deep", many("<div>", 10_000)),
        ("nested", many(&format!("{}x{}", many("<i>", 390), many("</i>", 390)), 30)),
        ("reopened", format!("{formatting}{}", many("<p>x</p>", 3_000))),
        ("attributes", format!("<p{attributes}>")),
        ("comments", many("<!--", 300_000)),
        ("text", many("The ferry runs again. ", 300_000)),
        (
            "values",
            format!("<script type=\"application/ld+json\">[{}1]</script>", many("[1],", 150_000)),
        ),
    ]
}

#[test]
fn a_page_that_costs_too_much_gives_all_its_text_and_it_is_said() {
    for (kind, middle) in costly_pages() {
        let page = format!("{HEAD}<p>first {middle} last</body></html>");
        let told = read_file("a.html", page.as_bytes());
        assert_eq!(told.reasons(), ["text alone"], "{kind}");
        assert_eq!(told.skips()[0].provenance.path, "a.html");
        let article = told.articles()[0];
        assert!(article.body.starts_with("first"), "{kind}: {:.50}", article.body);
        assert!(article.body.ends_with("last"), "{kind}");
        assert_eq!(article.title.as_deref(), Some("Ferry & quay"), "{kind}");
        let date = article.published_on.map(|date| date.to_string());
        assert_eq!(date.as_deref(), Some("2025-05-30"), "{kind}");
    }
}

#[test]
fn a_page_longer_than_any_gives_its_text() {
    let mut page = format!("{HEAD}<script>no</script><nav>Menu</nav>").into_bytes();
    page.resize(20 << 20, b' ');
    page.extend_from_slice(b"<p>The ferry runs.<p>It runs again.");
    let told = read_file("a.html", &page);
    assert_eq!(told.reasons(), ["text alone"]);
    assert_eq!(told.articles()[0].body, "Menu\n\nThe ferry runs.\n\nIt runs again.");
}

#[test]
fn a_page_is_read_alike_whatever_the_memory() {
    let sentence = "The ferry runs again from the quay at noon, as it did before the war. ";
    let paragraphs =
        numbered(2_000, |n| format!("<p class=\"c{n}\">{n} {}</p>", sentence.repeat(4)));
    let page = format!("{HEAD}<nav>Menu</nav><article>{paragraphs}</article>");
    let folder = folder(&[("a.html", page.as_bytes()), ("b.html", page.as_bytes())]);
    let bodies = |memory_bytes| {
        let ingest = Ingest::new().path(folder.path()).threads(2).memory_bytes(memory_bytes);
        let told = run(&ingest, &NoBaseline);
        assert!(told.reasons().is_empty(), "{:?}", told.reasons());
        told.articles().into_iter().map(|article| article.body.clone()).collect::<Vec<_>>()
    };
    let (least, usual) = (bodies(1), bodies(1 << 30));
    assert_eq!(least, usual);
    assert!(least[0].contains("1999 The ferry") && !least[0].contains("Menu"));
}

#[test]
fn a_record_of_too_many_values_keeps_its_fields_and_it_is_said() {
    let keys = numbered(150_000, |n| format!("\"k{n}\":{n},"));
    let objects = "{\"a\":[1]},".repeat(80_000);
    let deep = format!("{}{}", "[".repeat(5_000), "]".repeat(5_000));
    let dates = "\"date\":\"May 30, 2025\",".repeat(150_000);
    let tags = numbered(150_000, |n| format!("\"t{n}\","));
    for extra in [
        keys,
        format!("\"a\":[{objects}1],"),
        format!("\"a\":{deep},"),
        format!("\"a\":{{\"b\":{{\"c\":[{objects}1]}}}},"),
        dates,
        format!("\"tags\":[{tags}1],"),
    ] {
        let record =
            format!("{{{extra}\"title\":\"Ferry\",\"date\":\"2025-05-30\",\"text\":\"x\"}}\n");
        let told = read_file("a.jsonl", record.as_bytes());
        assert_eq!(told.reasons(), ["further values"], "{extra:.30}");
        assert_eq!(told.skips()[0].provenance.record, Some(1));
        let article = told.articles()[0];
        assert_eq!(article.title.as_deref(), Some("Ferry"), "{extra:.30}");
        assert_eq!(article.body, "x");
        assert!(article.extra.len() <= 100_000);
        assert!(article.tags.len() <= 100_000);
    }
}

#[test]
fn no_paragraph_of_a_record_is_lost() {
    let paragraphs = numbered(150_000, |n| format!("\"p{n}\","));
    let record = format!("{{\"title\":\"Ferry\",\"text\":[{paragraphs}\"end\"]}}\n");
    let told = read_file("a.jsonl", record.as_bytes());
    assert!(told.reasons().is_empty(), "{:?}", told.reasons());
    let body = &told.articles()[0].body;
    assert_eq!(body.split("\n\n").count(), 150_001);
    assert!(body.ends_with("p149999\n\nend"));
}

#[test]
fn a_long_text_is_no_list_of_names() {
    let names = numbered(40_000, |n| format!("name {n}, "));
    for key in ["tags", "author", "places"] {
        let record = format!("{{\"title\":\"Ferry\",\"{key}\":\"{names}\"}}\n");
        let told = read_file("a.jsonl", record.as_bytes());
        let article = told.articles()[0];
        assert!(article.tags.is_empty() && article.authors.is_empty() && article.places.is_empty());
        assert_eq!(article.extra[key].as_str(), Some(names.as_str()), "{key}");
    }
}

#[test]
fn tables_and_front_matter_of_too_many_values_keep_their_fields() {
    let row = format!("title,text\nFerry,\"It runs,\nagain\"{}\n", ",1".repeat(150_000));
    let entries = numbered(150_000, |n| format!("k{n}: v\n"));
    let front = format!("---\n{entries}title: Ferry\n---\nIt runs,\nagain\n");
    let items = "- a\n".repeat(150_000);
    let list = format!("---\na:\n{items}title: Ferry\n---\nIt runs,\nagain\n");
    for (name, content, reason) in [
        ("a.csv", row, "further values"),
        ("a.md", front, "front matter"),
        ("b.md", list, "front matter"),
    ] {
        let told = read_file(name, content.as_bytes());
        assert_eq!(told.reasons().last(), Some(&reason), "{name}");
        assert_eq!(told.articles()[0].title.as_deref(), Some("Ferry"), "{name}");
        assert_eq!(told.articles()[0].body, "It runs,\nagain", "{name}");
    }
}

#[test]
fn broken_lines_without_end_are_counted_and_not_all_told() {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all("{\"title\":\"first\"}\n".as_bytes()).unwrap();
    packed.write_all("x\n{}\n".repeat(50_000).as_bytes()).unwrap();
    packed.write_all("{\"title\":\"last\"}\n".as_bytes()).unwrap();
    let told = read_file("a.jsonl.gz", &packed.finish().unwrap());
    assert_eq!(told.skips().len(), 2 * 1_000 + 2);
    assert_eq!(told.report.skipped["invalid json"], 50_000);
    assert_eq!(told.report.skipped["no text"], 50_000);
    let further: Vec<String> = told.skips()[2_000..].iter().map(ToString::to_string).collect();
    assert_eq!(
        further,
        [
            "a.jsonl.gz: 49000 more records of this file were left out like those above: invalid json",
            "a.jsonl.gz: 49000 more records of this file were left out like those above: no text",
        ]
    );
    assert_eq!(told.articles().len(), 2);
    assert_eq!(told.articles()[1].provenance.record, Some(100_002));
}

#[test]
fn a_window_too_large_is_not_called_damage() {
    // A frame whose header asks for a window of 256 MiB, and one empty block.
    let frame = [0x28, 0xb5, 0x2f, 0xfd, 0x00, 18 << 3, 0x01, 0x00, 0x00];
    let told = read_file("a.jsonl.zst", &frame);
    assert_eq!(told.reasons(), ["window too large"]);
    assert!(told.skips()[0].to_string().contains("134217728 bytes"), "{}", told.skips()[0]);
}

#[test]
fn an_array_without_end_is_not_called_empty() {
    for content in ["[".to_owned(), "[".repeat(100_000), format!("[{}", " ".repeat(100_000))] {
        let told = read_file("a.json", content.as_bytes());
        assert_eq!(told.reasons(), ["cut short"], "{content:.20}");
    }
    let long = format!("[{}", " ".repeat(33 << 20));
    assert_eq!(read_file("a.json", long.as_bytes()).reasons(), ["cut short"]);
    assert_eq!(read_file("a.json", b" [ ] ").reasons(), ["empty file"]);
}

#[test]
fn random_pages_give_every_word_of_theirs_or_an_article() {
    const PIECES: [&str; 24] = [
        "<div>",
        "</div>",
        "<p>",
        "</p>",
        "<b>",
        "<i x=1>",
        "</i>",
        "<a href=x>",
        "</a>",
        "<table>",
        "<tr><td>",
        "<ul><li>",
        "<svg>",
        "<select><option>",
        "<!-- x -->",
        "<script>x</script>",
        "&amp;",
        "a < b ",
        "\n",
        "<span class=\"date\">",
        "<font size=1>",
        "<template>",
        "<h2>",
        "<q title='>'>",
    ];
    let seed = testkit::seed();
    eprintln!("seed {seed}");
    let mut random = testkit::Random::new(seed);
    for _ in 0..6 {
        let unit: String = (0..=random.below(5)).map(|_| *random.one_of(&PIECES)).collect();
        let count = 1 + random.below(120_000 / unit.len());
        let mut page = HEAD.to_owned();
        for n in 0..count {
            page.push_str(&unit);
            if n % 997 == 0 {
                write!(page, " word{n} ").unwrap();
            }
        }
        let told = read_file("a.html", page.as_bytes());
        let reasons = told.reasons();
        assert!(reasons.is_empty() || reasons == ["text alone"] || reasons == ["no article"]);
        if reasons == ["text alone"] {
            let body = &told.articles()[0].body;
            let mut at = 0;
            for n in (0..count).step_by(997) {
                let word = format!("word{n} ");
                let found = body[at..].find(word.trim_end());
                at += found.unwrap_or_else(|| panic!("seed {seed}: {word} of {unit} is lost"));
            }
        }
    }
}
