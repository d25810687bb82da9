//! Decides whether two words are spellings of one name.
//!
//! Two words are laid side by side, sound by sound, at the least cost (the alignment of Needleman
//! and Wunsch, 1970), one of them as its sounds come: where nothing that begins so can be a
//! spelling, that is known at once. The costs and the limit were fitted to the train half of the pairs that
//! `tests/names.rs` measures on its other half.

use super::sound::{B, CH, D, G, J, K, P, S, SH, Sound, T, TH, TS, Z, ZH};

/// What cannot be. No limit reaches it, and no sum goes beyond it.
const NEVER: u8 = u8::MAX;

/// A vowel of one word without a counterpart in the other, and another vowel than the other's.
const VOWEL_INSIDE: u8 = 48;
const VOWEL_AT_END: u8 = 90;
const OTHER_VOWEL: u8 = 48;
/// An optional sound without a counterpart.
const OPTIONAL_INSIDE: u8 = 12;
const OPTIONAL_AT_END: u8 = 28;
/// Another consonant, of those that languages confuse.
const NEAR_CONSONANT: u8 = 40;

/// Where one script leaves vowels out: a vowel or an optional sound that it does not write.
const UNWRITTEN_INSIDE: u8 = 12;
const UNWRITTEN_AT_END: u8 = 40;
const UNWRITTEN_OPTIONAL: u8 = 20;
/// A vowel letter of such a script that stands for nothing, and one that stands for another vowel.
const WRITTEN_IN_VAIN: u8 = 38;
const OTHER_WRITTEN_VOWEL: u8 = 75;

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

/// The most sounds of a word that count.
pub(super) const MOST_SOUNDS: usize = 24;

/// The least costs of laying the beginning of a word beside the first so many sounds of another.
type Row = [u8; MOST_SOUNDS + 1];

/// A word whose spellings are sought.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sought {
    sounds: [Sound; MOST_SOUNDS],
    /// By sound: the consonants that languages confuse with it.
    near: [Sound; MOST_SOUNDS],
    len: usize,
    weight: u16,
    /// Whether its script leaves vowels out.
    is_abjad: bool,
}

impl Sought {
    pub(super) fn new(is_abjad: bool) -> Self {
        let sounds = [Sound::default(); MOST_SOUNDS];
        Self { sounds, near: sounds, len: 0, weight: 0, is_abjad }
    }

    /// Adds a sound, but not the same consonant or vowel twice in a row: doubled letters are
    /// spelling.
    pub(super) fn push(&mut self, sound: Sound) {
        if self.len == MOST_SOUNDS || self.as_slice().last() == Some(&sound) {
            return;
        }
        self.sounds[self.len] = sound;
        self.near[self.len] = near(sound);
        self.len += 1;
        self.weight += weight(sound);
    }

    pub(super) fn as_slice(&self) -> &[Sound] {
        &self.sounds[..self.len]
    }

    /// The most that a spelling of such a weight may cost: the longer it is, the more.
    fn limit(&self, weight: u16, costs: Costs) -> u8 {
        let weight = self.weight.min(weight);
        let limit = if costs.is_any_abjad() { weight / 26 } else { (weight * 11 / 100).min(60) };
        u8::try_from(limit).unwrap_or(NEVER - 1)
    }
}

/// A word as far as its sounds are known, laid beside the one that is sought.
#[derive(Debug, Clone, Copy)]
pub(super) struct Alignment {
    row: Row,
    /// The row without the last sound.
    before: Row,
    last: Sound,
    len: u8,
    weight: u16,
    costs: Costs,
    /// The most that a spelling may cost, however long it is.
    limit: u8,
}

impl Alignment {
    /// Nothing yet of a word in a script that leaves vowels out or not.
    pub(super) fn new(sought: &Sought, is_abjad: bool) -> Self {
        let costs = Costs { of_sought: sought.is_abjad, of_other: is_abjad };
        let limit = sought.limit(u16::MAX, costs);
        let mut row = [NEVER; MOST_SOUNDS + 1];
        row[0] = 0;
        for (at, sound) in sought.as_slice().iter().enumerate() {
            let is_end = at == 0 || at + 1 == sought.len;
            row[at + 1] = row[at].saturating_add(costs.sought_alone(*sound, is_end));
        }
        Self { row, before: row, last: Sound::default(), len: 0, weight: 0, costs, limit }
    }

    /// Lays the next sound of the word beside the one sought.
    pub(super) fn push(&mut self, sought: &Sought, sound: Sound) {
        if usize::from(self.len) == MOST_SOUNDS || (self.len > 0 && self.last == sound) {
            return;
        }
        self.before = self.row;
        self.row = self.next_row(sought, sound, self.len == 0);
        self.last = sound;
        self.len += 1;
        self.weight += weight(sound);
    }

    /// Whether a word that begins so may be a spelling.
    pub(super) fn may_match(&self) -> bool {
        self.row.iter().any(|cost| *cost <= self.limit)
    }

    /// Whether the word is a spelling if it ends here.
    pub(super) fn is_match(&self, sought: &Sought) -> bool {
        if self.len == 0 || sought.len == 0 || self.row[sought.len] > self.limit {
            return false;
        }
        // What was laid as a sound inside the word is its end.
        let row = self.next_row(sought, self.last, true);
        row[sought.len] <= sought.limit(self.weight, self.costs)
    }

    /// The row behind `self.before` with a sound, which is at an end of its word or not.
    fn next_row(&self, sought: &Sought, sound: Sound, is_end: bool) -> Row {
        let alone = self.costs.other_alone(sound, is_end);
        let mut row = [NEVER; MOST_SOUNDS + 1];
        row[0] = self.before[0].saturating_add(alone);
        for (at, counterpart) in sought.as_slice().iter().enumerate() {
            if self.before[at].min(self.before[at + 1]).min(row[at]) > self.limit {
                continue;
            }
            let together = self.costs.together(*counterpart, sought.near[at], sound);
            let together = self.before[at].saturating_add(together);
            let other_alone = self.before[at + 1].saturating_add(alone);
            let is_end = at == 0 || at + 1 == sought.len;
            let sought_alone =
                row[at].saturating_add(self.costs.sought_alone(*counterpart, is_end));
            row[at + 1] = together.min(other_alone).min(sought_alone);
        }
        row
    }
}

fn weight(sound: Sound) -> u16 {
    match sound {
        sound if sound.is_optional() => OPTIONAL_WEIGHT,
        sound if sound.may_be_vowel() => VOWEL_WEIGHT,
        _ => CONSONANT_WEIGHT,
    }
}

/// What it costs to lay sounds of two words side by side, by whether their scripts leave vowels
/// out.
#[derive(Debug, Clone, Copy)]
struct Costs {
    of_sought: bool,
    of_other: bool,
}

impl Costs {
    fn is_any_abjad(self) -> bool {
        self.of_sought || self.of_other
    }

    /// A sound of the word sought without a counterpart in the other.
    fn sought_alone(self, sound: Sound, is_end: bool) -> u8 {
        alone(sound, self.of_sought, self.of_other, is_end)
    }

    /// A sound of the other word without a counterpart in the one sought.
    fn other_alone(self, sound: Sound, is_end: bool) -> u8 {
        alone(sound, self.of_other, self.of_sought, is_end)
    }

    /// Two sounds beside each other.
    fn together(self, one: Sound, near: Sound, other: Sound) -> u8 {
        if one.meets(other) {
            return 0;
        }
        match (one.may_be_vowel(), other.may_be_vowel()) {
            (true, true) if self.of_sought != self.of_other => OTHER_WRITTEN_VOWEL,
            (true, true) => OTHER_VOWEL,
            (false, false) if near.meets(other) => NEAR_CONSONANT,
            _ => NEVER,
        }
    }
}

/// A sound of a word, at one of its ends or not, without a counterpart in another, each of them in
/// a script that leaves vowels out or not.
fn alone(sound: Sound, is_abjad: bool, is_other_abjad: bool, is_end: bool) -> u8 {
    let at = |inside, end| if is_end { end } else { inside };
    match (sound.is_optional(), sound.is_vowel()) {
        (true, _) if is_abjad => WRITTEN_IN_VAIN,
        _ if is_abjad => NEVER,
        (_, true) if is_other_abjad => at(UNWRITTEN_INSIDE, UNWRITTEN_AT_END),
        (true, _) if is_other_abjad => UNWRITTEN_OPTIONAL,
        (true, _) => at(OPTIONAL_INSIDE, OPTIONAL_AT_END),
        (_, true) => at(VOWEL_INSIDE, VOWEL_AT_END),
        _ => NEVER,
    }
}

/// The consonants that languages confuse with one; none with what may be a vowel.
fn near(sound: Sound) -> Sound {
    let mut near = Sound::default();
    if sound.may_be_vowel() {
        return near;
    }
    for (one, other) in NEAR {
        if sound.meets(one) {
            near = near.or(other);
        }
        if sound.meets(other) {
            near = near.or(one);
        }
    }
    near
}
