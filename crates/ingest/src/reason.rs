//! Names what decided what a part of a text is.

/// What decided that a part of a body is what it is labelled as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Reason {
    /// Nothing: it is the article's own text.
    Nothing,
    /// It begins with a phrase that stands around articles.
    Phrase,
    /// It holds words that no article has.
    Telltale,
    /// It is a link below a heading of links.
    Link,
    /// It stands behind a line with which articles end.
    Behind,
    /// It is a command to a content system.
    Shortcode,
    /// It stands in the text already.
    Repeated,
    /// It stands in many articles of its source.
    Learned,
    /// It is part of a list of tags or dates below the text.
    List,
    /// It is a credit, or what a picture with one shows.
    Credit,
    /// The page says that it belongs to a picture.
    Caption,
    /// It is quoted of another message, or stands below the own one.
    Quoted,
    /// It says where the article was taken from.
    Source,
    /// It is a byline.
    Byline,
    /// It is a date and what frames it.
    DateLine,
    /// It is a name beside such a line.
    Name,
    /// It is the headline.
    Headline,
    /// It repeats the headline.
    HeadlineAgain,
}

impl Reason {
    /// A few words for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Nothing => "text",
            Self::Phrase => "phrase",
            Self::Telltale => "telltale",
            Self::Link => "link below a heading of links",
            Self::Behind => "behind the end of the article",
            Self::Shortcode => "shortcode",
            Self::Repeated => "repeated",
            Self::Learned => "in many articles of its source",
            Self::List => "list below the text",
            Self::Credit => "credit",
            Self::Caption => "caption",
            Self::Quoted => "quoted",
            Self::Source => "source",
            Self::Byline => "byline",
            Self::DateLine => "line of a date",
            Self::Name => "name beside a byline",
            Self::Headline => "headline",
            Self::HeadlineAgain => "headline again",
        }
    }
}

/// What decided how the text of an article is labelled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// The parts of the body, in bytes of it, and what decided what each is: finer than the
    /// segments of the article where neighbours are the same for different reasons.
    pub parts: Vec<(article::Segment, Reason)>,
}
