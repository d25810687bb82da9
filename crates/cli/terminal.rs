//! Knows what a terminal can show, and keeps from it what could do harm.

use std::borrow::Cow;
use std::io::{self, IsTerminal};

use anstyle::{AnsiColor, Style};
use clap::ValueEnum;

/// When colours are used.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum When {
    /// On a terminal
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// One of the two streams that results and remarks are written to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Terminal {
    /// The styles to write with: empty ones where colours are not wanted.
    pub(crate) styles: Styles,
    /// Columns to wrap at; `None` where the stream is no terminal, and lines stay whole.
    pub(crate) width: Option<usize>,
}

impl Terminal {
    /// Lines longer than this are hard to read, however wide the window.
    const WIDEST: usize = 100;
    const NARROWEST: usize = 30;

    /// What standard output can show.
    pub(crate) fn stdout(when: When) -> Self {
        let stdout = io::stdout();
        let width = terminal_size::terminal_size_of(&stdout);
        Self::new(when, anstream::AutoStream::choice(&stdout), stdout.is_terminal(), width)
    }

    /// What standard error can show.
    pub(crate) fn stderr(when: When) -> Self {
        let stderr = io::stderr();
        let width = terminal_size::terminal_size_of(&stderr);
        Self::new(when, anstream::AutoStream::choice(&stderr), stderr.is_terminal(), width)
    }

    fn new(
        when: When,
        automatic: anstream::ColorChoice,
        is_terminal: bool,
        size: Option<(terminal_size::Width, terminal_size::Height)>,
    ) -> Self {
        let is_coloured = match when {
            When::Always => true,
            When::Never => false,
            When::Auto => automatic != anstream::ColorChoice::Never,
        };
        let columns = size.map_or(80, |(width, _)| usize::from(width.0));
        let width = is_terminal.then(|| columns.clamp(Self::NARROWEST, Self::WIDEST));
        Self { styles: if is_coloured { Styles::COLOURED } else { Styles::PLAIN }, width }
    }

    /// Whether a person looks at it.
    pub(crate) fn is_terminal(&self) -> bool {
        self.width.is_some()
    }
}

/// How the parts of an output look.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Styles {
    /// Titles and headings.
    pub(crate) strong: Style,
    /// What stands around the matter itself.
    pub(crate) dim: Style,
    /// What matched the query.
    pub(crate) mark: Style,
    /// The word `error`.
    pub(crate) error: Style,
    /// The words `warning` and `repair`.
    pub(crate) warning: Style,
    /// The words `hint` and `note`.
    pub(crate) hint: Style,
}

impl Styles {
    const PLAIN: Self = Self {
        strong: Style::new(),
        dim: Style::new(),
        mark: Style::new(),
        error: Style::new(),
        warning: Style::new(),
        hint: Style::new(),
    };

    const COLOURED: Self = Self {
        strong: Style::new().bold(),
        dim: Style::new().dimmed(),
        mark: AnsiColor::Yellow.on_default().bold(),
        error: AnsiColor::Red.on_default().bold(),
        warning: AnsiColor::Yellow.on_default().bold(),
        hint: AnsiColor::Cyan.on_default().bold(),
    };
}

/// A text from a stranger, fit for one line: line breaks and tabs are spaces, control characters
/// are `�`, and what turns the direction of writing or hides is gone.
pub(crate) fn line(text: &str) -> Cow<'_, str> {
    safe(text, false)
}

/// The same for a text of several lines, which stay apart.
pub(crate) fn lines(text: &str) -> Cow<'_, str> {
    safe(text, true)
}

fn safe(text: &str, keeps_lines: bool) -> Cow<'_, str> {
    let is_safe = |c: char| !is_harmful(c) || (keeps_lines && c == '\n');
    if text.chars().all(is_safe) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' if keeps_lines => safe.push('\n'),
            '\n' | '\t' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                // An empty line between two paragraphs is one gap.
                if !safe.ends_with(' ') {
                    safe.push(' ');
                }
            }
            // Before a line feed it is half of a line break.
            '\r' => {}
            _ if is_hidden(c) => {}
            _ if is_control(c) => safe.push('\u{fffd}'),
            _ => safe.push(c),
        }
    }
    Cow::Owned(safe)
}

/// Whether a terminal may do anything with the character but show it.
pub(crate) fn is_harmful(c: char) -> bool {
    is_control(c) || is_hidden(c)
}

/// Whether a terminal may obey the character instead of showing it, or break the line at it.
fn is_control(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}

/// Whether the character turns the direction of what follows, or only pretends to be nothing:
/// marks, embeddings, overrides and isolates of direction (Unicode Annex 9), soft hyphens, byte
/// order marks, interlinear annotations and tags. The joiners stay: Persian and emoji need them.
fn is_hidden(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
            | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_would_obey_is_taken_out() {
        assert_eq!(line("\u{1b}]0;x\u{7}y\u{9b}31mz"), "\u{fffd}]0;x\u{fffd}y\u{fffd}31mz");
        assert_eq!(line("a\u{202e}cba\u{2066}\u{200f}"), "acba");
        assert_eq!(line("one\r\n\r\ntwo\tthree\u{2028}four"), "one two three four");
        assert_eq!(lines("one\r\ntwo\u{1b}c"), "one\ntwo\u{fffd}c");
    }

    #[test]
    fn ordinary_text_is_not_copied() {
        let text = "Вучић “said” می‌خواهم 👩‍🚒 e\u{301}";
        assert!(matches!(line(text), Cow::Borrowed(_)));
    }
}
