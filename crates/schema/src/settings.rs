//! What the owner of an archive chooses for it.

use article::{DateOrder, OwnFields};
use serde::{Deserialize, Serialize};
use text::{AnalysisSettings, Analyzer, Language};

use crate::SchemaError;

/// What an index's owner chose at its creation; it changes only by a rebuild.
///
/// Settings are equal that say the same, in whatever order.
#[derive(Debug, Clone, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// The zone that a time without a zone, and a relative date, count in: an IANA name. `UTC` by
    /// default.
    pub zone: String,
    /// The languages the archive may hold, by BCP 47 code; all that are known where it is empty.
    pub languages: Vec<String>,
    /// Whether words meet without regard to diacritics and script.
    pub fold: bool,
    /// Sets of words that are spellings of one name where no rule brings them together.
    pub names: Vec<Vec<String>>,
    /// Sets of words, or of phrases of up to [`Self::WORDS_OF_A_SYNONYM`] words, that find each
    /// other. A member of two sets finds those of both; the others of one do not find those of
    /// the other, for a word may have two meanings.
    pub synonyms: Vec<Vec<String>>,
    /// In which order the sources write day and month where both are numbers: `day-first` or
    /// `month-first`. Unless it is said, what a file shows and the language decide.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_order: Option<String>,
    /// The fields that it has besides those of every article.
    #[serde(skip_serializing_if = "OwnFields::is_empty")]
    pub fields: OwnFields,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            zone: "UTC".to_owned(),
            languages: Vec::new(),
            fold: true,
            names: Vec::new(),
            synonyms: Vec::new(),
            date_order: None,
            fields: OwnFields::new(),
        }
    }
}

impl PartialEq for Settings {
    fn eq(&self, other: &Self) -> bool {
        self.zone == other.zone
            && self.date_order == other.date_order
            && self.fields == other.fields
            && self.analysis() == other.analysis()
    }
}

impl Settings {
    /// The most members of a set of names or synonyms, and the most others that one synonym may
    /// have over all its sets: each is looked up wherever one of them is asked for.
    pub const MEMBERS_OF_A_SET: usize = 50;
    /// The most members of all sets of names, and of all sets of synonyms.
    pub const MEMBERS_OF_ALL_SETS: usize = 10_000;
    /// The most fields of its own.
    pub const FIELDS: usize = 64;
    /// The most words of a synonym.
    pub const WORDS_OF_A_SYNONYM: usize = 8;

    /// Refuses what means nothing or is too much, rather than to go on without it.
    ///
    /// # Errors
    /// [`SchemaError::Setting`].
    pub fn check(&self) -> Result<(), SchemaError> {
        if jiff::tz::TimeZone::get(&self.zone).is_err() {
            return Err(refused("zone", &self.zone, "a zone has its IANA name: `Europe/Belgrade`"));
        }
        let is_unknown = |code: &&String| Language::from_code(code).is_none();
        if let Some(code) = self.languages.iter().find(is_unknown) {
            return Err(refused("languages", code, "a language has its BCP 47 code: `sr`"));
        }
        if let Some(order) = &self.date_order
            && self.date_order().is_none()
        {
            let names = "the order is `day-first` or `month-first`";
            return Err(refused("date_order", order, names));
        }
        if self.fields.len() > Self::FIELDS {
            let most = "an archive has at most 64 fields of its own";
            return Err(refused("fields", &self.fields.len().to_string(), most));
        }
        if self.fields.iter().any(|(_, field)| field.key.as_deref() == Some("")) {
            return Err(refused("fields", "", "the key of a field is not empty"));
        }
        check_sets("names", &self.names)?;
        check_sets("synonyms", &self.synonyms)?;
        let analyzer = Analyzer::default();
        let words =
            |member: &str| analyzer.segments(member).take(Self::WORDS_OF_A_SYNONYM + 1).count();
        // It is words that names are compared with.
        if let Some(name) = self.names.iter().flatten().find(|name| words(name) != 1) {
            return Err(refused("names", name, "a name in a set is one word"));
        }
        let is_a_synonym = |member: &str| (1..=Self::WORDS_OF_A_SYNONYM).contains(&words(member));
        match self.synonyms.iter().flatten().find(|member| !is_a_synonym(member)) {
            Some(member) => Err(refused("synonyms", member, "a synonym has one to eight words")),
            None => self.check_shared_synonyms(),
        }
    }

    /// A word that stands in very many sets would make every query with it a long one.
    fn check_shared_synonyms(&self) -> Result<(), SchemaError> {
        let mut others = std::collections::HashMap::new();
        for set in &self.synonyms {
            for member in set {
                let others: &mut usize = others.entry(member.to_lowercase()).or_default();
                *others += set.len() - 1;
                if *others > Self::MEMBERS_OF_A_SET {
                    let rule = "a word has at most 50 synonyms over all its sets";
                    return Err(refused("synonyms", member, rule));
                }
            }
        }
        Ok(())
    }

    /// The languages that the archive may hold; none stands for all that are known.
    pub fn allowed_languages(&self) -> Vec<Language> {
        self.languages.iter().filter_map(|code| Language::from_code(code)).collect()
    }

    /// The analyser that these settings ask for.
    pub fn analyzer(&self) -> Analyzer {
        Analyzer::new(self.analysis())
    }

    /// The same with the dictionaries of these languages alone.
    pub(crate) fn analyzer_with(&self, dictionaries: &[String]) -> Analyzer {
        Analyzer::with_dictionaries(self.analysis(), dictionaries)
    }

    /// In which order the sources write day and month, if it was said.
    pub fn date_order(&self) -> Option<DateOrder> {
        DateOrder::from_name(self.date_order.as_deref()?)
    }

    fn analysis(&self) -> AnalysisSettings {
        let (names, synonyms) = (self.names.clone(), self.synonyms.clone());
        let languages = self.allowed_languages();
        AnalysisSettings { languages, fold: self.fold, names, synonyms }.in_order()
    }
}

/// What holds for sets of names and of synonyms alike.
fn check_sets(key: &'static str, sets: &[Vec<String>]) -> Result<(), SchemaError> {
    let shown = |set: &[String]| format!("[{}]", set.join(", "));
    if let Some(set) = sets.iter().find(|set| set.len() < 2) {
        return Err(refused(key, &shown(set), "a set has two members or more"));
    }
    if let Some(set) = sets.iter().find(|set| set.len() > Settings::MEMBERS_OF_A_SET) {
        return Err(refused(key, &shown(set), "a set has at most 50 members"));
    }
    let mut members = 0;
    for set in sets {
        members += set.len();
        if members > Settings::MEMBERS_OF_ALL_SETS {
            let rule = "all sets together have at most 10,000 members";
            return Err(refused(key, &shown(set), rule));
        }
    }
    Ok(())
}

fn refused(key: &'static str, value: &str, rule: &'static str) -> SchemaError {
    /// Characters of a value that are enough to find it by.
    const SHOWN: usize = 80;
    let value = match value.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &value[..end]),
        None => value.to_owned(),
    };
    SchemaError::Setting { key, value, rule }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sets(sets: &[&[&str]]) -> Vec<Vec<String>> {
        sets.iter().map(|set| set.iter().map(ToString::to_string).collect()).collect()
    }

    fn synonyms(list: &[&[&str]]) -> Settings {
        Settings { synonyms: sets(list), ..Settings::default() }
    }

    #[test]
    fn sets_in_another_order_say_the_same() {
        let one = synonyms(&[&["automobile", "car"], &["premier", "prime minister"]]);
        assert_eq!(one, synonyms(&[&["prime minister", "premier"], &["car", "automobile"]]));
        assert_ne!(one, synonyms(&[&["automobile", "car", "premier", "prime minister"]]));
        assert_ne!(one, synonyms(&[&["automobile", "car"]]));
        assert_ne!(one, Settings::default());
        let names = Settings { names: sets(&[&["Sloba", "Slobodan"]]), ..Settings::default() };
        let other = Settings { names: sets(&[&["Slobodan", "Sloba"]]), ..Settings::default() };
        assert_eq!(names, other);
        assert_eq!(names.analyzer().fingerprint(), other.analyzer().fingerprint());
    }

    #[test]
    fn what_means_nothing_or_is_too_much_is_refused() {
        let numbered = |count: usize| (0..count).map(|number| format!("word {number}"));
        let pairs = |count| numbered(count).map(|word| vec![word, "b".to_owned()]).collect();
        let twos = numbered(10_002).collect::<Vec<_>>();
        let twos = twos.chunks(2).map(<[String]>::to_vec).collect();
        let long = "a ".repeat(1_000_000);
        for (synonyms, rule) in [
            (sets(&[&["car", "..."]]), "one to eight words"),
            (sets(&[&["car", ""]]), "one to eight words"),
            (sets(&[&["car", "\u{200d}"]]), "one to eight words"),
            (sets(&[&["car", "a b c d e f g h i"]]), "one to eight words"),
            (sets(&[&["car", &long]]), "one to eight words"),
            (sets(&[&["car"]]), "two members"),
            (sets(&[&[]]), "two members"),
            (vec![numbered(51).collect()], "50 members"),
            (twos, "10,000 members"),
            (pairs(60), "50 synonyms"),
        ] {
            let settings = Settings { synonyms, ..Settings::default() };
            let error = settings.check().unwrap_err();
            let advice = error.advice().to_string();
            assert!(advice.contains(rule), "{error}: {advice}");
            assert!(error.to_string().chars().count() < 130, "{error}");
        }
        let mixed = [&["Ćevap", "ћевапчић"][..], &["北京", "Peking"], &["a b c d e f g h", "x-y"]];
        synonyms(&mixed).check().unwrap();
        let names = Settings { names: sets(&[&["Ivo", "two words"]]), ..Settings::default() };
        assert!(names.check().unwrap_err().advice().to_string().contains("one word"));
    }
}
