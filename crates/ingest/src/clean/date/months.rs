//! The names of the months, with their usual short forms, in some twenty languages.
//!
//! The names are compared folded, so that one spelling serves both scripts and all accents: `мај`
//! and `maj`, `août` and `aout`. From the months of the Unicode CLDR, with declined forms.

use std::collections::HashMap;
use std::sync::LazyLock;

use text::Language;

use crate::clean::fold::fold;

/// The names of each month, January first.
const NAMES: [&str; 12] = [
    "january jan januar januara januari janvier janv enero ene gennaio gen janeiro styczeń stycznia ledna leden \
     ianuarie ian jän jänner ocak oca января январь янв січня січень януари јануари јануара janar \
     ιανουάριος ιανουαρίου ιαν sijecanj siječnja siječanj január tammikuu tammikuuta januarja يناير جانفي كانون",
    "february feb februar februara februari février févr fév febrero febbraio fevereiro fev luty lutego února únor \
     februarie şubat şub февраля февраль фев лютого лютий февруари фебруара фебруари shkurt φεβρουάριος φεβρουαρίου φεβ \
     veljača veljače február helmikuu helmikuuta februarja فبراير فيفري شباط",
    "march mar mars märz mrz marzo março marzec marca března březen martie mart марта март березня березень \
     marta maart μάρτιος μαρτίου μαρ ožujak ožujka marec március maaliskuu maaliskuuta مارس آذار",
    "april apr avril avr abril abr aprile kwiecień kwietnia dubna duben aprilie nisan nis апреля апрель апр квітня \
     квітень април априла prill aprila απρίλιος απριλίου απρ travanj travnja április huhtikuu huhtikuuta أبريل أفريل نيسان",
    "may mai maj mei mayo maggio mag maio maja května květen mayıs мая май травень мај маја maji μάιος μαΐου μάι \
     svibanj svibnja május toukokuu toukokuuta máj mája مايو ماي أيار",
    "june jun juni juin junio giugno giu junho czerwiec czerwca června červen iunie haziran haz июня июнь червня \
     червень юни јун јуна јуни qershor ιούνιος ιουνίου ιουν lipanj június kesäkuu kesäkuuta juna junija jún júna يونيو جوان حزيران",
    "july jul juli juillet juil julio luglio lug julho lipiec lipca července červenec iulie temmuz tem июля июль липень \
     юли јул јула јули korrik ιούλιος ιουλίου ιουλ srpanj srpnja július heinäkuu heinäkuuta jula julija júl júla يوليو جويلية تموز",
    "august aug août agosto ago sierpień sierpnia srpna srpen ağustos ağu августа август серпня серпень августа gusht \
     αύγουστος αυγούστου αυγ kolovoz kolovoza augusztus elokuu elokuuta avgust avgusta augustus augusta augusti أغسطس أوت آب",
    "september sep sept septembre septiembre settembre set setembro wrzesień września září zář septembrie eylül eyl \
     сентября сентябрь вересня вересень септември септембар септембра shtator σεπτέμβριος σεπτεμβρίου σεπ rujan rujna \
     szeptember syyskuu syyskuuta septembar septembra سبتمبر أيلول",
    "october oct octobre octubre ottobre ott outubro out oktober okt październik października října říjen octombrie ekim eki \
     октября октябрь жовтня жовтень октомври октобар октобра tetor οκτώβριος οκτωβρίου οκτ október lokakuu lokakuuta \
     oktobar oktobra أكتوبر",
    "november nov novembre noviembre novembro listopadu noiembrie kasım kas ноября ноябрь ноември новембар \
     новембра nëntor νοέμβριος νοεμβρίου νοε studeni studenoga studenog november marraskuu marraskuuta novembar novembra نوفمبر",
    "december dec décembre déc diciembre dic dicembre dezembro dez dezember grudzień grudnia prosince prosinec decembrie \
     aralık ara декабря декабрь грудня грудень декември децембар децембра dhjetor δεκέμβριος δεκεμβρίου δεκ prosinac \
     prosinca joulukuu joulukuuta decembar decembra desember ديسمبر",
];

/// Names that mean another month in another language: the month in Croatian, and elsewhere.
const DISPUTED: [(&str, i8, i8); 3] = [("listopada", 10, 11), ("lipnja", 6, 7), ("travnja", 4, 5)];
/// The same in the nominative, which falls in with a name of the next month elsewhere.
const DISPUTED_NOMINATIVES: [(&str, i8, i8); 1] = [("listopad", 10, 11)];

static MONTHS: LazyLock<HashMap<String, i8>> = LazyLock::new(|| {
    let mut months = HashMap::new();
    for (names, month) in NAMES.iter().zip(1..) {
        for name in names.split_whitespace() {
            months.entry(fold(name)).or_insert(month);
        }
    }
    months
});

/// The month, 1 to 12, that a folded word names. `is_cyrillic` tells the script of the word as it
/// stands: the disputed names are Ukrainian in it, else Croatian unless the language says Polish
/// or Czech.
pub(super) fn month(folded: &str, is_cyrillic: bool, language: Language) -> Option<i8> {
    let disputed = DISPUTED.iter().chain(&DISPUTED_NOMINATIVES).find(|(name, ..)| *name == folded);
    if let Some((_, croatian, elsewhere)) = disputed {
        let elsewhere_too =
            [Language::POLISH, Language::CZECH, Language::UKRAINIAN, Language::BELARUSIAN];
        return Some(if is_cyrillic || elsewhere_too.contains(&language) {
            *elsewhere
        } else {
            *croatian
        });
    }
    MONTHS.get(folded).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(word: &str) -> Option<i8> {
        let is_cyrillic = text::Script::of(word) == Some(text::Script::Cyrillic);
        month(&fold(word), is_cyrillic, Language::UNKNOWN)
    }

    #[test]
    fn months_are_known_in_both_scripts() {
        for (word, month) in [
            ("May", 5),
            ("мая", 5),
            ("мај", 5),
            ("août", 8),
            ("März", 3),
            ("września", 9),
            ("Ιουνίου", 6),
            ("Ağustos", 8),
            ("listopada", 10),
            ("листопада", 11),
            ("липня", 7),
            ("травня", 5),
            ("lipnja", 6),
            ("prosince", 12),
            ("Qershor", 6),
            ("toukokuuta", 5),
        ] {
            assert_eq!(of(word), Some(month), "{word}");
        }
        assert_eq!(of("Monday"), None);
        assert_eq!(month("listopada", false, Language::POLISH), Some(11));
    }
}
