//! Particles of Korean, which stand at the end of the word that they follow.
//!
//! They are those of the cases and the usual delimiters in Sohn, *The Korean Language* (1999),
//! chapter 8. Verbs are left alone.

use super::ending::{Endings, without_ending};

const PARTICLES: [Endings; 1] = [Endings(
    2,
    &[
        "은",
        "는",
        "이",
        "가",
        "을",
        "를",
        "의",
        "에",
        "에서",
        "에게",
        "에게서",
        "께",
        "께서",
        "한테",
        "와",
        "과",
        "로",
        "으로",
        "도",
        "만",
        "까지",
        "부터",
        "보다",
        "처럼",
        "마저",
        "조차",
        "에는",
        "에도",
        "에서는",
        "에서도",
        "에의",
        "으로는",
        "으로도",
        "로는",
        "로도",
        "와의",
        "과의",
        "만의",
        "까지의",
        "부터의",
        "이나",
        "이라는",
        "라는",
    ],
)];

pub(super) fn stem(word: &str) -> String {
    without_ending(word, &PARTICLES).to_owned()
}
