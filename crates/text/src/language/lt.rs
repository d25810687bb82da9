//! Lithuanian.

use frostem::Algorithm;
use whatlang::Lang;

use super::{Profile, Stemming};
use crate::declension::Declension;
use crate::script::Script;

pub(super) static PROFILE: Profile = Profile {
    code: "lt",
    other_codes: &["lit"],
    name: "Lithuanian",
    analysis: None,
    scripts: &[Script::Latin],
    stemming: Stemming::StemThenFold(Algorithm::Lithuanian),
    names: Declension::Endings(&[
        "as o ui a u e",
        "is io iui i iu yje",
        "ys io iui i iu yje",
        "a os ai oje",
        "e es ei eje",
        "ius iaus iui iu iumi",
        "us aus ui u umi",
    ]),
    stop_words: "ir kad yra į iš su tai ne kaip buvo bet ar už dėl apie po jis prie tik nuo jo \
                 savo dar taip aš ji mes jie jų nėra būti gali arba bei be jau per tarp nei kur \
                 kas kai šis ši tas ta labai daug metų",
    endings: "",
    letters: "ąčęėįšųūž",
    whatlang: Some(Lang::Lit),
};
