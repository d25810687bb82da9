//! English.

use frostem::Algorithm;
use whatlang::Lang;

use super::{Profile, Stemming};
use crate::script::Script;

pub(super) static PROFILE: Profile = Profile {
    code: "en",
    other_codes: &["eng"],
    name: "English",
    analysis: None,
    scripts: &[Script::Latin],
    stemming: Stemming::FoldThenStem(Algorithm::English),
    stop_words: "the of and to in a that is was for on with as it by at from his he has are be \
                 said have not i you we they this which or an but who will were had their been \
                 its would more about after she her my your if can there what all when do our me \
                 one no so out up than into new how just get them only",
    endings: "",
    letters: "",
    whatlang: Some(Lang::Eng),
};
