//! Reads files from disk as an archive holds them: every format, every kind of damage.

#![expect(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test fails by panicking, and says what it skips"
)]

mod agencies;
mod bad_input;
mod baseline;
mod crawls;
mod documents;
mod feeds;
mod formats;
mod fuzz;
mod handed_over;
mod hostile;
mod mail;
mod seeds;

use std::ops::ControlFlow;
use std::path::Path;

use article::Article;
use ingest::{Baseline, Event, Ingest, IngestReport, NoBaseline, Skipped};

/// Everything that a run over a path tells.
struct Told {
    events: Vec<Event>,
    report: IngestReport,
}

impl Told {
    fn articles(&self) -> Vec<&Article> {
        let articles = self.events.iter().filter_map(|event| match event {
            Event::Article { article, .. } => Some(article.as_ref()),
            _ => None,
        });
        articles.collect()
    }

    fn skips(&self) -> Vec<&Skipped> {
        let skips = self.events.iter().filter_map(|event| match event {
            Event::Skipped(skipped) => Some(skipped),
            _ => None,
        });
        skips.collect()
    }

    fn reasons(&self) -> Vec<&'static str> {
        self.skips().iter().map(|skipped| skipped.reason.name()).collect()
    }
}

fn run(ingest: &Ingest, baseline: &dyn Baseline) -> Told {
    let mut events = Vec::new();
    let mut sink = |batch| {
        events.extend(batch);
        ControlFlow::Continue(())
    };
    let report = ingest.run(baseline, &mut sink).unwrap();
    Told { events, report }
}

fn read(path: &Path) -> Told {
    run(&Ingest::new().path(path).threads(2), &NoBaseline)
}

/// A folder with these files.
fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, content) in files {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }
    folder
}

/// Reads one file with that content.
fn read_file(name: &str, content: &[u8]) -> Told {
    read(folder(&[(name, content)]).path())
}

/// A file of that many lines.
fn numbered(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).map(line).collect::<Vec<_>>().concat()
}
