//! Arabic.

use frostem::Algorithm;
use whatlang::Lang;

use super::{Profile, Stemming};
use crate::declension::Declension;
use crate::script::Script;

pub(super) static PROFILE: Profile = Profile {
    code: "ar",
    other_codes: &["ara"],
    name: "Arabic",
    analysis: None,
    scripts: &[Script::Arabic],
    stemming: Stemming::StemThenFold(Algorithm::Arabic),
    names: Declension::Stems,
    stop_words: "في من على إلى أن عن التي الذي هذا هذه مع كان ما لا وقد بعد قبل بين كما أو ذلك \
                 خلال حيث لم كل",
    endings: "",
    letters: "ةىأإءؤئآثذضظيك",
    whatlang: Some(Lang::Ara),
};
