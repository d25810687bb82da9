//! Digests an analysis, so that an index can tell by which rules it was written.

use std::fmt;

use crate::analyzer::AnalysisSettings;
use crate::forms::Forms;
use crate::language::{Language, Stemming};
use crate::names::{ALIAS_SETS, Name};
use crate::segment::{Segments, WORD_LIMIT_BYTES};
use crate::stem::STEM_RULES;

/// The digest of an analysis: equal digests give equal layers for every text, and the same names
/// and synonyms.
///
/// It prints as 32 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Fingerprint([u8; 16]);

/// Raised by hand when a rule changes that the probe below does not show.
const RULES: &str = "backfile text rules 1";

/// A text with a case of every rule, so that a change of one changes the digest.
const PROBE: &str = "Vučić Вучић Đinđić Ђинђић Đà Nẵng мой п'ять U.S. president's 4,000 \
    1.234.567,89 30.05.2025 122mm 3½ x² long-range al‑Qaeda Öffnung Ærø Ångström İstanbul \
    Ὀδυσσεύς ΟΔΟΣ الكتاب مكتبة فى हिन्दी がぎ ｶﾞ 中国と北京 한국어 ﬁne ＡＢＣ Əliyev so\u{AD}ft \
    zero\u{200B}width Търново Қазақстан running ratlos vrijeme студентами";

impl Fingerprint {
    /// The raw digest.
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }

    /// A digest of nothing, for rules that have none yet.
    pub(crate) const fn unknown() -> Self {
        Self([0; 16])
    }

    /// The digest of these settings, of how languages are stemmed and of the layers that `forms`
    /// gives in an unknown one.
    pub(crate) fn of(
        settings: &AnalysisSettings,
        stemming: impl Fn(Language) -> Stemming,
        forms: impl Fn(&str) -> Forms,
    ) -> Self {
        let mut digest = Digest(blake3::Hasher::new());
        digest.add(RULES);
        digest.add(STEM_RULES);
        digest.add(&WORD_LIMIT_BYTES.to_string());
        digest.add(&format!("{:?}", char::UNICODE_VERSION));
        digest.add(&format!("{:?}", unicode_normalization::UNICODE_VERSION));
        digest.add(&format!("{:?}", unicode_properties::UNICODE_VERSION));
        digest.add(if settings.fold { "folding" } else { "not folding" });
        for set in ALIAS_SETS {
            digest.add(&set.join(" "));
        }
        for set in &settings.names {
            digest.add(&format!("names {}", set.join(" ")));
        }
        for set in &settings.synonyms {
            digest.add(&format!("{} synonyms", set.len()));
            for member in set {
                digest.add(member);
            }
        }
        for language in &settings.languages {
            digest.add(language.code());
        }
        for letter in ('a'..='z').chain('\u{C0}'..='\u{6FF}').chain('\u{10D0}'..='\u{10FF}') {
            // Beside others, because letters are read by their neighbours.
            let word = format!("s{letter}ha{letter}e");
            Name::new(&word).keys().iter().for_each(|key| digest.add(key));
        }
        for code in '\u{80}'..='\u{52F}' {
            digest.add_forms(&forms(code.encode_utf8(&mut [0; 4])));
        }
        for segment in Segments::new(PROBE) {
            digest.add(&format!("{}..{}", segment.start, segment.end));
            digest.add(segment.compound.unwrap_or_default());
            Name::new(&segment.text.to_lowercase()).keys().iter().for_each(|key| digest.add(key));
            digest.add_forms(&forms(segment.text));
        }
        for language in Language::all() {
            let profile = language.profile();
            digest.add(profile.code);
            digest.add(profile.analysis.unwrap_or_default());
            // A dictionary is known by its digest, and not opened.
            digest.add(&format!("{:?}", stemming(language)));
        }
        digest.finish()
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(formatter, "{byte:02x}"))
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Fingerprint({self})")
    }
}

/// A digest of parts, each with its length so that no two rows of parts agree.
struct Digest(blake3::Hasher);

impl Digest {
    fn add(&mut self, part: &str) {
        self.0.update(&(part.len() as u64).to_le_bytes());
        self.0.update(part.as_bytes());
    }

    fn add_forms(&mut self, forms: &Forms) {
        self.add(&forms.exact);
        self.add(&forms.folded);
        self.add(&forms.stem);
        forms.also.iter().for_each(|form| self.add(form));
        forms.also_stems.iter().for_each(|form| self.add(form));
    }

    fn finish(self) -> Fingerprint {
        let mut bytes = [0; 16];
        self.0.finalize_xof().fill(&mut bytes);
        Fingerprint(bytes)
    }
}
