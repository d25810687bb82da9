//! Chinese.

use whatlang::Lang;

use super::{Profile, Stemming};
use crate::declension::Declension;
use crate::script::Script;

pub(super) static PROFILE: Profile = Profile {
    code: "zh",
    other_codes: &["zho", "chi", "cmn"],
    name: "Chinese",
    analysis: None,
    scripts: &[Script::Han],
    stemming: Stemming::None,
    names: Declension::Stems,
    stop_words: "",
    endings: "",
    letters: "",
    whatlang: Some(Lang::Cmn),
};
