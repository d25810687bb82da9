//! Takes signs their meaning: what stands behind a backslash is part of a word.
//!
//! A backslash makes a plain character of the sign or the space behind it. Before a letter or a
//! digit it does so only where a word begins, so that `\AND` is the word; inside a word it then
//! stands for itself, as in `C:\News`.

/// Whether the character at this place stands behind a backslash that is not itself escaped.
pub(super) fn is_escaped(text: &str, at: usize) -> bool {
    let signs = text.as_bytes()[..at].iter().rev().take_while(|byte| **byte == b'\\').count();
    !signs.is_multiple_of(2)
}

/// The characters that mean what they are as signs, with their places.
pub(super) fn signs(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut rest = text.char_indices();
    std::iter::from_fn(move || {
        loop {
            let (at, c) = rest.next()?;
            if c != '\\' {
                return Some((at, c));
            }
            rest.next();
        }
    })
}

/// The last of some signs that means what it is.
pub(super) fn last_sign(text: &str, wanted: &[char]) -> Option<usize> {
    text.rmatch_indices(wanted).map(|(at, _)| at).find(|at| !is_escaped(text, *at))
}

/// The text without the last characters that fit, as far as they mean what they are.
pub(super) fn trim_end(text: &str, fits: impl Fn(char) -> bool) -> &str {
    let mut kept = text;
    while let Some(last) = kept.chars().next_back().filter(|last| fits(*last)) {
        let at = kept.len() - last.len_utf8();
        if is_escaped(kept, at) {
            break;
        }
        kept = &kept[..at];
    }
    kept
}

/// The text with what is escaped in it as plain characters.
pub(super) fn unescaped(text: &str) -> String {
    without_escapes(text, |_| false)
}

/// The same of a pattern, in which a plain `*` or `?` stays behind its backslash.
pub(super) fn unescaped_pattern(text: &str) -> String {
    without_escapes(text, |c| matches!(c, '*' | '?' | '\\'))
}

fn without_escapes(text: &str, stays_escaped: impl Fn(char) -> bool) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text.char_indices();
    while let Some((at, c)) = rest.next() {
        if c != '\\' {
            plain.push(c);
            continue;
        }
        let next = rest.next().map(|(_, next)| next);
        let is_sign = next.is_none_or(|next| !next.is_alphanumeric());
        if next.is_none_or(&stays_escaped) || at > 0 && !is_sign {
            plain.push('\\');
        }
        plain.extend(next);
    }
    plain
}

/// The text so that no character of it means anything but itself. Of a pattern `*` and `?` stay
/// what they are, and what is escaped stays so.
pub(super) fn escaped(text: &str, is_pattern: bool) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    let mut before = ' ';
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        if is_pattern && c == '\\' {
            escaped.push(c);
            escaped.extend(rest.next());
            before = ' ';
            continue;
        }
        let is_open = is_pattern && matches!(c, '*' | '?');
        let after = rest.peek().copied().unwrap_or(' ');
        let joins = INNER.contains(c) && before.is_alphanumeric() && after.is_alphanumeric();
        if !c.is_alphanumeric() && !is_open && !joins && !is_combining(c) {
            escaped.push('\\');
        }
        escaped.push(c);
        before = c;
    }
    escaped
}

/// Signs that join letters to a word, and mean nothing else between them.
const INNER: &str = "-'’ʼ._";

/// The combining marks that normalised text is likely to hold.
pub(super) fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{1ab0}'..='\u{1aff}'
        | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_escaped_is_plain() {
        for (typed, plain) in [
            ("\\AND", "AND"),
            ("a\\(b", "a(b"),
            ("C:\\News", "C:\\News"),
            ("a\\\\b", "a\\b"),
            ("a\\ b", "a b"),
            ("a\\", "a\\"),
            ("\\-\\+", "-+"),
        ] {
            assert_eq!(unescaped(typed), plain, "{typed}");
            assert_eq!(unescaped(&escaped(plain, false)), plain, "{plain}");
        }
        assert_eq!(unescaped_pattern("a\\*\\-b*"), "a\\*-b*");
        assert_eq!(unescaped_pattern(&escaped("a\\*-b*", true)), "a\\*-b*");
    }

    #[test]
    fn what_ends_a_clause_is_trimmed_unless_it_is_escaped() {
        for (typed, kept) in [("a!,", "a"), ("a\\!,", "a\\!"), ("a\\\\", "a\\\\"), ("a\\", "a")] {
            assert_eq!(trim_end(typed, |c| ",!\\".contains(c)), kept, "{typed}");
        }
    }
}
