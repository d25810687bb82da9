//! Turkish.

use frostem::Algorithm;
use whatlang::Lang;

use super::{Profile, Stemming};
use crate::declension::Declension;
use crate::script::Script;

pub(super) static PROFILE: Profile = Profile {
    code: "tr",
    other_codes: &["tur"],
    name: "Turkish",
    analysis: None,
    scripts: &[Script::Latin],
    stemming: Stemming::StemThenFold(Algorithm::Turkish),
    names: Declension::Endings(&[
        "- !i !in !u !un !a !e =ya =ye =yi =yu =nin =nun da de ta te dan den tan ten la le =yla =yle \
         daki deki taki teki =nda =nde =ndan =nden =na =ne =ni =nu =nca =nce =ndaki =ndeki",
    ]),
    stop_words: "ve bir bu da de için ile olarak çok daha olan gibi sonra kadar en ne ise değil \
                 var olduğu dedi her ama göre ancak mi mı o ben biz onlar şu hem ya iki yeni tüm \
                 bütün gün önce böyle şey neden nasıl bunu onun bunun ki yok diye ettiği oldu \
                 etti",
    endings: "lar ler ları leri ların lerin ında inde dır dir mış miş yor ması mesi dan den \
              nın nin",
    letters: "çğıöşüâî",
    whatlang: Some(Lang::Tur),
};
