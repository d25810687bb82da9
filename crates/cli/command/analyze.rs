//! `backfile analyze`: the words of a text, layer by layer, and what they ask an index for.

use std::io::{self, Read as _, Write};

use anyhow::Context as _;
use backfile::Searcher;
use backfile::query::{Plan, Sought, SoughtBy, Spans, Word};
use backfile::text::{Analyzer, FormsRef, Language, Lexicon, Token, as_written};
use clap::Args;
use serde::Serialize;

use crate::exit::Outcome;
use crate::question::language;
use crate::render::json;
use crate::session::{self, Session};
use crate::terminal;

/// Print the words of a text as they are indexed, and by what each is sought in the index
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
    /// By what it is sought as a bare word, where there is an index.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sought: Vec<Sought>,
}

/// The bare word in an index: by what it is sought in which languages.
fn sought(word: &str, searcher: Option<&Searcher>) -> Vec<Sought> {
    // A word that is an operator, or is cut into several, is no bare word.
    match searcher.and_then(|searcher| searcher.plan(word).ok()) {
        Some(Plan::Words { spans: Spans::Word(Word::Inflected { sought, .. }), .. }) => sought,
        _ => Vec::new(),
    }
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
        let searcher = session.searcher().ok();
        let mut tokens = analyzer.tokens(&text, language, &mut lexicon);
        while let Some(token) = tokens.next() {
            outcome = Outcome::Found;
            let sought = sought(&text[token.start..token.end], searcher.as_ref());
            write(&mut out, &text, &token, sought, session)?;
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

fn write(
    out: &mut impl Write,
    text: &str,
    token: &Token<'_>,
    sought: Vec<Sought>,
    session: &Session,
) -> io::Result<()> {
    let layers = Layers::of(token, &text[token.start..token.end]);
    let (start, end) = (token.start, token.end);
    let word = &text[start..end];
    if session.json {
        let position = token.position;
        let object = TokenObject { text: word, start, end, position, layers, sought };
        return json::line(out, &object);
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
    )?;
    for Sought { languages, by, .. } in &sought {
        let (way, texts) = match by {
            SoughtBy::Stems(stems) => ("by stems", stems),
            SoughtBy::Name(forms) => ("as a name", forms),
            SoughtBy::Typed(forms) => ("as typed", forms),
        };
        let codes: Vec<&str> = languages.iter().map(|language| language.code()).collect();
        let codes = if codes.is_empty() { "all".to_owned() } else { codes.join(" ") };
        let texts = terminal::line(&texts.join(" ")).into_owned();
        writeln!(out, "      {dim}sought in{dim:#} {codes} {dim}{way}{dim:#} {texts}")?;
    }
    Ok(())
}
