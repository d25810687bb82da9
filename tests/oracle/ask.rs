//! Makes random questions, and types them as a user would.

use testkit::{Random, VOCABULARY};

use super::pattern::Pattern;

/// A question.
#[derive(Debug, Clone)]
pub(super) enum Ask {
    /// Words of the article.
    Words(Words),
    /// Words of one text of the article.
    In(Text, Words),
    /// Published in this year, or in this month of it.
    Date(i16, Option<i8>),
    /// Published in one of the years from the first to the last.
    Years(i16, i16),
    /// Dated at all.
    Dated,
    /// Of so many words in title and body.
    Length(usize, usize),
    /// In this language.
    Language(&'static str),
    /// Of a publication with this word in its name.
    Source(&'static str),
    /// Words side by side, all of them or a synonym of theirs.
    SideBySide(Vec<String>),
    All(Vec<Ask>),
    Any(Vec<Ask>),
    Not(Box<Ask>),
    /// Weighed, which changes nothing of what is found.
    Weighed(Box<Ask>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Text {
    Title,
    Body,
}

/// Words that are found at places of a text.
#[derive(Debug, Clone)]
pub(super) enum Words {
    /// A word in any form.
    Bare(String),
    /// A member of a set, which is never typed.
    Synonym(String),
    /// `=word`, `==word`.
    Exact { word: String, is_cased: bool },
    /// `wor*`.
    Prefix(String),
    /// `O'Br*`, `T10*`: what is several words in a text.
    CutPrefix(String),
    /// `=Wor*`, `==Wor*`.
    ExactPrefix { letters: String, is_cased: bool },
    /// `w?r*d`, `/w.r(d|t)/`.
    Pattern(Pattern),
    /// `word~1`.
    Fuzzy { word: String, distance: u8 },
    /// `"some words"`, with patterns among them.
    Phrase(Vec<Words>),
    /// `="some words"`, `=="some words"`.
    ExactPhrase { words: Vec<String>, is_cased: bool },
    /// `"some words"~3`.
    Window(Vec<String>, u32),
    /// `(one OR other)`.
    Either(Vec<Words>),
    /// `left w/3 right`, `left pre/3 right`.
    Near { sides: Box<[Words; 2]>, within: u32, is_ordered: bool },
    /// `left /s right`, `left /p right`.
    Together { sides: Box<[Words; 2]>, is_paragraph: bool },
    /// `atleast3(words)`.
    AtLeast(u32, Box<Words>),
}

/// The languages of archives.
pub(super) const LANGUAGES: [&str; 4] = ["en", "sr", "de", "ru"];
/// Words in the names of publications.
const SOURCES: [&str; 3] = ["danube", "Wire", "ГЛАСНИК"];

/// A random question of at most this depth, of an archive with these synonyms.
pub(super) fn random(random: &mut Random, depth: usize, sets: &[Vec<String>]) -> Ask {
    if depth == 0 || random.once_in(3) {
        return leaf(random, sets);
    }
    let part = |random: &mut Random| self::random(random, depth - 1, sets);
    let parts = |random: &mut Random| {
        let count = 2 + random.below(2);
        (0..count).map(|_| part(random)).collect()
    };
    match random.below(9) {
        0..3 => Ask::All(parts(random)),
        3..6 => Ask::Any(parts(random)),
        6 => Ask::All(vec![part(random), Ask::Not(Box::new(part(random)))]),
        7 => Ask::Not(Box::new(part(random))),
        _ => Ask::Weighed(Box::new(part(random))),
    }
}

fn leaf(random: &mut Random, sets: &[Vec<String>]) -> Ask {
    let year = |random: &mut Random| 2013 + i16::try_from(random.below(14)).unwrap();
    match random.below(26) {
        0 | 1 => {
            let month = 1 + i8::try_from(random.below(12)).unwrap();
            Ask::Date(year(random), random.once_in(2).then_some(month))
        }
        2 => {
            let first = year(random);
            Ask::Years(first, first + i16::try_from(random.below(5)).unwrap())
        }
        3 => Ask::Dated,
        4 => {
            let least = random.below(40);
            Ask::Length(least, least + random.below(40))
        }
        5 => Ask::Language(LANGUAGES[random.below(LANGUAGES.len())]),
        6 => Ask::Source(SOURCES[random.below(SOURCES.len())]),
        7 | 8 => Ask::In(Text::Title, words(random)),
        9 | 10 => Ask::In(Text::Body, words(random)),
        11 | 12 => Ask::SideBySide(side_by_side(random, sets)),
        _ => Ask::Words(words(random)),
    }
}

fn words(random: &mut Random) -> Words {
    match random.below(23) {
        0 | 1 => Words::Window(several(random), number(random, 0, 5)),
        2..6 => near(random, NESTING),
        6..9 => together(random, NESTING),
        9 => {
            let counted = match random.below(4) {
                0 => phrase(random),
                1 => pattern(random),
                _ => Words::Bare(word(random)),
            };
            Words::AtLeast(number(random, 2, 3), Box::new(counted))
        }
        10 | 11 => Words::Exact { word: word(random), is_cased: random.once_in(2) },
        12 => Words::ExactPhrase { words: several(random), is_cased: random.once_in(2) },
        13..15 => pattern(random),
        15 | 16 => phrase(random),
        17 | 18 => cut_prefix(random),
        19 | 20 => exact_prefix(random),
        _ => Words::Bare(word(random)),
    }
}

/// Distances inside distances, at most so many.
const NESTING: usize = 3;

fn near(random: &mut Random, nesting: usize) -> Words {
    let sides = Box::new([side(random, nesting), side(random, nesting)]);
    // Some reach over most of a text, so that a word has many partners.
    let within = if random.once_in(6) { 50 } else { number(random, 1, 6) };
    Words::Near { sides, within, is_ordered: random.once_in(2) }
}

fn together(random: &mut Random, nesting: usize) -> Words {
    let sides = Box::new([side(random, nesting), side(random, nesting)]);
    Words::Together { sides, is_paragraph: random.once_in(2) }
}

/// A side of a distance.
fn side(random: &mut Random, nesting: usize) -> Words {
    match random.below(9) {
        0 => phrase(random),
        1 => {
            let other = if random.once_in(2) { Words::Bare(word(random)) } else { phrase(random) };
            Words::Either(vec![Words::Bare(word(random)), other])
        }
        2 => pattern(random),
        3 if nesting > 0 => match random.below(6) {
            0 => Words::Window(several(random), number(random, 0, 5)),
            1 => together(random, nesting - 1),
            2 => Words::Either(vec![Words::Bare(word(random)), near(random, nesting - 1)]),
            _ => near(random, nesting - 1),
        },
        4 => Words::Exact { word: word(random), is_cased: random.once_in(4) },
        _ => Words::Bare(word(random)),
    }
}

fn number(random: &mut Random, least: u32, choices: usize) -> u32 {
    least + u32::try_from(random.below(choices)).unwrap()
}

pub(super) fn word(random: &mut Random) -> String {
    // Half of the words are among the frequent ones, as in the articles.
    let limit = if random.once_in(2) { VOCABULARY.len() / 5 } else { VOCABULARY.len() };
    VOCABULARY[random.below(limit)].to_owned()
}

/// A word of nothing but letters.
fn letters(random: &mut Random) -> String {
    loop {
        let word = word(random);
        if word.chars().all(char::is_alphabetic) {
            return word;
        }
    }
}

fn several(random: &mut Random) -> Vec<String> {
    let count = 2 + random.below(2);
    (0..count).map(|_| word(random)).collect()
}

/// Words side by side; half of them are a member of a set, and perhaps one more.
fn side_by_side(random: &mut Random, sets: &[Vec<String>]) -> Vec<String> {
    if sets.is_empty() || random.once_in(2) {
        return several(random);
    }
    let set = random.one_of(sets);
    let member = random.one_of(set);
    let mut words: Vec<String> = member.split(' ').map(str::to_owned).collect();
    if words.len() < 2 || random.once_in(2) {
        words.insert(random.below(words.len() + 1), word(random));
    }
    words
}

/// Words one after the other; every third phrase has a pattern among them.
fn phrase(random: &mut Random) -> Words {
    let mut words: Vec<Words> = several(random).into_iter().map(Words::Bare).collect();
    if random.once_in(3) {
        let place = random.below(words.len());
        words[place] = match random.below(3) {
            0 => Words::Fuzzy { word: misspelt(random), distance: 1 },
            1 => {
                let word = letters(random);
                Words::Pattern(Pattern::glob(random, &word))
            }
            _ => prefix(random),
        };
    }
    Words::Phrase(words)
}

/// One of the ways to leave letters of a word open.
fn pattern(random: &mut Random) -> Words {
    let word = letters(random);
    match random.below(4) {
        0 => prefix(random),
        1 => Words::Pattern(Pattern::glob(random, &word)),
        2 => Words::Pattern(Pattern::regex(random, &word)),
        _ => {
            let distance = 1 + u8::from(random.once_in(3));
            Words::Fuzzy { word: misspelt(random), distance }
        }
    }
}

fn prefix(random: &mut Random) -> Words {
    let count = 2 + random.below(3);
    Words::Prefix(letters(random).chars().take(count).collect())
}

/// The beginning of a word that is several in a text, beyond the first of them.
fn cut_prefix(random: &mut Random) -> Words {
    let word = *random.one_of(&["O'Brien", "l'Ukraine", "long-range", "T100", "M84A"]);
    let second = if word.starts_with('l') { word.find(['\'', '-']).unwrap() + 2 } else { 3 };
    let kept = second + random.below(word.len() - second + 1);
    Words::CutPrefix(word[..kept].to_owned())
}

fn exact_prefix(random: &mut Random) -> Words {
    let count = 2 + random.below(4);
    let letters = letters(random).chars().take(count).collect();
    Words::ExactPrefix { letters, is_cased: random.once_in(2) }
}

/// A word with one letter changed, left out, put in, or swapped with the next.
fn misspelt(random: &mut Random) -> String {
    let mut word: Vec<char> = letters(random).chars().collect();
    let (at, letter) = (random.below(word.len() - 1), *random.one_of(&['a', 'k', 'š', 'o']));
    match random.below(4) {
        0 => word[at] = letter,
        1 => drop(word.remove(at)),
        2 => word.insert(at, letter),
        _ => word.swap(at, at + 1),
    }
    word.into_iter().collect()
}

impl Ask {
    /// As a user would type it.
    pub(super) fn typed(&self) -> String {
        match self {
            Self::Words(words) => words.typed(),
            Self::In(Text::Title, words) => format!("title:({})", words.typed()),
            Self::In(Text::Body, words) => format!("body:({})", words.typed()),
            Self::Date(year, None) => format!("date:{year}"),
            Self::Date(year, Some(month)) => format!("date:{year}-{month:02}"),
            Self::Years(first, last) => format!("date:{first}..{last}"),
            Self::Dated => "has:date".to_owned(),
            Self::Length(least, most) => format!("words:{least}..{most}"),
            Self::Language(code) => format!("lang:{code}"),
            Self::Source(word) => format!("source:{word}"),
            Self::SideBySide(words) => format!("({})", words.join(" ")),
            Self::All(parts) => format!("({})", join(parts, " AND ")),
            Self::Any(parts) => format!("({})", join(parts, " OR ")),
            Self::Not(inner) => format!("(-({}))", inner.typed()),
            Self::Weighed(inner) => format!("({})^2.5", inner.typed()),
        }
    }

    /// Calls `each` with the words that make an article an answer.
    pub(super) fn each_words<'a>(&'a self, each: &mut impl FnMut(&'a Words)) {
        match self {
            Self::Words(words) | Self::In(_, words) => each(words),
            Self::All(parts) | Self::Any(parts) => {
                for part in parts {
                    part.each_words(each);
                }
            }
            Self::Weighed(inner) => inner.each_words(each),
            _ => {}
        }
    }
}

impl Words {
    /// Calls `each` with every single word of an arrangement.
    pub(super) fn each_single(&self, each: &mut impl FnMut(&Words)) {
        match self {
            Self::Phrase(words) | Self::Either(words) => {
                for word in words {
                    word.each_single(each);
                }
            }
            Self::Near { sides, .. } | Self::Together { sides, .. } => {
                for side in sides.iter() {
                    side.each_single(each);
                }
            }
            Self::AtLeast(_, words) => words.each_single(each),
            Self::Window(words, _) | Self::ExactPhrase { words, .. } => {
                for word in words {
                    each(&Self::Bare(word.clone()));
                }
            }
            word => each(word),
        }
    }
}

fn join(parts: &[Ask], operator: &str) -> String {
    parts.iter().map(Ask::typed).collect::<Vec<_>>().join(operator)
}

impl Words {
    fn typed(&self) -> String {
        let sign = |is_cased: &bool| if *is_cased { "==" } else { "=" };
        match self {
            Self::Bare(word) | Self::Synonym(word) => word.clone(),
            Self::Exact { word, is_cased } => format!("{}{word}", sign(is_cased)),
            Self::Prefix(letters) | Self::CutPrefix(letters) => format!("{letters}*"),
            Self::ExactPrefix { letters, is_cased } => format!("{}{letters}*", sign(is_cased)),
            Self::Pattern(pattern) => pattern.typed(),
            Self::Fuzzy { word, distance } => format!("{word}~{distance}"),
            Self::Phrase(words) => {
                let words: Vec<String> = words.iter().map(Self::typed).collect();
                format!("\"{}\"", words.join(" "))
            }
            Self::ExactPhrase { words, is_cased } => {
                format!("{}\"{}\"", sign(is_cased), words.join(" "))
            }
            Self::Window(words, slop) => format!("\"{}\"~{slop}", words.join(" ")),
            Self::Either(words) => {
                let typed: Vec<_> = words.iter().map(Self::typed).collect();
                format!("({})", typed.join(" OR "))
            }
            Self::Near { sides, within, is_ordered } => {
                let operator = if *is_ordered { "pre" } else { "w" };
                format!("({} {operator}/{within} {})", sides[0].typed(), sides[1].typed())
            }
            Self::Together { sides, is_paragraph } => {
                let operator = if *is_paragraph { "/p" } else { "/s" };
                format!("({} {operator} {})", sides[0].typed(), sides[1].typed())
            }
            Self::AtLeast(count, words) => format!("atleast{count}({})", words.typed()),
        }
    }
}
