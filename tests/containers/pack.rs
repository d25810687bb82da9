//! Makes files of many kinds, and containers of them.

use std::collections::BTreeMap;
use std::io::{Cursor, Write as _};

use testkit::Random;

/// The files of a container, by their names.
pub(crate) type Parts = BTreeMap<String, Vec<u8>>;

pub(crate) fn zip(parts: &Parts) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

pub(crate) fn tar(parts: &Parts) -> Vec<u8> {
    let mut tar = tar::Builder::new(Vec::new());
    for (name, bytes) in parts {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        tar.append_data(&mut header, name, bytes.as_slice()).unwrap();
    }
    tar.into_inner().unwrap()
}

pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(bytes).unwrap();
    gzip.finish().unwrap()
}

/// A container of the kind that its name says.
pub(super) fn packed(name: &str, parts: &Parts) -> Vec<u8> {
    match name.split_once('.').unwrap().1 {
        "zip" => zip(parts),
        "tar" => tar(parts),
        "tar.gz" => gzip(&tar(parts)),
        "tar.zst" => zstd::encode_all(tar(parts).as_slice(), 1).unwrap(),
        "tar.zip" => zip(&[("inner.tar".to_owned(), tar(parts))].into()),
        "zip.tar.gz" => gzip(&tar(&[("deep/inner.zip".to_owned(), zip(parts))].into())),
        other => panic!("{other}"),
    }
}

pub(super) const KINDS: [&str; 6] = ["zip", "tar", "tar.gz", "tar.zst", "tar.zip", "zip.tar.gz"];

fn sentence(random: &mut Random, number: usize) -> String {
    let word = random.one_of(&["ferry", "mill", "storks", "council", "harbour", "bell"]);
    format!(
        "The {word} was seen near the lake by number{number}, who minds it as nobody else does."
    )
}

pub(super) fn page(random: &mut Random, number: usize) -> Vec<u8> {
    let (one, other) = (sentence(random, number), sentence(random, number));
    format!(
        "<!DOCTYPE html><html><title>Page {number}</title><link rel=canonical \
         href=\"https://lake.example/{number}\"><article><h1>Page {number}</h1>\
         <p>{one}</p><p>{other}</p></article></html>"
    )
    .into_bytes()
}

pub(super) fn note(random: &mut Random, number: usize) -> Vec<u8> {
    format!("Note {number}\n\n{}\n\n{}\n", sentence(random, number), sentence(random, number))
        .into()
}

pub(super) fn lines(random: &mut Random, number: usize) -> Vec<u8> {
    let record = |at: usize, random: &mut Random| {
        let text = sentence(random, at);
        format!("{{\"id\":\"{number}-{at}\",\"title\":\"Line {at}\",\"text\":\"{text}\"}}\n")
    };
    (0..=random.below(6)).map(|at| record(at, random)).collect::<String>().into_bytes()
}

/// A crawl of one page, and what it was asked for with.
pub(super) fn crawl(random: &mut Random, number: usize) -> Vec<u8> {
    let mut crawl = Vec::new();
    let mut answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n".to_vec();
    answer.extend(page(random, number + 10_000));
    for (kind, block) in [("request", b"GET / HTTP/1.1\r\n\r\n".to_vec()), ("response", answer)] {
        let header = format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://lake.example/c{number}\r\n\
             Content-Type: application/http\r\nContent-Length: {}\r\n\r\n",
            block.len()
        );
        crawl.extend(header.into_bytes());
        crawl.extend(block);
        crawl.extend(b"\r\n\r\n");
    }
    crawl
}

/// A file of any kind under a name that is its alone.
pub(super) fn file(random: &mut Random, number: usize) -> (String, Vec<u8>) {
    match random.below(5) {
        0 => (format!("pages/{number}.html"), page(random, number)),
        1 => (format!("{number}.warc.gz"), gzip(&crawl(random, number))),
        2 => (format!("notes/č{number}.txt"), note(random, number)),
        3 => (format!("{number}.jsonl"), lines(random, number)),
        _ => (format!("{number}.jsonl.gz"), gzip(&lines(random, number))),
    }
}
