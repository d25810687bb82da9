//! Says what each character is to the scanner.

use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

/// What a character is to the scanner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    /// Separates words.
    Separator,
    /// A letter other than those below.
    Letter,
    /// A Cyrillic letter.
    Cyrillic,
    /// A character of Han or hiragana, which is a word of its own.
    Ideograph,
    /// A combining mark.
    Mark,
    /// A decimal digit.
    Digit,
    /// Another number sign, such as `²` or `½`.
    NumberSign,
    /// A character without width that words ignore.
    Ignorable,
    /// One of the apostrophes.
    Apostrophe,
    /// One of the hyphens.
    Hyphen,
    /// A full stop.
    Stop,
    /// A comma.
    Comma,
    /// A space that may group digits.
    GroupingSpace,
}

/// The classes of the first code points, up to the end of the Arabic block.
static FLAT: [Class; FLAT_LENGTH] = flat_table();
const FLAT_LENGTH: usize = 0x700;

/// The class of `character`.
pub(crate) fn class_of(character: char) -> Class {
    FLAT.get(character as usize).copied().unwrap_or_else(|| class_beyond(character))
}

/// The class and the length in bytes of the character at `at`, or `None` at the
/// end of the text. `at` must be a character boundary.
#[inline]
pub(super) fn class_at(text: &str, at: usize) -> Option<(Class, usize)> {
    let bytes = text.as_bytes();
    let first = *bytes.get(at)?;
    if first < 0x80 {
        return Some((FLAT[usize::from(first)], 1));
    }
    if first < 0xDC {
        // A lead byte up to U+06FF: decode the two bytes here.
        let second = *bytes.get(at + 1)?;
        let code = (usize::from(first & 0x1F) << 6) | usize::from(second & 0x3F);
        if code < FLAT_LENGTH {
            return Some((FLAT[code], 2));
        }
    }
    let character = text.get(at..)?.chars().next()?;
    Some((class_beyond(character), character.len_utf8()))
}

/// Whether the byte is an ASCII letter.
#[inline]
pub(super) fn is_ascii_letter(byte: u8) -> bool {
    (byte | 0x20).wrapping_sub(b'a') < 26
}

/// Classes of the characters past the flat table.
fn class_beyond(character: char) -> Class {
    match character {
        '\u{2019}' | '\u{2018}' | '\u{FF07}' => return Class::Apostrophe,
        '\u{2010}' | '\u{2011}' => return Class::Hyphen,
        '\u{200C}' | '\u{200D}' | '\u{2060}' | '\u{FEFF}' => return Class::Ignorable,
        '\u{202F}' | '\u{2009}' => return Class::GroupingSpace,
        '\u{3005}'
        | '\u{3007}'
        | '\u{3041}'..='\u{3096}'
        | '\u{309D}'..='\u{309F}'
        | '\u{3400}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{3FFFF}' => return Class::Ideograph,
        '\u{AC00}'..='\u{D7A3}' => return Class::Letter,
        _ => {}
    }
    match character.general_category_group() {
        GeneralCategoryGroup::Letter if is_cyrillic_beyond(character) => Class::Cyrillic,
        GeneralCategoryGroup::Letter => Class::Letter,
        GeneralCategoryGroup::Mark => Class::Mark,
        GeneralCategoryGroup::Number if is_letter_number(character) => Class::Letter,
        GeneralCategoryGroup::Number if is_decimal_digit(character) => Class::Digit,
        GeneralCategoryGroup::Number => Class::NumberSign,
        _ => Class::Separator,
    }
}

fn is_cyrillic_beyond(character: char) -> bool {
    matches!(character, '\u{1C80}'..='\u{1C8F}' | '\u{A640}'..='\u{A69D}')
}

fn is_letter_number(character: char) -> bool {
    character.general_category() == unicode_properties::GeneralCategory::LetterNumber
}

fn is_decimal_digit(character: char) -> bool {
    character.general_category() == unicode_properties::GeneralCategory::DecimalNumber
}

const fn flat_table() -> [Class; FLAT_LENGTH] {
    let mut table = [Class::Separator; FLAT_LENGTH];
    let mut code = 0;
    while code < FLAT_LENGTH {
        table[code] = flat_class(code);
        code += 1;
    }
    table
}

/// The general categories of U+0000..U+06FF, with the signs that the scanner
/// knows; a test compares them with the Unicode character database.
const fn flat_class(code: usize) -> Class {
    match code {
        // The Hawaiian okina is typed and left out as apostrophes are.
        0x27 | 0x60 | 0xB4 | 0x2BB | 0x2BC => Class::Apostrophe,
        0x2C => Class::Comma,
        0x2D => Class::Hyphen,
        0x2E => Class::Stop,
        0x30..=0x39 | 0x660..=0x669 | 0x6F0..=0x6F9 => Class::Digit,
        0xA0 => Class::GroupingSpace,
        0xAD => Class::Ignorable,
        0xB2 | 0xB3 | 0xB9 | 0xBC..=0xBE => Class::NumberSign,
        0x400..=0x481 | 0x48A..=0x52F => Class::Cyrillic,
        _ if is_flat_mark(code) => Class::Mark,
        _ if is_flat_letter(code) => Class::Letter,
        _ => Class::Separator,
    }
}

const fn is_flat_mark(code: usize) -> bool {
    matches!(code,
        0x300..=0x36F | 0x483..=0x489 | 0x591..=0x5BD | 0x5BF | 0x5C1 | 0x5C2 | 0x5C4 | 0x5C5
        | 0x5C7..=0x5C9 | 0x610..=0x61A | 0x64B..=0x65F | 0x670 | 0x6D6..=0x6DC | 0x6DF..=0x6E4 | 0x6E7
        | 0x6E8 | 0x6EA..=0x6ED)
}

const fn is_flat_letter(code: usize) -> bool {
    matches!(code,
        0x41..=0x5A | 0x61..=0x7A | 0xAA | 0xB5 | 0xBA | 0xC0..=0xD6 | 0xD8..=0xF6 | 0xF8..=0x2C1
        | 0x2C6..=0x2D1 | 0x2E0..=0x2E4 | 0x2EC | 0x2EE | 0x370..=0x374 | 0x376 | 0x377
        | 0x37A..=0x37D | 0x37F | 0x386 | 0x388..=0x38A | 0x38C | 0x38E..=0x3A1 | 0x3A3..=0x3F5
        | 0x3F7..=0x3FF | 0x531..=0x556 | 0x558 | 0x559 | 0x560..=0x588 | 0x58B | 0x58C | 0x5D0..=0x5EA | 0x5EF..=0x5F2
        | 0x620..=0x64A | 0x66E | 0x66F | 0x671..=0x6D3 | 0x6D5 | 0x6E5 | 0x6E6 | 0x6EE | 0x6EF
        | 0x6FA..=0x6FC | 0x6FF)
}

#[cfg(test)]
mod tests {
    use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

    use super::{Class, FLAT_LENGTH, class_of};

    #[test]
    fn flat_classes_agree_with_the_character_database() {
        let mut wrong = Vec::new();
        for code in 0..FLAT_LENGTH {
            let character = char::from_u32(u32::try_from(code).unwrap()).unwrap();
            let class = class_of(character);
            let expected = match character.general_category_group() {
                GeneralCategoryGroup::Letter => {
                    matches!(class, Class::Letter | Class::Cyrillic)
                        || matches!(character, '\u{2BB}' | '\u{2BC}')
                }
                GeneralCategoryGroup::Mark => class == Class::Mark,
                GeneralCategoryGroup::Number => {
                    matches!(class, Class::Digit | Class::NumberSign)
                }
                _ => !matches!(class, Class::Letter | Class::Cyrillic | Class::Mark | Class::Digit),
            };
            if !expected {
                wrong.push(format!("U+{code:04X} is {class:?}"));
            }
        }
        assert!(wrong.is_empty(), "{wrong:?}");
    }
}
