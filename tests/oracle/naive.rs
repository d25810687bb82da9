//! Answers a question by looking at every word of every article.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::rc::Rc;

use article::SegmentKind;
use backfile::Article;
use query::{Marks, Sought, SoughtBy};
use text::{Analyzer, Boundaries, BoundaryKind, Forms, Language, Lexicon};
use unicode_normalization::UnicodeNormalization as _;

use super::ask::{Ask, Text, Words};
use super::pattern::edits;
use super::places::{Span, phrase, window};

/// A word of an article.
#[derive(Clone)]
pub(super) struct Token {
    position: u32,
    /// Bytes of the text.
    bytes: Range<usize>,
    pub(super) raw: String,
    pub(super) exact: String,
    pub(super) folded: String,
    /// The language of its article.
    analysis: Language,
    /// The number of its line.
    pub(super) line: u32,
    /// Whether it has a capital inside a sentence, and not in a headline.
    pub(super) is_inside: bool,
    /// Whether an ending follows behind an apostrophe, as behind Turkish names.
    pub(super) is_marked: bool,
    /// The folded forms by which it may be found.
    accepted: BTreeSet<String>,
    pub(super) stems: BTreeSet<String>,
    sentence: u32,
    paragraph: u32,
}

/// An article, read word by word.
#[derive(Clone)]
pub(super) struct ReadArticle {
    pub(super) id: String,
    pub(super) text: String,
    pub(super) title: Vec<Token>,
    pub(super) body: Vec<Token>,
    /// What only stands around the text.
    pub(super) rest: Vec<Token>,
    pub(super) analysis: Language,
    /// The first and the last day that its date may mean.
    days: Option<[String; 2]>,
    language: &'static str,
    source: Vec<Token>,
}

impl ReadArticle {
    pub(super) fn new(article: &Article, analyzer: &Analyzer) -> Self {
        let (mut body, mut rest) = (Vec::new(), Vec::new());
        let mut was_body = None;
        for segment in &article.segments {
            let is_body = segment.kind == SegmentKind::Body;
            // Nothing reaches over what is not the article's own text, and the other way round.
            let is_apart = was_body.is_some_and(|was_body| was_body != is_body);
            let text = &article.body[segment.span.clone()];
            let into = if is_body { &mut body } else { &mut rest };
            read(text, segment.span.start, article.language, analyzer, is_apart, into);
            was_body = Some(is_body);
        }
        let (mut title, mut source) = (Vec::new(), Vec::new());
        let headline = article.title.as_deref().unwrap_or_default();
        read(headline, 0, article.language, analyzer, false, &mut title);
        let publication = article.source.as_deref().unwrap_or_default();
        read(publication, 0, Language::UNKNOWN, analyzer, false, &mut source);
        let days = article.published_on;
        let days = days.map(|date| [date.first_day().to_string(), date.last_day().to_string()]);
        let text = format!("[{}] {headline} | {}", article.language.code(), article.body);
        for token in &mut title {
            token.is_inside = false;
        }
        let (id, language) = (article.id.to_string(), article.language.code());
        let analysis = article.language.analysis();
        Self { id, text, title, body, rest, analysis, days, language, source }
    }

    /// The article without the words that lie outside of these marks, or without those inside.
    pub(super) fn only(&self, marks: &Marks, is_inside: bool) -> Self {
        let mut article = self.clone();
        for (tokens, marks) in
            [(&mut article.title, &marks.title), (&mut article.body, &marks.body)]
        {
            let lies_inside = |token: &Token| {
                marks
                    .iter()
                    .any(|mark| mark.start <= token.bytes.start && token.bytes.end <= mark.end)
            };
            tokens.retain(|token| lies_inside(token) == is_inside);
        }
        article
    }

    /// How many words it has in title and body.
    pub(super) fn words(&self) -> usize {
        self.title.len() + self.body.len()
    }

    /// So many words of the body from one on, as they stand there; fewer at its end.
    pub(super) fn words_from(&self, first: usize, count: usize) -> Vec<&str> {
        self.body.iter().skip(first).take(count).map(|token| token.raw.as_str()).collect()
    }
}

/// Far enough that no distance reaches over it.
const FAR: u32 = 10_000;

fn read(
    text: &str,
    offset: usize,
    language: Language,
    analyzer: &Analyzer,
    is_apart: bool,
    into: &mut Vec<Token>,
) {
    let last = into.last();
    let mut sentence = last.map_or(0, |last| last.sentence);
    let mut paragraph = last.map_or(0, |last| last.paragraph);
    let first = last.map_or(0, |last| last.position + 1) + if is_apart { FAR } else { 0 };
    let mut starts = Boundaries::new(text).peekable();
    let mut lexicon = Lexicon::new();
    let mut tokens = analyzer.tokens(text, language, &mut lexicon);
    let mut line = into.last().map_or(0, |last| last.line + 1);
    let mut end = 0;
    while let Some(token) = tokens.next() {
        let mut is_first = false;
        while let Some(start) = starts.next_if(|start| start.start < token.end) {
            sentence += 1;
            paragraph += u32::from(start.kind == BoundaryKind::Paragraph);
            is_first = true;
        }
        let gap = &text[end..token.start];
        end = token.end;
        line += u32::from(gap.contains('\n'));
        let has_capital = text[token.start..].starts_with(char::is_uppercase);
        let goes_on = ["\'", "\u{2019}"].contains(&gap)
            || (!gap.is_empty() && gap.chars().all(|letter| " ,-./&".contains(letter)));
        let behind = text[token.end..].strip_prefix(['\'', '\u{2019}']);
        let has_ending = behind.is_some_and(|behind| behind.starts_with(char::is_alphabetic));
        let forms = token.forms;
        let joined = token.joined;
        let accepted = forms.all_folded().chain(joined.map(|joined| joined.folded));
        let stems = forms.all_stems().chain(joined.map(|joined| joined.stem));
        into.push(Token {
            position: first + token.position,
            bytes: offset + token.start..offset + token.end,
            raw: text[token.start..token.end].to_owned(),
            exact: forms.exact.to_string(),
            folded: forms.folded.to_string(),
            analysis: language.analysis(),
            line,
            is_inside: has_capital && goes_on && !is_first,
            is_marked: has_capital && has_ending && language == Language::TURKISH,
            accepted: accepted.map(ToString::to_string).collect(),
            stems: stems.map(ToString::to_string).collect(),
            sentence,
            paragraph,
        });
    }
}

/// The forms of typed words, each found once.
#[derive(Default)]
pub(super) struct TypedForms {
    known: RefCell<HashMap<(String, Language), Rc<Forms>>>,
}

/// A question with what is needed to answer it.
pub(super) struct Question<'a> {
    pub(super) ask: Ask,
    /// Whether what only stands around the text is searched too.
    pub(super) is_everywhere: bool,
    pub(super) analyzer: &'a Analyzer,
    /// The languages of the archive.
    pub(super) languages: &'a [Language],
    pub(super) typed_forms: &'a TypedForms,
    /// By what a bare word is sought.
    pub(super) sought: &'a dyn Fn(&str) -> Vec<Sought>,
    /// The sets of synonyms of the archive.
    pub(super) sets: &'a [Vec<String>],
    /// Whether an excluded part of it is being looked at.
    pub(super) is_excluded: Cell<bool>,
}

impl Question<'_> {
    pub(super) fn forms(&self, word: &str, language: Language) -> Rc<Forms> {
        let mut known = self.typed_forms.known.borrow_mut();
        let forms = known.entry((word.to_owned(), language));
        Rc::clone(forms.or_insert_with(|| Rc::new(self.analyzer.forms(word, language))))
    }

    pub(super) fn typed(&self) -> String {
        let typed = self.ask.typed();
        if self.is_everywhere { format!("{typed} in:all") } else { typed }
    }

    pub(super) fn holds_for(&self, article: &ReadArticle) -> bool {
        self.holds(&self.ask, article)
    }

    /// How many words of the article are any of the question's words, wherever they stand.
    pub(super) fn words_asked_for(&self, article: &ReadArticle) -> usize {
        let mut found = BTreeSet::new();
        self.ask.each_words(&mut |words| {
            words.each_single(&mut |word| {
                for (text, tokens) in [&article.title, &article.body].into_iter().enumerate() {
                    // A compound is several words.
                    let spans = self.spans(word, tokens).into_iter();
                    let places = spans.flat_map(|span| span.start..span.end);
                    found.extend(places.map(|position| (text, position)));
                }
            });
        });
        found.len()
    }

    fn holds(&self, ask: &Ask, article: &ReadArticle) -> bool {
        match ask {
            Ask::Words(words) if self.is_everywhere => {
                self.is_in(words, &[&article.title, &article.body, &article.rest])
            }
            Ask::Words(words) => self.is_in(words, &[&article.title, &article.body]),
            Ask::In(Text::Title, words) => self.is_in(words, &[&article.title]),
            Ask::In(Text::Body, words) => self.is_in(words, &[&article.body]),
            Ask::Date(year, None) => {
                within(article, &format!("{year}-01-01"), &format!("{year}-12-31"))
            }
            Ask::Date(year, Some(month)) => {
                // No day is compared with that is later in its month than the 31st.
                let month = format!("{year}-{month:02}");
                within(article, &format!("{month}-01"), &format!("{month}-31"))
            }
            Ask::Years(first, last) => {
                within(article, &format!("{first}-01-01"), &format!("{last}-12-31"))
            }
            Ask::Dated => article.days.is_some(),
            Ask::Length(least, most) => {
                (*least..=*most).contains(&(article.title.len() + article.body.len()))
            }
            Ask::Language(code) => article.language == *code,
            Ask::Source(word) => !self.folded(word, &article.source).is_empty(),
            Ask::All(parts) => parts.iter().all(|part| self.holds(part, article)),
            Ask::Any(parts) => parts.iter().any(|part| self.holds(part, article)),
            Ask::Not(inner) => {
                let was_excluded = self.is_excluded.replace(true);
                let holds = self.holds(inner, article);
                self.is_excluded.set(was_excluded);
                !holds
            }
            Ask::SideBySide(words) => {
                let has = |words: Words| self.holds(&Ask::Words(words), article);
                self.runs(words).into_iter().all(|run| {
                    let has_words = run.iter().all(|word| has(Words::Bare(word.clone())));
                    let mut others = self.synonyms(run).into_iter();
                    has_words || others.any(|other| has(Words::Synonym(other.clone())))
                })
            }
            Ask::Weighed(inner) => self.holds(inner, article),
        }
    }

    fn is_in(&self, words: &Words, texts: &[&Vec<Token>]) -> bool {
        let (count, words) = match words {
            Words::AtLeast(count, words) => (*count as usize, &**words),
            words => (1, words),
        };
        let starts = |tokens: &&Vec<Token>| {
            let spans = self.spans(words, tokens);
            spans.into_iter().map(|span| span.start).collect::<BTreeSet<_>>().len()
        };
        texts.iter().map(starts).sum::<usize>() >= count
    }

    /// Where the words are in a text.
    fn spans(&self, words: &Words, tokens: &[Token]) -> BTreeSet<Span> {
        match words {
            Words::Bare(word) => {
                let mut found = self.bare(word, tokens);
                for synonym in self.synonyms(std::slice::from_ref(word)) {
                    found.extend(self.synonym(synonym, tokens));
                }
                found
            }
            Words::Synonym(text) => self.synonym(text, tokens),
            Words::Exact { word, is_cased } => self.exact(word, *is_cased, tokens),
            Words::Prefix(letters) => {
                let folded = self.analyzer.forms(letters, Language::UNKNOWN).folded;
                places(tokens, |token| token.accepted.iter().any(|form| form.starts_with(&*folded)))
            }
            Words::CutPrefix(letters) => {
                let begins = |letters: &str| {
                    let folded = self.analyzer.forms(letters, Language::UNKNOWN).folded;
                    places(tokens, |token| {
                        token.accepted.iter().any(|form| form.starts_with(&*folded))
                    })
                };
                let words: Vec<_> = self.analyzer.segments(letters).collect();
                let (last, whole) = words.split_last().unwrap();
                let whole = whole.iter().map(|word| self.folded(word.text, tokens));
                let mut found = phrase(whole.chain([begins(last.text)]));
                if let Some(compound) = words[0].compound {
                    found.extend(begins(compound));
                }
                found
            }
            Words::ExactPrefix { letters, is_cased } => {
                let exact = self.analyzer.forms(letters, Language::UNKNOWN).exact;
                places(tokens, |token| {
                    token.exact.starts_with(&*exact)
                        && (!is_cased || written(&token.raw).starts_with(&written(letters)))
                })
            }
            Words::Pattern(pattern) => {
                places(tokens, |token| token.accepted.iter().any(|form| pattern.fits(form)))
            }
            Words::Fuzzy { word, distance } => {
                let folded = &self.forms(word, Language::UNKNOWN).folded;
                let is_near = |form: &String| edits(folded, form) <= usize::from(*distance);
                places(tokens, |token| token.accepted.iter().any(is_near))
            }
            Words::Phrase(words) => phrase(words.iter().map(|word| match word {
                // What is in quotes is not inflected.
                Words::Bare(word) => self.folded(word, tokens),
                other => self.spans(other, tokens),
            })),
            Words::ExactPhrase { words, is_cased } => {
                phrase(words.iter().map(|word| self.exact(word, *is_cased, tokens)))
            }
            Words::Window(words, slop) => {
                let parts: Vec<_> = words.iter().map(|word| self.folded(word, tokens)).collect();
                let mut found = BTreeSet::new();
                window(&parts, *slop, &mut Vec::new(), &mut found);
                found
            }
            Words::Either(either) => {
                either.iter().flat_map(|words| self.spans(words, tokens)).collect()
            }
            Words::Near { sides, within, is_ordered } => {
                let near = |left: Span, right: Span| {
                    let is_before = left.end <= right.start && right.start - left.end < *within;
                    let is_after = right.end <= left.start && left.start - right.end < *within;
                    is_before || (!is_ordered && is_after)
                };
                self.pairs(sides, tokens, near)
            }
            Words::Together { sides, is_paragraph } => {
                let unit = |position: u32| {
                    let at = tokens.binary_search_by_key(&position, |token| token.position);
                    at.ok()
                        .map(|at| &tokens[at])
                        .map(|token| if *is_paragraph { token.paragraph } else { token.sentence })
                };
                self.pairs(sides, tokens, |left, right| {
                    let whole = left.with(right);
                    let units: BTreeSet<_> = (whole.start..whole.end).filter_map(unit).collect();
                    !left.overlaps(right) && units.len() == 1
                })
            }
            Words::AtLeast(_, words) => self.spans(words, tokens),
        }
    }

    fn pairs(
        &self,
        sides: &[Words; 2],
        tokens: &[Token],
        is_pair: impl Fn(Span, Span) -> bool,
    ) -> BTreeSet<Span> {
        let [left, right] = sides.each_ref().map(|side| self.spans(side, tokens));
        let mut found = BTreeSet::new();
        for one in &left {
            let partners = right.iter().filter(|other| is_pair(*one, **other));
            found.extend(partners.map(|other| one.with(*other)));
        }
        found
    }

    /// A member of a set: its words one after the other, in any of their forms.
    fn synonym(&self, text: &str, tokens: &[Token]) -> BTreeSet<Span> {
        phrase(text.split(' ').map(|word| self.bare(word, tokens)))
    }

    /// A word in any of its inflected forms; a typed compound is a phrase, or one word.
    fn bare(&self, typed: &str, tokens: &[Token]) -> BTreeSet<Span> {
        if self.analyzer.segments(typed).count() > 1 {
            return self.folded(typed, tokens);
        }
        let sought = (self.sought)(typed);
        places(tokens, |token| {
            sought.iter().filter(|one| one.languages.contains(&token.analysis)).any(|one| {
                let (texts, of_token) = match &one.by {
                    SoughtBy::Stems(stems) => (stems, &token.stems),
                    SoughtBy::Name(forms) | SoughtBy::Typed(forms) => (forms, &token.accepted),
                };
                texts.iter().any(|text| of_token.contains(text))
            })
        })
    }

    /// A word by any of its accepted forms.
    fn folded(&self, typed: &str, tokens: &[Token]) -> BTreeSet<Span> {
        let accepted = |word: &str| {
            let forms = self.forms(word, Language::UNKNOWN);
            let forms: Vec<&str> =
                std::iter::once(&forms.folded).chain(&forms.also).map(|form| &**form).collect();
            places(tokens, |token| forms.iter().any(|form| token.accepted.contains(*form)))
        };
        self.parts_or_whole(typed, accepted)
    }

    fn exact(&self, typed: &str, is_cased: bool, tokens: &[Token]) -> BTreeSet<Span> {
        let letters = |word: &str| {
            let exact = self.analyzer.forms(word, Language::UNKNOWN).exact;
            places(tokens, |token| {
                *token.exact == *exact && (!is_cased || written(&token.raw) == written(word))
            })
        };
        self.parts_or_whole(typed, letters)
    }

    /// The parts of a typed compound one after the other, or the compound without its hyphens.
    fn parts_or_whole(&self, typed: &str, find: impl Fn(&str) -> BTreeSet<Span>) -> BTreeSet<Span> {
        let segments: Vec<_> = self.analyzer.segments(typed).collect();
        let mut found = phrase(segments.iter().map(|segment| find(segment.text)));
        if let Some(compound) = segments.first().and_then(|first| first.compound) {
            found.extend(find(compound));
        }
        found
    }
}

fn within(article: &ReadArticle, first: &str, last: &str) -> bool {
    let days = article.days.as_ref();
    days.is_some_and(|[start, end]| start.as_str() <= last && first <= end.as_str())
}

fn places(tokens: &[Token], is_wanted: impl Fn(&Token) -> bool) -> BTreeSet<Span> {
    let wanted = tokens.iter().filter(|token| is_wanted(token));
    wanted.map(|token| Span { start: token.position, end: token.position + 1 }).collect()
}

/// A word in its own case. Composed letters and those that are put together of a letter and its
/// marks are one spelling, and what joins or divides letters unseen is none.
fn written(word: &str) -> String {
    let is_unseen = |letter: char| {
        matches!(letter, '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}')
    };
    word.chars().filter(|letter| !is_unseen(*letter)).nfc().collect()
}
