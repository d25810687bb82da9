//! Norwegian.

use frostem::Algorithm;
use whatlang::Lang;

use super::{Profile, Stemming};
use crate::declension::Declension;
use crate::script::Script;

pub(super) static PROFILE: Profile = Profile {
    code: "nb",
    other_codes: &["no", "nn", "nob", "nno", "nor"],
    name: "Norwegian",
    analysis: None,
    scripts: &[Script::Latin],
    stemming: Stemming::StemThenFold(Algorithm::Norwegian),
    names: Declension::Endings(&["- s"]),
    stop_words: "og i at det er en til av på for med den som ikke har et var han fra de om seg \
                 også etter ble jeg vi du hvor hva mot men nå bare mye kan skal vil skulle ville \
                 hun ham hennes dem deres når da mer eller være blir noen andre opp ut over \
                 mellom noe meg uten eg ikkje ein dei vart frå kva berre meir óg då nokre eit \
                 vere",
    endings: "",
    letters: "æøåé",
    whatlang: Some(Lang::Nob),
};
