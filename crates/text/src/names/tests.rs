//! Which spellings meet and which stay apart.

use proptest::prelude::{any, proptest};

use super::Name;
use super::key::MOST_KEYS;

fn meet(one: &str, other: &str) -> bool {
    let name = |word: &str| Name::new(&crate::normalize::exact(word));
    let (one, other) = (name(one), name(other));
    let is_spelling = one.is_spelling_of(&other);
    assert_eq!(is_spelling, other.is_spelling_of(&one));
    let keys = one.keys();
    is_spelling && other.keys().iter().any(|key| keys.contains(key))
}

#[test]
fn spellings_of_one_name_meet() {
    let mut apart = Vec::new();
    for spellings in [
        &["Vučić", "Vucic", "Vucich", "Vutchitch", "Vuchich", "Вучић", "Вучич", "Βούτσιτς"][..],
        &["Jovanović", "Jovanovic", "Yovanovich", "Јовановић", "Йованович"],
        &["Zelensky", "Zelenskyy", "Zelenskiy", "Zelenskij", "Zelenski", "Зеленський"],
        &["Zelensky", "Зеленский", "Зеленски", "Zełenski", "Zelenskyi", "Ζελένσκι"],
        &["Odesa", "Odessa", "Одеса", "Одесса"],
        &["Shcherbakov", "Ščerbakov", "Schtscherbakow", "Щербаков", "Chtcherbakov", "Szczerbakow"],
        &["Đoković", "Djokovic", "Dokovic", "Ђоковић", "Джокович", "Djokovitch"],
        &["Shoigu", "Šojgu", "Schoigu", "Choïgou", "Шойгу", "Szojgu"],
        &["Prigozhin", "Prigojine", "Prigoschin", "Prigožin", "Пригожин", "Prigožyn"],
        &["Putin", "Poutine", "Путин", "Путін", "Πούτιν", "Պուտին", "პუტინი", "Putyin", "بوتين"],
        &["Mitsotakis", "Μητσοτάκης", "Мицотакис", "Micotakis"],
        &["Pashinyan", "Փաշինյան", "Пашинян", "Pachinian", "Paschinjan", "Pašinjan"],
        &["Saakashvili", "სააკაშვილი", "Саакашвили", "Saakaschwili", "Saakachvili", "Saakašvili"],
        &["Khrushchev", "Хрущев", "Khrouchtchev", "Hruščev", "Chruszczew"],
        &["Netanyahu", "Netanjahu", "Нетаньяху", "Netanyahou"],
        &["Gaddafi", "Kadhafi", "Qaddafi", "Каддафи", "Gadafi"],
        &["Mohammed", "Mohamed", "Мохамед", "Mohamad"],
        &["Erdoğan", "Erdogan", "Эрдоган", "Ердоган"],
    ] {
        let lost = spellings.iter().filter(|spelling| !meet(spellings[0], spelling));
        apart.extend(lost.map(|spelling| (spellings[0], *spelling)));
    }
    assert!(apart.is_empty(), "{apart:?}");
}

#[test]
fn near_neighbours_stay_apart() {
    for (one, other) in [
        ("Vučić", "Vukić"),
        ("Vučić", "Vučak"),
        ("Vučić", "Vujić"),
        ("Vučić", "Vučo"),
        ("Jovanović", "Ivanović"),
        ("Jovanović", "Jovičić"),
        ("Jovanović", "Jovanov"),
        ("Petrović", "Petković"),
        ("Putin", "Putina"),
        ("Zelensky", "Zelenka"),
        ("Marko", "Mirko"),
        ("Marija", "Marijan"),
        ("Milan", "Milena"),
        ("Odesa", "Edessa"),
        ("Bonn", "Bern"),
        ("Tadić", "Dačić"),
        ("Nikolić", "Nikola"),
        ("Bush", "Busch-Petersen"),
    ] {
        assert!(!meet(one, other), "{one} {other}");
    }
}

/// Letters of every script that is read.
const LETTERS: &str = "[a-zčćžšđñłßäöüаеивкцчшщьяюєїњαβγκςתשבוبوينկչաოვი']{0,30}";

proptest! {
    #[test]
    fn any_word_can_be_read(word in any::<String>()) {
        let keys = Name::new(&word).keys();
        assert!(keys.len() <= MOST_KEYS);
        assert!(keys.iter().all(|key| !key.is_empty() && key.bytes().all(|b| b.is_ascii_lowercase())));
    }

    #[test]
    fn comparing_is_the_same_from_both_sides(one in LETTERS, other in LETTERS) {
        let (one, other) = (Name::new(&one), Name::new(&other));
        assert_eq!(one.is_spelling_of(&other), other.is_spelling_of(&one));
    }

    #[test]
    fn a_word_with_a_key_is_a_spelling_of_itself(word in LETTERS) {
        let name = Name::new(&word);
        assert!(name.keys().is_empty() || name.is_spelling_of(&name), "{word}");
    }
}

#[test]
fn a_long_word_is_read_at_its_beginning() {
    let long = "vučić".repeat(200_000);
    assert!(Name::new(&long).is_spelling_of(&Name::new(&long[..200])));
}
