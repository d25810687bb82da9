//! Decides which lines stand around the articles of a source.
//!
//! Not all that is repeated does. The standing head of a wire and the motto of a column open or
//! close a text and belong to it, subheadings and standing paragraphs of background stand inside.
//! So what opens a text is never learned, what stands inside only where it is long and hardly ever
//! missing, and what belongs to one author, section or title not at all.

use std::collections::{BTreeMap, HashMap};

use article::SourceBoilerplate;

use super::specimen::{Line, Specimen};

/// Fewer articles show nothing.
pub(super) const FEWEST: usize = 8;
/// A line that is to be learned stands in this share of the articles, in percent.
const PERCENT: usize = 50;
/// One that stands inside of them, in this.
const PERCENT_INSIDE: usize = 75;
/// What stands in this share takes no part in telling where the text begins and ends.
const FREQUENT_SHARE: usize = 20;
/// A line below the texts may also stand in most articles of a period, if in so many.
const FEWEST_OF_PERIOD: usize = 20;
/// An article has so much of its own, as a divisor, or is a copy of others.
const OWN_SHARE: usize = 2;
/// Shorter lines inside a text may be subheadings.
const INSIDE_BYTES: usize = 40;
/// So many lines above a headline are a menu; one may be the name of a column or a series.
const MENU_LINES: usize = 2;
/// A headline has so many words. Dates and the numbers of chapters have fewer.
const HEADLINE_WORDS: usize = 3;

/// Where a line stands in one article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Before the text begins, in front of a headline.
    AboveHeadline,
    /// Before the text begins.
    Opening,
    /// Among the text.
    Inside,
    /// After the text has ended.
    Closing,
}

/// The lines that stand around the articles of a source.
pub(super) fn learned(mut specimens: Vec<Specimen>) -> SourceBoilerplate {
    let day = |specimen: &Specimen| specimen.published_on.map(|date| date.first_day());
    specimens.sort_by_key(|specimen| (day(specimen), specimen.id));
    let frequent = frequent(&specimens);
    let places = places(&specimens, &frequent);
    let is_learned = |line: &str, holders: &[usize]| {
        let places = places.get(line).map(Vec::as_slice).unwrap_or_default();
        stands_around(line, holders, places, &specimens)
    };
    let lines = frequent
        .iter()
        .filter(|(line, holders)| is_learned(line, holders))
        .map(|(line, holders)| ((*line).to_owned(), holders.len() as u64));
    SourceBoilerplate { articles: specimens.len() as u64, lines: lines.collect() }
}

/// The lines that stand in several articles, with the numbers of these.
fn frequent(specimens: &[Specimen]) -> HashMap<&str, Vec<usize>> {
    let mut holders: HashMap<&str, Vec<usize>> = HashMap::new();
    for (number, specimen) in specimens.iter().enumerate() {
        for line in specimen.lines.iter().filter_map(|line| line.text.as_deref()) {
            let holders = holders.entry(line).or_default();
            if holders.last() != Some(&number) {
                holders.push(number);
            }
        }
    }
    let is_word = |line: &str| line.chars().filter(|c| c.is_alphabetic()).nth(1).is_some();
    let fewest = FEWEST.max(specimens.len() / FREQUENT_SHARE);
    holders.retain(|line, holders| holders.len() >= fewest && is_word(line));
    holders
}

/// Where each frequent line stands in the articles that it stands in. A copy of others, which has
/// little but such lines, does not tell.
fn places<'s>(
    specimens: &'s [Specimen],
    frequent: &HashMap<&'s str, Vec<usize>>,
) -> HashMap<&'s str, Vec<Place>> {
    let mut places: HashMap<&str, Vec<Place>> = HashMap::new();
    for specimen in specimens {
        let lines = &specimen.lines;
        let is_frequent = |line: &&str| frequent.contains_key(line);
        let is_own = |line: &Line| !line.text.as_deref().is_some_and(|line| is_frequent(&line));
        let is_prose = |line: &Line| line.is_prose && is_own(line);
        let (mut own_bytes, mut frequent_bytes) = (0, 0);
        for line in lines {
            *if is_own(line) { &mut own_bytes } else { &mut frequent_bytes } += line.bytes;
        }
        let Some(first_own) = lines.iter().position(is_own) else { continue };
        if frequent_bytes > OWN_SHARE * own_bytes {
            continue;
        }
        let first_prose = lines.iter().position(is_prose);
        let last_prose = lines.iter().rposition(is_prose);
        let last_own = lines.iter().rposition(is_own);
        let has_menu = specimen.has_title_inside
            && first_own >= MENU_LINES
            && first_prose != Some(first_own)
            && lines[first_own].text.as_deref().is_some_and(is_headline);
        let mut last_places: BTreeMap<&str, Place> = BTreeMap::new();
        for (at, line) in lines.iter().enumerate() {
            let Some(line) = line.text.as_deref().filter(is_frequent) else { continue };
            // A short line with others of the article below it may be their heading.
            let end = if line.len() < INSIDE_BYTES { last_own } else { last_prose };
            let place = if end.is_some_and(|last| at > last) {
                Place::Closing
            } else if at < first_own && has_menu {
                Place::AboveHeadline
            } else if first_prose.is_some_and(|first| at < first) {
                Place::Opening
            } else {
                Place::Inside
            };
            last_places.insert(line, place);
        }
        for (line, place) in last_places {
            places.entry(line).or_default().push(place);
        }
    }
    places
}

fn is_headline(line: &str) -> bool {
    let is_word = |word: &&str| word.chars().all(char::is_alphabetic);
    line.split_whitespace().filter(is_word).count() >= HEADLINE_WORDS
}

/// Whether a line is none of the articles it stands in.
fn stands_around(line: &str, holders: &[usize], places: &[Place], specimens: &[Specimen]) -> bool {
    let count = |place| places.iter().filter(|other| **other == place).count();
    let is_mostly = |place| count(place) * 2 > places.len();
    let is_below = is_mostly(Place::Closing);
    let is_outside = is_below || is_mostly(Place::AboveHeadline);
    let is_in_text = is_mostly(Place::Opening) || !is_outside && line.len() < INSIDE_BYTES;
    if places.len() < FEWEST || is_in_text {
        return false;
    }
    let percent = if is_outside { PERCENT } else { PERCENT_INSIDE };
    let is_usual = holders.len() * 100 >= specimens.len() * percent
        || is_below && is_usual_in_a_period(holders, specimens);
    let of_one = |value: fn(&Specimen) -> Option<&str>| is_of_one(value, holders, specimens);
    is_usual
        && !names_its_author(line, holders, specimens)
        && !is_of_one_person(holders, specimens)
        && !of_one(|specimen| specimen.author.as_deref())
        && !of_one(|specimen| specimen.section.as_deref())
        && !of_one(|specimen| specimen.title.as_deref())
}

/// Whether a line stands in most articles from the first to the last that it stands in: sites
/// change what stands below their articles.
fn is_usual_in_a_period(holders: &[usize], specimens: &[Specimen]) -> bool {
    let is_dated = |number: &&usize| specimens[**number].published_on.is_some();
    let dated: Vec<&usize> = holders.iter().filter(is_dated).collect();
    let (Some(first), Some(last)) = (dated.first(), dated.last()) else { return false };
    dated.len() >= FEWEST_OF_PERIOD && dated.len() * 100 > (*last - *first + 1) * PERCENT
}

/// Whether a line is the name of who wrote the articles.
fn names_its_author(line: &str, holders: &[usize], specimens: &[Specimen]) -> bool {
    let is_named = |holder: &&usize| specimens[**holder].author.as_deref() == Some(line);
    holders.iter().filter(is_named).count() * 2 > holders.len()
}

/// Whether one person wrote nearly all articles of the source, so that nothing tells what belongs
/// to them. The name of a person has two words; those of desks and programs mostly have one.
fn is_of_one_person(holders: &[usize], specimens: &[Specimen]) -> bool {
    let mut authors: HashMap<&str, usize> = HashMap::new();
    for author in specimens.iter().filter_map(|specimen| specimen.author.as_deref()) {
        *authors.entry(author).or_default() += 1;
    }
    let known: usize = authors.values().sum();
    let most = authors.into_iter().max_by_key(|(author, count)| (*count, *author));
    most.is_some_and(|(author, count)| {
        known * 2 > holders.len() && known - count < FEWEST && author.contains(' ')
    })
}

/// Whether a line belongs to one author, section or title: most articles that have it are of that
/// one, and those of others mostly lack it.
fn is_of_one(
    value: fn(&Specimen) -> Option<&str>,
    holders: &[usize],
    specimens: &[Specimen],
) -> bool {
    let mut of_values: HashMap<&str, (usize, usize)> = HashMap::new();
    for specimen in specimens {
        if let Some(value) = value(specimen) {
            of_values.entry(value).or_default().0 += 1;
        }
    }
    for holder in holders {
        if let Some(value) = value(&specimens[*holder]) {
            of_values.entry(value).or_default().1 += 1;
        }
    }
    let (all, held) = of_values.values().fold((0, 0), |sum, of| (sum.0 + of.0, sum.1 + of.1));
    let most = of_values.values().max_by_key(|(all, held)| (*held, *all));
    let (all_of_it, held_of_it) = most.copied().unwrap_or_default();
    let (others, held_of_others) = (all - all_of_it, held - held_of_it);
    let is_concentrated = held_of_it * 2 >= held && others >= FEWEST;
    // It stands in the articles of others less than half as often.
    is_concentrated && held_of_others * all_of_it * 2 < held_of_it * others
}

#[cfg(test)]
mod tests;
