//! Spanish.

use whatlang::Lang;

use super::{Profile, Stemming};
use crate::declension::Declension;
use crate::script::Script;
use crate::stem::Light;

pub(super) static PROFILE: Profile = Profile {
    code: "es",
    other_codes: &["spa"],
    name: "Spanish",
    analysis: None,
    scripts: &[Script::Latin],
    stemming: Stemming::Light(Light::Spanish),
    names: Declension::Unchanged,
    stop_words: "de la que el en y los se del las un por con una su para no es al lo como más \
                 pero sus este le ya fue ser también muy sin sobre entre cuando hay me está desde \
                 todo todos nos donde quien han era son años ha porque esta eso ese sino hasta",
    endings: "",
    letters: "áéíñóúü",
    whatlang: Some(Lang::Spa),
};
