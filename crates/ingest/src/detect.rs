//! Tells what a file is by its leading bytes, and only then by its name.

use crate::format::{self, Format};

/// How many unpacked bytes are looked at.
pub(crate) const HEAD_BYTES: usize = 256 << 10;

/// The compression around a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Compression {
    Gzip,
    Zstd,
    Bzip2,
    Xz,
}

/// A file that holds others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Container {
    Zip,
    Tar,
    SevenZip,
    /// A zip of sheets, each of which is a table.
    Workbook,
    /// A database, of which a query selects what is read.
    Database,
}

impl Container {
    /// Its name.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Zip => "zip",
            Self::Tar => "tar",
            Self::SevenZip => "7-zip",
            Self::Workbook => "workbook",
            Self::Database => "database",
        }
    }
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
        _ if is_cut(b"\xfd7zXZ\0", &[".xz", ".txz"]) => Some(Compression::Xz),
        [0x1f, 0x8b, ..] => Some(Compression::Gzip),
        // A skippable frame may stand before the data.
        [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => {
            Some(Compression::Zstd)
        }
        // The same letters may open a text, so what follows must be a block, or an end.
        [b'B', b'Z', b'h', b'1'..=b'9', b'1', b'A', b'Y', b'&', b'S', b'Y', ..]
        | [b'B', b'Z', b'h', b'1'..=b'9', 0x17, 0x72, 0x45, 0x38, 0x50, 0x90, ..] => {
            Some(Compression::Bzip2)
        }
        [0xfd, b'7', b'z', b'X', b'Z', 0, ..] => Some(Compression::Xz),
        _ => None,
    }
}

/// The name without the ending of its compression, in lower case.
pub(crate) fn inner_name(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path).to_lowercase();
    for ending in [".gz", ".zst", ".zstd", ".bz2", ".xz"] {
        if let Some(inner) = name.strip_suffix(ending) {
            return inner.to_owned();
        }
    }
    let tar = [".tgz", ".tbz2", ".tbz", ".txz", ".tzst"];
    let inner = tar.iter().find_map(|ending| name.strip_suffix(ending));
    inner.map_or_else(|| name.clone(), |inner| format!("{inner}.tar"))
}

/// What the unpacked file with these leading bytes is. `name` comes from [`inner_name`].
pub(crate) fn detect(head: &[u8], name: &str) -> Detected {
    if head.is_empty() {
        return Detected::Empty;
    }
    if let Some(crawl) = format::crawl(head) {
        return Detected::Format(crawl);
    }
    if let Some(document) = format::document_in_zip(head, name) {
        return Detected::Format(document);
    }
    if let Some(format) = office(head) {
        return Detected::Unsupported(format);
    }
    if let Some(format) = by_magic(head) {
        return Detected::Unsupported(format);
    }
    if format::is_wire(head) {
        return Detected::Format(&format::Wire);
    }
    if looks_binary(head) {
        return Detected::Binary;
    }
    let text = String::from_utf8_lossy(head);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if let Some(document) = format::document(text, name) {
        return Detected::Format(document);
    }
    if let Some(format) = by_opening(text) {
        return Detected::Unsupported(format);
    }
    if let Some(format) = format::ALL.iter().find(|format| format.opens_with(text, name)) {
        return Detected::Format(*format);
    }
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    let is_named = |format: &&&'static dyn Format| {
        format.is_known_by_name() && format.extensions().contains(&extension)
    };
    if let Some(format) = format::ALL.iter().find(is_named) {
        return Detected::Format(*format);
    }
    match OTHER_TEXT.iter().find(|(extensions, _)| extensions.contains(&extension)) {
        Some((_, format)) => Detected::Unsupported(format),
        None => Detected::Format(&format::Text),
    }
}

/// How a database of `SQLite` 3 opens.
const SQLITE: &[u8] = b"SQLite format 3\0";

/// Formats that are known by fixed bytes at a fixed place.
fn by_magic(head: &[u8]) -> Option<&'static str> {
    const MAGIC: &[(usize, &[u8], &str)] = &[
        (0, b"Rar!\x1a\x07", "rar"),
        (0, b"\x1f\x9d", "compress"),
        (0, b"\x04\x22\x4d\x18", "lz4"),
        (0, b"%PDF-", "pdf"),
        (0, b"%!PS", "postscript"),
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
        (0, SQLITE, "sqlite"),
        (0, b"\x37\x7f\x06\x82", "a journal of sqlite"),
        (0, b"\x37\x7f\x06\x83", "a journal of sqlite"),
        (0, b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7", "a journal of sqlite"),
        (0, b"PAR1", "parquet"),
        (0, b"\x1f\x8b", "a file compressed twice"),
        (0, b"\x28\xb5\x2f\xfd", "a file compressed twice"),
        (0, b"\xfd7zXZ\0", "a file compressed twice"),
    ];
    let found = MAGIC
        .iter()
        .find(|(at, magic, _)| head.get(*at..).is_some_and(|rest| rest.starts_with(magic)));
    found.map(|found| found.2)
}

/// The container that a file with these leading bytes and this name is.
pub(crate) fn container(head: &[u8], name: &str) -> Option<Container> {
    match head {
        _ if head.starts_with(SQLITE) => Some(Container::Database),
        _ if is_workbook(head, name) => Some(Container::Workbook),
        _ if office(head).is_some() || format::document_in_zip(head, name).is_some() => None,
        // One that is empty, or the first part of one that was split, opens otherwise.
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] | [b'P', b'K', 7, 8, b'P', b'K', ..] => {
            Some(Container::Zip)
        }
        [b'7', b'z', 0xbc, 0xaf, 0x27, 0x1c, ..] => Some(Container::SevenZip),
        _ if head.get(257..262) == Some(b"ustar") => Some(Container::Tar),
        // Those of version 7 bear no name of their own.
        _ if name.rsplit_once('.').is_some_and(|(_, ending)| ending == "tar")
            && is_tar_block(head) =>
        {
            Some(Container::Tar)
        }
        _ => None,
    }
}

/// Whether the first block is one of a tar: a header has the sum of its bytes in it, in octal, counted
/// as if there were spaces in its place.
fn is_tar_block(head: &[u8]) -> bool {
    let Some(header) = head.get(..512) else { return false };
    // An empty one is nothing but its end.
    if header.iter().all(|byte| *byte == 0) {
        return true;
    }
    let sum: u32 = header[..148].iter().chain(&header[156..]).map(|byte| u32::from(*byte)).sum();
    let written = std::str::from_utf8(&header[148..156]).unwrap_or_default();
    let written = written.trim_matches(['\0', ' ']);
    u32::from_str_radix(written, 8).is_ok_and(|written| written == sum + 8 * u32::from(b' '))
}

/// A document that is a zip of its parts, by the name of the first.
fn office(head: &[u8]) -> Option<&'static str> {
    const FIRST: [&[u8]; 8] = [
        b"mimetype",
        b"[Content_Types].xml",
        b"_rels/",
        b"docProps/",
        b"word/",
        b"xl/",
        b"ppt/",
        b"META-INF/",
    ];
    let name = head.strip_prefix(b"PK\x03\x04").and_then(|header| header.get(26..))?;
    let is_part = FIRST.iter().any(|first| name.starts_with(first));
    is_part.then_some("an office document, a book or a program")
}

/// Whether a zip is a workbook, by its name or one of its first parts.
fn is_workbook(head: &[u8], name: &str) -> bool {
    const PARTS: [&[u8]; 2] = [b"xl/workbook.xml", b"xl/worksheets/"];
    let is_named = || {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending);
        matches!(ending, Some("xlsx" | "xlsm"))
    };
    let has_part = |part: &&[u8]| head.windows(part.len()).any(|window| window == *part);
    head.starts_with(b"PK\x03\x04")
        && (is_named() || office(head).is_some() && PARTS.iter().any(has_part))
}

/// Text formats that are known by how they open.
fn by_opening(text: &str) -> Option<&'static str> {
    let opening: String = text.chars().take(2_000).collect::<String>().to_ascii_lowercase();
    if !opening.starts_with("<?xml") && !opening.starts_with('<') {
        return None;
    }
    if opening.contains("<!doctype html") {
        return None;
    }
    let root = format::root(&opening)?;
    // A prefix of a name space says nothing.
    let root = root.rsplit(':').next().unwrap_or(root);
    match root {
        "rdf" => Some("rdf"),
        "channel" => Some("a list of channels"),
        "svg" => Some("an svg image"),
        "opml" => Some("opml"),
        "tei" | "teicorpus" => Some("tei"),
        "alto" | "mets" => Some("alto or mets"),
        "mediawiki" => Some("a mediawiki dump"),
        _ if opening.starts_with("<?xml") && root != "html" => Some("xml"),
        _ => None,
    }
}

/// Whether these bytes are not text in any encoding that is read. UTF-16 holds zero bytes, but
/// at one side of each pair, or a byte order mark before them; other text holds hardly any.
pub(crate) fn looks_binary(head: &[u8]) -> bool {
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
    (&["cdx", "cdxj"], "a list of captures"),
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
