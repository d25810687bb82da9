//! Runs the program where the system refuses it something at a random moment: a disk that fills
//! up, files that may not grow, no more file handles. It says so and exits with 2, the index is as
//! its last commit left it, and the next run, with nothing short, completes the work.

#![cfg(unix)]

use std::path::Path;
use std::process::{Command, Output};

use backfile::files::Update;
use backfile::verify;
use query::Sort;
use testkit::{Random, json_lines, seed};

use crate::samples::{Sample, copy, ids, say, sorted};

/// An archive that has changed since it was indexed.
struct Scene {
    sample: Sample,
    before: Vec<backfile::ArticleId>,
    after: Vec<backfile::ArticleId>,
    /// With what a rebuild leaves to the next run to remove.
    rebuilt: Vec<backfile::ArticleId>,
}

/// What the program is to do.
const WORKS: [&str; 3] = ["index", "index --rebuild", "optimize"];

impl Scene {
    fn new() -> Self {
        let sample = Sample::new();
        sample.write("news/kept.jsonl", json_lines(1, 400));
        sample.write("news/changed.jsonl", json_lines(2, 100));
        sample.update();
        copy(&sample.index(), &sample.path().join("before"));
        let before = newest(&sample.index());
        sample.write("news/changed.jsonl", json_lines(3, 120));
        sample.write("news/new.jsonl", json_lines(4, 600));
        let copied = sample.path().join("rebuilt");
        copy(&sample.index(), &copied);
        Update::new(&copied).path(sample.news()).rebuild(true).run(&mut |_| {}).unwrap();
        let rebuilt = newest(&copied);
        let update = Update::new(sample.index()).path(sample.news());
        update.allow_removal(true).run(&mut |_| {}).unwrap();
        let after = newest(&sample.index());
        Self { sample, before, after, rebuilt }
    }

    /// Runs these lines of shell; `$BACKFILE` is the program with its index in `$PLACE`.
    fn shell(&self, lines: &str) -> Output {
        let place = self.sample.path().join("place");
        std::fs::create_dir_all(&place).unwrap();
        let program =
            format!("{} --index {}/index", env!("CARGO_BIN_EXE_backfile"), place.display());
        Command::new("sh")
            .args(["-c", lines])
            .env_remove("BACKFILE_INDEX")
            .env("BACKFILE", program)
            .env("PLACE", &place)
            .env("BEFORE", self.sample.path().join("before"))
            .env("NEWS", self.sample.news())
            .output()
            .unwrap()
    }

    /// Checks what a shortage left behind, which lies in this folder, and that the next run
    /// completes it.
    #[track_caller]
    fn check(&self, index: &Path, what: &str) {
        let found = newest(index);
        let states = [&self.before, &self.after, &self.rebuilt];
        assert!(states.contains(&&found), "a state never committed: {what}");
        let verification = verify(index).unwrap();
        assert!(verification.is_sound(), "{what}: {verification:?}");
        let update = Update::new(index).path(self.sample.news()).allow_removal(true);
        update.run(&mut |_| {}).unwrap_or_else(|error| panic!("the next run: {error}: {what}"));
        assert!(newest(index) == self.after, "{what}");
        assert!(verify(index).unwrap().is_sound(), "{what}");
    }
}

fn newest(index: &Path) -> Vec<backfile::ArticleId> {
    ids(&backfile::Searcher::open(index).unwrap(), sorted("", Sort::Newest, 10_000))
}

/// The exit code that the last line of the output says.
#[track_caller]
fn said(output: &Output) -> i32 {
    let text = String::from_utf8_lossy(&output.stdout);
    let last = text.lines().last().and_then(|line| line.strip_prefix("exit "));
    last.and_then(|code| code.parse().ok()).unwrap_or_else(|| panic!("{output:?}"))
}

/// What the program says, or must not say, when it was refused something.
#[track_caller]
fn assert_told(output: &Output, what: &str) {
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("error: ") && said.contains("hint: "), "{what}: {said}");
    assert!(!said.contains("panicked at"), "{what}: {said}");
}

fn bytes(folder: &Path) -> usize {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    let sizes = entries.map(|entry| {
        let data = entry.metadata().unwrap();
        if data.is_dir() { bytes(&entry.path()) } else { usize::try_from(data.len()).unwrap() }
    });
    sizes.sum()
}

#[test]
fn a_disk_that_fills_up_costs_nothing_that_was_committed() {
    let seed = seed();
    say(&format!("full disk: BACKFILE_TEST_SEED={seed}"));
    let mut random = Random::new(seed);
    let scene = Scene::new();
    // A file system of its own in memory, which goes with the shell that made it.
    let own_space =
        if Command::new("unshare").args(["-m", "true"]).status().is_ok_and(|ran| ran.success()) {
            "unshare -m"
        } else {
            "unshare -r -m"
        };
    let lines = |size: usize, work: &str| {
        format!(
            "{own_space} sh -c 'mount -t tmpfs -o size={size} tmpfs \"$PLACE\" || exit 77
             cp -r \"$BEFORE\" \"$PLACE/index\" || exit 77
             $BACKFILE -q {work} {}; code=$?
             mount -o remount,size=500m \"$PLACE\" && rm -rf \"$PLACE.left\"
             cp -r \"$PLACE/index\" \"$PLACE.left\" && echo && echo exit $code'",
            if work == "optimize" { "" } else { "\"$NEWS\"" }
        )
    };
    let probe = scene.shell(&lines(500 << 20, "index"));
    if probe.status.code() != Some(0) {
        say("SKIPPED full disk: this user may not mount a file system");
        return;
    }
    assert_eq!(said(&probe), 0, "{probe:?}");
    let (start, room) = (bytes(&scene.sample.path().join("before")), bytes(&scene.sample.index()));
    let (rounds, mut refused) = (testkit::repeats("BACKFILE_SHORTAGES", 9, 150), 0);
    for round in 0..rounds {
        let work = WORKS[round % WORKS.len()];
        let room = if work == "optimize" { start } else { room };
        // From hardly any room to more than enough.
        let more = (round * room + random.below(room)) * 3 / (2 * rounds);
        // Every file of the copy takes whole pages.
        let size = (start + 64_000 + more).next_multiple_of(4096);
        let output = scene.shell(&lines(size, work));
        let what = format!("{work} in {size} bytes, seed {seed}: {output:?}");
        match said(&output) {
            0 => {}
            2 => {
                refused += 1;
                assert_told(&output, &what);
            }
            code => panic!("exit {code}: {what}"),
        }
        scene.check(&scene.sample.path().join("place.left"), &what);
    }
    say(&format!("full disk: {refused} of {rounds} runs found no room"));
    assert!(refused * 9 >= rounds, "only {refused} of {rounds} runs found no room");
}

#[test]
fn writes_that_fail_and_handles_that_run_out_cost_nothing_that_was_committed() {
    let seed = seed();
    say(&format!("failing writes: BACKFILE_TEST_SEED={seed}"));
    let mut random = Random::new(seed);
    let scene = Scene::new();
    let (rounds, mut refused) = (testkit::repeats("BACKFILE_SHORTAGES", 8, 150), 0);
    for round in 0..rounds {
        let work = WORKS[round % WORKS.len()];
        // In units of 512 bytes; or handles, of which some are needed to begin with.
        let limit = if round % 4 == 3 {
            format!("ulimit -n {}", 10 + random.below(60))
        } else {
            let units = (round * 160 + random.below(160)) / rounds;
            format!("trap '' XFSZ; ulimit -f {}", 1 + units)
        };
        let place = scene.sample.path().join("place");
        if place.try_exists().unwrap() {
            std::fs::remove_dir_all(&place).unwrap();
        }
        let news = if work == "optimize" { "" } else { "\"$NEWS\"" };
        let output = scene.shell(&format!(
            "cp -r \"$BEFORE\" \"$PLACE/index\" || exit 77
             ({limit}; exec $BACKFILE -q {work} {news}); code=$?; echo; echo exit $code"
        ));
        let what = format!("{work} under {limit}, seed {seed}: {output:?}");
        match said(&output) {
            0 => {}
            2 => {
                refused += 1;
                assert!(!String::from_utf8_lossy(&output.stderr).contains("panicked at"), "{what}");
            }
            code => panic!("exit {code}: {what}"),
        }
        scene.check(&place.join("index"), &what);
    }
    say(&format!("failing writes: {refused} of {rounds} runs were refused something"));
    assert!(refused * 9 >= rounds, "only {refused} of {rounds} runs were refused anything");
}
