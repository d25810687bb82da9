//! Russian.

use frostem::Algorithm;
use whatlang::Lang;

use super::{Profile, Stemming};
use crate::declension::Declension;
use crate::script::Script;

pub(super) static PROFILE: Profile = Profile {
    code: "ru",
    other_codes: &["rus"],
    name: "Russian",
    analysis: None,
    scripts: &[Script::Cyrillic],
    stemming: Stemming::StemThenFold(Algorithm::Russian),
    names: Declension::Endings(&[
        "- a u ym om em e y oj oju ov ami ah yh ymi",
        "a y e u oj oju i ej",
        "ja i e ju ej eju",
        "j ja ju em e i",
        "- ja ju em e i",
        "o a u om e",
        "ij ogo emu omu im om em aja oj uju ie ih imi",
        "yj ogo omu ym om aja oj uju ye yh ymi",
    ]),
    stop_words: "и в не на что с по как это он но из у за от для к о его был так все же она \
                 только мы вы бы если или уже ещё еще может была было были есть нет этот эта эти \
                 того кто где когда чтобы без при под более также который которые их ее её них \
                 вот до даже время году",
    endings: "ый ая ое ые ого его ому ему ами ями ость ние ния ция ться тся ть ов ах ию ий \
              ии ой",
    letters: "йыьэюящёи",
    whatlang: Some(Lang::Rus),
};
