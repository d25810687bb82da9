//! Catalan.

use frostem::Algorithm;
use whatlang::Lang;

use super::{Profile, Stemming};
use crate::declension::Declension;
use crate::script::Script;

pub(super) static PROFILE: Profile = Profile {
    code: "ca",
    other_codes: &["cat"],
    name: "Catalan",
    analysis: None,
    scripts: &[Script::Latin],
    stemming: Stemming::StemThenFold(Algorithm::Catalan),
    names: Declension::Unchanged,
    stop_words: "de la i que el en les per a els un amb una no del és al va més ha com però \
                 aquest són també ser molt sense sobre entre quan hi em està des tot tots on qui \
                 han era anys perquè aquesta això fins pel als dels seva seu ell ella fer ja li \
                 hem",
    endings: "",
    letters: "àçéèíïóòúü",
    whatlang: Some(Lang::Cat),
};
