//! The sounds that letters can stand for.

use std::ops::BitOr;

/// What a letter, or a few together, can stand for: a set of sounds, of which one is meant.
///
/// The sounds are those that languages tell apart in names: finer than an alphabet (`c` is one of
/// three), coarser than phonetics.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Sound(u32);

impl Sound {
    /// Whether both can stand for one sound.
    pub(super) const fn meets(self, other: Self) -> bool {
        self.0 & other.0 & !OPTIONAL.0 != 0
    }

    /// Whether it may be no sound at all.
    pub(super) const fn is_optional(self) -> bool {
        self.0 & OPTIONAL.0 != 0
    }

    /// Whether it can be a vowel.
    pub(super) const fn may_be_vowel(self) -> bool {
        self.meets(VOWEL)
    }

    /// Whether it is a vowel or the glide of one.
    pub(super) const fn is_vowel(self) -> bool {
        self.may_be_vowel() && self.0 & !(VOWEL.0 | Y.0 | OPTIONAL.0) == 0
    }

    /// Whether it can stand for a sound outside of a set.
    pub(super) const fn has_others(self, set: Self) -> bool {
        self.0 & !(set.0 | OPTIONAL.0) != 0
    }

    /// Either set.
    pub(super) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitOr for Sound {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        self.or(other)
    }
}

const fn one(place: u32) -> Sound {
    Sound(1 << place)
}

pub(super) const A: Sound = one(0);
pub(super) const E: Sound = one(1);
pub(super) const I: Sound = one(2);
pub(super) const O: Sound = one(3);
pub(super) const U: Sound = one(4);
pub(super) const P: Sound = one(5);
pub(super) const B: Sound = one(6);
pub(super) const F: Sound = one(7);
pub(super) const V: Sound = one(8);
pub(super) const T: Sound = one(9);
pub(super) const D: Sound = one(10);
pub(super) const K: Sound = one(11);
pub(super) const G: Sound = one(12);
/// As in *Hugo*, and as in *Bach*.
pub(super) const H: Sound = one(13);
pub(super) const S: Sound = one(14);
pub(super) const Z: Sound = one(15);
/// As in *Shaw*.
pub(super) const SH: Sound = one(16);
/// As in *Žižek*.
pub(super) const ZH: Sound = one(17);
/// As in *Churchill*.
pub(super) const CH: Sound = one(18);
/// As in *John*.
pub(super) const J: Sound = one(19);
/// As in *Franz*.
pub(super) const TS: Sound = one(20);
pub(super) const L: Sound = one(21);
pub(super) const R: Sound = one(22);
pub(super) const M: Sound = one(23);
pub(super) const N: Sound = one(24);
/// The glide, as in *Yalta*.
pub(super) const Y: Sound = one(25);
/// As in *Thatcher*.
pub(super) const TH: Sound = one(26);

/// Any vowel.
pub(super) const VOWEL: Sound = Sound(0b1_1111);
/// Added to a set: the letter may be mute, or have no counterpart in another language's spelling.
pub(super) const OPTIONAL: Sound = one(31);

/// The glide of *Yalta* or *Julia*, which many spellings leave out.
pub(super) const GLIDE: Sound = Y.or(I).or(OPTIONAL);
/// The glide of *Wales* or *Paul*.
pub(super) const BACK_GLIDE: Sound = U.or(V).or(OPTIONAL);
