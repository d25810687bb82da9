//! Reads Hebrew letters, vowels mostly left out.

use super::letters::{MUTE, Reading};
use super::sound::{
    A, B, CH, D, E, F, G, H, I, J, K, L, M, N, O, OPTIONAL, P, R, S, SH, T, TH, TS, U, V, VOWEL, Y,
    Z, ZH,
};

/// The sounds at the front of `rest`, which has a letter.
pub(super) fn read(_before: Option<char>, rest: &[char]) -> Reading {
    match rest {
        ['א' | 'ע', ..] => (const { &[VOWEL.or(OPTIONAL)] }, 1),
        ['ב', ..] => (const { &[B.or(V)] }, 1),
        ['ג', '\'' | '׳', ..] => (const { &[J.or(ZH)] }, 2),
        ['ג', ..] => (const { &[G.or(J)] }, 1),
        ['ד', ..] => (&[D], 1),
        ['ה', ..] => (const { &[H.or(A).or(E).or(OPTIONAL)] }, 1),
        ['ו', 'ו', ..] => (const { &[V.or(U).or(OPTIONAL)] }, 2),
        ['ו', ..] => (const { &[V.or(O).or(U).or(OPTIONAL)] }, 1),
        ['ז', '\'' | '׳', ..] => (&[ZH], 2),
        ['ז', ..] => (const { &[Z.or(ZH)] }, 1),
        ['ח', ..] => (const { &[H.or(K).or(OPTIONAL)] }, 1),
        ['ט' | 'ת', ..] => (const { &[T.or(TH)] }, 1),
        ['י', 'י', ..] => (const { &[I.or(E).or(Y).or(A).or(OPTIONAL)] }, 2),
        ['י', ..] => (const { &[I.or(E).or(Y).or(OPTIONAL)] }, 1),
        ['כ' | 'ך', ..] => (const { &[K.or(H)] }, 1),
        ['ל', ..] => (&[L], 1),
        ['מ' | 'ם', ..] => (&[M], 1),
        ['נ' | 'ן', ..] => (&[N], 1),
        ['ס', ..] => (&[S], 1),
        ['פ' | 'ף', ..] => (const { &[P.or(F)] }, 1),
        ['צ' | 'ץ', '\'' | '׳', ..] => (&[CH], 2),
        ['צ' | 'ץ', ..] => (const { &[TS.or(CH)] }, 1),
        ['ק', ..] => (&[K], 1),
        ['ר', ..] => (&[R], 1),
        ['ש', ..] => (const { &[SH.or(S)] }, 1),
        _ => MUTE,
    }
}

/// How many letters behind the first of `rest` its reading may depend on.
pub(super) fn look_ahead(rest: &[char]) -> usize {
    usize::from(matches!(rest[0], 'ג' | 'ו' | 'ז' | 'י' | 'צ' | 'ץ'))
}
