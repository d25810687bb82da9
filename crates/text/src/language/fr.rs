//! French.

use whatlang::Lang;

use super::{Profile, Stemming};
use crate::declension::Declension;
use crate::script::Script;
use crate::stem::Light;

pub(super) static PROFILE: Profile = Profile {
    code: "fr",
    other_codes: &["fra", "fre"],
    name: "French",
    analysis: None,
    scripts: &[Script::Latin],
    stemming: Stemming::Light(Light::French),
    names: Declension::Unchanged,
    stop_words: "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne \
                 se ce avec il elle nous vous ils son sa ses leur était été être cette ces mais \
                 ou comme tout sans entre deux fait même aussi y on lui où après ans très je si \
                 peut ont l d qu s",
    endings: "",
    letters: "àâçéèêëîïôûùœ",
    whatlang: Some(Lang::Fra),
};
