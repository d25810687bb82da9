//! Persian.

use frostem::Algorithm;
use whatlang::Lang;

use super::{Profile, Stemming};
use crate::declension::Declension;
use crate::script::Script;

pub(super) static PROFILE: Profile = Profile {
    code: "fa",
    other_codes: &["fas", "per", "pes", "prs"],
    name: "Persian",
    analysis: None,
    scripts: &[Script::Arabic],
    stemming: Stemming::StemThenFold(Algorithm::Persian),
    names: Declension::Stems,
    stop_words: "در به از که این را با است برای آن یک خود تا بر بود شد شده نیز ما هم اما می کرد \
                 باید های",
    endings: "",
    letters: "پچژگکیآ",
    whatlang: Some(Lang::Pes),
};
