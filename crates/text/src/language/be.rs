//! Belarusian.

use whatlang::Lang;

use super::{Profile, Stemming};
use crate::declension::Declension;
use crate::script::Script;

pub(super) static PROFILE: Profile = Profile {
    code: "be",
    other_codes: &["bel"],
    name: "Belarusian",
    analysis: None,
    scripts: &[Script::Cyrillic],
    stemming: Stemming::None,
    names: Declension::Endings(&[
        "- a u am om em e y ym ou",
        "a y e u aj aju",
        "ja i e ju jaj jaju",
        "j ja ju em i",
        "ka ki cy ku kaj",
        "i aga amu im aja aj uju ih",
    ]),
    stop_words: "і у на не што да з як па для гэта за ад яго але таксама быў якія або калі ён \
                 было яны пра толькі мы вы ўжо яшчэ можа была былі ёсць няма гэты гэтая гэтыя хто \
                 дзе каб без пры пад больш які якая іх яе нават час годзе ці таму пасля між",
    endings: "ага аму ання ення асць ыі ая ць цца аў ых ымі амі ях ыя",
    letters: "ўійыьэюяё",
    whatlang: Some(Lang::Bel),
};
