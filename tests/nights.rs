//! Thirty nights of an archive that grows, changes, is moved about and thinned out: after each,
//! the index answers as one built anew does, and whoever searches meanwhile sees the state of one
//! evening or the next, nothing between.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use article::Provenance;
use backfile::files::Update;
use backfile::{Searcher, verify};
use query::Sort;
use testkit::{Random, json_lines, seed};

use crate::samples::{Sample, ids, real_data, say, sorted, total};

const NIGHTS: usize = 30;

/// An archive of files of records, as it is in memory and on the disk.
struct Archive {
    files: BTreeMap<String, Vec<String>>,
    /// Records that have not come yet.
    to_come: Vec<String>,
    random: Random,
}

impl Archive {
    fn new(records: Vec<String>, random: Random) -> Self {
        let mut archive = Self { files: BTreeMap::new(), to_come: records, random };
        archive.to_come.reverse();
        let half = archive.to_come.len() / 2;
        for file in 0..10 {
            let lines = archive.next_records(half / 10);
            archive.files.insert(format!("{file:02}/wire.jsonl"), lines);
        }
        archive
    }

    fn next_records(&mut self, count: usize) -> Vec<String> {
        let left = self.to_come.len() - count.min(self.to_come.len());
        let mut records = self.to_come.split_off(left);
        records.reverse();
        records
    }

    /// What happens on one day.
    fn day(&mut self, day: usize, new: usize) {
        let names: Vec<String> = self.files.keys().cloned().collect();
        let mut lines = self.next_records(new);
        // Some of the new ones go where others are already, and some are there already elsewhere.
        let grown = names[self.random.below(names.len())].clone();
        let half = lines.split_off(lines.len() / 2);
        self.files.get_mut(&grown).unwrap().extend(half);
        let twice = &self.files[&names[self.random.below(names.len())]];
        lines.extend(twice.iter().take(3).cloned());
        self.files.insert(format!("day-{day:02}.jsonl"), lines);
        for _ in 0..4 {
            let name = &names[self.random.below(names.len())];
            let file = self.files.get_mut(name).unwrap();
            for line in file.iter_mut() {
                match self.random.below(40) {
                    0 => *line = line.replace(" the ", " that very "),
                    1 => *line = line.replacen("\"body\":\"", "\"body\":\"Corrected. ", 1),
                    _ => {}
                }
            }
            let random = &mut self.random;
            file.retain(|_| !random.once_in(25));
        }
        if day % 4 == 1 {
            let name = &names[self.random.below(names.len())];
            let lines = self.files.remove(name).unwrap();
            self.files.insert(format!("moved-{day:02}.jsonl"), lines);
        }
        if day % 7 == 3 {
            self.files.remove(&names[self.random.below(names.len())]);
        }
        let text = format!("Note of day {day}\n\nThe archive was looked through on day {day}.\n");
        self.files.insert(format!("notes/{:02}.txt", day % 5), vec![text]);
    }

    /// Puts the files that differ on the disk.
    fn write(&self, sample: &Sample) {
        let mut there = Vec::new();
        list(&sample.news(), &mut there);
        for path in there {
            let name = path.strip_prefix(sample.news()).unwrap().to_str().unwrap();
            if !self.files.contains_key(name) {
                fs::remove_file(&path).unwrap();
            }
        }
        for (name, lines) in &self.files {
            let mut content = lines.join("\n");
            content.push('\n');
            let path = sample.news().join(name);
            if fs::read(&path).ok().as_deref() != Some(content.as_bytes()) {
                sample.write(&format!("news/{name}"), content);
            }
        }
    }

    /// Words and pairs of words that stand in the archive.
    fn queries(&mut self, count: usize) -> Vec<String> {
        let names: Vec<String> = self.files.keys().cloned().collect();
        let mut queries = vec![String::new(), "has:date".to_owned(), "since:2008".to_owned()];
        while queries.len() < count {
            let lines = &self.files[&names[self.random.below(names.len())]];
            if lines.is_empty() {
                continue;
            }
            let line = &lines[self.random.below(lines.len())];
            let words: Vec<&str> = line
                .split(|c: char| !c.is_alphanumeric())
                .filter(|word| word.chars().count() > 2)
                .collect();
            let at = self.random.below(words.len() - 1);
            let (one, other) = (words[at], words[at + 1]);
            queries.push(match queries.len() % 5 {
                0 => format!("\"{one} {other}\""),
                1 => format!("{one} w/5 {other}"),
                2 => format!("{one} -{other}"),
                3 => format!("title:{one}"),
                _ => one.to_owned(),
            });
        }
        queries
    }
}

fn list(folder: &Path, paths: &mut Vec<std::path::PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() { list(&path, paths) } else { paths.push(path) }
    }
}

/// The first records of the large English collection, else made-up ones.
fn records(count: usize) -> Vec<String> {
    let collection = real_data("nights on real articles")
        .map(|data| data.join("news/reuters-2006-2010.en.jsonl.zst"));
    let Some(collection) = collection else {
        return json_lines(21, count).lines().map(str::to_owned).collect();
    };
    let file = fs::File::open(collection).unwrap();
    let lines = BufReader::new(zstd::Decoder::new(file).unwrap()).lines();
    lines.take(count).map(Result::unwrap).collect()
}

/// Every article with all that can be told of it but where in its file it was read.
fn contents(searcher: &Searcher) -> Vec<String> {
    let ids = ids(searcher, sorted("", Sort::Newest, 10_000));
    let article = |id: &backfile::ArticleId| {
        let article = searcher.article(id).unwrap();
        let path = article.provenance.path.clone();
        let article = article.with_provenance(Provenance { path, record: None });
        format!("{article:?}")
    };
    ids.iter().map(article).collect()
}

#[test]
fn after_thirty_nights_the_index_is_what_a_new_one_would_be() {
    let seed = seed();
    say(&format!("nights: BACKFILE_TEST_SEED={seed}"));
    let count = testkit::repeats("BACKFILE_NIGHTLY_ARCHIVE", 1_000, 58_000);
    let mut archive = Archive::new(records(count), Random::new(seed));
    let sample = Sample::new();
    archive.write(&sample);
    sample.update();
    let mut looks = 0;
    for night in 0..NIGHTS {
        let before = newest(&sample.searcher());
        archive.day(night, count / 2 / NIGHTS);
        archive.write(&sample);
        let is_over = AtomicBool::new(false);
        let looked = std::thread::scope(|scope| {
            let watcher = scope.spawn(|| watch(&sample.searcher(), &before, &is_over));
            let update = Update::new(sample.index()).path(sample.news()).allow_removal(true);
            update.run(&mut |_| {}).unwrap();
            is_over.store(true, Ordering::Relaxed);
            watcher.join().unwrap()
        });
        let fresh = Sample::new();
        Update::new(fresh.index()).path(sample.news()).run(&mut |_| {}).unwrap();
        let (ours, new) = (sample.searcher(), fresh.searcher());
        assert_eq!(newest(&ours), newest(&new), "night {night}, seed {seed}");
        for (ours, new) in contents(&ours).into_iter().zip(contents(&new)) {
            assert_eq!(ours, new, "night {night}, seed {seed}");
        }
        for query in archive.queries(100) {
            let found = total(&ours, &query);
            assert_eq!(found, total(&new, &query), "{query}: night {night}, seed {seed}");
        }
        let after = newest(&ours);
        assert!(looked.iter().all(|one| *one == before || *one == after), "night {night}");
        looks += looked.len();
        if night + 1 == NIGHTS {
            let (bytes, of_new) = (ours.stats().unwrap().bytes, new.stats().unwrap().bytes);
            let (stats, of_fresh) = (ours.stats().unwrap(), new.stats().unwrap());
            say(&format!(
                "nights: {} articles in {} segments and {bytes} bytes; anew {} and {of_new}; \
                 {looks} states were seen",
                stats.articles, stats.segments, of_fresh.segments
            ));
            assert!(of_new * 10 <= bytes * 13, "a new index is larger: {of_new}, not {bytes}");
            assert!(bytes * 10 <= of_new * 13, "{bytes} bytes, {of_new} for a new index");
        }
    }
    assert!(verify(sample.index()).unwrap().is_sound());
}

fn newest(searcher: &Searcher) -> Vec<backfile::ArticleId> {
    ids(searcher, sorted("", Sort::Newest, 10_000))
}

/// Searches at full speed, and gives the states that were seen, each once.
fn watch(
    searcher: &Searcher,
    before: &[backfile::ArticleId],
    is_over: &AtomicBool,
) -> Vec<Vec<backfile::ArticleId>> {
    let mut seen = vec![before.to_vec()];
    while !is_over.load(Ordering::Relaxed) {
        searcher.reload().unwrap();
        let now = newest(searcher);
        assert_eq!(total(searcher, ""), now.len() as u64);
        if seen.last() != Some(&now) {
            seen.push(now);
        }
    }
    seen
}
