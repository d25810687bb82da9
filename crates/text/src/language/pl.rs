//! Polish.

use frostem::Algorithm;
use whatlang::Lang;

use super::{Profile, Stemming};
use crate::declension::Declension;
use crate::script::Script;

pub(super) static PROFILE: Profile = Profile {
    code: "pl",
    other_codes: &["pol"],
    name: "Polish",
    analysis: None,
    scripts: &[Script::Latin],
    stemming: Stemming::StemThenFold(Algorithm::Polish),
    names: Declension::Endings(&[
        "- a owi em iem u e ie y i ow ami ach",
        "a y i e ie o",
        "ka ki ce ke ko",
        "ga gi dze ge go",
        "ra ry rze re ro",
        "la li le lo",
        "ek ka kowi kiem ku",
        "iec ca cowi cem cu",
        "- ia iowi iem iu",
        "o a owi em u",
        "i iego iemu im a iej e ich imi",
        "y ego emu ym a ej e ych",
    ]),
    stop_words: "i w na z do nie się że to jest o jak za od po przez dla ale są co tym oraz już \
                 przed był była było były być ma jego jej ich gdy lub tylko aż także między tak \
                 tej ten ta które która który będzie może przy aby czy gdzie mu nas was ponieważ \
                 jednak u pod bez",
    endings: "",
    letters: "ąćęłńóśźż",
    whatlang: Some(Lang::Pol),
};
