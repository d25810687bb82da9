//! What was found in an index of our own.

use std::sync::Arc;

use article::Article;
use schema::{CommitId, Facet};
use tantivy::TantivyError;
use tantivy::query::EnableScoring;
use text::Lexicon;

use super::{After, First, Found, Tally};
use crate::QueryError;
use crate::engine::{Budget, Compiler, WordSource};
use crate::search::all::all;
use crate::search::by_date::{newest, oldest};
use crate::search::by_field::by_field;
use crate::search::by_relevance::best;
use crate::search::count::{count, count_possible};
use crate::search::lookup::Lookup;
use crate::search::opened::Opened;
use crate::search::scored::{Candidate, Scored};
use crate::search::tally::tally;
use crate::search::units::TimelineBy;
use crate::search::words::{has_word, nearest_words, words};
use crate::understand::{Archive, Question, Sort, Target, Word, plan_of_synonym};

impl Found for Lookup<'_> {
    fn commit(&self) -> CommitId {
        self.state.commit
    }

    fn question(&self) -> &Question {
        &self.question
    }

    fn archive(&self) -> &dyn Archive {
        &self.opened
    }

    fn budget(&self) -> &Arc<Budget> {
        &self.opened.budget
    }

    fn ask(&self, question: Question) -> Result<Self, QueryError> {
        Self::new(self.opened.clone(), self.request, question, Arc::clone(&self.passed))
    }

    fn ask_within(&self, question: Question, budget: &Arc<Budget>) -> Result<Self, QueryError> {
        let opened = Opened { budget: Arc::clone(budget), ..self.opened.clone() };
        Self::new(opened, self.request, question, Arc::clone(&self.passed))
    }

    fn first(&self, sort: Sort, limit: usize, after: Option<After>) -> Result<First, QueryError> {
        let by_place = |candidates| First { candidates, last_among_best: false };
        let place = after.map(|after| after.place);
        let first = match sort {
            Sort::Relevance if !self.is_everything => best(self, limit, after),
            // Where nothing is sought, no hit is better than another.
            Sort::Relevance | Sort::Newest => newest(self, limit, place).map(by_place),
            Sort::Oldest => oldest(self, limit, place).map(by_place),
            Sort::Field(field, direction) => {
                return by_field(self, (field, direction), limit, place).map(by_place);
            }
        };
        first.map_err(failed(self))
    }

    fn all(&self, sort: Sort) -> Result<Vec<Scored>, QueryError> {
        all(self, sort).map_err(failed(self))
    }

    fn placed(&self, one: &Scored) -> Candidate {
        one.candidate(self.state)
    }

    fn count(&self, limit: Option<u64>) -> Result<u64, QueryError> {
        count(self, limit).map_err(failed(self))
    }

    fn count_possible(&self) -> Result<u64, QueryError> {
        count_possible(self).map_err(failed(self))
    }

    fn tally(&self, facets: &[Facet], unit: Option<TimelineBy>) -> Result<Tally, QueryError> {
        tally(self, facets, unit).map_err(failed(self))
    }

    fn score(&self, of: &Candidate) -> Result<Option<f32>, QueryError> {
        score(self, of).map_err(failed(self))
    }

    fn article(&self, of: &Candidate) -> Result<Article, QueryError> {
        self.state.article(of.segment, of.doc)
    }

    fn with_lexicon<T>(&self, work: impl FnOnce(&mut Lexicon) -> T) -> T {
        self.state.with_lexicon(work)
    }

    fn words(
        &self,
        target: Target,
        word: &Word,
        most: usize,
    ) -> Result<Vec<(String, u64)>, QueryError> {
        words(self, target, word, most)
    }

    fn nearest_words(
        &self,
        target: Target,
        folded: &str,
        most: usize,
    ) -> Result<Vec<(String, u64)>, QueryError> {
        nearest_words(self, target, folded, most)
    }

    fn has_word(&self, target: Target, word: &Word) -> Result<bool, QueryError> {
        has_word(self.state, target, word).map_err(failed(self))
    }

    /// Counted once for all questions.
    fn articles_with_synonym(&self, synonym: &str) -> Result<u64, QueryError> {
        let state = self.state;
        if let Some(known) = state.with_synonym().get(synonym) {
            return Ok(*known);
        }
        let Some(plan) = plan_of_synonym(&self.opened, synonym)? else { return Ok(0) };
        // It is remembered for other questions, and so has as much as any may have to itself.
        let budget = Arc::new(self.budget().again());
        let source = WordSource { budget, ..self.source.clone() };
        let query = Compiler::new(&state.engine, &source).compile(&plan);
        let query = query.map_err(|error| state.located(error))?;
        let articles = query.whole.count(&state.engine).map_err(failed(self))? as u64;
        if !source.budget.is_cut() {
            state.with_synonym().insert(synonym.to_owned(), articles);
        }
        Ok(articles)
    }
}

fn score(lookup: &Lookup<'_>, of: &Candidate) -> tantivy::Result<Option<f32>> {
    let Candidate { segment, doc, .. } = *of;
    let statistics = lookup.state.statistics();
    let engine = &lookup.state.engine;
    let scoring = EnableScoring::enabled_from_statistics_provider(&statistics, engine);
    let weight = lookup.query.weight(scoring)?;
    let mut scorer = weight.scorer(lookup.state.reader(segment), 1.0)?;
    let at = if scorer.doc() < doc { scorer.seek(doc) } else { scorer.doc() };
    let days = lookup.days_in(segment)?;
    let is_member = lookup.members(segment).have(doc);
    let is_match = at == doc && is_member && days.is_none_or(|days| days.contains(doc));
    Ok(is_match.then(|| scorer.score()))
}

fn failed<'a>(lookup: &Lookup<'a>) -> impl Fn(TantivyError) -> QueryError + use<'a> {
    let state = lookup.state;
    move |error| state.failed(error)
}
