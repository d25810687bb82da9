//! Georgian.

use whatlang::Lang;

use super::{Profile, Stemming};
use crate::declension::Declension;
use crate::script::Script;

pub(super) static PROFILE: Profile = Profile {
    code: "ka",
    other_codes: &["kat", "geo"],
    name: "Georgian",
    analysis: None,
    scripts: &[Script::Georgian],
    stemming: Stemming::None,
    names: Declension::Stems,
    stop_words: "და რომ არ ეს იყო რა კი ამ მაგრამ უნდა მისი როგორც მას არის",
    endings: "",
    letters: "",
    whatlang: Some(Lang::Kat),
};
