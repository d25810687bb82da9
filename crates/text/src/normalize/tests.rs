//! Which letters meet and which stay apart.

use proptest::prelude::{Strategy, any, prop, proptest};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_compatible, is_combining_mark};

use super::{alternatives, exact, fold, latin};

fn folded(word: &str) -> String {
    fold(&exact(word))
}

#[test]
fn spellings_that_meet() {
    for (expected, spellings) in [
        ("vucic", &["Vučić", "VUČIĆ", "Vuc\u{30C}ic\u{301}", "Вучић", "Вучич", "vucic"][..]),
        ("djokovic", &["Đoković", "Djokovic", "Ђоковић"]),
        ("istanbul", &["İstanbul", "I\u{307}stanbul", "i\u{307}stanbul", "ISTANBUL", "ıstanbul"]),
        ("moj", &["мой", "мо\u{438}\u{306}", "мој", "moj"]),
        ("moi", &["мои"]),
        ("pjat", &["п'ять", "п’ять", "пʼять", "пять"]),
        ("tarnovo", &["Търново", "Tarnovo"]),
        ("us", &["U.S.", "US"]),
        ("strasse", &["Straße", "STRAẞE", "strasse"]),
        ("aliyev", &["Əliyev", "əliyev"]),
        ("οδοσ", &["ὁδός", "ΟΔΟΣ", "οδοσ"]),
        ("مدرسه", &["مدرسة", "مَدْرَسَة", "مـدرسه"]),
        ("علي", &["على", "علي"]),
        ("fine", &["ﬁne", "ｆｉｎｅ", "fi\u{AD}ne"]),
        ("が", &["が", "か\u{3099}"]),
        ("ガ", &["ガ", "ｶﾞ"]),
        ("4000", &["4,000", "4.000", "4\u{202F}000", "٤٠٠٠"]),
        ("1234567.89", &["1.234.567,89", "1,234,567.89"]),
        ("longrange", &["long-range", "long‑range"]),
        ("da", &["Đà", "ĐÀ"]),
        ("zelenskij", &["Зеленский", "Зеленський"]),
        ("scit", &["щит", "ščit"]),
        ("rukopis", &["rukopis", "рукопис"]),
        ("viii", &["Ⅷ"]),
        ("kiril", &["Кирил"]),
    ] {
        for spelling in spellings {
            assert_eq!(folded(spelling), expected, "{spelling}");
        }
    }
}

#[test]
fn letters_that_only_look_like_marks_stay() {
    for word in ["हिन्दी", "ไทย", "தமிழ்", "한국어", "日本", "ქართული"]
    {
        assert_eq!(folded(word), word);
    }
}

#[test]
fn accepted_second_forms() {
    for (word, expected) in [
        ("Đoković", &["dokovic"][..]),
        ("Ђоковић", &["dokovic"]),
        ("Đinđić", &["dindic", "dindjic", "djindic"]),
        ("Müller", &["mueller"]),
        ("Öster", &["oester"]),
        ("København", &["koebenhavn"]),
        ("Århus", &["aarhus"]),
        ("Straße", &[]),
        ("Đông", &[]),
        ("Vučić", &[]),
        ("äöüäöü", &["aeoeueaeoeue"]),
    ] {
        let exact = exact(word);
        let forms = alternatives(&exact, &fold(&exact));
        assert_eq!(forms.iter().map(|form| &**form).collect::<Vec<_>>(), expected, "{word}");
    }
}

#[test]
fn exact_keeps_accents_and_script() {
    for (word, expected) in [
        ("VUČIĆ", "vučić"),
        ("Вучић", "вучић"),
        ("e\u{301}", "é"),
        ("ΟΔΟΣ", "οδος"),
        ("U.S.", "us"),
        ("4,000", "4000"),
        ("0.500", "0.500"),
        ("so\u{AD}ft", "soft"),
    ] {
        assert_eq!(exact(word), expected);
    }
}

#[test]
fn a_word_of_which_nothing_is_left_is_its_own_form() {
    assert_eq!(folded("ь"), "ь");
    assert_eq!(folded("ـ"), "ـ");
    assert_eq!(exact("@"), "@");
    assert_eq!(folded(""), "");
}

#[test]
fn the_latin_table_agrees_with_the_decompositions() {
    for letter in '\u{80}'..='\u{24F}' {
        let Some(plain) = latin::letter(letter) else { continue };
        let mut parts = String::new();
        decompose_compatible(letter, |part| {
            if !is_combining_mark(part) {
                parts.push(part);
            }
        });
        if parts.is_ascii() {
            assert_eq!(plain, parts, "{letter}");
        }
    }
}

/// Words of the letters that folding treats specially.
fn tricky_word() -> impl Strategy<Value = String> {
    let letters = vec![
        "a",
        "A",
        "đ",
        "Đ",
        "ђ",
        "й",
        "и\u{306}",
        "ё",
        "İ",
        "I",
        "\u{307}",
        "ı",
        "ß",
        "ẞ",
        "ö",
        "o\u{308}",
        "å",
        "Å",
        "ø",
        "ǿ",
        "ŉ",
        "ς",
        "Σ",
        "ᾼ",
        "ى",
        "ة",
        "ـ",
        "أ",
        "ﷺ",
        "ﬁ",
        "ᴬ",
        "ᴭ",
        "が",
        "か\u{3099}",
        "ｶﾞ",
        "ㄱ",
        "ㅏ",
        "각",
        "क\u{93C}",
        "क़",
        "ь",
        "²",
        "\u{301}",
        "\u{323}",
        "K",
        "Ω",
        "Ԥ",
        "𝐀",
        "٣",
    ];
    prop::collection::vec(prop::sample::select(letters), 0..12).prop_map(|parts| parts.concat())
}

fn assert_stable(word: &str) {
    let exact = exact(word);
    let once = fold(&exact);
    assert_eq!(fold(&once), once, "{word:?}");
    for form in alternatives(&exact, &once) {
        assert_eq!(fold(&form), *form, "{word:?}");
    }
}

fn assert_composition_does_not_matter(word: &str) {
    let composed: String = word.nfc().collect();
    let decomposed: String = word.nfd().collect();
    assert_eq!(exact(&composed), exact(&decomposed), "{word:?}");
    assert_eq!(folded(&composed), folded(&decomposed), "{word:?}");
}

proptest! {
    #[test]
    fn folding_a_folded_form_changes_nothing(word in any::<String>()) {
        assert_stable(&word);
    }

    #[test]
    fn folding_a_tricky_folded_form_changes_nothing(word in tricky_word()) {
        assert_stable(&word);
    }

    #[test]
    fn composition_does_not_matter(word in tricky_word()) {
        assert_composition_does_not_matter(&word);
    }

    #[test]
    fn composition_does_not_matter_for_any_letters(word in "\\p{L}{0,6}\\p{M}{0,3}\\p{L}{0,3}") {
        assert_composition_does_not_matter(&word);
    }
}
