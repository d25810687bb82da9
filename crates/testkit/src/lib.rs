//! Articles and damage for tests: a short way to an article, a seeded generator of archives, and
//! bytes that are broken on purpose.

mod damage;
mod generate;
mod random;

pub use damage::{flip_bit, truncate};
pub use generate::{VOCABULARY, article, random_articles};
pub use random::{Random, seed};

/// The folder of sample articles that belongs to the project.
pub fn corpus_path() -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus")
}

/// The folder of real data that some tests run on, from `BACKFILE_DATA`; without it they say so
/// and pass.
#[expect(clippy::disallowed_methods, reason = "tests are told by their environment")]
pub fn real_data() -> Option<std::path::PathBuf> {
    std::env::var("BACKFILE_DATA").ok().map(Into::into)
}
