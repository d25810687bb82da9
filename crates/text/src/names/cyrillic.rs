//! Reads Cyrillic letters, those of all its Slavic alphabets and some beyond.

use super::letters::{MUTE, Reading};
use super::sound::{
    A, B, BACK_GLIDE, CH, D, E, F, G, GLIDE, H, I, J, K, L, M, N, O, OPTIONAL, P, R, S, SH, T, TH,
    TS, U, V, Y, Z, ZH,
};

/// The sounds at the front of `rest`, which has a letter.
#[expect(clippy::match_same_arms, reason = "a table in the order of the alphabet")]
pub(super) fn read(before: Option<char>, rest: &[char]) -> Reading {
    match rest {
        ['а', 'у', ..] => (const { &[A.or(O), BACK_GLIDE] }, 2),
        ['а' | 'ә', ..] => (&[A], 1),
        ['ъ', ..] => (const { &[A.or(OPTIONAL)] }, 1),
        ['б', ..] => (&[B], 1),
        ['в', ..] => (&[V], 1),
        // Stands for a foreign h as well.
        ['г' | 'ґ' | 'ғ', ..] => (const { &[G.or(H)] }, 1),
        ['д', 'ж', ..] => (&[J], 2),
        ['д', 'з', ..] => (const { &[J.or(Z).or(TS)] }, 2),
        ['д', ..] => (&[D], 1),
        ['ђ', ..] => (const { &[D.or(J), Y.or(OPTIONAL)] }, 1),
        ['ѓ', ..] => (const { &[G.or(D).or(J), Y.or(OPTIONAL)] }, 1),
        ['е' | 'є', 'й', ..] => (const { &[E.or(A), GLIDE] }, 2),
        ['е' | 'є' | 'ѐ' | 'ѣ', ..] => (const { &[GLIDE, E] }, 1),
        ['ё', ..] => (const { &[GLIDE, O.or(E)] }, 1),
        ['э', ..] => (const { &[E.or(A)] }, 1),
        ['ж', ..] => (const { &[ZH.or(J)] }, 1),
        ['з' | 'ҙ', ..] => (const { &[Z.or(S)] }, 1),
        ['ѕ', ..] => (const { &[J.or(Z).or(TS)] }, 1),
        ['и' | 'і' | 'ы', 'й', ..] => (const { &[I, GLIDE] }, 2),
        ['и' | 'і' | 'ы', 'а' | 'е' | 'о' | 'у', ..] => (const { &[GLIDE] }, 1),
        ['и' | 'і' | 'ы' | 'ѝ', ..] => (&[I], 1),
        ['ї', ..] => (const { &[Y.or(OPTIONAL), I] }, 1),
        ['й' | 'ј', ..] => (const { &[GLIDE] }, 1),
        ['к' | 'қ', ..] => (&[K], 1),
        ['ќ', ..] => (const { &[K.or(CH), Y.or(OPTIONAL)] }, 1),
        ['л', ..] => (&[L], 1),
        ['љ', ..] => (const { &[L, Y.or(OPTIONAL)] }, 1),
        ['м', ..] => (&[M], 1),
        ['н' | 'ң', ..] => (&[N], 1),
        ['њ', ..] => (const { &[N, Y.or(OPTIONAL)] }, 1),
        ['о', 'у', ..] => (const { &[O.or(U), BACK_GLIDE] }, 2),
        ['о' | 'ө', ..] if before.is_none() => (const { &[O.or(A)] }, 1),
        ['о' | 'ө', ..] => (&[O], 1),
        ['п', ..] => (&[P], 1),
        ['р', ..] => (&[R], 1),
        ['с' | 'ҫ', ..] => (&[S], 1),
        ['т', 'с', ..] => (&[TS], 2),
        ['т', ..] => (const { &[T.or(TH)] }, 1),
        ['у' | 'ў', 'а' | 'е' | 'и' | 'і' | 'о' | 'э', ..] => (const { &[BACK_GLIDE] }, 1),
        ['у' | 'ў' | 'ү' | 'ұ', ..] => (&[U], 1),
        ['ф' | 'ѳ', ..] => (const { &[F.or(TH)] }, 1),
        ['х' | 'һ' | 'ҳ', ..] => (const { &[H.or(K).or(OPTIONAL)] }, 1),
        ['ц', ..] => (&[TS], 1),
        ['ч' | 'ћ' | 'ҷ', ..] => (&[CH], 1),
        ['џ', ..] => (&[J], 1),
        ['ш', ..] => (&[SH], 1),
        ['щ', ..] => (const { &[SH, CH.or(OPTIONAL)] }, 1),
        ['ю', ..] => (const { &[GLIDE, U] }, 1),
        ['я', ..] => (const { &[GLIDE, A] }, 1),
        _ => MUTE,
    }
}

/// How many letters behind the first of `rest` its reading may depend on.
pub(super) fn look_ahead(rest: &[char]) -> usize {
    let may_join =
        matches!(rest[0], 'а' | 'д' | 'е' | 'є' | 'и' | 'і' | 'ы' | 'о' | 'т' | 'у' | 'ў');
    usize::from(may_join)
}
