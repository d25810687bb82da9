//! Finds the words of a text that take part in an arrangement, so that they can be marked.

use super::arrange::{Arrangement, Rule, WordPlaces};
use super::places::Places;
use super::span::{Span, Way};
use super::window;

impl WordPlaces<'_> {
    /// Calls `each` with what takes part in a span: a phrase whole, the parts of looser
    /// arrangements each by itself; before it comes the number of its first word.
    pub(crate) fn each_marked(&self, arrangement: &Arrangement, each: &mut dyn FnMut(usize, Span)) {
        let everywhere = &Places::everywhere();
        self.mark(arrangement, everywhere, everywhere, each);
    }

    /// The same of spans that start at one of the starts and end at one of the ends.
    fn mark(
        &self,
        arrangement: &Arrangement,
        starts: &Places,
        ends: &Places,
        each: &mut dyn FnMut(usize, Span),
    ) {
        if starts.is_empty() || ends.is_empty() || !self.steps.take(1) {
            return;
        }
        match arrangement {
            Arrangement::Word(_) => self.mark_whole(arrangement, starts, ends, each),
            Arrangement::Any(parts) => {
                for part in parts {
                    self.mark(part, starts, ends, each);
                }
            }
            Arrangement::All { parts, rule } => match (*rule, parts.as_slice()) {
                (Rule::Near { between, ordered }, [left, right]) => {
                    let mut mark_pair = |first: &Arrangement, second: &Arrangement| {
                        let ended = self.far_ends(first, starts, Way::Forth);
                        let begun = self.far_ends(second, ends, Way::Back);
                        let (ended, begun) = (
                            Places::around(&ended, 0, between),
                            Places::around(&begun, between, 0),
                        );
                        self.mark(first, starts, &begun, each);
                        self.mark(second, &ended, ends, each);
                    };
                    mark_pair(left, right);
                    if !ordered {
                        mark_pair(right, left);
                    }
                }
                (Rule::Together { paragraph }, [left, right]) => {
                    for (first, second) in [(left, right), (right, left)] {
                        for reach in self.reach(second, ends, paragraph, Way::Back) {
                            let starts = &reach.unit.clip(starts, Way::Forth);
                            let begun = &Places::between(reach.first, reach.last);
                            self.mark(first, starts, begun, each);
                        }
                        for reach in self.reach(first, starts, paragraph, Way::Forth) {
                            let ended = &Places::between(reach.first, reach.last);
                            let ends = &reach.unit.clip(ends, Way::Back);
                            self.mark(second, ended, ends, each);
                        }
                    }
                }
                (Rule::Window(slop), parts) => {
                    let spans: Vec<Vec<Span>> = parts.iter().map(|part| self.spans(part)).collect();
                    for found in window::shortest(&spans, slop, starts, ends, &self.steps) {
                        let starts = &Places::between(found.start, found.end - 1);
                        let ends = &Places::between(found.start + 1, found.end);
                        for part in parts {
                            self.mark(part, starts, ends, each);
                        }
                    }
                }
                _ => self.mark_whole(arrangement, starts, ends, each),
            },
        }
    }

    fn mark_whole(
        &self,
        arrangement: &Arrangement,
        starts: &Places,
        ends: &Places,
        each: &mut dyn FnMut(usize, Span),
    ) {
        let word = arrangement.first_word();
        for span in self.spans(arrangement) {
            if starts.contains(span.start) && ends.contains(span.end) {
                each(word, span);
            }
        }
    }
}
