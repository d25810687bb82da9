//! Lithuanian.

use frostem::Algorithm;
use whatlang::Lang;

use super::{Profile, Stemming};
use crate::script::Script;

pub(super) static PROFILE: Profile = Profile {
    code: "lt",
    other_codes: &["lit"],
    name: "Lithuanian",
    analysis: None,
    scripts: &[Script::Latin],
    stemming: Stemming::StemThenFold(Algorithm::Lithuanian),
    stop_words: "ir kad yra į iš su tai ne kaip buvo bet ar už dėl apie po jis prie tik nuo jo \
                 savo dar taip aš ji mes jie jų nėra būti gali arba bei be jau per tarp nei kur \
                 kas kai šis ši tas ta labai daug metų",
    endings: "",
    letters: "ąčęėįšųūž",
    whatlang: Some(Lang::Lit),
};
