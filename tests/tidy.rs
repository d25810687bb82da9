//! Holds the sources to the rules of the house: sizes, edges, names, and who may do what.

mod edges;
mod modules;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;

use edges::EDGES;
use modules::Modules;

/// Files of data, which may be longer.
const TABLES: &[&str] = &["crates/ingest/src/clean/phrases/table.rs"];

/// Names that say nothing of what is inside.
const DRAWERS: &[&str] = &[
    "common",
    "helper",
    "helpers",
    "manager",
    "misc",
    "shared",
    "types",
    "util",
    "utilities",
    "utils",
    "v2",
];

struct Source {
    /// From the root of the project, with `/`.
    path: String,
    text: String,
}

impl Source {
    /// The text without the tests at its end.
    fn program(&self) -> &str {
        self.text
            .split_once("\n#[cfg(test)]\nmod tests {\n")
            .map_or(&self.text, |(program, _)| program)
    }

    fn is_test(&self) -> bool {
        self.path.starts_with("tests/")
            || self.path.contains("/tests/")
            || self.path.ends_with("/tests.rs")
            || self.path.starts_with("crates/testkit/")
    }

    /// Whether it belongs to the library, not to the program or its tests.
    fn is_library(&self) -> bool {
        let above = ["crates/cli/", "benches/", "fuzz/"];
        let is_example = self.path.contains("/examples/");
        !self.is_test() && !is_example && !above.iter().any(|folder| self.path.starts_with(folder))
    }

    /// The lines of the program, without comments, that hold one of these.
    fn lines_with(&self, words: &[&str]) -> Vec<String> {
        let lines = self.program().lines().zip(1..);
        let is_code = |line: &str| !line.trim_start().starts_with("//");
        let found =
            lines.filter(|(line, _)| is_code(line) && words.iter().any(|word| line.contains(word)));
        found.map(|(line, number)| format!("{}:{number}: {}", self.path, line.trim())).collect()
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn sources() -> &'static [Source] {
    static SOURCES: OnceLock<Vec<Source>> = OnceLock::new();
    SOURCES.get_or_init(|| {
        let mut sources = Vec::new();
        for folder in ["crates", "tests", "benches", "fuzz/fuzz_targets"] {
            read_folder(&root().join(folder), &mut sources);
        }
        assert!(sources.len() > 100, "only {} files found", sources.len());
        sources
    })
}

fn read_folder(folder: &Path, sources: &mut Vec<Source>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            read_folder(&path, sources);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let below = path.strip_prefix(root()).unwrap().to_str().unwrap().replace('\\', "/");
            sources.push(Source { path: below, text: fs::read_to_string(&path).unwrap() });
        }
    }
}

/// Fails with every breach at once.
#[track_caller]
fn none(what: &str, breaches: impl IntoIterator<Item = String>) {
    let breaches: Vec<String> = breaches.into_iter().collect();
    assert!(breaches.is_empty(), "{what}:\n{}", breaches.join("\n"));
}

/// Fails with every line of these sources that holds one of these words.
#[track_caller]
fn nowhere(what: &str, is_concerned: impl Fn(&Source) -> bool, words: &[&str]) {
    let concerned = sources().iter().filter(|source| is_concerned(source));
    none(what, concerned.flat_map(|source| source.lines_with(words)));
}

/// Other doors have other commands: what can be done about an error is data, and they word it.
#[test]
fn no_text_of_the_library_speaks_of_the_program() {
    let is_library = |source: &Source| source.is_library();
    nowhere("the library speaks of a command", is_library, &["`backfile "]);
    // What is said of packed files names an option of zstd.
    let may_speak = |source: &Source| source.path.ends_with("crates/ingest/src/skipped.rs");
    let is_bound = |source: &Source| source.is_library() && !may_speak(source);
    nowhere("the library speaks of an option", is_bound, &["`--"]);
}

#[test]
fn files_are_short() {
    let too_long = sources().iter().filter_map(|source| {
        let is_code = |line: &&str| {
            let line = line.trim_start();
            !line.is_empty() && !line.starts_with("//")
        };
        let lines = source.program().lines().filter(is_code).count();
        let is_title_page = source.path.ends_with("/lib.rs") || source.path.ends_with("/mod.rs");
        let limit = if is_title_page { 120 } else { 400 };
        let is_long = lines > limit && !TABLES.contains(&source.path.as_str());
        is_long.then(|| format!("{}: {lines} of {limit} lines", source.path))
    });
    none("a file is too long", too_long);
}

#[test]
fn tests_stand_at_the_end_of_their_file() {
    let program_behind = sources().iter().filter(|source| {
        let tests = source.text.split_once("\n#[cfg(test)]\nmod tests {\n");
        let end = tests.and_then(|(_, tests)| tests.split_once("\n}\n"));
        end.is_some_and(|(_, behind)| !behind.is_empty())
    });
    none("something stands behind the tests", program_behind.map(|source| source.path.clone()));
}

#[test]
fn every_module_says_what_it_is_for() {
    let silent = sources().iter().filter(|source| {
        let first = source.text.lines().next().unwrap_or_default();
        let says = first.strip_prefix("//! ").is_some_and(|says| !says.is_empty());
        !says && !first.starts_with("#![doc = include_str!")
    });
    none("a file does not open with a sentence", silent.map(|source| source.path.clone()));
}

#[test]
fn no_module_is_a_drawer() {
    let drawers = sources().iter().filter(|source| {
        let parts = source.path.trim_end_matches(".rs").split('/');
        parts.into_iter().any(|part| DRAWERS.contains(&part))
    });
    none("a name says nothing", drawers.map(|source| source.path.clone()));
}

#[test]
fn nothing_is_left_for_later() {
    let words = ["TODO", "FIXME", "XXX", "HACK"];
    let left = sources().iter().filter(|source| source.path != "tests/tidy.rs");
    let left = left.flat_map(|source| {
        let marked = source.text.lines().zip(1..);
        let marked = marked.filter(|(line, _)| words.iter().any(|word| line.contains(word)));
        marked.map(|(line, number)| format!("{}:{number}: {}", source.path, line.trim()))
    });
    none("something is left for later", left);
}

#[test]
fn dependencies_run_downwards_only() {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
        .current_dir(root())
        .output()
        .unwrap();
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let mut breaches = Vec::new();
    for package in packages {
        let name = package["name"].as_str().unwrap();
        // It would be optimised in full for tests, and without the lines of its panics.
        if !manifest.contains(&format!("\n{name} = {{ opt-level = 1, debug =")) {
            breaches.push(format!("{name} is not in `[profile.dev.package]`"));
        }
        let Some((_, allowed)) = EDGES.iter().find(|(known, _)| *known == name) else {
            breaches.push(format!("{name} is not in the table of edges"));
            continue;
        };
        let dependencies = package["dependencies"].as_array().unwrap().iter();
        let lasting = dependencies.filter(|dependency| dependency["kind"].is_null());
        let edges: BTreeSet<&str> = lasting
            .filter_map(|dependency| dependency["name"].as_str())
            .filter(|to| to.starts_with("backfile") || to.starts_with("tantivy"))
            .collect();
        for edge in &edges {
            if !allowed.contains(edge) {
                breaches.push(format!("{name} must not depend on {edge}"));
            }
        }
        for edge in allowed.iter().filter(|edge| !edges.contains(**edge)) {
            breaches.push(format!("{name} no longer depends on {edge}: take it out of the table"));
        }
    }
    assert_eq!(packages.len(), EDGES.len(), "a package is gone");
    none("the edges are not those of the house", breaches);
}

#[test]
fn only_the_program_prints_exits_and_reads_the_environment() {
    let words =
        ["println!(", "print!(", "dbg!(", "process::exit", "env::var", "env::args", "io::stdin"];
    nowhere("a library speaks for itself", Source::is_library, &words);
}

#[test]
fn text_and_article_do_no_input_or_output() {
    let is_ground = |source: &Source| {
        let ground = ["crates/text/src/", "crates/article/src/"];
        !source.is_test() && ground.iter().any(|folder| source.path.starts_with(folder))
    };
    let words = ["std::fs", "std::io", "std::net", "std::process", "std::env"];
    nowhere("the ground does input or output", is_ground, &words);
}

#[test]
fn the_query_language_knows_nothing_of_the_index() {
    let is_syntax = |source: &Source| source.path.starts_with("crates/query/src/syntax/");
    nowhere("syntax knows the index", is_syntax, &["schema::", "tantivy"]);
    let is_query = |source: &Source| source.path.starts_with("crates/query/src/");
    nowhere(
        "a query writes",
        is_query,
        &["IndexWriter", "fs::write", "File::create", "OpenOptions"],
    );
}

/// Crates some of whose files still name each other in a circle.
const ROUND: &[&str] = &["text"];

/// The way of a question, from the ground up: each sees only those before it.
const FLOORS: &[&str] = &["syntax", "error", "understand", "engine", "search", "answer"];

#[test]
fn a_question_meets_every_floor_in_its_order() {
    let query: Vec<&Source> = of_crate("crates/query/src/");
    let below = |source: &Source| source.path["crates/query/src/".len()..].to_owned();
    let rooms = query.iter().map(|source| below(source)).filter(|path| !path.contains('/'));
    assert_eq!(rooms.collect::<Vec<_>>(), ["error.rs", "lib.rs"], "right under the roof");
    none("a floor sees what is above it", modules("crates/query/src/").climbs(FLOORS));
    let knows_the_engine = |source: &Source| {
        ["engine/", "search/"].iter().any(|floor| below(source).starts_with(floor))
    };
    let is_other = |source: &Source| {
        source.path.starts_with("crates/query/src/")
            && !source.is_test()
            && !knows_the_engine(source)
    };
    nowhere("the engine is named outside its floors", is_other, &["tantivy"]);
    let is_query = |source: &Source| source.path.starts_with("crates/query/src/");
    nowhere("the engine is handed on", is_query, &["pub use tantivy", ") use tantivy"]);
    // All but the snapshot asks what was found, whoever has found it.
    let is_answer = |source: &Source| {
        source.path.starts_with("crates/query/src/answer/")
            && source.path != "crates/query/src/answer/snapshot.rs"
    };
    nowhere("an answer knows who has found it", is_answer, &["Lookup", "Opened", "State"]);
}

#[test]
fn no_files_of_a_crate_go_round_in_a_circle() {
    let crates = EDGES.iter().map(|(name, _)| name.trim_start_matches("backfile-"));
    let crates = crates.filter(|name| *name != "testkit" && !ROUND.contains(name));
    let folders = crates.map(|name| match name {
        "cli" => "crates/cli/".to_owned(),
        name => format!("crates/{name}/src/"),
    });
    let circles = folders
        .chain(["benches/peers/", "benches/rivals/src/"].map(str::to_owned))
        .flat_map(|folder| {
            let circles = modules(&folder).circles().into_iter();
            circles.map(move |circle| format!("{folder}: {circle}"))
        });
    none("files name each other in a circle", circles.collect::<Vec<_>>());
}

/// The sources of the crate whose root file stands in a folder, without tests.
fn of_crate(folder: &str) -> Vec<&'static Source> {
    let sources = sources().iter().filter(|source| source.path.starts_with(folder));
    let sources: Vec<_> = sources.filter(|source| !source.is_test()).collect();
    assert!(!sources.is_empty(), "nothing stands in {folder}");
    sources
}

fn modules(folder: &str) -> Modules {
    let sources = of_crate(folder);
    Modules::read(sources.iter().map(|source| (&source.path[folder.len()..], source.program())))
}

#[test]
fn only_the_schema_spells_the_names_of_fields() {
    let (_, schema) = schema::Fields::new(&schema::Settings::default());
    // Names such as `title` are also words that a user types; a field is never opened by those.
    let keywords = schema::Keyword::ALL;
    let typed = keywords.iter().map(schema::Keyword::name);
    let typed = typed.chain(["id", "lang", "title", "body", "has", "language", "script"]);
    let typed: BTreeSet<&str> = typed.chain(["length", "file", "names"]).collect();
    let names = schema.fields().map(|(_, entry)| entry.name().to_owned());
    let names: Vec<String> = names.filter(|name| !typed.contains(name.as_str())).collect();
    assert!(names.len() > 20, "{names:?}");
    let literals: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
    let mut words: Vec<&str> = literals.iter().map(String::as_str).collect();
    words.extend([
        "schema.get_field(",
        "schema().get_field(",
        "column_first_or_default",
        "fast_fields()",
    ]);
    let is_other =
        |source: &Source| source.is_library() && !source.path.starts_with("crates/schema/");
    nowhere("a field is named outside the schema", is_other, &words);
}

#[test]
fn every_format_and_language_is_registered() {
    let registry = |path: &str| fs::read_to_string(root().join(path)).unwrap();
    let formats = registry("crates/ingest/src/format/mod.rs");
    let all = formats.split_once("ALL: &[&dyn Format] =").expect("a registry").1;
    let all = all.split_once(']').expect("its end").0;
    let languages = registry("crates/text/src/language.rs");
    let mut missing = Vec::new();
    for source in sources() {
        if source.path.starts_with("crates/ingest/src/format/") {
            let implemented = source.text.split("impl Format for ").skip(1);
            let names = implemented.filter_map(|rest| rest.split_whitespace().next());
            missing
                .extend(names.filter(|name| !all.contains(&format!("&{name}"))).map(str::to_owned));
        }
        let language = source.path.strip_prefix("crates/text/src/language/");
        let language = language.and_then(|file| file.strip_suffix(".rs"));
        let is_known = |code: &&str| languages.contains(&format!("= {code},"));
        missing.extend(language.filter(|code| !is_known(code)).map(str::to_owned));
    }
    none("not in its registry", missing);
}

#[test]
fn every_format_has_a_sample_in_the_corpus() {
    let endings = "txt md html json jsonl jsonl.gz jsonl.zst csv tsv warc.gz zip tar.xz rss atom eml mbox newsml iptc \
                   sgm docx odt epub rtf";
    let mut names = BTreeSet::new();
    let mut folders = vec![testkit::corpus_path()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                names.insert(path.file_name().unwrap().to_string_lossy().into_owned());
            }
        }
    }
    let has = |ending: &&str| names.iter().any(|name| name.ends_with(&format!(".{ending}")));
    let missing = endings.split(' ').filter(|ending| !has(ending));
    none("no sample of a format", missing.map(str::to_owned));
}

#[test]
fn sources_name_no_place_outside_the_project() {
    let places = [
        concat!("/ho", "me/"),
        concat!("/ro", "ot/"),
        concat!("/wo", "rk/"),
        concat!("/Us", "ers/"),
    ];
    let named = sources().iter().flat_map(|source| {
        let lines = source.text.lines().zip(1..);
        let lines = lines.filter(|(line, _)| places.iter().any(|place| line.contains(place)));
        lines.map(|(line, number)| format!("{}:{number}: {}", source.path, line.trim()))
    });
    none("a path of one machine", named);
    // A page that a comment points to must be there for whoever reads the comment.
    let comments = sources().iter().flat_map(|source| {
        let lines = source.text.lines().filter(|line| line.trim_start().starts_with("//"));
        lines.map(move |line| (source, line))
    });
    let mut absent = Vec::new();
    for (source, line) in comments {
        let words = line.split(|c: char| c.is_whitespace() || "`()[]\"',;:".contains(c));
        for page in
            words.filter(|word| word.strip_suffix(".md").is_some_and(|page| !page.is_empty()))
        {
            let folders = root().join(&source.path);
            let is_there = folders.ancestors().any(|folder| folder.join(page).is_file());
            if !is_there {
                absent.push(format!("{}: {page}", source.path));
            }
        }
    }
    none("a comment points to a page that is not there", absent);
}

#[test]
fn every_row_of_what_may_go_wrong_names_its_test() {
    let page = fs::read_to_string(root().join("docs/failures.md")).unwrap();
    let rows = page.lines().filter(|line| line.starts_with("| ") && !line.contains(" test |"));
    let is_test = |name: &str| {
        sources().iter().any(|source| source.text.contains(&format!("fn {name}() {{")))
    };
    let mut count = 0;
    let unheld = rows.flat_map(|row| {
        count += 1;
        let cell = row.trim_end_matches([' ', '|']).rsplit(" | ").next().unwrap_or_default();
        let names: Vec<&str> = cell.split(", ").map(|name| name.trim_matches('`')).collect();
        let missing = names.into_iter().filter(|name| !is_test(name));
        missing.map(|name| format!("{name:?}: {row}")).collect::<Vec<_>>()
    });
    none("no test holds a row of docs/failures.md", unheld.collect::<Vec<_>>());
    assert!(count > 40, "only {count} rows were found");
}
