//! Swahili.

use super::{Profile, Stemming};
use crate::declension::Declension;
use crate::script::Script;

pub(super) static PROFILE: Profile = Profile {
    code: "sw",
    other_codes: &["swa"],
    name: "Swahili",
    analysis: None,
    scripts: &[Script::Latin],
    stemming: Stemming::None,
    names: Declension::Unchanged,
    stop_words: "na ya wa kwa ni katika la za kuwa cha hiyo baada huo huyo kama huku watu pia \
                 alisema lakini kutoka hii yake hilo wake mimi wewe sisi wao yeye ambao ambaye \
                 ambayo kwamba au bila kabla tu sana hata wengi wakati ndani mwa zaidi vya hao \
                 hayo hizo wote kila mmoja alikuwa bado hivyo",
    endings: "",
    letters: "",
    whatlang: None,
};
