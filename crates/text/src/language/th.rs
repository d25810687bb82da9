//! Thai.

use whatlang::Lang;

use super::{Profile, Stemming};
use crate::script::Script;

pub(super) static PROFILE: Profile = Profile {
    code: "th",
    other_codes: &["tha"],
    name: "Thai",
    analysis: None,
    scripts: &[Script::Thai],
    stemming: Stemming::None,
    stop_words: "",
    endings: "",
    letters: "",
    whatlang: Some(Lang::Tha),
};
