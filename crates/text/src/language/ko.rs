//! Korean.

use whatlang::Lang;

use super::{Profile, Stemming};
use crate::declension::Declension;
use crate::script::Script;
use crate::stem::Light;

pub(super) static PROFILE: Profile = Profile {
    code: "ko",
    other_codes: &["kor"],
    name: "Korean",
    analysis: None,
    scripts: &[Script::Hangul],
    stemming: Stemming::Light(Light::Korean),
    names: Declension::Stems,
    stop_words: "",
    endings: "",
    letters: "",
    whatlang: Some(Lang::Kor),
};
