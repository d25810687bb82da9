//! A folder with one of everything: brought up to date night after night, cut and mended, it is
//! what a new index would be.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use backfile::files::{Update, UpdateEvent};
use testkit::{Random, seed};

use crate::samples::{Sample, contents, program, say};

const NIGHTS: usize = 30;

/// A sentence with a word of its own, so that no two texts are the same.
fn text(random: &mut Random, number: usize) -> String {
    const WORDS: [&str; 8] =
        ["ferry", "mill", "storks", "council", "harbour", "lake", "bell", "choir"];
    let mut word = || *random.one_of(&WORDS);
    format!(
        "The {} of the {} was seen by the {}, as word{number} said on the quay. Nobody minds.",
        word(),
        word(),
        word()
    )
}

fn day(random: &mut Random) -> usize {
    10 + random.below(18)
}

/// Some numbers, each once.
fn some(random: &mut Random) -> Vec<usize> {
    let first = random.below(20);
    (first..=first + random.below(12)).collect()
}

fn feed(random: &mut Random) -> Vec<u8> {
    let outlet = *random.one_of(&["Courier", "Post"]);
    let mut items = String::new();
    for number in some(random) {
        let (day, text) = (day(random), text(random, number));
        write!(
            items,
            "<item><title>Title {number}</title><guid isPermaLink=\"false\">{number}</guid>\
             <link>http://lake.example/{number}</link><pubDate>{day} May 2025</pubDate>\
             <description>&lt;p&gt;{text}&lt;/p&gt;</description></item>"
        )
        .unwrap();
    }
    format!("<rss><channel><title>{outlet}</title>{items}</channel></rss>").into_bytes()
}

fn mailbox(random: &mut Random) -> Vec<u8> {
    let mut mailbox = String::new();
    for number in some(random) {
        let (day, text) = (day(random), text(random, number));
        write!(
            mailbox,
            "From ana@lake.example Fri May {day} 07:05:00 2025\nFrom: Ana <ana@lake.example>\n\
             Subject: Title {number}\nMessage-ID: <{number}@lake.example>\n\
             Date: {day} May 2025 07:05:00 +0200\n\n{text}\n\nFrom here on.\n\n"
        )
        .unwrap();
    }
    mailbox.into_bytes()
}

fn message(random: &mut Random) -> Vec<u8> {
    let (number, day, text) = (random.below(5), day(random), text(random, 0));
    format!(
        "From: Boris <boris@lake.example>\nSubject: Letter {number}\nTo: ana@lake.example\n\
         Date: {day} May 2025 07:05:00 +0200\n\n{text}\n\n-- \nBoris\n"
    )
    .into_bytes()
}

fn nitf(random: &mut Random) -> Vec<u8> {
    let (day, text) = (day(random), text(random, 0));
    let status = if random.once_in(6) { "canceled" } else { "usable" };
    format!(
        "<nitf><head><docdata management-status=\"{status}\"><date.issue norm=\"202505{day}\"/></docdata></head>\
         <body><body.head><hedline><hl1>Title</hl1></hedline></body.head>\
         <body.content><p>{text}</p></body.content></body></nitf>\n"
    )
    .into_bytes()
}

fn newsml(random: &mut Random) -> Vec<u8> {
    let mut items = String::new();
    for number in some(random) {
        let text = text(random, number);
        write!(items,
            "<newsItem guid=\"urn:lake:{number}\"><itemMeta><provider literal=\"Agency\"/></itemMeta>\
             <contentMeta><headline>Title {number}</headline></contentMeta>\
             <contentSet><inlineXML><p>{text}</p></inlineXML></contentSet></newsItem>"
        )
        .unwrap();
    }
    format!("<newsMessage><itemSet>{items}</itemSet></newsMessage>").into_bytes()
}

fn bulk(random: &mut Random) -> Vec<u8> {
    let mut lines = String::new();
    for number in some(random) {
        let text = text(random, number);
        write!(lines,
            "{{\"index\":{{\"_id\":\"b{number}\"}}}}\n{{\"title\":\"Title {number}\",\"text\":\"{text}\"}}\n"
        )
        .unwrap();
    }
    lines.into_bytes()
}

fn wire(random: &mut Random) -> Vec<u8> {
    let mut wire = String::new();
    for number in some(random) {
        let text = text(random, number);
        write!(wire,
            "\u{1}lak{number:04} 3 pl 12\r\n\u{2}Title {number} =\r\n\r\n{text}\r\n\u{3}\r\n212101 GMT May 25\r\n\u{4}\r\n"
        )
        .unwrap();
    }
    wire.into_bytes()
}

fn zipped(parts: &[(&str, String)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn docx(random: &mut Random) -> Vec<u8> {
    let text = text(random, 0);
    let document = format!(
        "<w:document><w:body><w:p><w:pPr><w:pStyle w:val=\"Title\"/></w:pPr><w:r><w:t>Title</w:t></w:r></w:p>\
         <w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>"
    );
    zipped(&[("word/document.xml", document)])
}

fn odt(random: &mut Random) -> Vec<u8> {
    let text = text(random, 0);
    let content = format!(
        "<office:document-content><office:body><office:text><text:h>Title</text:h>\
         <text:p>{text}</text:p></office:text></office:body></office:document-content>"
    );
    zipped(&[("content.xml", content)])
}

/// The parts of a workbook with one sheet of these rows.
fn workbook(rows: &str, shared: &str) -> Vec<u8> {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    let relation = |id, kind, target| {
        format!("<Relationship Id=\"rId{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>")
    };
    let relations =
        [(1, "worksheet", "worksheets/sheet1.xml"), (2, "sharedStrings", "sharedStrings.xml")];
    let relations = relations.map(|(id, kind, target)| relation(id, kind, target)).concat();
    zipped(&[
        ("[Content_Types].xml", "<Types/>".to_owned()),
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{PACKAGE}\">{}</Relationships>",
                relation(1, "officeDocument", "xl/workbook.xml")
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets><sheet name=\"Letters\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!("<Relationships xmlns=\"{PACKAGE}\">{relations}</Relationships>"),
        ),
        ("xl/sharedStrings.xml", format!("<sst xmlns=\"{MAIN}\">{shared}</sst>")),
        (
            "xl/worksheets/sheet1.xml",
            format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{rows}</sheetData></worksheet>"),
        ),
    ])
}

/// A row of cells with their texts inside.
fn sheet_row(number: usize, cells: &[&str]) -> String {
    let cells = cells.iter().zip("ABC".chars()).map(|(text, column)| {
        format!("<c r=\"{column}{number}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
    });
    format!("<row r=\"{number}\">{}</row>", cells.collect::<String>())
}

fn xlsx(random: &mut Random) -> Vec<u8> {
    let mut rows = sheet_row(1, &["id", "title", "text"]);
    for (at, number) in some(random).into_iter().enumerate() {
        let (id, title) = (format!("x{number}"), format!("Title {number}"));
        rows.push_str(&sheet_row(at + 2, &[&id, &title, &text(random, number)]));
    }
    workbook(&rows, "")
}

fn rtf(random: &mut Random) -> Vec<u8> {
    let text = text(random, 0);
    format!("{{\\rtf1\\ansi{{\\info{{\\title Title of it}}}}{text}\\par}}").into_bytes()
}

type Make = fn(&mut Random) -> Vec<u8>;

/// Those that have an end, so that it is known when they are cut.
const WITH_END: [(&str, Make); 7] = [
    ("feed.rss", feed),
    ("story.nitf", nitf),
    ("items.xml", newsml),
    ("minutes.docx", docx),
    ("almanac.odt", odt),
    ("letters.xlsx", xlsx),
    ("notice.rtf", rtf),
];
const WITHOUT: [(&str, Make); 5] = [
    ("all.mbox", mailbox),
    ("letter.eml", message),
    ("Mail/cur/1.M1.host:2,S", message),
    ("bulk.ndjson", bulk),
    ("wire.txt", wire),
];

#[test]
fn after_thirty_nights_of_everything_the_index_is_what_a_new_one_would_be() {
    let seed = seed();
    say(&format!("formats: BACKFILE_TEST_SEED={seed}"));
    let mut random = Random::new(seed);
    let sample = Sample::new();
    sample.write("news/Mail/new/.keep", "");
    let update = || {
        let update = Update::new(sample.index()).path(sample.news()).allow_removal(true);
        update.run(&mut |_| {}).unwrap()
    };
    let mut most = 0;
    for night in 0..NIGHTS {
        for (name, make) in WITH_END.into_iter().chain(WITHOUT) {
            if night == 0 || random.once_in(3) {
                sample.write(&format!("news/{name}"), make(&mut random));
            }
        }
        update();
        let fresh = Sample::new();
        Update::new(fresh.index()).path(sample.news()).run(&mut |_| {}).unwrap();
        let (ours, new) = (contents(&sample.searcher()), contents(&fresh.searcher()));
        let lost: Vec<&String> = new.iter().filter(|one| !ours.contains(one)).collect();
        let old: Vec<&String> = ours.iter().filter(|one| !new.contains(one)).collect();
        assert!(lost.is_empty() && old.is_empty(), "{lost:#?}\nnot {old:#?}: {night}, seed {seed}");
        most = most.max(ours.len());
        if night % 5 != 4 {
            continue;
        }
        // A copy that broke off: nothing goes, and it is told.
        let (name, _) = *random.one_of(&WITH_END);
        let path = sample.news().join(name);
        let whole = std::fs::read(&path).unwrap();
        let cut = whole.len() / 2 + random.below(whole.len() / 3);
        sample.write(&format!("news/{name}"), &whole[..cut]);
        let report = update();
        assert_eq!(report.cut + report.unreadable, 1, "{name}, night {night}, seed {seed}");
        let now = contents(&sample.searcher());
        assert_eq!(now.len(), ours.len(), "{name} to {cut}, night {night}, seed {seed}");
        sample.write(&format!("news/{name}"), whole);
    }
    assert!(most > 40, "{most} articles, seed {seed}");
}

#[test]
fn the_rows_of_a_workbook_are_articles_and_hostile_ones_are_read_in_bounds() {
    let sample = Sample::new();
    let sheets =
        [("sample.xlsx", include_bytes!("../corpus/documents/skerry-notices.xlsx").to_vec())];
    let far = sheet_row(1, &["title", "text"])
        + "<row r=\"1048576\"><c r=\"A1048576\" t=\"inlineStr\"><is><t>Far away</t></is></c></row>"
        + "<row r=\"3\"><c r=\"XFD3\" t=\"inlineStr\"><is><t>Behind all columns</t></is></c></row>";
    let long = format!("<si><t>{}</t></si>", "river ".repeat(2 << 17));
    let cell = |row| format!("<row r=\"{row}\"><c r=\"A{row}\" t=\"s\"><v>0</v></c></row>");
    let repeated = sheet_row(1, &["text"]) + &(2..200).map(cell).collect::<String>();
    let beyond = sheet_row(1, &["text"])
        + "<row r=\"2\"><c r=\"ZZZZZZ2\" t=\"inlineStr\"><is><t>Nowhere</t></is></c></row>";
    let held = format!("<si><t>{}</t></si>", "x".repeat(70 << 20));
    let hostile = [
        ("far.xlsx", workbook(&far, "")),
        ("repeated.xlsx", workbook(&repeated, &long)),
        ("beyond.xlsx", workbook(&beyond, "")),
        ("held.xlsx", workbook(&sheet_row(1, &["text"]), &held)),
    ];
    for (name, bytes) in sheets.into_iter().chain(hostile) {
        sample.write(&format!("news/{name}"), bytes);
    }
    let mut told = Vec::new();
    let report = Update::new(sample.index()).path(sample.news()).run(&mut |event| {
        if let UpdateEvent::Skipped(skipped) = event {
            told.push(skipped.to_string());
        }
    });
    report.unwrap();
    let total = |query| crate::samples::total(&sample.searcher(), query);
    assert_eq!(total("\"lamp of the mole\" author:hale date:2024-02-03"), 1);
    assert_eq!((total("gannets date:2024-05-17"), total("majáku lang:cs")), (1, 1));
    assert_eq!(total("\"far away\""), 1);
    let is_told =
        |name: &str, why: &str| told.iter().any(|one| one.contains(name) && one.contains(why));
    assert!(is_told("held.xlsx", "longer than"), "{told:#?}");
    assert!(is_told("beyond.xlsx!/Letters", "damaged"), "{told:#?}");
    assert!(is_told("repeated.xlsx!/Letters", "a thousand times"), "{told:#?}");
}

#[test]
fn a_mailbox_has_no_end_to_be_missed() {
    let sample = Sample::new();
    let mut random = Random::new(7);
    let mailbox = mailbox(&mut random);
    sample.write("news/all.mbox", &mailbox);
    sample.update();
    let before = contents(&sample.searcher()).len();
    sample.write("news/all.mbox", &mailbox[..mailbox.len() - 20]);
    let report = sample.update();
    assert_eq!((report.cut, report.unreadable), (0, 0));
    assert_eq!(contents(&sample.searcher()).len(), before);
}

#[test]
fn items_that_are_gone_from_a_feed_are_counted_and_can_be_kept() {
    let feed = |numbers: std::ops::Range<usize>| {
        let item = |number: usize| {
            format!(
                "<item><title>Title {number}</title><guid>{number}</guid><link>http://lake.example/{number}</link></item>"
            )
        };
        let items: String = numbers.map(item).collect();
        format!("<rss><channel><title>Lake</title>{items}</channel></rss>")
    };
    let sample = Sample::new();
    sample.write("news/a.rss", feed(0..10));
    sample.update();
    sample.write("news/a.rss", feed(4..14));
    let index = sample.index();
    let update = || Update::new(&index).path(sample.news());
    let report = update().keep_missing(true).run(&mut |_| {}).unwrap();
    assert_eq!((report.articles, report.gone_from_feeds), (14, 0));
    sample.write("news/a.rss", feed(5..14));
    let told = program(&index, &["index"]).arg(sample.news()).output().unwrap();
    let told = String::from_utf8(told.stderr).unwrap();
    assert!(told.contains("gone from feeds") && told.contains("--keep-missing"), "{told}");
}
