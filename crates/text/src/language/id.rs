//! Indonesian.

use frostem::Algorithm;
use whatlang::Lang;

use super::{Profile, Stemming};
use crate::declension::Declension;
use crate::script::Script;

pub(super) static PROFILE: Profile = Profile {
    code: "id",
    other_codes: &["ind", "in"],
    name: "Indonesian",
    analysis: None,
    scripts: &[Script::Latin],
    stemming: Stemming::StemThenFold(Algorithm::Indonesian),
    names: Declension::Unchanged,
    stop_words: "yang dan di itu dengan untuk dari pada ini tidak dalam akan ke juga bisa oleh \
                 ada kata tersebut mereka sudah telah karena saat lebih saya kami kita dia ia \
                 atau namun tetapi seperti bahwa secara antara para sebagai menjadi adalah hanya \
                 masih harus lagi pun agar hingga kepada",
    endings: "",
    letters: "",
    whatlang: Some(Lang::Ind),
};
