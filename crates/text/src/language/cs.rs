//! Czech.

use whatlang::Lang;

use super::{Profile, Stemming};
use crate::script::Script;
use crate::stem::Light;

pub(super) static PROFILE: Profile = Profile {
    code: "cs",
    other_codes: &["ces", "cze"],
    name: "Czech",
    analysis: None,
    scripts: &[Script::Latin],
    stemming: Stemming::Light(Light::Czech),
    stop_words: "a se v na je že o s z do i to k ve pro za by ale jsou jako po také od podle \
                 který jeho byl byla bylo byly být má její jejich když nebo jen již už až mezi \
                 tak tím této tento tato které která bude může při před není aby či kde co si ho \
                 mu jí nás vás protože však",
    endings: "",
    letters: "áčďéěíňóřšťúůýž",
    whatlang: Some(Lang::Ces),
};
