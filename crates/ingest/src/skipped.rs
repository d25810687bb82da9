//! Says what was left out, where it stands, why, and what to do about it.

use std::path::PathBuf;

use article::{FieldName, Provenance};

/// Something that was left out of a run that went on without it.
#[derive(Debug)]
pub struct Skipped {
    /// The root below which it lies; empty for standard input.
    pub root: PathBuf,
    /// The file, folder or record.
    pub provenance: Provenance,
    /// Why.
    pub reason: SkipReason,
}

impl Skipped {
    /// How many records it stands for: one, unless it sums others up.
    pub fn count(&self) -> u64 {
        match self.reason {
            SkipReason::Further { count, .. } | SkipReason::NoArticles { count, .. } => count,
            _ => 1,
        }
    }
}

impl std::fmt::Display for Skipped {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.provenance.path.is_empty() {
            // The root itself.
            return write!(f, "{}: {}", self.root.display(), self.reason);
        }
        write!(f, "{}: {}", self.provenance, self.reason)
    }
}

impl std::error::Error for Skipped {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.reason.source()
    }
}

/// How it is known that a file was cut.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Cut {
    /// A list of records has no end.
    #[error("its list of records is not closed")]
    OpenList,
    /// The last of several records has no end.
    #[error("its last record is not closed")]
    OpenRecord,
    /// The last row of a table ends inside quotes.
    #[error("a quoted value of its last row is not closed")]
    OpenQuote,
    /// The last record is over the limit, and has no end.
    #[error("its last record has no end within {limit_bytes} bytes")]
    EndlessRecord {
        /// The limit in bytes.
        limit_bytes: u64,
    },
    /// The last record is not valid JSON.
    #[error("its last record is broken, {source}")]
    BrokenJson {
        /// What the parser said.
        source: serde_json::Error,
    },
    /// The last row has no line end, and holds too little to be an article.
    #[error("its last row has no line end, and neither a title nor a text")]
    HalfRow,
    /// The last row has no line end, and is the beginning of one that was read before.
    #[error("its last row has no line end, and is the beginning of an article that is known")]
    KnownRow,
    /// A database has fewer pages than it says.
    #[error("it is shorter than it says")]
    MissingPages,
    /// There is nothing in it, and there was.
    #[error("it is empty, and had articles")]
    Emptied,
    /// Its bytes are no text of any format, and were: a download that was only given its room.
    #[error("its content is binary data of no known format, and it had articles")]
    Overwritten,
}

/// Why something was left out.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SkipReason {
    /// A file could not be opened or read.
    #[error("the file cannot be read; check that it is there and its permissions: {source}")]
    UnreadableFile {
        /// What the system said.
        source: std::io::Error,
    },
    /// A folder could not be listed: nothing is known of what lies in it.
    #[error("the folder cannot be listed; check that it is there and its permissions: {source}")]
    UnreadableFolder {
        /// What the system said.
        source: std::io::Error,
    },
    /// A name that is not valid Unicode, shown with its odd bytes replaced.
    #[error("the name is not valid unicode; rename it to have it read")]
    UnreadableName,
    /// A symbolic link that leads out of the root, or nowhere.
    #[error(
        "a symbolic link that leads out of the folder is not followed; name its target to have it read"
    )]
    OutsideLink,
    /// Neither a file nor a folder: a pipe, a device, a socket.
    #[error("this is neither a file nor a folder")]
    SpecialFile,
    /// Compressed data end early or are damaged. Records before the damage were read.
    #[error(
        "the {container} data are damaged or cut short after {read_bytes} bytes; fetch the file again: {source}"
    )]
    DamagedContainer {
        /// The compression.
        container: &'static str,
        /// Unpacked bytes before the damage.
        read_bytes: u64,
        /// What the decoder said.
        source: std::io::Error,
    },
    /// A crawl of which some records were packed and are damaged. The others were read.
    #[error("{count} of its records are damaged; fetch the file again")]
    DamagedMembers {
        /// How many.
        count: u64,
    },
    /// A record of a crawl that is shorter than it says, because its bytes are damaged.
    #[error("the record is damaged; fetch the file again")]
    DamagedRecord,
    /// The file does not end as its format must.
    #[error("the file was cut short or is still being written: {cut}")]
    CutShort {
        /// How that is known.
        cut: Cut,
    },
    /// Compressed data that only unpack with more memory than is given to it.
    #[error(
        "the {container} data need a window of more than {limit_bytes} bytes to be unpacked; pack \
         them anew without the option `--long`, or unpack them first"
    )]
    WindowTooLarge {
        /// The compression.
        container: &'static str,
        /// The largest window.
        limit_bytes: u64,
    },
    /// A container cannot be read on. The files before the damage were read.
    #[error(
        "the {container} is damaged or cut short after {parts} of its files; fetch it again: \
         {source}"
    )]
    DamagedParts {
        /// Its kind.
        container: &'static str,
        /// The files and folders before the damage.
        parts: u64,
        /// What the reader said.
        source: std::io::Error,
    },
    /// More files in a container than are read.
    #[error("more than {limit} files in one; those that follow were left out; divide it")]
    TooManyParts {
        /// How many are read.
        limit: u64,
    },
    /// A container in containers, deeper than is looked.
    #[error("it lies in {limit} others, and deeper nobody looks; unpack the outermost")]
    TooDeep {
        /// How deep one looks.
        limit: usize,
    },
    /// Packed under a password.
    #[error("it is encrypted; unpack it, or pack it without a password")]
    Encrypted,
    /// Packed by a method that is not read.
    #[error("it is packed by a method that is not read, {method}; pack it anew")]
    UnknownMethod {
        /// The name of the method.
        method: String,
    },
    /// The user's own program made no text of a file.
    #[error("`{}` made no text of it: {failure}", program.display())]
    NotConverted {
        /// The program.
        program: PathBuf,
        /// Why.
        failure: crate::ConversionFailure,
    },
    /// The user's own program found no text in a file.
    #[error("its program found no text in it; scanned pages have none until they are recognised")]
    NothingConverted,
    /// A program made text of it before, and none is named for it now.
    #[error(
        "a program made text of it before, and none is named for it now: what is known of it stays"
    )]
    NoConverter,
    /// A database, and no query says what of it is to be read.
    #[error("a database is read by a query, and none is named for it")]
    NoQuery,
    /// The query of a database failed.
    #[error("the query of the database failed: {problem}")]
    QueryFailed {
        /// What the engine said.
        problem: String,
    },
    /// A format that is recognised but not read.
    #[error(
        "{format} is not read yet; convert it to text, html or json lines, or name a program that \
         does"
    )]
    UnsupportedFormat {
        /// Name of the format.
        format: &'static str,
    },
    /// Data that are not text.
    #[error("the content is binary data of no known format")]
    Binary,
    /// A file without content.
    #[error("the file is empty")]
    EmptyFile,
    /// A record, or a file of one article, over the limit.
    #[error("longer than {limit_bytes} bytes; split it into several articles")]
    TooLong {
        /// The limit in bytes.
        limit_bytes: u64,
    },
    /// A record that is not valid JSON.
    #[error("this is not valid json: {source}")]
    InvalidJson {
        /// What the parser said, with the place inside the record.
        source: serde_json::Error,
    },
    /// A value in a list of records that is no record.
    #[error("a record is a json object, not {found}")]
    NotAnObject {
        /// The kind of value found.
        found: &'static str,
    },
    /// A row of a table in which a quotation mark opens a field and nothing ends it. The mark was
    /// taken for a sign of the text.
    #[error("a quotation mark opens a field and nothing closes it; the row was read as it stands")]
    HalfQuoted,
    /// A row with more fields than the table has columns. Those beyond have no name.
    #[error(
        "the row has {found} fields and the table {columns} columns; those beyond are kept under their \
         numbers"
    )]
    WideRow {
        /// The fields.
        found: usize,
        /// The columns.
        columns: usize,
    },
    /// A file in which no known key holds a text, but one that is far longer than the others. It
    /// was taken for the text.
    #[error("no known key holds a text; that of `{key}` was taken for it")]
    BodyChosen {
        /// The key.
        key: String,
    },
    /// A file in whose beginning most records have no text.
    #[error(
        "most records have no text under a key that is known; if it stands under one of these, map \
         that key to the body: {keys}"
    )]
    FewTexts {
        /// The keys that stand for nothing, the most frequent first.
        keys: String,
    },
    /// A table whose first line names no column of text.
    #[error(
        "the first row names neither a title nor a text column; name them with a key mapping: found `{found}`"
    )]
    NoTextColumn {
        /// The first row, shortened.
        found: String,
    },
    /// A key holds a value of a kind that cannot be meant.
    #[error("`{key}` must be {expected}, not {found}")]
    WrongType {
        /// The key.
        key: String,
        /// What would be right.
        expected: &'static str,
        /// The kind of value found.
        found: &'static str,
    },
    /// A field that the archive has of its own has something that is no value of its kind.
    #[error("`{field}` is to be {expected}, not `{found}`; kept, but not found by it")]
    NoValue {
        /// The field.
        field: FieldName,
        /// What would be right.
        expected: &'static str,
        /// What is there; of what is long the beginning.
        found: String,
    },
    /// The front matter of a text breaks the rules of its notation. It was read line by line.
    #[error("the front matter was read line by line, since its parser refuses it: {source}")]
    FrontMatter {
        /// What is wrong with it.
        source: crate::FrontMatterError,
    },
    /// Neither title nor body.
    #[error("neither a title nor a text was found")]
    NoText,
    /// A page in which no article could be found.
    #[error("no article was found in this page")]
    NoArticle,
    /// A page beyond what may be spent on one. Its text was taken, and not only that of the article.
    #[error(
        "too large or too deep to be read as a page; all its text was taken, menus and all, \
         and the tags were dropped"
    )]
    TextAlone,
    /// A page without a text of its own, as one that a script fills. What it says of itself was taken.
    #[error("no text was found in this page; its description was taken")]
    DescriptionAlone,
    /// A record with more values than are kept of one, or with values that lie too deep. The fields
    /// of the article were taken.
    #[error(
        "more than {kept} values, or nested deeper than {depth}; title, text and the other fields \
         were taken, further values were left out"
    )]
    FurtherValues {
        /// How many values are kept.
        kept: usize,
        /// How deep they may lie.
        depth: usize,
    },
    /// Records of one file, beyond those that are told one by one.
    #[error("{count} more records of this file were left out like those above: {kind}")]
    Further {
        /// The name of the reason.
        kind: &'static str,
        /// How many they are.
        count: u64,
        /// Whether they were only remarked on.
        is_remark: bool,
    },
    /// A record of a crawl that is no capture of a page or text. It is counted, and told with the
    /// others of its kind: [`Self::NoArticles`].
    #[error("no article: {kind}")]
    OtherRecord {
        /// What it is.
        kind: &'static str,
    },
    /// A capture that the crawler has cut, or of which the end was never sent.
    #[error("the capture was cut; what there is of it was taken")]
    CutCapture,
    /// Records of one file that are no articles, and never were to be.
    #[error("no articles are its records of the kind `{kind}`: {count}")]
    NoArticles {
        /// What they are.
        kind: &'static str,
        /// How many.
        count: u64,
    },
    /// Reading the record set off an error of this program.
    #[error("reading this set off a defect of the program; please report it with the file")]
    Defect,
    /// The article was refused by its own checks.
    #[error("no article can be made of this: {source}")]
    Refused {
        /// What was wrong.
        source: article::ArticleError,
    },
}

impl SkipReason {
    /// A short fixed name for counting.
    pub fn name(&self) -> &'static str {
        match self {
            Self::UnreadableFile { .. } => "unreadable file",
            Self::UnreadableFolder { .. } => "unreadable folder",
            Self::UnreadableName => "unreadable name",
            Self::OutsideLink => "outside link",
            Self::SpecialFile => "special file",
            Self::DamagedContainer { .. } => "damaged container",
            Self::CutCapture => "cut capture",
            Self::DamagedMembers { .. } => "damaged members",
            Self::DamagedRecord => "damaged record",
            Self::CutShort { .. } => "cut short",
            Self::WindowTooLarge { .. } => "window too large",
            Self::DamagedParts { .. } => "damaged parts",
            Self::TooManyParts { .. } => "too many parts",
            Self::TooDeep { .. } => "too deep",
            Self::Encrypted => "encrypted",
            Self::UnknownMethod { .. } => "unknown method",
            Self::NotConverted { .. } | Self::NothingConverted | Self::NoConverter => {
                "not converted"
            }
            Self::NoQuery => "sqlite",
            Self::QueryFailed { .. } => "query failed",
            Self::UnsupportedFormat { format } => format,
            Self::Binary => "binary",
            Self::EmptyFile => "empty file",
            Self::TooLong { .. } => "too long",
            Self::InvalidJson { .. } => "invalid json",
            Self::NotAnObject { .. } => "not an object",
            Self::HalfQuoted => "half quoted",
            Self::WideRow { .. } => "wide row",
            Self::BodyChosen { .. } => "body chosen",
            Self::FewTexts { .. } => "few texts",
            Self::NoTextColumn { .. } => "no text column",
            Self::WrongType { .. } => "wrong type",
            Self::NoValue { .. } => "no value",
            Self::FrontMatter { .. } => "front matter",
            Self::NoText => "no text",
            Self::NoArticle => "no article",
            Self::TextAlone => "text alone",
            Self::DescriptionAlone => "description alone",
            Self::FurtherValues { .. } => "further values",
            Self::Further { kind, .. }
            | Self::OtherRecord { kind }
            | Self::NoArticles { kind, .. } => kind,
            Self::Defect => "defect",
            Self::Refused { .. } => "refused",
        }
    }

    /// Whether it is a remark on what was read, and leaves no article out.
    pub fn is_remark(&self) -> bool {
        matches!(
            self,
            Self::TextAlone
                | Self::DescriptionAlone
                | Self::FurtherValues { .. }
                | Self::WrongType { .. }
                | Self::NoValue { .. }
                | Self::HalfQuoted
                | Self::WideRow { .. }
                | Self::FrontMatter { .. }
                | Self::BodyChosen { .. }
                | Self::FewTexts { .. }
                | Self::OtherRecord { .. }
                | Self::CutCapture
                | Self::NoArticles { .. }
                | Self::Further { is_remark: true, .. }
        )
    }

    /// Whether a file or folder could not be read, or not to its end, so that it may hold more
    /// than what was read of it.
    pub fn is_unreadable(&self) -> bool {
        matches!(
            self,
            Self::UnreadableFile { .. }
                | Self::UnreadableFolder { .. }
                | Self::UnreadableName
                | Self::DamagedContainer { .. }
                | Self::DamagedParts { .. }
                | Self::DamagedMembers { .. }
                | Self::DamagedRecord
                | Self::TooManyParts { .. }
                | Self::WindowTooLarge { .. }
                | Self::CutShort { .. }
                | Self::NotConverted { .. }
                | Self::NoConverter
                | Self::QueryFailed { .. }
        )
    }

    /// What is said where a record is the last of its file and nothing ends it: if it cannot be
    /// taken apart, the file was cut.
    pub(crate) fn of_last_record(self) -> Self {
        match self {
            Self::InvalidJson { source } => Self::CutShort { cut: Cut::BrokenJson { source } },
            other => other,
        }
    }

    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        std::error::Error::source(self)
    }
}
