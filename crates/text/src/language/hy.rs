//! Armenian.

use frostem::Algorithm;
use whatlang::Lang;

use super::{Profile, Stemming};
use crate::declension::Declension;
use crate::script::Script;

pub(super) static PROFILE: Profile = Profile {
    code: "hy",
    other_codes: &["hye", "arm"],
    name: "Armenian",
    analysis: None,
    scripts: &[Script::Armenian],
    stemming: Stemming::StemThenFold(Algorithm::Armenian),
    names: Declension::Stems,
    stop_words: "է և ու որ են մեջ համար այս հետ նաև իր մի եւ ոչ մասին չի որը պետք նա էր",
    endings: "",
    letters: "",
    whatlang: Some(Lang::Hye),
};
