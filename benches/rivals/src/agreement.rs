//! Whether all find the same articles: how many each finds of quoted words and of phrases.

use std::collections::BTreeMap;

use crate::engine::Engine;
use crate::measure::Side;
use crate::questions::{Class, Question, Sought, Wanted};
use crate::say;

/// Compares the counts of words, quoted, and of phrases, with those of tantivy.
pub(crate) fn compare(classes: &[Class], sides: &mut [Side]) -> anyhow::Result<()> {
    let mut outcomes: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    let mut all = 0;
    for question in classes.iter().flat_map(|class| &class.questions) {
        let sought = match &question.sought {
            Sought::Word(word) if question.days.is_none() => Sought::Quoted(word.clone()),
            Sought::Phrase(words) => Sought::Phrase(words.clone()),
            _ => continue,
        };
        let quoted = Question { sought, days: None };
        let mut counts = Vec::new();
        for (engine, peer) in sides.iter_mut() {
            let found = peer.ask(&quoted, Wanted::Count)?;
            counts.extend(found.map(|found| (*engine, found.articles)));
        }
        let Some((_, bare)) = counts.iter().find(|(engine, _)| *engine == Engine::Tantivy) else {
            return Ok(());
        };
        all += 1;
        for (engine, count) in counts.iter().filter(|(engine, _)| *engine != Engine::Tantivy) {
            let outcome = outcomes.entry(engine.name()).or_default();
            outcome[0] += usize::from(count == bare);
            outcome[1] += usize::from(count.abs_diff(*bare) * 50 <= *bare);
            outcome[2] += usize::from(count > bare);
        }
    }
    say(&format!("{all} quoted words and phrases, counted by each and by tantivy:"));
    for (name, [same, near, more]) in outcomes {
        say(&format!("  {name:<10} {same} the same, {near} within 2 %, {more} more"));
    }
    Ok(())
}
