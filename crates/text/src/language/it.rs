//! Italian.

use frostem::Algorithm;
use whatlang::Lang;

use super::{Profile, Stemming};
use crate::declension::Declension;
use crate::script::Script;

pub(super) static PROFILE: Profile = Profile {
    code: "it",
    other_codes: &["ita"],
    name: "Italian",
    analysis: None,
    scripts: &[Script::Latin],
    stemming: Stemming::StemThenFold(Algorithm::Italian),
    names: Declension::Unchanged,
    stop_words: "di e il la che in a per un del è della non con una le si da i al ha sono dei \
                 anche nel lo gli alla dal ed ma come più o se mi ci loro suo sua stato essere \
                 questo questa quando tutto molto senza tra dopo dove chi hanno era anni perché \
                 fino dell all nell ai dalla alle",
    endings: "",
    letters: "àèéìòù",
    whatlang: Some(Lang::Ita),
};
