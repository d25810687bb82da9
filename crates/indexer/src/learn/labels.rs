//! Labels articles that are taken over by what is learned now.

use article::{
    Article, ArticleBuilder, ArticleError, Boilerplate, Segment, SegmentKind, SourceBoilerplate,
};

/// Labels as boilerplate what stands around the articles of the source now, and as the article's
/// own what only stood around them before. An article of nothing else stays as it is.
///
/// # Errors
/// Those of [`ArticleBuilder::build`], which finds nothing here that it did not find before.
pub(crate) fn relabelled(
    article: Article,
    before: &Boilerplate,
    now: &Boilerplate,
) -> Result<Article, ArticleError> {
    let Some(source) = Boilerplate::source_of_article(&article) else { return Ok(article) };
    let (before, now) = (before.of(&source), now.of(&source));
    if before.is_none() && now.is_none() {
        return Ok(article);
    }
    let has = |learned: Option<&SourceBoilerplate>, line: &str| {
        learned.is_some_and(|learned| learned.has(line))
    };
    let mut segments: Vec<Segment> = Vec::new();
    for segment in &article.segments {
        let text = article.body.get(segment.span.clone()).unwrap_or_default();
        let mut start = segment.span.start;
        for line in text.split_inclusive('\n') {
            let indent = line.len() - line.trim_start().len();
            let at = start + indent;
            start += line.len();
            let line = line.trim();
            if line.is_empty() {
                continue;
            }
            let span = at..at + line.len();
            let kind = match segment.kind {
                SegmentKind::Body if has(now, line) => SegmentKind::Boilerplate,
                SegmentKind::Boilerplate if has(before, line) && !has(now, line) => {
                    SegmentKind::Body
                }
                kind => kind,
            };
            match segments.last_mut() {
                Some(last) if last.kind == kind => last.span.end = span.end,
                _ => segments.push(Segment::new(kind, span)),
            }
        }
    }
    if segments.iter().any(|segment| segment.kind == SegmentKind::Body) {
        ArticleBuilder::from(article).segments(segments).build()
    } else {
        Ok(article)
    }
}
