//! Patterns that leave letters of a word open, matched letter by letter.

use testkit::Random;
use text::{Analyzer, Language};

/// A wildcard word or a regular expression.
#[derive(Debug, Clone)]
pub(super) struct Pattern {
    pieces: Vec<Piece>,
    is_regex: bool,
}

#[derive(Debug, Clone, Copy)]
enum Piece {
    Letter(char),
    /// `?`, `.`
    One,
    /// `*`, `.*`
    Many,
    /// `(a|b)`
    Either(char, char),
    /// `a?` of a regular expression.
    Maybe(char),
}

impl Pattern {
    /// A wildcard word that fits this word or nearly so. Its last letter is none that is open: a
    /// question mark there would end a question.
    pub(super) fn glob(random: &mut Random, word: &str) -> Self {
        let mut pieces = letters(word);
        let last = pieces.len() - 1;
        for _ in 0..=random.below(2) {
            let at = random.below(last);
            pieces[at] = if random.once_in(2) { Piece::One } else { Piece::Many };
        }
        if random.once_in(3) {
            pieces.drain(..random.below(last));
            pieces.insert(0, Piece::Many);
        }
        Self { pieces, is_regex: false }
    }

    /// A regular expression that fits this word or nearly so.
    pub(super) fn regex(random: &mut Random, word: &str) -> Self {
        let mut pieces = letters(word);
        for _ in 0..=random.below(2) {
            let at = random.below(pieces.len());
            let Piece::Letter(letter) = pieces[at] else { continue };
            let other = *random.one_of(&['a', 'i', 'k']);
            let choices =
                [Piece::One, Piece::Many, Piece::Either(letter, other), Piece::Maybe(letter)];
            pieces[at] = *random.one_of(&choices);
        }
        Self { pieces, is_regex: true }
    }

    pub(super) fn is_regex(&self) -> bool {
        self.is_regex
    }

    pub(super) fn typed(&self) -> String {
        let piece = |piece: &Piece| match (piece, self.is_regex) {
            (Piece::Letter(letter), _) => letter.to_string(),
            (Piece::One, false) => "?".to_owned(),
            (Piece::One, true) => ".".to_owned(),
            (Piece::Many, false) => "*".to_owned(),
            (Piece::Many, true) => ".*".to_owned(),
            (Piece::Either(one, other), _) => format!("({one}|{other})"),
            (Piece::Maybe(letter), _) => format!("{letter}?"),
        };
        let typed: String = self.pieces.iter().map(piece).collect();
        if self.is_regex { format!("/{typed}/") } else { typed }
    }

    /// Whether it fits the whole of a folded word.
    pub(super) fn fits(&self, word: &str) -> bool {
        let word: Vec<char> = word.chars().collect();
        fits(&self.pieces, &word)
    }
}

fn fits(pieces: &[Piece], word: &[char]) -> bool {
    let Some((piece, rest)) = pieces.split_first() else { return word.is_empty() };
    let next = word.first().copied();
    let is_next = |letter: &char| next == Some(*letter);
    match piece {
        Piece::Letter(letter) => is_next(letter) && fits(rest, &word[1..]),
        Piece::One => next.is_some() && fits(rest, &word[1..]),
        Piece::Many => (0..=word.len()).any(|from| fits(rest, &word[from..])),
        Piece::Either(one, other) => (is_next(one) || is_next(other)) && fits(rest, &word[1..]),
        Piece::Maybe(letter) => fits(rest, word) || (is_next(letter) && fits(rest, &word[1..])),
    }
}

/// The letters of a word as folded: what a pattern is matched with.
fn letters(word: &str) -> Vec<Piece> {
    let folded = Analyzer::default().forms(word, Language::UNKNOWN).folded;
    folded.chars().map(Piece::Letter).collect()
}

/// The edits that lead from one word to another: letters changed, left out, put in, or swapped
/// with the next, none of them edited twice.
pub(super) fn edits(one: &str, other: &str) -> usize {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let mut rows = vec![vec![0; other.len() + 1]; one.len() + 1];
    for i in 0..=one.len() {
        for j in 0..=other.len() {
            rows[i][j] = if i == 0 || j == 0 {
                i + j
            } else {
                let is_other = usize::from(one[i - 1] != other[j - 1]);
                let mut least = rows[i - 1][j - 1] + is_other;
                least = least.min(rows[i - 1][j] + 1).min(rows[i][j - 1] + 1);
                let is_swap =
                    i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1];
                if is_swap { least.min(rows[i - 2][j - 2] + 1) } else { least }
            };
        }
    }
    rows[one.len()][other.len()]
}
