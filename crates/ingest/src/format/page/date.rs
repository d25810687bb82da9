//! Finds in a page what says when it was published: its structured data, its metadata, what stands
//! between headline and text, its address.
//!
//! A page shows many days: of the masthead, of other articles, of comments, of what the article
//! tells. So what is no data *about* the article counts only where it stands with it.

mod address;
mod meta;

use article::{DateEvidence, EvidenceKind, Precision, PublishedOn};
use scraper::Html as Page;

use super::blocks::{Block, BlockKind, DateMark};
use super::body::{Place, is_paragraph};
use super::facts::PageFacts;
use super::regions::DateMarkKind;
use crate::clean::date::{self, Manner, Reading};
use crate::clean::one_line;

/// No page is older.
const FIRST_YEAR: i16 = 1995;
/// So many blocks above the headline may say when it was published.
const BLOCKS_ABOVE: usize = 4;
/// So many below the text.
const BLOCKS_BELOW: usize = 5;
/// A longer block is no line of a date.
const LINE_BYTES: usize = 200;

/// What says when the page was published, best first.
pub(in crate::format) fn evidence(
    page: &Page,
    html: &str,
    facts: &PageFacts,
    place: &Place,
    manner: Manner,
) -> Vec<DateEvidence> {
    let structured = facts.published.iter().find_map(|text| read(text, manner));
    let structured = structured.or_else(|| meta::quoted_key(html, manner));
    let mut found: Vec<(EvidenceKind, Dated)> = Vec::new();
    found.extend(structured.map(|dated| (EvidenceKind::JsonLd, dated.with(0.95))));
    found.extend(meta::find(page, manner).map(|dated| (EvidenceKind::Meta, dated.with(0.9))));
    found.extend(shown(place, manner));
    let addresses = facts.address.iter().map(String::as_str).chain(address::all(page));
    for address in addresses {
        let is_known = |day: &PublishedOn| {
            found.iter().any(|(_, dated)| dated.reading.date.first_day() == day.first_day())
        };
        if let Some(date) = address::date(address, is_known) {
            let reading = Reading { date, readings: None, confidence: 0.8 };
            found.push((EvidenceKind::Url, Dated { text: address.to_owned(), reading }));
            break;
        }
    }
    found.sort_by(|one, other| other.1.reading.confidence.total_cmp(&one.1.reading.confidence));
    let mut evidence: Vec<DateEvidence> = Vec::new();
    for (kind, Dated { text, reading }) in found {
        if evidence.iter().all(|known| known.kind != kind) {
            evidence.extend(date::evidence(kind, &text, &reading));
        }
    }
    prefer_local_day(&mut evidence);
    prefer_time(&mut evidence);
    evidence
}

/// Moves to the front what tells the time of the day that the best evidence tells.
fn prefer_time(evidence: &mut [DateEvidence]) {
    let Some(best) = evidence.first() else { return };
    if best.date.precision() != Precision::Day {
        return;
    }
    let day = best.date.first_day();
    let exact = evidence.iter().position(|other| {
        other.date.precision() == Precision::Time
            && other.date.first_day() == day
            && other.confidence >= 0.6
    });
    if let Some(exact) = exact {
        evidence[..=exact].rotate_right(1);
    }
}

/// Moves to the front what tells the day in the page's own zone, where the best evidence is an
/// instant in UTC: the same moment with its zone, or the day in the address next to it.
fn prefer_local_day(evidence: &mut [DateEvidence]) {
    let Some(best) = evidence.first() else { return };
    if best.date.offset().is_none_or(|offset| offset.seconds() != 0) {
        return;
    }
    let day = best.date.first_day();
    let minute = best.date.time().map(jiff::civil::Time::minute);
    let local = evidence.iter().position(|other| {
        // Zones are whole hours apart, as a rule.
        let is_same_minute = other.date.offset().is_none()
            && other.date.time().is_some_and(|time| Some(time.minute()) == minute);
        let is_local = other.kind == EvidenceKind::Url
            || is_same_minute
            || other.date.offset().is_some_and(|offset| offset.seconds() != 0);
        let is_next = day.tomorrow().is_ok_and(|next| next == other.date.first_day())
            || day.yesterday().is_ok_and(|last| last == other.date.first_day());
        is_local && is_next && other.confidence >= 0.7
    });
    if let Some(local) = local {
        evidence[..=local].rotate_right(1);
    }
}

/// A date and the text that it was read from.
#[derive(Debug, Clone, PartialEq)]
struct Dated {
    text: String,
    reading: Reading,
}

impl Dated {
    fn with(self, confidence: f32) -> Self {
        // What may be read in two ways says less wherever it stands.
        let confidence = if self.reading.readings.is_some() { 0.3 } else { confidence };
        Self { reading: Reading { confidence, ..self.reading }, ..self }
    }
}

/// The date that a text gives, if it is one of a day of the web.
fn read(text: &str, manner: Manner) -> Option<Dated> {
    let text = one_line(text);
    let reading = date::parse(&text, manner)?;
    let is_whole = reading.readings.is_some() || reading.date.precision() >= Precision::Day;
    let is_recent = reading.date.first_day().year() >= FIRST_YEAR;
    (is_whole && is_recent).then_some(Dated { text, reading })
}

/// What is shown with the article: marked up, or in a line of its own.
fn shown(place: &Place, manner: Manner) -> Vec<(EvidenceKind, Dated)> {
    let mut found: Vec<(EvidenceKind, Dated)> = Vec::new();
    let mut elsewhere: Vec<Dated> = Vec::new();
    for mark in &place.blocks.marks {
        let near = nearness(place, mark.block);
        let is_around = mark.element.is_some_and(|element| place.around[element]);
        let is_event = mark.element.is_some_and(|element| place.blocks.elements[element].in_event);
        if is_event {
            continue;
        }
        let is_change =
            mark.is_change || date::is_change(&mark.before) && !date::is_publication(&mark.before);
        let is_kept = match near {
            Nearness::Inside => false,
            // What stands between headline and text is the article's, whatever it is called.
            Nearness::Header => true,
            Nearness::Above => !is_around || date::is_publication(&mark.text),
            Nearness::Below => !is_around || mark.kind == DateMarkKind::Published,
            Nearness::Elsewhere => !is_around,
        };
        if !is_kept {
            continue;
        }
        let Some(dated) = of_mark(mark, place, manner) else { continue };
        let confidence = match (near, mark.kind) {
            _ if is_change => 0.4,
            _ if is_around => 0.65,
            (Nearness::Header, DateMarkKind::Named) => 0.75,
            (Nearness::Header, _) => 0.85,
            (_, DateMarkKind::Published) => 0.8,
            (Nearness::Above, _) => 0.7,
            (Nearness::Below, _) => 0.6,
            _ => {
                elsewhere.push(dated);
                continue;
            }
        };
        found.push((EvidenceKind::TimeElement, dated.with(confidence)));
    }
    // A page with one date and no more is dated by it.
    if let Some(first) = elsewhere.first()
        && elsewhere
            .iter()
            .all(|other| other.reading.date.first_day() == first.reading.date.first_day())
    {
        found.push((EvidenceKind::TimeElement, first.clone().with(0.55)));
    }
    found.extend(lines(place, manner));
    found
}

/// The lines near the text that are nothing but a date and its frame.
fn lines(place: &Place, manner: Manner) -> impl Iterator<Item = (EvidenceKind, Dated)> {
    let blocks = place.blocks.all.iter().enumerate();
    let near = blocks.filter(|(at, block)| {
        let near = nearness(place, *at);
        // What is not called the article's is, between headline and text, and where it says so.
        let is_own = !place.around[block.element]
            || near == Nearness::Header
            || matches!(near, Nearness::Above | Nearness::Below)
                && date::is_publication(&block.text);
        let is_list = block.is_links() && near != Nearness::Header;
        let is_event = place.blocks.elements[block.element].in_event;
        is_own
            && !is_list
            && !is_event
            && near != Nearness::Elsewhere
            && block.text.len() <= LINE_BYTES
    });
    near.flat_map(|(at, block)| block.text.lines().map(move |line| (at, line))).filter_map(
        move |(at, line)| {
            let near = nearness(place, at);
            let is_around = place.around[place.blocks.all[at].element];
            let evidence = match date::header_line(line, 0, manner) {
                // Such a line below the text may be that of another article.
                Some(_) if is_around && near == Nearness::Below => return None,
                Some(found) => found.evidence,
                // Below it a whole sentence may say so.
                None if near == Nearness::Below => vec![date::published_line(line, manner)?],
                None => return None,
            };
            let best = evidence.first()?;
            let is_whole = evidence.len() > 1 || best.date.precision() >= Precision::Day;
            let is_recent = best.date.first_day().year() >= FIRST_YEAR;
            if !is_whole || !is_recent {
                return None;
            }
            let confidence = match near {
                Nearness::Header => best.confidence.min(0.8),
                Nearness::Above => best.confidence.min(0.7),
                _ => best.confidence.min(0.5),
            };
            let readings = match &evidence[1..] {
                [one, other] => Some([one.date, other.date]),
                _ => None,
            };
            let reading = Reading { date: best.date, readings, confidence };
            Some((EvidenceKind::HeaderLine, Dated { text: line.to_owned(), reading }))
        },
    )
}

/// Where something stands, as seen from the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Nearness {
    /// Right above the headline.
    Above,
    /// Between headline and text.
    Header,
    /// In the text.
    Inside,
    /// Right below it.
    Below,
    Elsewhere,
}

fn nearness(place: &Place, at: usize) -> Nearness {
    let span = &place.span;
    let block = place.blocks.all.get(at);
    let headline = place.headline.unwrap_or(span.start);
    if at < headline {
        // What stands in a list above it is the latest of all.
        let is_listed =
            block.is_some_and(|block| block.kind == BlockKind::Item || block.is_links());
        let is_near = at + BLOCKS_ABOVE >= headline;
        return if is_near && !is_listed { Nearness::Above } else { Nearness::Elsewhere };
    }
    let is_line = block.is_none_or(|block| !is_paragraph(block));
    if at < span.start || at < place.second && is_line {
        Nearness::Header
    } else if at < span.end {
        Nearness::Inside
    } else if at < span.end + BLOCKS_BELOW {
        Nearness::Below
    } else {
        Nearness::Elsewhere
    }
}

/// The date of a mark: its attribute, else the line that it stands in. A line that speaks of a
/// publication and a change says which of them the mark is.
fn of_mark(mark: &DateMark, place: &Place, manner: Manner) -> Option<Dated> {
    let block = place.blocks.all.get(mark.block);
    let own = mark.attribute.as_deref().and_then(|text| read(text, manner));
    let own = own.or_else(|| read(&mark.text, manner));
    let Some(line) = block.filter(|block| is_line(block)) else {
        return own.filter(|_| mark.kind != DateMarkKind::Named);
    };
    let header = date::header_line(&line.text, 0, manner).and_then(|found| {
        let best = found.evidence.into_iter().next()?;
        (best.date.precision() >= Precision::Day).then_some(best)
    });
    match (own, header) {
        // The line knows better which of several days it is.
        (Some(own), Some(header))
            if own.reading.date.first_day() != header.date.first_day()
                && header.confidence > 0.5 =>
        {
            None
        }
        (Some(_), Some(header)) if header.confidence <= 0.4 => None,
        (Some(own), _) => Some(own),
        (None, Some(header)) => {
            let reading = Reading { date: header.date, readings: None, confidence: 0.0 };
            Some(Dated { text: header.text, reading })
        }
        (None, None) => read(&line.text, manner),
    }
}

fn is_line(block: &Block) -> bool {
    block.text.len() <= LINE_BYTES
}

#[cfg(test)]
mod tests {
    use super::super::body;
    use super::super::facts;
    use super::*;

    const TEXT: &str = "<p>The night ferry will run again from Monday, the harbour office said.</p>\
        <p>It carries twelve cars and a bus, and runs on batteries that are charged overnight.</p>";

    fn first(html: &str) -> Option<(EvidenceKind, String)> {
        let page = Page::parse_document(html);
        let facts = facts::facts(&page);
        let (_, place) = body::body(&page, "", facts.title.as_deref(), None);
        evidence(&page, html, &facts, &place, Manner::default())
            .into_iter()
            .next()
            .map(|found| (found.kind, found.date.to_string()))
    }

    fn is(kind: EvidenceKind, date: &str) -> (EvidenceKind, String) {
        (kind, date.to_owned())
    }

    #[test]
    fn a_sentence_below_the_text_says_when_it_was_published() {
        let page =
            |foot: &str| format!("<div><h1>Ferry returns</h1><div>{TEXT}{TEXT}</div>{foot}</div>");
        let sentence = "This entry was posted on Friday, May 30th, 2025 at 6:15 pm and is filed \
            under Lake.";
        let day = Some(is(EvidenceKind::HeaderLine, "2025-05-30T18:15:00"));
        assert_eq!(first(&page(&format!("<p class=postmetadata>{sentence}</p>"))), day);
        assert_eq!(first(&page(&format!("<div class=post-footer>{sentence}</div>"))), day);
        let other = "<div class=related><p>Posted on 30 May 2025</p></div>";
        assert_eq!(first(&page(other)), None);
    }

    #[test]
    fn the_date_of_publication_goes_before_that_of_a_change() {
        let page = format!(
            r#"<h1>Ferry returns</h1><script type="application/ld+json">{{"@graph":[{{"@type":
            "NewsArticle","dateModified":"2025-06-02","datePublished":"2025-05-30T08:00:00+02:00"}}]}}
            </script>{TEXT}"#
        );
        assert_eq!(first(&page), Some(is(EvidenceKind::JsonLd, "2025-05-30T08:00:00+02:00")));
        let page = format!(
            r#"<meta property="article:modified_time" content="2025-06-02">
            <meta property="article:published_time" content="2025-05-30"><h1>Ferry returns</h1>{TEXT}"#
        );
        assert_eq!(first(&page), Some(is(EvidenceKind::Meta, "2025-05-30")));
        let page = format!(
            r#"<h1>Ferry returns</h1><time class="updated" datetime="2025-06-02"></time>
            <time datetime="2025-05-30">x</time>{TEXT}"#
        );
        assert_eq!(first(&page), Some(is(EvidenceKind::TimeElement, "2025-05-30")));
        let page = format!(
            r#"<h1>Ferry returns</h1><p>Updated <time datetime="2025-06-02T09:00">2 June 2025</time>,
            first published <time datetime="2025-05-30T18:15">30 May 2025</time></p>{TEXT}"#
        );
        assert_eq!(first(&page), Some(is(EvidenceKind::TimeElement, "2025-05-30T18:15:00")));
    }

    #[test]
    fn what_stands_elsewhere_says_nothing() {
        for page in [
            format!(
                "<header><span class=date>Thursday, July 10, 2025</span></header><h1>F</h1>{TEXT}"
            ),
            format!(
                "<h1>Ferry returns</h1>{TEXT}<div class=comments><time datetime=2019-03-05>x</time></div>"
            ),
            format!(
                "<h1>Ferry returns</h1>{TEXT}<p>It ends on <time datetime=2025-08-15>15 August</time>, they say, and the last one leaves three days later at noon.</p>{TEXT}"
            ),
            "<p>On May 9, 2025 the ferry came.</p>".to_owned(),
        ] {
            assert_eq!(first(&page), None, "{page}");
        }
    }

    #[test]
    fn an_address_says_it_by_its_folders() {
        let page = |address: &str| {
            first(&format!(
                "<link rel=canonical href='https://example.org/{address}'><h1>Ferry</h1>{TEXT}"
            ))
        };
        assert_eq!(page("2025/05/30/ferry"), Some(is(EvidenceKind::Url, "2025-05-30")));
        assert_eq!(page("news/uk-20120304"), None);
    }
}
