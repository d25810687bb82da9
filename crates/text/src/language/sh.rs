//! Serbo-Croatian, the analysis of Serbian, Croatian, Bosnian and Montenegrin.

use whatlang::Lang;

use super::{Profile, Stemming};
use crate::declension::Declension;
use crate::script::Script;
use crate::stem::Light;

pub(super) const PROFILE: Profile = Profile {
    code: "sh",
    other_codes: &["hbs", "scr", "scc"],
    name: "Serbo-Croatian",
    analysis: None,
    scripts: &[Script::Latin, Script::Cyrillic],
    stemming: Stemming::Light(Light::Serbian),
    names: Declension::Endings(&[
        "- a u om em e i ima ov ova ovo ovu ovi ove ovih ovim ovima ovog ovoj ovom ev eva evo evu evi \
         eve evih evim evog evoj evom",
        "a e i u o om ama in ina ino inu ini ine inoj inog inom inih inim",
        "o e a u om em ov ova ovo ovu ovi ove ovih ovim ovog ovoj ovom ev eva evo evu evi eve",
        "ka ke ci ku kom ko",
        "ga ge zi gu gom go",
        "ha he si hu hom ho",
        "ac ca cu cem ce ci cev ceva cevo",
        "ar ra ru rom re rov rova rovo rovu rovi rove rovog rovom",
        "ak ka ku kom",
        "an na nu nom",
        "- ja ju jem je jev jeva jevo jevi jeve jevu jevog",
        "i og oga om ome im a e oj u ih o",
    ]),
    stop_words: "i u je se na da za od su s o koji to a kao će ne iz sa nije što do ili bi ali и \
                 у је се на да за од су с о који то а као ће не из са није што до или би али sam \
                 smo ste jer kako kada već samo između ovo toga kod oko pre prije gde gdje još \
                 jedan bio bila biti može ima nisu jedna nakon vrlo svi sve više mu ga im nam me \
                 ovaj taj ovog tom koja koje kojima te ih sada uz pri tako kaže rekao према преко \
                 код око пре где још јер како када већ само између бити може има нису све више \
                 њих га му их те која које били био била смо сам бих овај тај тог",
    endings: "nje nja nju ski ska sko ija ije iju ama ima oga omu ovi ova ati iti ala ila \
              ali ili aju uje om og ih ћи ће ћа ћу ње ња њу ски ска ско ија ије ију има ога \
              ала ила ају ује ог ић ова ови ама ати ити али или ому ом их",
    letters: "čćđšžђјљњћџи",
    whatlang: Some(Lang::Hrv),
};
