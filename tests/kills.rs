//! Kills the program while it indexes, at random moments: what was indexed before still answers,
//! every byte is sound, and the next run completes the work.

use std::process::Stdio;
use std::time::{Duration, Instant};

use backfile::query::Sort;
use testkit::{Random, json_lines, seed};

use crate::samples::{Sample, ids, program, say, sorted, total};

/// Enough articles that indexing them takes about a second.
const ARTICLES: usize = 6_000;

/// What the run finds: a grown file, a changed one, a new one, and one that is gone.
struct Work {
    before: [(&'static str, String); 3],
    after: [(&'static str, String); 3],
}

impl Work {
    fn new() -> Self {
        let few = json_lines(12, 300);
        let old = json_lines(13, 200);
        let changed = old.lines().step_by(2).map(|line| line.replace("river", "harbour") + "\n");
        Self {
            before: [
                ("grown.jsonl", few.clone()),
                ("changed.jsonl", old.clone()),
                ("gone.jsonl", json_lines(14, 15)),
            ],
            after: [
                ("grown.jsonl", few + &json_lines(11, ARTICLES / 2)),
                ("changed.jsonl", changed.collect()),
                ("new.jsonl", json_lines(16, ARTICLES / 2)),
            ],
        }
    }

    /// A sample with the first state indexed, and the second on the disk.
    fn begin(&self, is_fresh: bool) -> Sample {
        let sample = Sample::new();
        if !is_fresh {
            for (name, lines) in &self.before {
                sample.write(&format!("news/{name}"), lines);
            }
            sample.update();
            std::fs::remove_file(sample.news().join("gone.jsonl")).unwrap();
        }
        for (name, lines) in &self.after {
            sample.write(&format!("news/{name}"), lines);
        }
        sample
    }
}

/// What an index answers.
fn answers(sample: &Sample) -> (Vec<String>, Vec<u64>) {
    let searcher = sample.searcher();
    let queries = ["the", "\"working group\"", "vucic river", "date:2019", "title:bridge", "krus*"];
    let totals = queries.map(|query| total(&searcher, query)).to_vec();
    (ids(&searcher, sorted("", Sort::Newest, 10_000)), totals)
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
    let work = Work::new();
    let whole = work.begin(false);
    let started = Instant::now();
    index(&whole).wait().unwrap();
    let lasts = started.elapsed();
    let expected = answers(&whole);
    assert!(expected.0.len() > ARTICLES / 2, "{}", expected.0.len());
    let kills = if testkit::is_long() { 100 } else { 10 };
    let mut were_killed = 0;
    for kill in 0..kills {
        let is_fresh = kill % 3 == 2;
        let sample = work.begin(is_fresh);
        let moment =
            lasts.mul_f64(f64::from(u32::try_from(random.below(1_000)).unwrap()) / 1_000.0);
        let mut run = index(&sample);
        std::thread::sleep(moment);
        let has_ended = run.try_wait().unwrap().is_some();
        run.kill().unwrap();
        run.wait().unwrap();
        were_killed += u32::from(!has_ended);
        check(&sample, is_fresh, moment);
        let news = sample.news();
        let again = exit_code(&sample, &["-q", "index", news.to_str().unwrap()]);
        assert_eq!(again, Some(0), "the next run after a kill at {moment:?}");
        assert!(answers(&sample) == expected, "another state after a kill at {moment:?}");
        assert_eq!(exit_code(&sample, &["verify"]), Some(0), "after a kill at {moment:?}");
    }
    assert!(were_killed > kills / 2, "only {were_killed} of {kills} were killed in time");
}

fn index(sample: &Sample) -> std::process::Child {
    let news = sample.news();
    let mut command = program(&sample.index(), &["-q", "index"]);
    command.arg(news).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

/// What must hold right after a kill.
fn check(sample: &Sample, is_fresh: bool, moment: Duration) {
    if is_fresh && !sample.index().join("CURRENT").try_exists().unwrap() {
        // It was killed before it had made the index.
        return;
    }
    let found = exit_code(sample, &["search", "the"]);
    let wanted: &[Option<i32>] = if is_fresh { &[Some(0), Some(1)] } else { &[Some(0)] };
    assert!(wanted.contains(&found), "search exits with {found:?} after a kill at {moment:?}");
    assert_eq!(exit_code(sample, &["verify"]), Some(0), "verify after a kill at {moment:?}");
}
