//! What the program says and the index holds, against the model.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Output;

use article::{ArticleId, Identity};
use backfile::{Searcher, verify};
use query::Sort;
use serde_json::Value;

use super::expected::{Model, Told};
use super::reading::Key;
use super::record::SOURCE;
use crate::samples::{ids, sorted};

/// What the program printed, and how it exited.
#[derive(Debug)]
pub(super) struct Said {
    pub(super) exit: Option<i32>,
    pub(super) summary: Value,
    lines: Vec<Value>,
    pub(super) errors: String,
}

impl Said {
    pub(super) fn new(output: &Output) -> Self {
        let text = String::from_utf8_lossy(&output.stdout);
        let lines = text.lines().filter_map(|line| serde_json::from_str(line).ok());
        let lines: Vec<Value> = lines.collect();
        Self {
            exit: output.status.code(),
            summary: lines.last().cloned().unwrap_or_default(),
            lines,
            errors: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    fn count(&self, key: &str) -> u64 {
        self.summary[key].as_u64().unwrap_or_default()
    }

    /// What it did, without how long it took.
    pub(super) fn work(&self) -> Value {
        let mut summary = self.summary.clone();
        if let Some(summary) = summary.as_object_mut() {
            summary.remove("seconds");
        }
        summary
    }

    /// The files that it says were not read to their end.
    fn not_whole(&self) -> Vec<String> {
        let reasons = ["was cut short", "damaged or cut short", "it is empty, and had articles"];
        let is_told = |line: &&Value| {
            let reason = line["reason"].as_str().unwrap_or_default();
            line["type"] == "skipped" && reasons.iter().any(|one| reason.contains(one))
        };
        let told = self.lines.iter().filter(is_told);
        let mut paths: Vec<String> =
            told.map(|line| line["path"].as_str().unwrap_or_default().to_owned()).collect();
        paths.sort();
        paths
    }

    /// The roots and folders of which it says that too much would have gone, and how much.
    fn refused(&self, base: &Path) -> Vec<(String, u64)> {
        let refused = self.errors.lines().filter_map(|line| {
            let line = line.strip_prefix("warning: ")?;
            let (articles, rest) = line.split_once(" article")?;
            let (place, why) = rest.split_once('`')?.1.split_once('`')?;
            let place = Path::new(place).strip_prefix(base).ok()?.to_str()?;
            let is_refusal = why.starts_with(" would go");
            is_refusal.then(|| Some((place.to_owned(), articles.parse().ok()?)))?
        });
        let mut refused: Vec<_> = refused.collect();
        refused.sort();
        refused
    }

    fn missing(&self, base: &Path) -> Vec<(String, u64)> {
        let missing = self.summary["missing"].as_array().cloned().unwrap_or_default();
        let root = |one: &Value| {
            let path = one["path"].as_str().unwrap_or_default();
            let path = Path::new(path).strip_prefix(base).map(|path| path.to_string_lossy());
            (path.unwrap_or_default().into_owned(), one["articles"].as_u64().unwrap_or_default())
        };
        missing.iter().map(root).collect()
    }

    /// What it says otherwise than it should. What was done is only known where nothing was done
    /// before.
    pub(super) fn differences(
        &self,
        told: &Told,
        base: &Path,
        is_undisturbed: bool,
    ) -> Vec<String> {
        let mut differences = Vec::new();
        let mut compare = |what: &str, found: String, expected: String| {
            if found != expected {
                differences.push(format!("{what}: {found}, not {expected}"));
            }
        };
        let mut refused: Vec<_> =
            told.refused.iter().map(|one| (one.folder.clone(), one.articles)).collect();
        refused.sort();
        // A root that is away and has nothing is forgotten when it loses its last article to
        // others in a run, but not when it does so in a rebuild, which forgets none.
        let keeps = |missing: Vec<(String, u64)>| -> Vec<(String, u64)> {
            missing.into_iter().filter(|(_, articles)| *articles > 0).collect()
        };
        let missing = self.missing(base);
        if missing == told.missing {
            compare("exit", format!("{:?}", self.exit), format!("{:?}", Some(told.exit)));
        }
        compare("not whole", format!("{:?}", self.not_whole()), format!("{:?}", told.not_whole));
        compare("cut", self.count("cut").to_string(), told.cut.to_string());
        let expected = keeps(told.missing.clone());
        compare("missing", format!("{:?}", keeps(missing)), format!("{expected:?}"));
        if is_undisturbed {
            // What an earlier run has added counts as had.
            compare("refused", format!("{:?}", self.refused(base)), format!("{refused:?}"));
        }
        if is_undisturbed {
            compare("moved", self.count("moved").to_string(), told.moved.to_string());
            let found = [self.count("added"), self.count("removed")];
            let expected = [told.added, told.removed];
            if told.are_renamed {
                // Those that have other ids count as replaced, as far as they have.
                let more = |[added, removed]: [u64; 2]| added.cast_signed() - removed.cast_signed();
                compare("more", more(found).to_string(), more(expected).to_string());
            } else {
                compare("added, removed", format!("{found:?}"), format!("{expected:?}"));
            }
        }
        if !differences.is_empty() {
            differences.push(format!("it said: {}{:#?}", self.errors, self.lines));
        }
        differences
    }
}

/// An article as a person sees it: what it is known by, where it stands, what it says.
type Seen = (String, String, String, String);

/// Where the index holds something else than it should.
pub(super) fn differences(index: &Path, base: &Path, model: &Model) -> Vec<String> {
    let searcher = Searcher::open(index).unwrap();
    let mut found: BTreeMap<Seen, usize> = BTreeMap::new();
    let mut differences = Vec::new();
    for id in ids(&searcher, sorted("", Sort::Newest, 1_000)) {
        let article = searcher.article(&id).unwrap();
        let path = article.provenance.path.to_string();
        let (known_by, identity) = match (&article.source_id, &article.url) {
            (Some(source_id), _) => {
                let identity = Identity::Record { namespace: SOURCE, source_id };
                (format!("id {source_id}"), Some(identity))
            }
            (None, Some(url)) => (format!("url {url}"), Some(Identity::Url(url))),
            _ if article.provenance.record.is_none() => {
                let identity = Identity::File { path: &article.provenance.path };
                (format!("file {path}"), Some(identity))
            }
            _ => (format!("content of {path}"), None),
        };
        if identity.is_some_and(|identity| ArticleId::of(&identity) != article.id) {
            differences.push(format!("{known_by} has the id {id}"));
        }
        let article = article.into_fields();
        let title = article.title.unwrap_or_default();
        *found.entry((known_by, path, title, article.body)).or_default() += 1;
    }
    let mut expected: BTreeMap<Seen, usize> = BTreeMap::new();
    for (key, held) in &model.held {
        let known_by = match key {
            Key::Id(id) => format!("id {id}"),
            Key::Url(url) => format!("url {url}"),
            Key::File(path) => format!("file {path}"),
            Key::Content(..) => format!("content of {}", held.place.path),
        };
        let (path, text) = (held.place.path.clone(), held.text.clone());
        *expected.entry((known_by, path, text.title, text.body)).or_default() += 1;
    }
    let seen: BTreeSet<&Seen> = found.keys().chain(expected.keys()).collect();
    for one in seen {
        let count = |of: &BTreeMap<Seen, usize>| of.get(one).copied().unwrap_or_default();
        let (found, expected) = (count(&found), count(&expected));
        if found != expected {
            differences.push(format!("{found} times instead of {expected}: {one:?}"));
        }
    }
    // One that is away and has nothing may be forgotten already.
    let is_there = |root: &String| {
        let below = Path::new(root).strip_prefix(base).map(|below| below.display().to_string());
        Path::new(root).is_dir() || below.is_ok_and(|below| model.of_root(&below) > 0)
    };
    let mut roots = searcher.stats().unwrap().roots;
    roots.retain(is_there);
    let mut wanted: Vec<String> =
        model.roots.iter().map(|root| base.join(root).display().to_string()).collect();
    wanted.retain(is_there);
    if roots != wanted {
        differences.push(format!("roots {roots:?}, not {wanted:?}"));
    }
    differences
}

/// What of an index is not sound.
pub(super) fn unsound(index: &Path) -> Vec<String> {
    let verification = verify(index).unwrap();
    if verification.is_sound() { Vec::new() } else { vec![format!("{verification:?}")] }
}
