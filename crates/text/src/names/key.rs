//! Makes keys of sounds, under which the spellings of a name stand together in a dictionary.

use super::sound::{B, CH, D, F, G, J, K, L, M, N, P, R, S, SH, Sound, T, TH, TS, Z, ZH};

/// The most keys of a word.
pub(super) const MOST_KEYS: usize = 4;

/// The sounds that one letter of a key stands for. Spellings confuse the sounds of a row, and
/// hardly those of two. A sound of no row is left out of keys: vowels, glides, `h` and `v`, which
/// may be a vowel.
const ROWS: [(u8, Sound); 7] = [
    (b'k', K.or(G).or(S).or(Z).or(SH).or(ZH).or(CH).or(J).or(TS)),
    (b'l', L),
    (b'm', M),
    (b'n', N),
    (b'p', P.or(B).or(F)),
    (b'r', R),
    (b't', T.or(D).or(TH)),
];

/// The keys of a word, each once: more than one where it can be read so that it falls into several
/// rows. A word without any sound of a row has none.
pub(super) fn keys(sounds: &[Sound]) -> Vec<String> {
    let mut keys = vec![String::with_capacity(sounds.len())];
    for sound in sounds {
        let rows = ROWS.iter().filter(|(_, row)| sound.meets(*row));
        let mut readings = rows.map(|(letter, _)| Some(char::from(*letter))).collect::<Vec<_>>();
        if readings.is_empty() {
            continue;
        }
        if may_be_left_out(*sound) {
            readings.push(None);
        }
        readings.truncate(MOST_KEYS / keys.len());
        let (first, others) = (readings[0], &readings[1..]);
        let mut added = Vec::new();
        for key in &keys {
            added.extend(others.iter().map(|letter| key.chars().chain(*letter).collect()));
        }
        for key in &mut keys {
            key.extend(first);
        }
        keys.append(&mut added);
    }
    keys.retain(|key| !key.is_empty());
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// Whether the sound may be none, or one that keys leave out.
fn may_be_left_out(sound: Sound) -> bool {
    let in_rows = ROWS.iter().fold(Sound::default(), |rows, (_, row)| rows.or(*row));
    sound.is_optional() || sound.has_others(in_rows)
}
