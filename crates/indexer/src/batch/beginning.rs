//! Tells the beginning of an article that is known from an article of its own: a table that was
//! cut may end in one.

use article::Article;

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
    let is_shorter = texts != of_whole || article.extra.len() < whole.extra.len();
    let of_extra = article.extra.iter().all(|(key, value)| {
        whole.extra.get(key).is_some_and(|known| begins(&shown(known), &shown(value)))
    });
    let is_dated_alike = article.date_evidence.iter().all(|evidence| {
        whole.date_evidence.iter().any(|known| begins(&known.text, &evidence.text))
    });
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
        article.authors.join("\n"),
        text(&article.source),
        text(&article.url),
        text(&article.section),
        article.places.join("\n"),
        article.tags.join("\n"),
        article.body.clone(),
    ]
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
}
