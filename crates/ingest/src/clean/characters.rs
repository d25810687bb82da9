//! Repairs single characters: line ends, control characters, Windows-1252 read as Latin-1.

/// What the control characters U+0080 to U+009F mean where Windows-1252 was read as Latin-1 (WHATWG
/// Encoding Standard, index windows-1252). Five are undefined there.
const WINDOWS_1252: [Option<char>; 32] = [
    Some('€'),
    None,
    Some('‚'),
    Some('ƒ'),
    Some('„'),
    Some('…'),
    Some('†'),
    Some('‡'),
    Some('ˆ'),
    Some('‰'),
    Some('Š'),
    Some('‹'),
    Some('Œ'),
    None,
    Some('Ž'),
    None,
    None,
    Some('‘'),
    Some('’'),
    Some('“'),
    Some('”'),
    Some('•'),
    Some('–'),
    Some('—'),
    Some('˜'),
    Some('™'),
    Some('š'),
    Some('›'),
    Some('œ'),
    None,
    Some('ž'),
    Some('Ÿ'),
];

/// What a control character means where its number is that of Windows-1252.
pub(super) fn of_windows_1252(character: char) -> Option<char> {
    WINDOWS_1252.get((character as usize).checked_sub(0x80)?).copied().flatten()
}

/// The text with LF line ends and without control characters and a byte order mark; it is copied
/// only if there is something to repair.
pub(crate) fn repaired(text: String) -> String {
    if !needs_repair(text.as_bytes()) {
        return text;
    }
    let is_windows_1252 = is_windows_1252(&text);
    let mut repaired = String::with_capacity(text.len());
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\r' => {
                if characters.peek() != Some(&'\n') {
                    repaired.push('\n');
                }
            }
            '\n' | '\t' => repaired.push(character),
            // A form feed ends a page, and the line on it.
            '\u{b}' | '\u{c}' | '\u{2028}' | '\u{2029}' => repaired.push('\n'),
            '\0'..='\u{1f}' | '\u{7f}' => repaired.push(' '),
            '\u{80}'..='\u{9f}' => {
                let meant = WINDOWS_1252[character as usize - 0x80];
                match meant.filter(|_| is_windows_1252) {
                    Some(meant) => repaired.push(meant),
                    None if character == '\u{85}' => repaired.push('\n'),
                    None => repaired.push(' '),
                }
            }
            _ => repaired.push(character),
        }
    }
    repaired
}

/// Looks at every byte once and without branches that depend on it, so that many are looked at in
/// one step; only behind the lead bytes of what is sought is looked closer.
fn needs_repair(bytes: &[u8]) -> bool {
    let suspicion = |byte: &u8| {
        let control = u8::from(*byte < 0x20) & u8::from(*byte != b'\n') & u8::from(*byte != b'\t');
        control | u8::from(*byte == 0x7f) | u8::from(*byte == 0xc2) | u8::from(*byte == 0xe2)
    };
    let is_suspect =
        |block: &[u8]| block.iter().fold(0, |found, byte| found | suspicion(byte)) != 0;
    let (blocks, rest) = bytes.as_chunks::<64>();
    let is_clean = !blocks.iter().any(|block| is_suspect(block)) && !is_suspect(rest);
    if is_clean {
        return bytes.starts_with(b"\xef\xbb\xbf");
    }
    let is_control = |byte: u8| (byte < 0x20 && byte != b'\n' && byte != b'\t') || byte == 0x7f;
    // U+0080 to U+009F are 0xC2 and then that byte; U+2028 and U+2029 are E2 80 A8 and A9.
    bytes.starts_with(b"\xef\xbb\xbf")
        || bytes.iter().any(|byte| is_control(*byte))
        || bytes.windows(2).any(|pair| pair[0] == 0xc2 && pair[1] < 0xa0)
        || bytes.windows(3).any(|three| matches!(three, b"\xe2\x80\xa8" | b"\xe2\x80\xa9"))
}

/// Whether the control characters U+0080 to U+009F in a text can only be Windows-1252: none is
/// undefined there, and U+0085, which is also a line end, does not stand alone.
fn is_windows_1252(text: &str) -> bool {
    let mut seen = false;
    for character in text.chars() {
        if let '\u{80}'..='\u{9f}' = character {
            if WINDOWS_1252[character as usize - 0x80].is_none() {
                return false;
            }
            seen |= character != '\u{85}';
        }
    }
    seen
}

#[cfg(test)]
mod tests {
    use super::*;

    fn repair(text: &str) -> String {
        repaired(text.to_owned())
    }

    #[test]
    fn line_ends_become_lf_and_controls_spaces() {
        assert_eq!(repair("a\r\nb\rc\u{c}d\0e\u{3}f\u{2028}g"), "a\nb\nc\nd e f\ng");
        assert_eq!(repair("\u{feff}text"), "text");
        assert_eq!(repair("zero\u{200b}width stays"), "zero\u{200b}width stays");
    }

    #[test]
    fn windows_1252_read_as_latin_1_is_repaired_where_it_can_be_nothing_else() {
        assert_eq!(repair("Deniz\u{92}e \u{93}evet\u{94}\u{85}"), "Deniz’e “evet”…");
        assert_eq!(repair("a\u{85}b"), "a\nb", "alone it is a line end");
        assert_eq!(repair("a\u{92}b\u{81}c"), "a b c", "0x81 is undefined in Windows-1252");
    }
}
