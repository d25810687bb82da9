//! Nepali.

use frostem::Algorithm;
use whatlang::Lang;

use super::{Profile, Stemming};
use crate::declension::Declension;
use crate::script::Script;

pub(super) static PROFILE: Profile = Profile {
    code: "ne",
    other_codes: &["nep"],
    name: "Nepali",
    analysis: None,
    scripts: &[Script::Devanagari],
    stemming: Stemming::StemThenFold(Algorithm::Nepali),
    names: Declension::Stems,
    stop_words: "छ र मा को ले पनि भने गरेको हुने गर्न यो तर भएको थियो लागि छन् हो गरे उनले गर्ने",
    endings: "",
    letters: "",
    whatlang: Some(Lang::Nep),
};
