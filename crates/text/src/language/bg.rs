//! Bulgarian.

use whatlang::Lang;

use super::{Profile, Stemming};
use crate::declension::Declension;
use crate::script::Script;
use crate::stem::Light;

pub(super) static PROFILE: Profile = Profile {
    code: "bg",
    other_codes: &["bul"],
    name: "Bulgarian",
    analysis: None,
    scripts: &[Script::Cyrillic],
    stemming: Stemming::Light(Light::Bulgarian),
    names: Declension::Unchanged,
    stop_words: "на и да се за от не в са с по това че е като който ще до които му или при след \
                 бъде само беше този тази която няма има може трябва още много преди така между \
                 според върху също обаче те той тя ни ми но пък когато защо била били през години",
    endings: "ата ото ите ият ия ски ска ско ват ване ение ния ция ат ят ът ха ане ито ана \
              ени ва",
    letters: "йъюящи",
    whatlang: Some(Lang::Bul),
};
