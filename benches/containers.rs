//! What it costs to read articles out of containers, against the same articles as plain files, and
//! what one changed entry of a large container costs.
//!
//! Articles: generated pages with the word frequencies of prose, each a file. Question: how much
//! longer does it take to read them out of zip, tar and a crawl, and does a night on a container in
//! which one entry has changed cost more than a pass over its directory?
//!
//! ```text
//! cargo bench --bench containers
//! cargo bench --bench containers -- --quick
//! ```

#[path = "peers/generated.rs"]
mod generated;

use std::fs::{self, File};
use std::io::{BufWriter, Read as _, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use backfile::files::{Ingest, Update, UpdateReport};
use flate2::Compression;
use flate2::write::GzEncoder;
use ingest::NoBaseline;
use zip::CompressionMethod;
use zip::write::SimpleFileOptions;

/// How much there is of everything.
struct Size {
    /// Pages that are read in each way.
    pages: usize,
    /// How often.
    rounds: usize,
    /// Bytes of pictures in the large container.
    pictures: u64,
}

fn main() -> anyhow::Result<()> {
    let is_quick = std::env::args().any(|argument| argument == "--quick");
    let size = if is_quick {
        Size { pages: 1_000, rounds: 3, pictures: 200_000_000 }
    } else {
        Size { pages: 8_000, rounds: 7, pictures: 10_000_000_000 }
    };
    let folder = tempfile::tempdir()?;
    let pages: Vec<(String, String)> = pages(size.pages).collect();
    reading(folder.path(), &pages, size.rounds)?;
    one_changed_entry(folder.path(), &pages, size.pictures)
}

fn pages(count: usize) -> impl Iterator<Item = (String, String)> {
    generated::articles(count).enumerate().map(|(number, article)| {
        let text = |key: &str| article.get(key).and_then(serde_json::Value::as_str).unwrap_or("");
        let (title, date) = (text("title"), text("date"));
        let body = text("body").replace('\n', "</p>\n<p>");
        let page = format!(
            "<!DOCTYPE html><html lang=\"en\"><head><title>{title}</title>\
             <meta property=\"article:published_time\" content=\"{date}\"></head>\
             <body><nav><a href=\"/\">Home</a></nav><article><h1>{title}</h1>\n\
             <p>{body}</p></article></body></html>\n"
        );
        (format!("{:03}/{number}.html", number / 500), page)
    })
}

/// All pages, out of each container in turn, and as plain files.
fn reading(folder: &Path, pages: &[(String, String)], rounds: usize) -> anyhow::Result<()> {
    let plain = folder.join("plain");
    for (name, page) in pages {
        let path = plain.join(name);
        fs::create_dir_all(path.parent().unwrap_or(&plain))?;
        fs::write(path, page)?;
    }
    let stored = folder.join("stored.zip");
    zipped(&stored, pages, CompressionMethod::Stored, 0)?;
    let deflated = folder.join("deflated.zip");
    zipped(&deflated, pages, CompressionMethod::Deflated, 0)?;
    let tar = folder.join("pages.tar");
    tarred(BufWriter::new(File::create(&tar)?), pages)?;
    let tar_gz = folder.join("pages.tar.gz");
    tarred(GzEncoder::new(File::create(&tar_gz)?, Compression::default()), pages)?.finish()?;
    let warc = folder.join("pages.warc");
    crawled(BufWriter::new(File::create(&warc)?), pages, false)?;
    let warc_gz = folder.join("pages.warc.gz");
    crawled(BufWriter::new(File::create(&warc_gz)?), pages, true)?;
    let ways = [
        ("plain files", plain),
        ("zip, stored", stored),
        ("zip, deflated", deflated),
        ("tar", tar),
        ("tar.gz", tar_gz),
        ("WARC", warc),
        ("WARC, a gzip member a record", warc_gz),
    ];
    // In turn, so that a slow moment of the machine meets them all.
    let mut best = [Duration::MAX; 7];
    for _ in 0..rounds {
        for ((_, path), best) in ways.iter().zip(&mut best) {
            let started = Instant::now();
            let report =
                Ingest::new().path(path).run(&NoBaseline, &mut |_| ControlFlow::Continue(()))?;
            *best = started.elapsed().min(*best);
            anyhow::ensure!(
                report.articles == pages.len() as u64,
                "{}: {report:?}",
                path.display()
            );
        }
    }
    say(&format!("{} pages", pages.len()), "");
    for ((name, _), taken) in ways.iter().zip(best) {
        let ratio = taken.as_secs_f64() / best[0].as_secs_f64();
        say(&format!("  {name}"), &format!("{taken:>10.1?}{ratio:>8.2} ×"));
    }
    Ok(())
}

/// Of pages among so many bytes of pictures one has changed.
fn one_changed_entry(
    folder: &Path,
    pages: &[(String, String)],
    pictures: u64,
) -> anyhow::Result<()> {
    let (container, index) = (folder.join("large.zip"), folder.join("index"));
    zipped(&container, pages, CompressionMethod::Deflated, pictures)?;
    age(&container)?;
    let started = Instant::now();
    update(&index, &container)?;
    let bytes = fs::metadata(&container)?.len();
    say(
        &format!("{} MB of zip, indexed", bytes / 1_000_000),
        &format!("{:>10.1?}", started.elapsed()),
    );

    let mut pages = pages.to_vec();
    let middle = pages.len() / 2;
    pages[middle].1 = pages[middle].1.replacen("<p>", "<p>New. ", 1);
    zipped(&container, &pages, CompressionMethod::Deflated, pictures)?;
    age(&container)?;
    let directory = directory_alone(&container)?;
    let started = Instant::now();
    let report = update(&index, &container)?;
    let taken = started.elapsed();
    anyhow::ensure!((report.replaced, report.added, report.removed) == (1, 0, 0), "{report:?}");
    let started = Instant::now();
    let (mut file, mut bytes) = (File::open(&container)?, vec![0; 1 << 20]);
    while file.read(&mut bytes)? > 0 {}
    let reading = started.elapsed();
    say(
        "  one entry of it changed",
        &format!(
            "{taken:>10.1?}  (its directory alone: {directory:.1?}; all its bytes: {reading:.1?})"
        ),
    );
    Ok(())
}

/// How long it takes to go through the directory of a zip, and to nothing else of it.
fn directory_alone(path: &Path) -> anyhow::Result<Duration> {
    let started = Instant::now();
    let mut zip = zip::ZipArchive::new(std::io::BufReader::new(File::open(path)?))?;
    let mut bytes = 0;
    for entry in 0..zip.len() {
        bytes += zip.by_index_raw(entry)?.size();
    }
    anyhow::ensure!(bytes > 0, "an empty container");
    Ok(started.elapsed())
}

/// The pages, and behind every hundredth one its share of the pictures.
fn zipped(
    path: &Path,
    pages: &[(String, String)],
    method: CompressionMethod,
    pictures: u64,
) -> anyhow::Result<()> {
    let mut zip = zip::ZipWriter::new(BufWriter::new(File::create(path)?));
    let of_pages = SimpleFileOptions::default().compression_method(method);
    let of_pictures =
        SimpleFileOptions::default().compression_method(CompressionMethod::Stored).large_file(true);
    let mut picture = b"\xFF\xD8\xFF\xE0\x00\x10JFIF\x00".to_vec();
    picture.resize(1 << 20, 0xA5);
    let share = pictures / (pages.len() as u64 / 100).max(1) / picture.len() as u64;
    for (number, (name, page)) in pages.iter().enumerate() {
        zip.start_file(name, of_pages)?;
        zip.write_all(page.as_bytes())?;
        for part in 0..share * u64::from(number % 100 == 0) {
            zip.start_file(format!("pictures/{number}-{part}.jpg"), of_pictures)?;
            zip.write_all(&picture)?;
        }
    }
    zip.finish()?.flush()?;
    Ok(())
}

fn tarred<W: Write>(out: W, pages: &[(String, String)]) -> anyhow::Result<W> {
    let mut tar = tar::Builder::new(out);
    for (name, page) in pages {
        let mut header = tar::Header::new_gnu();
        header.set_size(page.len() as u64);
        header.set_mode(0o644);
        tar.append_data(&mut header, name, page.as_bytes())?;
    }
    let mut out = tar.into_inner()?;
    out.flush()?;
    Ok(out)
}

/// A record of each page, as a server sent it.
fn crawled(mut out: impl Write, pages: &[(String, String)], is_packed: bool) -> anyhow::Result<()> {
    for (name, page) in pages {
        let http = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\n\r\n{page}",
            page.len()
        );
        let record = format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example/{name}\r\n\
             WARC-Date: 2026-01-01T00:00:00Z\r\nContent-Type: application/http;msgtype=response\r\n\
             Content-Length: {}\r\n\r\n{http}\r\n\r\n",
            http.len()
        );
        if is_packed {
            let mut member = GzEncoder::new(&mut out, Compression::default());
            member.write_all(record.as_bytes())?;
            member.finish()?;
        } else {
            out.write_all(record.as_bytes())?;
        }
    }
    Ok(out.flush()?)
}

fn update(index: &PathBuf, container: &Path) -> anyhow::Result<UpdateReport> {
    Ok(Update::new(index).path(container).run(&mut |_| {})?)
}

/// Makes a file older than any run: a young one might change within the same tick of the clock.
fn age(path: &Path) -> anyhow::Result<()> {
    let hour_ago = SystemTime::now() - Duration::from_hours(1);
    Ok(File::options().write(true).open(path)?.set_modified(hour_ago)?)
}

/// Writes a row to standard output; where that is closed nobody can be told.
fn say(work: &str, figures: &str) {
    let _ = writeln!(std::io::stdout().lock(), "{work:<40}{figures}");
}
