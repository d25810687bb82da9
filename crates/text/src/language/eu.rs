//! Basque.

use frostem::Algorithm;

use super::{Profile, Stemming};
use crate::declension::Declension;
use crate::script::Script;

pub(super) static PROFILE: Profile = Profile {
    code: "eu",
    other_codes: &["eus", "baq"],
    name: "Basque",
    analysis: None,
    scripts: &[Script::Latin],
    stemming: Stemming::StemThenFold(Algorithm::Basque),
    names: Declension::Endings(&[
        "- k ren ri n ko tik ra rekin en an eko",
    ]),
    stop_words: "eta da ez du bat izan dira dute ere egin zen den baina beste horrek hori duen \
                 dela egiten dituzte bere izango arte gabe bi edo zuen ziren zuten dago dituen \
                 baino bezala hau hauek horiek gaur orain ondoren arabera batzuk zituen zaio dugu \
                 dut guztiak",
    endings: "",
    letters: "ñ",
    whatlang: None,
};
