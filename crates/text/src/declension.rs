//! Says which other forms a name may have in a language.
//!
//! A name is declined by its endings and by little else, whatever word of the language it looks
//! like: *Putin* has *Putinom* in Serbian, and never *put*. So a language lists the endings that
//! change places with each other, and no stemmer is asked.

/// How names change in a language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Declension {
    /// As other words do: the language has no capitals to tell them by, or no endings are listed.
    Stems,
    /// Not at all.
    Unchanged,
    /// By endings. Those of one row, separated by spaces, change places with each other; `-` is
    /// none, `=` before an ending says that it stands behind a vowel only, `!` behind a consonant.
    /// They are as folded as the forms that they end.
    Endings(&'static [&'static str]),
    /// Every noun has a capital, so that capitals tell no name: names are stemmed as other words
    /// are, and take these endings besides.
    Nouns(&'static [&'static str]),
    /// Not at all, but for these: names of peoples and parties, each before its other form.
    Listed(&'static [[&'static str; 2]]),
}

/// So many letters of a name stay as they are, at least: where one vowel takes the place of
/// another, and where it may have no ending at all.
const KEPT_LETTERS: [usize; 2] = [2, 3];

impl Declension {
    /// The other forms that a folded name may have, each once: what the language allows, which
    /// need not be words.
    ///
    /// `is_base` where it is known to have no ending that another form could lack.
    pub(crate) fn forms(self, folded: &str, is_base: bool) -> Vec<String> {
        match self {
            Self::Stems | Self::Unchanged => Vec::new(),
            Self::Endings(rows) => by_endings(folded, rows, is_base),
            Self::Nouns(endings) => {
                endings.iter().map(|ending| format!("{folded}{ending}")).collect()
            }
            Self::Listed(pairs) => {
                let other = pairs.iter().filter_map(|[one, other]| match folded {
                    folded if folded == *one => Some((*other).to_owned()),
                    folded if folded == *other => Some((*one).to_owned()),
                    _ => None,
                });
                other.collect()
            }
        }
    }
}

impl Declension {
    /// The plurals that a common noun may have where names have none.
    pub(crate) fn plurals(self, folded: &str) -> Vec<String> {
        match self {
            Self::Listed(_) => {
                let of_y = folded.strip_suffix('y').map(|base| format!("{base}ies"));
                [format!("{folded}s"), format!("{folded}es")].into_iter().chain(of_y).collect()
            }
            _ => Vec::new(),
        }
    }
}

fn by_endings(folded: &str, rows: &[&str], is_base: bool) -> Vec<String> {
    let mut forms: Vec<String> = Vec::new();
    for row in rows {
        let has_bare_base = row.starts_with('-');
        for ending in row.split(' ') {
            if is_base && has_bare_base && ending != "-" {
                continue;
            }
            let Some(base) = folded.strip_suffix(letters(ending)) else { continue };
            let kept = KEPT_LETTERS[usize::from(has_bare_base)];
            if base.chars().nth(kept - 1).is_none() || !may_follow(ending, base) {
                continue;
            }
            for other in row.split(' ').filter(|other| *other != ending) {
                if may_follow(other, base) {
                    forms.push(format!("{base}{}", letters(other)));
                }
            }
        }
    }
    forms.sort_unstable();
    forms.dedup();
    forms.retain(|form| form != folded);
    forms
}

fn letters(ending: &str) -> &str {
    ending.trim_start_matches(['-', '=', '!'])
}

/// Whether an ending may stand behind a base.
fn may_follow(ending: &str, base: &str) -> bool {
    let is_vowel = base.ends_with(['a', 'e', 'i', 'o', 'u', 'y']);
    match ending.as_bytes().first() {
        Some(b'=') => is_vowel,
        Some(b'!') => !is_vowel,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use crate::language::Language;

    #[test]
    fn names_are_declined_and_forms_find_each_other() {
        for (language, one, other) in [
            (Language::SERBIAN, "putin", "putinom"),
            (Language::SERBIAN, "vucic", "vucicev"),
            (Language::CROATIAN, "rijeka", "rijeci"),
            (Language::CROATIAN, "pozega", "pozezi"),
            (Language::SERBIAN, "kosovo", "kosovu"),
            (Language::SERBIAN, "obrenovac", "obrenovca"),
            (Language::SERBIAN, "byckova", "bycko"),
            (Language::UKRAINIAN, "kijiv", "kijeva"),
            (Language::UKRAINIAN, "lvovi", "lviv"),
            (Language::UKRAINIAN, "tesla", "tesli"),
            (Language::UKRAINIAN, "olga", "olzi"),
            (Language::RUSSIAN, "putin", "putinym"),
            (Language::ALBANIAN, "putin", "putinit"),
            (Language::ALBANIAN, "tirane", "tirana"),
            (Language::ALBANIAN, "tirane", "tiranes"),
            (Language::ALBANIAN, "peru", "peruse"),
            (Language::ALBANIAN, "itali", "italia"),
            (Language::SERBIAN, "srbi", "srbima"),
            (Language::TURKISH, "meclisi", "meclisinin"),
            (Language::GERMAN, "peru", "perus"),
            (Language::ENGLISH, "serb", "serbs"),
        ] {
            let has =
                |form: &str, of: &str| language.name_forms(form, false).iter().any(|one| one == of);
            assert!(has(one, other), "{one} {other}");
            assert!(has(other, one) || language == Language::GERMAN, "{other} {one}");
        }
    }

    #[test]
    fn what_is_no_ending_of_names_makes_no_form() {
        for (language, one, other) in [
            (Language::SERBIAN, "putin", "put"),
            (Language::ENGLISH, "roberts", "robert"),
            (Language::ENGLISH, "harris", "harry"),
            (Language::PORTUGUESE, "temer", "temia"),
            (Language::ARABIC, "احمد", "احمدي"),
            (Language::TURKISH, "almanya", "alman"),
            (Language::TURKISH, "kaya", "kadir"),
            (Language::TURKISH, "rus", "rusya"),
        ] {
            assert!(
                !language.name_forms(one, false).iter().any(|form| form == other),
                "{one} {other}"
            );
        }
        let of_base = Language::TURKISH.name_forms("kurti", true);
        assert!(of_base.contains(&"kurtinin".to_owned()) && !of_base.contains(&"kurt".to_owned()));
        for language in Language::all() {
            assert!(language.name_forms("", false).is_empty() || language == Language::GERMAN);
            assert!(!language.name_forms("ivan", false).contains(&"ivan".to_owned()));
        }
    }
}
