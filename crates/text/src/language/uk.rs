//! Ukrainian.

use whatlang::Lang;

use super::{Profile, Stemming};
use crate::declension::Declension;
use crate::script::Script;
use crate::stem::Light;

pub(super) static PROFILE: Profile = Profile {
    code: "uk",
    other_codes: &["ukr"],
    name: "Ukrainian",
    analysis: None,
    scripts: &[Script::Cyrillic],
    stemming: Stemming::Light(Light::Ukrainian),
    names: Declension::Endings(&[
        "- a u ovi om i e iv ami am ah",
        "iv eva evu evi evom ova ovu ovi ovom ove",
        "a i u oju o",
        "ja ji ju jeju je",
        "j ja ju jevi jem ji",
        "- ja ju evi em i",
        "ga gi zi gu goju go",
        "ka ki ci ku koju ko",
        "ha hi si hu hoju",
        "il olja olju olem oli",
        "o a u om i",
        "ij ogo omu im oji oju a u e ih imi",
    ]),
    stop_words: "і в на не що з у до та як за це про але від його він для по ми й був вже або так \
                 ви би якщо вона вони ще може була було були є немає цей ця ці того хто де коли \
                 щоб без при під більше який яка які їх її них ось навіть час році чи тому після \
                 між",
    endings: "ий ого ому ння нням ість ції ія ії ою ами ями ти ться ється ах ів ть ої ала \
              ила али или ова ну ний ні ська ської ові ама ати ити ом их има",
    letters: "йьюящіїєґи",
    whatlang: Some(Lang::Ukr),
};
