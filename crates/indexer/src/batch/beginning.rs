//! Tells the beginning of an article that is known from an article of its own: a table that was
//! cut may end in one.

use article::Article;
use schema::FileOutcome;

use super::BatchRun;
use crate::IndexerError;
use crate::view::Fate;

impl BatchRun<'_> {
    /// Whether an article, read from a last row of the open file that nothing ends, is only the
    /// beginning of one that the index has from this file and that was not met again.
    ///
    /// # Errors
    /// [`IndexerError::Schema`] where the index is damaged.
    pub fn is_beginning_of_known(&self, article: &Article) -> Result<bool, IndexerError> {
        let Some(open) = &self.open else { return Ok(false) };
        if self.open_is_accepted() {
            return Ok(false);
        }
        if self.is_settled {
            // How its first reading ended stands, and all that it has was met then.
            let before = open.before.as_deref();
            return Ok(before.is_some_and(|before| before.outcome == FileOutcome::Cut));
        }
        for number in self.state.of_file(open.key) {
            let is_untouched = self.indexer.view.fate(*number) == Fate::Untouched;
            if is_untouched || open.taken.contains(number) {
                let known = self.indexer.view.committed().article(*number)?;
                if is_beginning(article, &known) {
                    return Ok(true);
                }
            }
        }
        self.indexer.lacks_of(open.key, &mut |segment, doc| {
            segment.article(doc).is_ok_and(|known| is_beginning(article, &known))
        })
    }
}

/// Whether all that an article says is the beginning of what another says, and not all of it.
fn is_beginning(article: &Article, whole: &Article) -> bool {
    let (texts, of_whole) = (texts(article), texts(whole));
    let is_shorter = texts != of_whole
        || article.extra.len() < whole.extra.len()
        || article.date_evidence.len() < whole.date_evidence.len();
    let is_date = |text: &str| whole.date_evidence.iter().any(|known| begins(&known.text, text));
    // Half a date may be none, and then stands among the extras.
    let of_extra = article.extra.iter().all(|(key, value)| match whole.extra.get(key) {
        Some(known) => begins(&shown(known), &shown(value)),
        None => is_date(&shown(value)),
    });
    let is_dated_alike = article.date_evidence.iter().all(|evidence| is_date(&evidence.text));
    is_shorter
        && of_extra
        && is_dated_alike
        && texts.iter().zip(&of_whole).all(|(text, whole)| begins(whole, text))
}

/// What an article says, apart from dates and extras.
fn texts(article: &Article) -> [String; 9] {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    [
        text(&article.source_id),
        text(&article.title),
        authors(article),
        text(&article.source),
        text(&article.url),
        text(&article.section),
        article.places.join("\n"),
        article.tags.join("\n"),
        article.body.clone(),
    ]
}

/// The names of the authors, without what stood between them: half a list may end in an `and`.
fn authors(article: &Article) -> String {
    let names = article.authors.iter().flat_map(|name| name.split_whitespace());
    let names: Vec<&str> = names.filter(|word| word.chars().count() > 1).collect();
    let is_joint = |word: &&str| ["and", "und", "i", "et", "e", "y", "en", "og"].contains(word);
    names.into_iter().filter(|word| !is_joint(word)).collect::<Vec<_>>().join(" ")
}

fn shown(value: &serde_json::Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// Whether a text begins so. The last character may have been cut: it then reads as up to three
/// others.
fn begins(whole: &str, text: &str) -> bool {
    let text = text.trim_end();
    let mut end = text.len();
    for cut in 0..=3 {
        if whole.starts_with(&text[..end]) {
            return true;
        }
        match text[..end].chars().next_back() {
            Some(last) if cut < 3 && !last.is_ascii() => end -= last.len_utf8(),
            _ => return false,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use article::ArticleBuilder;

    use super::*;

    fn article(title: &str, body: &str, tag: Option<&str>) -> Article {
        let tags = tag.map(str::to_owned).into_iter().collect();
        let article = Article::builder().source("Courier").source_id("7").title(title);
        article.body(body).tags(tags).build().unwrap()
    }

    #[test]
    fn a_beginning_says_nothing_else_and_not_all() {
        let whole = article("Ferry returns", "It runs again.", Some("transport"));
        for (title, body, tag) in [
            ("Ferry returns", "It runs again.", None),
            ("Ferry returns", "It runs ag", None),
            ("Ferry returns", "It runs again.", Some("trans")),
            ("Ferry r", "", None),
        ] {
            assert!(is_beginning(&article(title, body, tag), &whole), "{title}, {body}");
        }
        for (title, body, tag) in [
            ("Ferry returns", "It runs again.", Some("transport")),
            ("Ferry returns", "It runs no more", None),
            ("Ferry returns", "It runs again.", Some("river")),
            ("Other", "It runs again.", None),
        ] {
            assert!(!is_beginning(&article(title, body, tag), &whole), "{title}, {body}");
        }
    }

    #[test]
    fn a_character_may_have_been_cut() {
        assert!(begins("Vučić", "Vu\u{c4}"));
        assert!(begins("a “quote”", "a \u{e2}\u{20ac}"));
        assert!(begins("Vučić", "Vu\u{fffd}"));
        assert!(!begins("Vučić", "Vuk"));
        assert!(!begins("", "k"));
    }

    #[test]
    fn half_a_date_and_half_a_list_of_authors_say_nothing_else() {
        let dated = |date: &str| {
            let evidence = article::DateEvidence {
                kind: article::EvidenceKind::Given,
                text: date.to_owned(),
                span: None,
                date: "2025-03-12".parse().unwrap(),
                confidence: 1.0,
            };
            let article = ArticleBuilder::from(article("Ferry", "It runs again.", None));
            article.date_evidence(vec![evidence]).build().unwrap()
        };
        let whole = dated("2025-03-12");
        for half in ["2", "2025-03-0", "2025-03-1"] {
            let cut = ArticleBuilder::from(article("Ferry", "It runs again.", None));
            let cut = cut.field("date", half).build().unwrap();
            assert_eq!(is_beginning(&cut, &whole), half != "2025-03-0", "{half}");
        }
        let by = |authors: &[&str]| {
            let article = ArticleBuilder::from(article("Ferry", "It runs again.", None));
            let authors = authors.iter().map(|name| (*name).to_owned()).collect();
            article.authors(authors).build().unwrap()
        };
        let whole = by(&["Jan Novak", "Petra Svoboda"]);
        assert!(is_beginning(&by(&["Jan Novak and"]), &whole));
        assert!(is_beginning(&by(&["Jan Novak", "Pet"]), &whole));
        assert!(!is_beginning(&by(&["Eva Novak"]), &whole));
    }
}
