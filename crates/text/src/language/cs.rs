//! Czech.

use whatlang::Lang;

use super::{Profile, Stemming};
use crate::declension::Declension;
use crate::script::Script;
use crate::stem::Light;

pub(super) static PROFILE: Profile = Profile {
    code: "cs",
    other_codes: &["ces", "cze"],
    name: "Czech",
    analysis: None,
    scripts: &[Script::Latin],
    stemming: Stemming::Light(Light::Czech),
    names: Declension::Endings(&[
        "- a u ovi em om e i y ovy ova ovo ove ovych ovu uv",
        "a y e i u ou o in ina ino iny inu ine",
        "ka ky ce ku kou ko",
        "ha hy ze hu hou ho",
        "ra ry re ru rou ro",
        "ek ka ku kovi kem",
        "ec ce ci cem cu",
        "el la lu lovi lem le",
        "o a u ovi em",
        "e i im ich emi",
        "- e i em",
        "y eho emu ym em a e ou",
    ]),
    stop_words: "a se v na je že o s z do i to k ve pro za by ale jsou jako po také od podle \
                 který jeho byl byla bylo byly být má její jejich když nebo jen již už až mezi \
                 tak tím této tento tato které která bude může při před není aby či kde co si ho \
                 mu jí nás vás protože však",
    endings: "",
    letters: "áčďéěíňóřšťúůýž",
    whatlang: Some(Lang::Ces),
};
