//! Reads Arabic letters as Arabic, Persian and Urdu print names, vowels mostly left out.

use super::letters::{MUTE, Reading};
use super::sound::{
    A, B, CH, D, E, F, G, H, I, J, K, L, M, N, O, OPTIONAL, P, R, S, SH, T, TH, TS, U, V, VOWEL, Y,
    Z, ZH,
};

/// The sounds at the front of `rest`, which has a letter.
pub(super) fn read(before: Option<char>, rest: &[char]) -> Reading {
    match rest {
        ['ا' | 'أ' | 'إ' | 'آ' | 'ٱ', ..] if before.is_none() => {
            (const { &[VOWEL.or(OPTIONAL)] }, 1)
        }
        ['ا' | 'أ' | 'إ' | 'آ' | 'ٱ', ..] => (const { &[A.or(E).or(O).or(OPTIONAL)] }, 1),
        ['ع', ..] if before.is_some() => (const { &[A.or(E).or(OPTIONAL)] }, 1),
        ['ء' | 'ئ' | 'ؤ' | 'ع', ..] => (const { &[VOWEL.or(OPTIONAL)] }, 1),
        ['ى', ..] => (const { &[A.or(I).or(OPTIONAL)] }, 1),
        ['ة' | 'ه'] => (const { &[A.or(E).or(H).or(T).or(OPTIONAL)] }, 1),
        ['ة' | 'ه' | 'ح', ..] => (const { &[H.or(OPTIONAL)] }, 1),
        ['ہ' | 'ھ', ..] => (const { &[H.or(A).or(OPTIONAL)] }, 1),
        ['ب', ..] => (const { &[B.or(P)] }, 1),
        ['پ', ..] => (&[P], 1),
        ['ت' | 'ط', ..] => (&[T], 1),
        ['ث', ..] => (const { &[T.or(TH).or(S)] }, 1),
        ['ج', ..] => (const { &[J.or(G).or(ZH)] }, 1),
        ['چ', ..] => (&[CH], 1),
        ['خ', ..] => (const { &[H.or(K)] }, 1),
        ['د', ..] => (&[D], 1),
        ['ذ', ..] => (const { &[D.or(Z).or(TH)] }, 1),
        ['ر', ..] => (&[R], 1),
        ['ز', ..] => (const { &[Z.or(S).or(TS)] }, 1),
        ['ژ', ..] => (const { &[ZH.or(J)] }, 1),
        ['س', ..] => (const { &[S.or(Z)] }, 1),
        ['ش', ..] => (&[SH], 1),
        ['ص', ..] => (const { &[S.or(Z).or(SH)] }, 1),
        ['ض' | 'ظ', ..] => (const { &[D.or(Z)] }, 1),
        ['غ' | 'گ', ..] => (&[G], 1),
        ['ف', ..] => (const { &[F.or(V)] }, 1),
        ['ڤ', ..] => (&[V], 1),
        ['ق', ..] => (const { &[K.or(G)] }, 1),
        // For x, which Alexander has in most names.
        ['ك' | 'ک', 'س', ..] => (const { &[K.or(OPTIONAL), S] }, 2),
        ['ك' | 'ک', ..] => (const { &[K.or(G).or(CH)] }, 1),
        ['ل', ..] => (&[L], 1),
        ['م', ..] => (&[M], 1),
        ['ن' | 'ں', ..] => (&[N], 1),
        ['و', ..] => (const { &[U.or(O).or(V).or(OPTIONAL)] }, 1),
        ['ي' | 'ی', ..] => (const { &[I.or(E).or(Y).or(A).or(OPTIONAL)] }, 1),
        ['ے', ..] => (const { &[E.or(I).or(OPTIONAL)] }, 1),
        _ => MUTE,
    }
}

/// How many letters behind the first of `rest` its reading may depend on.
pub(super) fn look_ahead(rest: &[char]) -> usize {
    usize::from(matches!(rest[0], 'ة' | 'ه' | 'ك' | 'ک'))
}
