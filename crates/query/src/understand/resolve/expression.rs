//! Brings a regular expression into the form of the words that it is matched with: their letters,
//! and their ends.

use text::{Analyzer, Language};

/// The expression with its letters folded: words are, so others would fit none. What is escaped
/// and what is a flag stays as it is. An expression fits whole words only, so signs for the ends
/// of a word at its own ends say nothing and go.
pub(super) fn fold(expression: &str, analyzer: &Analyzer) -> String {
    let mut folded = String::with_capacity(expression.len());
    let mut rest = without_ends(expression);
    let mut is_class = false;
    let mut before = ' ';
    while let Some(letter) = rest.chars().next() {
        let last = std::mem::replace(&mut before, letter);
        // In Cyrillic an apostrophe belongs to the word, and goes when it is folded.
        if matches!(letter, '\'' | '’' | 'ʼ')
            && is_cyrillic(last)
            && rest[letter.len_utf8()..].chars().next().is_some_and(is_cyrillic)
        {
            rest = &rest[letter.len_utf8()..];
            continue;
        }
        let verbatim = verbatim_len(rest, is_class);
        if verbatim > 0 {
            folded.push_str(&rest[..verbatim]);
            rest = &rest[verbatim..];
            continue;
        }
        rest = &rest[letter.len_utf8()..];
        match letter {
            '[' => is_class = true,
            ']' => is_class = false,
            _ => {}
        }
        let form = letter.is_alphabetic().then(|| {
            let mut bytes = [0; 4];
            analyzer.forms(letter.encode_utf8(&mut bytes), Language::UNKNOWN).folded
        });
        // In a class each character stands for itself.
        match form.filter(|form| !is_class || form.chars().count() == 1) {
            Some(form) => folded.push_str(&form),
            None => folded.push(letter),
        }
    }
    folded
}

fn is_cyrillic(letter: char) -> bool {
    ('\u{400}'..='\u{52f}').contains(&letter)
}

fn without_ends(expression: &str) -> &str {
    let start = expression.strip_prefix('^').or_else(|| expression.strip_prefix("\\b"));
    let expression = start.unwrap_or(expression);
    let end = expression.strip_suffix('$').filter(|rest| !rest.ends_with('\\'));
    end.or_else(|| expression.strip_suffix("\\b")).unwrap_or(expression)
}

/// The length of what begins here and is no letter of a word: `\d`, `\p{Greek}`, `(?i)`.
fn verbatim_len(text: &str, is_class: bool) -> usize {
    if text.starts_with("(?") && !is_class {
        return text.find([':', ')']).map_or(text.len(), |at| at + 1);
    }
    let Some(escaped) = text.strip_prefix('\\') else { return 0 };
    let length = 1 + escaped.chars().next().map_or(0, char::len_utf8);
    let has_name = escaped.starts_with(['p', 'P', 'x', 'u', 'U']);
    if has_name && text[length..].starts_with('{') {
        return text.find('}').map_or(text.len(), |at| at + 1);
    }
    length
}

/// The ways to fit words in a row: an expression is cut where a letter stands beside a digit, and
/// at the signs that no word has. A word that need not be there makes two ways of one. An
/// expression that begins with flags, which hold to its end, is not cut.
pub(super) fn cut(folded: &str) -> Vec<Vec<&str>> {
    if folded.starts_with("(?") {
        return vec![vec![folded]];
    }
    let mut readings = Vec::new();
    let mut words = Words::default();
    let (mut start, mut at, mut last) = (0, 0, Kind::Open);
    while at < folded.len() {
        let rest = &folded[at..];
        if rest.starts_with('|') {
            words.push(&folded[start..at]);
            readings.append(&mut std::mem::take(&mut words).readings());
            at += 1;
            (start, last) = (at, Kind::Open);
            continue;
        }
        let (kind, length) = atom(rest);
        let quantifier = &rest[length..length + quantifier_len(&rest[length..])];
        let end = at + length + quantifier.len();
        let is_border =
            matches!((last, kind), (Kind::Letter, Kind::Digit) | (Kind::Digit, Kind::Letter));
        if is_border || kind == Kind::Sign {
            words.push(&folded[start..at]);
            start = if kind == Kind::Sign { end } else { at };
        }
        words.is_needed |= kind != Kind::Sign && !may_be_none(quantifier);
        // What may be a letter or a digit goes on with what it stands behind.
        if kind != Kind::Open || last == Kind::Sign {
            last = kind;
        }
        at = end;
    }
    words.push(&folded[start..]);
    readings.append(&mut words.readings());
    readings
}

/// Words in a row, each with whether it must be there.
#[derive(Default)]
struct Words<'a> {
    words: Vec<(&'a str, bool)>,
    /// Whether the word that is being read must be there.
    is_needed: bool,
}

/// So many words of a row may be there or not; of more the rest must be.
const MOST_OPTIONAL: usize = 3;

impl<'a> Words<'a> {
    fn push(&mut self, word: &'a str) {
        if !word.is_empty() {
            self.words.push((word, self.is_needed));
        }
        self.is_needed = false;
    }

    fn readings(self) -> Vec<Vec<&'a str>> {
        let mut readings = vec![Vec::new()];
        let mut optional = 0;
        for (word, is_needed) in self.words {
            let without = readings.clone();
            for reading in &mut readings {
                reading.push(word);
            }
            if !is_needed && optional < MOST_OPTIONAL {
                optional += 1;
                readings.extend(without);
            }
        }
        readings
    }
}

/// Whether what is so often may be nowhere.
fn may_be_none(quantifier: &str) -> bool {
    quantifier.starts_with(['*', '?']) || quantifier.starts_with("{0")
}

/// What a part of an expression fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Letter,
    Digit,
    /// What parts words.
    Sign,
    /// What may be either.
    Open,
}

/// The first part of an expression, and its length in bytes.
fn atom(rest: &str) -> (Kind, usize) {
    let of_letter = |letter: char| match letter {
        c if c.is_numeric() => Kind::Digit,
        c if c.is_alphabetic() => Kind::Letter,
        '-' | '\'' | '’' | '@' | '/' | '_' | ':' | '&' | ' ' => Kind::Sign,
        _ => Kind::Open,
    };
    let Some(first) = rest.chars().next() else { return (Kind::Open, 0) };
    match first {
        '\\' => {
            let length = verbatim_len(rest, false);
            let kind = match rest[1..length].chars().next() {
                Some('d') => Kind::Digit,
                Some(c) if c.is_alphanumeric() => Kind::Open,
                Some('.') => Kind::Sign,
                Some(c) => of_letter(c),
                None => Kind::Open,
            };
            (kind, length)
        }
        '[' => {
            let length = class_len(rest);
            let inside = rest[1..length].trim_end_matches(']');
            let kind = |is: fn(char) -> bool| inside.chars().all(|c| is(c) || c == '-');
            match inside {
                _ if inside.is_empty() || inside.starts_with('^') => (Kind::Open, length),
                _ if kind(char::is_numeric) => (Kind::Digit, length),
                _ if kind(char::is_alphabetic) => (Kind::Letter, length),
                _ => (Kind::Open, length),
            }
        }
        '(' => {
            let length = group_len(rest);
            let inside = rest[1..length].trim_end_matches(')');
            let kind = |is: fn(char) -> bool| {
                !inside.is_empty() && inside.chars().all(|c| is(c) || c == '|')
            };
            let kind = match () {
                () if kind(char::is_numeric) => Kind::Digit,
                () if kind(char::is_alphabetic) => Kind::Letter,
                () => Kind::Open,
            };
            (kind, length)
        }
        letter => (of_letter(letter), letter.len_utf8()),
    }
}

/// The length of a class with its brackets, as far as it goes.
fn class_len(rest: &str) -> usize {
    let mut at = 1;
    while let Some(next) = rest[at..].chars().next() {
        match next {
            '\\' => at += verbatim_len(&rest[at..], true).max(1),
            ']' if at > 1 => return at + 1,
            c => at += c.len_utf8(),
        }
    }
    at
}

/// The same of a group.
fn group_len(rest: &str) -> usize {
    let (mut at, mut depth) = (0, 0_usize);
    while let Some(next) = rest[at..].chars().next() {
        match next {
            '\\' => at += verbatim_len(&rest[at..], false).max(1),
            '[' => at += class_len(&rest[at..]),
            c => {
                depth = match c {
                    '(' => depth + 1,
                    ')' => depth.saturating_sub(1),
                    _ => depth,
                };
                at += c.len_utf8();
                if depth == 0 {
                    return at;
                }
            }
        }
    }
    at
}

/// The length of what says how often the part before it may come.
fn quantifier_len(rest: &str) -> usize {
    let count = match rest.as_bytes().first() {
        Some(b'*' | b'+' | b'?') => 1,
        Some(b'{') => rest.find('}').map_or(rest.len(), |end| end + 1),
        _ => return 0,
    };
    count + usize::from(rest[count..].starts_with('?'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_expression_is_cut_as_texts_are() {
        for (expression, words) in [
            ("vu[cc]i[cc]h?", &[&["vu[cc]i[cc]h?"][..]][..]),
            ("m84.*", &[&["m", "84.*"]]),
            ("m8[45].*", &[&["m", "8[45].*"]]),
            ("m84a+|s-?300", &[&["m", "84", "a+"], &["s", "300"]]),
            ("m84a?", &[&["m", "84", "a?"], &["m", "84"]]),
            ("o'br.*", &[&["o", "br.*"]]),
            ("(m84|t100)", &[&["(m84|t100)"]]),
            ("(s|sa)300", &[&["(s|sa)", "300"]]),
            ("[a-z]{2}\\d{3,}", &[&["[a-z]{2}", "\\d{3,}"]]),
            ("t.*100", &[&["t.*", "100"]]),
            ("(?i)t100", &[&["(?i)t100"]]),
            ("a\\.b", &[&["a", "b"]]),
            ("[", &[&["["]]),
            ("a[\\]b", &[&["a[\\]b"]]),
            ("(a", &[&["(a"]]),
            ("a{2", &[&["a{2"]]),
            ("\\", &[&["\\"]]),
            ("|", &[&[], &[]]),
        ] {
            assert_eq!(cut(expression), words, "{expression}");
        }
    }

    #[test]
    fn letters_are_folded_and_nothing_else() {
        let analyzer = Analyzer::default();
        for (typed, folded) in [
            ("vu[cč]i[cć]h?", "vu[cc]i[cc]h?"),
            ("VUČIĆ", "vucic"),
            ("вучи[ћч].*", "vuci[cc].*"),
            ("(?i)Krušik|Љиг", "(?i)krusik|ljig"),
            ("[Љљa]x", "[Љљa]x"),
            ("\\p{Lu}\\W\\S+\\.A", "\\p{Lu}\\W\\S+\\.a"),
            ("^vucic$", "vucic"),
            ("\\bvucic\\b", "vucic"),
            ("cost\\$", "cost\\$"),
            ("a{2,3}\\", "a{2,3}\\"),
            ("", ""),
        ] {
            assert_eq!(fold(typed, &analyzer), folded, "{typed}");
        }
    }
}
