//! Files in containers: read as if they lay in folders, and brought up to date one by one.

pub(crate) mod pack;

use std::collections::BTreeMap;
use std::fs;
use std::time::{Duration, SystemTime};

use backfile::Searcher;
use backfile::files::{Update, UpdateEvent, UpdateReport};
use query::Sort;
use testkit::{Random, seed};

use self::pack::{KINDS, Parts, crawl, file, gzip, lines, note, packed, page, tar, zip};
use crate::samples::{Sample, contents, ids, program, say, sorted};

const NIGHTS: usize = 30;

/// The titles and texts of all articles. How sure a language is depends on what else its file has,
/// and of two files that have an article the whole one is where it is from.
fn texts(searcher: &Searcher) -> Vec<String> {
    let ids = ids(searcher, sorted("in:all", Sort::Newest, 10_000));
    let text = |id: &backfile::ArticleId| {
        let article = searcher.article(id).unwrap();
        format!("{:?} {}", article.title, article.body)
    };
    let mut texts: Vec<String> = ids.iter().map(text).collect();
    texts.sort();
    texts
}

fn update(sample: &Sample) -> UpdateReport {
    Update::new(sample.index()).path(sample.news()).allow_removal(true).run(&mut |_| {}).unwrap()
}

#[track_caller]
fn are_equal(ours: &[String], expected: &[String], place: &str) {
    let lost: Vec<&String> = expected.iter().filter(|one| !ours.contains(one)).collect();
    let old: Vec<&String> = ours.iter().filter(|one| !expected.contains(one)).collect();
    assert!(lost.is_empty() && old.is_empty(), "{lost:#?}\nnot {old:#?}: {place}");
}

/// Twenty notes.
fn notes(first: usize) -> Parts {
    let mut random = Random::new(1);
    (first..first + 20).map(|at| (format!("{at}.txt"), note(&mut random, at))).collect()
}

#[test]
fn what_lies_in_a_container_is_read_as_in_a_folder() {
    let mut random = Random::new(5);
    let parts: Parts = (0..30).map(|number| file(&mut random, number)).collect();
    let folder = Sample::new();
    for (name, bytes) in &parts {
        folder.write(&format!("news/{name}"), bytes);
    }
    folder.update();
    let titles = |sample: &Sample| {
        let searcher = sample.searcher();
        let ids = ids(&searcher, sorted("in:all", Sort::Newest, 10_000));
        let of = |id: &backfile::ArticleId| {
            let article = searcher.article(id).unwrap().into_fields();
            (article.title, article.body, article.segments)
        };
        let mut titles: Vec<_> = ids.iter().map(of).map(|article| format!("{article:?}")).collect();
        titles.sort();
        titles
    };
    let expected = titles(&folder);
    assert!(expected.len() > 40);
    for kind in KINDS {
        let sample = Sample::new();
        let path = sample.write(&format!("news/a.{kind}"), packed(&format!("a.{kind}"), &parts));
        // Times of the last seconds are not trusted.
        let hour_ago = SystemTime::now() - Duration::from_hours(1);
        fs::File::open(path).unwrap().set_modified(hour_ago).unwrap();
        let report = sample.update();
        assert_eq!((report.skipped, report.cut, report.unreadable), (0, 0, 0), "{kind}");
        assert_eq!(titles(&sample), expected, "{kind}");
        assert_eq!(sample.update().read, 0, "{kind}");
    }
    let sample = Sample::new();
    sample.write("news/a.zip", zip(&parts));
    sample.update();
    let found = program(&sample.index(), &["search", "--json", "in:all"]).output().unwrap();
    let found = String::from_utf8(found.stdout).unwrap();
    assert!(found.contains("\"path\":\"a.zip!/"), "{found}");
    assert!(backfile::verify(sample.index()).unwrap().is_sound());
}

#[test]
fn after_thirty_nights_of_containers_the_index_is_what_a_new_one_would_be() {
    let seed = seed();
    say(&format!("containers: BACKFILE_TEST_SEED={seed}"));
    let mut random = Random::new(seed);
    let mut containers: BTreeMap<String, Parts> = BTreeMap::new();
    let mut number = 0;
    let mut next = |random: &mut Random| {
        number += 1;
        file(random, number)
    };
    for at in 0..8 {
        let parts = (0..12).map(|_| next(&mut random)).collect();
        containers.insert(format!("{at}.{}", KINDS[at % KINDS.len()]), parts);
    }
    let sample = Sample::new();
    let mut most = 0;
    for night in 0..NIGHTS {
        let names: Vec<String> = containers.keys().cloned().collect();
        for name in &names {
            if night == 0 || !random.once_in(3) {
                continue;
            }
            let parts = containers.get_mut(name).unwrap();
            let known: Vec<String> = parts.keys().cloned().collect();
            match random.below(6) {
                0 => parts.extend([next(&mut random)]),
                1 => drop(parts.remove(random.one_of(&known))),
                2 => {
                    let part = random.one_of(&known).clone();
                    let bytes = parts.remove(&part).unwrap();
                    parts.insert(format!("moved/{part}"), bytes);
                }
                // The same name with other bytes.
                3 => {
                    let part = random.one_of(&known);
                    let number = random.below(1_000);
                    let bytes = match part.rsplit_once('.').unwrap().1 {
                        "html" => page(&mut random, number),
                        "txt" => note(&mut random, number),
                        "gz" if part.contains("warc") => gzip(&crawl(&mut random, number)),
                        "gz" => gzip(&lines(&mut random, number)),
                        _ => lines(&mut random, number),
                    };
                    parts.insert(part.clone(), bytes);
                }
                4 => {
                    let parts = containers.remove(name).unwrap();
                    fs::remove_file(sample.news().join(name)).unwrap();
                    let kind = *random.one_of(&KINDS);
                    containers.insert(format!("n{night}-{}.{kind}", containers.len()), parts);
                }
                // An entry that stands in another container as well.
                _ => {
                    let (part, bytes) = parts.first_key_value().unwrap();
                    let (part, bytes) = (part.clone(), bytes.clone());
                    let other = random.one_of(&names);
                    containers.get_mut(other).map(|parts| parts.insert(part, bytes));
                }
            }
        }
        containers.retain(|_, parts| !parts.is_empty());
        for (name, parts) in &containers {
            let bytes = packed(name, parts);
            let path = sample.news().join(name);
            if fs::read(&path).ok().is_none_or(|before| before != bytes) {
                sample.write(&format!("news/{name}"), bytes);
            }
        }
        // A copy that broke off loses nothing, and is whole again the night after.
        if night % 5 == 4 {
            let name = random.one_of(&names).clone();
            if let Some(parts) = containers.get(&name) {
                let before = update(&sample);
                let held = texts(&sample.searcher());
                let bytes = packed(&name, parts);
                let end = random.below(bytes.len());
                sample.write(&format!("news/{name}"), &bytes[..end]);
                update(&sample);
                let now = texts(&sample.searcher());
                are_equal(&now, &held, &format!("{name} to {end}, night {night}, seed {seed}"));
                assert!(before.articles > 0);
                sample.write(&format!("news/{name}"), &bytes);
            }
        }
        update(&sample);
        let fresh = Sample::new();
        Update::new(fresh.index()).path(sample.news()).run(&mut |_| {}).unwrap();
        let (ours, new) = (contents(&sample.searcher()), contents(&fresh.searcher()));
        are_equal(&ours, &new, &format!("night {night}, seed {seed}"));
        most = most.max(ours.len());
    }
    assert!(most > 100, "{most} articles, seed {seed}");
}

#[test]
fn a_changed_part_costs_what_is_in_it() {
    let sample = Sample::new();
    let mut parts = notes(0);
    sample.write("news/a.zip", zip(&parts));
    assert_eq!(sample.update().added, 20);
    parts.insert("7.txt".into(), note(&mut Random::new(9), 7));
    sample.write("news/a.zip", zip(&parts));
    let report = sample.update();
    assert_eq!((report.read, report.replaced, report.removed), (1, 1, 0), "{report:?}");
    parts.remove("8.txt");
    sample.write("news/a.zip", zip(&parts));
    let report = sample.update();
    assert_eq!((report.read, report.removed, report.articles), (0, 1, 19), "{report:?}");
}

#[test]
fn most_of_a_container_goes_only_when_it_is_said() {
    let sample = Sample::new();
    let many: Parts = notes(0).into_iter().chain(notes(20)).collect();
    sample.write("news/a.zip", zip(&many));
    sample.write("news/b.tar", tar(&notes(100)));
    assert_eq!(sample.update().added, 60);
    sample.write("news/a.zip", zip(&[("other.jsonl".to_owned(), Vec::new())].into()));
    // It asks again every night, though the file stays as it is.
    for _ in 0..2 {
        let report = sample.update();
        assert_eq!((report.refused.len(), report.articles), (1, 60), "{report:?}");
    }
    assert_eq!(update(&sample).articles, 20);
    assert_eq!(sample.update().refused.len(), 0);
    // A container that is gone is as a folder that is gone.
    fs::remove_file(sample.news().join("b.tar")).unwrap();
    assert_eq!(sample.update().refused.len(), 1);
    assert_eq!(update(&sample).articles, 0);
}

#[test]
fn a_part_that_is_not_whole_is_told_until_it_is_taken() {
    let sample = Sample::new();
    let list = |end: &str| {
        let records = "{\"articles\":[{\"title\":\"One\",\"text\":\"A ferry returned.\"},\
                       {\"title\":\"Two\",\"text\":\"A ferry left.\"}";
        Parts::from([("day.json".to_owned(), format!("{records}{end}").into_bytes())])
    };
    sample.write("news/a.tar", tar(&list("]}")));
    assert_eq!(sample.update().added, 2);
    sample.write("news/a.tar", tar(&list("")));
    for _ in 0..2 {
        let mut told = Vec::new();
        let report = Update::new(sample.index())
            .path(sample.news())
            .run(&mut |event| match event {
                UpdateEvent::Skipped(skipped) => told.push(skipped.to_string()),
                UpdateEvent::StillNotWhole { path, .. } => told.push(path.to_string()),
                _ => {}
            })
            .unwrap();
        assert_eq!((report.cut, report.articles), (1, 2), "{report:?}");
        assert!(told.iter().any(|told| told.starts_with("a.tar!/day.json")), "{told:?}");
    }
    let accept = Update::new(sample.index()).path(sample.news()).accept("a.tar!/day.json", false);
    assert_eq!(accept.run(&mut |_| {}).unwrap().cut, 0);
    assert_eq!(sample.update().cut, 0);
    // A container is taken with the part that its end has cut.
    let whole = tar(&notes(0));
    sample.write("news/b.tar", &whole);
    sample.update();
    sample.write("news/b.tar", &whole[..whole.len() - 1_500]);
    assert_eq!(sample.update().cut, 2);
    let accept = Update::new(sample.index()).path(sample.news()).accept("b.tar", true);
    assert_eq!(accept.run(&mut |_| {}).unwrap().cut, 0);
    assert_eq!(sample.update().cut, 0);
}

#[test]
fn what_a_rebuild_kept_of_a_container_goes_with_the_next_run() {
    let sample = Sample::new();
    let mut parts = notes(0);
    sample.write("news/a.zip", zip(&parts));
    sample.update();
    parts.remove("3.txt");
    sample.write("news/a.zip", zip(&parts));
    Update::new(sample.index()).rebuild(true).run(&mut |_| {}).unwrap();
    assert_eq!(sample.searcher().stats().unwrap().articles, 20);
    assert_eq!(sample.update().articles, 19);
    assert_eq!(sample.update().read, 0);
}

#[test]
fn what_strangers_packed_is_read_in_bounds_and_told() {
    let sample = Sample::new();
    let text = note(&mut Random::new(2), 1);
    let evil =
        ["../../evil.txt", "/etc/evil.txt", "a/../../evil.txt", "a!/evil.txt", ".x/evil.txt"];
    let evil = evil.map(|name| (name.to_owned(), text.clone()));
    sample.write("news/evil.zip", zip(&evil.into()));
    // What unpacks to a hundred thousand times its size.
    let bomb = format!("{{\"title\":\"{}\"}}", "a".repeat(300 << 20));
    let bomb = zip(&[("bomb.jsonl".to_owned(), bomb.into_bytes())].into());
    sample.write("news/bomb.zip", zip(&[("bomb.zip".to_owned(), bomb)].into()));
    // A container that would fill the disk before it is looked at.
    let mut spool = b"PK\x03\x04".to_vec();
    spool.resize(300 << 20, 0);
    sample.write("news/spool.zip.zst", zstd::encode_all(spool.as_slice(), 1).unwrap());
    let mut deep = zip(&[("note.txt".to_owned(), text.clone())].into());
    for _ in 0..8 {
        deep = zip(&[("inner.zip".to_owned(), deep)].into());
    }
    sample.write("news/deep.zip", deep);
    let mut told = Vec::new();
    let report = Update::new(sample.index())
        .path(sample.news())
        .run(&mut |event| {
            if let UpdateEvent::Skipped(skipped) = event {
                told.push(skipped.to_string());
            }
        })
        .unwrap();
    assert_eq!(report.articles, 4, "{told:?}");
    let searcher = sample.searcher();
    for id in ids(&searcher, sorted("in:all", Sort::Newest, 10)) {
        let path = searcher.article(&id).unwrap().provenance.path.clone();
        assert!(!path.as_str().contains("..") && !path.as_str().contains("!//"), "{path}");
    }
    for expected in [
        "spool.zip.zst: the zip is damaged or cut short after 0 of its files; fetch it again: it \
         unpacks to more than a thousand times its size",
        "bomb.jsonl: the zip data are damaged",
        "inner.zip: it lies in 4 others",
    ] {
        assert!(told.iter().any(|told| told.contains(expected)), "{expected}: {told:?}");
    }
    // One tar behind another, and one name many times.
    let sample = Sample::new();
    let both = [tar(&notes(0)), tar(&notes(50))].concat();
    sample.write("news/both.tar", &both);
    sample.write("news/both.tar.gz", gzip(&both));
    assert_eq!(sample.update().articles, 80);
    let mut same = tar::Builder::new(Vec::new());
    for number in 0..3_000 {
        let bytes = note(&mut Random::new(3), number);
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        same.append_data(&mut header, "same.txt", bytes.as_slice()).unwrap();
    }
    let sample = Sample::new();
    sample.write("news/same.tar", same.into_inner().unwrap());
    assert_eq!(sample.update().articles, 3_000);
    // Bits that flip, and ends that are missing.
    let mut random = Random::new(seed());
    let parts: Parts = (0..6).map(|number| file(&mut random, number)).collect();
    for kind in KINDS {
        let whole = packed(&format!("a.{kind}"), &parts);
        for _ in 0..30 {
            let mut bytes = whole.clone();
            for _ in 0..=random.below(4) {
                let at = random.below(bytes.len());
                bytes[at] ^= 1 << random.below(8);
            }
            bytes.truncate(bytes.len() - random.below(3) * random.below(bytes.len() / 2));
            let path = sample.write(&format!("bits/a.{kind}"), bytes);
            let mut articles = 0;
            backfile::files::Ingest::new()
                .path(path)
                .run(&ingest::NoBaseline, &mut |events| {
                    articles += events.len();
                    std::ops::ControlFlow::Continue(())
                })
                .unwrap();
            assert!(articles < 1_000);
        }
    }
}
