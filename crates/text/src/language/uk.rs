//! Ukrainian.

use whatlang::Lang;

use super::{Profile, Stemming};
use crate::script::Script;
use crate::stem::Light;

pub(super) static PROFILE: Profile = Profile {
    code: "uk",
    other_codes: &["ukr"],
    name: "Ukrainian",
    analysis: None,
    scripts: &[Script::Cyrillic],
    stemming: Stemming::Light(Light::Ukrainian),
    stop_words: "і в на не що з у до та як за це про але від його він для по ми й був вже або так \
                 ви би якщо вона вони ще може була було були є немає цей ця ці того хто де коли \
                 щоб без при під більше який яка які їх її них ось навіть час році чи тому після \
                 між",
    endings: "ий ого ому ння нням ість ції ія ії ою ами ями ти ться ється ах ів ть ої ала \
              ила али или ова ну ний ні ська ської ові ама ати ити ом их има",
    letters: "йьюящіїєґи",
    whatlang: Some(Lang::Ukr),
};
