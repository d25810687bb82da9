//! Takes the text of a range apart: `a..b`, `[a TO b}`, `>=a`.

/// A range of which the ends are not read yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RangeText<'a> {
    /// No range but one value.
    One(&'a str),
    /// From one value to another; `None` is open.
    Between {
        /// The lower end.
        from: Option<Side<'a>>,
        /// The upper end.
        to: Option<Side<'a>>,
    },
}

/// One end of a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Side<'a> {
    pub(super) text: &'a str,
    pub(super) inclusive: bool,
}

/// Takes a text apart.
pub(super) fn split(text: &str) -> RangeText<'_> {
    let text = text.trim();
    if let Some((from, to)) = brackets(text) {
        return RangeText::Between { from, to };
    }
    let comparisons =
        [(">=", true, true), ("<=", false, true), ("≥", true, true), ("≤", false, true)];
    let strict = [(">", true, false), ("<", false, false)];
    for (sign, is_lower, inclusive) in comparisons.into_iter().chain(strict) {
        if let Some(value) = text.strip_prefix(sign) {
            let side = Some(Side { text: value.trim(), inclusive });
            return if is_lower {
                RangeText::Between { from: side, to: None }
            } else {
                RangeText::Between { from: None, to: side }
            };
        }
    }
    match text.split_once("..").or_else(|| text.split_once('…')) {
        Some((from, to)) => {
            let to = to.strip_prefix('.').unwrap_or(to);
            RangeText::Between { from: side(from, true), to: side(to, true) }
        }
        None => RangeText::One(text),
    }
}

fn brackets(text: &str) -> Option<(Option<Side<'_>>, Option<Side<'_>>)> {
    let opener = text.chars().next()?;
    let closer = text.chars().next_back()?;
    if !matches!(opener, '[' | '{') || !matches!(closer, ']' | '}') {
        return None;
    }
    let inner = &text[1..text.len() - 1];
    let (from, to) = inner.split_once(" TO ").or_else(|| inner.split_once(" to "))?;
    Some((side(from, opener == '['), side(to, closer == ']')))
}

fn side(text: &str, inclusive: bool) -> Option<Side<'_>> {
    let text = text.trim();
    (!text.is_empty() && text != "*").then_some(Side { text, inclusive })
}
