//! Ranks a document that has the exact form of a word above one that has only another form,
//! other things equal.

use schema::LETTERS_SEPARATOR;
use tantivy::postings::SegmentPostings;
use tantivy::query::{EnableScoring, Query, Scorer};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, Score, SegmentReader, Term};

use super::scored::Scored;
use super::state::State;
use crate::engine::{SpanQuery, WordSource};
use crate::understand::{Plan, Spans, Target, Word};

/// What a document with all words in the forms that were typed gains, as a share of its score: other
/// forms are often about something a little different.
pub(crate) const FORM_BONUS: Score = 0.2;

/// What it gains for their very letters. Small enough that it settles little more than ties: many
/// type no accents and mean both.
pub(crate) const LETTERS_BONUS: Score = 0.01;

/// The typed forms of a query's bare words.
#[derive(Debug, Default)]
pub(crate) struct Exactness {
    words: Vec<TypedWord>,
}

#[derive(Debug)]
struct TypedWord {
    target: Target,
    folded: String,
    letters: String,
}

impl Exactness {
    /// Of the bare words of a plan.
    pub(crate) fn of(plan: &Plan) -> Self {
        let mut words = Vec::new();
        plan.each_wanted(&mut |target, spans| {
            spans.each_word(&mut |word| {
                if let Word::Inflected { folded, letters, .. } = word {
                    let (folded, letters) = (folded.clone(), letters.clone());
                    words.push(TypedWord { target, folded, letters });
                }
            });
        });
        Self { words }
    }

    /// What a score is multiplied by at most.
    pub(crate) fn most(&self) -> Score {
        self.words
            .iter()
            .fold(1.0, |gain, _| gain + self.share(FORM_BONUS) + self.share(LETTERS_BONUS))
    }

    /// Whether it is about one word alone.
    pub(crate) fn is_one_word(&self) -> bool {
        self.words.len() == 1
    }

    /// What one word adds to a bonus.
    fn share(&self, bonus: Score) -> Score {
        #[expect(clippy::cast_precision_loss, reason = "a query has few words")]
        let words = self.words.len() as Score;
        bonus / words
    }

    /// Raises the scores of matches, and puts them in the order of their documents: by one bonus for
    /// the folded form and one for the same letters, averaged over the words.
    pub(crate) fn raise(
        &self,
        state: &State,
        source: &WordSource,
        found: &mut [Scored],
    ) -> tantivy::Result<()> {
        if self.words.is_empty() {
            return Ok(());
        }
        // Documents are looked up in their order, segment by segment.
        found.sort_unstable_by_key(|one| (one.segment, one.doc));
        let [form, letters] = [FORM_BONUS, LETTERS_BONUS].map(|bonus| self.share(bonus));
        for of_segment in found.chunk_by_mut(|one, two| one.segment == two.segment) {
            let mut gains = vec![1.0; of_segment.len()];
            for word in &self.words {
                let mut places = Places::open(word, state, source, of_segment[0].segment)?;
                for (one, gain) in of_segment.iter().zip(&mut gains) {
                    if places.has_folded(one.doc)? {
                        *gain += form;
                    }
                    if places.has_letters(one.doc)? {
                        *gain += letters;
                    }
                }
            }
            for (one, gain) in of_segment.iter_mut().zip(gains) {
                one.score *= gain;
            }
        }
        Ok(())
    }
}

/// The documents of a segment that have a typed word.
struct Places<'a> {
    folded: Lists<'a>,
    letters: Letters<'a>,
    /// The last document asked for, and whether it has the folded form.
    last: Option<(DocId, bool)>,
}

/// The documents that have a term in one of several fields. The lists are opened as they are
/// needed: most have a word in their body, and the title's need not be looked up.
struct Lists<'a> {
    reader: &'a SegmentReader,
    term: String,
    /// The fields whose lists are still to be opened, the most likely one last.
    fields: Vec<Field>,
    open: Vec<SegmentPostings>,
}

impl Lists<'_> {
    fn has(&mut self, doc: DocId) -> tantivy::Result<bool> {
        if self.open.iter_mut().any(|list| is_in(list, doc)) {
            return Ok(true);
        }
        while let Some(field) = self.fields.pop() {
            let term = Term::from_field_text(field, &self.term);
            let inverted = self.reader.inverted_index(field)?;
            let list = inverted.read_postings(&term, IndexRecordOption::Basic)?;
            let Some(mut list) = list else { continue };
            let has = is_in(&mut list, doc);
            self.open.push(list);
            if has {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

fn is_in(list: &mut SegmentPostings, doc: DocId) -> bool {
    let at = if list.doc() < doc { list.seek(doc) } else { list.doc() };
    at == doc
}

/// The documents that have the very letters.
enum Letters<'a> {
    /// All that have the folded form: it is written in one way only.
    SameAsFolded,
    /// Those of these lists.
    Listed(Lists<'a>),
    /// Those where the folded form stands without other letters, which only positions tell.
    Positions(Box<dyn Scorer>),
}

impl<'a> Places<'a> {
    fn open(
        word: &TypedWord,
        state: &'a State,
        source: &WordSource,
        segment: usize,
    ) -> tantivy::Result<Self> {
        let reader = state.reader(segment);
        let fields = state.fields();
        let zones = || word.target.zones().iter().map(|zone| fields.zone(*zone));
        let lists =
            |term: String, fields: Vec<Field>| Lists { reader, term, fields, open: Vec::new() };
        let folded = lists(word.folded.clone(), zones().map(|zone| zone.words).collect());
        let letters = if word.letters != word.folded {
            let term = format!("{}{LETTERS_SEPARATOR}{}", word.folded, word.letters);
            Letters::Listed(lists(term, zones().map(|zone| zone.letters).collect()))
        } else if source.written(&state.engine, &word.folded)?.spellings.is_empty() {
            Letters::SameAsFolded
        } else {
            Letters::Positions(Self::positions(word, state, source, reader)?)
        };
        Ok(Self { folded, letters, last: None })
    }

    fn positions(
        word: &TypedWord,
        state: &State,
        source: &WordSource,
        reader: &SegmentReader,
    ) -> tantivy::Result<Box<dyn Scorer>> {
        let (folded, letters) = (word.folded.clone(), word.letters.clone());
        let spans = Spans::Word(Word::Letters { folded, letters, cased: None });
        let source = source.clone();
        let query = SpanQuery { target: word.target, spans, at_least: 1, source };
        let scoring = EnableScoring::disabled_from_searcher(&state.engine);
        query.weight(scoring)?.scorer(reader, 1.0)
    }

    fn has_folded(&mut self, doc: DocId) -> tantivy::Result<bool> {
        let has = self.folded.has(doc)?;
        self.last = Some((doc, has));
        Ok(has)
    }

    fn has_letters(&mut self, doc: DocId) -> tantivy::Result<bool> {
        Ok(match &mut self.letters {
            Letters::SameAsFolded => self.last == Some((doc, true)),
            Letters::Listed(lists) => lists.has(doc)?,
            Letters::Positions(scorer) => {
                let at = if scorer.doc() < doc { scorer.seek(doc) } else { scorer.doc() };
                at == doc
            }
        })
    }
}
