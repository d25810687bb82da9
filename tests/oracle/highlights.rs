//! Highlights over real articles: the words that are marked are the reason why an article is a
//! hit. Without them it would be none, and with them alone it still is.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use backfile::files::Update;
use backfile::{SearchRequest, Searcher};
use query::{Hit, Marks, Match, SnippetField};
use testkit::{Random, seed};
use text::{Analyzer, Language};

use super::ask::{Ask, Text, Words};
use super::known;
use super::naive::{Question, ReadArticle, TypedForms};
use super::pattern::Pattern;
use crate::samples::{Sample, ids, real_data, say, sorted};

/// Hits of one query that are looked at.
const OF_A_QUERY: usize = 4;

/// The kinds of query, and whether all that makes an article a hit fits into one snippet.
const KINDS: [(&str, bool); 19] = [
    ("word", true),
    ("phrase", true),
    ("phrase with a wildcard", true),
    ("slop", true),
    ("w/n", true),
    ("pre/n", true),
    ("/s", false),
    ("/p", false),
    ("prefix", true),
    ("wildcard", true),
    ("fuzzy", true),
    ("regex", true),
    ("atleast", false),
    ("=", true),
    ("==", true),
    ("=phrase", true),
    ("title", true),
    ("or in a distance", true),
    ("boolean", false),
];

/// A query of this kind, made of words that follow each other in an article.
fn ask(kind: &str, words: &[String], random: &mut Random) -> Ask {
    let word = |at: usize| Words::Bare(words[at].clone());
    let near =
        |is_ordered| Words::Near { sides: Box::new([word(0), word(3)]), within: 5, is_ordered };
    let together =
        |is_paragraph| Words::Together { sides: Box::new([word(0), word(3)]), is_paragraph };
    Ask::Words(match kind {
        "word" => word(0),
        "phrase" => Words::Phrase(vec![word(0), word(1), word(2)]),
        "phrase with a wildcard" => {
            let begin = words[1].chars().take(3).collect();
            Words::Phrase(vec![word(0), Words::Prefix(begin)])
        }
        "slop" => Words::Window(vec![words[2].clone(), words[0].clone()], 3),
        "w/n" => near(false),
        "pre/n" => near(true),
        "/s" => together(false),
        "/p" => together(true),
        "prefix" => Words::Prefix(words[0].chars().take(4).collect()),
        "wildcard" => Words::Pattern(Pattern::glob(random, &words[0])),
        "fuzzy" => Words::Fuzzy { word: words[0].clone(), distance: 1 },
        "regex" => Words::Pattern(Pattern::regex(random, &words[0])),
        "atleast" => Words::AtLeast(2, Box::new(word(0))),
        "=" => Words::Exact { word: words[0].clone(), is_cased: false },
        "==" => Words::Exact { word: words[0].clone(), is_cased: true },
        "=phrase" => Words::ExactPhrase { words: words[..2].to_vec(), is_cased: false },
        "title" => return Ask::In(Text::Title, word(0)),
        "or in a distance" => {
            let either = Words::Either(vec![word(3), Words::Phrase(vec![word(1), word(2)])]);
            Words::Near { sides: Box::new([word(0), either]), within: 5, is_ordered: false }
        }
        _ => {
            let either = Ask::Any(vec![Ask::Words(word(1)), Ask::Words(word(2))]);
            let absent = Ask::Not(Box::new(Ask::Words(Words::Bare("zzyzx".to_owned()))));
            return Ask::All(vec![Ask::Words(word(0)), either, absent]);
        }
    })
}

/// The Serbian and the English set in one index.
fn index(data: &Path) -> (Sample, Searcher) {
    let sample = Sample::new();
    let mut update = Update::new(sample.index());
    for set in ["alo-2015-2018.sr-Latn", "wikinews-2019-2020.en", "bbc.en"] {
        update = update.path(data.join("news").join(format!("{set}.jsonl.zst")));
    }
    update.run(&mut |_| {}).unwrap();
    let searcher = sample.searcher();
    (sample, searcher)
}

/// What the snippets of a hit mark, as marks of the article.
fn shown(hit: &Hit) -> Marks {
    let mut marks = Marks::default();
    for snippet in &hit.snippets {
        let into = match snippet.field {
            SnippetField::Title => &mut marks.title,
            SnippetField::Body => &mut marks.body,
        };
        let shift = |range: &std::ops::Range<usize>| {
            assert!(
                snippet.text.get(range.clone()).is_some_and(|text| !text.is_empty()),
                "a highlight splits a character: {snippet:?}"
            );
            snippet.start + range.start..snippet.start + range.end
        };
        into.extend(snippet.highlights.iter().map(shift));
    }
    marks
}

struct Archive {
    searcher: Searcher,
    analyzer: Analyzer,
    languages: Vec<Language>,
    typed_forms: TypedForms,
}

impl Archive {
    /// What is wrong with the marks of a hit, if anything is.
    fn fault(&self, question: &Question<'_>, hit: &Hit, is_local: bool) -> Option<&'static str> {
        let article = self.searcher.article(&hit.id).unwrap();
        let read = ReadArticle::new(&article, &self.analyzer);
        let marks = self.searcher.marks(&article, question.typed()).unwrap();
        let shown = shown(hit);
        let marked = read.only(&marks, true);
        let is_marked = |range: &std::ops::Range<usize>, marks: &[std::ops::Range<usize>]| {
            marks.iter().any(|mark| mark.start <= range.start && range.end <= mark.end)
        };
        let is_shown_as_marked = shown.title.iter().all(|range| is_marked(range, &marks.title))
            && shown.body.iter().all(|range| is_marked(range, &marks.body));
        let snippet_words = read.only(&shown, true);
        if !question.holds_for(&read) {
            Some("it is no hit")
        } else if !question.holds_for(&marked) {
            Some("what is marked is no match")
        } else if question.holds_for(&read.only(&marks, false)) {
            Some("what is not marked is a match")
        } else if question.words_asked_for(&marked) < marked.words() {
            Some("words are marked that are not asked for")
        } else if snippet_words.words() == 0 {
            Some("no snippet marks a word")
        } else if !is_shown_as_marked {
            Some("a snippet marks what the article does not")
        } else if is_local && !question.holds_for(&snippet_words) {
            Some("what the snippets mark is no match")
        } else {
            None
        }
    }
}

#[test]
fn marks_over_real_articles_are_why_they_are_found() {
    let Some(data) = real_data("highlights") else { return };
    let (_sample, searcher) = index(&data);
    let seed = seed();
    println!("BACKFILE_TEST_SEED={seed}");
    let hits = testkit::repeats("BACKFILE_HIGHLIGHTS", 60, 1_000);
    let mut random = Random::new(seed);
    let codes = searcher.stats().unwrap().languages;
    let languages = codes.iter().filter_map(|share| Language::from_code(&share.lang));
    let mut languages: Vec<Language> = languages.map(Language::analysis).collect();
    languages.sort_unstable();
    languages.dedup();
    let everything = ids(&searcher, sorted("", query::Sort::Newest, 10_000));
    let (analyzer, typed_forms) = (Analyzer::default(), TypedForms::default());
    let archive = Archive { searcher, analyzer, languages, typed_forms };
    let mut faults: BTreeMap<(&str, &str), Vec<String>> = BTreeMap::new();
    for (kind, is_local) in KINDS {
        let mut looked_at = 0;
        while looked_at < hits {
            let id = random.one_of(&everything);
            let article = archive.searcher.article(id).unwrap();
            let read = ReadArticle::new(&article, &archive.analyzer);
            let first = random.below(read.words());
            let words: Vec<String> =
                read.words_from(first, 4).into_iter().map(str::to_owned).collect();
            let is_plain = |word: &String| {
                let is_keyword = ["AND", "OR", "NOT"].contains(&word.as_str());
                word.chars().count() > 3 && word.chars().all(char::is_alphabetic) && !is_keyword
            };
            if words.len() < 4 || !words.iter().all(is_plain) {
                continue;
            }
            let question = Question {
                ask: ask(kind, &words, &mut random),
                is_everywhere: false,
                analyzer: &archive.analyzer,
                languages: &archive.languages,
                typed_forms: &archive.typed_forms,
                sought: &|word| known::of_plan(archive.searcher.plan(word).unwrap()),
                sets: &[],
                is_excluded: Cell::default(),
            };
            let mut request = SearchRequest::new(question.typed());
            (request.limit, request.matching) = (Some(OF_A_QUERY), Match::All);
            for hit in archive.searcher.search(request).unwrap().value.hits {
                looked_at += 1;
                if let Some(fault) = archive.fault(&question, &hit, is_local) {
                    let shown: Vec<_> = hit.snippets.iter().map(|one| &one.text).collect();
                    let example = format!("{} in {}: {shown:?}", question.typed(), hit.id);
                    faults.entry((kind, fault)).or_default().push(example);
                }
            }
        }
    }
    let mut report = String::new();
    for ((kind, fault), examples) in &faults {
        let (count, example) = (examples.len(), examples[0].chars().take(600).collect::<String>());
        let _ = writeln!(report, "{kind}: {fault}, {count} times, as {example}");
    }
    say(&format!("highlights: {hits} hits of each of {} kinds", KINDS.len()));
    assert!(faults.is_empty(), "seed {seed}:\n{report}");
}
