//! Latvian.

use whatlang::Lang;

use super::{Profile, Stemming};
use crate::declension::Declension;
use crate::script::Script;

pub(super) static PROFILE: Profile = Profile {
    code: "lv",
    other_codes: &["lav"],
    name: "Latvian",
    analysis: None,
    scripts: &[Script::Latin],
    stemming: Stemming::None,
    names: Declension::Endings(&[
        "s a am u i e",
        "is a im i",
        "a as ai u",
        "e es ei i",
        "us us um u",
    ]),
    stop_words: "un ir ka no ar par uz kas tas bet to arī lai pie ne vai kā gan viņš jau pēc tika \
                 bija nav es viņa mēs viņi būt var bez vēl starp nekā tikai kur kad šis šī tā \
                 ļoti daudz gadu ko kurš kura",
    endings: "",
    letters: "āčēģīķļņšūž",
    whatlang: Some(Lang::Lav),
};
