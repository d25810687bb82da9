//! Danish.

use frostem::Algorithm;
use whatlang::Lang;

use super::{Profile, Stemming};
use crate::declension::Declension;
use crate::script::Script;

pub(super) static PROFILE: Profile = Profile {
    code: "da",
    other_codes: &["dan"],
    name: "Danish",
    analysis: None,
    scripts: &[Script::Latin],
    stemming: Stemming::StemThenFold(Algorithm::Danish),
    names: Declension::Endings(&["- s"]),
    stop_words: "og i at det er en til af på for med den der de ikke som har et var han fra sig \
                 vi blev også efter jeg du hvor hvad mod men nu kun meget kan skal vil skulle \
                 ville hun ham hendes dem deres når da mere eller være bliver nogle andre op ud \
                 over mellem noget mig uden",
    endings: "",
    letters: "æøåé",
    whatlang: Some(Lang::Dan),
};
