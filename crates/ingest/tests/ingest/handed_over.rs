//! Documents that a program hands over as bytes.

use article::Article;
use ingest::{Document, Ingest, SkipReason, Skipped};

fn read(document: Document<'_>) -> Vec<Result<Article, Skipped>> {
    Ingest::new().document(document).unwrap()
}

fn articles(document: Document<'_>) -> Vec<Article> {
    read(document).into_iter().map(|read| read.expect("an article")).collect()
}

const PAGE: &str = "<html><head><title>Ferry returns</title></head><body><article><h1>Ferry returns\
    </h1><p>The ferry runs again between the two banks, as it did before the flood of last \
    year.</p></article></body></html>";

#[test]
fn a_page_has_the_address_that_it_was_fetched_from() {
    let address = "https://www.courier.example/ferry?id=7";
    let page = articles(Document::new(PAGE.as_bytes()).at(address)).remove(0);
    assert_eq!(page.title.as_deref(), Some("Ferry returns"));
    assert_eq!(page.url.as_deref(), Some(address));
    assert_eq!(page.source.as_deref(), Some("courier.example"));
    let again = articles(Document::new(PAGE.as_bytes()).at(address)).remove(0);
    assert_eq!(page.id, again.id);
    // Of a page that names its own address that one counts.
    let own = PAGE.replace("<head>", "<head><link rel=\"canonical\" href=\"https://a.eu/b\">");
    let own = articles(Document::new(own.as_bytes()).at(address)).remove(0);
    assert_eq!(own.url.as_deref(), Some("https://a.eu/b"));
}

#[test]
fn what_has_no_name_is_known_by_its_content() {
    let note = |text: &str| articles(Document::new(text.as_bytes())).remove(0).id;
    let (one, two) = ("The ferry\n\nIt runs again.\n", "The bridge\n\nIt is closed.\n");
    assert_ne!(note(one), note(two));
    assert_eq!(note(one), note(one));
    let named = |name: &str| articles(Document::new(one.as_bytes()).named(name)).remove(0);
    assert_eq!(named("a.txt").id, named("a.txt").id);
    assert_ne!(named("a.txt").id, named("b.txt").id);
    assert_eq!(named("a.txt").provenance.path, "a.txt");
}

#[test]
fn lists_mail_and_packed_documents_are_told_by_their_bytes() {
    let list = "[{\"id\":1,\"title\":\"A\",\"text\":\"One.\"},{\"id\":2,\"title\":\"B\",\"text\":\"Two.\"}]";
    assert_eq!(articles(Document::new(list.as_bytes())).len(), 2);
    // The address is that of one article, not of a list.
    let listed = articles(Document::new(list.as_bytes()).at("https://a.eu/list"));
    assert!(listed.iter().all(|article| article.url.is_none()));
    let mail = "From: Ana <ana@a.eu>\nTo: b@b.eu\nSubject: Ferry\nDate: Mon, 2 Jun 2025 10:00:00 \
        +0200\nMessage-ID: <1@a.eu>\n\nThe ferry runs again.\n";
    let mail = articles(Document::new(mail.as_bytes()).named("1.eml")).remove(0);
    assert_eq!(mail.title.as_deref(), Some("Ferry"));
    let packed = zstd::encode_all(PAGE.as_bytes(), 1).unwrap();
    assert_eq!(articles(Document::new(packed)).len(), 1);
}

#[test]
fn what_is_no_article_is_told() {
    for bytes in [&b""[..], b"\0\x01\x02\xff\xfe\0\0\x07", b"   \n"] {
        let read = read(Document::new(bytes));
        assert!(matches!(read.as_slice(), [Err(_)]), "{read:?}");
    }
    let broken = "[{\"title\":\"A\",\"text\":\"One.\"},{\"title\":\"B\",\"te";
    let told = read(Document::new(broken.as_bytes()));
    assert!(told[0].is_ok());
    let is_cut = |skipped: &Skipped| matches!(skipped.reason, SkipReason::CutShort { .. });
    assert!(told[1].as_ref().is_err_and(is_cut), "{told:?}");
    // What holds files is read from the disk.
    let mut zip = b"PK\x03\x04".to_vec();
    zip.resize(200, 0);
    let told = read(Document::new(zip));
    let is_zip = |skipped: &Skipped| skipped.reason.to_string().contains("zip");
    assert!(told[0].as_ref().is_err_and(is_zip), "{told:?}");
}
