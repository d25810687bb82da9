//! Reads Latin letters as the languages of Europe, and romanisations of the others, spell names.

use unicode_normalization::char::decompose_canonical;

use super::letters::{MUTE, Reading};
use super::sound::{
    A, B, BACK_GLIDE, CH, D, E, F, G, GLIDE, H, I, J, K, L, M, N, O, OPTIONAL, P, R, S, SH, Sound,
    T, TH, TS, U, V, Y, Z, ZH,
};

/// The letter without the marks that do not change its reading here. What is not Latin stays.
pub(super) fn plain(letter: char) -> char {
    match letter {
        'ś' | 'ş' | 'ș' | 'ŝ' => 'š',
        'ć' | 'ċ' | 'ĉ' => 'č',
        'ż' => 'ž',
        'ø' | 'œ' | 'ő' => 'ö',
        'æ' | 'ə' | 'ă' => 'ä',
        'ű' => 'ü',
        'ń' | 'ň' => 'ñ',
        'ţ' => 'ț',
        'ı' => 'i',
        'ð' => 'd',
        '\0'..='\u{7F}'
        | 'š'
        | 'č'
        | 'ç'
        | 'ž'
        | 'đ'
        | 'ł'
        | 'ö'
        | 'ä'
        | 'ü'
        | 'å'
        | 'ñ'
        | 'ğ'
        | 'ř'
        | 'ț'
        | 'þ'
        | 'ß' => letter,
        '\u{80}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' => {
            let mut base = letter;
            decompose_canonical(letter, |part| {
                if part.is_ascii() {
                    base = part;
                }
            });
            base
        }
        _ => letter,
    }
}

fn is_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'ä' | 'ö' | 'ü' | 'å')
}

/// The vowels before which `c` and `g` are soft.
fn is_front(letter: char) -> bool {
    matches!(letter, 'e' | 'i' | 'y' | 'ä' | 'ö' | 'ü')
}

/// The sounds at the front of `rest`, which has a letter.
pub(super) fn read(before: Option<char>, rest: &[char]) -> Reading {
    match rest[0] {
        'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'ä' | 'ö' | 'ü' | 'å' => vowel(before, rest),
        'c' | 'g' | 'j' | 's' | 'š' | 'x' | 'z' => hissing(before, rest),
        _ => consonant(before, rest),
    }
}

#[expect(clippy::match_same_arms, reason = "a table in the order of the alphabet")]
fn vowel(before: Option<char>, rest: &[char]) -> Reading {
    let follows = |place: usize| rest.get(place).is_some_and(|letter| is_vowel(*letter));
    match rest {
        ['a', 'a', ..] => (&[A], 2),
        ['a', 'e', ..] => (const { &[A.or(E)] }, 2),
        ['a', 'u', ..] if !follows(2) => (const { &[A.or(O), BACK_GLIDE] }, 2),
        ['a', ..] => (&[A], 1),
        // Mute at the end in French and English.
        ['e'] if before.is_some_and(|before| !is_vowel(before)) => (const { &[E.or(OPTIONAL)] }, 1),
        ['e', 'e', ..] => (const { &[E.or(I)] }, 2),
        ['e', 'y'] => (const { &[E.or(A).or(I), GLIDE] }, 2),
        ['e', 'i' | 'y', ..] if !follows(2) => (const { &[E.or(A), GLIDE] }, 2),
        ['e', 'u', ..] if !follows(2) => (const { &[E.or(O), BACK_GLIDE.or(I).or(Y)] }, 2),
        ['e', 'a', ..] => (const { &[E.or(I), A.or(OPTIONAL)] }, 2),
        ['e', ..] => (&[E], 1),
        ['i', 'e', ..] => (const { &[I.or(Y), E.or(OPTIONAL)] }, 2),
        ['i', 'j', ..] if !follows(2) => (const { &[I.or(E).or(A), GLIDE] }, 2),
        ['i', 'i' | 'y', ..] | ['y', 'y' | 'j', ..] => (const { &[I, GLIDE] }, 2),
        ['i', ..] if follows(1) => (const { &[GLIDE] }, 1),
        ['i', ..] => (&[I], 1),
        ['o', 'u', ..] => (const { &[O.or(U), BACK_GLIDE] }, 2),
        ['o', 'o', ..] => (const { &[O.or(U)] }, 2),
        ['o', 'e', ..] => (const { &[O.or(U).or(E).or(OPTIONAL), E.or(OPTIONAL)] }, 2),
        ['o', ..] => (&[O], 1),
        ['u', 'e', ..] => (const { &[BACK_GLIDE, E.or(OPTIONAL)] }, 2),
        ['u', ..] if follows(1) => (const { &[BACK_GLIDE] }, 1),
        ['u', ..] => (&[U], 1),
        ['y', ..] if follows(1) || before.is_some_and(is_vowel) => (const { &[GLIDE] }, 1),
        ['y', ..] => (&[I], 1),
        ['ä', ..] => (const { &[A.or(E)] }, 1),
        ['ö', ..] => (const { &[O.or(E)] }, 1),
        ['ü', ..] => (const { &[U.or(I)] }, 1),
        ['å', ..] => (const { &[A.or(O)] }, 1),
        _ => MUTE,
    }
}

/// `c g j s x z`, which every language reads in its own way.
fn hissing(before: Option<char>, rest: &[char]) -> Reading {
    const SHCH: &[Sound] = &[SH, CH.or(OPTIONAL)];
    let follows = |place: usize| rest.get(place).is_some_and(|letter| is_vowel(*letter));
    let front = |place: usize| rest.get(place).is_some_and(|letter| is_front(*letter));
    let is_after_vowel = before.is_some_and(is_vowel);
    match rest {
        ['c', 'h', 'l' | 'r', ..] => (const { &[K.or(H)] }, 2),
        ['c', 'h', ..] if before.is_none() && !front(2) => (const { &[CH.or(SH).or(H)] }, 2),
        ['c', 'h', ..] => (const { &[CH.or(SH).or(K).or(H)] }, 2),
        ['c', 'k' | 'q', ..] => (&[K], 2),
        ['c', 'z', ..] | ['c', 's'] => (const { &[CH.or(TS)] }, 2),
        ['c', 'c', ..] if front(2) => (const { &[CH.or(K), S.or(OPTIONAL)] }, 2),
        ['c', 'c', ..] => (const { &[K.or(CH)] }, 2),
        ['c', ..] if front(1) => (const { &[TS.or(S).or(CH)] }, 1),
        // Hard in English and French; a plain spelling of č and ć in Serbian or Croatian.
        ['c', ..] => (const { &[K.or(CH).or(TS)] }, 1),
        ['g', 'h', ..] => (const { &[G.or(H).or(OPTIONAL)] }, 2),
        ['g', 'u', ..] if front(2) => (const { &[G, V.or(OPTIONAL)] }, 2),
        ['g', 'j', ..] if follows(2) => (const { &[G.or(J).or(D), Y.or(OPTIONAL)] }, 2),
        ['g', 'y', ..] if follows(2) || rest.len() == 2 => {
            (const { &[G.or(J).or(D).or(ZH), GLIDE] }, 2)
        }
        ['g', 'l', 'i', ..] => (const { &[L, GLIDE] }, 3),
        ['g', 'n', ..] if follows(2) => (const { &[G.or(N).or(OPTIONAL), N] }, 2),
        ['g', 'i', ..] if follows(2) => (const { &[J.or(ZH), GLIDE] }, 2),
        ['g', ..] if front(1) => (const { &[G.or(J).or(ZH).or(H)] }, 1),
        ['g', ..] => (&[G], 1),
        ['j', ..] if !follows(1) => (const { &[GLIDE.or(J).or(ZH)] }, 1),
        ['j', ..] if before.is_none() && !front(1) => (const { &[Y.or(J).or(ZH).or(H)] }, 1),
        ['j', ..] if before.is_none() => (const { &[Y.or(J).or(ZH).or(H).or(OPTIONAL)] }, 1),
        ['j', ..] if is_after_vowel => (const { &[GLIDE.or(J).or(ZH).or(H)] }, 1),
        ['j', ..] => (const { &[GLIDE] }, 1),
        ['s', 'c', 'h', 't', 's', 'c', 'h', ..] => (SHCH, 7),
        ['s', 'h', 'c', 'h', ..] => (SHCH, 4),
        ['s', 'c', 'h'] | ['s', 'c', 'h', 't', ..] => (&[SH], 3),
        ['s', 'c', 'h', ..] => (const { &[SH.or(S), K.or(H).or(OPTIONAL)] }, 3),
        ['s', 'h' | 'z' | 's', ..] => (const { &[S.or(SH)] }, 2),
        ['s', 'j', ..] if follows(2) => (const { &[SH.or(S), Y.or(OPTIONAL)] }, 2),
        ['s' | 'š', 'č', ..] => (const { &[SH.or(S), CH.or(OPTIONAL)] }, 2),
        ['s', 'c', ..] if front(2) => (const { &[S.or(SH), K.or(CH).or(TS).or(OPTIONAL)] }, 2),
        ['s', ..] if follows(1) && (before.is_none() || is_after_vowel) => {
            (const { &[S.or(SH).or(Z)] }, 1)
        }
        ['s' | 'š', ..] => (const { &[S.or(SH)] }, 1),
        ['x', ..] if before.is_none() => (const { &[K.or(OPTIONAL), S.or(Z).or(H).or(SH)] }, 1),
        ['x', ..] if is_after_vowel && follows(1) => {
            (const { &[K.or(G).or(H).or(SH), S.or(Z).or(OPTIONAL)] }, 1)
        }
        ['x', ..] => (const { &[K.or(G).or(SH), S.or(Z).or(OPTIONAL)] }, 1),
        ['z', 'h', ..] => (const { &[ZH.or(Z).or(J)] }, 2),
        ['z', 's', ..] => (const { &[ZH.or(S).or(Z)] }, 2),
        ['z', 'z', ..] => (const { &[Z.or(TS)] }, 2),
        ['z', ..] => (const { &[Z.or(ZH).or(TS)] }, 1),
        _ => MUTE,
    }
}

fn consonant(before: Option<char>, rest: &[char]) -> Reading {
    let follows = |place: usize| rest.get(place).is_some_and(|letter| is_vowel(*letter));
    match rest {
        ['b', ..] => (&[B], 1),
        ['p', 'h', ..] => (const { &[F.or(P)] }, 2),
        ['p', 'f', ..] => (const { &[P.or(F), F.or(OPTIONAL)] }, 2),
        ['p', ..] => (&[P], 1),
        ['f', ..] => (&[F], 1),
        ['v', ..] => (&[V], 1),
        ['w', ..] => (const { &[BACK_GLIDE] }, 1),
        ['d', 's', 'c', 'h', ..] => (const { &[J.or(ZH)] }, 4),
        ['d', 'z', 'h', ..] => (const { &[J.or(ZH).or(D)] }, 3),
        ['d', 's', 'h', ..] => (&[J], 3),
        ['d', 'z' | 'ž', ..] => (const { &[J.or(Z).or(ZH)] }, 2),
        ['d', 'j' | 'y', ..] if follows(2) => (const { &[D.or(J), Y.or(OPTIONAL)] }, 2),
        ['d', 't', ..] => (&[T], 2),
        ['d', 'h', ..] => (const { &[D.or(TH)] }, 2),
        ['d', 'g', 'e' | 'i' | 'y', ..] => (&[J], 2),
        ['d', ..] => (&[D], 1),
        ['đ', ..] => (const { &[D.or(J), Y.or(OPTIONAL)] }, 1),
        ['t', 's', 'c', 'h', ..] => (&[CH], 4),
        ['t', 'c', 'h', ..] => (&[CH], 3),
        ['t', 's', 'h', ..] => (const { &[CH.or(TS)] }, 3),
        ['t', 's' | 'z', ..] => (const { &[TS.or(CH)] }, 2),
        ['t', 'h', ..] => (const { &[T.or(TH)] }, 2),
        ['t', 'j', ..] => (const { &[CH.or(T)] }, 2),
        ['t', 'x' | 'š' | 'č', ..] => (&[CH], 2),
        ['t', 'y', ..] if follows(2) => (const { &[T, Y.or(OPTIONAL)] }, 2),
        ['t', ..] => (&[T], 1),
        ['þ', ..] => (const { &[T.or(TH)] }, 1),
        ['ț', ..] => (&[TS], 1),
        ['k', 'h', ..] => (const { &[H.or(K)] }, 2),
        ['k', 'c' | 'k', ..] => (&[K], 2),
        ['k', ..] => (&[K], 1),
        ['q', 'u', ..] => (const { &[K, BACK_GLIDE] }, 2),
        ['q', ..] => (const { &[K.or(CH)] }, 1),
        ['č', ..] => (const { &[CH.or(TS)] }, 1),
        ['ç', ..] => (const { &[S.or(CH)] }, 1),
        ['ž', ..] => (const { &[ZH.or(Z)] }, 1),
        ['ß', ..] => (&[S], 1),
        ['ğ', ..] => (const { &[G.or(Y).or(OPTIONAL)] }, 1),
        ['h', ..] => (const { &[H.or(OPTIONAL)] }, 1),
        ['l', 'l', ..] => (const { &[L.or(Y)] }, 2),
        ['l', ..] => (&[L], 1),
        ['ł', ..] => (const { &[L.or(V)] }, 1),
        ['r', 'z', ..] if follows(2) || rest.len() == 2 => (const { &[R, ZH.or(OPTIONAL)] }, 2),
        ['r', 'h', ..] if before.is_none() => (&[R], 2),
        ['r', ..] => (&[R], 1),
        ['ř', ..] => (const { &[R, ZH.or(OPTIONAL)] }, 1),
        ['m', ..] => (&[M], 1),
        ['n', 'j', ..] => (const { &[N, GLIDE] }, 2),
        ['n', 'y', ..] if follows(2) || rest.len() == 2 => (const { &[N, GLIDE] }, 2),
        ['n', 'h', ..] if follows(2) => (const { &[N, GLIDE] }, 2),
        ['n', ..] => (&[N], 1),
        ['ñ', ..] => (const { &[N, Y.or(OPTIONAL)] }, 1),
        _ => MUTE,
    }
}

/// How many letters behind the first of `rest` its reading may depend on.
pub(super) fn look_ahead(rest: &[char]) -> usize {
    match rest {
        ['s', 'c', 'h', 't', ..] => 6,
        ['s', 'c', 'h', ..] | ['s', 'h', 'c', ..] | ['d' | 't', 's', 'c', ..] => 3,
        ['a', 'u', ..]
        | ['e', 'i' | 'u' | 'y', ..]
        | ['i', 'j', ..]
        | ['c', 'c' | 'h' | 's', ..]
        | ['g', 'i' | 'j' | 'l' | 'n' | 'u' | 'y', ..]
        | ['s', 'c' | 'h' | 'j', ..]
        | ['d', 'g' | 'j' | 's' | 'y' | 'z', ..]
        | ['t', 'c' | 's' | 'y', ..]
        | ['r', 'z', ..]
        | ['n', 'h' | 'y', ..] => 2,
        [
            'b' | 'f' | 'h' | 'm' | 'v' | 'w' | 'ä' | 'ö' | 'ü' | 'å' | 'đ' | 'č' | 'ç' | 'ž' | 'ß'
            | 'ğ' | 'ł' | 'ř' | 'ñ' | 'þ' | 'ț',
            ..,
        ] => 0,
        ['a'..='z' | 'š', ..] => 1,
        _ => 0,
    }
}
