//! Shows how far a run has come: a bar where a person watches, a line now and then in a log.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use backfile::files::Progress;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::session::Session;
use crate::size::{self, counted};
use crate::terminal;

/// How far a run has come, on standard error.
#[derive(Debug)]
pub(crate) struct Bar {
    drawn: ProgressBar,
    /// All bytes that there are to read; 0 until that is known.
    total_bytes: Arc<AtomicU64>,
    started: Instant,
    /// When to begin to show the bar; `None` where it is shown already, or never will be.
    shown_from: Option<Instant>,
    /// When to write the next line; `None` where none is wanted.
    next_line: Option<Instant>,
}

impl Bar {
    /// A shorter run does not need one.
    const PATIENCE: Duration = Duration::from_secs(1);
    /// The time between two lines of a log.
    const INTERVAL: Duration = Duration::from_secs(30);
    const WITHOUT_END: &str = "{spinner} {bytes} {bytes_per_sec}, {wide_msg}";
    const WITH_END: &str = "{bar:24} {bytes}/{total_bytes} {bytes_per_sec}, {eta} left, {wide_msg}";

    /// A bar for a run over these paths. It shows itself only where it is of use.
    pub(crate) fn new(session: &Session, paths: &[PathBuf]) -> Self {
        let is_bar = session.stderr.is_terminal() && !session.quiet && !session.json;
        let is_log = !session.stderr.is_terminal() && !session.quiet;
        let total_bytes = Arc::new(AtomicU64::new(0));
        if is_bar || is_log {
            let (paths, total) = (roots(session, paths), Arc::clone(&total_bytes));
            // It is only read for the estimate, so nobody waits for it.
            std::thread::spawn(move || total.store(bytes_below(paths), Ordering::Relaxed));
        }
        let drawn = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        let started = Instant::now();
        let bar = Self {
            drawn,
            total_bytes,
            started,
            shown_from: is_bar.then(|| started + Self::PATIENCE),
            next_line: is_log.then(|| started + Self::INTERVAL),
        };
        bar.use_template(Self::WITHOUT_END);
        bar
    }

    fn use_template(&self, template: &str) {
        if let Ok(style) = ProgressStyle::with_template(template) {
            self.drawn.set_style(style.progress_chars("█▉▊▋▌▍▎▏ "));
        }
    }

    /// Takes in how far the run has come.
    pub(crate) fn update(&mut self, progress: &Progress, session: &Session) {
        let now = Instant::now();
        let total = self.total_bytes.load(Ordering::Relaxed);
        if self.next_line.is_some_and(|next| next <= now) {
            self.next_line = Some(now + Self::INTERVAL);
            session.say(&line(progress, total, self.started.elapsed()));
        }
        self.drawn.set_position(progress.bytes);
        if self.shown_from.is_some_and(|from| from <= now) {
            self.shown_from = None;
            self.drawn.set_draw_target(ProgressDrawTarget::stderr());
        }
        if self.drawn.is_hidden() {
            return;
        }
        if total > 0 && self.drawn.length().is_none() {
            self.drawn.set_length(total.max(progress.bytes));
            self.use_template(Self::WITH_END);
        }
        self.drawn.set_message(done(progress));
    }

    /// Steps aside while something is written on the same screen.
    pub(crate) fn suspend(&self, write: impl FnOnce()) {
        self.drawn.suspend(write);
    }

    /// Takes it off the screen.
    pub(crate) fn clear(self) {
        self.drawn.finish_and_clear();
    }
}

/// Files, articles, and the file that is being read.
fn done(progress: &Progress) -> String {
    let files = counted(progress.files, "file", "files");
    let articles = counted(progress.articles, "article", "articles");
    let current = terminal::line(progress.current.as_str());
    match (progress.files, current.is_empty()) {
        (0, true) => articles,
        (_, true) => format!("{files}, {articles}"),
        (_, false) => format!("{files}, {articles}, {current}"),
    }
}

/// A line of a log.
fn line(progress: &Progress, total_bytes: u64, elapsed: Duration) -> String {
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "rates and estimates are rounded"
    )]
    let (rate, left) = {
        let rate = progress.bytes as f64 / elapsed.as_secs_f64().max(0.001);
        let left_bytes = total_bytes.saturating_sub(progress.bytes) as f64;
        (rate as u64, (rate > 0.0).then(|| (left_bytes / rate) as u64))
    };
    let mut parts = Vec::new();
    if progress.bytes > 0 {
        let of =
            if total_bytes > progress.bytes { size::shown(total_bytes) } else { String::new() };
        let of = if of.is_empty() { of } else { format!(" of {of}") };
        parts.push(format!("{}{of}, {}/s", size::shown(progress.bytes), size::shown(rate)));
    }
    if let Some(seconds) = left.filter(|_| total_bytes > progress.bytes) {
        parts.push(format!("{} min {} s left", seconds / 60, seconds % 60));
    }
    parts.push(done(progress));
    parts.join(", ")
}

/// The paths of the run: the remembered ones where none are named.
fn roots(session: &Session, paths: &[PathBuf]) -> Vec<PathBuf> {
    if !paths.is_empty() {
        return paths.to_vec();
    }
    let stats = session.searcher().and_then(|searcher| searcher.stats());
    stats.map(|stats| stats.roots.into_iter().map(PathBuf::from).collect()).unwrap_or_default()
}

/// The bytes of all files below these paths, for an estimate: what cannot be read counts nothing.
fn bytes_below(mut open: Vec<PathBuf>) -> u64 {
    let mut bytes = 0;
    while let Some(path) = open.pop() {
        let Ok(data) = fs::symlink_metadata(&path) else { continue };
        if data.is_file() {
            bytes += data.len();
        } else if data.is_dir() {
            let entries = fs::read_dir(&path).into_iter().flatten().flatten();
            let visible =
                entries.filter(|entry| !entry.file_name().as_encoded_bytes().starts_with(b"."));
            open.extend(visible.map(|entry| entry.path()));
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_a_log_says_how_far_how_fast_and_how_long() {
        let mut progress = Progress::default();
        (progress.files, progress.articles) = (1_234, 56_789);
        progress.bytes = 60_000_000;
        progress.current = "a/b.jsonl".into();
        assert_eq!(
            line(&progress, 180_000_000, Duration::from_secs(30)),
            "60 MB of 180 MB, 2.0 MB/s, 1 min 0 s left, 1,234 files, 56,789 articles, a/b.jsonl"
        );
        let mut stored = Progress::default();
        stored.articles = 7;
        assert_eq!(line(&stored, 0, Duration::from_secs(1)), "7 articles");
    }
}
