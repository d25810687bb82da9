//! What is asked, apart from who is asked.

use jiff::civil::Date;

/// What is sought.
#[derive(Debug, Clone)]
pub(crate) enum Asked {
    Word(String),
    All(Vec<String>),
    Any(Vec<String>),
    Phrase(Vec<String>, u32),
    Near(String),
    Begins(String),
    /// Published from the first day until before the second; the text is how Backfile is asked.
    Days {
        text: String,
        from: Date,
        until: Date,
    },
    Among(Box<Asked>, Box<Asked>),
}

/// What is wanted of what is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Answer {
    /// The best ten.
    Best,
    /// The newest ten.
    Newest,
    /// How many.
    Count,
    /// How many in each month.
    Months,
    /// The best ten with text and snippets.
    Snippets,
}

impl Asked {
    /// The query as typed for Backfile.
    pub(crate) fn typed(&self) -> String {
        match self {
            Self::Word(word) => word.clone(),
            Self::All(words) => words.join(" AND "),
            Self::Any(words) => words.join(" OR "),
            Self::Phrase(words, 0) => format!("\"{}\"", words.join(" ")),
            Self::Phrase(words, slop) => format!("\"{}\"~{slop}", words.join(" ")),
            Self::Near(word) => format!("{word}~1"),
            Self::Begins(letters) => format!("{letters}*"),
            Self::Days { text, .. } => text.clone(),
            Self::Among(asked, days) => format!("{} {}", asked.typed(), days.typed()),
        }
    }
}
