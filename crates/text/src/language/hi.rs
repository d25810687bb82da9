//! Hindi.

use frostem::Algorithm;
use whatlang::Lang;

use super::{Profile, Stemming};
use crate::declension::Declension;
use crate::script::Script;

pub(super) static PROFILE: Profile = Profile {
    code: "hi",
    other_codes: &["hin"],
    name: "Hindi",
    analysis: None,
    scripts: &[Script::Devanagari],
    stemming: Stemming::StemThenFold(Algorithm::Hindi),
    names: Declension::Stems,
    stop_words: "के में की है और से को का ने पर यह कि एक भी इस नहीं हैं लिए था ही तो कर गया अपने \
                 साथ",
    endings: "",
    letters: "",
    whatlang: Some(Lang::Hin),
};
