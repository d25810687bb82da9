//! Slovak.

use whatlang::Lang;

use super::{Profile, Stemming};
use crate::declension::Declension;
use crate::script::Script;
use crate::stem::Light;

pub(super) static PROFILE: Profile = Profile {
    code: "sk",
    other_codes: &["slk", "slo"],
    name: "Slovak",
    analysis: None,
    scripts: &[Script::Latin],
    stemming: Stemming::Light(Light::Slovak),
    names: Declension::Endings(&[
        "- a u ovi om e i y ov ova ovo ove ovi",
        "a y e i u ou in ina ino iny",
        "ek ka kovi kom",
        "ec ca covi com ci",
        "o a u ovi om",
        "a e i u ou iach",
        "y eho emu ym om a ej u ou",
    ]),
    stop_words: "a sa v na je že s z do o to aj ako pre by po za ktorý už sú ale podľa od keď pri \
                 bol bola bolo boli byť má jeho jej ich alebo len až tiež medzi tak tým tejto \
                 tento táto ktoré ktorá bude môže pred nie aby či kde čo si ho mu nás vás pretože \
                 však",
    endings: "",
    letters: "áäčďéíĺľňóôŕšťúýž",
    whatlang: Some(Lang::Slk),
};
