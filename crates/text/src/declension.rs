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
    /// none. They are as folded as the forms that they end.
    Endings(&'static [&'static str]),
    /// Every noun has a capital, so that capitals tell no name: names are stemmed as other words
    /// are, and take these endings besides.
    Nouns(&'static [&'static str]),
    /// Not at all, but for these: names of peoples and parties, each before its other form.
    Listed(&'static [[&'static str; 2]]),
}

/// So many letters of a name stay as they are, at least.
const KEPT_LETTERS: usize = 2;

impl Declension {
    /// The other forms that a folded name may have, each once: what the language allows, which
    /// need not be words.
    pub(crate) fn forms(self, folded: &str) -> Vec<String> {
        match self {
            Self::Stems | Self::Unchanged => Vec::new(),
            Self::Endings(rows) => by_endings(folded, rows),
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

fn by_endings(folded: &str, rows: &[&str]) -> Vec<String> {
    let mut forms: Vec<String> = Vec::new();
    for row in rows {
        for ending in row.split(' ') {
            let Some(base) = folded.strip_suffix(ending_letters(ending)) else { continue };
            if base.chars().nth(KEPT_LETTERS - 1).is_none() {
                continue;
            }
            for other in row.split(' ').filter(|other| *other != ending) {
                forms.push(format!("{base}{}", ending_letters(other)));
            }
        }
    }
    forms.sort_unstable();
    forms.dedup();
    forms.retain(|form| form != folded);
    forms
}

fn ending_letters(ending: &str) -> &str {
    if ending == "-" { "" } else { ending }
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
            (Language::TURKISH, "meclisi", "meclisinin"),
            (Language::GERMAN, "peru", "perus"),
            (Language::ENGLISH, "serb", "serbs"),
        ] {
            let has = |form: &str, of: &str| language.name_forms(form).iter().any(|one| one == of);
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
        ] {
            assert!(!language.name_forms(one).iter().any(|form| form == other), "{one} {other}");
        }
        for language in Language::all() {
            assert!(language.name_forms("").is_empty() || language == Language::GERMAN);
            assert!(!language.name_forms("ivan").contains(&"ivan".to_owned()));
        }
    }
}
