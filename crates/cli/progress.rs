//! Shows how far a run has come, where a person watches and it lasts.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use backfile::Progress;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::session::Session;
use crate::size::counted;
use crate::terminal;

/// A bar with rate and remaining time on standard error.
#[derive(Debug)]
pub(crate) struct Bar {
    drawn: ProgressBar,
    /// All bytes that there are to read; 0 until that is known.
    total_bytes: Arc<AtomicU64>,
    /// When to begin to show it; `None` where it is shown already, or never will be.
    shown_from: Option<Instant>,
}

impl Bar {
    /// A shorter run does not need one.
    const PATIENCE: Duration = Duration::from_secs(1);
    const WITHOUT_END: &str = "{spinner} {bytes} {bytes_per_sec}, {wide_msg}";
    const WITH_END: &str = "{bar:24} {bytes}/{total_bytes} {bytes_per_sec}, {eta} left, {wide_msg}";

    /// A bar for a run over these paths. It shows itself only where it is of use.
    pub(crate) fn new(session: &Session, paths: &[PathBuf]) -> Self {
        let is_wanted = session.stderr.is_terminal() && !session.quiet && !session.json;
        let total_bytes = Arc::new(AtomicU64::new(0));
        if is_wanted {
            let (paths, total) = (roots(session, paths), Arc::clone(&total_bytes));
            // It is only read by the bar, so nobody waits for it.
            std::thread::spawn(move || total.store(bytes_below(paths), Ordering::Relaxed));
        }
        let drawn = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        let shown_from = is_wanted.then(|| Instant::now() + Self::PATIENCE);
        let bar = Self { drawn, total_bytes, shown_from };
        bar.use_template(Self::WITHOUT_END);
        bar
    }

    fn use_template(&self, template: &str) {
        if let Ok(style) = ProgressStyle::with_template(template) {
            self.drawn.set_style(style.progress_chars("█▉▊▋▌▍▎▏ "));
        }
    }

    /// Takes in how far the run has come.
    pub(crate) fn update(&mut self, progress: &Progress) {
        self.drawn.set_position(progress.bytes);
        if self.shown_from.is_some_and(|from| from <= Instant::now()) {
            self.shown_from = None;
            self.drawn.set_draw_target(ProgressDrawTarget::stderr());
        }
        if self.drawn.is_hidden() {
            return;
        }
        let total = self.total_bytes.load(Ordering::Relaxed);
        if total > 0 && self.drawn.length().is_none() {
            self.drawn.set_length(total.max(progress.bytes));
            self.use_template(Self::WITH_END);
        }
        let articles = counted(progress.articles, "article", "articles");
        let current = terminal::line(&progress.current);
        self.drawn.set_message(format!("{articles}, {current}"));
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
