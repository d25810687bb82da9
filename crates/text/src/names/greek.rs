//! Reads Greek letters as modern Greek does.

use super::letters::{MUTE, Reading};
use super::sound::{
    A, B, CH, D, E, F, G, H, I, J, K, L, M, N, O, OPTIONAL, P, R, S, SH, T, TH, TS, U, V, Y, Z,
};

/// The sounds at the front of `rest`, which has a letter.
pub(super) fn read(_before: Option<char>, rest: &[char]) -> Reading {
    match rest {
        // The endings of the nominative, which other languages often leave off.
        ['ο' | 'ό', 'ς'] => (const { &[O.or(OPTIONAL), S.or(OPTIONAL)] }, 2),
        ['η' | 'ή', 'ς'] => (const { &[I.or(E).or(OPTIONAL), S.or(OPTIONAL)] }, 2),
        ['α' | 'ά', 'ς'] => (const { &[A.or(OPTIONAL), S.or(OPTIONAL)] }, 2),
        ['ς'] => (const { &[S.or(OPTIONAL)] }, 1),
        ['α' | 'ά', 'υ' | 'ύ', ..] => (const { &[A, V.or(U).or(F)] }, 2),
        ['α' | 'ά', 'ι' | 'ί', ..] => (const { &[E.or(A), I.or(OPTIONAL)] }, 2),
        ['α' | 'ά', ..] => (&[A], 1),
        ['β', ..] => (const { &[V.or(B)] }, 1),
        ['γ', 'κ', ..] => (const { &[G.or(N).or(OPTIONAL), K.or(G).or(TS).or(S)] }, 2),
        ['γ', 'γ', ..] => (const { &[N, G] }, 2),
        ['γ', 'ι', ..] => (const { &[G.or(Y).or(OPTIONAL), I.or(Y).or(OPTIONAL)] }, 2),
        ['γ', ..] => (const { &[G.or(Y)] }, 1),
        ['δ', ..] => (&[D], 1),
        ['ε' | 'έ', 'υ' | 'ύ', ..] => (const { &[E, V.or(U).or(F)] }, 2),
        ['ε' | 'έ' | 'ο' | 'ό', 'ι' | 'ί', ..] => {
            (const { &[I.or(E).or(O), I.or(OPTIONAL)] }, 2)
        }
        ['ε' | 'έ', ..] => (&[E], 1),
        ['ζ', ..] => (&[Z], 1),
        ['η' | 'ή' | 'ι' | 'ί' | 'ϊ' | 'ΐ' | 'υ' | 'ύ' | 'ϋ' | 'ΰ', ..] => {
            (const { &[I.or(E).or(U)] }, 1)
        }
        ['θ', ..] => (const { &[T.or(TH).or(F)] }, 1),
        ['κ', ..] => (const { &[K.or(TS).or(S)] }, 1),
        ['λ', ..] => (&[L], 1),
        ['μ', 'π', ..] => (const { &[B.or(M).or(OPTIONAL), P.or(B)] }, 2),
        ['μ', ..] => (&[M], 1),
        ['ν', 'τ', ..] => (const { &[N.or(D).or(OPTIONAL), T.or(D)] }, 2),
        ['ν', ..] => (&[N], 1),
        ['ξ', ..] => (&[K, S], 1),
        ['ο' | 'ό', 'υ' | 'ύ', ..] => (const { &[U.or(V).or(O)] }, 2),
        ['ο' | 'ό' | 'ω' | 'ώ', ..] => (&[O], 1),
        ['π', ..] => (&[P], 1),
        ['ρ', ..] => (&[R], 1),
        ['σ', ..] => (const { &[S.or(SH).or(Z)] }, 1),
        ['τ', 'σ' | 'ς', ..] => (const { &[TS.or(CH)] }, 2),
        ['τ', 'ζ', ..] => (const { &[J.or(TS).or(Z)] }, 2),
        ['τ', ..] => (&[T], 1),
        ['φ', ..] => (&[F], 1),
        ['χ', ..] => (const { &[H.or(K).or(CH)] }, 1),
        ['ψ', ..] => (&[P, S], 1),
        _ => MUTE,
    }
}

/// How many letters behind the first of `rest` its reading may depend on.
pub(super) fn look_ahead(rest: &[char]) -> usize {
    match rest {
        // An ending is one only at the end.
        [_, 'ς', ..] => 2,
        ['α' | 'ά' | 'γ' | 'ε' | 'έ' | 'η' | 'ή' | 'μ' | 'ν' | 'ο' | 'ό' | 'τ' | 'ς', ..] => {
            1
        }
        _ => 0,
    }
}
