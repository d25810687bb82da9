//! Knows the languages: one file each, and one line in the registry below.
//!
//! To add a language, copy the file of a neighbour, fill its [`Profile`] and add
//! its line to the registry, which is kept in the order of the codes.

use std::fmt;

use frostem::Algorithm;
use inflection::Dictionary;
use whatlang::Lang;

use crate::declension::Declension;
use crate::script::Script;
use crate::stem::Light;

/// A language by its BCP 47 code.
///
/// Serbian, Croatian, Bosnian, Montenegrin and their common name `sh` are five
/// languages that share one analysis. Languages compare in the order of their
/// codes; [`Language::UNKNOWN`] comes first.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Language(u8);

/// What the crate knows of one language.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Profile {
    /// The shortest BCP 47 code.
    pub(crate) code: &'static str,
    /// Other codes for the same: ISO 639-2 and 639-3, retired and related ones.
    pub(crate) other_codes: &'static [&'static str],
    /// The name in English.
    pub(crate) name: &'static str,
    /// The code of the language whose analysis this one shares.
    pub(crate) analysis: Option<&'static str>,
    /// The scripts in which it is printed.
    pub(crate) scripts: &'static [Script],
    /// How its words are stemmed where there is no dictionary.
    pub(crate) stemming: Stemming,
    /// How its names change.
    pub(crate) names: Declension,
    /// About 25 frequent function words in lower case, separated by spaces, for
    /// detection only: no word is left out of an index.
    pub(crate) stop_words: &'static str,
    /// Frequent last two to four letters of its words, separated by spaces, for the languages that
    /// trigrams do not know or take for their neighbours; for detection only.
    pub(crate) endings: &'static str,
    /// The lower-case letters of its alphabet that tell it from others of its
    /// script: those past plain Latin, past the core of Cyrillic or of Arabic.
    pub(crate) letters: &'static str,
    /// Its name in the detector of last resort.
    pub(crate) whatlang: Option<Lang>,
}

/// How the words of a language are stemmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stemming {
    /// By a dictionary: the stems of a form are the words that it is a form of.
    Dictionary(Dictionary),
    /// Not at all: the stem is the folded form.
    None,
    /// The stemmer needs the accents, so folding comes after it.
    StemThenFold(Algorithm),
    /// The stemmer does without accents, so that both spellings meet.
    FoldThenStem(Algorithm),
    /// A stemmer of our own, over folded words.
    Light(Light),
}

macro_rules! registry {
    ($($constant:ident = $module:ident,)*) => {
        $(mod $module;)*

        /// The profiles in the order of the constants, after the unknown language.
        static PROFILES: &[&Profile] = &[&UNKNOWN_PROFILE, $(&$module::PROFILE),*];

        #[expect(non_camel_case_types, reason = "the names of the modules number the languages")]
        enum Row { Unknown, $($module),* }

        impl Language {
            $(
                #[doc = concat!("The language with the code `", stringify!($module), "`.")]
                pub const $constant: Self = Self(Row::$module as u8);
            )*
        }
    };
}

registry! {
    AMHARIC = am,
    ARABIC = ar,
    BELARUSIAN = be,
    BULGARIAN = bg,
    BENGALI = bn,
    BOSNIAN = bs,
    CATALAN = ca,
    MONTENEGRIN = cnr,
    CZECH = cs,
    DANISH = da,
    GERMAN = de,
    GREEK = el,
    ENGLISH = en,
    ESPERANTO = eo,
    SPANISH = es,
    ESTONIAN = et,
    BASQUE = eu,
    PERSIAN = fa,
    FINNISH = fi,
    FRENCH = fr,
    IRISH = ga,
    HEBREW = he,
    HINDI = hi,
    CROATIAN = hr,
    HUNGARIAN = hu,
    ARMENIAN = hy,
    INDONESIAN = id,
    ITALIAN = it,
    JAPANESE = ja,
    GEORGIAN = ka,
    KOREAN = ko,
    LITHUANIAN = lt,
    LATVIAN = lv,
    MACEDONIAN = mk,
    NORWEGIAN = nb,
    NEPALI = ne,
    DUTCH = nl,
    POLISH = pl,
    PORTUGUESE = pt,
    ROMANIAN = ro,
    RUSSIAN = ru,
    SERBO_CROATIAN = sh,
    SLOVAK = sk,
    SLOVENIAN = sl,
    ALBANIAN = sq,
    SERBIAN = sr,
    SESOTHO = st,
    SWEDISH = sv,
    SWAHILI = sw,
    TAMIL = ta,
    THAI = th,
    TURKISH = tr,
    UKRAINIAN = uk,
    URDU = ur,
    VIETNAMESE = vi,
    YIDDISH = yi,
    CHINESE = zh,
}

static UNKNOWN_PROFILE: Profile = Profile {
    code: "und",
    other_codes: &["zxx", "mul"],
    name: "unknown",
    analysis: None,
    scripts: &[],
    stemming: Stemming::None,
    names: Declension::Unchanged,
    stop_words: "",
    endings: "",
    letters: "",
    whatlang: None,
};

impl Language {
    /// No language known, `und`: words are folded but not stemmed.
    pub const UNKNOWN: Self = Self(Row::Unknown as u8);

    /// Every registered language in the order of the codes, without
    /// [`Language::UNKNOWN`].
    pub fn all() -> impl Iterator<Item = Self> {
        (1..PROFILES.len()).filter_map(|row| u8::try_from(row).ok().map(Self))
    }

    /// The BCP 47 code, such as `sr`, or `und`.
    pub fn code(self) -> &'static str {
        self.profile().code
    }

    /// The name in English.
    pub fn name(self) -> &'static str {
        self.profile().name
    }

    /// The language of a BCP 47 tag or an ISO 639 code, in any case; script and
    /// region are passed over. `None` for a language that is not registered.
    ///
    /// ```
    /// use text::Language;
    ///
    /// assert_eq!(Language::from_code("sr-Latn-RS"), Some(Language::SERBIAN));
    /// assert_eq!(Language::from_code("ENG"), Some(Language::ENGLISH));
    /// assert_eq!(Language::from_code("tlh"), None);
    /// ```
    pub fn from_code(code: &str) -> Option<Self> {
        let primary = code.trim().split(['-', '_']).next().unwrap_or_default();
        let is_meant = |known: &str| known.eq_ignore_ascii_case(primary);
        let row = PROFILES.iter().position(|profile| {
            is_meant(profile.code) || profile.other_codes.iter().any(|other| is_meant(other))
        });
        row.and_then(|row| u8::try_from(row).ok()).map(Self)
    }

    /// The language whose analysis this one shares: itself for most, `sh` for
    /// `sr`, `hr`, `bs` and `cnr`.
    #[must_use]
    pub fn analysis(self) -> Self {
        self.profile().analysis.and_then(Self::from_code).unwrap_or(self)
    }

    /// Whether the language is printed in this script.
    pub fn is_written_in(self, script: Script) -> bool {
        self.profile().scripts.contains(&script)
    }

    /// The other forms that a folded name may have by the endings that the language gives to
    /// names, each once. They need not be words. `is_base` where it is known to have no ending
    /// that other forms lack.
    ///
    /// ```
    /// use text::Language;
    ///
    /// assert!(Language::SERBIAN.name_forms("putin", true).contains(&"putinom".to_owned()));
    /// assert!(Language::FRENCH.name_forms("putin", true).is_empty());
    /// ```
    pub fn name_forms(self, folded: &str, is_base: bool) -> Vec<String> {
        self.profile().names.forms(folded, is_base)
    }

    /// The plurals that a folded noun may have, in a language that gives none to names.
    pub fn plurals(self, folded: &str) -> Vec<String> {
        self.profile().names.plurals(folded)
    }

    /// Whether a capital inside a sentence tells a name in this language: not where all nouns have
    /// one, nor where there are none.
    pub fn tells_names(self) -> bool {
        !matches!(self.profile().names, Declension::Stems | Declension::Nouns(_))
    }

    /// Whether a name is stemmed as all words are and has forms besides, which
    /// [`Self::name_forms`] lists.
    pub fn stems_and_declines_names(self) -> bool {
        matches!(self.profile().names, Declension::Nouns(_))
    }

    /// The number of the language, below [`Language::COUNT`].
    pub(crate) const fn index(self) -> usize {
        self.0 as usize
    }

    /// How many languages there are with the unknown one.
    pub(crate) const COUNT: usize = PROFILES.len();

    pub(crate) fn profile(self) -> &'static Profile {
        PROFILES[usize::from(self.0)]
    }
}

impl Default for Language {
    fn default() -> Self {
        Self::UNKNOWN
    }
}

impl fmt::Debug for Language {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Language({})", self.code())
    }
}

impl fmt::Display for Language {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn the_registry_is_in_the_order_of_the_codes() {
        let codes: Vec<_> = Language::all().map(Language::code).collect();
        assert!(codes.is_sorted(), "{codes:?}");
    }

    #[test]
    fn every_code_names_its_own_language() {
        for language in Language::all() {
            assert_eq!(Language::from_code(language.code()), Some(language));
            for other in language.profile().other_codes {
                assert_eq!(Language::from_code(other), Some(language), "{other}");
            }
        }
    }

    #[test]
    fn five_languages_share_one_analysis() {
        for code in ["sr", "hr", "bs", "cnr", "sh"] {
            let language = Language::from_code(code).unwrap();
            assert_eq!(language.analysis(), Language::SERBO_CROATIAN);
            assert_eq!(language.code(), code);
        }
    }
}
