//! Bengali.

use whatlang::Lang;

use super::{Profile, Stemming};
use crate::declension::Declension;
use crate::script::Script;

pub(super) static PROFILE: Profile = Profile {
    code: "bn",
    other_codes: &["ben"],
    name: "Bengali",
    analysis: None,
    scripts: &[Script::Bengali],
    stemming: Stemming::None,
    names: Declension::Stems,
    stop_words: "এবং এই করে থেকে না ও তার জন্য হয় একটি করা হয়েছে সঙ্গে যে কিন্তু পর নিয়ে তাদের \
                 ছিল এক",
    endings: "",
    letters: "",
    whatlang: Some(Lang::Ben),
};
