//! Amharic.

use whatlang::Lang;

use super::{Profile, Stemming};
use crate::declension::Declension;
use crate::script::Script;

pub(super) static PROFILE: Profile = Profile {
    code: "am",
    other_codes: &["amh"],
    name: "Amharic",
    analysis: None,
    scripts: &[Script::Ethiopic],
    stemming: Stemming::None,
    names: Declension::Stems,
    stop_words: "ነው እና ላይ ውስጥ ነበር ይህ ግን ወደ እንደ ሲሆን ጋር በኋላ ናቸው እንዲሁም ደግሞ ብቻ ሁሉ አንድ ሌላ የሚል ሰው አለ ምን \
                 ያለው እስከ",
    endings: "",
    letters: "",
    whatlang: Some(Lang::Amh),
};
