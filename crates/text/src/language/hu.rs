//! Hungarian.

use frostem::Algorithm;
use whatlang::Lang;

use super::{Profile, Stemming};
use crate::declension::Declension;
use crate::script::Script;

pub(super) static PROFILE: Profile = Profile {
    code: "hu",
    other_codes: &["hun"],
    name: "Hungarian",
    analysis: None,
    scripts: &[Script::Latin],
    stemming: Stemming::StemThenFold(Algorithm::Hungarian),
    names: Declension::Endings(&[
        "- t et ot at nak nek val vel ban ben bol rol hoz hez ra re ig ert ul on en k ek ak tol i \
         e a",
        "a at anak aval aban abol aert ahoz ara ara an aig ai",
        "e et enek evel eben ebol eert ehez ere en eig ei",
    ]),
    stop_words: "a az és hogy nem is egy van volt csak meg ezt de ha már mint még el azt kell ez \
                 szerint között lehet vagy ki ő én mi mert pedig után alatt lesz lett sem minden \
                 más arra ebben ennek így úgy míg akkor most egyik aki ami amely amelyek nagy jó \
                 több első",
    endings: "",
    letters: "áéíóöőúüű",
    whatlang: Some(Lang::Hun),
};
