//! Articles and damage for tests: a short way to an article, a seeded generator of archives, and
//! bytes that are broken on purpose.

mod damage;
mod generate;
mod random;

pub use damage::{flip_bit, truncate};
pub use generate::{VOCABULARY, article, json_lines, random_articles};
pub use random::{Random, seed};

/// The folder of sample articles that belongs to the project.
pub fn corpus_path() -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus")
}

/// Whether tests that repeat themselves are to do so more often: `BACKFILE_LONG` is set.
#[expect(clippy::disallowed_methods, reason = "tests are told by their environment")]
pub fn is_long() -> bool {
    std::env::var("BACKFILE_LONG").is_ok_and(|long| !long.is_empty() && long != "0")
}

/// How often a test repeats itself: as often as a variable of this name says, else `usual`, or
/// `long` where [`is_long`].
#[expect(clippy::disallowed_methods, reason = "tests are told by their environment")]
pub fn repeats(variable: &str, usual: usize, long: usize) -> usize {
    let given = std::env::var(variable).ok().and_then(|given| given.parse().ok());
    given.unwrap_or(if is_long() { long } else { usual })
}

/// The program that tests run: the one that `BACKFILE_PROGRAM` names, such as a release build, else
/// the one that was built with them.
#[expect(clippy::disallowed_methods, reason = "tests are told by their environment")]
pub fn program(built: &str) -> std::path::PathBuf {
    std::env::var("BACKFILE_PROGRAM").unwrap_or_else(|_| built.to_owned()).into()
}

/// The folder of real data that some tests run on, from `BACKFILE_DATA`; without it they say so
/// and pass.
///
/// # Panics
/// Where the data were asked for and are not there: the variable names no folder, or it is not set
/// though [`is_long`].
#[expect(clippy::disallowed_methods, reason = "tests are told by their environment")]
pub fn real_data() -> Option<std::path::PathBuf> {
    let named = std::env::var("BACKFILE_DATA").ok().filter(|named| !named.is_empty());
    let Some(folder) = named.map(std::path::PathBuf::from) else {
        assert!(!is_long(), "the long run needs real data: set BACKFILE_DATA to their folder");
        return None;
    };
    assert!(folder.is_dir(), "BACKFILE_DATA names `{}`, which is no folder", folder.display());
    Some(folder)
}
