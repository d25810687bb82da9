//! Backfile by its library, as it comes.

use std::hint::black_box;
use std::path::Path;

use anyhow::Context as _;
use backfile::files::Update;
use backfile::{SearchRequest, Searcher, Sort, TotalWanted};

use crate::peer::{Found, Peer, timed};
use crate::questions::{Question, Sought, Wanted};

pub(crate) struct BackfilePeer {
    searcher: Searcher,
}

impl BackfilePeer {
    pub(crate) fn index(articles: &Path, folder: &Path) -> anyhow::Result<()> {
        Update::new(folder).path(articles).threads(1).run(&mut |_| ())?;
        Ok(())
    }

    pub(crate) fn open(folder: &Path) -> anyhow::Result<Self> {
        Ok(Self { searcher: Searcher::open(folder)? })
    }

    /// The question as it is typed.
    pub(crate) fn typed(question: &Question) -> anyhow::Result<String> {
        let sought = match &question.sought {
            Sought::Word(word) => word.clone(),
            Sought::Quoted(word) => format!("\"{word}\""),
            Sought::All(words) => words.join(" AND "),
            Sought::Any(words) => words.join(" OR "),
            Sought::Phrase(words) => format!("\"{}\"", words.join(" ")),
            Sought::Near(word) => format!("{word}~1"),
            Sought::Begins(letters) => format!("{letters}*"),
            Sought::Contains(letters) => format!("*{letters}*"),
        };
        let Some((from, until)) = question.days else { return Ok(sought) };
        let last = until.yesterday().context("a month has a last day")?;
        Ok(format!("{sought} date:{from}..{last}"))
    }
}

impl Peer for BackfilePeer {
    fn ask(&mut self, question: &Question, wanted: Wanted) -> anyhow::Result<Option<Found>> {
        let mut request = SearchRequest::new(Self::typed(question)?);
        request.total = TotalWanted::Unknown;
        match wanted {
            Wanted::Count => return timed(|| Ok(self.searcher.count(request)?.total)),
            Wanted::Newest => request.sort = Some(Sort::Newest),
            Wanted::Best(count) => request.limit = Some(count),
        }
        timed(|| {
            let ranked = &self.searcher.rank(request)?.ranked;
            for one in ranked {
                black_box((one.id, one.score));
            }
            Ok(ranked.len() as u64)
        })
    }
}
