//! Slovenian.

use whatlang::Lang;

use super::{Profile, Stemming};
use crate::declension::Declension;
use crate::script::Script;
use crate::stem::Light;

pub(super) static PROFILE: Profile = Profile {
    code: "sl",
    other_codes: &["slv"],
    name: "Slovenian",
    analysis: None,
    scripts: &[Script::Latin],
    stemming: Stemming::Light(Light::Slovenian),
    names: Declension::Endings(&[
        "- a u om em e i ov ova ovo ovi ove ovega ovemu ovim ev eva evo evi eve evega",
        "a e i o u ama in ina ino ini ine inega inih",
        "o a u om em ov ova ovo ovi ove e",
        "ec ca cu cem ci cev ceva",
        "er ra ru rom rov rova",
        "- ja ju jem jev jeva jevo",
        "i ega emu em im a e o ih",
    ]),
    stop_words: "je in v na da se za so ki pa z ne bi tudi po s kot iz pri o še od bo kar do tako \
                 ter zelo tem več sem smo sta ali ker ko samo imajo kako lahko tega prav njihov \
                 vse dve leta med brez pred bila biti ima ni bilo to ga ji mu jo jih nas svoje \
                 kjer če kateri katera nekaj zaradi",
    endings: "nje nja nju ski ska sko ija ije ijo ajo ejo ega emu imi oma ati iti ala ila \
              ali ili uje eh ah ih",
    letters: "čšž",
    whatlang: Some(Lang::Slv),
};
