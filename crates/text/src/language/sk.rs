//! Slovak.

use whatlang::Lang;

use super::{Profile, Stemming};
use crate::script::Script;
use crate::stem::Light;

pub(super) static PROFILE: Profile = Profile {
    code: "sk",
    other_codes: &["slk", "slo"],
    name: "Slovak",
    analysis: None,
    scripts: &[Script::Latin],
    stemming: Stemming::Light(Light::Slovak),
    stop_words: "a sa v na je že s z do o to aj ako pre by po za ktorý už sú ale podľa od keď pri \
                 bol bola bolo boli byť má jeho jej ich alebo len až tiež medzi tak tým tejto \
                 tento táto ktoré ktorá bude môže pred nie aby či kde čo si ho mu nás vás pretože \
                 však",
    endings: "",
    letters: "áäčďéíĺľňóôŕšťúýž",
    whatlang: Some(Lang::Slk),
};
