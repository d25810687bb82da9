//! Greek.

use frostem::Algorithm;
use whatlang::Lang;

use super::{Profile, Stemming};
use crate::declension::Declension;
use crate::script::Script;

pub(super) static PROFILE: Profile = Profile {
    code: "el",
    other_codes: &["ell", "gre"],
    name: "Greek",
    analysis: None,
    scripts: &[Script::Greek],
    stemming: Stemming::StemThenFold(Algorithm::Greek),
    names: Declension::Endings(&[
        "οσ ου ο ε οι ουσ ων",
        "ησ η",
        "ασ α",
        "εσ ε",
        "ισ ι",
        "α ασ",
        "η ησ",
        "ισ εωσ η",
    ]),
    stop_words: "και το της η του να των για τον με που από στο ο την τα στην θα οι σε είναι δεν \
                 τις ότι",
    endings: "",
    letters: "",
    whatlang: Some(Lang::Ell),
};
