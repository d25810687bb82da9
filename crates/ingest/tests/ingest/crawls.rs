//! Reads crawls as crawlers write them.

use std::io::Write as _;

use super::{Told, read_file};

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(bytes).unwrap();
    gzip.finish().unwrap()
}

fn warc(kind: &str, url: &str, media_type: &str, block: &[u8]) -> Vec<u8> {
    let mut record = format!(
        "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2020-03-04T05:06:07Z\r\n\
         WARC-Record-ID: <urn:uuid:1>\r\nContent-Type: {media_type}\r\nContent-Length: {}\r\n\r\n",
        block.len()
    )
    .into_bytes();
    record.extend_from_slice(block);
    record.extend_from_slice(b"\r\n\r\n");
    record
}

fn response(url: &str, header: &str, body: &[u8]) -> Vec<u8> {
    let mut block = format!("HTTP/1.1 {header}\r\n\r\n").into_bytes();
    block.extend_from_slice(body);
    warc("response", url, "application/http; msgtype=response", &block)
}

fn page(title: &str, text: &str) -> String {
    format!(
        "<!DOCTYPE html><html><title>{title}</title><article><h1>{title}</h1>\
         <p>{text}, as the captain of the ferry said on the quay of the old harbour on Monday.</p>\
         <p>Nobody in the town minds it, and the mayor of the town minds it least of all.</p>\
         </article></html>"
    )
}

fn titles(told: &Told) -> Vec<&str> {
    told.articles().iter().filter_map(|article| article.title.as_deref()).collect()
}

#[test]
fn captures_of_pages_and_texts_are_articles_and_the_rest_is_counted() {
    let html = "200 OK\r\nContent-Type: text/html; charset=windows-1251";
    let (cyrillic, _, _) =
        encoding_rs::WINDOWS_1251.encode("<p>Паром вернулся на озеро, сказал капитан.</p>");
    let head = "<!DOCTYPE html><html><title>Ferry in another script</title><article>";
    let mut body = head.as_bytes().to_vec();
    for _ in 0..4 {
        body.extend_from_slice(&cyrillic);
    }
    let chunked = format!(
        "{:x}\r\n{}\r\n0\r\n\r\n",
        page("In pieces", "It came").len(),
        page("In pieces", "It came")
    );
    let packed =
        "200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked";
    let zipped = gzip(page("Packed", "It was small").as_bytes());
    let mut zipped_chunks = format!("{:x}\r\n", zipped.len()).into_bytes();
    zipped_chunks.extend_from_slice(&zipped);
    zipped_chunks.extend_from_slice(b"\r\n0\r\n\r\n");
    let records = [
        warc("warcinfo", "", "application/warc-fields", b"software: ours\r\n"),
        warc("request", "http://lake.example/1", "application/http", b"GET /1 HTTP/1.1\r\n\r\n"),
        response("http://lake.example/1", html, &body),
        response("http://lake.example/2", "200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked", chunked.as_bytes()),
        response("http://lake.example/3", packed, &zipped_chunks),
        response("http://lake.example/4", "404 Not Found\r\nContent-Type: text/html", page("Gone", "It left").as_bytes()),
        response("http://lake.example/5.png", "200 OK\r\nContent-Type: image/png", b"\x89PNG\0\0\0"),
        warc("revisit", "http://lake.example/1", "application/http", b"HTTP/1.1 200 OK\r\n\r\n"),
        warc("resource", "file:///etc/passwd", "text/plain", b"root and nobody else has the key of it"),
        warc("conversion", "http://lake.example/6", "text/plain", b"Ferry in plain text\n\nIt returned to the lake on Monday, and stayed there for the night.\n"),
    ];
    for (name, bytes) in [
        ("a.warc", records.concat()),
        ("a.warc.gz", records.iter().flat_map(|record| gzip(record)).collect()),
        ("a.warc.zst", zstd::encode_all(records.concat().as_slice(), 1).unwrap()),
    ] {
        let told = read_file(name, &bytes);
        let expected = ["Ferry in another script", "In pieces", "Packed", "Ferry in plain text"];
        assert_eq!(titles(&told), expected, "{name}");
        let first = told.articles()[0];
        assert!(first.body.contains("Паром вернулся"), "{}", first.body);
        assert_eq!(first.url.as_deref(), Some("http://lake.example/1"));
        assert_eq!(first.source.as_deref(), Some("lake.example"));
        // When it was captured is no date.
        assert_eq!(first.published_on, None);
        assert_eq!(first.provenance.record, Some(3));
        let counted = [
            "neither page nor text",
            "not of the web",
            "request",
            "revisit",
            "status other than 2xx",
            "warcinfo",
        ];
        assert_eq!(told.reasons(), counted, "{name}");
        assert_eq!(told.report.skipped_total(), 0, "{name}");
    }
}

#[test]
fn a_page_in_a_crawl_is_not_dated_after_its_capture() {
    let dated = page("Ferry", "It left").replace("<h1>", "<time datetime=2021-01-01>x</time><h1>");
    let html = "200 OK\r\nContent-Type: text/html";
    let told = read_file("a.warc", &response("http://lake.example/1", html, dated.as_bytes()));
    assert_eq!(told.articles()[0].published_on, None);
    let told = read_file(
        "a.warc",
        &response("http://lake.example/1", html, dated.replace("2021", "2020").as_bytes()),
    );
    assert_eq!(told.articles()[0].published_on.unwrap().to_string(), "2020-01-01");
}

#[test]
fn old_crawls_are_read_with_spaces_in_their_addresses() {
    let page = page("Old ferry", "It sank");
    let block = format!("HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n{page}");
    let version = "1 0 Somebody\nURL IP-address Archive-date Content-type Archive-length\n";
    let crawl = format!(
        "filedesc://a.arc 0.0.0.0 20050216050221 text/plain {}\n{version}\n\
         http://lake.example/a b?c d 1.2.3.4 20050216050221 text/html {}\n{block}\n\
         dns:lake.example 1.2.3.4 20050216050221 text/dns 3\nabc\n",
        version.len(),
        block.len()
    );
    let told = read_file("a.arc", crawl.as_bytes());
    assert_eq!(titles(&told), ["Old ferry"]);
    assert_eq!(told.articles()[0].url.as_deref(), Some("http://lake.example/a b?c d"));
    assert_eq!(told.reasons(), ["not of the web"]);
}

#[test]
fn a_record_that_is_too_long_or_cut_is_told_and_the_others_are_read() {
    let html = "200 OK\r\nContent-Type: text/html";
    let one = response("http://lake.example/1", html, page("One", "It left").as_bytes());
    let film = response(
        "http://lake.example/film",
        "200 OK\r\nContent-Type: video/mp4",
        &vec![7; 40 << 20],
    );
    let two = response("http://lake.example/2", html, page("Two", "It came").as_bytes());
    let told = read_file("a.warc", &[one.as_slice(), &film, &two].concat());
    assert_eq!(titles(&told), ["One", "Two"]);
    assert_eq!(told.reasons(), ["too long"]);
    let told = read_file("a.warc", &[one.as_slice(), &two[..two.len() - 90]].concat());
    assert_eq!(titles(&told), ["One"]);
    assert_eq!(told.reasons(), ["cut short"]);
    // Bytes between records, as a crash leaves them.
    let told = read_file("a.warc", &[one.as_slice(), b"\0\0garbage\r\n", &two].concat());
    assert_eq!(titles(&told), ["One", "Two"]);
}

#[test]
fn a_damaged_member_costs_itself_and_is_told() {
    let html = "200 OK\r\nContent-Type: text/html";
    let captures: Vec<Vec<u8>> = (0..6)
        .map(|number| {
            let text: Vec<String> =
                (0..3_000).map(|at| format!("word{}", at * (number + 7))).collect();
            let page = page(&format!("Page {number}"), &text.join(" "));
            gzip(&response(&format!("http://lake.example/{number}"), html, page.as_bytes()))
        })
        .collect();
    let mut damaged = captures.clone();
    let middle = damaged[3].len() / 2;
    damaged[3][middle..middle + 30].fill(0x5a);
    let told = read_file("a.warc.gz", &damaged.concat());
    assert_eq!(titles(&told), ["Page 0", "Page 1", "Page 2", "Page 4", "Page 5"]);
    assert_eq!(told.reasons(), ["damaged record", "damaged members"]);
    // A header that is damaged is damage as well.
    let mut damaged = captures.clone();
    damaged[3][0] = 0;
    damaged[3][1] = 1;
    let told = read_file("a.warc.gz", &damaged.concat());
    assert_eq!(titles(&told), ["Page 0", "Page 1", "Page 2", "Page 4", "Page 5"]);
    assert!(told.reasons().contains(&"damaged members"), "{:?}", told.reasons());
    // One that was cut ends as any cut file.
    let whole = captures.concat();
    let told = read_file("a.warc.gz", &whole[..whole.len() - captures[5].len() / 2]);
    assert_eq!(titles(&told).len(), 5);
    assert_eq!(told.reasons(), ["damaged container"]);
}

#[test]
fn a_dictionary_in_its_frame_unpacks_a_crawl() {
    let html = "200 OK\r\nContent-Type: text/html";
    let captures: Vec<Vec<u8>> = (0..40)
        .map(|number| {
            let page = page(&format!("Page {number}"), "It came");
            response(&format!("http://lake.example/{number}"), html, page.as_bytes())
        })
        .collect();
    let dictionary = zstd::dict::from_samples(&captures, 4_096).unwrap();
    for is_packed in [false, true] {
        let frame = if is_packed {
            zstd::encode_all(dictionary.as_slice(), 3).unwrap()
        } else {
            dictionary.clone()
        };
        let mut crawl = vec![0x5d, 0x2a, 0x4d, 0x18];
        crawl.extend_from_slice(&u32::try_from(frame.len()).unwrap().to_le_bytes());
        crawl.extend_from_slice(&frame);
        for capture in &captures {
            let mut packed =
                zstd::stream::Encoder::with_dictionary(Vec::new(), 3, &dictionary).unwrap();
            packed.write_all(capture).unwrap();
            crawl.extend(packed.finish().unwrap());
        }
        let told = read_file("a.warc.zst", &crawl);
        assert_eq!(titles(&told).len(), 40, "{:?}", told.reasons());
    }
}

#[test]
fn what_crawlers_and_servers_do_wrong_loses_no_record_beside_it() {
    let html = "200 OK\r\nContent-Type: text/html";
    let capture = |number: usize| {
        let page = page(&format!("Page {number}"), "It came");
        response(&format!("http://lake.example/{number}"), html, page.as_bytes())
    };
    // A length that is too long, one beyond all measure, garbage, a byte order mark.
    let too_long = |change: &dyn Fn(usize) -> String| {
        let text = String::from_utf8(capture(1)).unwrap();
        let (before, rest) = text.split_once("Content-Length: ").unwrap();
        let (length, rest) = rest.split_once("\r\n").unwrap();
        let length = change(length.parse().unwrap());
        format!("{before}Content-Length: {length}\r\n{rest}").into_bytes()
    };
    let longer = too_long(&|length| (length + 40).to_string());
    let told = read_file("a.warc", &[capture(0), longer, capture(2), capture(3)].concat());
    assert_eq!(titles(&told), ["Page 0", "Page 2", "Page 3"], "{:?}", told.reasons());
    assert_eq!(told.reasons(), ["damaged record"]);
    let absurd = too_long(&|_| (1_u64 << 60).to_string());
    let told = read_file("a.warc", &[capture(0), absurd, capture(2)].concat());
    assert_eq!(titles(&told), ["Page 0", "Page 2"], "{:?}", told.reasons());
    let garbage: Vec<u8> = (0..3_000_u32).map(|at| (at * at % 251) as u8).collect();
    let told = read_file("a.warc", &[capture(0), garbage, capture(1)].concat());
    assert_eq!(titles(&told), ["Page 0", "Page 1"]);
    assert_eq!(told.reasons(), ["bytes between records"]);
    let endless = [capture(0), b"WARC/1.0\r\nX: ".to_vec(), vec![b'x'; 3 << 20], capture(1)];
    assert_eq!(titles(&read_file("a.warc", &endless.concat())), ["Page 0", "Page 1"]);
    // Packed without a word, packed in transit, promised before, cut.
    let zipped = gzip(page("Zipped", "It came").as_bytes());
    let mut transit = format!("{:x}\r\n", zipped.len()).into_bytes();
    transit.extend_from_slice(&zipped);
    transit.extend_from_slice(b"\r\n0\r\n\r\n");
    let promised = format!("100 Continue\r\n\r\nHTTP/1.1 {html}");
    for (header, body) in [
        (html, zipped.clone()),
        ("200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: gzip, chunked", transit),
        (promised.as_str(), page("Zipped", "It came").into_bytes()),
    ] {
        let told = read_file("a.warc", &response("http://lake.example/1", header, &body));
        assert_eq!(titles(&told), ["Zipped"], "{header}: {:?}", told.reasons());
    }
    let binary: Vec<u8> = (0..4_000_u32).map(|at| (at % 19) as u8).collect();
    let told = read_file("a.warc", &response("http://lake.example/1", html, &binary));
    assert_eq!(told.reasons(), ["neither page nor text"]);
    let packed = "200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip";
    let half = gzip(page("Half", &"It came ".repeat(900)).as_bytes());
    let told =
        read_file("a.warc", &response("http://lake.example/1", packed, &half[..half.len() - 20]));
    assert_eq!(titles(&told), ["Half"]);
    assert_eq!(told.reasons(), ["cut capture"]);
}
