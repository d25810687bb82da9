//! Asks both sides the same queries, in turns.

use std::time::Instant;

use anyhow::ensure;

use crate::asked::Asked;
use crate::options::Options;
use crate::question::Class;
use crate::table::Spread;

/// How a side answers: how much it finds.
pub(crate) type Answers<'a> = &'a dyn Fn(&Class, &Asked) -> anyhow::Result<usize>;

/// Microseconds a query of the class takes, on average over its queries: of the best and of the
/// middle round of each.
pub(crate) fn measure(
    class: &Class,
    [ours, theirs]: [Answers<'_>; 2],
    options: &Options,
) -> anyhow::Result<(Spread, Spread)> {
    for asked in &class.asked {
        // Both warm, and both find something: else they would not be compared at the same work.
        let (ours, theirs) = (ours(class, asked)?, theirs(class, asked)?);
        ensure!(
            ours > 0 && theirs > 0,
            "`{}` of {} found {ours} on one side, {theirs} on the other",
            asked.typed(),
            class.work
        );
    }
    let (most, fewest, seconds) = options.rounds();
    let mut samples = vec![(Vec::new(), Vec::new()); class.asked.len()];
    let started = Instant::now();
    for round in 0..most {
        if round >= fewest && started.elapsed().as_secs_f64() > seconds {
            break;
        }
        for (asked, (of_ours, of_theirs)) in class.asked.iter().zip(&mut samples) {
            // Whoever comes second finds less of its own in the processor's caches.
            for is_ours in [round % 2 == 0, round % 2 != 0] {
                let begun = Instant::now();
                if is_ours {
                    ours(class, asked)?;
                } else {
                    theirs(class, asked)?;
                }
                let microseconds = begun.elapsed().as_secs_f64() * 1e6;
                if is_ours { of_ours.push(microseconds) } else { of_theirs.push(microseconds) }
            }
        }
    }
    let (ours, theirs): (Vec<Spread>, Vec<Spread>) =
        samples.into_iter().map(|(ours, theirs)| (Spread::of(ours), Spread::of(theirs))).unzip();
    Ok((Spread::mean(&ours), Spread::mean(&theirs)))
}
