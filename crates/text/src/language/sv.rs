//! Swedish.

use whatlang::Lang;

use super::{Profile, Stemming};
use crate::declension::Declension;
use crate::script::Script;
use crate::stem::Light;

pub(super) static PROFILE: Profile = Profile {
    code: "sv",
    other_codes: &["swe"],
    name: "Swedish",
    analysis: None,
    scripts: &[Script::Latin],
    stemming: Stemming::Light(Light::Swedish),
    names: Declension::Endings(&["- s"]),
    stop_words: "och i att det som en på är av för med till den har de inte om ett han men var \
                 jag sig från kan vi du blev hur vad efter mot nu bara mycket ska skall vill \
                 skulle hon honom hennes dem deras när då mer eller också vara blir några andra \
                 upp ut över mellan något mig utan där detta under vid sina hade",
    endings: "",
    letters: "åäöé",
    whatlang: Some(Lang::Swe),
};
