//! Says by the exit code how a command went.
//!
//! An interrupt ends a command that only reads by its signal, which shells report as 130. One that
//! writes comes to an orderly end first; see [`crate::interrupt`].

use std::io;
use std::process::ExitCode;

use crate::session::Session;

/// How a command went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Something was found, or done: 0.
    Found,
    /// Nothing was found: 1.
    NothingFound,
    /// Something failed, and was told: 2.
    Failed,
    /// It was asked to end before it was done: 130.
    Interrupted,
}

/// The exit code of what was asked to end before it was done.
pub(crate) const INTERRUPTED: u8 = 130;

impl Outcome {
    /// Found, where anything was.
    pub(crate) fn of_total(total: u64) -> Self {
        if total > 0 { Self::Found } else { Self::NothingFound }
    }

    /// The worse of both.
    pub(crate) fn and(self, other: Self) -> Self {
        if other as u8 > self as u8 { other } else { self }
    }
}

/// The exit code; what failed is told on standard error.
pub(crate) fn code(outcome: anyhow::Result<Outcome>, session: &Session) -> ExitCode {
    let outcome = outcome.unwrap_or_else(|error| {
        // Whoever reads the results has seen enough.
        if is_closed_pipe(&error) {
            return Outcome::Found;
        }
        if is_broken_off(&error) {
            session.say("interrupted before it was done");
            return Outcome::Interrupted;
        }
        session.report(&error);
        if is_nothing_found(&error) { Outcome::NothingFound } else { Outcome::Failed }
    });
    ExitCode::from(match outcome {
        Outcome::Interrupted => INTERRUPTED,
        outcome => outcome as u8,
    })
}

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let kind = match cause.downcast_ref::<io::Error>() {
            Some(error) => Some(error.kind()),
            None => {
                cause.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind)
            }
        };
        kind == Some(io::ErrorKind::BrokenPipe)
    })
}

fn is_broken_off(error: &anyhow::Error) -> bool {
    use backfile::IndexerError;
    use backfile::files::UpdateError;
    let of_update = match error.downcast_ref() {
        Some(UpdateError::Indexer(error)) => Some(error),
        _ => None,
    };
    matches!(of_update.or(error.downcast_ref()), Some(IndexerError::Cancelled))
}

fn is_nothing_found(error: &anyhow::Error) -> bool {
    use backfile::QueryError;
    let error = error.downcast_ref::<QueryError>();
    matches!(error, Some(QueryError::NoArticle { .. } | QueryError::NoMatch { .. }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worse_outcome_wins() {
        assert_eq!(Outcome::Found.and(Outcome::NothingFound), Outcome::NothingFound);
        assert_eq!(Outcome::Failed.and(Outcome::Found), Outcome::Failed);
        assert_eq!(Outcome::Failed as u8, 2);
    }

    #[test]
    fn a_closed_pipe_is_known_behind_json() {
        #[derive(Debug)]
        struct Closed;
        impl io::Write for Closed {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::BrokenPipe.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let error = serde_json::to_writer(Closed, &[1]).unwrap_err();
        assert!(is_closed_pipe(&anyhow::Error::from(error).context("writing")));
        assert!(!is_closed_pipe(&anyhow::anyhow!("else")));
    }
}
