//! Lives through one night after the other, with the program and with the model.

use std::path::PathBuf;

use super::archive::Archive;
use super::compare::{self, Said};
use super::disturb::Program;
use super::expected::{Asked, Model, Removal, Told, is_in};
use crate::samples::Sample;

/// An archive with its index, and what that should be.
pub(super) struct Life {
    sample: Sample,
    base: PathBuf,
    archive: Archive,
    model: Model,
    program: Program,
}

/// The folders that the first run is given. One lies in a folder that is to be a root later.
const FIRST_ROOTS: [&str; 2] = ["a", "b/inner"];

impl Life {
    pub(super) fn new(seed: u64) -> Self {
        let sample = Sample::new();
        std::fs::create_dir(sample.news()).unwrap();
        let base = sample.news().canonicalize().unwrap();
        let program = Program::new(sample.index());
        let mut archive = Archive::new(seed, &FIRST_ROOTS);
        archive.try_to_lock(&base);
        Self { sample, base, archive, model: Model::default(), program }
    }

    /// What has happened so far.
    pub(super) fn script(&self) -> String {
        self.archive.script.join("\n")
    }

    /// One night; returns what is not as it should be.
    pub(super) fn night(&mut self, night: usize) -> Vec<String> {
        self.archive.note(format!("-- night {night}"));
        let asked = self.day(night);
        self.archive.write(&self.base);
        let mut is_undisturbed = true;
        match self.disturb(&asked) {
            Ok(Some(what)) => {
                self.archive.note(what);
                is_undisturbed = false;
            }
            Ok(None) => {}
            Err(differences) => return differences,
        }
        let (_, mut differences) = self.run(&asked, is_undisturbed);
        if differences.is_empty() && self.archive.random.once_in(2) {
            differences = self.change_nothing(&asked);
        }
        if differences.is_empty() && !self.archive.random.once_in(3) {
            differences = compare::unsound(&self.program.index);
        }
        differences
    }

    /// The night's run to its end, by the program and by the model.
    fn run(&mut self, asked: &Asked, is_undisturbed: bool) -> (Told, Vec<String>) {
        let arguments = self.arguments(asked);
        let foreseen = self.archive.random.once_in(3).then(|| {
            let dry = arguments.iter().cloned().chain(["--dry-run".to_owned()]);
            self.say(&dry.collect::<Vec<_>>())
        });
        self.archive.note(format!("run {}", arguments.join(" ")));
        let said = self.say(&arguments);
        let told = self.model.run(&self.archive.disk(), asked);
        let mut differences = said.differences(&told, &self.base, is_undisturbed);
        if let Some(foreseen) = foreseen
            && foreseen.work() != said.work()
        {
            differences.push(format!("foreseen: {}, done: {}", foreseen.work(), said.work()));
        }
        differences.extend(self.differences());
        (told, differences)
    }

    fn say(&mut self, arguments: &[String]) -> Said {
        Said::new(&self.program.run(arguments))
    }

    fn differences(&self) -> Vec<String> {
        compare::differences(&self.program.index, &self.base, &self.model)
    }

    /// What happens by day, and what the run is asked to do at night.
    fn day(&mut self, night: usize) -> Asked {
        let mut asked = Asked {
            roots: Vec::new(),
            removal: Removal::Guarded,
            accepted: Vec::new(),
            checks_content: self.archive.random.once_in(4),
        };
        if night == 0 {
            asked.roots = FIRST_ROOTS.map(str::to_owned).to_vec();
            return asked;
        }
        self.archive.day(&self.model);
        if night % 8 == 7 {
            self.archive.mend_all();
            asked.removal = Removal::Allowed;
            return asked;
        }
        let random = &mut self.archive.random;
        asked.removal = match random.below(12) {
            0 | 1 => Removal::Allowed,
            2 => Removal::Never,
            _ => Removal::Guarded,
        };
        if random.once_in(4) {
            let roots = self.model.roots.iter().filter(|_| random.once_in(2)).cloned();
            asked.roots = roots.collect();
        }
        if random.once_in(10)
            && let Some((from, to)) = self.archive.rename_root(&self.model)
        {
            // A run that is killed may have forgotten the old one.
            asked.roots.retain(|root| !is_in(root, &from));
            asked.roots.push(to);
        }
        if self.model.roots.is_empty() || (night >= 10 && self.archive.random.once_in(8)) {
            asked.roots.extend(self.archive.new_root(&self.model));
        }
        if self.archive.random.once_in(5) {
            asked.accepted.extend(self.broken_file(&asked));
        }
        asked
    }

    /// A file that is not whole and will be read.
    fn broken_file(&mut self, asked: &Asked) -> Option<(String, bool)> {
        let mut model = self.model.clone();
        model.roots.extend(asked.roots.iter().cloned());
        let disk = self.archive.disk();
        let (scopes, _) = model.scopes(&disk, &asked.roots);
        let broken = self.archive.files.iter().filter(|(path, source)| {
            let place = model.place(path);
            let may_be_named = source.cut.is_some() && !disk.is_locked(path);
            may_be_named && place.is_some_and(|place| scopes.contains(&place.root))
        });
        let broken: Vec<String> = broken.map(|(path, _)| path.clone()).collect();
        let random = &mut self.archive.random;
        (!broken.is_empty()).then(|| (random.one_of(&broken).clone(), random.once_in(3)))
    }

    fn arguments(&self, asked: &Asked) -> Vec<String> {
        let absolute = |path: &String| self.base.join(path).display().to_string();
        let mut arguments = ["--json", "--verbose", "index"].map(str::to_owned).to_vec();
        match asked.removal {
            Removal::Guarded => {}
            Removal::Allowed => arguments.push("--allow-removal".to_owned()),
            Removal::Never => arguments.push("--keep-missing".to_owned()),
        }
        if asked.checks_content {
            arguments.push("--check-content".to_owned());
        }
        for (path, always) in &asked.accepted {
            arguments.extend(["--accept".to_owned(), absolute(path)]);
            arguments.extend(always.then(|| "--always".to_owned()));
        }
        arguments.extend(asked.roots.iter().map(absolute));
        arguments
    }

    /// What happens before the night's run, where something does.
    fn disturb(&mut self, asked: &Asked) -> Result<Option<String>, Vec<String>> {
        let arguments = self.arguments(asked);
        let is_all_there = asked.roots.is_empty()
            && !self.model.has_accepted()
            && self.model.is_covered(&self.archive.disk());
        let folders = self.archive.all_folders();
        let are_named_there = asked.roots.iter().all(|root| folders.contains(root));
        let are_roots_there =
            asked.roots.is_empty() && self.model.roots.iter().all(|root| folders.contains(root));
        let random = &mut self.archive.random;
        match random.below(14) {
            // A run that ends before it is killed may forget a root, which cannot be named then.
            0 | 1 if are_named_there => Ok(Some(self.program.kill(&arguments, random))),
            2 if are_named_there => Ok(Some(self.program.starve(&arguments, random))),
            3..=5 if is_all_there => {
                self.program.damage_and_repair(random).map(Some).map_err(|what| vec![what])
            }
            // It does not forget a root of which everything has moved.
            7 | 8 if are_roots_there && asked.removal == Removal::Allowed => {
                let rebuild = ["--json", "index", "--rebuild"].map(str::to_owned);
                let said = self.say(&rebuild);
                Ok(Some(format!("{}: {:?}", rebuild.join(" "), said.exit)))
            }
            6 if self.model.roots.len() > 2
                && asked.roots.is_empty()
                && asked.accepted.is_empty() =>
            {
                self.forget()
            }
            _ => Ok(None),
        }
    }

    /// Forgets a root.
    fn forget(&mut self) -> Result<Option<String>, Vec<String>> {
        let roots: Vec<String> = self.model.roots.iter().cloned().collect();
        let root = self.archive.random.one_of(&roots).clone();
        let absolute = self.base.join(&root).display().to_string();
        let said = self.say(&["--json", "index", "--forget", &absolute].map(str::to_owned));
        let articles = self.model.forget(&root);
        let what = format!("{root} forgotten, with {articles}");
        let mut differences = self.differences();
        if said.exit != Some(0) || said.summary["removed"] != articles {
            differences.push(format!("{said:?}"));
        }
        if differences.is_empty() { Ok(Some(what)) } else { Err(differences) }
    }

    /// Does something after the run that leaves the articles as they are.
    fn change_nothing(&mut self, asked: &Asked) -> Vec<String> {
        let words = |words: &[&str]| -> Vec<String> {
            words.iter().map(|word| (*word).to_owned()).collect()
        };
        let work = match self.archive.random.below(6) {
            0 => return self.run(asked, true).1,
            1 => words(&["--json", "optimize"]),
            2 => words(&["--json", "index", "--rebuild=store"]),
            _ if !asked.roots.is_empty() => return Vec::new(),
            3 | 4 => words(&["--json", "index", "--rebuild"]),
            _ => {
                let languages = *self.archive.random.one_of(&["\"en\"", "\"en\", \"sr\""]);
                let settings = self.sample.path().join("settings.toml");
                std::fs::write(&settings, format!("languages = [{languages}]\n")).unwrap();
                let path = settings.display().to_string();
                words(&["--json", "index", "--rebuild", "--settings", &path])
            }
        };
        if self.archive.random.once_in(3) {
            let what = self.program.kill(&work, &mut self.archive.random);
            self.archive.note(what);
            if self.archive.random.once_in(2) {
                return self.differences();
            }
        }
        self.archive.note(work.join(" "));
        let said = self.say(&work);
        let mut differences = self.differences();
        // Only what reads the files says again which of them are not whole.
        let reads = work.iter().any(|word| word == "--rebuild");
        let told = self.model.clone().run(&self.archive.disk(), asked);
        let exit = if reads && (told.cut > 0 || told.is_refused) { 2 } else { 0 };
        if said.exit != Some(exit) {
            differences.push(format!("not exit {exit}: {said:?}"));
        }
        differences
    }
}

impl Drop for Life {
    fn drop(&mut self) {
        self.archive.unlock(&self.base);
    }
}
