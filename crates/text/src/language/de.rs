//! German.

use frostem::Algorithm;
use whatlang::Lang;

use super::{Profile, Stemming};
use crate::declension::Declension;
use crate::script::Script;

pub(super) static PROFILE: Profile = Profile {
    code: "de",
    other_codes: &["deu", "ger"],
    name: "German",
    analysis: None,
    scripts: &[Script::Latin],
    stemming: Stemming::StemThenFold(Algorithm::German),
    names: Declension::Nouns(&["s"]),
    stop_words: "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als \
                 auch es an werden aus er sie wir ich ihr war hat wird sind oder aber nach bei \
                 nur noch wie über um so vor zum zur bis durch mehr kann wenn sein haben einer \
                 einem einen eines gegen vom unter wurde diese dieser alle",
    endings: "",
    letters: "äöüß",
    whatlang: Some(Lang::Deu),
};
