//! Yiddish.

use frostem::Algorithm;
use whatlang::Lang;

use super::{Profile, Stemming};
use crate::declension::Declension;
use crate::script::Script;

pub(super) static PROFILE: Profile = Profile {
    code: "yi",
    other_codes: &["yid", "ji"],
    name: "Yiddish",
    analysis: None,
    scripts: &[Script::Hebrew],
    stemming: Stemming::StemThenFold(Algorithm::Yiddish),
    names: Declension::Stems,
    stop_words: "און די פון אין צו איז דער דאס נישט מיט אַז האט אויף ער זיי וואס אַ האָט איך דעם",
    endings: "",
    letters: "ײװױ",
    whatlang: Some(Lang::Yid),
};
