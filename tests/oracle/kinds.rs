//! Names the kinds of nodes in a question, so that none is asked too seldom.

use std::collections::BTreeSet;

use super::ask::{Ask, Words};

impl Ask {
    /// Adds the names of the kinds of nodes in it.
    pub(super) fn kinds(&self, kinds: &mut BTreeSet<&'static str>) {
        let kind = match self {
            Self::Words(words) | Self::In(_, words) => {
                words.kinds(kinds);
                if let Self::In(..) = self { "field" } else { "words" }
            }
            Self::SideBySide(_) => "side by side",
            Self::Date(..) | Self::Years(..) => "date",
            Self::Dated => "has",
            Self::Length(..) => "length",
            Self::Language(_) => "language",
            Self::Source(_) => "keyword",
            Self::All(parts) | Self::Any(parts) => {
                for part in parts {
                    part.kinds(kinds);
                }
                if let Self::All(_) = self { "and" } else { "or" }
            }
            Self::Not(inner) | Self::Weighed(inner) => {
                inner.kinds(kinds);
                if let Self::Not(_) = self { "not" } else { "weight" }
            }
        };
        kinds.insert(kind);
    }
}

impl Words {
    fn kinds(&self, kinds: &mut BTreeSet<&'static str>) {
        let kind = match self {
            Self::Bare(_) | Self::Synonym(_) => "word",
            Self::Exact { is_cased: false, .. } | Self::ExactPhrase { is_cased: false, .. } => "=",
            Self::Exact { .. } | Self::ExactPhrase { .. } => "==",
            Self::Prefix(_) => "prefix",
            Self::CutPrefix(_) => "prefix of several words",
            Self::ExactPrefix { is_cased: false, .. } => "= prefix",
            Self::ExactPrefix { .. } => "== prefix",
            Self::Pattern(pattern) if pattern.is_regex() => "regex",
            Self::Pattern(_) => "wildcard",
            Self::Fuzzy { .. } => "fuzzy",
            Self::Phrase(words) | Self::Either(words) => {
                for word in words {
                    word.kinds(kinds);
                }
                if let Self::Phrase(_) = self { "phrase" } else { "or in a distance" }
            }
            Self::Window(..) => "window",
            Self::Near { sides, is_ordered, .. } => {
                for side in sides.iter() {
                    side.kinds(kinds);
                }
                if *is_ordered { "pre/n" } else { "w/n" }
            }
            Self::Together { sides, is_paragraph } => {
                for side in sides.iter() {
                    side.kinds(kinds);
                }
                if *is_paragraph { "/p" } else { "/s" }
            }
            Self::AtLeast(_, words) => {
                words.kinds(kinds);
                "atleast"
            }
        };
        kinds.insert(kind);
    }
}
