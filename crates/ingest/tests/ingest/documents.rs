//! Reads documents and books.

use std::io::{Cursor, Write as _};

use super::{Told, read_file};

fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        let stored = zip::write::SimpleFileOptions::default()
            .compression_method(zip::CompressionMethod::Stored);
        let packed = zip::write::SimpleFileOptions::default();
        zip.start_file(*name, if *name == "mimetype" { stored } else { packed }).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn kinds(told: &Told) -> Vec<String> {
    told.skips().iter().map(|skipped| skipped.reason.to_string()).collect()
}

const DOCX: &str = r#"<x:document xmlns:x="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><x:body>
    <x:p><x:pPr><x:pStyle x:val="Title"/></x:pPr><x:r><x:t>Ferry returns</x:t></x:r></x:p>
    <x:p><x:r><x:t xml:space="preserve">It </x:t></x:r><x:del><x:r><x:delText>stops</x:delText><x:t>stops</x:t></x:r></x:del><x:ins><x:r><x:t>runs</x:t></x:r></x:ins>
    <x:r><x:rPr><x:vanish/></x:rPr><x:t>hidden</x:t></x:r><x:r><x:t>.</x:t><x:br/><x:t>Daily</x:t></x:r></x:p>
    <x:tbl><x:tr><x:tc><x:p><x:r><x:t>Cars</x:t></x:r></x:p></x:tc><x:tc><x:p><x:r><x:t>12</x:t></x:r></x:p></x:tc></x:tr></x:tbl>
    </x:body></x:document>"#;
const CORE: &str = r#"<cp:coreProperties xmlns:cp="c" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">
    <dc:title>Document1</dc:title><dc:creator>Ana Ilić; Boris Babić</dc:creator><dcterms:created>2014-02-03T07:05:00Z</dcterms:created></cp:coreProperties>"#;

#[test]
fn a_docx_is_what_its_reader_sees() {
    let docx = zipped(&[("docProps/core.xml", CORE), ("word/document.xml", DOCX)]);
    for name in ["a.docx", "without-ending"] {
        let told = read_file(name, &docx);
        let article = told.articles()[0];
        assert_eq!(article.title.as_deref(), Some("Ferry returns"));
        assert_eq!(article.authors, ["Ana Ilić", "Boris Babić"]);
        assert_eq!(article.published_on.unwrap().to_string(), "2014-02-03T07:05:00Z");
        assert!(article.body.contains("It runs.\nDaily"), "{}", article.body);
        assert!(article.body.contains("Cars") && article.body.contains("12"));
        assert!(!article.body.contains("stops") && !article.body.contains("hidden"));
    }
    let cut = &docx[..docx.len() - 200];
    assert!(kinds(&read_file("a.docx", cut))[0].contains("damaged or cut short"));
}

#[test]
fn what_unpacks_to_too_much_is_left_out() {
    let bomb = DOCX.replace("Daily", &"x".repeat(40 << 20));
    let told = read_file("a.docx", &zipped(&[("word/document.xml", &bomb)]));
    assert!(told.articles().is_empty());
    assert!(kinds(&told)[0].contains("longer than"), "{:?}", kinds(&told));
    let entities = "<!DOCTYPE d [<!ENTITY a 'boom'><!ENTITY b '&a;&a;&a;'>]>".to_owned()
        + &DOCX.replace("Daily", "&b; &a;");
    let told = read_file("a.docx", &zipped(&[("word/document.xml", &entities)]));
    assert!(!told.articles()[0].body.contains("boom"));
}

#[test]
fn an_odt_is_read_without_what_was_taken_out() {
    let content = r#"<office:document-content xmlns:office="o" xmlns:text="t"><office:body><office:text>
        <text:tracked-changes><text:p>deleted</text:p></text:tracked-changes>
        <text:h>Ferry returns</text:h><text:p>It<text:s text:c="2000000000"/>runs<office:annotation><text:p>a note</text:p></office:annotation>.</text:p>
        </office:text></office:body></office:document-content>"#;
    let meta = r#"<office:document-meta xmlns:office="o" xmlns:meta="m"><office:meta><meta:initial-creator>Ana Ilić</meta:initial-creator>
        <meta:creation-date>2014-02-03T07:05:00</meta:creation-date></office:meta></office:document-meta>"#;
    let parts = [
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("meta.xml", meta),
        ("content.xml", content),
    ];
    let told = read_file("a.odt", &zipped(&parts));
    let article = told.articles()[0];
    assert_eq!(article.title.as_deref(), Some("Ferry returns"));
    assert_eq!(article.body, "Ferry returns\n\nIt runs.");
    assert_eq!(article.authors, ["Ana Ilić"]);
    let locked = [
        parts[0],
        ("META-INF/manifest.xml", "<m:file-entry><m:encryption-data/></m:file-entry>"),
        parts[2],
    ];
    assert!(kinds(&read_file("a.odt", &zipped(&locked)))[0].contains("encrypted"));
}

#[test]
fn a_book_is_read_in_the_order_of_its_spine() {
    let container =
        "<container><rootfiles><rootfile full-path='in/book.opf'/></rootfiles></container>";
    let book = "<package><metadata xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:title>Songs</dc:title><dc:creator>Ana Ilić</dc:creator>\
        <dc:date>2014-02-03</dc:date></metadata><manifest><item id='a' href='a%20a.xhtml'/><item id='b' href='../b.xhtml'/><item id='n' href='nav.xhtml' properties='nav'/></manifest>\
        <spine><itemref idref='n'/><itemref idref='b'/><itemref idref='a'/></spine></package>";
    let parts = [
        ("mimetype", "application/epub+zip"),
        ("META-INF/container.xml", container),
        ("in/book.opf", book),
        ("in/a a.xhtml", "<html><body><p>Second.</p></body></html>"),
        ("b.xhtml", "<html><body><h1>First</h1><p>One.</p></body></html>"),
        ("in/nav.xhtml", "<html><body>contents</body></html>"),
    ];
    let told = read_file("a.epub", &zipped(&parts));
    let article = told.articles()[0];
    assert_eq!(article.title.as_deref(), Some("Songs"));
    assert_eq!(article.body, "First\n\nOne.\n\nSecond.");
    let lock = "<encryption><EncryptedData><CipherData><CipherReference URI='in/a a.xhtml'/></CipherData></EncryptedData></encryption>";
    let locked: Vec<_> = parts.into_iter().chain([("META-INF/encryption.xml", lock)]).collect();
    assert!(kinds(&read_file("a.epub", &zipped(&locked)))[0].contains("encrypted"));
}

#[test]
fn an_rtf_is_read_in_its_encodings() {
    let rtf = br"{\rtf1\ansi\ansicpg1250{\fonttbl{\f0\fcharset238 A;}{\f1\fcharset204 B;}}{\info{\title Trajekt se vratio}{\author Ana Ili\'e6}{\creatim\yr2014\mo2\dy3}}
{\header no}\f0 Vo\'9eeno je.\par {\f1\'cf\'e0\'f0\'ee\'ec} \u8212-{\v hidden}.\par}";
    let told = read_file("a.rtf", rtf);
    let article = told.articles()[0];
    assert_eq!(article.title.as_deref(), Some("Trajekt se vratio"));
    assert_eq!(article.authors, ["Ana Ilić"]);
    assert_eq!(article.body, "Voženo je.\n\nПаром —.");
    let cut = &rtf[..rtf.len() - 20];
    assert!(kinds(&read_file("a.rtf", cut))[0].contains("cut short"));
}
