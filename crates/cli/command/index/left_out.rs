//! Tells what was left out of an index.

use std::fs::File;
use std::io::{self, BufWriter, Write as _};
use std::path::Path;

use anyhow::Context as _;
use backfile::contract::{IndexLine, Skipped};
use backfile::files::{SkipReason, UpdateEvent, UpdateReport};

use crate::progress::Bar;
use crate::render::json;
use crate::session::Session;
use crate::size::grouped;
use crate::terminal;

/// Tells what was left out: as JSON on standard output, as text on standard error, and into the
/// report file.
#[derive(Debug)]
pub(super) struct LeftOut<'a> {
    session: &'a Session,
    report: Option<BufWriter<File>>,
    count: u64,
    /// Whether there was anything in what was left out.
    has_records: bool,
    is_counting_only: bool,
}

impl<'a> LeftOut<'a> {
    /// As many are told one by one unless more is asked for.
    const TOLD: u64 = 20;

    pub(super) fn new(session: &'a Session, report: Option<&Path>) -> anyhow::Result<Self> {
        let create = |path: &Path| {
            let file = File::create(path);
            file.with_context(|| format!("cannot write the report `{}`", path.display()))
        };
        let report = report.map(create).transpose()?.map(BufWriter::new);
        Ok(Self { session, report, count: 0, has_records: false, is_counting_only: false })
    }

    /// The same, which tells nothing one by one where it is asked to.
    pub(super) fn counting_only(self, is_counting_only: bool) -> Self {
        Self { is_counting_only, ..self }
    }

    /// Whether there was anything in what was left out, and not only empty files.
    pub(super) fn has_records(&self) -> bool {
        self.has_records
    }

    /// How many there were.
    pub(super) fn count(&self) -> u64 {
        self.count
    }

    pub(super) fn take(&mut self, event: &UpdateEvent, bar: &Bar) -> io::Result<()> {
        let Some(skipped) = skipped(event) else { return Ok(()) };
        self.count += 1;
        self.has_records |= !is_empty(event);
        if let Some(report) = &mut self.report {
            json::line(report, &IndexLine::Skipped(skipped.clone()))?;
        }
        if self.is_counting_only {
            return Ok(());
        }
        if self.session.json {
            return json::line(&mut io::stdout().lock(), &IndexLine::Skipped(skipped));
        }
        let is_failure = is_failure(event);
        if self.session.verbose || self.count <= Self::TOLD || is_failure {
            let record = skipped.record.map(|record| format!("#{record}")).unwrap_or_default();
            let what = what(event);
            let advice = advice(event);
            let text = format!("{what} {}{record}: {}{advice}", skipped.path, skipped.reason);
            let text = terminal::line(&text);
            // A quiet run still names what makes it fail.
            bar.suspend(|| {
                if is_failure { self.session.warn(&text) } else { self.session.say(&text) }
            });
        }
        Ok(())
    }

    pub(super) fn close(mut self, report: &UpdateReport) -> anyhow::Result<()> {
        if let Some(mut file) = self.report.take() {
            json::line(&mut file, &IndexLine::Summary(report.into()))?;
            file.flush()?;
        }
        let is_listed = self.session.verbose || self.session.json || self.is_counting_only;
        if self.count > Self::TOLD && !is_listed {
            let more = grouped(self.count - Self::TOLD);
            self.session.say(&format!("and {more} more: see all with `-v` or `--report FILE`"));
        }
        Ok(())
    }
}

/// Whether something was not read to its end, so that the run ends as a failure.
fn is_failure(event: &UpdateEvent) -> bool {
    match event {
        UpdateEvent::Skipped(skipped) => skipped.reason.is_unreadable(),
        UpdateEvent::StillNotWhole { is_growing, .. } => !is_growing,
        _ => false,
    }
}

fn is_empty(event: &UpdateEvent) -> bool {
    let UpdateEvent::Skipped(skipped) = event else { return false };
    matches!(skipped.reason, SkipReason::EmptyFile)
}

/// What helps, in the words of this program.
fn advice(event: &UpdateEvent) -> &'static str {
    let UpdateEvent::Skipped(skipped) = event else { return "" };
    match skipped.reason {
        SkipReason::FewTexts { .. } | SkipReason::NoTextColumn { .. } => " (`--map body=KEY`)",
        _ => "",
    }
}

/// What happened to what an event is about, as a person is told.
fn what(event: &UpdateEvent) -> &'static str {
    match event {
        UpdateEvent::StillNotWhole { .. } => "still not whole:",
        UpdateEvent::Duplicate(duplicate) if duplicate.later_stays => "kept",
        UpdateEvent::Skipped(skipped) if skipped.reason.is_remark() => "note:",
        _ => "left out",
    }
}

fn skipped(event: &UpdateEvent) -> Option<Skipped> {
    match event {
        UpdateEvent::Skipped(skipped) => Some(skipped.into()),
        UpdateEvent::StillNotWhole { path, reason, .. } => {
            Some(Skipped::of_file(path, reason.clone()))
        }
        UpdateEvent::Duplicate(duplicate) => Some(duplicate.into()),
        _ => None,
    }
}
