//! Writes hits, articles and tables for people.

use std::io::{self, Write};
use std::ops::Range;

use anstyle::Style;
use backfile::answer::MissingWord;
use backfile::fields::{OwnFields, OwnValue};
use backfile::{
    Answer, Article, DateMatch, Hit, Marks, ResultPage, SegmentKind, Severity, Snippet,
    SnippetField, TotalIs,
};

use super::marked::Marked;
use crate::session::Session;
use crate::size::{counted, grouped};
use crate::terminal::{self, Terminal};

/// Characters of an id that tell articles of any usual archive apart.
const SHORT_ID: usize = 8;

/// A hit: its title, where it is from, and what matched.
pub(crate) fn hit(out: &mut impl Write, hit: &Hit, terminal: &Terminal) -> io::Result<()> {
    let styles = &terminal.styles;
    let rank = format!("{}. ", hit.rank);
    let title = title_of(hit);
    if title.is_empty() {
        writeln!(
            out,
            "{}{rank}{:#}{}(no title){:#}",
            styles.strong, styles.strong, styles.dim, styles.dim
        )?;
    } else {
        let lines = title.lines(terminal.width, "   ", styles.strong, styles.mark);
        let first = lines.trim_start_matches(' ');
        write!(out, "{}{rank}{:#}{first}", styles.strong, styles.strong)?;
    }
    let whereabouts = Marked::new(&whereabouts(hit), &[]);
    out.write_all(whereabouts.lines(terminal.width, "   ", styles.dim, styles.dim).as_bytes())?;
    let fields = fields_of(hit);
    if !fields.is_empty() {
        let fields = Marked::new(&fields, &[]);
        out.write_all(fields.lines(terminal.width, "   ", styles.dim, styles.dim).as_bytes())?;
    }
    for snippet in hit.snippets.iter().filter(|one| one.field == SnippetField::Body) {
        let marked = snippet_of(snippet);
        let lines = marked.lines(terminal.width, "   ", Style::new(), styles.mark);
        out.write_all(lines.as_bytes())?;
    }
    writeln!(out)
}

/// What stands before a number of articles that is only a part of them.
pub(crate) fn at_least(partial: bool) -> &'static str {
    if partial { "at least " } else { "" }
}

/// Where what was counted is only a part: how many articles that is.
pub(crate) fn partial_total(out: &mut impl Write, partial: bool, total: u64) -> io::Result<()> {
    if partial {
        writeln!(out, "\n{}{} in all", at_least(partial), counted(total, "article", "articles"))?;
    }
    Ok(())
}

/// The title with what matched in it. The snippet of a title may be a part of it only.
fn title_of(hit: &Hit) -> Marked {
    let title = hit.title.as_deref().unwrap_or_default();
    let marks: Vec<Range<usize>> = hit
        .snippets
        .iter()
        .filter(|snippet| snippet.field == SnippetField::Title)
        .flat_map(|snippet| {
            let shift =
                |range: &Range<usize>| range.start + snippet.start..range.end + snippet.start;
            snippet.highlights.iter().map(shift)
        })
        .collect();
    Marked::new(title, &marks)
}

/// A piece of the body, with `…` where it begins or ends in the middle of a sentence.
fn snippet_of(snippet: &Snippet) -> Marked {
    let text = snippet.text.as_str();
    let is_begun = snippet.start > 0 && text.starts_with(char::is_lowercase);
    let leading = if is_begun { "…" } else { "" };
    let is_broken_off = text.trim_end().ends_with(|c: char| c.is_alphanumeric() || c == ',');
    let trailing = if is_broken_off { "…" } else { "" };
    let shift = |range: &Range<usize>| range.start + leading.len()..range.end + leading.len();
    let marks: Vec<_> = snippet.highlights.iter().map(shift).collect();
    Marked::new(&format!("{leading}{}{trailing}", text.trim_end()), &marks)
}

/// Date, source, authors, language, place and id, as far as they are known.
fn whereabouts(hit: &Hit) -> String {
    let possibly = if hit.date_match == Some(DateMatch::Possible) { "possibly " } else { "" };
    let date = hit.date.map_or_else(|| "undated".to_owned(), |date| date.to_string());
    let mut parts = vec![format!("{possibly}{date}")];
    parts.extend(hit.source.clone());
    if !hit.authors.is_empty() {
        parts.push(hit.authors.join(", "));
    }
    parts.push(hit.language.code().to_owned());
    let path = hit.path.as_ref().map(ToString::to_string);
    parts.extend(path.or_else(|| hit.url.clone()));
    parts.push(hit.id.to_string().chars().take(SHORT_ID).collect());
    parts.join(" · ")
}

/// What it has in the fields of the archive's own.
fn fields_of(hit: &Hit) -> String {
    let fields = hit.fields.iter().map(|(name, values)| format!("{name}: {}", listed(values)));
    fields.collect::<Vec<_>>().join(" · ")
}

/// The first values of a field; of long texts the beginning.
fn listed(values: &[OwnValue]) -> String {
    /// Characters of a value, and values of a field.
    const SHOWN: usize = 60;
    const VALUES: usize = 5;
    let value = |value: &OwnValue| {
        let text = value.to_string();
        match text.char_indices().nth(SHOWN) {
            Some((end, _)) => format!("{}…", &text[..end]),
            None => text,
        }
    };
    let shown: Vec<_> = values.iter().take(VALUES).map(value).collect();
    let more = if values.len() > VALUES { ", …" } else { "" };
    format!("{}{more}", shown.join(", "))
}

/// What there is to say about a page besides its hits, on standard error.
pub(crate) fn page_remarks(session: &Session, typed: &str, page: &Answer<ResultPage>) {
    session.diagnose(typed, &page.diagnostics);
    let was_mended = page.diagnostics.iter().any(|one| one.severity == Severity::Repair);
    if was_mended || session.verbose {
        session.say(&format!("read as: {}", excerpt(&terminal::line(&page.query))));
    }
    for variant in &page.variants {
        let also: Vec<String> = variant
            .also
            .iter()
            .map(|other| format!("{} ({})", other.text, grouped(other.articles)))
            .collect();
        let text = format!("{}: also {}", variant.typed, also.join(", "));
        session.say(&terminal::line(&text));
    }
    session.say(&total_line(page));
}

/// A word that no article has, and what may have been meant.
pub(crate) fn missing_word(missing: &MissingWord) -> String {
    let near = missing.nearest.iter();
    let near: Vec<String> =
        near.map(|one| format!("`{}` ({})", one.text, grouped(one.articles))).collect();
    let meant = match near.as_slice() {
        [] => String::new(),
        near => format!("; did you mean {}?", near.join(", ")),
    };
    terminal::line(&format!("no article has `{}`{meant}", missing.word)).into_owned()
}

/// As much of a text as a person will read on the way to something else.
fn excerpt(text: &str) -> String {
    const CHARACTERS: usize = 300;
    match text.char_indices().nth(CHARACTERS) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

fn total_line(page: &Answer<ResultPage>) -> String {
    let took = took(page.took_ms);
    let total = page.total.unwrap_or_default();
    let articles = counted(total, "article", "articles");
    match page.total_is {
        TotalIs::Exact if total == 0 => format!("nothing found ({took})"),
        TotalIs::Exact => format!("{articles} ({took})"),
        TotalIs::AtLeast => format!("at least {articles} ({took})"),
        TotalIs::Unknown => format!("({took})"),
    }
}

fn took(milliseconds: f64) -> String {
    if milliseconds < 1000.0 {
        let decimals = usize::from(milliseconds < 10.0);
        format!("{milliseconds:.decimals$} ms")
    } else {
        format!("{:.1} s", milliseconds / 1000.0)
    }
}

/// A whole article, what matched in it marked, what only stands around it dim.
pub(crate) fn article(
    out: &mut impl Write,
    article: &Article,
    own: &OwnFields,
    marks: &Marks,
    terminal: &Terminal,
) -> io::Result<()> {
    let styles = &terminal.styles;
    if let Some(title) = &article.title {
        let title = Marked::new(title, &marks.title);
        out.write_all(title.lines(terminal.width, "", styles.strong, styles.mark).as_bytes())?;
    }
    let fields = own.shown(article);
    let fields = fields.iter().map(|(name, values)| (name.as_str(), listed(values)));
    for (label, value) in particulars(article).into_iter().chain(fields) {
        let text = Marked::new(&format!("{label}: {value}"), &[]);
        out.write_all(text.lines(terminal.width, "", styles.dim, styles.dim).as_bytes())?;
    }
    let mut done = 0;
    for segment in &article.segments {
        let is_aside = matches!(
            segment.kind,
            SegmentKind::Boilerplate | SegmentKind::Caption | SegmentKind::Comment
        );
        let style = if is_aside { styles.dim } else { Style::new() };
        let between = article.body.get(done..segment.span.start).unwrap_or_default();
        let breaks = if done == 0 { 1 } else { between.matches('\n').count().clamp(1, 2) - 1 };
        out.write_all(&b"\n\n"[..breaks])?;
        let mut start = segment.span.start;
        let text = article.body.get(segment.span.clone()).unwrap_or_default();
        for line in text.split_inclusive('\n') {
            let end = start + line.len();
            let marks = within(&marks.body, start..end);
            let line = Marked::new(line.trim_end(), &marks);
            out.write_all(line.lines(terminal.width, "", style, styles.mark).as_bytes())?;
            start = end;
        }
        done = segment.span.end;
    }
    Ok(())
}

/// The parts of ranges that lie in a part of the text, counted from its start.
fn within(marks: &[Range<usize>], part: Range<usize>) -> Vec<Range<usize>> {
    let first = marks.partition_point(|mark| mark.end <= part.start);
    marks[first..]
        .iter()
        .take_while(|mark| mark.start < part.end)
        .map(|mark| mark.start.max(part.start) - part.start..mark.end.min(part.end) - part.start)
        .collect()
}

fn particulars(article: &Article) -> Vec<(&'static str, String)> {
    let mut rows = Vec::new();
    let mut add = |label, value: Option<String>| {
        rows.extend(value.filter(|value| !value.is_empty()).map(|value| (label, value)));
    };
    let date = match (&article.published_on, article.date_evidence.first()) {
        (Some(date), Some(evidence)) => {
            format!("{date} (by {}: `{}`)", evidence.kind.name(), evidence.text)
        }
        (Some(date), None) => date.to_string(),
        (None, _) => "undated".to_owned(),
    };
    add("date", Some(date));
    add("source", article.source.clone());
    add("section", article.section.clone());
    add("author", Some(article.authors.join(", ")));
    let script = article.script.map(|script| format!("-{}", script.code())).unwrap_or_default();
    add("language", Some(format!("{}{script}", article.language.code())));
    add("places", Some(article.places.join(", ")));
    add("tags", Some(article.tags.join(", ")));
    add("url", article.url.clone());
    add("path", Some(article.provenance.to_string()));
    add("record's id", article.source_id.clone());
    add("id", Some(article.id.to_string()));
    rows
}
