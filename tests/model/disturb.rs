//! What happens to runs and indexes: kills, writes that fail, flipped bits, and all that leaves
//! the articles as they are.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use testkit::{Random, flip_bit};

use crate::samples::program;

/// The program with its index.
#[derive(Debug)]
pub(super) struct Program {
    pub(super) index: PathBuf,
    /// How long the last undisturbed run took.
    lasts: Duration,
}

impl Program {
    pub(super) fn new(index: PathBuf) -> Self {
        Self { index, lasts: Duration::from_millis(100) }
    }

    /// Runs to its end.
    pub(super) fn run(&mut self, arguments: &[String]) -> Output {
        let started = Instant::now();
        let output = self.command(arguments).output().unwrap();
        self.lasts = started.elapsed();
        output
    }

    fn command(&self, arguments: &[String]) -> Command {
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        program(&self.index, &arguments)
    }

    /// Begins a run and kills it somewhere in the middle.
    pub(super) fn kill(&self, arguments: &[String], random: &mut Random) -> String {
        let percent = u32::try_from(random.below(100)).unwrap();
        let mut command = self.command(arguments);
        let mut run = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(self.lasts * percent / 100);
        run.kill().unwrap();
        let status = run.wait().unwrap();
        format!("{arguments:?} killed after {percent} percent of {:?}: {status}", self.lasts)
    }

    /// A run whose files may not grow beyond some blocks.
    #[cfg(unix)]
    pub(super) fn starve(&self, arguments: &[String], random: &mut Random) -> String {
        let blocks = 1 + random.below(24);
        let command = self.command(arguments);
        let status = Command::new("sh")
            .args(["-c", &format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$@\""), "sh"])
            .arg(command.get_program())
            .args(command.get_args())
            .env_remove("BACKFILE_INDEX")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        format!("{arguments:?} with files of {blocks} blocks: {}", status.unwrap())
    }

    /// Flips a bit of a segment and repairs the index; says what it did.
    pub(super) fn damage_and_repair(&mut self, random: &mut Random) -> Result<String, String> {
        let Some(file) = any_segment_file(&self.index, random) else {
            return Ok("nothing to damage".to_owned());
        };
        flip_bit(&file, random).unwrap();
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let repair = self.run(&["--json", "verify", "--repair"].map(str::to_owned));
        let said = String::from_utf8_lossy(&repair.stdout).into_owned();
        let errors = String::from_utf8_lossy(&repair.stderr).into_owned();
        let what = format!("a bit of {name} flipped, repaired: {said}{errors}");
        if repair.status.success() { Ok(what) } else { Err(what) }
    }
}

fn any_segment_file(index: &Path, random: &mut Random) -> Option<PathBuf> {
    let current = fs::read_to_string(index.join("CURRENT")).unwrap();
    let entries = fs::read_dir(index.join(current.trim())).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    let endings = ["term", "idx", "pos", "fieldnorm", "fast", "store", "del"];
    files.retain(|path| {
        let ending = path.extension().and_then(|ending| ending.to_str());
        ending.is_some_and(|ending| endings.contains(&ending))
    });
    files.sort();
    (!files.is_empty()).then(|| random.one_of(&files).clone())
}
