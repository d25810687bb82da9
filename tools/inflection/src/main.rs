//! Makes the tables of `crates/inflection` of word lists that `dump.py` wrote; README.md says how.

use std::collections::HashSet;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use inflection::Builder;
use text::{Analyzer, Language, Lexicon};

fn main() -> Result<()> {
    let mut arguments = env::args_os().skip(1).map(PathBuf::from);
    let Some(lists) = arguments.next() else {
        bail!("usage: backfile-inflection-tables FOLDER [LANGUAGE]...");
    };
    let asked: Vec<PathBuf> = arguments.collect();
    let tables = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../crates/inflection/tables");
    let mut folders: Vec<PathBuf> =
        fs::read_dir(&tables)?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    folders.sort();
    for folder in folders.iter().filter(|folder| folder.join("SOURCE").exists()) {
        let language = folder.file_name().unwrap_or_default();
        if asked.is_empty() || asked.iter().any(|one| one.as_os_str() == language) {
            let table = table(&lists, &language.to_string_lossy())?;
            let digest = blake3::hash(&table).to_hex();
            fs::write(folder.join("DIGEST"), format!("{}\n", &digest[..32]))?;
            fs::write(folder.join("table"), &table)?;
            println!("{}: {} bytes", language.display(), table.len());
        }
    }
    Ok(())
}

/// The table of a language of its list of forms, or of its list of endings.
fn table(lists: &Path, language: &str) -> Result<Vec<u8>> {
    let analyzer = Analyzer::default();
    let mut lexicon = Lexicon::new();
    let mut builder = Builder::new();
    let list = |end: &str| lists.join(format!("{language}{end}"));
    let [forms, endings] = [".tsv", ".endings.tsv"].map(list);
    if !forms.exists() && !endings.exists() {
        bail!("there is no list of `{language}`: {}", forms.display());
    }
    if forms.exists() {
        let list = fs::read_to_string(&forms).with_context(|| forms.display().to_string())?;
        let mut last = (String::new(), String::new());
        for line in list.lines() {
            let mut columns = line.split('\t');
            let (Some(form), Some(lemma)) = (columns.next(), columns.next()) else {
                bail!("{}: a line without a tab: {line}", forms.display());
            };
            if !is_word(form) || !is_word(lemma) {
                continue;
            }
            if last.0 != lemma {
                last = (lemma.to_owned(), fold(&analyzer, lemma));
            }
            let form = analyzer.remembered_forms(form, Language::UNKNOWN, &mut lexicon);
            builder.add(form.exact, form.folded, &last.1);
        }
    }
    if endings.exists() {
        builder.accents_are_left_out(left_out(language));
        let list = fs::read_to_string(&endings).with_context(|| endings.display().to_string())?;
        let whole: HashSet<&str> =
            list.lines().filter_map(|line| line.strip_prefix('^')?.split('\t').next()).collect();
        for line in list.lines() {
            let columns: Vec<&str> = line.split('\t').collect();
            let [ending, off, add] = columns[..] else {
                bail!("{}: not three columns: {line}", endings.display());
            };
            add_ending(&mut builder, &analyzer, &whole, [ending, add], off.parse()?);
        }
    }
    Ok(builder.build())
}

/// The accents that writers of a language leave out, where not many letters have one.
fn left_out(language: &str) -> &'static str {
    match language {
        "sl" => "c:č s:š z:ž",
        _ => "",
    }
}

/// Whether a text is one word of an article, and may stand in a table.
fn is_word(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_alphabetic() || matches!(c, '\'' | '’'))
}

fn fold(analyzer: &Analyzer, word: &str) -> String {
    analyzer.forms(word, Language::UNKNOWN).folded.into()
}

/// Adds an ending in whose place another comes; one that begins with `^` is a whole word. Short
/// endings, and those of which nothing stays, are words as well: no ending may take so much.
fn add_ending(
    builder: &mut Builder,
    analyzer: &Analyzer,
    whole: &HashSet<&str>,
    [ending, add]: [&str; 2],
    off: usize,
) {
    const SHORT: usize = 5;
    let (is_whole, letters) = match ending.strip_prefix('^') {
        Some(word) => (true, word),
        None => (false, ending),
    };
    let length = letters.chars().count();
    let Some(kept) = length.checked_sub(off) else { return };
    let lemma: String = letters.chars().take(kept).chain(add.chars()).collect();
    if !lemma.chars().chain(letters.chars()).all(char::is_alphabetic) {
        return;
    }
    let is_word = (2..=SHORT).contains(&length) || (off == length && length > SHORT);
    if is_whole || (is_word && !whole.contains(letters)) {
        let form = analyzer.forms(letters, Language::UNKNOWN);
        builder.add(&form.exact, &form.folded, &fold(analyzer, &lemma));
    }
    if !is_whole {
        // Letters of which nothing is left fold to nothing only behind others.
        let behind = |ending: &str| analyzer.forms(&format!("a{ending}"), Language::UNKNOWN);
        let (form, instead) = (behind(letters), behind(&lemma));
        builder.add_ending(&form.exact[1..], &form.folded[1..], &instead.folded[1..]);
    }
}
