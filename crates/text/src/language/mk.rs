//! Macedonian.

use whatlang::Lang;

use super::{Profile, Stemming};
use crate::declension::Declension;
use crate::script::Script;
use crate::stem::Light;

pub(super) static PROFILE: Profile = Profile {
    code: "mk",
    other_codes: &["mkd", "mac"],
    name: "Macedonian",
    analysis: None,
    scripts: &[Script::Cyrillic],
    stemming: Stemming::Light(Light::Macedonian),
    names: Declension::Unchanged,
    stop_words: "на и во да се од за не ќе со дека ги е го што по како му ја беше или при оваа \
                 само бил била биле кој која кои нема уште ама многу тоа тој таа тие има може \
                 треба сите помеѓу според меѓу дел денес биде сум сме нивните неговата овие \
                 откако кога",
    endings: "ата ото ите иот ње њето ува уваат ија ски ска ско та от ват але еле иле ење \
              ање ност јата",
    letters: "ѓѕјљњќџи",
    whatlang: Some(Lang::Mkd),
};
