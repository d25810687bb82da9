//! Knows when a full stop belongs to the word before it.

use std::collections::HashMap;
use std::sync::LazyLock;

/// The longest word that is looked up, in characters.
const LONGEST: usize = 12;

/// Whether the full stop between `sentence` and `rest` belongs to the last word
/// of the former: an initial, an acronym, an abbreviation that stands before
/// another word or number, or a number with which the sentence began.
pub(super) fn ends_abbreviation(sentence: &str, rest: &str) -> bool {
    let length: usize = sentence
        .chars()
        .rev()
        .take_while(|character| character.is_alphanumeric() || *character == '.')
        .take(LONGEST + 1)
        .map(char::len_utf8)
        .sum();
    let word = &sentence[sentence.len() - length..];
    if word.is_empty() || word.chars().count() > LONGEST {
        return false;
    }
    if word.bytes().all(|byte| byte.is_ascii_digit()) {
        return word.len() <= 2 && word.len() == sentence.len();
    }
    let last = word.rsplit('.').next().unwrap_or(word);
    if is_single_letter(last) {
        return true;
    }
    // Most words that end a sentence are longer than any abbreviation.
    if last.len() > LONGEST_LISTED_BYTES {
        return false;
    }
    match LISTED.get(last.to_lowercase().as_str()) {
        Some(Before::Words) => true,
        Some(Before::Numbers) => is_before_number(rest),
        None => false,
    }
}

fn is_single_letter(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
}

/// Whether a digit follows after at most three spaces or line ends.
fn is_before_number(rest: &str) -> bool {
    let first = rest.chars().take(4).find(|character| !character.is_whitespace());
    first.is_some_and(char::is_numeric)
}

/// What follows an abbreviation.
#[derive(Debug, Clone, Copy)]
enum Before {
    Words,
    Numbers,
}

/// No abbreviation of the lists is longer, in bytes.
const LONGEST_LISTED_BYTES: usize = 10;

/// The lists, for looking up.
static LISTED: LazyLock<HashMap<&'static str, Before>> = LazyLock::new(|| {
    let lists = [(&BEFORE_NUMBERS[..], Before::Numbers), (&BEFORE_WORDS[..], Before::Words)];
    let words = |(list, before): (&'static [&'static str], Before)| {
        list.iter().flat_map(|line| line.split(' ')).map(move |word| (word, before))
    };
    lists.into_iter().flat_map(words).collect()
});

/// Abbreviations that another word follows. Those that often close a sentence
/// (`etc.`, `Inc.`, `itd.`) or are words in their own right are left out, for a
/// small letter after them says enough.
const BEFORE_WORDS: [&str; 7] = [
    // English
    "mr mrs ms messrs dr prof st gen maj col lt sgt cpl capt cmdr adm rep reps sen sens gov rev \
     hon pres supt det insp mt ft vs approx",
    // Serbian, Croatian, Bosnian, Montenegrin and Slovenian in both scripts
    "gđa gdin gđica inž dipl npr tzv tj odn sv ul akad mons др мр гђа гдин инж проф дипл нпр тзв \
     тј одн св ул акад пук",
    // Russian, Ukrainian, Bulgarian, Macedonian and Belarusian
    "гг тов гос просп рис напр вул буд акад доц",
    // German and Dutch
    "hr bzw vgl hrsg ggf evtl sog dhr mevr drs jhr",
    // French, Italian, Spanish, Portuguese, Catalan and Romanian
    "mm mme mmes mlle mlles mgr sig sigg dott sr sra srta dra ud uds exmo dl dna",
    // Polish, Czech, Slovak and Hungarian
    "np tzw ks hab mgr judr mudr phdr např tzn",
    // Turkish, Albanian, Danish, Norwegian and Swedish
    "doç yrd sn osv",
];

/// Abbreviations that a number follows.
const BEFORE_NUMBERS: [&str; 4] = [
    "no nos fig figs vol vols pp ed eds art arts sec ch jan feb mar apr jun jul aug sep sept oct \
     nov dec",
    "br str čl tač red бр стр чл тач ст рис илл",
    "nr abs bd núm pág pag av al ca",
    "por čís pkt poz sz kl bl",
];
