//! The table of all engines.

use anyhow::ensure;
use clap::ValueEnum as _;
use serde_json::{Map, Value, json};

use crate::articles::{Articles, real};
use crate::engine::Engine;
use crate::indexing::Used;
use crate::measure::{Figure, Side, measure};
use crate::options::TableOptions;
use crate::questions::classes;
use crate::{agreement, indexing, say};

/// Indexes, asks and prints.
pub(crate) fn table(options: &TableOptions) -> anyhow::Result<()> {
    let mut engines = options.engines.clone();
    if engines.is_empty() {
        engines = Engine::value_variants().to_vec();
    }
    for engine in engines.extract_if(.., |engine| !engine.is_installed()) {
        say(&format!("left out: {} is not installed", engine.name()));
    }
    ensure!(!engines.is_empty(), "there is nobody to compare");
    let temporary = tempfile::tempdir()?;
    let folder = options.keep.as_deref().unwrap_or(temporary.path());
    std::fs::create_dir_all(folder)?;
    let real = real()?;
    let articles = Articles::write(&real, options.articles, folder)?;
    let classes = classes(&real, options.rule.questions, options.rule.seed);
    say(&format!(
        "{} articles, {} MB of title and body\n",
        articles.count,
        articles.text_bytes / 1_000_000
    ));

    let mut rows = Rows::of(&engines);
    let mut sides: Vec<Side> = Vec::new();
    let mut used = Vec::new();
    for engine in &engines {
        let index = folder.join(format!("{}-{}", engine.name(), articles.count));
        let is_there = index.is_dir();
        used.push(if is_there {
            None
        } else {
            Some(indexing::apart(*engine, &articles.path, &index)?)
        });
        sides.push((*engine, engine.open(&index)?));
    }
    if options.only.is_empty() {
        agreement::compare(&classes, &mut sides)?;
    }
    say(&rows.head());
    for class in classes.iter().filter(|class| class.name.contains(&options.only)) {
        let measured = measure(class, &mut sides)?;
        let mean = measured.figures.iter().map(|figure| figure.map(|Figure { mean, .. }| mean));
        rows.add(&format!("{} ({})", class.name, measured.questions), "us", mean.collect());
    }
    rows.add_used("indexing", "s", &used, |used| Some(used.seconds));
    rows.add_used("indexing, processor", "s", &used, |used| Some(used.cpu_seconds));
    rows.add_used("index", "MB", &used, |used| Some(used.index_megabytes));
    rows.add_used("memory at most", "MB", &used, |used| used.peak_megabytes);
    if let Some(path) = &options.rule.json {
        std::fs::write(path, serde_json::to_string_pretty(&rows.json)?)?;
    }
    Ok(())
}

/// Prints rows as they come.
struct Rows {
    engines: Vec<Engine>,
    json: Vec<Value>,
}

impl Rows {
    fn of(engines: &[Engine]) -> Self {
        Self { engines: engines.to_vec(), json: Vec::new() }
    }

    fn head(&self) -> String {
        let names = self.engines.iter().map(|engine| format!("{:>12}", engine.name()));
        let names: String = names.collect();
        format!("\n{:<32}{names} {:<3}{:>9}{:>9}", "", "", "tantivy", "best")
    }

    /// A row of what indexing took, of those who have indexed.
    fn add_used(
        &mut self,
        work: &str,
        unit: &str,
        used: &[Option<Used>],
        of: fn(&Used) -> Option<f64>,
    ) {
        self.add(work, unit, used.iter().map(|used| used.as_ref().and_then(of)).collect());
    }

    /// A row; the two last figures are how many times tantivy's, and the best other one's,
    /// Backfile has.
    fn add(&mut self, work: &str, unit: &str, figures: Vec<Option<f64>>) {
        let of = |engine| {
            let at = self.engines.iter().position(|one| *one == engine)?;
            figures.get(at).copied().flatten()
        };
        let ours = of(Engine::Backfile);
        let others = self.engines.iter().zip(&figures);
        let others = others.filter(|(engine, _)| **engine != Engine::Backfile);
        let best = others.filter_map(|(_, figure)| *figure).reduce(f64::min);
        let ratio = |other: Option<f64>| Some(ours? / other?);
        let shown = |figure: &Option<f64>, width: usize, digits: usize| match figure {
            Some(figure) => format!("{figure:>width$.digits$}"),
            None => format!("{:>width$}", "-"),
        };
        let line: String = figures.iter().map(|figure| shown(figure, 12, 1)).collect();
        let ratios = [ratio(of(Engine::Tantivy)), ratio(best)];
        let ratios: String = ratios.iter().map(|ratio| shown(ratio, 9, 2)).collect();
        say(&format!("{work:<32}{line} {unit:<3}{ratios}"));
        let names = self.engines.iter().map(|engine| engine.name().to_owned());
        let figures: Map<String, Value> =
            names.zip(figures.iter().map(|figure| json!(figure))).collect();
        self.json.push(json!({ "work": work, "unit": unit, "figures": figures }));
    }
}
