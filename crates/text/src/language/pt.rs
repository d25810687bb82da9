//! Portuguese.

use whatlang::Lang;

use super::{Profile, Stemming};
use crate::declension::Declension;
use crate::script::Script;
use crate::stem::Light;

pub(super) static PROFILE: Profile = Profile {
    code: "pt",
    other_codes: &["por"],
    name: "Portuguese",
    analysis: None,
    scripts: &[Script::Latin],
    stemming: Stemming::Light(Light::Portuguese),
    names: Declension::Unchanged,
    stop_words: "de a o que e do da em um para com não uma os no se na por mais as dos como ao \
                 foi são ele ela eles sua seu ser também muito sem sobre entre quando há me está \
                 desde tudo todos nos onde quem têm era anos mas porque esta este isso esse até \
                 pelo pela à às aos já eu você só num numa",
    endings: "",
    letters: "ãáàâçéêíóôõú",
    whatlang: Some(Lang::Por),
};
