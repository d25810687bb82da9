//! How a text becomes the words that are searched, for those who want to see it.
//!
//! ```
//! use backfile::Language;
//! use backfile::analysis::{Analyzer, Lexicon};
//!
//! let (analyzer, mut lexicon) = (Analyzer::default(), Lexicon::new());
//! let mut tokens = analyzer.tokens("Вучића", Language::UNKNOWN, &mut lexicon);
//! assert_eq!(tokens.next().expect("a word").forms.folded, "vucica");
//! ```

pub use inflection::{dictionaries, licences};
pub use text::{AnalysisSettings, Analyzer, Detection, Detector, Lexicon, Token, Tokens};
