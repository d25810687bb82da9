//! Sesotho.

use frostem::Algorithm;

use super::{Profile, Stemming};
use crate::declension::Declension;
use crate::script::Script;

pub(super) static PROFILE: Profile = Profile {
    code: "st",
    other_codes: &["sot"],
    name: "Sesotho",
    analysis: None,
    scripts: &[Script::Latin],
    stemming: Stemming::StemThenFold(Algorithm::Sesotho),
    names: Declension::Unchanged,
    stop_words: "ho ea le ba ka ha e ke hore oa tsa ya ena bona empa sa kapa hae na wa re o mme \
                 hobane tse bao eo moo mora pele hape haholo ntse ne di tla dikgwedi batho motho \
                 rona lena yona",
    endings: "",
    letters: "",
    whatlang: None,
};
