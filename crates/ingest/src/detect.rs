//! Tells what a file is by its leading bytes, and only then by its name.

use crate::format::{self, Format};

/// How many unpacked bytes are looked at.
pub(crate) const HEAD_BYTES: usize = 256 << 10;

/// The compression around a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Compression {
    Gzip,
    Zstd,
}

/// What a file was found to be.
#[derive(Clone, Copy)]
pub(crate) enum Detected {
    Format(&'static dyn Format),
    Unsupported(&'static str),
    Binary,
    Empty,
}

/// The compression of a file with these leading bytes. One that was cut behind the first few is
/// known by its name.
pub(crate) fn compression(head: &[u8], name: &str) -> Option<Compression> {
    let name = name.to_lowercase();
    let is_cut = |magic: &[u8], endings: &[&str]| {
        !head.is_empty()
            && magic.starts_with(head)
            && endings.iter().any(|ending| name.ends_with(ending))
    };
    match head {
        _ if is_cut(b"\x1f\x8b", &[".gz", ".tgz"]) => Some(Compression::Gzip),
        _ if is_cut(b"\x28\xb5\x2f\xfd", &[".zst", ".zstd"]) => Some(Compression::Zstd),
        [0x1f, 0x8b, ..] => Some(Compression::Gzip),
        // A skippable frame may stand before the data.
        [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => {
            Some(Compression::Zstd)
        }
        _ => None,
    }
}

/// The name without the ending of its compression, in lower case.
pub(crate) fn inner_name(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path).to_lowercase();
    for ending in [".gz", ".zst", ".zstd"] {
        if let Some(inner) = name.strip_suffix(ending) {
            return inner.to_owned();
        }
    }
    name.strip_suffix(".tgz").map_or_else(|| name.clone(), |inner| format!("{inner}.tar"))
}

/// What the unpacked file with these leading bytes is. `name` comes from [`inner_name`].
pub(crate) fn detect(head: &[u8], name: &str) -> Detected {
    if head.is_empty() {
        return Detected::Empty;
    }
    if let Some(format) = by_magic(head) {
        return Detected::Unsupported(format);
    }
    if looks_binary(head) {
        return Detected::Binary;
    }
    let text = String::from_utf8_lossy(head);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if let Some(format) = by_opening(text) {
        return Detected::Unsupported(format);
    }
    if let Some(format) = format::ALL.iter().find(|format| format.opens_with(text, name)) {
        return Detected::Format(*format);
    }
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    if let Some(format) = format::ALL.iter().find(|format| format.extensions().contains(&extension))
    {
        return Detected::Format(*format);
    }
    match OTHER_TEXT.iter().find(|(extensions, _)| extensions.contains(&extension)) {
        Some((_, format)) => Detected::Unsupported(format),
        None => Detected::Format(&format::Text),
    }
}

/// Formats that are known by fixed bytes at a fixed place.
fn by_magic(head: &[u8]) -> Option<&'static str> {
    const MAGIC: &[(usize, &[u8], &str)] = &[
        (257, b"ustar", "tar"),
        (0, b"PK\x03\x04", "zip or an office document"),
        (0, b"PK\x05\x06", "zip or an office document"),
        (0, b"BZh", "bzip2"),
        (0, b"\xfd7zXZ\0", "xz"),
        (0, b"7z\xbc\xaf\x27\x1c", "7-zip"),
        (0, b"Rar!\x1a\x07", "rar"),
        (0, b"\x1f\x9d", "compress"),
        (0, b"\x04\x22\x4d\x18", "lz4"),
        (0, b"%PDF-", "pdf"),
        (0, b"%!PS", "postscript"),
        (0, b"{\\rtf", "rich text"),
        (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an office document"),
        (0, b"\x89PNG\r\n\x1a\n", "a png image"),
        (0, b"\xff\xd8\xff", "a jpeg image"),
        (0, b"GIF87a", "a gif image"),
        (0, b"GIF89a", "a gif image"),
        (0, b"II*\0", "a tiff image"),
        (0, b"MM\0*", "a tiff image"),
        (8, b"WEBP", "a webp image"),
        (4, b"ftyp", "a film or an image"),
        (0, b"ID3", "sound"),
        (0, b"OggS", "sound"),
        (0, b"SQLite format 3\0", "sqlite"),
        (0, b"PAR1", "parquet"),
        (0, b"WARC/", "warc"),
        (0, b"filedesc://", "arc"),
        (0, b"\x1f\x8b", "a file compressed twice"),
        (0, b"\x28\xb5\x2f\xfd", "a file compressed twice"),
    ];
    let found = MAGIC
        .iter()
        .find(|(at, magic, _)| head.get(*at..).is_some_and(|rest| rest.starts_with(magic)));
    // `BZh` and the like may open a text as well, so what follows must look the part.
    found
        .filter(|(_, magic, _)| *magic != b"BZh" || head.get(4..10) == Some(b"1AY&SY"))
        .map(|found| found.2)
}

/// Text formats that are known by how they open.
fn by_opening(text: &str) -> Option<&'static str> {
    let opening: String = text.chars().take(2_000).collect::<String>().to_ascii_lowercase();
    if opening.starts_with("from ")
        && opening.lines().skip(1).take(40).filter(|line| is_mail_header(line)).count() >= 2
    {
        return Some("mbox");
    }
    let headers = opening.lines().take_while(|line| !line.is_empty());
    let mail_headers = headers.filter(|line| is_mail_header(line)).count();
    let first_line = opening.lines().next().unwrap_or_default();
    if mail_headers >= 3 && is_header(first_line) {
        return Some("eml");
    }
    if opening.starts_with("<!doctype lewis") {
        return Some("sgml");
    }
    if !opening.starts_with("<?xml") && !opening.starts_with('<') {
        return None;
    }
    if opening.contains("<!doctype html") {
        return None;
    }
    let root = first_element(&opening)?;
    // A prefix of a name space says nothing.
    let root = root.rsplit(':').next().unwrap_or(root);
    match root {
        "rss" | "rdf" => Some("rss"),
        "feed" | "entry" => Some("atom"),
        "channel" => Some("cdf"),
        "nitf" => Some("nitf"),
        "newsml" => Some("newsml 1"),
        "newsitem" | "newsmessage" | "packageitem" | "conceptitem" | "knowledgeitem" => {
            Some("newsml-g2")
        }
        "svg" => Some("an svg image"),
        "reuters" => Some("sgml"),
        "opml" => Some("opml"),
        "tei" | "teicorpus" => Some("tei"),
        "alto" | "mets" => Some("alto or mets"),
        "mediawiki" => Some("a mediawiki dump"),
        _ if opening.starts_with("<?xml") && root != "html" => Some("xml"),
        _ => None,
    }
}

/// The name of the first element, behind declarations and comments.
fn first_element(opening: &str) -> Option<&str> {
    let mut rest = opening;
    loop {
        rest = &rest[rest.find('<')?..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = &comment[comment.find("-->")? + 3..];
        } else if rest.starts_with("<!") || rest.starts_with("<?") {
            rest = &rest[rest.find('>')?..];
        } else {
            let name = &rest[1..];
            let end = name
                .find(|c: char| !c.is_ascii_alphanumeric() && !":-_.".contains(c))
                .unwrap_or(name.len());
            return (end > 0).then_some(&name[..end]);
        }
    }
}

fn is_header(line: &str) -> bool {
    line.split_once(':').is_some_and(|(name, _)| {
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    })
}

fn is_mail_header(line: &str) -> bool {
    const NAMES: [&str; 10] = [
        "from:",
        "to:",
        "subject:",
        "date:",
        "received:",
        "return-path:",
        "message-id:",
        "mime-version:",
        "content-type:",
        "delivered-to:",
    ];
    NAMES.iter().any(|name| line.starts_with(name))
}

/// Whether these bytes are not text in any encoding that is read. UTF-16 holds zero bytes, but
/// at one side of each pair, or a byte order mark before them; other text holds hardly any.
fn looks_binary(head: &[u8]) -> bool {
    if crate::clean::encoding::utf_16(head).is_some() {
        return false;
    }
    let controls = head
        .iter()
        .filter(|byte| **byte < 0x20 && !b"\t\n\r\x0c\x0b\x1b\x1a\x08".contains(byte))
        .count();
    controls * 20 > head.len()
}

/// Endings of text files that hold no articles.
const OTHER_TEXT: &[(&[&str], &str)] = &[
    (&["css", "scss", "less"], "a style sheet"),
    (
        &[
            "js", "mjs", "cjs", "ts", "jsx", "tsx", "py", "rs", "c", "h", "cpp", "java", "php",
            "rb", "pl", "go", "sh", "bat", "sql",
        ],
        "program source",
    ),
    (
        &["yml", "yaml", "toml", "ini", "cfg", "conf", "lock", "log", "map", "properties"],
        "a settings or log file",
    ),
    (&["xml", "xsd", "xsl", "dtd", "rdf"], "xml"),
    (
        &["ics", "vcf", "srt", "vtt", "tex", "bib", "ps", "eps", "svg", "sgm", "sgml"],
        "a text format of another kind",
    ),
];
