//! Reads a chain of digits with its grouping and its decimals.

use super::class::{Class, class_at, class_of};

/// Where the number that starts at some offset ends, and whether what follows
/// belongs to the same chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NumberEnd {
    /// Byte offset after the number.
    pub(super) end: usize,
    /// Byte offset after the chain; digits before it are numbers of their own.
    pub(super) chain_end: usize,
}

/// Reads the number at `start`, where a digit stands.
///
/// Groups of exactly three digits are joined, one remaining comma or stop is a
/// decimal point, and any other chain is a row of separate numbers.
pub(super) fn read_number(text: &str, start: usize) -> NumberEnd {
    let first_end = digits_end(text, start);
    let mut chain_end = first_end;
    let mut runs = 1_usize;
    let mut grouping: Option<&str> = None;
    let mut has_decimals = false;
    let mut is_number = true;
    let first_may_group =
        digit_count(text, start, first_end) <= 3 && !text[start..].starts_with('0');

    while let Some((class, length)) = class_at(text, chain_end) {
        let run_start = chain_end + length;
        let run_end = match class {
            Class::Comma | Class::Stop | Class::GroupingSpace => digits_end(text, run_start),
            _ => run_start,
        };
        if run_end == run_start {
            break;
        }
        let sign = &text[chain_end..run_start];
        let is_group = digit_count(text, run_start, run_end) == 3
            && first_may_group
            && !has_decimals
            && grouping.map_or(runs == 1, |usual| usual == sign);
        if class == Class::GroupingSpace && !is_group {
            break;
        }
        if is_group {
            grouping = Some(sign);
        } else if has_decimals || grouping == Some(sign) {
            is_number = false;
        } else {
            has_decimals = true;
        }
        runs += 1;
        chain_end = run_end;
    }
    NumberEnd { end: if is_number { chain_end } else { first_end }, chain_end }
}

/// The plain form of a number: ASCII digits, no grouping, a stop before the
/// decimals. A number sign and a cut number keep all their digits.
pub(crate) fn number_form(word: &str) -> String {
    let mut form = String::with_capacity(word.len());
    let decimals = decimal_sign(word);
    for (at, character) in word.char_indices() {
        if class_of(character) == Class::Digit {
            form.push(ascii_digit(character));
        } else if decimals == Some(at) {
            form.push('.');
        }
    }
    form
}

/// The offset of the sign before the decimals of a whole number.
fn decimal_sign(word: &str) -> Option<usize> {
    let number = read_number(word, 0);
    if number.end != word.len() {
        return None;
    }
    let (at, sign) = word.char_indices().rfind(|(_, c)| class_of(*c) != Class::Digit)?;
    let is_only = word.chars().filter(|c| *c == sign).count() == 1;
    let is_first = word.chars().filter(|c| class_of(*c) != Class::Digit).count() == 1;
    let decimals = word[at..].chars().count() - 1;
    let whole = word[..at].chars().count();
    let groups = is_first && decimals == 3 && whole <= 3 && !word.starts_with('0');
    (is_only && !groups && matches!(sign, '.' | ',')).then_some(at)
}

fn digits_end(text: &str, start: usize) -> usize {
    let mut end = start;
    while let Some((Class::Digit, length)) = class_at(text, end) {
        end += length;
    }
    end
}

fn digit_count(text: &str, start: usize, end: usize) -> usize {
    // Longer runs than four digits need no exact count.
    text[start..end].chars().take(4).count()
}

/// The ASCII digit of a decimal digit of the scripts in use in print; other
/// digits stay what they are.
fn ascii_digit(digit: char) -> char {
    const ZEROS: [u32; 20] = [
        0x30, 0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66,
        0xDE6, 0xE50, 0xED0, 0xF20, 0x1040, 0x17E0, 0xFF10,
    ];
    let code = u32::from(digit);
    let zero = ZEROS.into_iter().find(|zero| (*zero..*zero + 10).contains(&code));
    zero.and_then(|zero| char::from_digit(code - zero, 10)).unwrap_or(digit)
}
