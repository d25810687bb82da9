//! Japanese.

use whatlang::Lang;

use super::{Profile, Stemming};
use crate::declension::Declension;
use crate::script::Script;

pub(super) static PROFILE: Profile = Profile {
    code: "ja",
    other_codes: &["jpn"],
    name: "Japanese",
    analysis: None,
    scripts: &[Script::Kana],
    stemming: Stemming::None,
    names: Declension::Stems,
    stop_words: "",
    endings: "",
    letters: "",
    whatlang: Some(Lang::Jpn),
};
