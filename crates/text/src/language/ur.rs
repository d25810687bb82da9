//! Urdu.

use whatlang::Lang;

use super::{Profile, Stemming};
use crate::declension::Declension;
use crate::script::Script;

pub(super) static PROFILE: Profile = Profile {
    code: "ur",
    other_codes: &["urd"],
    name: "Urdu",
    analysis: None,
    scripts: &[Script::Arabic],
    stemming: Stemming::None,
    names: Declension::Stems,
    stop_words: "کے میں کی ہے اور سے کا کو نے پر یہ کہ ایک ہیں بھی اس نہیں لیے تھا تو",
    endings: "",
    letters: "ٹڈڑںےہپچژگکیآ",
    whatlang: Some(Lang::Urd),
};
