//! Knows the names of the months, with their usual short forms, in some twenty languages: as articles
//! are read with them, and as people type them.
//!
//! The names are compared folded, so that one spelling serves both scripts and all accents: `мај`
//! and `maj`, `août` and `aout`. From the months of the Unicode CLDR, with declined forms.

use std::sync::LazyLock;

use crate::language::Language;
use crate::normalize::{exact, fold};

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

/// A name of a month, folded.
struct Named {
    folded: String,
    is_cyrillic: bool,
    month: i8,
}

/// In the order of their letters; of a name that two months have, the earlier month stands first.
static MONTHS: LazyLock<Vec<Named>> = LazyLock::new(|| {
    let months = NAMES.iter().zip(1..).flat_map(|(names, month)| {
        names.split_whitespace().map(move |name| Named {
            folded: folded(name),
            is_cyrillic: is_cyrillic(name),
            month,
        })
    });
    let disputed = DISPUTED.iter().chain(&DISPUTED_NOMINATIVES);
    let disputed = disputed.flat_map(|(name, croatian, elsewhere)| {
        [(false, *croatian), (true, *elsewhere)].map(|(is_cyrillic, month)| Named {
            folded: (*name).to_owned(),
            is_cyrillic,
            month,
        })
    });
    let mut all: Vec<Named> = months.chain(disputed).collect();
    all.sort_by(|one, two| one.folded.cmp(&two.folded).then(one.month.cmp(&two.month)));
    all
});

/// The names that a folded word is the beginning of.
fn beginning_with(folded: &str) -> impl Iterator<Item = &'static Named> {
    let first = MONTHS.partition_point(|named| *named.folded < *folded);
    MONTHS[first..].iter().take_while(move |named| named.folded.starts_with(folded))
}

/// The month, 1 to 12, that a word names in a text. The disputed names are Ukrainian in Cyrillic
/// letters, else Croatian unless the language says Polish or Czech.
pub fn month(word: &str, language: Language) -> Option<i8> {
    let folded = folded(word);
    let disputed = DISPUTED.iter().chain(&DISPUTED_NOMINATIVES).find(|(name, ..)| *name == folded);
    if let Some((_, croatian, elsewhere)) = disputed {
        let elsewhere_too =
            [Language::POLISH, Language::CZECH, Language::UKRAINIAN, Language::BELARUSIAN];
        return Some(if is_cyrillic(word) || elsewhere_too.contains(&language) {
            *elsewhere
        } else {
            *croatian
        });
    }
    beginning_with(&folded).find(|named| named.folded == folded).map(|named| named.month)
}

/// The month that a word names which somebody types, in any language: whole, or its beginning of
/// three letters or more where that is one month's in the letters that were typed.
pub fn typed_month(word: &str) -> Option<i8> {
    if let Some(month) = month(word, Language::UNKNOWN) {
        return Some(month);
    }
    let folded = folded(word);
    if folded.chars().count() < 3 {
        return None;
    }
    let is_cyrillic = is_cyrillic(word);
    let alike = beginning_with(&folded).filter(|named| named.is_cyrillic == is_cyrillic);
    let mut months = alike.map(|named| named.month);
    let first = months.next()?;
    months.all(|other| other == first).then_some(first)
}

fn folded(word: &str) -> String {
    fold(&exact(word))
}

fn is_cyrillic(word: &str) -> bool {
    word.chars().next().is_some_and(|c| ('\u{400}'..='\u{52f}').contains(&c))
}

#[cfg(test)]
mod tests {
    use super::*;

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
            assert_eq!(super::month(word, Language::UNKNOWN), Some(month), "{word}");
            assert_eq!(typed_month(word), Some(month), "{word}");
        }
        assert_eq!(month("Monday", Language::UNKNOWN), None);
        assert_eq!(month("listopada", Language::POLISH), Some(11));
    }

    #[test]
    fn a_beginning_is_enough_where_it_is_one_month() {
        for (typed, month) in [
            ("Septem", Some(9)),
            ("sijec", Some(1)),
            ("жовт", Some(10)),
            ("трав", Some(5)),
            ("trav", Some(4)),
            ("listop", None),
            ("листоп", Some(11)),
            ("ju", None),
            ("Mo", None),
            ("", None),
        ] {
            assert_eq!(typed_month(typed), month, "{typed}");
        }
    }
}
