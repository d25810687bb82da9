//! Reads from the sources which file of a crate names what of which other.

use std::collections::{BTreeMap, BTreeSet};

/// The files of one crate by their modules, `a::b`, the root being empty.
#[derive(Debug, Default)]
pub(super) struct Modules {
    files: BTreeMap<Vec<String>, String>,
    /// By module and name, what it uses of another one, and so hands on to its children at least.
    handed_on: BTreeMap<(Vec<String>, String), Vec<String>>,
    /// By module, the paths that it names, from the root on.
    named: BTreeMap<Vec<String>, BTreeSet<Vec<String>>>,
}

impl Modules {
    /// Of the files of a crate, given by their paths below its root file's folder, with their
    /// texts without tests.
    pub(super) fn read<'a>(sources: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let sources: Vec<_> =
            sources.into_iter().map(|(path, text)| (module_of(path), path, text)).collect();
        let mut modules = Self::default();
        for (module, path, _) in &sources {
            modules.files.insert(module.clone(), (*path).to_owned());
        }
        for (module, _, text) in &sources {
            modules.read_file(module, text);
        }
        modules
    }

    fn read_file(&mut self, module: &[String], text: &str) {
        let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
        let code = lines.collect::<Vec<_>>().join("\n");
        let mut named = BTreeSet::new();
        let mut begin = 0;
        while let Some(at) = code[begin..].find("::").map(|at| begin + at) {
            let start = code[..at].rfind(|c: char| !is_of_name(c)).map_or(0, |before| before + 1);
            let mut leaves = Vec::new();
            let end = read_tree(&code, start, &mut Vec::new(), &mut leaves);
            let before = &code[..start];
            let is_use = before.trim_end().ends_with("use");
            for (leaf, name) in leaves {
                let Some(path) = self.rooted(module, &leaf, is_use) else { continue };
                if is_use {
                    self.handed_on.insert((module.to_vec(), name), path.clone());
                }
                named.insert(path);
            }
            begin = end.max(at + 2);
        }
        self.named.insert(module.to_vec(), named);
    }

    /// A path as it stands in a module, from the root of the crate on; `None` where it leads into
    /// another crate.
    fn rooted(&self, module: &[String], path: &[String], is_use: bool) -> Option<Vec<String>> {
        let mut from = match path.first()?.as_str() {
            "crate" => Vec::new(),
            "self" | "super" => module.to_vec(),
            child => {
                let child = [module, &[child.to_owned()]].concat();
                return (is_use && self.files.contains_key(&child))
                    .then(|| [module, path].concat());
            }
        };
        for step in path {
            match step.as_str() {
                "crate" | "self" => {}
                "super" => _ = from.pop(),
                name => from.push(name.to_owned()),
            }
        }
        Some(from)
    }

    /// The module that a path ends in, whoever hands it on.
    fn home(&self, path: &[String]) -> Vec<String> {
        let mut at = Vec::new();
        for (number, step) in path.iter().enumerate() {
            let child = [at.as_slice(), std::slice::from_ref(step)].concat();
            if self.files.contains_key(&child) {
                at = child;
            } else if let Some(other) = self.handed_on.get(&(at.clone(), step.clone())) {
                let rest = [other.as_slice(), &path[number + 1..]].concat();
                // What hands itself on leads nowhere.
                return if rest == path { at } else { self.home(&rest) };
            } else {
                break;
            }
        }
        at
    }

    /// Each pair of modules of which the first names something of the second.
    pub(super) fn edges(&self) -> BTreeSet<(Vec<String>, Vec<String>)> {
        let mut edges = BTreeSet::new();
        for (module, paths) in &self.named {
            let homes = paths.iter().map(|path| self.home(path));
            edges.extend(homes.filter(|home| home != module).map(|home| (module.clone(), home)));
        }
        edges
    }

    /// What names something of a floor above its own: `floors` are the modules right under the
    /// root, the lowest first. The root is above all: what is not known to come from below does not
    /// count as such.
    pub(super) fn climbs(&self, floors: &[&str]) -> Vec<String> {
        let floor = |module: &[String]| {
            let floor =
                floors.iter().position(|floor| module.first().is_some_and(|it| it == floor));
            floor.unwrap_or(usize::MAX)
        };
        let climbs = self.edges().into_iter().filter(|(from, to)| floor(from) < floor(to));
        climbs.filter(|(from, _)| !from.is_empty()).map(|edge| self.shown(&edge)).collect()
    }

    /// The circles of files that name each other, but for a parent and its children.
    pub(super) fn circles(&self) -> Vec<String> {
        let is_family =
            |(from, to): &(Vec<String>, Vec<String>)| from.starts_with(to) || to.starts_with(from);
        let mut below: BTreeMap<Vec<String>, BTreeSet<Vec<String>>> = BTreeMap::new();
        for (from, to) in self.edges().into_iter().filter(|edge| !is_family(edge)) {
            below.entry(from).or_default().insert(to);
        }
        let reached = |from: &Vec<String>| {
            let mut reached = BTreeSet::new();
            let mut open = vec![from];
            while let Some(module) = open.pop() {
                for to in below.get(module).into_iter().flatten() {
                    if reached.insert(to.clone()) {
                        open.push(to);
                    }
                }
            }
            reached
        };
        let reached: BTreeMap<_, _> = below.keys().map(|from| (from, reached(from))).collect();
        let circle = |(from, to): &(&Vec<String>, &Vec<String>)| {
            reached.get(to).is_some_and(|back| back.contains(*from))
        };
        let edges = below.iter().flat_map(|(from, tos)| tos.iter().map(move |to| (from, to)));
        edges.filter(circle).map(|(from, to)| self.shown(&(from.clone(), to.clone()))).collect()
    }

    fn shown(&self, (from, to): &(Vec<String>, Vec<String>)) -> String {
        format!("{} names something of {}", self.files[from], self.files[to])
    }
}

/// `a/b.rs` and `a/b/mod.rs` are `a::b`; `lib.rs` and `main.rs` are the root.
fn module_of(path: &str) -> Vec<String> {
    let path = path.trim_end_matches(".rs").trim_end_matches("/mod");
    let steps = path.split('/').map(str::to_owned);
    if ["lib", "main"].contains(&path) { Vec::new() } else { steps.collect() }
}

fn is_of_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Reads a path that begins here, with all that a `{…}` in it names, and returns where it ends. Each
/// leaf has the name that it is used by.
fn read_tree(
    code: &str,
    start: usize,
    steps: &mut Vec<String>,
    leaves: &mut Vec<(Vec<String>, String)>,
) -> usize {
    let depth = steps.len();
    let mut at = start;
    loop {
        let rest = &code[at..];
        let name = rest.find(|c: char| !is_of_name(c)).unwrap_or(rest.len());
        if name > 0 {
            steps.push(rest[..name].to_owned());
            at += name;
            if let Some(more) = code[at..].strip_prefix("::")
                && more.starts_with(|c: char| is_of_name(c) || c == '{')
            {
                at += 2;
                continue;
            }
            let other = code[at..].strip_prefix(" as ").map(|rest| {
                rest.split(|c: char| !is_of_name(c)).next().unwrap_or_default().to_owned()
            });
            leaves.push((steps.clone(), other.unwrap_or_else(|| rest[..name].to_owned())));
        } else if rest.starts_with('{') {
            at += 1;
            loop {
                at += code[at..].find(|c: char| !c.is_whitespace() && c != ',').unwrap_or(0);
                if !code[at..].starts_with(|c: char| is_of_name(c)) {
                    break;
                }
                at = read_tree(code, at, steps, leaves);
                // A name may be used under another.
                at += code[at..].find([',', '}']).unwrap_or(0);
            }
            at += usize::from(code[at..].starts_with('}'));
        }
        steps.truncate(depth);
        return at;
    }
}

#[test]
fn a_climb_and_a_circle_are_found() {
    let sources = [
        ("lib.rs", "mod low;\nmod high;\npub use high::{Roof, window::Pane as Glass};\n"),
        ("low.rs", "use crate::Glass;\n// use crate::high::Roof is only spoken of\n"),
        ("high/mod.rs", "mod door;\nmod floor;\npub mod window;\npub(crate) use door::Roof;\n"),
        ("high/door.rs", "use super::{floor::Plank as Wood, window};\nuse crate::low::Stone;\n"),
        ("high/floor.rs", "fn lay() { super::window::open() }\nuse std::fmt::Write;\n"),
        ("high/window.rs", "use crate::{\n    high::{Roof},\n};\nuse super::Own;\n"),
    ];
    let modules = Modules::read(sources);
    assert_eq!(modules.climbs(&["low", "high"]), ["low.rs names something of high/window.rs"]);
    assert_eq!(modules.climbs(&["high", "low"]), ["high/door.rs names something of low.rs"]);
    let circles = modules.circles();
    let circle = [
        "high/door.rs names something of high/floor.rs",
        "high/door.rs names something of high/window.rs",
        "high/floor.rs names something of high/window.rs",
        "high/window.rs names something of high/door.rs",
    ];
    assert!(circle.iter().all(|edge| circles.iter().any(|found| found == edge)), "{circles:#?}");
    let straight = Modules::read(sources.into_iter().filter(|(path, _)| *path != "high/window.rs"));
    assert_eq!(straight.circles(), [""; 0]);
}

#[test]
fn what_only_the_root_knows_is_above_every_floor() {
    for (root, low) in [
        ("mod low;\nmod high;\nuse high::Roof;\n", "use crate::Roof;\n"),
        ("mod low;\nmod high;\npub use high::*;\n", "fn see() -> crate::Roof {}\n"),
        ("mod low;\nmod high;\n", "use crate::*;\n"),
        ("mod low;\nmod high;\n", "fn see() { super::high::look() }\n"),
        ("mod low;\nmod high;\npub use high::Roof as Top;\n", "use super::{Top as It};\n"),
    ] {
        let modules = Modules::read([("lib.rs", root), ("low.rs", low), ("high.rs", "\n")]);
        assert_eq!(modules.climbs(&["low", "high"]).len(), 1, "{root}{low}");
        let is_known = !root.contains('*') && !low.contains('*');
        let climbs = modules.climbs(&["high", "low"]);
        assert_eq!(climbs.is_empty(), is_known, "{root}{low}");
    }
}
