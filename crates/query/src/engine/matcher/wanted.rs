//! Decides word by word whether a text's word is one that was asked for.

use tantivy_fst::{Automaton, Regex};
use text::{Analyzer, FormFinder, FormsRef, Language};
use unicode_normalization::UnicodeNormalization;

use crate::engine::expansion::glob_to_regex;
use crate::understand::{Sought, SoughtBy, Word};

/// The words of a plan, each with its number, ready to be compared with those of a text.
#[derive(Debug)]
pub(super) struct Wanted {
    words: Vec<(Word, Test)>,
    /// The first characters of a folded form that any of them can have; `None` where one of them
    /// can begin with any.
    firsts: Option<Vec<char>>,
}

/// What a pattern comes to.
enum Test {
    Plain,
    Regex(Option<Regex>),
    /// Of the letters in lower case, and where it counts of those that stand there.
    Written(Option<Regex>, Option<Regex>),
}

impl std::fmt::Debug for Test {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Plain => "Plain",
            Self::Regex(_) => "Regex",
            Self::Written(..) => "Written",
        })
    }
}

impl Wanted {
    pub(super) fn new(words: Vec<Word>, analyzer: &Analyzer) -> Self {
        let mut firsts = Some(Vec::new());
        for word in &words {
            let mut add = |form: &str| match form.chars().next().filter(|c| !matches!(c, '*' | '?'))
            {
                Some(first) => {
                    if let Some(firsts) = &mut firsts {
                        firsts.push(first);
                    }
                }
                None => firsts = None,
            };
            match word {
                Word::Inflected { sought, spellings, .. } => {
                    for one in sought.iter().chain(spellings) {
                        match &one.by {
                            SoughtBy::Stems(stems) => {
                                let finder = FormFinder::new(analyzer, stems, &languages(one));
                                finder.prefixes().into_iter().for_each(&mut add);
                            }
                            by => by.texts().iter().for_each(|text| add(text)),
                        }
                    }
                }
                Word::Folded(forms) => forms.iter().for_each(|form| add(form)),
                Word::Letters { folded, .. } | Word::Written { folded, .. } => add(folded),
                Word::Prefix(form) | Word::Glob(form) => add(form),
                Word::Fuzzy { .. } | Word::Regex(_) => add(""),
            }
        }
        let test = |word: &Word| match word {
            Word::Glob(glob) => Test::Regex(Regex::new(&glob_to_regex(glob, ".")).ok()),
            Word::Regex(pattern) => Test::Regex(Regex::new(pattern).ok()),
            Word::Written { letters, cased, .. } => {
                let glob = |glob: &str| Regex::new(&glob_to_regex(glob, ".")).ok();
                let cased = cased.as_deref().map(|cased| cased.nfc().collect::<String>());
                Test::Written(glob(letters), cased.as_deref().and_then(glob))
            }
            _ => Test::Plain,
        };
        let tested = words.into_iter().map(|word| {
            let test = test(&word);
            (word, test)
        });
        Self { words: tested.collect(), firsts }
    }

    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether a word as it stands may be one of them: told by its first character, which most
    /// words of a text fail by.
    pub(super) fn may_hold(&self, raw: &str) -> bool {
        let Some(firsts) = &self.firsts else { return true };
        match raw.chars().next() {
            // What folds to what is known here without asking; for other letters it is not.
            Some(first) if first.is_ascii() => firsts.contains(&first.to_ascii_lowercase()),
            _ => true,
        }
    }

    /// The numbers of the words that this one is, in an article of a language. The parts of a
    /// compound written together are nowhere written so, letter for letter.
    pub(super) fn matches(
        &self,
        raw: &str,
        forms: FormsRef<'_>,
        language: Language,
        is_compound: bool,
    ) -> impl Iterator<Item = usize> {
        let fits = move |(word, test): &(Word, Test)| {
            let is_of_letters = matches!(word, Word::Letters { .. } | Word::Written { .. });
            !(is_compound && is_of_letters) && fits(word, test, raw, forms, language)
        };
        self.words.iter().enumerate().filter(move |(_, word)| fits(word)).map(|(at, _)| at)
    }
}

/// The languages in which a word is sought.
fn languages(sought: &Sought) -> Vec<Language> {
    if sought.languages.is_empty() {
        return Language::all().collect();
    }
    sought.languages.clone()
}

fn fits(word: &Word, test: &Test, raw: &str, forms: FormsRef<'_>, language: Language) -> bool {
    let mut folded = forms.all_folded();
    match word {
        Word::Inflected { sought, spellings, .. } => {
            sought.iter().chain(spellings).any(|one| one.is_met(forms, language))
        }
        Word::Folded(wanted) => folded.any(|form| wanted.iter().any(|wanted| *wanted == *form)),
        Word::Letters { letters, cased, .. } => {
            *letters == *forms.exact && cased.as_deref().is_none_or(|cased| same_case(cased, raw))
        }
        Word::Written { cased, .. } => match test {
            Test::Written(Some(letters), of_case) => {
                accepts(letters, forms.exact)
                    && (cased.is_none()
                        || of_case.as_ref().is_some_and(|of_case| {
                            accepts(of_case, &raw.nfc().collect::<String>())
                        }))
            }
            _ => false,
        },
        Word::Prefix(prefix) => folded.any(|form| form.starts_with(prefix.as_str())),
        Word::Glob(_) | Word::Regex(_) => match test {
            Test::Regex(Some(regex)) => folded.any(|form| accepts(regex, form)),
            _ => false,
        },
        Word::Fuzzy { word, distance } => {
            folded.any(|form| strsim::osa_distance(word, form) <= usize::from(*distance))
        }
    }
}

/// The letters as typed and as they stand, once both are composed.
fn same_case(typed: &str, raw: &str) -> bool {
    typed.nfc().eq(raw.nfc())
}

fn accepts(regex: &Regex, text: &str) -> bool {
    let mut state = regex.start();
    for byte in text.bytes() {
        state = regex.accept(&state, byte);
        if !regex.can_match(&state) {
            return false;
        }
    }
    regex.is_match(&state)
}
