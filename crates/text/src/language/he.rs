//! Hebrew.

use whatlang::Lang;

use super::{Profile, Stemming};
use crate::declension::Declension;
use crate::script::Script;

pub(super) static PROFILE: Profile = Profile {
    code: "he",
    other_codes: &["heb", "iw"],
    name: "Hebrew",
    analysis: None,
    scripts: &[Script::Hebrew],
    stemming: Stemming::None,
    names: Declension::Stems,
    stop_words: "של את על לא הוא כי עם זה גם או אל כל היא בין אבל היה אם אני יש אין מה אחרי לפני \
                 רק הם",
    endings: "",
    letters: "",
    whatlang: Some(Lang::Heb),
};
