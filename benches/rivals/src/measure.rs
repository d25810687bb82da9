//! Asks all the same questions, in turns.

use std::time::{Duration, Instant};

use crate::engine::Engine;
use crate::peer::Peer;
use crate::questions::{Class, Question, Wanted};

/// An engine with its index open.
pub(crate) type Side = (Engine, Box<dyn Peer>);

/// Each question is asked so often at most, and at least; after so long no further round is begun.
const MOST_ROUNDS: usize = 40;
const FEWEST_ROUNDS: usize = 3;
const SECONDS: f64 = 10.0;

/// Microseconds of the questions of a class, each by its best round.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Figure {
    pub(crate) mean: f64,
    /// Nine of ten questions take less.
    pub(crate) slow: f64,
}

/// What a class took, in the order of the engines. `None` for who has no such question.
#[derive(Debug)]
pub(crate) struct Measured {
    pub(crate) figures: Vec<Option<Figure>>,
    /// Questions that all have answered with something.
    pub(crate) questions: usize,
}

/// Asks a class of questions.
pub(crate) fn measure(class: &Class, sides: &mut [Side]) -> anyhow::Result<Measured> {
    let mut asked = Vec::new();
    let mut can = vec![true; sides.len()];
    for question in &class.questions {
        // All are warm then. Who finds nothing does not do the same work.
        let mut is_found = true;
        for ((_, peer), can) in sides.iter_mut().zip(&mut can) {
            match peer.ask(question, class.wanted)? {
                Some(found) => is_found &= found.articles > 0,
                None => *can = false,
            }
        }
        if is_found {
            asked.push(question);
        }
    }
    let mut best = vec![vec![Duration::MAX; asked.len()]; sides.len()];
    let started = Instant::now();
    for round in 0..MOST_ROUNDS {
        if round >= FEWEST_ROUNDS && started.elapsed().as_secs_f64() > SECONDS {
            break;
        }
        for (number, question) in asked.iter().enumerate() {
            // Whoever comes later finds less of its own in the processor's caches.
            for turn in 0..sides.len() {
                let side = (turn + round) % sides.len();
                if can[side] {
                    let took = once(question, class.wanted, &mut sides[side])?;
                    best[side][number] = best[side][number].min(took);
                }
            }
        }
    }
    let figures = best.into_iter().zip(can).map(|(best, can)| can.then(|| figure(best))).collect();
    Ok(Measured { figures, questions: asked.len() })
}

fn once(question: &Question, wanted: Wanted, side: &mut Side) -> anyhow::Result<Duration> {
    Ok(side.1.ask(question, wanted)?.map_or(Duration::MAX, |found| found.took))
}

fn figure(mut best: Vec<Duration>) -> Figure {
    best.sort_unstable();
    let microseconds = |took: &Duration| took.as_secs_f64() * 1e6;
    #[expect(clippy::cast_precision_loss, reason = "a class has few questions")]
    let mean = best.iter().map(microseconds).sum::<f64>() / best.len().max(1) as f64;
    let slow = best.get(best.len() * 9 / 10).map(microseconds).unwrap_or_default();
    Figure { mean, slow }
}
