//! Kills the program at random moments while it indexes, updates, rebuilds and merges, and while
//! somebody searches: what was committed still answers, every byte is sound, the next run
//! completes the work, and the index is then the one that was never disturbed.

use std::collections::BTreeSet;
use std::fs::File;
use std::process::{Child, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use backfile::{Searcher, verify};
use query::Sort;
use testkit::{Random, json_lines, seed};

use crate::samples::{Sample, copy, ids, program, say, sorted, total};

/// Enough articles that indexing them takes about a second.
const ARTICLES: usize = 4_000;

/// What the program is doing when it is killed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Work {
    /// Making a new index.
    Create,
    /// Bringing one up to date: a grown file, a changed one, a new one, and one that is gone.
    Update,
    /// Making one anew.
    Rebuild,
    /// The same, from the store.
    RebuildFromStore,
    /// Merging its segments.
    Optimize,
}

impl Work {
    const ALL: [Self; 5] =
        [Self::Create, Self::Update, Self::Rebuild, Self::RebuildFromStore, Self::Optimize];

    fn arguments(self) -> &'static [&'static str] {
        match self {
            // Commits in the middle of the run, as a long one makes them.
            Self::Create | Self::Update => &["-q", "index", "--commit-every", "40ms"],
            Self::Rebuild => &["-q", "index", "--rebuild", "--commit-every", "40ms"],
            Self::RebuildFromStore => &["-q", "index", "--rebuild=store", "--commit-every", "40ms"],
            Self::Optimize => &["-q", "optimize"],
        }
    }
}

/// An archive in which a work is to be done again and again, and what it leads to.
struct Scene {
    work: Work,
    sample: Sample,
    lasts: Duration,
    answers: Answers,
    best: Vec<Vec<backfile::ArticleId>>,
}

impl Scene {
    /// The archive, the index from before the work, and what comes of it where nobody disturbs.
    fn new(work: Work) -> Self {
        let sample = Sample::new();
        let few = json_lines(12, 300);
        let old = json_lines(13, 200);
        let changed = old.lines().step_by(2).map(|line| line.replace("river", "harbour") + "\n");
        if work != Work::Create {
            sample.write("news/grown.jsonl", &few);
            sample.write("news/changed.jsonl", &old);
            sample.write("news/gone.jsonl", json_lines(14, 15));
            sample.update();
            std::fs::remove_file(sample.news().join("gone.jsonl")).unwrap();
        }
        sample.write("news/grown.jsonl", few + &json_lines(11, ARTICLES / 2));
        sample.write("news/changed.jsonl", changed.collect::<String>());
        sample.write("news/new.jsonl", json_lines(16, ARTICLES / 2));
        // What is rebuilt is whole, and what is merged has several segments.
        if matches!(work, Work::Rebuild | Work::RebuildFromStore | Work::Optimize) {
            sample.update();
        }
        if work != Work::Create {
            copy(&sample.index(), &sample.path().join("before"));
        }
        let mut scene =
            Self { work, sample, lasts: Duration::ZERO, answers: Answers::default(), best: vec![] };
        let started = Instant::now();
        complete(&scene.sample, work, "undisturbed");
        scene.lasts = started.elapsed();
        assert_eq!(exit_code(&scene.sample, &["-q", "optimize"]), Some(0));
        scene.answers = answers(&scene.sample.searcher());
        scene.best = best(&scene.sample);
        scene
    }

    /// Puts the index back to what it was before the work.
    fn set_up(&self) {
        std::fs::remove_dir_all(self.sample.index()).unwrap();
        if self.work != Work::Create {
            copy(&self.sample.path().join("before"), &self.sample.index());
        }
    }
}

/// What an index answers: the ids newest first, and how many articles each query finds.
type Answers = (Vec<backfile::ArticleId>, Vec<u64>);

fn answers(searcher: &Searcher) -> Answers {
    let queries = ["the", "\"working group\"", "vucic river", "date:2019", "title:bridge", "krus*"];
    let totals = queries.map(|query| total(searcher, query)).to_vec();
    (ids(searcher, sorted("", Sort::Newest, 10_000)), totals)
}

/// The order by relevance.
fn best(sample: &Sample) -> Vec<Vec<backfile::ArticleId>> {
    let queries = ["the", "working group", "vucic river", "\"market bridge\"~5", "krus*"];
    let searcher = sample.searcher();
    queries.map(|query| ids(&searcher, sorted(query, Sort::Relevance, 500))).to_vec()
}

fn start(sample: &Sample, work: Work) -> Child {
    let mut command = program(&sample.index(), work.arguments());
    if work != Work::Optimize && work != Work::RebuildFromStore {
        command.arg(sample.news());
    }
    let errors = File::create(sample.path().join("errors.txt")).unwrap();
    command.stdout(Stdio::null()).stderr(errors).spawn().unwrap()
}

/// Does the work to its end.
#[track_caller]
fn complete(sample: &Sample, work: Work, what: &str) {
    let status = start(sample, work).wait().unwrap();
    let errors = std::fs::read_to_string(sample.path().join("errors.txt")).unwrap();
    assert!(status.success(), "{work:?} ended with {status}: {errors}: {what}");
}

/// Runs the program to its end and says how it exited.
fn exit_code(sample: &Sample, arguments: &[&str]) -> Option<i32> {
    let output = program(&sample.index(), arguments).output().unwrap();
    if output.status.code() == Some(2) {
        say(&String::from_utf8_lossy(&output.stderr));
    }
    output.status.code()
}

#[test]
fn a_killed_run_loses_nothing_and_the_next_completes_it() {
    let seed = seed();
    say(&format!("kills: BACKFILE_TEST_SEED={seed}"));
    let mut random = Random::new(seed);
    let kills = testkit::repeats("BACKFILE_KILLS", 10, 100);
    let scenes = Work::ALL.map(Scene::new);
    let mut were_killed = 0;
    for kill in 0..kills {
        let scene = &scenes[kill % scenes.len()];
        let (work, sample) = (scene.work, &scene.sample);
        scene.set_up();
        let thousandth = f64::from(u32::try_from(random.below(1_000)).unwrap());
        let moment = scene.lasts.mul_f64(thousandth / 1_000.0);
        let is_over = AtomicBool::new(false);
        let committed = std::thread::scope(|scope| {
            let watcher = scope.spawn(|| watch(sample, work, &is_over));
            let mut run = start(sample, work);
            std::thread::sleep(moment);
            were_killed += u32::from(run.try_wait().unwrap().is_none());
            run.kill().unwrap();
            run.wait().unwrap();
            is_over.store(true, Ordering::Relaxed);
            watcher.join().unwrap()
        });
        let what = format!("{work:?}, killed after {moment:?}, seed {seed}");
        check(sample, work, committed, &what);
        // The same again for what is to be gone on with, and an ordinary run for the rest.
        let again = if kill % 2 == 0 { work } else { Work::Update };
        complete(sample, again, &what);
        assert_eq!(answers(&sample.searcher()), scene.answers, "another state: {what}");
        assert!(verify(sample.index()).unwrap().is_sound(), "{what}");
        assert_eq!(exit_code(sample, &["-q", "optimize"]), Some(0), "{what}");
        assert_eq!(best(sample), scene.best, "another order: {what}");
        if (kill + 1) % 50 == 0 {
            say(&format!("kills: {} of {kills} done", kill + 1));
        }
    }
    assert!(were_killed as usize > kills / 2, "only {were_killed} of {kills} were killed in time");
    say(&format!("kills: {were_killed} of {kills} were killed before they had ended"));
}

/// Searches at full speed until it is over: no error, and every answer fits together. Returns the
/// most articles that were seen, which no kill may take away.
fn watch(sample: &Sample, work: Work, is_over: &AtomicBool) -> u64 {
    let mut most = 0;
    let mut searcher = None;
    let mut states = BTreeSet::new();
    while !is_over.load(Ordering::Relaxed) {
        let Some(searcher) = &searcher else {
            let is_there = sample.index().join("CURRENT").try_exists().unwrap();
            searcher = is_there.then(|| sample.searcher());
            continue;
        };
        searcher.reload().unwrap();
        let all = total(searcher, "");
        let seen = ids(searcher, sorted("", Sort::Newest, 10_000));
        assert_eq!(seen.len() as u64, all, "a state that was never committed");
        assert_eq!(searcher.stats().unwrap().articles, all);
        let unique: BTreeSet<&backfile::ArticleId> = seen.iter().collect();
        assert_eq!(unique.len(), seen.len(), "an article is there twice");
        states.insert(all);
        most = most.max(all);
    }
    if matches!(work, Work::Rebuild | Work::RebuildFromStore | Work::Optimize) {
        assert!(states.len() <= 1, "a rebuild was seen before it was done: {states:?}");
    }
    most
}

/// What must hold right after a kill.
fn check(sample: &Sample, work: Work, committed: u64, what: &str) {
    if work == Work::Create && !sample.index().join("CURRENT").try_exists().unwrap() {
        // It was killed before it had made the index.
        return;
    }
    let found = exit_code(sample, &["search", "the"]);
    let wanted: &[Option<i32>] =
        if work == Work::Create { &[Some(0), Some(1)] } else { &[Some(0)] };
    assert!(wanted.contains(&found), "search exits with {found:?}: {what}");
    let verification = verify(sample.index()).unwrap();
    assert!(verification.is_sound(), "{what}: {verification:?}");
    // The update takes away fifteen articles with their file, and a hundred records.
    assert!(verification.articles + 115 >= committed, "{what}: {verification:?} of {committed}");
}
