//! Says in plain words what a plan asks for.

use schema::Zone;

use crate::syntax::Interval;
use crate::understand::{Plan, Sought, SoughtBy, Spans, Target, ValueRange, Word};

/// What a plan asks for, in words.
pub(super) fn describe(plan: &Plan) -> String {
    match plan {
        Plan::Everything => "everything".to_owned(),
        Plan::Nothing => "nothing".to_owned(),
        Plan::Words { target, spans, at_least } => {
            let often = match at_least {
                0 | 1 => String::new(),
                n => format!("at least {n} times "),
            };
            format!("{often}{}{}", describe_spans(spans), describe_target(*target))
        }
        Plan::And(parts) => join(parts, " and "),
        Plan::Or(parts) => format!("({})", join(parts, " or ")),
        Plan::Not(inner) => format!("not {}", describe(inner)),
        Plan::Boost { factor, inner } => format!("{}, weighed {factor} times", describe(inner)),
        Plan::Published(interval) => describe_days(*interval),
        Plan::Length(range) => match (range.min, range.max) {
            (Some(min), Some(max)) => format!("of {min} to {max} words"),
            (Some(min), None) => format!("of {min} words or more"),
            (None, Some(max)) => format!("of {max} words or fewer"),
            (None, None) => "of any length".to_owned(),
        },
        Plan::Within { field, range: ValueRange::Numbers(range) } => {
            format!("with {range} for {field}")
        }
        Plan::Within { field, range: ValueRange::Days(days) } => {
            format!("with a date {} for {field}", which_days(*days))
        }
        Plan::Has(name) => format!("with a value for {name}"),
        Plan::Value { field, value } => format!("with exactly {value} for {}", field.name()),
        Plan::Language { codes, script } => {
            let script = script.as_ref().map(|script| format!(" in {script}")).unwrap_or_default();
            format!("in the language {}{script}", codes.join(" or "))
        }
        Plan::Id(prefix) => format!("with an id that begins with {prefix}"),
    }
}

fn join(parts: &[Plan], with: &str) -> String {
    parts.iter().map(describe).collect::<Vec<_>>().join(with)
}

fn describe_target(target: Target) -> String {
    match target {
        Target::Text => String::new(),
        Target::Zone(Zone::Title) => " in the title".to_owned(),
        Target::Zone(Zone::Body) => " in the body".to_owned(),
        Target::Zone(Zone::Rest) => " around the text".to_owned(),
        Target::All => " anywhere, boilerplate included".to_owned(),
        Target::Keyword(keyword) => format!(" as {}", keyword.name()),
    }
}

fn describe_spans(spans: &Spans) -> String {
    let list = |parts: &[Spans], with: &str| {
        parts.iter().map(describe_spans).collect::<Vec<_>>().join(with)
    };
    match spans {
        Spans::Word(word) => describe_word(word),
        Spans::Sequence(parts) => match bare_words(parts) {
            Some(words) => format!("“{words}” in any form"),
            None => format!("the phrase of {}", list(parts, ", ")),
        },
        Spans::Any(parts) => format!("({})", list(parts, " or ")),
        Spans::Synonyms { typed, others } => {
            let is_folded = matches!(others.as_slice(), [Spans::Word(Word::Folded(_)), ..]);
            let what = if is_folded { "the spelling" } else { "its synonym" };
            format!("({} or {what} {})", describe_spans(typed), list(others, " or "))
        }
        Spans::Window { parts, slop } => {
            format!("{} in any order with at most {slop} further words", list(parts, ", "))
        }
        Spans::Near { left, right, within, ordered } => {
            let order = if *ordered { "followed within" } else { "within" };
            let (left, right) = (describe_spans(left), describe_spans(right));
            format!("{left} {order} {within} words by {right}")
        }
        Spans::Together { left, right, paragraph } => {
            let unit = if *paragraph { "paragraph" } else { "sentence" };
            format!("{} and {} in one {unit}", describe_spans(left), describe_spans(right))
        }
    }
}

/// The words of a synonym that has several.
fn bare_words(parts: &[Spans]) -> Option<String> {
    let folded = |part: &Spans| match part {
        Spans::Word(Word::Inflected { folded, .. }) => Some(folded.clone()),
        _ => None,
    };
    Some(parts.iter().map(folded).collect::<Option<Vec<_>>>()?.join(" "))
}

fn describe_word(word: &Word) -> String {
    match word {
        Word::Inflected { folded, sought, spellings, .. } => {
            let others = if spellings.is_empty() { "" } else { ", and the name's other spellings" };
            format!("“{folded}” {}{others}", describe_sought(sought))
        }
        Word::Folded(forms) => format!("“{}”", forms.join("” or “")),
        Word::Letters { letters, cased: None, .. } => format!("“{letters}” letter for letter"),
        Word::Letters { cased: Some(word), .. } => {
            format!("“{word}” letter for letter, case included")
        }
        Word::Written { letters, cased: None, .. } => {
            format!("words like “{letters}” letter for letter")
        }
        Word::Written { cased: Some(word), .. } => {
            format!("words like “{word}” letter for letter, case included")
        }
        Word::Prefix(prefix) => format!("words that begin with “{prefix}”"),
        Word::Glob(glob) => format!("words like “{glob}”"),
        Word::Fuzzy { word, distance } => format!("words at most {distance} letters from “{word}”"),
        Word::Regex(pattern) => format!("words that fit /{pattern}/"),
    }
}

/// As what a word is sought, and in which languages where that is not the same in all.
fn describe_sought(sought: &[Sought]) -> String {
    let way_of = |by: &SoughtBy| match by {
        SoughtBy::Name(_) => "as a name",
        SoughtBy::Stems(_) => "in any form",
        SoughtBy::Typed(_) => "as typed",
    };
    let mut found = ["as a name", "in any form", "as typed"].map(|way| {
        let so = || sought.iter().filter(|one| way_of(&one.by) == way);
        let languages = so().flat_map(|one| &one.languages);
        let mut codes: Vec<_> = languages.map(|language| language.code()).collect();
        codes.sort_unstable();
        (way, so().next().is_some(), codes)
    });
    // What holds in the most languages is said last, of all others.
    found.sort_by_key(|(_, _, codes)| codes.len());
    let mut found: Vec<_> = found.into_iter().filter(|(_, is_there, _)| *is_there).collect();
    let Some((usual, ..)) = found.pop() else { return "in any form".to_owned() };
    let mut words = String::new();
    for (way, _, codes) in &found {
        words.extend([way, " in ", &codes.join(", "), ", "]);
    }
    words.push_str(usual);
    if !found.is_empty() {
        words.push_str(" in the others");
    }
    words
}

fn describe_days(interval: Interval) -> String {
    format!("published {}", which_days(interval))
}

fn which_days(interval: Interval) -> String {
    match (interval.start, interval.end) {
        (Some(start), Some(end)) if start == end => format!("on {start}"),
        (Some(start), Some(end)) => format!("from {start} to {end}"),
        (Some(start), None) => format!("on {start} or later"),
        (None, Some(end)) => format!("on {end} or earlier"),
        (None, None) => "on any known day".to_owned(),
    }
}
