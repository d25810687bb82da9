//! The questions: made of the articles by a seeded rule, the same for all who are asked.
//!
//! They have the frequent words that real questions have: a name is often of two words, and one
//! phrase in three has a function word in it.

use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::civil::Date;
use testkit::Random;

use crate::articles::{Article, words};

/// What is sought. Words are in small letters, as all of them are found.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Sought {
    Word(String),
    /// As it is written, and in no other form.
    Quoted(String),
    All(Vec<String>),
    Any(Vec<String>),
    Phrase(Vec<String>),
    /// One letter more, less or another.
    Near(String),
    Begins(String),
    /// Anywhere in a word.
    Contains(String),
}

/// One question.
#[derive(Debug, Clone)]
pub(crate) struct Question {
    pub(crate) sought: Sought,
    /// Published from the first day until before the second.
    pub(crate) days: Option<(Date, Date)>,
}

/// What is wanted of what is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// The ids and scores of the best so many.
    Best(usize),
    /// The ids of the newest ten.
    Newest,
    /// How many there are.
    Count,
}

/// Questions of one kind.
#[derive(Debug)]
pub(crate) struct Class {
    pub(crate) name: &'static str,
    pub(crate) wanted: Wanted,
    pub(crate) questions: Vec<Question>,
}

/// Function words of English that stand inside of names and fixed phrases.
const FUNCTION_WORDS: [&str; 9] = ["of", "the", "in", "and", "for", "to", "on", "at", "with"];

/// So many of the most frequent words make a phrase slow.
const FREQUENT: usize = 300;

/// What is read of the articles to choose from.
struct Sample {
    /// In how many articles each word stands, in small letters.
    documents: HashMap<String, usize>,
    articles: usize,
    /// How often each pair of words in small letters stands in the text.
    pairs: BTreeMap<(String, String), usize>,
    /// Two words with capitals inside of sentences.
    names: BTreeMap<(String, String), usize>,
    /// Two words with a function word between them.
    triples: BTreeMap<[String; 3], usize>,
    /// Words that stand in one article, a few of many articles.
    together: Vec<Vec<String>>,
    months: Vec<(Date, Date)>,
}

/// Every kind of question, so many of each.
pub(crate) fn classes(articles: &[Article], count: usize, seed: u64) -> Vec<Class> {
    let sample = Sample::of(articles);
    let mut random = Random::new(seed);
    let random = &mut random;
    let all = sample.articles;
    let high = sample.between(all / 20, all * 3 / 10, count, random);
    let mid = sample.between(all / 200, all / 50, count, random);
    let low = sample.between(15, 40, count, random);
    let word = |words: &[String]| words.iter().cloned().map(Sought::Word).collect::<Vec<_>>();
    let ranks = sample.ranks();
    let is_frequent = |word: &str| ranks.get(word).is_some_and(|rank| *rank < FREQUENT);
    let pair = |(one, two): &(String, String)| Sought::Phrase(vec![one.clone(), two.clone()]);
    let pairs = |wanted: usize, random: &mut Random| -> Vec<Sought> {
        let fits = |(one, two): &&(String, String)| {
            usize::from(is_frequent(one)) + usize::from(is_frequent(two)) == wanted
        };
        let all: Vec<_> = sample.pairs.iter().filter(|(_, often)| **often >= 20).collect();
        let all: Vec<_> = all.iter().map(|(pair, _)| *pair).filter(fits).collect();
        choose(&all, count, random).into_iter().map(pair).collect()
    };
    let names: Vec<_> = sample.names.iter().filter(|(_, often)| **often >= 5).collect();
    let names = choose(&names, count, random);
    let triples: Vec<_> = sample.triples.iter().filter(|(_, often)| **often >= 5).collect();
    let triples = choose(&triples, count, random);
    let groups = choose(&sample.together.iter().collect::<Vec<_>>(), count, random);
    let cut = |word: &String, from: usize, to: usize| word.chars().skip(from).take(to).collect();
    let long = |words: &[String], letters: usize| -> Vec<String> {
        words.iter().filter(|word| word.len() >= letters).cloned().collect()
    };
    let plain = |sought: Vec<Sought>| -> Vec<Question> {
        sought.into_iter().map(|sought| Question { sought, days: None }).collect()
    };
    let class = |name, wanted, sought| Class { name, wanted, questions: plain(sought) };
    let best = Wanted::Best(10);
    let all_of: Vec<_> = groups.iter().map(|group| Sought::All(group[..2].to_vec())).collect();
    let any_of: Vec<_> = groups.iter().map(|group| Sought::Any(group[..3].to_vec())).collect();
    let in_months = high.iter().zip(sample.months.iter().cycle());
    vec![
        class("word, frequent", best, word(&high)),
        class("word, mid", best, word(&mid)),
        class("word, rare", best, word(&low)),
        class("a AND b", best, all_of.clone()),
        class("a AND b, 200 hits", Wanted::Best(200), all_of),
        class("a OR b OR c", best, any_of.clone()),
        class("a OR b OR c, 200 hits", Wanted::Best(200), any_of),
        class("phrase, both frequent", best, pairs(2, random)),
        class("phrase, one frequent", best, pairs(1, random)),
        class("phrase, a name", best, names.iter().map(|(name, _)| pair(name)).collect()),
        class(
            "phrase of three",
            best,
            triples.iter().map(|(words, _)| Sought::Phrase(words.to_vec())).collect(),
        ),
        class("one letter off", best, mid.iter().cloned().map(Sought::Near).collect()),
        class(
            "prefix",
            best,
            long(&mid, 5).iter().map(|word| Sought::Begins(cut(word, 0, 4))).collect(),
        ),
        class(
            "inside of words",
            best,
            long(&mid, 7).iter().map(|word| Sought::Contains(cut(word, 2, 4))).collect(),
        ),
        class("count", Wanted::Count, word(&high)),
        class("newest", Wanted::Newest, word(&high)),
        Class {
            name: "a word in a month",
            wanted: best,
            questions: in_months
                .map(|(word, days)| Question {
                    sought: Sought::Word(word.clone()),
                    days: Some(*days),
                })
                .collect(),
        },
    ]
}

impl Sample {
    fn of(articles: &[Article]) -> Self {
        let mut sample = Self {
            documents: HashMap::new(),
            articles: articles.len(),
            pairs: BTreeMap::new(),
            names: BTreeMap::new(),
            triples: BTreeMap::new(),
            together: Vec::new(),
            months: Vec::new(),
        };
        let step = (articles.len() / 4_000).max(1);
        let mut months = BTreeMap::<Date, usize>::new();
        for (number, article) in articles.iter().enumerate() {
            let lowered: Vec<String> = words(&article.title)
                .chain(words(&article.body))
                .map(|(_, word)| word.to_lowercase())
                .collect();
            for word in lowered.iter().collect::<HashSet<_>>() {
                match sample.documents.get_mut(word) {
                    Some(count) => *count += 1,
                    None => _ = sample.documents.insert(word.clone(), 1),
                }
            }
            if let Some(day) = article.day() {
                *months.entry(day.first_of_month()).or_default() += 1;
            }
            if number % step == 0 {
                sample.sequences(&article.body);
                let mut distinct: Vec<String> =
                    lowered.into_iter().filter(|word| is_plain(word, 5)).collect();
                distinct.sort_unstable();
                distinct.dedup();
                let every = (distinct.len() / 3).max(1);
                let group: Vec<String> = distinct.into_iter().step_by(every).take(3).collect();
                if group.len() == 3 {
                    sample.together.push(group);
                }
            }
        }
        let enough = articles.len() / 200;
        sample.months = months
            .into_iter()
            .filter(|(_, count)| *count >= enough)
            .filter_map(|(first, _)| Some((first, first.last_of_month().tomorrow().ok()?)))
            .collect();
        sample
    }

    /// Counts what stands side by side, where nothing but one space is between.
    fn sequences(&mut self, text: &str) {
        let found: Vec<(usize, &str)> = words(text).collect();
        for (at, pair) in found.windows(2).enumerate() {
            let [(first, one), (second, two)] = [pair[0], pair[1]];
            let touch = first + one.len() + 1 == second && text.as_bytes()[second - 1] == b' ';
            if !touch {
                continue;
            }
            let is_inside = first >= 2
                && text.as_bytes()[first - 1] == b' '
                && text.as_bytes()[first - 2].is_ascii_lowercase();
            if is_name(one) && is_name(two) && is_inside {
                *self.names.entry((one.to_lowercase(), two.to_lowercase())).or_default() += 1;
            }
            if is_plain(one, 2) && is_plain(two, 2) {
                *self.pairs.entry((one.to_owned(), two.to_owned())).or_default() += 1;
            }
            let Some((third, three)) = found.get(at + 2) else { continue };
            let touch = second + two.len() + 1 == *third && text.as_bytes()[third - 1] == b' ';
            if touch && FUNCTION_WORDS.contains(&two) && is_word(one) && is_word(three) {
                let words = [one, two, three].map(str::to_lowercase);
                *self.triples.entry(words).or_default() += 1;
            }
        }
    }

    /// Words of plain letters that stand in so many articles.
    fn between(&self, from: usize, to: usize, count: usize, random: &mut Random) -> Vec<String> {
        let fits = |(word, documents): &(&String, &usize)| {
            (from..=to).contains(*documents) && is_plain(word, 4)
        };
        let mut words: Vec<&String> =
            self.documents.iter().filter(fits).map(|(word, _)| word).collect();
        words.sort_unstable();
        choose(&words, count, random).into_iter().cloned().collect()
    }

    /// The words by how many articles have them, the most frequent one first.
    fn ranks(&self) -> HashMap<&str, usize> {
        let mut words: Vec<(&String, &usize)> = self.documents.iter().collect();
        words.sort_unstable_by(|one, two| two.1.cmp(one.1).then(one.0.cmp(two.0)));
        words.into_iter().enumerate().map(|(rank, (word, _))| (word.as_str(), rank)).collect()
    }
}

fn is_plain(word: &str, letters: usize) -> bool {
    word.len() >= letters && word.bytes().all(|byte| byte.is_ascii_lowercase())
}

fn is_name(word: &str) -> bool {
    word.len() >= 3
        && word.starts_with(|c: char| c.is_ascii_uppercase())
        && word[1..].bytes().all(|byte| byte.is_ascii_lowercase())
}

fn is_word(word: &str) -> bool {
    word.len() >= 4
        && word.bytes().all(|byte| byte.is_ascii_alphabetic())
        && !FUNCTION_WORDS.contains(&word)
}

/// So many of them, without order.
fn choose<T: Copy>(all: &[T], count: usize, random: &mut Random) -> Vec<T> {
    let mut all = all.to_vec();
    let count = count.min(all.len());
    for at in 0..count {
        let other = at + random.below(all.len() - at);
        all.swap(at, other);
    }
    all.truncate(count);
    all
}
