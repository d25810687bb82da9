//! Xapian, a program in C++ that is built when it is first needed, where its package is installed.

use std::fs::File;
use std::io::{BufRead as _, BufReader, BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;

use anyhow::{Context as _, ensure};

use crate::articles::{Articles, day_number};
use crate::peer::{Found, Peer};
use crate::questions::{Question, Sought, Wanted};

const SOURCE: &str = include_str!("xapian.cc");

pub(crate) struct XapianPeer {
    child: Child,
    questions: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl XapianPeer {
    pub(crate) fn is_installed() -> bool {
        let told = Command::new("xapian-config").arg("--version").output();
        told.is_ok_and(|output| output.status.success())
    }

    /// The program, built into a folder.
    fn program(folder: &Path) -> anyhow::Result<PathBuf> {
        let (source, program) = (folder.join("rival.cc"), folder.join("rival"));
        std::fs::write(&source, SOURCE)?;
        let flags = Command::new("xapian-config").args(["--cxxflags", "--libs"]).output()?;
        let flags = String::from_utf8(flags.stdout)?;
        let mut compiler = Command::new("c++");
        compiler.args(["-O3", "-std=c++17", "-o"]).arg(&program).arg(&source);
        ensure!(
            compiler.args(flags.split_whitespace()).status()?.success(),
            "Xapian's side cannot be built"
        );
        Ok(program)
    }

    pub(crate) fn index(articles: &Path, folder: &Path) -> anyhow::Result<()> {
        let program = Self::program(folder)?;
        let lines = folder.join("articles.tsv");
        let mut file = BufWriter::new(File::create(&lines)?);
        let plain = |text: &str| text.replace(['\t', '\n', '\r'], " ");
        for article in Articles::read(articles)? {
            let article = article?;
            let day = article.day().map_or(0, day_number);
            let (title, body) = (plain(&article.title), plain(&article.body));
            writeln!(file, "{}\t{day}\t{title}\t{body}", article.number()?)?;
        }
        file.flush()?;
        let status =
            Command::new(program).arg("index").arg(folder.join("db")).arg(&lines).status()?;
        ensure!(status.success(), "Xapian cannot index");
        std::fs::remove_file(lines)?;
        Ok(())
    }

    pub(crate) fn open(folder: &Path) -> anyhow::Result<Self> {
        let mut command = Command::new(folder.join("rival"));
        command.arg("ask").arg(folder.join("db")).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn()?;
        let (questions, answers) = (child.stdin.take(), child.stdout.take());
        let questions = questions.context("the child listens")?;
        let answers = BufReader::new(answers.context("the child answers")?);
        Ok(Self { child, questions, answers })
    }
}

impl Peer for XapianPeer {
    /// Xapian's own time: what goes through the pipe is not counted.
    fn ask(&mut self, question: &Question, wanted: Wanted) -> anyhow::Result<Option<Found>> {
        let (kind, words) = match &question.sought {
            Sought::Word(word) | Sought::Quoted(word) => ("word", vec![word.clone()]),
            Sought::All(words) => ("all", words.clone()),
            Sought::Any(words) => ("any", words.clone()),
            Sought::Phrase(words) => ("phrase", words.clone()),
            Sought::Begins(letters) => ("begins", vec![letters.clone()]),
            Sought::Near(_) | Sought::Contains(_) => return Ok(None),
        };
        let (wanted, count) = match wanted {
            Wanted::Best(count) => ("best", count),
            Wanted::Newest => ("newest", 10),
            Wanted::Count => ("count", 0),
        };
        let days = question.days.map(|(from, until)| (day_number(from), day_number(until)));
        let (from, until) = days.unwrap_or_default();
        writeln!(
            self.questions,
            "{wanted}\t{count}\t{from}\t{until}\t{kind}\t{}",
            words.join("\t")
        )?;
        self.questions.flush()?;
        let mut line = String::new();
        self.answers.read_line(&mut line)?;
        let (found, took) = line.trim().split_once(' ').context("Xapian has ended")?;
        Ok(Some(Found { articles: found.parse()?, took: Duration::from_nanos(took.parse()?) }))
    }
}

impl Drop for XapianPeer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
