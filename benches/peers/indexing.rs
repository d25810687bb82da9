//! Indexes everything with both sides, in turns, each time in a process of its own.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

use crate::archive::Archive;
use crate::child::{self, Side, Used};
use crate::options::Options;
use crate::table::{Spread, Table};

/// The indexes that the last runs have left.
#[derive(Debug)]
pub(crate) struct Indexes {
    pub(crate) backfile: PathBuf,
    pub(crate) bare: PathBuf,
}

/// Measures processor time, wall time, memory and size.
pub(crate) fn measure(
    archive: &Archive,
    folder: &Path,
    options: &Options,
    table: &mut Table,
) -> anyhow::Result<Indexes> {
    let indexes = Indexes { backfile: folder.join("backfile"), bare: folder.join("tantivy") };
    let sides = [(Side::Backfile, &indexes.backfile), (Side::Bare, &indexes.bare)];
    let mut used: [Vec<Used>; 2] = Default::default();
    for _ in 0..options.indexings() {
        for ((side, index), used) in sides.iter().zip(&mut used) {
            if index.try_exists()? {
                std::fs::remove_dir_all(index)?;
            }
            used.push(child::indexing(*side, &archive.path, index)?);
        }
    }
    let spread = |used: &[Used], of: fn(&Used) -> f64| Spread::of(used.iter().map(of).collect());
    let [ours, theirs] = &used;
    let (cpu, wall) = (|used: &Used| used.cpu_seconds, |used: &Used| used.wall_seconds);
    table.add("index_cpu", "s", spread(ours, cpu), spread(theirs, cpu));
    table.add("index_wall", "s", spread(ours, wall), spread(theirs, wall));
    #[expect(clippy::cast_precision_loss, reason = "printed as megabytes")]
    {
        let on_disk = [&indexes.backfile, &indexes.bare].map(|index| bytes(index));
        let [ours_bytes, theirs_bytes] = [on_disk[0].as_ref(), on_disk[1].as_ref()]
            .map(|size| size.map_or(0.0, |size| *size as f64 / 1e6));
        table.add("index_size", "MB", Spread::one(ours_bytes), Spread::one(theirs_bytes));
        let text = archive.text_bytes as f64 / 1e6;
        for (side, used, size) in
            [("Backfile", ours, ours_bytes), ("tantivy", theirs, theirs_bytes)]
        {
            let wall = spread(used, wall).best;
            let most = |of: fn(&Used) -> u64| used.iter().map(of).max().unwrap_or_default() / 1024;
            crate::say(&format!(
                "{side}: {:.1} MB/s of text, {:.0} articles/s, index {:.2} of the text, \
                 peak {} MB resident, {} MB without mapped pages",
                text / wall,
                archive.articles as f64 / wall,
                size / text,
                most(|used| used.peak_kb),
                most(|used| used.peak_anonymous_kb),
            ));
        }
    }
    guessing(archive, folder, options, spread(ours, cpu).best)?;
    Ok(indexes)
}

/// Says what it costs when no article declares its language.
fn guessing(
    archive: &Archive,
    folder: &Path,
    options: &Options,
    declared_seconds: f64,
) -> anyhow::Result<()> {
    let (articles, index) = (folder.join("undeclared.jsonl"), folder.join("undeclared"));
    let mut file = BufWriter::with_capacity(1 << 20, File::create(&articles)?);
    for record in archive.records()? {
        let mut record = record?;
        record.remove("lang");
        serde_json::to_writer(&mut file, &record)?;
        file.write_all(b"\n")?;
    }
    file.flush()?;
    let mut seconds = Vec::new();
    for _ in 0..options.indexings() {
        seconds.push(child::indexing(Side::Backfile, &articles, &index)?.cpu_seconds);
        std::fs::remove_dir_all(&index)?;
    }
    let seconds = Spread::of(seconds).best;
    let share = (1.0 - declared_seconds / seconds) * 100.0;
    crate::say(&format!(
        "without declared languages: {seconds:.2} s of CPU, {share:.0} % of it to guess them"
    ));
    std::fs::remove_file(&articles)?;
    Ok(())
}

/// The bytes of all files in a folder and below.
fn bytes(folder: &Path) -> std::io::Result<u64> {
    let mut sum = 0;
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let data = entry.metadata()?;
        sum += if data.is_dir() { bytes(&entry.path())? } else { data.len() };
    }
    Ok(sum)
}
