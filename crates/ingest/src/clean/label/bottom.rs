//! Reads the bottom of a text: lists of tags, sections and dates of other articles.

use article::SegmentKind;

use super::lines::Line;
use crate::Reason;
use crate::clean::date::{self, Manner};

/// The longest entry of such a list.
const ENTRY_BYTES: usize = 60;
/// So many entries must be dates, or repeat another entry.
const TELLING_ENTRIES: usize = 2;

/// Labels the lists with which a text ends.
pub(super) fn label_lists(lines: &mut [Line<'_>], manner: Manner) {
    let is_entry = |line: &Line<'_>| {
        line.kind == Some(SegmentKind::Boilerplate)
            || line.kind.is_none()
                && line.text.len() <= ENTRY_BYTES
                && !line.text.ends_with(['.', '!', '?', '"', '”', '’', '»', ':'])
    };
    let start = lines.iter().rposition(|line| !is_entry(line)).map_or(0, |last| last + 1);
    // A text that is nothing but short lines is not a list below a text.
    if start == 0 {
        return;
    }
    let list = &mut lines[start..];
    let dates = list.iter().filter(|line| is_date(line.text, manner)).count();
    let repeated = list
        .iter()
        .enumerate()
        .filter(|(at, line)| list[..*at].iter().take(50).any(|other| other.text == line.text));
    if dates >= TELLING_ENTRIES || repeated.count() > TELLING_ENTRIES {
        for line in list {
            line.label(SegmentKind::Boilerplate, Reason::List);
        }
    }
}

fn is_date(text: &str, manner: Manner) -> bool {
    date::find(text, manner).is_some_and(|found| text.len() <= found.span.len() + 12)
}
