//! What is a word, where it stands and what it carries.

use proptest::prelude::{Strategy, any, prop, proptest};

use super::{SegmentKind, Segments, WORD_LIMIT_BYTES};

fn words(text: &str) -> Vec<&str> {
    Segments::new(text).map(|segment| segment.text).collect()
}

#[test]
fn words_of_tricky_texts() {
    for (text, expected) in [
        ("Vuc\u{30C}ic\u{301} je", vec!["Vuc\u{30C}ic\u{301}", "je"]),
        (
            "so\u{AD}ft zero\u{200B}width jo\u{200D}in",
            vec!["so\u{AD}ft", "zero", "width", "jo\u{200D}in"],
        ),
        ("end\u{AD} next", vec!["end", "next"]),
        ("п'ять п’ять пʼять", vec!["п'ять", "п’ять", "пʼять"]),
        ("l'Ukraine O’Brien Ankara'da", vec!["l", "Ukraine", "O", "Brien", "Ankara", "da"]),
        ("president's president’s PUTIN'S", vec!["president", "president", "PUTIN"]),
        ("presidents' 's 'S' it's", vec!["presidents", "s", "S", "it"]),
        ("U.S. S.V.R. А.Д. U.S.'s", vec!["U.S.", "S.V.R.", "А.Д.", "U.S."]),
        ("J.K.Rowling U.S.A", vec!["J.K.", "Rowling", "U.S.", "A"]),
        ("a. b c.", vec!["a", "b", "c"]),
        (
            "4,000 4.000 4\u{A0}000 4\u{202F}000",
            vec!["4,000", "4.000", "4\u{A0}000", "4\u{202F}000"],
        ),
        ("1.234.567,89 3.5 2,75", vec!["1.234.567,89", "3.5", "2,75"]),
        ("30.05.2025 1.2.3 10,20,30", vec!["30", "05", "2025", "1", "2", "3", "10", "20", "30"]),
        ("1,234,56 0.500 5.", vec!["1", "234", "56", "0.500", "5"]),
        (
            "122mm F16 F-16 1990s 2025Clash",
            vec!["122", "mm", "F", "16", "F", "16", "1990", "s", "2025", "Clash"],
        ),
        ("2025\u{A0}5 12\u{A0}May", vec!["2025", "5", "12", "May"]),
        ("中国と北京 カタカナ", vec!["中", "国", "と", "北", "京", "カタカナ"]),
        ("か\u{3099}き", vec!["か\u{3099}", "き"]),
        ("हिन्दी 한국어 ไทย", vec!["हिन्दी", "한국어", "ไทย"]),
        ("#tag @name a/b x_y", vec!["tag", "name", "a", "b", "x", "y"]),
        ("👍🏽 ok 🇷🇸 1\u{FE0F}\u{20E3}", vec!["ok", "1"]),
        ("x² ½", vec!["x", "²", "½"]),
        ("Ⅷ Ⓐ ™", vec!["Ⅷ"]),
    ] {
        assert_eq!(words(text), expected, "{text:?}");
    }
}

#[test]
fn a_dropped_genitive_uses_no_position() {
    let positions: Vec<_> =
        Segments::new("Serbia's own").map(|segment| (segment.text, segment.position)).collect();
    assert_eq!(positions, [("Serbia", 0), ("own", 1)]);
}

#[test]
fn only_the_first_part_carries_the_compound() {
    for (text, expected) in [
        ("long-range arms", vec![Some("long-range"), None, None]),
        ("state-of-the-art", vec![Some("state-of-the-art"), None, None, None]),
        ("al‑Qaeda", vec![Some("al‑Qaeda"), None]),
        ("mid-1990s a - b c- d", vec![None; 7]),
        ("anti-U.S. war", vec![None, None, None]),
        ("Covid-19-related", vec![None; 3]),
    ] {
        let found: Vec<_> = Segments::new(text).map(|segment| segment.compound).collect();
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn kinds() {
    let kinds: Vec<_> = Segments::new("a U.S. 4,000 北").map(|segment| segment.kind).collect();
    assert_eq!(
        kinds,
        [SegmentKind::Word, SegmentKind::Acronym, SegmentKind::Number, SegmentKind::Ideograph]
    );
}

#[test]
fn a_megabyte_of_one_word_is_cut_in_linear_time() {
    for piece in
        ["a", "љ", "e\u{301}", "1", "1.", "1,000", "a.", "a-", "п'", "а\u{AD}", "a's", "か\u{3099}"]
    {
        let text = piece.repeat(1_000_000 / piece.len());
        let longest = Segments::new(&text).map(|segment| segment.text.len()).max();
        assert!(longest <= Some(WORD_LIMIT_BYTES), "{piece}: {longest:?}");
    }
    let word = "ж".repeat(200);
    let cut: Vec<_> = Segments::new(&word).map(|segment| (segment.end, segment.is_cut)).collect();
    assert_eq!(cut, [(254, true)]);
}

/// Text made of what the rules treat specially.
fn tricky_text() -> impl Strategy<Value = String> {
    let pieces = vec![
        "a",
        "S",
        "s",
        "ж",
        "č",
        "'",
        "’",
        "-",
        "\u{2011}",
        ".",
        ",",
        "1",
        "234",
        "0",
        "\u{A0}",
        "\u{AD}",
        "\u{200D}",
        "\u{200B}",
        "\u{301}",
        "中",
        "が",
        "か\u{3099}",
        " ",
        "²",
        "é",
        "İ",
        "👍🏽",
        "٣",
        "\u{2BC}",
    ];
    prop::collection::vec(prop::sample::select(pieces), 0..40).prop_map(|parts| parts.concat())
}

fn assert_sound(text: &str) {
    let mut end = 0;
    for (count, segment) in Segments::new(text).enumerate() {
        assert!(end <= segment.start && segment.start < segment.end, "{text:?}");
        assert_eq!(text.get(segment.start..segment.end), Some(segment.text));
        assert_eq!(segment.position as usize, count);
        assert!(segment.text.len() <= WORD_LIMIT_BYTES);
        if let Some(compound) = segment.compound {
            assert!(text[segment.start..].starts_with(compound));
        }
        end = segment.end;
    }
}

proptest! {
    #[test]
    fn segments_are_ordered_and_index_back(text in any::<String>()) {
        assert_sound(&text);
    }

    #[test]
    fn tricky_segments_are_ordered_and_index_back(text in tricky_text()) {
        assert_sound(&text);
    }

    #[test]
    fn a_word_cut_out_is_one_word(text in tricky_text()) {
        for segment in Segments::new(&text) {
            let again: Vec<_> = Segments::new(segment.text).collect();
            // A number out of a chain may stand alone as another one.
            if segment.kind == SegmentKind::Word {
                assert_eq!(again.len(), 1, "{:?}", segment.text);
                assert_eq!(again[0].text, segment.text);
            }
        }
    }
}
