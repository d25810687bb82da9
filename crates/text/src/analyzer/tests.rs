//! What the pipeline hands out, whatever its lexicon holds.

use proptest::prelude::{any, proptest};

use super::{AnalysisSettings, Analyzer};
use crate::{Forms, Language, Lexicon};

/// Start, end, position, layers and joined form of every word.
type Found = Vec<(usize, usize, u32, Forms, Option<String>)>;

fn analyze(analyzer: &Analyzer, text: &str, language: Language, lexicon: &mut Lexicon) -> Found {
    let mut found = Vec::new();
    let mut tokens = analyzer.tokens(text, language, lexicon);
    while let Some(token) = tokens.next() {
        let joined = token.joined.map(|compound| compound.folded.to_string());
        found.push((token.start, token.end, token.position, token.forms.to_owned(), joined));
        let (number, stem) = (token.stem_number, token.forms.stem.to_owned());
        assert_eq!(tokens.lexicon().stem(number), stem);
    }
    found
}

#[test]
fn layers_of_tricky_words() {
    let analyzer = Analyzer::default();
    for (code, word, exact, folded, stem) in [
        ("sr", "Вучића", "вучића", "vucica", "vucic"),
        ("sr", "Vučića", "vučića", "vucica", "vucic"),
        ("sr", "Vucica", "vucica", "vucica", "vucic"),
        ("hr", "vrijeme", "vrijeme", "vrijeme", "vreme"),
        ("cnr", "vreme", "vreme", "vreme", "vreme"),
        ("en", "Crises", "crises", "crises", "crisis"),
        ("en", "Вучића", "вучића", "vucica", "vucica"),
        ("ru", "города", "города", "goroda", "gorod"),
        ("uk", "Україною", "україною", "ukrajinoju", "ukrajina"),
        ("de", "Häuser", "häuser", "hauser", "haus"),
        ("el", "ΟΔΟΣ", "οδος", "οδοσ", "οδ"),
        ("und", "running", "running", "running", "running"),
        ("sq", "shqiptarëve", "shqiptarëve", "shqiptareve", "shqiptar"),
        ("en", "4,000", "4000", "4000", "4000"),
        ("en", "U.S.", "us", "us", "us"),
    ] {
        let forms = analyzer.forms(word, Language::from_code(code).unwrap());
        let found = (&*forms.exact, &*forms.folded, &*forms.stem);
        assert_eq!(found, (exact, folded, stem), "{code} {word}");
    }
}

#[test]
fn hyphenated_words_carry_their_joined_form() {
    let mut lexicon = Lexicon::new();
    let text = "Long-Range arms";
    let found = analyze(&Analyzer::default(), text, Language::ENGLISH, &mut lexicon);
    let joined: Vec<_> = found.iter().map(|word| word.4.as_deref()).collect();
    assert_eq!(joined, [Some("longrange"), None, None]);
}

#[test]
fn without_folding_the_folded_layer_is_the_exact_one() {
    let analyzer = Analyzer::new(AnalysisSettings { fold: false, ..AnalysisSettings::default() });
    let forms = analyzer.forms("Вучића", Language::SERBIAN);
    assert_eq!((&*forms.exact, &*forms.folded), ("вучића", "вучића"));
    assert!(forms.also.is_empty());
}

#[test]
fn words_of_other_languages_than_the_allowed_are_not_stemmed() {
    let languages = vec![Language::SERBIAN];
    let analyzer = Analyzer::new(AnalysisSettings { languages, ..AnalysisSettings::default() });
    assert_eq!(&*analyzer.forms("running", Language::ENGLISH).stem, "running");
    assert_eq!(&*analyzer.forms("Вучића", Language::CROATIAN).stem, "vucic");
}

#[test]
fn fingerprints_tell_settings_apart() {
    let of = |settings: AnalysisSettings| Analyzer::new(settings).fingerprint();
    let usual = AnalysisSettings::default();
    let narrow = |codes: [Language; 2]| AnalysisSettings {
        languages: codes.to_vec(),
        ..AnalysisSettings::default()
    };
    assert_eq!(of(usual.clone()), of(usual.clone()));
    assert_ne!(of(usual.clone()), of(AnalysisSettings { fold: false, ..usual.clone() }));
    assert_ne!(of(usual.clone()), of(narrow([Language::ENGLISH, Language::SERBIAN])));
    assert_eq!(
        of(narrow([Language::ENGLISH, Language::SERBIAN])),
        of(narrow([Language::SERBIAN, Language::ENGLISH]))
    );
    let sets = |sets: &[&[&str]]| -> Vec<Vec<String>> {
        sets.iter().map(|set| set.iter().map(ToString::to_string).collect()).collect()
    };
    let names = |list| AnalysisSettings { names: sets(list), ..usual.clone() };
    let synonyms = |list| AnalysisSettings { synonyms: sets(list), ..usual.clone() };
    for settings in [&names as &dyn Fn(_) -> _, &synonyms] {
        let one = of(settings(&[&["car", "automobile"], &["boat", "ferry"]]));
        assert_eq!(one, of(settings(&[&["ferry", "boat"], &["automobile", "car", "car"]])));
        assert_ne!(one, of(settings(&[&["car", "automobile", "boat", "ferry"]])));
        assert_ne!(one, of(usual.clone()));
    }
    assert_ne!(of(names(&[&["car", "auto"]])), of(synonyms(&[&["car", "auto"]])));
}

#[test]
fn a_full_lexicon_is_cleared() {
    let analyzer = Analyzer::default();
    let mut lexicon = Lexicon::with_capacity(2);
    analyze(&analyzer, "one two three", Language::ENGLISH, &mut lexicon);
    assert_eq!(lexicon.len(), 1);
    assert!(lexicon.is_full());
}

#[test]
fn cut_words_are_counted() {
    let mut lexicon = Lexicon::new();
    analyze(&Analyzer::default(), &"a".repeat(1000), Language::ENGLISH, &mut lexicon);
    assert_eq!(lexicon.cut_words(), 1);
}

#[test]
fn analyzers_are_shared_between_threads() {
    fn shareable<T: Send + Sync + Clone>() {}
    shareable::<Analyzer>();
}

fn assert_layers(forms: &Forms, word: &str) {
    assert!(!forms.exact.is_empty() && !forms.folded.is_empty() && !forms.stem.is_empty());
    assert!(forms.also.len() <= 3 && !forms.also.contains(&forms.folded), "{word:?}");
    for stem in &forms.also_stems {
        assert!(!stem.is_empty());
        assert_ne!(*stem, forms.stem);
    }
}

proptest! {
    #[test]
    fn the_lexicon_never_changes_the_layers(text in any::<String>(), other in "[a-zđü -]{0,40}") {
        let analyzer = Analyzer::default();
        let mut fresh = Lexicon::new();
        let mut used = Lexicon::with_capacity(3);
        analyze(&analyzer, &other, Language::SERBIAN, &mut used);
        analyze(&analyzer, &other, Language::GERMAN, &mut used);
        for text in [&text, &other] {
            let expected = analyze(&analyzer, text, Language::GERMAN, &mut fresh);
            assert_eq!(analyze(&analyzer, text, Language::GERMAN, &mut used), expected);
            for (start, end, _, forms, _) in expected {
                assert_eq!(forms, analyzer.forms(&text[start..end], Language::GERMAN));
            }
        }
    }

    #[test]
    fn every_language_keeps_the_promises_of_its_layers(word in "[\\p{L}\\p{M}]{1,12}") {
        let analyzer = Analyzer::default();
        for language in Language::all() {
            assert_layers(&analyzer.forms(&word, language), &word);
        }
    }

    #[test]
    fn every_stemmer_bears_words_of_its_alphabet(
        word in "[a-zßàâäåæçèéêëíîïñóôöøúûüÿąćčďđęěğıłńňřśşšťůűźżž]{1,12}|[а-яѐ-џґўѣ]{1,12}|[α-ωάέήίόύώ]{1,10}|[ء-ي]{1,10}|[א-ת]{1,8}|[ऀ-ॿ]{1,8}|[஀-௿]{1,8}|[ա-և]{1,8}"
    ) {
        let analyzer = Analyzer::default();
        for language in Language::all() {
            let forms = analyzer.forms(&word, language);
            assert!(!forms.stem.is_empty());
        }
    }
}
