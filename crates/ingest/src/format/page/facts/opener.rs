//! Knows the words that open a byline.

/// Words that open a byline, in lower case.
const OPENERS: &[&str] = &[
    "by",
    "von",
    "par",
    "por",
    "di",
    "autor",
    "autori",
    "autorka",
    "autoren",
    "author",
    "authors",
    "auteur",
    "autore",
    "piše",
    "pise",
    "pišu",
    "napisao",
    "napisala",
    "avtor",
    "avtorica",
    "od",
    "yazan",
    "door",
    "af",
    "av",
    "przez",
    "автор",
    "авторы",
    "пише",
    "аутор",
    "written",
    "reported",
    "story",
    "posted",
    "geschrieben",
    "publié",
    "escrito",
    "scritto",
    "yazar",
    "szerző",
    "írta",
    "kirjoittaja",
    "skrevet",
    "作者",
    "著者",
    "撰文",
];
/// Those that open one only with a colon behind them.
const COLON_OPENERS: &[&str] = &[
    "tekst",
    "text",
    "texte",
    "texto",
    "testo",
    "words",
    "reporter",
    "redakteur",
    "redakteurin",
    "текст",
    "文",
    "記者",
    "记者",
    "取材",
    "執筆",
    "撰文",
    "責任編輯",
    "责任编辑",
    "编辑",
    "作者",
    "redaktor",
    "journalist",
];
/// Those that open none without another word after them.
const HALF_OPENERS: &[&str] = &[
    "written",
    "reported",
    "story",
    "posted",
    "geschrieben",
    "publié",
    "escrito",
    "scritto",
    "skrevet",
];
/// The longest of them, in bytes.
const LONGEST: usize = 24;

/// What a byline holds behind the words that open it; `None` where there are none.
pub(super) fn without_opener(line: &str) -> Option<&str> {
    let (kind, rest) = first_word(line)?;
    match (kind, first_word(rest)) {
        (_, Some((Opener::Whole, names))) => Some(names),
        (Opener::Whole, _) => Some(rest),
        (Opener::Half, _) => None,
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Opener {
    Whole,
    Half,
}

/// The opener with which a line begins, and what follows.
fn first_word(line: &str) -> Option<(Opener, &str)> {
    let is_sign = |c: char| matches!(c, ':' | '：' | '/' | '・' | '●');
    let line = line.trim_start();
    let end = line.find(|c: char| c.is_whitespace() || is_sign(c)).unwrap_or(line.len());
    let (word, rest) = line.split_at(end);
    if word.len() > LONGEST {
        return None;
    }
    let word = word.to_lowercase();
    let has_sign = rest.trim_start().starts_with(is_sign);
    let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || is_sign(c));
    if HALF_OPENERS.contains(&word.as_str()) {
        return Some((Opener::Half, rest));
    }
    let opens =
        OPENERS.contains(&word.as_str()) || has_sign && COLON_OPENERS.contains(&word.as_str());
    opens.then_some((Opener::Whole, rest))
}

/// Whether a text begins like a byline: the opener has a capital, or stands before a colon.
pub(super) fn opens_byline(text: &str) -> bool {
    let text = text.trim_start();
    let is_open =
        text.starts_with(|c: char| c.is_uppercase() || !c.is_lowercase() && c.is_alphabetic());
    let is_short = text.starts_with("by ") || text.trim_end() == "by";
    (is_open || is_short) && without_opener(text).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn openers_are_taken_off() {
        assert_eq!(without_opener("By Jane Doe"), Some("Jane Doe"));
        assert_eq!(without_opener("Written by: Jane Doe"), Some("Jane Doe"));
        assert_eq!(without_opener("Пише: Ана Анић"), Some("Ана Анић"));
        assert_eq!(without_opener("Text: Max Muster"), Some("Max Muster"));
        assert_eq!(without_opener("Text size"), None);
        assert_eq!(without_opener("Written in haste"), None);
        assert_eq!(without_opener("Jane Doe"), None);
    }

    #[test]
    fn a_word_within_a_line_opens_none() {
        assert!(opens_byline(" Von Max Muster"));
        assert!(opens_byline("by "));
        assert!(!opens_byline("von hier aus"));
    }
}
