//! Counts what answering a question costs, and ends it where a limit is reached.
//!
//! Work is counted and not timed, so that one question asked of one commit has one answer, however
//! fast the machine is and whatever else it does.

use std::cell::Cell;
use std::sync::atomic::{AtomicU8, AtomicU32, AtomicU64, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use schema::CancelToken;

use crate::understand::{Limits, SearchRequest};

/// What kinds of work cost, in units of [`crate::Limits::work`]. A unit is about what it takes to
/// read one position of a word.
pub(crate) mod cost {
    /// A step through the dictionary, of which an automaton takes one for a letter.
    pub(crate) const LETTER: u64 = 2;
    /// A term of the dictionary.
    pub(crate) const TERM: u64 = 4;
    /// Making an automaton of a pattern.
    pub(crate) const AUTOMATON: u64 = 20_000;
    /// Moving one of several lists on among the others.
    pub(crate) const MOVE: u64 = 5;
    /// Opening the list of a term.
    pub(crate) const LIST: u64 = 200;
    /// A block of documents of a list.
    pub(crate) const BLOCK: u64 = 16;
    /// So many bytes of an article that is read again are one unit.
    pub(crate) const BYTES: usize = 4;
}

/// A limit that was reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reached {
    /// More terms fit a pattern, or there are more synonyms, than are looked up.
    Terms = 1,
    /// One text takes more steps than it is given.
    Text = 2,
    /// The work of the question.
    Work = 4,
    /// The time that it was given.
    Time = 8,
    /// Whoever asked does not want to know any more.
    Cancelled = 16,
}

/// What may be done for a question, and what was. One thread works on a question.
#[derive(Debug)]
pub(crate) struct Budget {
    most: u64,
    spent: AtomicU64,
    until: Option<Instant>,
    cancel: CancelToken,
    asked: AtomicU32,
    /// The most terms of a segment that fit a pattern and were not looked up.
    left_out: AtomicU64,
    /// Lists of terms that are open with their positions.
    lists: AtomicUsize,
    reached: AtomicU8,
}

impl Budget {
    /// The clock is read once in so many units of work.
    const UNITS: u64 = 1 << 12;
    /// The same for matches of which none was worth a unit.
    const MATCHES: u32 = 256;
    /// Lists that may be open with their positions at a time, each of some two kilobytes.
    const LISTS: usize = 50_000;

    /// For a question with these limits, where so many units of work are usual.
    pub(crate) fn of(request: &SearchRequest, usual: u64) -> Self {
        let Limits { work, time, .. } = request.limits;
        Self::new(work.unwrap_or(usual), time, request.cancel.clone())
    }

    pub(super) fn new(most: u64, time: Option<Duration>, cancel: CancelToken) -> Self {
        let until = time.and_then(|time| Instant::now().checked_add(time));
        let (spent, asked, left_out, lists, reached) = Default::default();
        Self { most, spent, until, cancel, asked, left_out, lists, reached }
    }

    /// Without limits.
    pub(crate) fn unlimited() -> Self {
        Self::new(u64::MAX, None, CancelToken::new())
    }

    /// As much again, to the same end of time.
    pub(crate) fn again(&self) -> Self {
        let (spent, asked, left_out, lists, reached) = Default::default();
        let (most, until, cancel) = (self.most, self.until, self.cancel.clone());
        Self { most, spent, until, cancel, asked, left_out, lists, reached }
    }

    /// Any work, to the same end of time: for what is remembered for other questions.
    pub(crate) fn for_memory(&self) -> Self {
        Self { most: u64::MAX, ..self.again() }
    }

    /// As much again as a question usually has, to the same end of time: for what is said of an
    /// answer, which must not cost the answer anything.
    pub(crate) fn for_remarks(&self) -> Self {
        let again = self.again();
        Self { most: self.most.min(Limits::WORK), ..again }
    }

    /// Counts work, and says whether there may be more.
    pub(crate) fn spend(&self, units: u64) -> bool {
        let before = self.spent.load(Ordering::Relaxed);
        let after = before.saturating_add(units);
        self.spent.store(after, Ordering::Relaxed);
        if after > self.most {
            self.reach(Reached::Work);
        }
        if before / Self::UNITS != after / Self::UNITS {
            self.look();
        }
        !self.is_over()
    }

    /// Counts the opening of so many lists with positions, and says how many may be opened. They
    /// take memory for as long as they are open.
    pub(crate) fn open_lists(&self, wanted: usize) -> usize {
        let open = self.lists.load(Ordering::Relaxed);
        let granted = wanted.min(Self::LISTS.saturating_sub(open));
        if granted < wanted {
            self.reach(Reached::Terms);
        }
        if !self.spend(cost::LIST * granted as u64) {
            return 0;
        }
        self.lists.store(open + granted, Ordering::Relaxed);
        granted
    }

    /// Notes that so many of them are closed.
    pub(crate) fn close_lists(&self, lists: usize) {
        let open = self.lists.load(Ordering::Relaxed);
        self.lists.store(open.saturating_sub(lists), Ordering::Relaxed);
    }

    /// Counts a match, which costs nothing, and says whether there may be more.
    pub(crate) fn goes_on(&self) -> bool {
        let asked = self.asked.load(Ordering::Relaxed).wrapping_add(1);
        self.asked.store(asked, Ordering::Relaxed);
        if asked.is_multiple_of(Self::MATCHES) {
            self.look();
        }
        !self.is_over()
    }

    /// Looks at the clock, and says whether there may be more: between blocks of matches, of which
    /// each is worth a look.
    pub(crate) fn is_waited_for(&self) -> bool {
        self.look();
        !self.is_over()
    }

    /// Whether there is time left, and somebody waits: for what is done however much work that is.
    /// The clock is looked at now and then.
    pub(crate) fn is_in_time(&self) -> bool {
        self.goes_on();
        !self.has_reached(Reached::Time) && !self.has_reached(Reached::Cancelled)
    }

    /// Looks whether the time is over, or nobody waits for the answer.
    pub(crate) fn look(&self) {
        if self.until.is_some_and(|until| Instant::now() >= until) {
            self.reach(Reached::Time);
        }
        if self.cancel.is_cancelled() {
            self.reach(Reached::Cancelled);
        }
    }

    /// Notes that a limit was reached.
    pub(crate) fn reach(&self, limit: Reached) {
        self.reached.fetch_or(limit as u8, Ordering::Relaxed);
    }

    /// Notes the limits that another one has reached.
    pub(crate) fn reach_as(&self, other: &Self) {
        self.reached.fetch_or(other.reached.load(Ordering::Relaxed), Ordering::Relaxed);
    }

    fn has_reached(&self, limit: Reached) -> bool {
        self.reached.load(Ordering::Relaxed) & limit as u8 != 0
    }

    /// Whether nothing more may be done.
    pub(crate) fn is_over(&self) -> bool {
        let ends = Reached::Work as u8 | Reached::Time as u8 | Reached::Cancelled as u8;
        self.reached.load(Ordering::Relaxed) & ends != 0
    }

    /// Notes that so many terms of a segment fit a pattern and are not looked up.
    pub(crate) fn leave_out(&self, terms: u64) {
        self.left_out.fetch_max(terms, Ordering::Relaxed);
        self.reach(Reached::Terms);
    }

    /// How many terms at least fit a pattern and were not looked up.
    pub(crate) fn left_out(&self) -> u64 {
        self.left_out.load(Ordering::Relaxed)
    }

    /// Whether anything was left out.
    pub(crate) fn is_cut(&self) -> bool {
        self.reached.load(Ordering::Relaxed) != 0
    }

    /// Whether there is a limit of time.
    pub(crate) fn has_clock(&self) -> bool {
        self.until.is_some()
    }

    /// What may be done about one text.
    pub(crate) fn steps(&self) -> Steps<'_> {
        Steps { budget: self, left: Cell::new(Steps::MOST) }
    }

    /// The limit that was reached, if any; of several the one that says most.
    pub(crate) fn reached(&self) -> Option<Reached> {
        [Reached::Work, Reached::Time, Reached::Text, Reached::Terms, Reached::Cancelled]
            .into_iter()
            .find(|limit| self.has_reached(*limit))
    }
}

/// What may be done about one text. Nested distances can ask for more than a text is worth.
#[derive(Debug)]
pub(crate) struct Steps<'a> {
    budget: &'a Budget,
    left: Cell<u64>,
}

impl Steps<'_> {
    const MOST: u64 = 1 << 20;

    /// Counts steps, and says whether there may be more.
    pub(crate) fn take(&self, steps: usize) -> bool {
        let steps = steps as u64;
        let goes_on = self.budget.spend(steps);
        if self.left.get() < steps {
            self.budget.reach(Reached::Text);
            self.left.set(0);
            return false;
        }
        self.left.set(self.left.get() - steps);
        goes_on
    }
}
