//! The queries that are measured, as each side is asked them.

use backfile::{SearchRequest, Searcher};
use jiff::civil::Date;
use query::{Sort, TimelineBy, TotalWanted};

use crate::asked::{Answer, Asked};
use crate::words::Choice;

/// Queries of one kind.
#[derive(Debug)]
pub(crate) struct Class {
    pub(crate) work: &'static str,
    pub(crate) answer: Answer,
    pub(crate) asked: Vec<Asked>,
}

/// Every kind of query.
pub(crate) fn classes(choice: &Choice) -> Vec<Class> {
    let words = |words: &[String]| words.iter().cloned().map(Asked::Word).collect::<Vec<_>>();
    let high = words(&choice.high);
    let months = choice.months.iter().map(|(year, number)| month(*year, *number)).collect();
    let years: Vec<Asked> = choice.years.iter().map(|year| days_of_year(*year)).collect();
    let high_in = |years: &[Asked]| -> Vec<Asked> {
        let pairs = high.iter().zip(years.iter().cycle());
        pairs.map(|(word, year)| among(word.clone(), year.clone())).collect()
    };
    let turn = |words: &[String], by: usize| -> Vec<String> {
        words.iter().cycle().skip(by).take(words.len()).cloned().collect()
    };
    let both = choice.high.iter().zip(turn(&choice.high, 7));
    let three = choice.high.iter().zip(&choice.mid).zip(turn(&choice.high, 3));
    let phrases = |phrases: &[Vec<String>], slop| -> Vec<Asked> {
        phrases.iter().map(|words| Asked::Phrase(words.clone(), slop)).collect()
    };
    let class = |work, answer, asked| Class { work, answer, asked };
    vec![
        class("term_high", Answer::Best, high.clone()),
        class("term_mid", Answer::Best, words(&choice.mid)),
        class("term_low", Answer::Best, words(&choice.low)),
        class("and2", Answer::Best, both.map(|(a, b)| Asked::All(vec![a.clone(), b])).collect()),
        class(
            "or3",
            Answer::Best,
            three.map(|((a, b), c)| Asked::Any(vec![a.clone(), b.clone(), c])).collect(),
        ),
        class("phrase2", Answer::Best, phrases(&choice.pairs, 0)),
        class("phrase3", Answer::Best, phrases(&choice.triples, 0)),
        class("slop", Answer::Best, phrases(&choice.pairs, 3)),
        class("fuzzy", Answer::Best, choice.mid.iter().cloned().map(Asked::Near).collect()),
        class("prefix", Answer::Best, choice.prefixes.iter().cloned().map(Asked::Begins).collect()),
        class("newest", Answer::Newest, high.clone()),
        class("range", Answer::Newest, months),
        class("range_newest", Answer::Newest, high_in(&years)),
        class("term_range_relevance", Answer::Best, high_in(&years)),
        class("timeline", Answer::Months, high.clone()),
        class("count", Answer::Count, high.clone()),
        class("snippets", Answer::Snippets, high),
    ]
}

fn among(asked: Asked, days: Asked) -> Asked {
    Asked::Among(Box::new(asked), Box::new(days))
}

fn days_of_year(year: i16) -> Asked {
    days(&year.to_string(), Date::constant(year, 1, 1), Date::constant(year + 1, 1, 1))
}

fn month(year: i16, month: i8) -> Asked {
    let from = Date::constant(year, month, 1);
    let until = from.last_of_month().tomorrow().unwrap_or(Date::MAX);
    days(&format!("{year:04}-{month:02}"), from, until)
}

fn days(text: &str, from: Date, until: Date) -> Asked {
    Asked::Days { text: format!("date:{text}"), from, until }
}

impl Class {
    /// Backfile's answer: how much was found.
    pub(crate) fn backfile(&self, asked: &Asked, searcher: &Searcher) -> anyhow::Result<usize> {
        let mut request = SearchRequest::new(asked.typed());
        request.total = TotalWanted::Unknown;
        request.snippets = 0;
        Ok(match self.answer {
            // Like the engine's, an answer of places and scores: nothing stored is read.
            Answer::Best => searcher.rank(request)?.ranked.len(),
            Answer::Newest => {
                request.sort = Some(Sort::Newest);
                searcher.rank(request)?.ranked.len()
            }
            Answer::Count => usize::try_from(searcher.count(request)?.total)?,
            Answer::Months => searcher.timeline(request, TimelineBy::Month)?.buckets.len(),
            Answer::Snippets => {
                request.snippets = 3;
                searcher.search(request)?.hits.len()
            }
        })
    }
}
