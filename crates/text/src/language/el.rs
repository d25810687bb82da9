//! Greek.

use frostem::Algorithm;
use whatlang::Lang;

use super::{Profile, Stemming};
use crate::script::Script;

pub(super) static PROFILE: Profile = Profile {
    code: "el",
    other_codes: &["ell", "gre"],
    name: "Greek",
    analysis: None,
    scripts: &[Script::Greek],
    stemming: Stemming::StemThenFold(Algorithm::Greek),
    stop_words: "και το της η του να των για τον με που από στο ο την τα στην θα οι σε είναι δεν \
                 τις ότι",
    endings: "",
    letters: "",
    whatlang: Some(Lang::Ell),
};
