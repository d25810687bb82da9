//! Finnish.

use frostem::Algorithm;
use whatlang::Lang;

use super::{Profile, Stemming};
use crate::declension::Declension;
use crate::script::Script;

pub(super) static PROFILE: Profile = Profile {
    code: "fi",
    other_codes: &["fin"],
    name: "Finnish",
    analysis: None,
    scripts: &[Script::Latin],
    stemming: Stemming::StemThenFold(Algorithm::Finnish),
    names: Declension::Endings(&[
        "- n in en a ia ta lla lta lle ssa sta an on un iin ksi na illa issa ista ille ilta",
    ]),
    stop_words: "ja on ei että se oli hän mutta ovat myös kun joka tai ole niin jos vain sen sitä \
                 ollut mukaan jo kuin mitä minä me te he tämä nämä tuo eli sekä kanssa vielä nyt \
                 kaikki muut olisi olla voi jossa jonka mikä miten",
    endings: "",
    letters: "äöå",
    whatlang: Some(Lang::Fin),
};
