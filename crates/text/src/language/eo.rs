//! Esperanto.

use frostem::Algorithm;
use whatlang::Lang;

use super::{Profile, Stemming};
use crate::declension::Declension;
use crate::script::Script;

pub(super) static PROFILE: Profile = Profile {
    code: "eo",
    other_codes: &["epo"],
    name: "Esperanto",
    analysis: None,
    scripts: &[Script::Latin],
    stemming: Stemming::StemThenFold(Algorithm::Esperanto),
    names: Declension::Endings(&["- n", "o on oj ojn"]),
    stop_words: "la de kaj en estas al por ne ke ĝi kun li mi estis pri sed tio kiu ili el oni \
                 ankaŭ tiu per vi ni ŝi ĉi tiuj kio kiam kie aŭ pli plej nur nun jam povas devas \
                 estos",
    endings: "",
    letters: "ĉĝĥĵŝŭ",
    whatlang: Some(Lang::Epo),
};
