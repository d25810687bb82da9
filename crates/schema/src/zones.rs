//! Divides an article into the texts that are searched apart, for whoever writes an index and
//! whoever marks matches in an article.

use std::ops::Range;

use article::{Article, SegmentKind};

use crate::Zone;

/// Positions left free between two parts of a zone that something else stands between. No
/// distance reaches as far, so no phrase crosses.
pub const ZONE_GAP: u32 = 256;

/// A piece of title or body that belongs to one zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ZonePart {
    /// The zone.
    pub zone: Zone,
    /// Where it stands: bytes of the title for [`Zone::Title`], of the body for the others.
    pub span: Range<usize>,
    /// Whether something else stands between it and the part of its zone before it, so that
    /// [`ZONE_GAP`] positions lie between their words.
    pub is_apart: bool,
}

/// The parts of an article, title first, then in the order of the body.
pub fn zone_parts(article: &Article) -> impl Iterator<Item = ZonePart> + '_ {
    let title = article.title.as_ref().map(|title| ZonePart {
        zone: Zone::Title,
        span: 0..title.len(),
        is_apart: false,
    });
    let mut seen = [false; 3];
    let mut last = None;
    title.into_iter().chain(article.segments.iter().map(move |segment| {
        let zone = match segment.kind {
            SegmentKind::Body => Zone::Body,
            _ => Zone::Rest,
        };
        let is_apart = seen[zone as usize] && last != Some(zone);
        seen[zone as usize] = true;
        last = Some(zone);
        ZonePart { zone, span: segment.span.clone(), is_apart }
    }))
}

/// The text of a part.
pub fn part_text<'a>(article: &'a Article, part: &ZonePart) -> &'a str {
    let text = match part.zone {
        Zone::Title => article.title.as_deref().unwrap_or_default(),
        Zone::Body | Zone::Rest => &article.body,
    };
    text.get(part.span.clone()).unwrap_or_default()
}
