//! Lists the words of an archive that the words of a question stand for.

use crate::QueryError;
use crate::answer::result::Expanded;
use crate::search::Found;
use crate::understand::Spans;

/// Words of the archive that are listed.
const LISTED: usize = 20;

/// Words of a plan that are looked at: more are not read by anyone.
const LOOKED_AT: usize = 50;

/// The words of the archive that the words of a question stand for, the most frequent first.
pub(super) fn expansions(found: &impl Found) -> Result<Vec<Expanded>, QueryError> {
    let mut words = Vec::new();
    found.question().plan().each_wanted(&mut |target, spans| {
        spans.each_word(&mut |word| words.push((target, word)));
        spans.each_synonym(&mut |synonym| {
            if let Spans::Word(word) = synonym {
                words.push((target, word));
            }
        });
    });
    let mut listed = Vec::new();
    for (target, word) in words.into_iter().take(LOOKED_AT) {
        let words = found.words(target, word, LISTED)?.into_iter();
        listed.extend(words.map(|(text, articles)| Expanded { text, articles }));
    }
    listed.sort_by(|one: &Expanded, two| {
        two.articles.cmp(&one.articles).then_with(|| one.text.cmp(&two.text))
    });
    listed.dedup();
    listed.truncate(LISTED);
    Ok(listed)
}
