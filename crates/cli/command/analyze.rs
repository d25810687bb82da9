//! `backfile analyze`: the words of a text, layer by layer.

use std::io::{self, Read as _, Write};

use anyhow::Context as _;
use backfile::text::{Analyzer, FormsRef, Language, Lexicon, Token, as_written};
use clap::Args;
use serde::Serialize;

use crate::exit::Outcome;
use crate::question::language;
use crate::render::json;
use crate::session::{self, Session};
use crate::terminal;

/// Print the words of a text as they are indexed
#[derive(Debug, Args)]
pub(crate) struct Analyze {
    /// The text; `-` for standard input
    #[arg(value_name = "TEXT", required = true)]
    text: Vec<String>,
    /// Its language, such as `sr`; otherwise it is detected
    #[arg(long, value_name = "CODE", value_parser = language)]
    lang: Option<Language>,
}

#[derive(Debug, Serialize)]
struct TokenObject<'a> {
    text: &'a str,
    start: usize,
    end: usize,
    position: u32,
    layers: Layers,
}

#[derive(Debug, Default, Serialize)]
struct Layers {
    exact: Vec<String>,
    folded: Vec<String>,
    stem: Vec<String>,
}

impl Layers {
    fn of(token: &Token<'_>, written: &str) -> Self {
        // Letters are compared in either case, but shown as they stand.
        let mut layers = Self { exact: vec![as_written(written)], ..Self::default() };
        layers.add(token.forms);
        if let Some(joined) = token.joined {
            layers.add(joined);
        }
        layers
    }

    fn add(&mut self, forms: FormsRef<'_>) {
        let mut add = |layer: fn(&mut Self) -> &mut Vec<String>, form: &str| {
            let layer = layer(self);
            if !layer.iter().any(|one| one == form) {
                layer.push(form.to_owned());
            }
        };
        forms.all_folded().for_each(|form| add(|layers| &mut layers.folded, form));
        forms.all_stems().for_each(|stem| add(|layers| &mut layers.stem, stem));
    }
}

impl Analyze {
    pub(crate) fn run(&self, session: &Session) -> anyhow::Result<Outcome> {
        let text = match self.text.as_slice() {
            [one] if one == "-" => standard_input()?,
            words => words.join(" "),
        };
        let analyzer = Analyzer::default();
        let language = self.lang.unwrap_or_else(|| analyzer.detector().detect(&text).language);
        let mut out = session::out();
        let mut outcome = Outcome::NothingFound;
        let mut lexicon = Lexicon::new();
        let mut tokens = analyzer.tokens(&text, language, &mut lexicon);
        while let Some(token) = tokens.next() {
            outcome = Outcome::Found;
            write(&mut out, &text, &token, session)?;
        }
        out.flush()?;
        if self.lang.is_none() {
            session.say(&format!("read as {} ({})", language.name(), language.code()));
        }
        Ok(outcome)
    }
}

fn standard_input() -> anyhow::Result<String> {
    let mut text = String::new();
    io::stdin().lock().read_to_string(&mut text).context("cannot read standard input")?;
    Ok(text)
}

fn write(out: &mut impl Write, text: &str, token: &Token<'_>, session: &Session) -> io::Result<()> {
    let layers = Layers::of(token, &text[token.start..token.end]);
    let (start, end) = (token.start, token.end);
    let word = &text[start..end];
    if session.json {
        let position = token.position;
        return json::line(out, &TokenObject { text: word, start, end, position, layers });
    }
    let styles = &session.stdout.styles;
    let (strong, dim) = (styles.strong, styles.dim);
    writeln!(
        out,
        "{dim}{:>4}{dim:#}  {strong}{}{strong:#}  {dim}exact{dim:#} {}  {dim}folded{dim:#} {}  {dim}stem{dim:#} {}",
        token.position,
        terminal::line(word),
        terminal::line(&layers.exact.join(" ")),
        terminal::line(&layers.folded.join(" ")),
        terminal::line(&layers.stem.join(" ")),
    )
}
