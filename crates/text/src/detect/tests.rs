//! What texts are taken for, and what they are not mistaken for.

use super::Detector;
use crate::{Language, Script};

#[test]
fn sentences_of_many_languages() {
    let detector = Detector::default();
    for (code, text) in [
        ("en", "The government said on Monday that it would not raise the price of bread."),
        ("sh", "Vlada je u ponedeljak saopštila da neće poskupeti hleb ni mleko ove godine."),
        ("sr", "Влада је саопштила да ће цена хлеба остати иста и да неће поскупети млеко."),
        ("mk", "Владата соопшти дека цената на лебот нема да се зголеми оваа година."),
        ("bg", "Правителството съобщи, че цената на хляба няма да се повиши тази година."),
        ("ru", "Правительство сообщило, что цена на хлеб в этом году не повысится."),
        ("uk", "Уряд повідомив, що ціна на хліб цього року не підвищиться."),
        ("sq", "Qeveria tha të hënën se çmimi i bukës nuk do të rritet këtë vit."),
        ("de", "Die Regierung teilte am Montag mit, dass der Preis für Brot nicht steigen wird."),
        (
            "tr",
            "Hükümet pazartesi günü ekmek fiyatının bu yıl artmayacağını ve bunun için çalıştığını söyledi.",
        ),
        ("pt", "O governo disse na segunda-feira que o preço do pão não vai subir este ano."),
        (
            "sw",
            "Serikali ilisema siku ya Jumatatu kwamba bei ya mkate haitapanda mwaka huu na wa kesho.",
        ),
        ("am", "መንግሥት የዳቦ ዋጋ በዚህ ዓመት እንደማይጨምር አስታወቀ።"),
        ("ar", "قالت الحكومة يوم الاثنين إن سعر الخبز لن يرتفع هذا العام."),
        ("el", "Η κυβέρνηση ανακοίνωσε ότι η τιμή του ψωμιού δεν θα αυξηθεί φέτος."),
        ("he", "הממשלה הודיעה ביום שני כי מחיר הלחם לא יעלה השנה."),
        ("ja", "政府は月曜日、パンの価格を上げないと発表した。"),
        ("zh", "政府星期一表示今年面包价格不会上涨。"),
        ("ko", "정부는 월요일 빵값을 올리지 않겠다고 밝혔다."),
    ] {
        assert_eq!(detector.detect(text).language.code(), code, "{text}");
    }
}

#[test]
fn texts_without_words_have_no_language() {
    for text in ["", "12,5 %", "👍", "\u{301}"] {
        let found = Detector::default().detect(text);
        assert_eq!((found.language, found.script), (Language::UNKNOWN, None), "{text}");
    }
}

#[test]
fn a_declaration_holds_where_the_script_agrees() {
    let detector = Detector::default();
    let latin = detector.declared("sr-Latn", "Vlada je saopštila da neće poskupeti hleb.");
    assert_eq!((latin.language, latin.script), (Language::SERBIAN, Some(Script::Latin)));
    let wrong = detector.declared("en", "Правительство сообщило, что цена на хлеб не повысится.");
    assert_eq!(wrong.language, Language::RUSSIAN);
    let none = detector.declared("x-default", "The government said that it would not.");
    assert_eq!(none.language, Language::ENGLISH);
    let empty = detector.declared("sr-Cyrl", "");
    assert_eq!((empty.language, empty.script), (Language::SERBIAN, Some(Script::Cyrillic)));
}

#[test]
fn the_habit_of_a_source_settles_what_the_text_leaves_open() {
    let detector = Detector::default();
    for title in ["Boris Tadić", "Novak Federer 6:2", "Digital Sorting"] {
        assert_eq!(detector.detect_from(title, Language::ENGLISH).language, Language::ENGLISH);
    }
    let german = "Die Regierung teilte mit, dass der Preis für Brot nicht steigen wird.";
    assert_eq!(detector.detect_from(german, Language::ENGLISH).language, Language::GERMAN);
    assert_eq!(
        detector.detect_from("Цена на хлеб", Language::ENGLISH).script,
        Some(Script::Cyrillic)
    );
    assert_eq!(detector.detect_from("Vlada", Language::CROATIAN).language, Language::CROATIAN);
}

#[test]
fn only_allowed_languages_are_answered() {
    let text = "Vlada je u ponedeljak saopštila da neće poskupeti hleb.";
    let croatian = Detector::new(&[Language::CROATIAN, Language::ENGLISH]);
    assert_eq!(croatian.detect(text).language, Language::CROATIAN);
    let two = Detector::new(&[Language::CROATIAN, Language::SERBIAN]);
    assert_eq!(two.detect(text).language, Language::SERBO_CROATIAN);
    let english = Detector::new(&[Language::ENGLISH]);
    assert_eq!(english.detect("Цена на хлеб").language, Language::UNKNOWN);
}

#[test]
fn confidence_lies_between_none_and_full() {
    for text in ["the", "Putin", "Vlada je saopštila", "中国", "Η κυβέρνηση και ο"]
    {
        let confidence = Detector::default().detect(text).confidence;
        assert!((0.0..=1.0).contains(&confidence), "{text}: {confidence}");
    }
}
