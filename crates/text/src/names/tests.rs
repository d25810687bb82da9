//! Which spellings meet and which stay apart.

use proptest::prelude::{any, proptest};

use super::key::MOST_KEYS;
use super::letters::{READ_LETTERS, Reader, reading};
use super::sound::Sound;
use super::{Comparison, Name, latin};

fn meet(one: &str, other: &str) -> bool {
    let [one, other] = [one, other].map(crate::normalize::exact);
    let is_spelling = Name::new(&one).has_spelling(&other);
    assert_eq!(is_spelling, Name::new(&other).has_spelling(&one));
    let keys = Name::new(&one).keys();
    is_spelling && Name::new(&other).keys().iter().any(|key| keys.contains(key))
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
    fn any_word_can_be_read(word in any::<String>(), other in any::<String>()) {
        let name = Name::new(&word);
        name.has_spelling(&other);
        let keys = name.keys();
        assert!(keys.len() <= MOST_KEYS);
        assert!(keys.iter().all(|key| !key.is_empty() && key.bytes().all(|b| b.is_ascii_lowercase())));
    }

    #[test]
    fn comparing_is_the_same_from_both_sides(one in LETTERS, other in LETTERS) {
        let is_spelling = Name::new(&one).has_spelling(&other);
        assert_eq!(is_spelling, Name::new(&other).has_spelling(&one));
    }

    #[test]
    fn a_word_that_sounds_is_a_spelling_of_itself(word in LETTERS) {
        assert_eq!(Name::new(&word).has_spelling(&word), !sounds(&word).is_empty(), "{word}");
    }

    #[test]
    fn what_is_given_up_early_is_no_spelling(one in LETTERS, other in LETTERS, at in 0..30_usize) {
        let name = Name::new(&one);
        let word: String = other.chars().take(at).chain(one.chars().skip(at)).collect();
        let read = |begun: Comparison, letter| begun.with(&[name], letter);
        let whole = word.chars().fold(Comparison::default(), read);
        assert_eq!(name.has_spelling(&word), whole.is_match(&[name]), "{one} {word}");
    }
}

/// The sounds of a word that comes letter by letter.
fn sounds(word: &str) -> Vec<Sound> {
    let mut sounds = Vec::new();
    let mut reader = Reader::default();
    word.chars().for_each(|letter| sounds.extend_from_slice(reader.push(letter).as_slice()));
    sounds.extend_from_slice(reader.finish().as_slice());
    sounds
}

/// The sounds of a word of which all letters are known.
fn sounds_of_whole(word: &str) -> Vec<Sound> {
    let letters: Vec<char> = word.chars().map(latin::plain).take(READ_LETTERS).collect();
    let (mut sounds, mut at) = (Vec::new(), 0);
    while at < letters.len() {
        let before = at.checked_sub(1).map(|before| letters[before]);
        let (read, used) = reading(before, &letters[at..]);
        sounds.extend(read);
        at += used;
    }
    sounds
}

/// No reading is settled before the letters are known that it depends on.
#[test]
fn letters_that_come_one_by_one_are_read_as_those_of_a_whole_word() {
    let scripts = [
        "acdeghijklnoqrstuxyzščzöß",
        "αάγιίκμοόπςστυηζτβ",
        "аеиоуйджсзтвчћіє",
        "ուեկյ",
        "აიუსც",
        "גזצץוי'׳הלא",
        "اهةكسيعأوه",
    ];
    for letters in scripts {
        let letters: Vec<char> = letters.chars().collect();
        let mut words = vec![String::new()];
        for _ in 0..4 {
            let longer = |word: &String| {
                let word = word.clone();
                letters.iter().map(move |letter| format!("{word}{letter}")).collect::<Vec<_>>()
            };
            words = words.iter().flat_map(longer).collect();
            for word in &words {
                assert_eq!(sounds(word), sounds_of_whole(word), "{word}");
            }
        }
    }
    for begin in ["", "a", "s"] {
        for sound in ["schtsch", "schtsc", "scht", "shch", "shc", "dsch", "dsc", "tsch", "tsc"] {
            for end in ["", "a", "h", "s", "t", "e", "ch"] {
                let word = format!("{begin}{sound}{end}");
                assert_eq!(sounds(&word), sounds_of_whole(&word), "{word}");
            }
        }
    }
}

#[test]
fn a_long_word_is_read_at_its_beginning() {
    let long = "vučić".repeat(200_000);
    assert!(Name::new(&long).has_spelling(&long[..200]));
}
