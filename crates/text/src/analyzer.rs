//! Runs the pipeline: words, layers, stems.

use std::sync::Arc;

use crate::detect::Detector;
use crate::fingerprint::Fingerprint;
use crate::forms::{Forms, FormsRef};
use crate::language::{Language, Stemming};
use crate::lexicon::Lexicon;
use crate::names::Aliases;
use crate::normalize::{alternatives, exact, fold};
use crate::segment::{Segments, WORD_LIMIT_BYTES};
use crate::stem::{stem, stemming_of, stems};

/// What may differ between two archives in how their text is analysed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnalysisSettings {
    /// The languages that may occur; empty means every registered one. Words of
    /// a language that is not allowed are not stemmed.
    pub languages: Vec<Language>,
    /// Whether words are folded to one script without accents. Without folding
    /// the folded layer equals the exact one.
    pub fold: bool,
    /// Sets of names that are one name, beside those that are known: [`Analyzer::other_names`].
    pub names: Vec<Vec<String>>,
    /// Sets of words and phrases that mean the same to those who ask. They change no layer of a
    /// text: who asks looks them up.
    pub synonyms: Vec<Vec<String>>,
}

impl Default for AnalysisSettings {
    fn default() -> Self {
        let (names, synonyms) = (Vec::new(), Vec::new());
        Self { languages: Vec::new(), fold: true, names, synonyms }
    }
}

impl AnalysisSettings {
    /// The same with the languages, the sets and their members in order and each once: settings
    /// that say the same are then equal.
    #[must_use]
    pub fn in_order(mut self) -> Self {
        self.languages.sort_unstable();
        self.languages.dedup();
        for sets in [&mut self.names, &mut self.synonyms] {
            for set in sets.iter_mut() {
                set.sort_unstable();
                set.dedup();
            }
            sets.sort_unstable();
            sets.dedup();
        }
        self
    }
}

/// Turns text into words with their layers, the same way when writing and when
/// asking.
///
/// A clone shares everything with the original and costs next to nothing.
#[derive(Debug, Clone)]
pub struct Analyzer {
    rules: Arc<Rules>,
}

#[derive(Debug)]
struct Rules {
    settings: AnalysisSettings,
    /// How each language is stemmed, by its number.
    stemming: [Stemming; Language::COUNT],
    aliases: Aliases,
    fingerprint: Fingerprint,
}

/// A word of a text, with its layers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token<'a> {
    /// Byte offset of the word's first byte in the text.
    pub start: usize,
    /// Byte offset after the word's last byte in the text.
    pub end: usize,
    /// How many words stand before this one.
    pub position: u32,
    /// The number of the word in the lexicon, valid for its present generation.
    pub entry: u32,
    /// The layers of the word.
    pub forms: FormsRef<'a>,
    /// The number of its stem, for [`Lexicon::stem`].
    pub stem_number: u32,
    /// The numbers of its other stems.
    pub also_stem_numbers: &'a [u32],
    /// The layers of the hyphenated compound without its hyphens, on the
    /// first part only.
    pub joined: Option<FormsRef<'a>>,
}

/// The words of a text from left to right, with their layers.
#[derive(Debug)]
pub struct Tokens<'a> {
    rules: &'a Rules,
    analysis: Language,
    segments: Segments<'a>,
    lexicon: &'a mut Lexicon,
}

impl Tokens<'_> {
    /// The next word. A lexicon that [is full](Lexicon::is_full) is cleared before.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "in indexing it is a sixtieth faster")]
    #[expect(clippy::should_implement_trait, reason = "a word lends from the lexicon")]
    pub fn next(&mut self) -> Option<Token<'_>> {
        let segment = self.segments.next()?;
        let Self { rules, analysis, lexicon, .. } = self;
        if lexicon.is_full() {
            lexicon.clear();
        }
        if segment.is_cut {
            lexicon.count_cut();
        }
        let mut number = |word| lexicon.entry(word, |word| rules.forms(word, *analysis));
        let word = number(segment.text);
        let joined = segment.compound.map(number);
        Some(Token {
            start: segment.start,
            end: segment.end,
            position: segment.position,
            entry: word,
            forms: lexicon.forms(word),
            stem_number: lexicon.stem_number(word),
            also_stem_numbers: lexicon.also_stem_numbers(word),
            joined: joined.map(|joined| lexicon.forms(joined)),
        })
    }

    /// The lexicon that the words are looked up in.
    pub fn lexicon(&self) -> &Lexicon {
        self.lexicon
    }

    /// The same, to make room in it.
    pub fn lexicon_mut(&mut self) -> &mut Lexicon {
        self.lexicon
    }
}

impl Analyzer {
    /// An analyzer with these settings, and all dictionaries that the program has.
    pub fn new(settings: AnalysisSettings) -> Self {
        Self::with(settings, |_| true)
    }

    /// The same with the dictionaries of these languages alone, as far as the program has them.
    pub fn with_dictionaries(settings: AnalysisSettings, languages: &[String]) -> Self {
        Self::with(settings, |language| languages.iter().any(|one| one == language))
    }

    fn with(settings: AnalysisSettings, has_dictionary: impl Fn(&str) -> bool) -> Self {
        let settings = settings.in_order();
        let mut stemming = [Stemming::None; Language::COUNT];
        for language in Language::all() {
            let is_allowed = settings.languages.is_empty()
                || settings.languages.iter().any(|one| one.analysis() == language.analysis());
            if is_allowed {
                let has_dictionary = settings.fold && has_dictionary(language.analysis().code());
                stemming[language.index()] = stemming_of(language, has_dictionary);
            }
        }
        let fingerprint = Fingerprint::unknown();
        let aliases = Aliases::new(&settings.names, |name| exact(cut_str(name)), fold);
        let mut rules = Rules { settings, stemming, aliases, fingerprint };
        let stemming = |language: Language| rules.stemming[language.index()];
        let forms = |word: &str| rules.forms(word, Language::UNKNOWN);
        rules.fingerprint = Fingerprint::of(&rules.settings, stemming, forms);
        Self { rules: Arc::new(rules) }
    }

    /// The settings, [in order](AnalysisSettings::in_order).
    pub fn settings(&self) -> &AnalysisSettings {
        &self.rules.settings
    }

    /// The languages whose words it brings together by a dictionary, by their codes and in order.
    pub fn dictionaries(&self) -> Vec<&'static str> {
        let of = |language: Language| match self.rules.stemming[language.index()] {
            Stemming::Dictionary(dictionary) => Some(dictionary.language()),
            _ => None,
        };
        let mut languages: Vec<_> = Language::all().filter_map(of).collect();
        languages.sort_unstable();
        languages.dedup();
        languages
    }

    /// A digest of everything the layers depend on besides the text: rules,
    /// tables, stemmers and settings.
    pub fn fingerprint(&self) -> Fingerprint {
        self.rules.fingerprint
    }

    /// A detector for the languages that these settings allow.
    pub fn detector(&self) -> Detector {
        Detector::new(&self.rules.settings.languages)
    }

    /// The names that a folded word is one with though their sounds are others (Kyiv and Kiev), in
    /// exact form: the known ones and those of the settings.
    pub fn other_names(&self, folded: &str) -> impl Iterator<Item = &str> {
        self.rules.aliases.of(folded)
    }

    /// How the words of a language are stemmed.
    pub(crate) fn stemming(&self, language: Language) -> Stemming {
        self.rules.stemming[language.analysis().index()]
    }

    /// The words of `text` as they stand there.
    pub fn segments<'t>(&self, text: &'t str) -> Segments<'t> {
        Segments::new(text)
    }

    /// The words of `text` with their layers.
    ///
    /// The lexicon only saves time: the layers do not depend on what it holds.
    /// It belongs to one analysis at a time and is cleared when `language` has
    /// another than the words it holds.
    pub fn tokens<'a>(
        &'a self,
        text: &'a str,
        language: Language,
        lexicon: &'a mut Lexicon,
    ) -> Tokens<'a> {
        let analysis = language.analysis();
        lexicon.bind(self.rules.fingerprint, analysis);
        Tokens { rules: &self.rules, analysis, segments: Segments::new(text), lexicon }
    }

    /// The same as [`Self::forms`], remembered in a lexicon.
    pub fn remembered_forms<'l>(
        &self,
        word: &str,
        language: Language,
        lexicon: &'l mut Lexicon,
    ) -> FormsRef<'l> {
        let analysis = language.analysis();
        lexicon.bind(self.rules.fingerprint, analysis);
        if lexicon.is_full() {
            lexicon.clear();
        }
        let number = lexicon.entry(word, |word| self.rules.forms(word, analysis));
        lexicon.forms(number)
    }

    /// The layers of one word, or of one hyphenated compound without its
    /// hyphens, as [`Segments`] cuts it out of a text.
    ///
    /// Each layer is cut after 255 bytes.
    pub fn forms(&self, word: &str, language: Language) -> Forms {
        self.rules.forms(word, language.analysis())
    }
}

impl Default for Analyzer {
    fn default() -> Self {
        Self::new(AnalysisSettings::default())
    }
}

impl Rules {
    fn forms(&self, word: &str, language: Language) -> Forms {
        let stemming = self.stemming[language.index()];
        let exact = cut(exact(cut_str(word)));
        if !self.settings.fold {
            let stem = cut(stem(&exact, &exact, stemming, false));
            let exact = exact.into_boxed_str();
            return Forms {
                folded: exact.clone(),
                exact,
                also: Vec::new(),
                stem: stem.into_boxed_str(),
                also_stems: Vec::new(),
            };
        }
        let folded = cut(fold(&exact));
        let also = alternatives(&exact, &folded);
        let (stem, also_stems) = stems(&exact, &folded, &also, stemming);
        let own_stem = cut(stem).into_boxed_str();
        Forms {
            exact: exact.into_boxed_str(),
            folded: folded.into_boxed_str(),
            also,
            stem: own_stem,
            also_stems,
        }
    }
}

fn cut_str(word: &str) -> &str {
    &word[..word.floor_char_boundary(WORD_LIMIT_BYTES)]
}

fn cut(mut form: String) -> String {
    form.truncate(form.floor_char_boundary(WORD_LIMIT_BYTES));
    form
}

#[cfg(test)]
mod tests;
