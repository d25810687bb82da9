//! Brings the letters of a regular expression into the form of the words that it is matched with.

use text::{Analyzer, Language};

/// The expression with its letters folded: words are, so others would fit none. What is escaped
/// and what is a flag stays as it is. An expression fits whole words only, so signs for the ends
/// of a word at its own ends say nothing and go.
pub(super) fn fold(expression: &str, analyzer: &Analyzer) -> String {
    let mut folded = String::with_capacity(expression.len());
    let mut rest = without_ends(expression);
    let mut is_class = false;
    while let Some(letter) = rest.chars().next() {
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

#[cfg(test)]
mod tests {
    use super::*;

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
