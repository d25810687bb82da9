//! `backfile analyze`: the words of a text, layer by layer, and what they ask an index for.

use std::io::{self, Read as _, Write};

use anyhow::Context as _;
use backfile::analysis::{Analyzer, Lexicon};
use backfile::contract::{self, Layers, Token};
use backfile::plan::{Plan, Sought, Spans, Word};
use backfile::{Language, Searcher};
use clap::Args;

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

/// The bare word in an index: by what it is sought in which languages.
fn sought(word: &str, searcher: Option<&Searcher>) -> Vec<Sought> {
    // A word that is an operator, or is cut into several, is no bare word.
    match searcher.and_then(|searcher| searcher.plan(word).ok()) {
        Some(Plan::Words { spans: Spans::Word(Word::Inflected { sought, .. }), .. }) => sought,
        _ => Vec::new(),
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
            write(&mut out, &Token::new(&text, &token, sought), session)?;
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

fn write(out: &mut impl Write, word: &Token, session: &Session) -> io::Result<()> {
    if session.json {
        return json::line(out, word);
    }
    let styles = &session.stdout.styles;
    let (strong, dim) = (styles.strong, styles.dim);
    let Layers { exact, folded, stem } = &word.layers;
    writeln!(
        out,
        "{dim}{:>4}{dim:#}  {strong}{}{strong:#}  {dim}exact{dim:#} {}  {dim}folded{dim:#} {}  {dim}stem{dim:#} {}",
        word.position,
        terminal::line(&word.text),
        terminal::line(&exact.join(" ")),
        terminal::line(&folded.join(" ")),
        terminal::line(&stem.join(" ")),
    )?;
    for contract::Sought { languages, by } in &word.sought {
        let (way, texts) = match by {
            contract::SoughtBy::Stems(stems) => ("by stems", stems),
            contract::SoughtBy::Name(forms) => ("as a name", forms),
            contract::SoughtBy::Typed(forms) => ("as typed", forms),
        };
        let codes = if languages.is_empty() { "all".to_owned() } else { languages.join(" ") };
        let texts = terminal::line(&texts.join(" ")).into_owned();
        writeln!(out, "      {dim}sought in{dim:#} {codes} {dim}{way}{dim:#} {texts}")?;
    }
    Ok(())
}
