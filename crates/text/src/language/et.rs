//! Estonian.

use frostem::Algorithm;
use whatlang::Lang;

use super::{Profile, Stemming};
use crate::declension::Declension;
use crate::script::Script;

pub(super) static PROFILE: Profile = Profile {
    code: "et",
    other_codes: &["est"],
    name: "Estonian",
    analysis: None,
    scripts: &[Script::Latin],
    stemming: Stemming::StemThenFold(Algorithm::Estonian),
    names: Declension::Endings(&[
        "- i a u e is as us ist ast ust il al ul ga iga ni le ile lt ilt st s t l d iks",
    ]),
    stop_words: "ja on ei et see kui ka oli mis ta aga oma seda kes või nii siis pärast välja \
                 kuid olid mida tema veel ma me nad nüüd juba kõik enam olla oleks võib ning \
                 peale mille millest selle selles pole mu",
    endings: "",
    letters: "äõöüšž",
    whatlang: Some(Lang::Est),
};
