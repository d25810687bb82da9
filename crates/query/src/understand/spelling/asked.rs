//! Picks the words of a query whose other spellings are wanted.

use schema::Keyword;

use super::super::archive::Archive;
use super::super::request::Variants;
use crate::syntax::{Exactness, Expr, ExprKind};

/// The most names of a query whose spellings are sought.
const MOST_NAMES: usize = 32;

/// The bare words of a query.
#[derive(Debug, Default)]
pub(super) struct Asked {
    /// Whose spellings are wanted.
    pub(super) words: Vec<AskedWord>,
    /// That are excluded.
    pub(super) dropped: Vec<String>,
}

#[derive(Debug)]
pub(super) struct AskedWord {
    pub(super) typed: String,
    /// Whether `~name` says so.
    pub(super) by_name: bool,
    /// The field of values that it is sought in.
    pub(super) field: Option<Keyword>,
}

impl Asked {
    pub(super) fn read(archive: &dyn Archive, expr: &Expr, wanted: Variants) -> Self {
        let mut asked = Self::default();
        let mut open = vec![(expr, false, None)];
        while let Some((expr, is_excluded, field)) = open.pop() {
            let mut ask = |word: &str, by_name| {
                asked.words.push(AskedWord { typed: word.to_owned(), by_name, field });
            };
            match &expr.kind {
                ExprKind::Name { word } => ask(word, true),
                // A field of values has other spellings only where they are asked for by name.
                ExprKind::Word { .. } if field.is_some() => {}
                ExprKind::Word { text, .. } if is_excluded => asked.dropped.push(text.clone()),
                ExprKind::Word { text, exactness: Exactness::Inflected }
                    if wanted != Variants::Off =>
                {
                    ask(text, false);
                }
                ExprKind::And { children, .. } | ExprKind::Or { children } => {
                    open.extend(children.iter().rev().map(|child| (child, is_excluded, field)));
                }
                ExprKind::Not { inner } => open.push((inner, true, field)),
                ExprKind::Field { name, inner } => {
                    open.push((inner, is_excluded, archive.keyword(name)));
                }
                ExprKind::Required { inner }
                | ExprKind::Boost { inner, .. }
                | ExprKind::AtLeast { inner, .. } => open.push((inner, is_excluded, field)),
                ExprKind::Distance { left, right, .. } => {
                    open.extend([(&**right, is_excluded, field), (&**left, is_excluded, field)]);
                }
                _ => {}
            }
        }
        // Asked for by name before asked for by the way, and in the order of typing.
        asked.words.sort_by_key(|word| !word.by_name);
        asked.words.truncate(MOST_NAMES);
        asked
    }
}
