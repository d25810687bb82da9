//! Thai.

use whatlang::Lang;

use super::{Profile, Stemming};
use crate::declension::Declension;
use crate::script::Script;

pub(super) static PROFILE: Profile = Profile {
    code: "th",
    other_codes: &["tha"],
    name: "Thai",
    analysis: None,
    scripts: &[Script::Thai],
    stemming: Stemming::None,
    names: Declension::Stems,
    stop_words: "",
    endings: "",
    letters: "",
    whatlang: Some(Lang::Tha),
};
