//! Small archives with their indexes, for every theme that needs one of its own.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use article::Provenance;
use backfile::files::{Update, UpdateError, UpdateReport};
use backfile::{ArticleId, Indexer, SearchRequest, Searcher};
use query::Sort;
use tempfile::TempDir;

/// A folder with articles in `news` and an index in `index`, gone when it is dropped.
pub(crate) struct Sample {
    folder: TempDir,
}

impl Sample {
    /// A folder with nothing in it.
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// One file of JSON Lines with random articles, indexed.
    pub(crate) fn generated(seed: u64, articles: usize) -> Self {
        let sample = Self::new();
        sample.write("news/generated.jsonl", testkit::json_lines(seed, articles));
        sample.update();
        sample
    }

    /// The content of a packed collection of real data.
    #[track_caller]
    pub(crate) fn unpacked(archive: &Path) -> Self {
        let sample = Self::new();
        let status = Command::new("tar")
            .args(["--use-compress-program", "zstd -d", "-xf"])
            .arg(archive)
            .arg("-C")
            .arg(sample.path())
            .status();
        assert!(status.unwrap().success(), "cannot unpack {}", archive.display());
        sample
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn index(&self) -> PathBuf {
        self.path().join("index")
    }

    pub(crate) fn news(&self) -> PathBuf {
        self.path().join("news")
    }

    /// Writes a file, with the folders above it.
    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, content).unwrap();
        path
    }

    /// Brings the index up to date with `news`.
    #[track_caller]
    pub(crate) fn update(&self) -> UpdateReport {
        self.try_update().unwrap()
    }

    pub(crate) fn try_update(&self) -> Result<UpdateReport, UpdateError> {
        Update::new(self.index()).path(self.news()).run(&mut |_| {})
    }

    #[track_caller]
    pub(crate) fn indexer(&self) -> Indexer {
        Indexer::open_or_create(self.index()).unwrap()
    }

    #[track_caller]
    pub(crate) fn searcher(&self) -> Searcher {
        Searcher::open(self.index()).unwrap()
    }
}

/// Every article with all that can be told of it but where in its file it was read.
pub(crate) fn contents(searcher: &Searcher) -> Vec<String> {
    let ids = ids(searcher, sorted("in:all", Sort::Newest, 10_000));
    let article = |id: &ArticleId| {
        let article = searcher.article(id).unwrap();
        let path = article.provenance.path.clone();
        let article = article.with_provenance(Provenance { path, record: None });
        format!("{article:?}")
    };
    let mut contents: Vec<String> = ids.iter().map(article).collect();
    contents.sort();
    contents
}

/// The program, ready to run on an index.
pub(crate) fn program(index: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(testkit::program(env!("CARGO_BIN_EXE_backfile")));
    command.env_remove("BACKFILE_INDEX").env("XDG_CONFIG_HOME", "/nowhere");
    command.arg("--index").arg(index).args(arguments);
    command
}

/// The ids of every hit, in order, page by page.
#[track_caller]
pub(crate) fn ids(searcher: &Searcher, request: impl Into<SearchRequest>) -> Vec<ArticleId> {
    let mut request = request.into();
    let mut ids = Vec::new();
    loop {
        let page = searcher.search(request.clone()).unwrap();
        ids.extend(page.value.hits.into_iter().map(|hit| hit.id));
        match page.value.cursor {
            Some(cursor) => request.cursor = Some(cursor),
            None => return ids,
        }
    }
}

/// A question in this order, with pages of this size.
pub(crate) fn sorted(query: &str, sort: Sort, limit: usize) -> SearchRequest {
    let mut request = SearchRequest::new(query);
    (request.sort, request.limit, request.snippets) = (Some(sort), Some(limit), 0);
    request
}

/// How many articles answer.
#[track_caller]
pub(crate) fn total(searcher: &Searcher, query: &str) -> u64 {
    searcher.count(query).unwrap().total
}

/// Says something past the harness, which would keep the output of a test that passes to itself.
pub(crate) fn say(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// The folder of real data, or a loud word that this test did not run.
pub(crate) fn real_data(test: &str) -> Option<PathBuf> {
    let folder = testkit::real_data();
    if folder.is_none() {
        say(&format!("SKIPPED {test}: BACKFILE_DATA names no folder of real data"));
    }
    folder
}

/// Copies a folder with all that is in it.
pub(crate) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

/// Every file of an index with its size and time.
pub(crate) fn listing(index: &Path) -> Vec<(PathBuf, u64, SystemTime)> {
    let mut files = Vec::new();
    let mut folders = vec![index.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let metadata = path.metadata().unwrap();
            files.push((path.clone(), metadata.len(), metadata.modified().unwrap()));
            if metadata.is_dir() {
                folders.push(path);
            }
        }
    }
    files.sort();
    files
}
