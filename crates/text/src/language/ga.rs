//! Irish.

use frostem::Algorithm;

use super::{Profile, Stemming};
use crate::declension::Declension;
use crate::script::Script;

pub(super) static PROFILE: Profile = Profile {
    code: "ga",
    other_codes: &["gle"],
    name: "Irish",
    analysis: None,
    scripts: &[Script::Latin],
    stemming: Stemming::StemThenFold(Algorithm::Irish),
    names: Declension::Unchanged,
    stop_words: "agus an na ar ag le is a go i bhí do sé sin tá ach mar don nach aon faoi chun \
                 atá raibh sí ní níos seo mé tú muid siad í é iad ann chuig ó gur gan bhfuil \
                 beidh bheith mo ár acu air aige leis féin den sna san",
    endings: "",
    letters: "áéíóú",
    whatlang: None,
};
