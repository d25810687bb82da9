//! Makes random questions, and types them as a user would.

use testkit::{Random, VOCABULARY};

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
    All(Vec<Ask>),
    Any(Vec<Ask>),
    Not(Box<Ask>),
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
    Bare(&'static str),
    /// `=word`, `==word`.
    Exact { word: &'static str, is_cased: bool },
    /// `wor*`.
    Prefix(String),
    /// `"some words"`.
    Phrase(Vec<&'static str>),
    /// `"some words"~3`.
    Window(Vec<&'static str>, u32),
    /// `(one OR other)`.
    Either(Vec<Words>),
    /// `left w/3 right`, `left pre/3 right`.
    Near { sides: Box<[Words; 2]>, within: u32, is_ordered: bool },
    /// `left /s right`, `left /p right`.
    Together { sides: Box<[Words; 2]>, is_paragraph: bool },
    /// `atleast3(words)`.
    AtLeast(u32, Box<Words>),
}

/// A random question of at most this depth.
pub(super) fn random(random: &mut Random, depth: usize) -> Ask {
    if depth == 0 || random.once_in(3) {
        return leaf(random);
    }
    let parts = |random: &mut Random| {
        let count = 2 + random.below(2);
        (0..count).map(|_| self::random(random, depth - 1)).collect()
    };
    match random.below(8) {
        0..3 => Ask::All(parts(random)),
        3..6 => Ask::Any(parts(random)),
        6 => Ask::All(vec![
            self::random(random, depth - 1),
            Ask::Not(Box::new(self::random(random, depth - 1))),
        ]),
        _ => Ask::Not(Box::new(self::random(random, depth - 1))),
    }
}

fn leaf(random: &mut Random) -> Ask {
    let year = |random: &mut Random| 2013 + i16::try_from(random.below(14)).unwrap();
    match random.below(10) {
        0 => {
            let month = 1 + i8::try_from(random.below(12)).unwrap();
            Ask::Date(year(random), random.once_in(2).then_some(month))
        }
        1 => {
            let first = year(random);
            Ask::Years(first, first + i16::try_from(random.below(5)).unwrap())
        }
        2 => Ask::In(Text::Title, words(random)),
        3 => Ask::In(Text::Body, words(random)),
        _ => Ask::Words(words(random)),
    }
}

fn words(random: &mut Random) -> Words {
    match random.below(12) {
        0 => Words::Window(several(random), u32::try_from(random.below(5)).unwrap()),
        1..4 => Words::Near {
            sides: Box::new([side(random), side(random)]),
            within: 1 + u32::try_from(random.below(6)).unwrap(),
            is_ordered: random.once_in(2),
        },
        4 | 5 => Words::Together {
            sides: Box::new([side(random), side(random)]),
            is_paragraph: random.once_in(2),
        },
        6 => {
            let count = 2 + u32::try_from(random.below(3)).unwrap();
            let one = if random.once_in(2) { Words::Bare(word(random)) } else { phrase(random) };
            Words::AtLeast(count, Box::new(one))
        }
        7 => Words::Exact { word: word(random), is_cased: random.once_in(2) },
        8 => prefix(random),
        9 => phrase(random),
        _ => Words::Bare(word(random)),
    }
}

/// A side of a distance.
fn side(random: &mut Random) -> Words {
    match random.below(6) {
        0 => phrase(random),
        1 => Words::Either(vec![Words::Bare(word(random)), phrase(random)]),
        2 => prefix(random),
        _ => Words::Bare(word(random)),
    }
}

fn word(random: &mut Random) -> &'static str {
    // Half of the words are among the frequent ones, as in the articles.
    let limit = if random.once_in(2) { VOCABULARY.len() / 5 } else { VOCABULARY.len() };
    VOCABULARY[random.below(limit)]
}

fn several(random: &mut Random) -> Vec<&'static str> {
    let count = 2 + random.below(2);
    (0..count).map(|_| word(random)).collect()
}

fn phrase(random: &mut Random) -> Words {
    Words::Phrase(several(random))
}

fn prefix(random: &mut Random) -> Words {
    loop {
        let word = word(random);
        if word.chars().all(char::is_alphabetic) {
            let letters = 2 + random.below(3);
            return Words::Prefix(word.chars().take(letters).collect());
        }
    }
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
            Self::All(parts) => format!("({})", join(parts, " AND ")),
            Self::Any(parts) => format!("({})", join(parts, " OR ")),
            Self::Not(inner) => format!("(-({}))", inner.typed()),
        }
    }
}

fn join(parts: &[Ask], operator: &str) -> String {
    parts.iter().map(Ask::typed).collect::<Vec<_>>().join(operator)
}

impl Words {
    fn typed(&self) -> String {
        match self {
            Self::Bare(word) => (*word).to_owned(),
            Self::Exact { word, is_cased } => {
                format!("{}{word}", if *is_cased { "==" } else { "=" })
            }
            Self::Prefix(letters) => format!("{letters}*"),
            Self::Phrase(words) => format!("\"{}\"", words.join(" ")),
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
