//! Runs the program in a folder of its own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use serde_json::Value;
use tempfile::TempDir;

use crate::contract;

/// The commands that print JSON.
const COMMANDS: [&str; 14] = [
    "analyze", "batch", "count", "explain", "export", "extract", "facets", "index", "optimize",
    "search", "show", "stats", "timeline", "verify",
];

/// A folder to run the program in; its index is `index` below it.
pub(super) struct Desk {
    folder: TempDir,
}

/// What a run left.
#[derive(Debug)]
pub(super) struct Outcome {
    arguments: Vec<String>,
    pub(super) code: Option<i32>,
    pub(super) stdout: String,
    pub(super) stderr: String,
}

impl Outcome {
    /// Checks the exit code.
    #[track_caller]
    pub(super) fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{self:#?}");
        self
    }

    /// Standard output as JSON, object by object, each held to the contract.
    #[track_caller]
    pub(super) fn objects(&self) -> Vec<Value> {
        let is_command = |word: &&String| COMMANDS.contains(&word.as_str());
        let command = self.arguments.iter().find(is_command).expect("a command");
        self.stdout.lines().for_each(|line| contract::holds(command, line));
        self.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// The last object.
    #[track_caller]
    pub(super) fn last(&self) -> Value {
        self.objects().pop().unwrap_or_else(|| panic!("no output: {self:#?}"))
    }
}

impl Desk {
    /// An empty folder.
    pub(super) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// A folder with two articles in `news`.
    pub(super) fn with_news() -> Self {
        let desk = Self::new();
        desk.write(
            "news/ferry.txt",
            "Ferry returns\n\n12 May 2021\n\nThe ferry runs again on the river.\n",
        );
        desk.write(
            "news/wire.jsonl",
            "{\"id\":\"w-1\",\"title\":\"Mayor resigns\",\"date\":\"2025-05-30\",\"source\":\"Wire\",\
             \"author\":\"Ana Kovač\",\"body\":\"The mayor resigned on Friday, after the ferry strike.\"}\n",
        );
        desk
    }

    /// The same, indexed.
    pub(super) fn with_index() -> Self {
        let desk = Self::with_news();
        desk.run(&["index", "news"]).exits(0);
        desk
    }

    pub(super) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file, with the folders above it.
    pub(super) fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, content).unwrap();
        path
    }

    /// The program, ready to run here.
    pub(super) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_backfile"));
        command.current_dir(self.path()).args(arguments);
        for variable in ["BACKFILE_INDEX", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"] {
            command.env_remove(variable);
        }
        // No settings of whoever runs the tests.
        command.env("XDG_CONFIG_HOME", "/nowhere");
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// Runs the program here.
    pub(super) fn run(&self, arguments: &[&str]) -> Outcome {
        finish(self.command(arguments))
    }

    /// Runs it with this on its standard input.
    pub(super) fn run_with_input(&self, arguments: &[&str], input: &str) -> Outcome {
        let input = self.write("standard-input", input);
        let mut command = self.command(arguments);
        command.stdin(fs::File::open(input).unwrap());
        finish(command)
    }
}

/// Runs the program and waits for it.
pub(super) fn finish(mut command: Command) -> Outcome {
    let output = command.output().unwrap();
    let arguments = command.get_args().map(|word| word.to_string_lossy().into_owned());
    Outcome {
        arguments: arguments.collect(),
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).expect("standard output is UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("standard error is UTF-8"),
    }
}

/// The sample corpus of the project.
pub(super) fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")
}

/// Runs the program on an index of the sample corpus, which is made once.
pub(super) fn on_corpus(arguments: &[&str]) -> Outcome {
    static INDEX: OnceLock<PathBuf> = OnceLock::new();
    let index = INDEX.get_or_init(|| {
        let index = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cli-corpus-index");
        if index.try_exists().unwrap() {
            fs::remove_dir_all(&index).unwrap();
        }
        let (folder, corpus) = (index.to_str().unwrap(), corpus());
        let made = Desk::new().run(&["--index", folder, "index", corpus.to_str().unwrap()]);
        assert!(made.code == Some(0), "{made:#?}");
        index
    });
    let mut all = vec!["--index", index.to_str().unwrap()];
    all.extend(arguments);
    Desk::new().run(&all)
}
