//! Reads Armenian letters, by their eastern sounds and, where the western ones differ, by both.

use super::letters::{MUTE, Reading};
use super::sound::{
    A, B, CH, D, E, F, G, H, I, J, K, L, M, N, O, OPTIONAL, P, R, S, SH, T, TH, TS, U, V, Y, Z, ZH,
};

/// The sounds at the front of `rest`, which has a letter.
pub(super) fn read(before: Option<char>, rest: &[char]) -> Reading {
    match rest {
        ['ա', ..] => (&[A], 1),
        ['բ' | 'պ', ..] => (const { &[B.or(P)] }, 1),
        ['գ' | 'կ', ..] => (const { &[G.or(K)] }, 1),
        ['դ' | 'տ', ..] => (const { &[D.or(T)] }, 1),
        ['ե', ..] => (const { &[Y.or(OPTIONAL), E] }, 1),
        ['զ', ..] => (&[Z], 1),
        ['է', ..] => (&[E], 1),
        ['ը', ..] => (const { &[E.or(I).or(A).or(OPTIONAL)] }, 1),
        ['թ', ..] => (const { &[T.or(TH)] }, 1),
        ['ժ', ..] => (&[ZH], 1),
        ['ի', ..] => (&[I], 1),
        ['լ', ..] => (&[L], 1),
        ['խ', ..] => (&[H], 1),
        ['ծ' | 'ց', ..] => (&[TS], 1),
        ['հ', ..] => (const { &[H.or(OPTIONAL)] }, 1),
        ['ձ', ..] => (const { &[J.or(TS).or(Z)] }, 1),
        ['ղ', ..] => (const { &[G.or(H).or(L)] }, 1),
        ['ճ' | 'ջ', ..] => (const { &[CH.or(J)] }, 1),
        ['մ', ..] => (&[M], 1),
        ['յ', ..] => (const { &[Y.or(I).or(H).or(OPTIONAL)] }, 1),
        ['ն', ..] => (&[N], 1),
        ['շ', ..] => (&[SH], 1),
        ['ո', 'ւ', ..] => (const { &[U.or(V)] }, 2),
        ['ո', ..] if before.is_none() => (const { &[V.or(OPTIONAL), O] }, 1),
        ['ո' | 'օ', ..] => (&[O], 1),
        ['չ', ..] => (&[CH], 1),
        ['ռ' | 'ր', ..] => (&[R], 1),
        ['ս', ..] => (&[S], 1),
        ['վ' | 'ւ', ..] => (&[V], 1),
        ['և', ..] => (const { &[Y.or(OPTIONAL), E, V] }, 1),
        ['փ', ..] => (&[P], 1),
        ['ք', ..] => (&[K], 1),
        ['ֆ', ..] => (&[F], 1),
        _ => MUTE,
    }
}

/// How many letters behind the first of `rest` its reading may depend on.
pub(super) fn look_ahead(rest: &[char]) -> usize {
    usize::from(rest[0] == 'ո')
}
