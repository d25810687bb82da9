//! Turns a string into terms, the same way when writing and when asking.
//!
//! [`Analyzer`] finds the words of a text with one pass of its [`Segments`]
//! scanner and gives each word its [`Forms`]: the letters as written, the form
//! without accents and scripts, and the stem. What it finds depends on the text,
//! the [`Language`] and the [`AnalysisSettings`] alone, and [`Fingerprint`]
//! names that dependence, so that an index can tell whether it was written by
//! the same rules. Beside it stand [`Detector`], which guesses a text's
//! language, and [`Boundaries`], which finds where sentences and paragraphs
//! start.
//!
//! ```
//! use text::{AnalysisSettings, Analyzer, Language, Lexicon};
//!
//! let analyzer = Analyzer::new(AnalysisSettings::default());
//! let mut lexicon = Lexicon::new();
//! let mut words = Vec::new();
//! let mut tokens = analyzer.tokens("Вучић visited the U.S.", Language::ENGLISH, &mut lexicon);
//! while let Some(token) = tokens.next() {
//!     words.push(token.forms.folded.to_string());
//! }
//! assert_eq!(words, ["vucic", "visited", "the", "us"]);
//! ```

mod analyzer;
mod declension;
mod detect;
mod fingerprint;
mod form_finder;
mod forms;
mod language;
mod lexicon;
mod months;
mod names;
mod normalize;
mod script;
mod segment;
mod sentences;
mod stem;

pub use analyzer::{AnalysisSettings, Analyzer, Token, Tokens};
pub use detect::{Detection, Detector};
pub use fingerprint::Fingerprint;
pub use form_finder::FormFinder;
pub use forms::{Forms, FormsRef};
pub use language::Language;
pub use lexicon::Lexicon;
pub use months::{month, typed_month};
pub use names::{Comparison, Name};
pub use normalize::as_written;
pub use script::Script;
pub use segment::{Segment, SegmentKind, Segments, WORD_LIMIT_BYTES};
pub use sentences::{Boundaries, Boundary, BoundaryKind};
