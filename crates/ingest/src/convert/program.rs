//! Runs a program within bounds of time and memory.

use std::ffi::OsString;
use std::io::{self, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

/// A program may take so long.
pub(super) const TIME_LIMIT: Duration = Duration::from_mins(1);
/// And so much address space. Java and office programs reserve much more than they use.
#[cfg(target_os = "linux")]
const MEMORY_LIMIT_BYTES: u64 = 4 << 30;
/// And write files of this size.
#[cfg(target_os = "linux")]
const FILE_LIMIT_BYTES: u64 = 1 << 30;
/// And say so much.
const OUTPUT_LIMIT_BYTES: u64 = 32 << 20;
/// So much of what it complains of is told.
const COMPLAINT_BYTES: u64 = 300;
/// What it has said is there so soon after it has ended, unless something that it has started goes
/// on and holds its output open.
const LAST_WORDS: Duration = Duration::from_secs(5);
/// How long one waits at first, and at most, before one looks again whether it has ended.
const PAUSE: [Duration; 2] = [Duration::from_millis(1), Duration::from_millis(50)];

/// Why a program made no text of a file.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConversionFailure {
    /// It could not be started.
    #[error("it cannot be started: {source}")]
    NotStarted {
        /// What the system said.
        source: io::Error,
    },
    /// It took too long.
    #[error("it took longer than {limit_s} s")]
    TooSlow {
        /// The limit in seconds.
        limit_s: u64,
    },
    /// It said too much.
    #[error("it said more than {limit_bytes} bytes")]
    TooMuch {
        /// The limit in bytes.
        limit_bytes: u64,
    },
    /// What it said is no text.
    #[error("what it said is no text")]
    NoText,
    /// It said that it failed, or was ended.
    #[error("{status}{}{complaint}", if .complaint.is_empty() { "" } else { ": " })]
    Failed {
        /// How it ended.
        status: std::process::ExitStatus,
        /// What it said of that, in one line; the beginning.
        complaint: String,
    },
}

impl ConversionFailure {
    /// Whether another time it may go well with the same file.
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::NotStarted { .. } | Self::TooSlow { .. })
    }
}

/// What a program says within some time.
pub(super) fn run(
    program: &Path,
    arguments: Vec<OsString>,
    limit: Duration,
) -> Result<Vec<u8>, ConversionFailure> {
    let not_started = |source| ConversionFailure::NotStarted { source };
    let folder = tempfile::tempdir().map_err(not_started)?;
    let mut command = Command::new(program);
    command
        .args(arguments)
        .current_dir(folder.path())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    let mut child = command.spawn().map_err(not_started)?;
    bound(&child);
    let said = child.stdout.take().map(|pipe| reading(pipe, OUTPUT_LIMIT_BYTES + 1));
    let complaint = child.stderr.take().map(|pipe| reading(pipe, COMPLAINT_BYTES));
    let end = Instant::now() + limit;
    let too_slow = || ConversionFailure::TooSlow { limit_s: limit.as_secs() };
    let mut pause = PAUSE[0];
    let status = loop {
        if let Some(status) = child.try_wait().map_err(not_started)? {
            break status;
        }
        if Instant::now() > end {
            kill(&mut child);
            return Err(too_slow());
        }
        thread::sleep(pause);
        pause = (pause * 2).min(PAUSE[1]);
    };
    let taken = |pipe: Option<Receiver<Vec<u8>>>| {
        let left = end.saturating_duration_since(Instant::now()).clamp(PAUSE[1], LAST_WORDS);
        pipe.and_then(|pipe| pipe.recv_timeout(left).ok())
    };
    // What it has started itself may go on, and hold its output open.
    let Some(said) = taken(said) else {
        kill(&mut child);
        return Err(too_slow());
    };
    if said.len() as u64 > OUTPUT_LIMIT_BYTES {
        return Err(ConversionFailure::TooMuch { limit_bytes: OUTPUT_LIMIT_BYTES });
    }
    if status.success() {
        return Ok(said);
    }
    let complaint = taken(complaint).unwrap_or_default();
    let complaint = String::from_utf8_lossy(&complaint);
    let words: Vec<&str> = complaint.split_whitespace().collect();
    let complaint = words.join(" ").chars().filter(|c| !c.is_control()).collect();
    Err(ConversionFailure::Failed { status, complaint })
}

/// The beginning of what comes through a pipe, once it is there. What follows is passed over, so
/// that nobody waits for it to be read, but for a program that says too much: its pipe is closed.
fn reading(pipe: impl Read + Send + 'static, limit: u64) -> Receiver<Vec<u8>> {
    let (sender, receiver) = channel();
    thread::spawn(move || {
        let mut beginning = Vec::new();
        let mut pipe = pipe.take(limit);
        // What was read before a failure is what there is.
        let _ = pipe.read_to_end(&mut beginning);
        // Nobody may wait any more.
        let _ = sender.send(beginning);
        if limit <= COMPLAINT_BYTES {
            let _ = io::copy(&mut pipe.into_inner(), &mut io::sink());
        }
    });
    receiver
}

#[cfg(target_os = "linux")]
fn bound(child: &Child) {
    use rustix::process::{Pid, Resource, Rlimit, prlimit};
    let limits = [
        (Resource::As, MEMORY_LIMIT_BYTES),
        (Resource::Fsize, FILE_LIMIT_BYTES),
        (Resource::Cpu, TIME_LIMIT.as_secs()),
        (Resource::Core, 0),
    ];
    let pid = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
    for (resource, limit) in limits {
        let limit = Rlimit { current: Some(limit), maximum: Some(limit) };
        // One that has ended already needs no bounds.
        let _ = prlimit(pid, resource, limit);
    }
}

#[cfg(not(target_os = "linux"))]
fn bound(_child: &Child) {}

/// Ends a program with all that it has started.
fn kill(child: &mut Child) {
    #[cfg(unix)]
    if let Some(pid) = i32::try_from(child.id()).ok().and_then(rustix::process::Pid::from_raw) {
        // The group may be gone.
        let _ = rustix::process::kill_process_group(pid, rustix::process::Signal::KILL);
    }
    let _ = child.kill();
    let _ = child.wait();
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn shell(command: &str, limit: Duration) -> Result<Vec<u8>, ConversionFailure> {
        run(Path::new("/bin/sh"), vec!["-c".into(), command.into()], limit)
    }

    #[test]
    fn one_that_takes_too_long_ends_with_all_that_it_has_started() {
        let started = Instant::now();
        for command in ["sleep 60 & sleep 60", "sleep 60 & echo done"] {
            let failure = shell(command, Duration::from_millis(200)).unwrap_err();
            assert!(failure.is_passing(), "{command}: {failure}");
        }
        assert!(started.elapsed() < Duration::from_secs(30));
    }

    #[test]
    fn its_memory_is_bounded_and_its_complaints_never_block_it() {
        let said = shell("sleep 0.2; ulimit -v; ulimit -c", TIME_LIMIT).unwrap();
        if cfg!(target_os = "linux") {
            assert_eq!(String::from_utf8(said).unwrap(), "4194304\n0\n");
        }
        let said = shell("yes | head -c 1000000 >&2; echo text", TIME_LIMIT).unwrap();
        assert_eq!(said, b"text\n");
    }
}
