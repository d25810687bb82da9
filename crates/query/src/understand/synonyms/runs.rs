//! Reads the bare words of a query, and finds those that are members of sets.

use std::collections::HashSet;
use std::ops::Range;

use text::{Analyzer, Language};

use super::sets::{Key, Member, Readings, Stems, SynonymSets};
use crate::syntax::{Exactness, Expr, ExprKind};

/// What a word is in a query for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Sought,
    /// Excluded by itself.
    Dropped,
    /// Excluded together with something else, or in a field.
    Excluded,
}

/// Bare words that merely stand side by side.
pub(super) struct Run<'a> {
    words: Vec<Typed<'a>>,
    role: Role,
}

#[derive(Clone)]
pub(super) struct Typed<'a> {
    pub(super) text: &'a str,
    pub(super) span: Range<usize>,
}

/// Words of a query that are members of sets.
pub(super) struct Meeting<'a> {
    pub(super) words: Vec<Typed<'a>>,
    pub(super) readings: Readings,
    pub(super) members: Vec<Member>,
    pub(super) role: Role,
}

impl<'a> Run<'a> {
    fn of(words: &'a [Expr], role: Role) -> Self {
        let typed = |word: &'a Expr| {
            let text = match &word.kind {
                ExprKind::Name { word } => word.as_str(),
                _ => bare_word(word)?,
            };
            Some(Typed { text, span: word.span.clone() })
        };
        Self { words: words.iter().filter_map(typed).collect(), role }
    }

    /// Its words that are members of sets, and of words side by side those that are together,
    /// the longest and first ones.
    pub(super) fn meetings(
        self,
        sets: &SynonymSets,
        analyzer: &Analyzer,
        languages: &[Language],
    ) -> Vec<Meeting<'a>> {
        let Self { words, role } = self;
        let readings: Vec<_> =
            words.iter().map(|word| Readings::of(word.text, analyzer, languages)).collect();
        let mut meetings = Vec::new();
        let mut look_up = |words: &[Typed<'a>], readings: Readings| {
            let mut members: Vec<_> =
                readings.all().flat_map(|words| sets.members(words)).collect();
            if !members.is_empty() {
                let mut known = HashSet::new();
                members.retain(|member| known.insert(*member));
                meetings.push(Meeting { words: words.to_vec(), readings, members, role });
            }
        };
        // The words that the typed ones come to, on end, and where each typed one begins.
        let mut plain = Stems::new();
        let mut starts = Vec::with_capacity(words.len() + 1);
        for readings in &readings {
            starts.push(plain.len());
            plain.extend_from_slice(&readings.words);
        }
        starts.push(plain.len());
        let mut next = 0;
        for (at, alone) in readings.into_iter().enumerate() {
            look_up(&words[at..=at], alone);
            if at < next {
                continue;
            }
            let rest = &plain[starts[at]..];
            let end_of = |key: &Key| {
                let end = starts[at] + key.words.len();
                let end = starts[at + 1..].binary_search(&end).ok()? + at + 1;
                (end > at + 1).then_some(end)
            };
            let Some(end) = sets.beginning_with(rest).filter_map(end_of).max() else { continue };
            let together = plain[starts[at]..starts[end]].to_vec();
            look_up(&words[at..end], Readings { words: together, as_one: None });
            next = end;
        }
        meetings
    }
}

/// The bare words of a query, in the order of typing. What is sought in a field of values has no
/// synonyms.
pub(super) fn runs(expr: &Expr) -> Vec<Run<'_>> {
    let mut runs = Vec::new();
    let mut open = vec![(expr, Role::Sought)];
    while let Some((expr, role)) = open.pop() {
        // What is excluded together with something else is not excluded by itself.
        let together = if role == Role::Sought { role } else { Role::Excluded };
        match &expr.kind {
            ExprKind::And { children, explicit } => {
                let is_side_by_side = |one: &Expr, other: &Expr| {
                    !explicit && bare_word(one).is_some() && bare_word(other).is_some()
                };
                for run in children.chunk_by(is_side_by_side).rev() {
                    match run {
                        [only] => open.push((only, together)),
                        words => runs.push(Run::of(words, together)),
                    }
                }
            }
            ExprKind::Or { children } => {
                open.extend(children.iter().rev().map(|child| (child, role)));
            }
            ExprKind::Not { inner } => {
                let role = if role == Role::Sought { Role::Dropped } else { Role::Excluded };
                open.push((inner, role));
            }
            ExprKind::Required { inner } | ExprKind::Boost { inner, .. } => {
                open.push((inner, role));
            }
            ExprKind::Field { name, inner } if is_prose(name) => open.push((inner, together)),
            ExprKind::AtLeast { inner, .. } => open.push((inner, together)),
            ExprKind::Distance { left, right, .. } => {
                open.extend([(&**right, together), (&**left, together)]);
            }
            ExprKind::Word { .. } | ExprKind::Name { .. } => {
                runs.push(Run::of(std::slice::from_ref(expr), role));
            }
            _ => {}
        }
    }
    runs.sort_by_key(|run| run.words.first().map(|word| word.span.start));
    runs
}

fn bare_word(expr: &Expr) -> Option<&str> {
    match &expr.kind {
        ExprKind::Word { text, exactness: Exactness::Inflected } => Some(text),
        _ => None,
    }
}

/// Whether a field holds text whose words are inflected, not a value or words that are no prose.
fn is_prose(field: &str) -> bool {
    ["title", "body"].contains(&field)
}
