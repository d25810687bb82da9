//! Indexes and queries the same articles with Backfile and with bare tantivy in one run, in turns,
//! and says how many times tantivy's time, memory and space Backfile takes.
//!
//! Articles: `news/reuters-2006-2010.en.jsonl.zst` of the folder in `BACKFILE_DATA`, or generated
//! ones without it. Question: what do word forms, exact letters, dates, languages and the command
//! line cost on top of the engine, and what does the order of dates save? The rows `mixed_…` ask
//! Backfile on both sides, of the same articles: they are of seven languages on the left and of one
//! on the right.
//!
//! ```text
//! cargo bench --bench peers -- --json figures.json
//! cargo bench --bench peers -- --quick
//! cargo bench --bench peers -- --replicate 10
//! ```

mod additions;
mod archive;
mod asked;
mod bare;
mod child;
mod generated;
mod indexing;
mod mixed;
mod options;
mod process;
mod question;
mod start;
mod table;
mod timing;
mod words;

use std::io::Write as _;

use anyhow::Context as _;
use clap::Parser as _;

use crate::asked::Asked;
use crate::options::Options;
use crate::question::Class;
use crate::table::Table;

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().collect();
    if let Some((mark, rest)) = arguments.get(1..).and_then(<[String]>::split_first)
        && mark == child::MARK
    {
        return child::run(rest);
    }
    let options = Options::parse();
    let folder = tempfile::tempdir()?;
    let archive = archive::prepare(&options, folder.path())?;
    say(&archive.describe());
    let mut table = Table::default();

    let indexes = indexing::measure(&archive, folder.path(), &options, &mut table)?;
    let bare = bare::Bare::open(&indexes.bare)?;
    let backfile = backfile::Searcher::open(&indexes.backfile)?;
    say(&format!(
        "segments: Backfile {}, tantivy {}\n",
        backfile.stats()?.segments,
        bare.segments()
    ));
    let choice = words::Choice::of(&bare, &archive)?;
    for class in question::classes(&choice) {
        let ours = &|class: &Class, asked: &Asked| class.backfile(asked, &backfile);
        let theirs = &|class: &Class, asked: &Asked| bare.answer(asked, class.answer);
        let (ours, theirs) = timing::measure(&class, [ours, theirs], &options)?;
        table.add(class.work, "us", ours, theirs);
    }
    mixed::measure(&archive, &backfile, folder.path(), &choice, &options, &mut table)?;
    start::measure(&indexes, &choice, &mut table)?;
    additions::measure(&archive, &indexes, folder.path(), &options, &mut table)?;

    say(&table.to_string());
    if let Some(path) = &options.json {
        std::fs::write(path, table.to_json()?)
            .with_context(|| format!("cannot write `{}`", path.display()))?;
    }
    Ok(())
}

/// Writes to standard output; where that is closed nobody can be told.
fn say(text: &str) {
    let _ = writeln!(std::io::stdout().lock(), "{text}");
}
