//! Prints whose words the dictionaries are, and under which licences.

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::process::ExitCode;

use backfile::analysis;

/// Prints them, and says by the exit code whether they could be written. Who stops reading has read
/// enough.
pub(crate) fn print() -> ExitCode {
    let mut out = io::stdout().lock();
    match out.write_all(text().as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => ExitCode::from(2),
        _ => ExitCode::SUCCESS,
    }
}

/// Source and licence of every dictionary, and the texts of the licences.
fn text() -> String {
    let mut text = String::from(
        "Backfile is licensed under MIT or Apache-2.0, at your option. Its dictionaries are the work \
         of others:\n",
    );
    for dictionary in analysis::dictionaries() {
        let (language, source) = (dictionary.language(), dictionary.source().trim_end());
        let licence = dictionary.licence().trim_end();
        // What is written into memory is always taken.
        let _ = write!(text, "\n== {language}\n\n{source}\n\n{licence}\n");
    }
    for (name, licence) in analysis::licences() {
        let _ = write!(text, "\n== {name}\n\n{}\n", licence.trim_end());
    }
    text
}
