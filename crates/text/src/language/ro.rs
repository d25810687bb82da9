//! Romanian.

use whatlang::Lang;

use super::{Profile, Stemming};
use crate::declension::Declension;
use crate::script::Script;
use crate::stem::Light;

pub(super) static PROFILE: Profile = Profile {
    code: "ro",
    other_codes: &["ron", "rum", "mo"],
    name: "Romanian",
    analysis: None,
    scripts: &[Script::Latin],
    stemming: Stemming::Light(Light::Romanian),
    names: Declension::Endings(&[
        "- ul ului lui",
        "u ul ului",
        "a ei e i",
        "ia iei ie",
        "ea elei ele",
    ]),
    stop_words: "de și în a la cu pe nu o că din este un care pentru mai să au fost prin sau după \
                 lui ce al ale se le îi îl ei ea el am ai era fi fie acest această aceste când \
                 tot fără între dar doar foarte până unde cine ani asupra dacă cum lor sunt iar",
    endings: "ului ilor lor ile ea ii ție ții are ește ează ate ică ul iei",
    letters: "ăâîșțşţ",
    whatlang: Some(Lang::Ron),
};
