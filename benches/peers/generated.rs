//! Articles made up for machines without the real ones: words by Zipf's law, the same each time.

use serde_json::{Map, Value, json};
use testkit::Random;

/// Words of the vocabulary: about as many as a year of one newspaper has.
const VOCABULARY: usize = 60_000;

/// So many articles.
pub(crate) fn articles(count: usize) -> impl Iterator<Item = Map<String, Value>> {
    let mut random = Random::new(20_061_020);
    (0..count).map(move |number| article(&mut random, number))
}

fn article(random: &mut Random, number: usize) -> Map<String, Value> {
    let mut body = String::new();
    for paragraph in 0..4 + random.below(8) {
        if paragraph > 0 {
            body.push_str("\n\n");
        }
        for _ in 0..2 + random.below(3) {
            let words = 8 + random.below(18);
            body.push_str(&sentence(random, words));
            body.push_str(". ");
        }
    }
    let words = 5 + random.below(6);
    let mut record = Map::new();
    record.insert("id".to_owned(), json!(format!("made-up-{number}")));
    record.insert("title".to_owned(), json!(sentence(random, words)));
    record.insert("body".to_owned(), json!(body));
    let (year, month, day) = (2006 + random.below(5), 1 + random.below(12), 1 + random.below(28));
    let (hour, minute) = (random.below(24), random.below(60));
    let date = format!("{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:00Z");
    record.insert("date".to_owned(), json!(date));
    record
}

fn sentence(random: &mut Random, words: usize) -> String {
    let words: Vec<String> = (0..words).map(|_| word(rank(random))).collect();
    words.join(" ")
}

/// Ranks whose frequency falls with the rank itself: evenly spread on a logarithmic scale.
fn rank(random: &mut Random) -> usize {
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a rank is small and not negative"
    )]
    {
        let share = random.below(1 << 24) as f64 / f64::from(1 << 24);
        (VOCABULARY as f64).powf(share) as usize
    }
}

/// The word of a rank: its number in syllables, at least two.
pub(crate) fn word(rank: usize) -> String {
    const CONSONANTS: &[u8] = b"tnsrlkmdpvbg";
    const VOWELS: &[u8] = b"eaiou";
    let mut word = String::new();
    let mut rest = rank;
    while rest > 0 || word.len() < 5 {
        let syllable = rest % (CONSONANTS.len() * VOWELS.len());
        rest /= CONSONANTS.len() * VOWELS.len();
        word.push(char::from(CONSONANTS[syllable / VOWELS.len()]));
        word.push(char::from(VOWELS[syllable % VOWELS.len()]));
    }
    word
}
