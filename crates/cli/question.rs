//! Turns the words and options of a query, as they were typed, into a request.

use backfile::fields::FieldName;
use backfile::{Direction, Language, Match, SearchRequest, Searcher, Sort, Variants};
use clap::builder::{OsStringValueParser, TypedValueParser as _};
use clap::{Args, ValueEnum};
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::global::Now;
use crate::session::Session;

/// What is asked, and how its words are read.
#[derive(Debug, Args)]
pub(crate) struct Question {
    /// The query; without one, everything is found. Words given apart are joined by spaces
    // Any text is a query, even where some of its bytes are none.
    #[arg(value_name = "QUERY")]
    #[arg(value_parser = OsStringValueParser::new().map(|typed| typed.to_string_lossy().into_owned()))]
    words: Vec<String>,
    #[command(flatten)]
    reading: Reading,
}

impl Question {
    /// The query as typed: what the shell hands over as several arguments belongs together.
    pub(crate) fn query(&self) -> String {
        self.words.join(" ")
    }

    /// The request for it.
    pub(crate) fn request(&self, session: &Session, searcher: &Searcher) -> SearchRequest {
        self.reading.request(self.query(), session, searcher)
    }
}

/// How the words of a query are read.
#[derive(Debug, Args)]
pub(crate) struct Reading {
    /// Whether all words must be there; `auto` takes any where no article has them all
    #[arg(long = "match", value_enum, value_name = "HOW", default_value_t)]
    matching: MatchName,
    /// The language of the query's words, such as `sr`; otherwise all that the index has
    #[arg(long, value_name = "CODE", value_parser = language)]
    lang: Option<Language>,
    /// Whether names are also found in their other spellings; `auto` takes the words that the
    /// archive writes with a capital. `word~name` asks for one word
    #[arg(long, value_enum, value_name = "WHEN", default_value_t)]
    variants: VariantsName,
}

impl Reading {
    /// The request for a query that is read so.
    pub(crate) fn request(
        &self,
        query: String,
        session: &Session,
        searcher: &Searcher,
    ) -> SearchRequest {
        let mut request = SearchRequest::new(query);
        request.matching = match self.matching {
            MatchName::Auto => Match::Auto,
            MatchName::All => Match::All,
            MatchName::Any => Match::Any,
        };
        request.language = self.lang;
        request.variants = match self.variants {
            VariantsName::Off => Variants::Off,
            VariantsName::Auto => Variants::Auto,
            VariantsName::On => Variants::On,
        };
        request.strict = session.strict;
        request.today = session.now.map(|now| today(now, searcher));
        request
    }
}

/// The civil day of the time that was given as the present one, in the archive's zone.
fn today(now: Now, searcher: &Searcher) -> Date {
    match now {
        Now::Day(day) => day,
        Now::Moment(moment) => {
            let zone = searcher.settings().zone;
            let zone = TimeZone::get(&zone).unwrap_or(TimeZone::UTC);
            moment.to_zoned(zone).date()
        }
    }
}

/// An order of hits: `relevance`, `newest`, `oldest`, or a field of the archive's own, least first,
/// and with `:desc` behind it most first.
pub(crate) fn sort(typed: &str) -> Result<Sort, String> {
    let (name, direction) = match typed.rsplit_once(':') {
        Some((name, "asc")) => (name, Direction::Ascending),
        Some((name, "desc")) => (name, Direction::Descending),
        Some(_) => return Err("behind a field stands `:asc` or `:desc`".to_owned()),
        None => (typed, Direction::Ascending),
    };
    match typed {
        "relevance" => Ok(Sort::Relevance),
        "newest" => Ok(Sort::Newest),
        "oldest" => Ok(Sort::Oldest),
        _ => FieldName::new(&name.to_lowercase())
            .map(|field| Sort::Field(field, direction))
            .map_err(|_| {
                "an order is `relevance`, `newest`, `oldest` or a field of the archive's own"
                    .to_owned()
            }),
    }
}

#[derive(Debug, Clone, Copy, Default, ValueEnum)]
enum MatchName {
    /// All words, or any where no article has them all
    #[default]
    Auto,
    /// All words
    All,
    /// Any of the words
    Any,
}

#[derive(Debug, Clone, Copy, Default, ValueEnum)]
enum VariantsName {
    /// Only where `word~name` asks for it
    #[default]
    Off,
    /// For words that the archive writes with a capital nine times in ten
    Auto,
    /// For every bare word
    On,
}

/// A language by its code.
pub(crate) fn language(code: &str) -> Result<Language, String> {
    Language::from_code(code).ok_or_else(|| "no language has this code".to_owned())
}
