//! Takes from an article what is looked at to learn what stands around it.

use article::{Article, ArticleId, PublishedOn};

/// A line that is longer, or a sentence of half that length, is the article itself.
const PROSE_BYTES: usize = 160;
/// A line that is wrapped is at least this long.
const WRAPPED_BYTES: usize = 50;
/// A longer line is not learned.
const LONGEST_BYTES: usize = 1_000;
/// So many lines at the beginning and at the end of an article are looked at.
const LINES_AT_ENDS: usize = 32;

/// What is looked at of one article.
pub(super) struct Specimen {
    pub(super) lines: Vec<Line>,
    pub(super) author: Option<String>,
    pub(super) section: Option<String>,
    /// The title, if it stands outside of the text, without numbers: they count the pieces of a
    /// series.
    pub(super) title: Option<String>,
    /// Whether the text may have its title in it.
    pub(super) has_title_inside: bool,
    pub(super) published_on: Option<PublishedOn>,
    pub(super) id: ArticleId,
}

/// A line that holds more than white space.
pub(super) struct Line {
    /// The line without the white space around it. There is none where it is the article's own in
    /// any case: of a long line, and of all those in the middle of a long text.
    pub(super) text: Option<String>,
    /// Whether it reads as part of the article itself.
    pub(super) is_prose: bool,
    pub(super) bytes: usize,
}

impl Specimen {
    pub(super) fn of(article: &Article) -> Self {
        let title = article.title.clone();
        let is_inside =
            |title: &String| article.body.lines().any(|line| line.trim() == title.as_str());
        let has_title_inside = title.as_ref().is_none_or(is_inside);
        Self {
            lines: lines(&article.body),
            author: Some(article.authors.join("\n")).filter(|authors| !authors.is_empty()),
            section: article.section.clone(),
            title: title.filter(|_| !has_title_inside).map(without_numbers),
            has_title_inside,
            published_on: article.published_on,
            id: article.id,
        }
    }
}

fn without_numbers(mut title: String) -> String {
    title.retain(|c| !c.is_numeric());
    title
}

/// The lines at both ends of a text, and one for all between them.
fn lines(body: &str) -> Vec<Line> {
    let count = body.lines().filter(|line| !line.trim().is_empty()).count();
    let last = count.saturating_sub(LINES_AT_ENDS);
    let mut lines: Vec<Line> = Vec::new();
    let (mut number, mut above) = (0, "");
    for line in body.lines().map(str::trim) {
        // A paragraph that was wrapped shows in two of its lines.
        let is_wrapped = above.len() >= WRAPPED_BYTES && line.len() >= WRAPPED_BYTES;
        above = line;
        if line.is_empty() {
            continue;
        }
        let is_between = (LINES_AT_ENDS..last).contains(&number);
        let has_text = !is_between && line.len() <= LONGEST_BYTES;
        let is_prose = is_between || is_wrapped || is_prose(line);
        match lines.last_mut() {
            Some(between) if is_between && number > LINES_AT_ENDS => between.bytes += line.len(),
            above => {
                if let Some(above) = above.filter(|_| is_wrapped) {
                    above.is_prose = true;
                }
                let text = has_text.then(|| line.to_owned());
                lines.push(Line { text, is_prose, bytes: line.len() });
            }
        }
        number += 1;
    }
    lines
}

fn is_prose(line: &str) -> bool {
    let is_sentence = line.ends_with(['.', '!', '?', '”', '"', '。']);
    line.len() >= PROSE_BYTES || is_sentence && line.len() * 2 >= PROSE_BYTES
}
