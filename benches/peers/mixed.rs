//! Asks the same words of the same articles in an archive of seven languages and in one of one.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::Path;

use backfile::Searcher;

use crate::archive::Archive;
use crate::asked::{Answer, Asked};
use crate::child::{self, Side};
use crate::options::Options;
use crate::question::{Class, classes};
use crate::table::Table;
use crate::timing;
use crate::words::Choice;

/// What the articles are said to be written in, in turns. None of these but English takes the
/// endings of English off, so that the lists of a word are as long together as its one list.
const LANGUAGES: [&str; 7] = ["en", "fr", "pt", "sr", "tr", "sq", "uk"];

/// The kinds of query that are asked, and what their rows are called.
const ASKED: [(&str, &str); 6] = [
    ("term_high", "mixed_term_high"),
    ("term_mid", "mixed_term_mid"),
    ("term_low", "mixed_term_low"),
    ("and2", "mixed_and2"),
    ("or3", "mixed_or3"),
    ("newest", "mixed_newest"),
];

/// Measures the queries by relevance and newest first.
pub(crate) fn measure(
    archive: &Archive,
    of_one: &Searcher,
    folder: &Path,
    choice: &Choice,
    options: &Options,
    table: &mut Table,
) -> anyhow::Result<()> {
    let (articles, index) = (folder.join("mixed.jsonl"), folder.join("mixed"));
    let mut file = BufWriter::with_capacity(1 << 20, File::create(&articles)?);
    for (record, language) in archive.records()?.zip(LANGUAGES.into_iter().cycle()) {
        let mut record = record?;
        record.insert("lang".to_owned(), language.into());
        serde_json::to_writer(&mut file, &record)?;
        file.write_all(b"\n")?;
    }
    file.flush()?;
    child::indexing(Side::Backfile, &articles, &index)?;
    let mixed = Searcher::open(&index)?;
    for class in classes(choice) {
        let Some((_, work)) = ASKED.iter().find(|(known, _)| *known == class.work) else {
            continue;
        };
        debug_assert!(matches!(class.answer, Answer::Best | Answer::Newest));
        let ours = &|class: &Class, asked: &Asked| class.backfile(asked, &mixed);
        let theirs = &|class: &Class, asked: &Asked| class.backfile(asked, of_one);
        let (ours, theirs) = timing::measure(&class, [ours, theirs], options)?;
        table.add(work, "us", ours, theirs);
    }
    std::fs::remove_file(&articles)?;
    Ok(())
}
