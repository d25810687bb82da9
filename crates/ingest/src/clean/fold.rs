//! Folds words for comparison, by the same rules by which they are searched.

use std::sync::LazyLock;

use text::{AnalysisSettings, Analyzer, Language};

static ANALYZER: LazyLock<Analyzer> = LazyLock::new(|| Analyzer::new(AnalysisSettings::default()));

/// The text in lower case, without accents and in one script, its white space collapsed and its
/// quotes straight.
pub(crate) fn fold(text: &str) -> String {
    if text.is_ascii() {
        return super::one_line(text).to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
    let mut rest = text.trim();
    while let Some(next) = rest.chars().next() {
        let is_word = is_part_of_word(next);
        let end = rest.find(|c| is_part_of_word(c) != is_word).unwrap_or(rest.len());
        let (part, after) = rest.split_at(end);
        rest = after;
        if is_word && part.is_ascii() {
            folded.push_str(&part.to_ascii_lowercase());
        } else if is_word {
            folded.push_str(&ANALYZER.forms(part, Language::UNKNOWN).folded);
        } else {
            for character in part.chars() {
                match character {
                    '’' | '‘' | 'ʼ' | '`' | '´' => folded.push('\''),
                    '“' | '”' | '„' | '«' | '»' => folded.push('"'),
                    c if c.is_whitespace() => {
                        if !folded.ends_with(' ') {
                            folded.push(' ');
                        }
                    }
                    c => folded.push(c),
                }
            }
        }
    }
    folded
}

/// Letters and the marks on them; digits stand for themselves.
fn is_part_of_word(character: char) -> bool {
    character.is_alphabetic() || ('\u{300}'..='\u{36f}').contains(&character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_accents_and_quotes_meet() {
        assert_eq!(fold("  Вучић  У Београду"), fold("vucic u beogradu"));
        assert_eq!(fold("Don’t Miss…"), "don't miss…");
    }
}
