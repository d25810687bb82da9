//! Decides whether two words are spellings of one name.
//!
//! Two words are laid side by side, sound by sound, at the least cost (the alignment of Needleman
//! and Wunsch, 1970). The costs and the limit were fitted to the train half of the pairs that
//! `tests/names.rs` measures on its other half.

use super::Name;
use super::letters::MOST_SOUNDS;
use super::sound::{B, CH, D, G, J, K, P, S, SH, Sound, T, TH, TS, Z, ZH};

/// What cannot be. No limit reaches it, and no sum goes beyond it.
const NEVER: u16 = 5_000;

/// A vowel of one word without a counterpart in the other, and another vowel than the other's.
const VOWEL_INSIDE: u16 = 48;
const VOWEL_AT_END: u16 = 90;
const OTHER_VOWEL: u16 = 48;
/// An optional sound without a counterpart.
const OPTIONAL_INSIDE: u16 = 12;
const OPTIONAL_AT_END: u16 = 28;
/// Another consonant, of those that languages confuse.
const NEAR_CONSONANT: u16 = 40;

/// Where one script leaves vowels out: a vowel or an optional sound that it does not write.
const UNWRITTEN_INSIDE: u16 = 12;
const UNWRITTEN_AT_END: u16 = 40;
const UNWRITTEN_OPTIONAL: u16 = 20;
/// A vowel letter of such a script that stands for nothing, and one that stands for another vowel.
const WRITTEN_IN_VAIN: u16 = 38;
const OTHER_WRITTEN_VOWEL: u16 = 75;

/// Consonants that one language hears for another; both of a pair stand in one row of a key.
const NEAR: [(Sound, Sound); 10] = [
    (P, B),
    (T, D),
    (K, G),
    (S, Z),
    (S, TS.or(TH)),
    (SH, ZH),
    (SH, CH),
    (CH, J),
    (CH, TS),
    (ZH, J),
];

/// What the sounds of a word weigh when the limit is reckoned.
const CONSONANT_WEIGHT: u16 = 100;
const VOWEL_WEIGHT: u16 = 40;
const OPTIONAL_WEIGHT: u16 = 20;

/// Whether two words are spellings of one name.
pub(super) fn are_spellings(one: &Name, other: &Name) -> bool {
    let limit = limit(one, other);
    let (left, right) = (one.sounds.as_slice(), other.sounds.as_slice());
    if left.is_empty() || right.is_empty() {
        return false;
    }
    let costs = Costs { unwritten: one.is_abjad != other.is_abjad };
    // The costs of laying the left sounds so far beside the first so many of the right ones.
    let mut row = [0_u16; MOST_SOUNDS + 1];
    for (at, sound) in right.iter().enumerate() {
        let alone = costs.alone(*sound, other.is_abjad, is_end(at, right));
        row[at + 1] = (row[at] + alone).min(NEVER);
    }
    for (at, sound) in left.iter().enumerate() {
        let alone = costs.alone(*sound, one.is_abjad, is_end(at, left));
        let mut before = row[0];
        row[0] = (row[0] + alone).min(NEVER);
        let mut least = row[0];
        for (beside, counterpart) in right.iter().enumerate() {
            let together = before + costs.together(*sound, *counterpart);
            before = row[beside + 1];
            let left_alone = before + alone;
            let right_alone =
                row[beside] + costs.alone(*counterpart, other.is_abjad, is_end(beside, right));
            row[beside + 1] = together.min(left_alone).min(right_alone).min(NEVER);
            least = least.min(row[beside + 1]);
        }
        if least > limit {
            return false;
        }
    }
    row[right.len()] <= limit
}

/// The most that the spellings of one name may cost: the longer it is, the more.
fn limit(one: &Name, other: &Name) -> u16 {
    let weight = one.weight().min(other.weight());
    if one.is_abjad || other.is_abjad { weight / 26 } else { (weight * 11 / 100).min(60) }
}

impl Name {
    fn weight(&self) -> u16 {
        let weight = |sound: &Sound| match sound {
            sound if sound.is_optional() => OPTIONAL_WEIGHT,
            sound if sound.may_be_vowel() => VOWEL_WEIGHT,
            _ => CONSONANT_WEIGHT,
        };
        self.sounds.as_slice().iter().map(weight).sum()
    }
}

/// What it costs to lay sounds of two words side by side.
#[derive(Debug, Clone, Copy)]
struct Costs {
    /// Whether one of the words, and not the other, is in a script that leaves vowels out.
    unwritten: bool,
}

impl Costs {
    /// A sound of a word, at one of its ends or not, without a counterpart in the other.
    fn alone(self, sound: Sound, is_abjad: bool, is_end: bool) -> u16 {
        let at = |inside, end| if is_end { end } else { inside };
        match (sound.is_optional(), sound.is_vowel()) {
            (true, _) if is_abjad => WRITTEN_IN_VAIN,
            _ if is_abjad => NEVER,
            (_, true) if self.unwritten => at(UNWRITTEN_INSIDE, UNWRITTEN_AT_END),
            (true, _) if self.unwritten => UNWRITTEN_OPTIONAL,
            (true, _) => at(OPTIONAL_INSIDE, OPTIONAL_AT_END),
            (_, true) => at(VOWEL_INSIDE, VOWEL_AT_END),
            _ => NEVER,
        }
    }

    /// Two sounds beside each other.
    fn together(self, one: Sound, other: Sound) -> u16 {
        if one.meets(other) {
            return 0;
        }
        match (one.may_be_vowel(), other.may_be_vowel()) {
            (true, true) if self.unwritten => OTHER_WRITTEN_VOWEL,
            (true, true) => OTHER_VOWEL,
            (false, false) if are_near(one, other) => NEAR_CONSONANT,
            _ => NEVER,
        }
    }
}

fn is_end(at: usize, sounds: &[Sound]) -> bool {
    at == 0 || at + 1 == sounds.len()
}

fn are_near(one: Sound, other: Sound) -> bool {
    let is_pair = |(left, right): &(Sound, Sound)| {
        (one.meets(*left) && other.meets(*right)) || (one.meets(*right) && other.meets(*left))
    };
    NEAR.iter().any(is_pair)
}
