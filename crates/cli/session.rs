//! Holds what all commands share: the common options, and the two streams they write to.

use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

use anstyle::Style;
use backfile::{Diagnostic, QueryError, Searcher, Severity};

use crate::global::{Global, Now};
use crate::hint;
use crate::terminal::{self, Terminal};

/// One run of the program.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of its own")]
pub(crate) struct Session {
    /// The folder of the index.
    pub(crate) index: PathBuf,
    /// Whether results are JSON Lines.
    pub(crate) json: bool,
    /// Whether only results and errors are written.
    pub(crate) quiet: bool,
    /// Whether more is said.
    pub(crate) verbose: bool,
    /// Whether what would be mended is an error.
    pub(crate) strict: bool,
    /// The time that relative dates count from.
    pub(crate) now: Option<Now>,
    /// What standard output can show.
    pub(crate) stdout: Terminal,
    /// What standard error can show.
    pub(crate) stderr: Terminal,
}

impl Session {
    /// A run with these options.
    pub(crate) fn new(options: &Global) -> Self {
        Self {
            index: options.index.clone(),
            json: options.json,
            quiet: options.quiet,
            verbose: options.verbose,
            strict: options.strict,
            now: options.now,
            stdout: Terminal::stdout(options.color),
            stderr: Terminal::stderr(options.color),
        }
    }

    /// The index, opened for reading.
    pub(crate) fn searcher(&self) -> Result<Searcher, QueryError> {
        Searcher::open(&self.index)
    }

    /// Says something on standard error, unless it is to be quiet.
    pub(crate) fn say(&self, text: &str) {
        if !self.quiet {
            write_error_line(text);
        }
    }

    /// Says on standard error that something is not as it should be.
    pub(crate) fn warn(&self, text: &str) {
        labelled("warning", self.stderr.styles.warning, text);
    }

    /// Shows what there is to say about a query, under the part it speaks of.
    pub(crate) fn diagnose(&self, query: &str, diagnostics: &[Diagnostic]) {
        for diagnostic in diagnostics {
            if self.quiet && diagnostic.severity < Severity::Error {
                continue;
            }
            let style = match diagnostic.severity {
                Severity::Error => self.stderr.styles.error,
                Severity::Repair => self.stderr.styles.warning,
                Severity::Note => self.stderr.styles.hint,
            };
            let block = diagnostic.render(query);
            let (label, rest) = block.split_once(':').unwrap_or(("", &block));
            let rest = terminal::lines(rest);
            write_error_line(&format!("{style}{label}{style:#}:{}", rest.trim_end()));
        }
    }

    /// Shows why a command failed, and what to do about it.
    pub(crate) fn report(&self, error: &anyhow::Error) {
        let refused = error.downcast_ref::<QueryError>().and_then(|error| match error {
            QueryError::Refused { query, diagnostics } if !diagnostics.is_empty() => {
                Some((query, diagnostics))
            }
            _ => None,
        });
        if let Some((query, diagnostics)) = refused {
            self.diagnose(query, diagnostics);
            // What is marked is advice enough, unless it is only wrong in strict mode.
            if !self.strict {
                return;
            }
        } else {
            labelled("error", self.stderr.styles.error, &with_causes(error));
        }
        if let Some(hint) = hint::of(error) {
            labelled("hint", self.stderr.styles.hint, &hint);
        }
    }
}

/// Where results go. It must be flushed.
pub(crate) fn out() -> impl Write {
    BufWriter::with_capacity(1 << 16, io::stdout())
}

fn labelled(label: &str, style: Style, text: &str) {
    write_error_line(&format!("{style}{label}{style:#}: {}", terminal::line(text)));
}

/// An error with its causes; a cause that the message before it names already is not repeated.
fn with_causes(error: &anyhow::Error) -> String {
    let mut text = error.to_string();
    for cause in error.chain().skip(1) {
        let cause = cause.to_string();
        if !text.contains(&cause) {
            text.push_str(": ");
            text.push_str(&cause);
        }
    }
    text
}

/// Writes a line on standard error. Where that is closed nobody can be told.
fn write_error_line(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cause_is_told_once() {
        let system = || io::Error::other("disk full");
        let error = anyhow::Error::from(system()).context("cannot write `x`");
        assert_eq!(with_causes(&error), "cannot write `x`: disk full");
        let error = anyhow::Error::from(system()).context("cannot write `x`: disk full");
        assert_eq!(with_causes(&error), "cannot write `x`: disk full");
    }
}
