//! Tamil.

use frostem::Algorithm;
use whatlang::Lang;

use super::{Profile, Stemming};
use crate::declension::Declension;
use crate::script::Script;

pub(super) static PROFILE: Profile = Profile {
    code: "ta",
    other_codes: &["tam"],
    name: "Tamil",
    analysis: None,
    scripts: &[Script::Tamil],
    stemming: Stemming::StemThenFold(Algorithm::Tamil),
    names: Declension::Stems,
    stop_words: "என்று இந்த ஒரு மற்றும் என அந்த உள்ள வேண்டும் என்ற அவர் இது தான் போது என்ன அது",
    endings: "",
    letters: "",
    whatlang: Some(Lang::Tam),
};
