//! Reads Georgian letters.

use super::letters::{MUTE, Reading};
use super::sound::{
    A, B, CH, D, E, F, G, H, I, J, K, L, M, N, O, OPTIONAL, P, R, S, SH, T, TH, TS, U, V, Z, ZH,
};

/// The sounds at the front of `rest`, which has a letter.
pub(super) fn read(_before: Option<char>, rest: &[char]) -> Reading {
    match rest {
        ['ა', ..] => (&[A], 1),
        ['ბ', ..] => (&[B], 1),
        ['გ' | 'ღ', ..] => (&[G], 1),
        ['დ', ..] => (&[D], 1),
        ['ე', ..] => (&[E], 1),
        ['ვ', ..] => (&[V], 1),
        ['ზ', ..] => (&[Z], 1),
        ['თ' | 'ტ', ..] => (const { &[T.or(TH)] }, 1),
        // The ending of the nominative.
        ['ი'] => (const { &[I.or(OPTIONAL)] }, 1),
        ['ი', ..] => (&[I], 1),
        ['კ' | 'ქ' | 'ყ', ..] => (&[K], 1),
        ['ლ', ..] => (&[L], 1),
        ['მ', ..] => (&[M], 1),
        ['ნ', ..] => (&[N], 1),
        ['ო', ..] => (&[O], 1),
        ['პ', ..] => (&[P], 1),
        ['ფ', ..] => (const { &[P.or(F)] }, 1),
        ['ჟ', ..] => (&[ZH], 1),
        ['რ', ..] => (&[R], 1),
        ['ს', ..] => (&[S], 1),
        ['უ', ..] => (const { &[U.or(V)] }, 1),
        ['შ', ..] => (&[SH], 1),
        ['ჩ' | 'ჭ', ..] => (&[CH], 1),
        ['ც' | 'წ', ..] => (&[TS], 1),
        ['ძ', ..] => (const { &[J.or(Z).or(TS)] }, 1),
        ['ხ', ..] => (const { &[H.or(K)] }, 1),
        ['ჯ', ..] => (&[J], 1),
        ['ჰ', ..] => (const { &[H.or(OPTIONAL)] }, 1),
        _ => MUTE,
    }
}

/// How many letters behind the first of `rest` its reading may depend on.
pub(super) fn look_ahead(rest: &[char]) -> usize {
    usize::from(rest[0] == 'ი')
}
