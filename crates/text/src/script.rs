//! Names the writing systems that analysis tells apart.

/// A writing system, named after ISO 15924.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Script {
    /// Latin, `Latn`.
    Latin,
    /// Cyrillic, `Cyrl`.
    Cyrillic,
    /// Greek, `Grek`.
    Greek,
    /// Armenian, `Armn`.
    Armenian,
    /// Georgian, `Geor`.
    Georgian,
    /// Hebrew, `Hebr`.
    Hebrew,
    /// Arabic, `Arab`.
    Arabic,
    /// Ethiopic, `Ethi`.
    Ethiopic,
    /// Devanagari, `Deva`.
    Devanagari,
    /// Bengali, `Beng`.
    Bengali,
    /// Tamil, `Taml`.
    Tamil,
    /// Thai, `Thai`.
    Thai,
    /// Han, `Hani`.
    Han,
    /// Japanese syllables, hiragana and katakana together, `Hrkt`.
    Kana,
    /// Hangul, `Hang`.
    Hangul,
}

/// How many scripts there are, for tables indexed by one.
pub(crate) const SCRIPT_COUNT: usize = Script::ALL.len();

impl Script {
    /// Every script, in the order of the variants.
    pub const ALL: [Self; 15] = [
        Self::Latin,
        Self::Cyrillic,
        Self::Greek,
        Self::Armenian,
        Self::Georgian,
        Self::Hebrew,
        Self::Arabic,
        Self::Ethiopic,
        Self::Devanagari,
        Self::Bengali,
        Self::Tamil,
        Self::Thai,
        Self::Han,
        Self::Kana,
        Self::Hangul,
    ];

    /// The four-letter code of ISO 15924, such as `Latn`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Latin => "Latn",
            Self::Cyrillic => "Cyrl",
            Self::Greek => "Grek",
            Self::Armenian => "Armn",
            Self::Georgian => "Geor",
            Self::Hebrew => "Hebr",
            Self::Arabic => "Arab",
            Self::Ethiopic => "Ethi",
            Self::Devanagari => "Deva",
            Self::Bengali => "Beng",
            Self::Tamil => "Taml",
            Self::Thai => "Thai",
            Self::Han => "Hani",
            Self::Kana => "Hrkt",
            Self::Hangul => "Hang",
        }
    }

    /// The script with this ISO 15924 code, in any case.
    ///
    /// The codes of mixed writing name their most telling part: `Jpan` is kana,
    /// `Kore` hangul, `Hans` and `Hant` are Han.
    pub fn from_code(code: &str) -> Option<Self> {
        let whole = Self::ALL.into_iter().find(|script| script.code().eq_ignore_ascii_case(code));
        whole.or_else(|| match code.to_ascii_lowercase().as_str() {
            "jpan" | "hira" | "kana" => Some(Self::Kana),
            "kore" => Some(Self::Hangul),
            "hans" | "hant" => Some(Self::Han),
            _ => None,
        })
    }

    /// The script that most letters of `text` belong to, judged by its first
    /// 4,000 characters, or `None` without a letter of a known script.
    pub fn of(text: &str) -> Option<Self> {
        let mut counts = [0_u32; SCRIPT_COUNT];
        for letter in text.chars().take(4_000) {
            if let Some(script) = Self::of_letter(letter) {
                counts[script as usize] += 1;
            }
        }
        Self::most_frequent(&counts)
    }

    /// The script of one letter, by its Unicode block; `None` for everything
    /// else.
    pub(crate) fn of_letter(letter: char) -> Option<Self> {
        let script = match u32::from(letter) {
            0x41..=0x5A
            | 0x61..=0x7A
            | 0xC0..=0xD6
            | 0xD8..=0xF6
            | 0xF8..=0x2AF
            | 0x1E00..=0x1EFF
            | 0xFF21..=0xFF3A
            | 0xFF41..=0xFF5A => Self::Latin,
            0x370..=0x3FF | 0x1F00..=0x1FFF => Self::Greek,
            0x400..=0x481 | 0x48A..=0x52F | 0x1C80..=0x1C8F | 0xA640..=0xA69F => Self::Cyrillic,
            0x531..=0x588 => Self::Armenian,
            0x5D0..=0x5F2 | 0xFB1D..=0xFB4F => Self::Hebrew,
            0x620..=0x64A
            | 0x66E..=0x6D5
            | 0x6EE..=0x6FF
            | 0x750..=0x77F
            | 0xFB50..=0xFDFF
            | 0xFE70..=0xFEFC => Self::Arabic,
            0x900..=0x963 | 0x971..=0x97F => Self::Devanagari,
            0x980..=0x9FF => Self::Bengali,
            0xB80..=0xBFF => Self::Tamil,
            0xE01..=0xE3A | 0xE40..=0xE4E => Self::Thai,
            0x10A0..=0x10FF | 0x1C90..=0x1CBF | 0x2D00..=0x2D2F => Self::Georgian,
            0x1200..=0x135A | 0x1380..=0x139F | 0x2D80..=0x2DDF => Self::Ethiopic,
            0x1100..=0x11FF | 0x3130..=0x318F | 0xAC00..=0xD7A3 => Self::Hangul,
            0x3041..=0x30FF | 0x31F0..=0x31FF | 0xFF66..=0xFF9D => Self::Kana,
            0x3005
            | 0x3007
            | 0x3400..=0x4DBF
            | 0x4E00..=0x9FFF
            | 0xF900..=0xFAFF
            | 0x20000..=0x3FFFF => Self::Han,
            _ => return None,
        };
        Some(script)
    }

    /// The script with the highest count; the earlier one of equals.
    pub(crate) fn most_frequent(counts: &[u32; SCRIPT_COUNT]) -> Option<Self> {
        let mut best = None;
        let mut highest = 0;
        for script in Self::ALL {
            if counts[script as usize] > highest {
                highest = counts[script as usize];
                best = Some(script);
            }
        }
        best
    }
}
