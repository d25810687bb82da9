//! Dutch.

use frostem::Algorithm;
use whatlang::Lang;

use super::{Profile, Stemming};
use crate::declension::Declension;
use crate::script::Script;

pub(super) static PROFILE: Profile = Profile {
    code: "nl",
    other_codes: &["nld", "dut"],
    name: "Dutch",
    analysis: None,
    scripts: &[Script::Latin],
    stemming: Stemming::StemThenFold(Algorithm::Dutch),
    names: Declension::Endings(&["- s"]),
    stop_words: "de van het een en in is dat op te zijn voor met die niet aan er om ook als dan \
                 maar bij uit door ik je we ze hij was had heeft wordt worden zal of na nog wel \
                 over tot geen deze dit zo kan meer veel hun hem haar wat waar toen tegen onder \
                 nu naar werd al zich",
    endings: "",
    letters: "ëéï",
    whatlang: Some(Lang::Nld),
};
