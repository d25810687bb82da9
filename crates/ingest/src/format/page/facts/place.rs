//! Tells from an element's name, classes and id in which part of a page it stands.

use scraper::node::Element;

/// Where an element stands, which it hands down to all that it holds.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    /// The innermost of the frames around it, by its number.
    pub(super) frame: Option<usize>,
    /// The article, by the element's name.
    pub(super) in_article: bool,
    /// What is not shown as text: scripts, styles, drawings.
    pub(super) is_silent: bool,
}

/// What a frame holds besides the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FrameKind {
    /// The logo, or the name of the site.
    Logo,
    /// Menus and paths of sections.
    Menu,
    /// Footers, sidebars, lists of other articles, comments.
    Beside,
}

/// An element that by its name or its classes holds something other than the article.
#[derive(Debug)]
pub(super) struct Frame {
    pub(super) kind: FrameKind,
    /// The frame around it.
    above: Option<usize>,
    start: usize,
    end: usize,
    /// Whether a heading of the first level stands in it.
    pub(super) has_heading: bool,
}

/// The frames of a page, by their numbers.
#[derive(Debug, Default)]
pub(super) struct Frames(Vec<Frame>);

impl Frames {
    /// Opens a frame at this place of the text, and tells its number.
    fn open(&mut self, kind: FrameKind, above: Option<usize>, at: usize) -> usize {
        self.0.push(Frame { kind, above, start: at, end: at, has_heading: false });
        self.0.len() - 1
    }

    pub(super) fn close(&mut self, number: usize, at: usize) {
        if let Some(frame) = self.0.get_mut(number) {
            frame.end = at;
        }
    }

    /// Notes that a heading of the first level stands here.
    pub(super) fn note_heading(&mut self, place: Place) {
        let mut next = place.frame;
        while let Some(frame) = next.and_then(|number| self.0.get_mut(number)) {
            // What is noted here is noted above as well.
            if frame.has_heading {
                return;
            }
            frame.has_heading = true;
            next = frame.above;
        }
    }

    pub(super) fn kind(&self, place: Place) -> Option<FrameKind> {
        Some(self.0.get(place.frame?)?.kind)
    }

    /// How much text the innermost frame holds.
    pub(super) fn len(&self, place: Place) -> usize {
        place.frame.and_then(|number| self.0.get(number)).map_or(0, |frame| frame.end - frame.start)
    }

    /// Whether this place is in no frame but those that hold the article itself: `with-sidebar`
    /// says what an element has, not what it is.
    pub(super) fn is_content(&self, place: Place, all: usize) -> bool {
        let mut next = place.frame;
        while let Some(frame) = next.and_then(|number| self.0.get(number)) {
            let length = frame.end - frame.start;
            let holds_article = frame.has_heading && length * 4 > all || length * 5 > all * 4;
            if !holds_article {
                return false;
            }
            next = frame.above;
        }
        true
    }
}

/// What the words of an element's classes and id say that it holds.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Role {
    pub(super) is_byline: bool,
    pub(super) is_headline: bool,
    /// The frame that it opens.
    pub(super) frame: Option<FrameKind>,
}

/// Class names are looked at up to here.
const LONGEST_CLASSES: usize = 400;

/// What one word of a class name says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Logo,
    Site,
    Menu,
    Beside,
    Byline,
    /// Beside a word for a byline, this tells that the element holds no name.
    NoByline,
    Headline,
    /// Beside a word for a headline, this tells that it is another's.
    NoHeadline,
    Name,
}

fn mark(word: &str) -> Option<Mark> {
    Some(match word {
        "logo" | "logotype" | "brand" | "masthead" | "wordmark" => Mark::Logo,
        "site" => Mark::Site,
        "nav" | "navbar" | "navigation" | "menu" | "breadcrumb" | "breadcrumbs" | "crumbs" => {
            Mark::Menu
        }
        "footer" | "sidebar" | "related" | "recommended" | "recommendations" | "recirc"
        | "recirculation" | "popular" | "trending" | "mostread" | "comment" | "comments"
        | "commentlist" | "disqus" | "respond" | "newsletter" | "teaser" | "teasers" | "promo"
        | "modal" | "popup" | "widget" | "outbrain" | "taboola" | "cookie" | "consent"
        | "carousel" | "reply" | "replies" => Mark::Beside,
        "author" | "authors" | "byline" | "bylines" | "signature" | "autor" | "autoren"
        | "autore" | "autori" | "auteur" | "auteurs" | "autorka" | "verfasser" | "writer"
        | "contributor" | "contributors" | "reporter" | "avtor" | "yazar" | "firma" | "creator"
        | "writtenby" | "authorname" | "postauthor" | "articleauthor" => Mark::Byline,
        "image" | "img" | "avatar" | "photo" | "bio" | "social" | "share" | "icon" | "follow" => {
            Mark::NoByline
        }
        "headline" | "titel" | "titre" | "titulo" | "titolo" | "naslov" | "hed" | "posttitle"
        | "entrytitle" | "articletitle" | "title" => Mark::Headline,
        "section" | "blog" | "sub" | "block" | "category" | "channel" | "card" => Mark::NoHeadline,
        "name" | "branding" => Mark::Name,
        _ => return None,
    })
}

impl Role {
    pub(super) fn of(element: &Element) -> Self {
        let mut marks = Vec::new();
        for text in [element.attr("class"), element.attr("id")].into_iter().flatten() {
            add_marks(&text[..text.floor_char_boundary(LONGEST_CLASSES)], &mut marks);
        }
        let has = |mark: Mark| marks.contains(&mark);
        Self {
            is_byline: has(Mark::Byline) && !has(Mark::NoByline),
            is_headline: has(Mark::Headline)
                && !has(Mark::NoHeadline)
                && !has(Mark::Site)
                && !has(Mark::Byline),
            frame: if has(Mark::Logo) || has(Mark::Site) && (has(Mark::Headline) || has(Mark::Name))
            {
                Some(FrameKind::Logo)
            } else if has(Mark::Menu) {
                Some(FrameKind::Menu)
            } else {
                has(Mark::Beside).then_some(FrameKind::Beside)
            },
        }
    }
}

/// Adds what the words of class names say: `entry-title`, `entryTitle` and `entry__title` all
/// hold `title`.
fn add_marks(text: &str, marks: &mut Vec<Mark>) {
    let mut word = String::new();
    let mut was_lowercase = false;
    for character in text.chars().chain(std::iter::once(' ')) {
        let starts_word = was_lowercase && character.is_uppercase();
        if starts_word || !character.is_alphanumeric() {
            marks.extend(mark(&word));
            word.clear();
        }
        if character.is_alphanumeric() {
            word.push(character.to_ascii_lowercase());
        }
        was_lowercase = character.is_lowercase();
    }
}

impl Place {
    /// The place inside this element, which stands in `self` after `at` bytes of text.
    pub(super) fn inside(
        self,
        element: &Element,
        role: Role,
        at: usize,
        frames: &mut Frames,
    ) -> Self {
        let name = element.name();
        let is_page = matches!(name, "html" | "body" | "main" | "article");
        let by_class = if is_page { None } else { role.frame };
        let kind = match name {
            "nav" => Some(FrameKind::Menu),
            "dialog" => Some(FrameKind::Beside),
            // Articles have footers and asides of their own, with bylines in them.
            "footer" | "aside" if !self.in_article => Some(FrameKind::Beside),
            _ => by_class,
        };
        Self {
            frame: kind.map(|kind| frames.open(kind, self.frame, at)).or(self.frame),
            in_article: self.in_article || matches!(name, "article" | "main"),
            is_silent: self.is_silent || is_silent(name),
        }
    }
}

/// Whether the text in an element of this name is not shown.
pub(super) fn is_silent(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "noscript"
            | "svg"
            | "template"
            | "textarea"
            | "iframe"
            | "select"
            | "button"
            | "object"
    )
}

/// Whether an element of this name begins a line of its own.
pub(super) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "li"
            | "ul"
            | "ol"
            | "dl"
            | "dt"
            | "dd"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "section"
            | "article"
            | "header"
            | "footer"
            | "aside"
            | "nav"
            | "main"
            | "table"
            | "tr"
            | "td"
            | "th"
            | "address"
            | "figure"
            | "figcaption"
            | "blockquote"
            | "br"
            | "hr"
            | "time"
            | "form"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn role(html: &str) -> Role {
        let page = scraper::Html::parse_fragment(html);
        let element = page.root_element().child_elements().next();
        element.map(|element| Role::of(element.value())).unwrap_or_default()
    }

    #[test]
    fn class_names_are_read_by_their_words() {
        assert!(role("<p class='article__byline'>").is_byline);
        assert!(role("<p class='entryTitle'>").is_headline);
        assert!(!role("<p class='author-avatar'>").is_byline);
        assert!(!role("<p class='authority'>").is_byline);
        assert_eq!(role("<p id='site-title'>").frame, Some(FrameKind::Logo));
        assert_eq!(role("<p class='related-posts'>").frame, Some(FrameKind::Beside));
    }

    #[test]
    fn a_frame_around_the_article_is_none() {
        let mut frames = Frames::default();
        let outer = frames.open(FrameKind::Beside, None, 0);
        let place = Place { frame: Some(outer), ..Place::default() };
        frames.note_heading(place);
        frames.close(outer, 900);
        assert!(frames.is_content(place, 1_000));
        assert!(!frames.is_content(place, 10_000));
    }
}
