//! Takes endings off words.

/// Endings with spaces between, and the fewest letters that they may leave of a word.
pub(super) struct Endings(pub(super) usize, pub(super) &'static str);

/// The word without the longest of the endings that leaves enough of it.
pub(super) fn without_ending<'w>(word: &'w str, rows: &[Endings]) -> &'w str {
    let left = rows.iter().flat_map(|Endings(letters, row)| {
        let left = row.split_ascii_whitespace().filter_map(|ending| word.strip_suffix(ending));
        left.filter(|rest| has_letters(rest, *letters))
    });
    left.min_by_key(|rest| rest.len()).unwrap_or(word)
}

/// The word without the one of the `tails` that it ends in, if four letters are left.
///
/// Tails are endings that are also how base forms end. What is left of `problema` is `problem`,
/// and of `problem`, which ends like an instrumental, is `probl`: so the tail goes from both.
pub(super) fn without_tail<'w>(word: &'w str, tails: &[&str]) -> &'w str {
    let mut left = tails.iter().filter_map(|tail| word.strip_suffix(tail));
    left.next().filter(|rest| has_letters(rest, 4)).unwrap_or(word)
}

/// Leaves out the vowel before the last consonant that comes and goes with the endings, as in
/// `centar`, `centra`, when the word ends in one of `closings`.
pub(super) fn without_fleeting_vowel(word: &mut String, closings: &[&str]) {
    if closings.iter().any(|closing| word.ends_with(closing))
        && let mut letters = word.char_indices().rev().skip(1)
        && let (Some((vowel, _)), Some((_, before))) = (letters.next(), letters.next())
        && letters.next().is_some()
        && !is_vowel(before)
    {
        word.remove(vowel);
    }
}

/// Gives a last `nik` as `nic`, which it is before some endings: `radnik`, `radnici`.
pub(super) fn soften_nik(word: &mut String) {
    if word.ends_with("nik") {
        word.pop();
        word.push('c');
    }
}

pub(super) fn is_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

fn has_letters(word: &str, count: usize) -> bool {
    word.chars().nth(count - 1).is_some()
}
