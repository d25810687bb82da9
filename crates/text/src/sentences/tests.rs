//! What starts a sentence and what does not.

use proptest::prelude::{any, proptest};

use super::{Boundaries, BoundaryKind};

/// The sentences of `text`, a paragraph's first one with a pilcrow.
fn sentences(text: &str) -> Vec<String> {
    let starts: Vec<_> = Boundaries::new(text).collect();
    let ends = starts.iter().skip(1).map(|next| next.start).chain([text.len()]);
    let mark = |kind| if kind == BoundaryKind::Paragraph { "¶" } else { "" };
    starts
        .iter()
        .zip(ends)
        .map(|(start, end)| format!("{}{}", mark(start.kind), text[start.start..end].trim()))
        .collect()
}

#[test]
fn full_stops_inside_a_sentence_do_not_end_it() {
    for text in [
        "The U.S. Army left.",
        "Govori dr. Petrović o tome.",
        "Mr. Smith and Mrs. Jones came.",
        "Broj je br. 5 u listi.",
        "Došao je 5. maja u grad.",
        "J. K. Rowling wrote it.",
        "It grew by 3.5 percent.",
        "5. Mai war ein Tag.",
        "Рекао је др. Јовановић јуче.",
        "He said ... nothing at all.",
        "“Really?” he asked her.",
        "See example.com for more.",
        "On Dec. 12 he left.",
        "Yahoo! is a firm.",
    ] {
        assert_eq!(sentences(text), [format!("¶{text}")]);
    }
}

#[test]
fn sentences_end_at_their_punctuation() {
    for (text, expected) in [
        ("One. Two! Three? Four", vec!["¶One.", "Two!", "Three?", "Four"]),
        ("He said “Go.” She went.", vec!["¶He said “Go.”", "She went."]),
        ("Rekao je: „Idem.“ Otišao je.", vec!["¶Rekao je: „Idem.“", "Otišao je."]),
        ("Silence… Then noise.", vec!["¶Silence…", "Then noise."]),
        ("It was so... Then it was not.", vec!["¶It was so...", "Then it was not."]),
        ("He said no. Then red. Me too", vec!["¶He said no.", "Then red.", "Me too"]),
        ("In 2010. The next", vec!["¶In 2010.", "The next"]),
        ("Done. (Really.) «Oui.» Non.", vec!["¶Done.", "(Really.)", "«Oui.»", "Non."]),
        ("今日。明日！", vec!["¶今日。", "明日！"]),
        ("彼は「今日。」と言った", vec!["¶彼は「今日。」", "と言った"]),
        ("قال ذلك. ثم ذهب.", vec!["¶قال ذلك.", "ثم ذهب."]),
        ("¿Qué? ¡Nada! Bien.", vec!["¶¿Qué?", "¡Nada!", "Bien."]),
    ] {
        assert_eq!(sentences(text), expected, "{text}");
    }
}

#[test]
fn lines_and_paragraphs() {
    for (text, expected) in [
        ("A wrapped\nline goes on.\nNew one", vec!["¶A wrapped\nline goes on.", "New one"]),
        ("Title\n\nBody starts. Goes on", vec!["¶Title", "¶Body starts.", "Goes on"]),
        ("A\r\nb\r\n\r\nC", vec!["¶A\r\nb", "¶C"]),
        ("  \n a \n \t\n b", vec!["¶a", "¶b"]),
        ("Mr.\nSmith came", vec!["¶Mr.\nSmith came"]),
        ("", vec![]),
        (" \n\n ", vec![]),
    ] {
        assert_eq!(sentences(text), expected, "{text:?}");
    }
}

#[test]
fn a_megabyte_of_punctuation_takes_linear_time() {
    for piece in [".", ". ", ".\" ", "a. ", "\n", "。", "((", ". (", "1. ", "...A "] {
        let text = piece.repeat(1_000_000 / piece.len());
        assert!(Boundaries::new(&text).count() <= text.len());
    }
}

proptest! {
    #[test]
    fn starts_rise_and_stand_on_characters(text in any::<String>()) {
        let mut last = None;
        for boundary in Boundaries::new(&text) {
            assert!(text.is_char_boundary(boundary.start));
            assert!(last < Some(boundary.start));
            assert!(!text[boundary.start..].starts_with(char::is_whitespace));
            last = Some(boundary.start);
        }
    }
}
