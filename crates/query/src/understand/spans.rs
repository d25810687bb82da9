//! Words, and how they must stand to each other.

use serde::{Deserialize, Serialize};

use super::sought::Sought;

/// Words in an arrangement. What it matches in a text are spans of positions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Spans {
    /// One word.
    Word(Word),
    /// One after the other, with nothing between.
    Sequence(Vec<Spans>),
    /// Any of these.
    Any(Vec<Spans>),
    /// What was typed, or what stands for it: the archive's synonyms, or in a field of values the
    /// other spellings of a name. What has only these ranks below.
    Synonyms {
        /// What was typed.
        typed: Box<Spans>,
        /// What stands for it, never empty.
        others: Vec<Spans>,
    },
    /// All inside a window with at most so many further words, in any order.
    Window {
        /// The parts.
        parts: Vec<Spans>,
        /// Further words, at most.
        slop: u32,
    },
    /// Two near each other: at most `within - 1` words between the nearest ends.
    Near {
        /// The left side.
        left: Box<Spans>,
        /// The right side.
        right: Box<Spans>,
        /// The distance.
        within: u32,
        /// Whether the left side comes first.
        ordered: bool,
    },
    /// Two with no start of this kind between them.
    Together {
        /// The left side.
        left: Box<Spans>,
        /// The right side.
        right: Box<Spans>,
        /// Whether paragraphs count, else sentences.
        paragraph: bool,
    },
}

/// What one word of a text must be.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Word {
    /// A word in any of its forms.
    Inflected {
        /// By what it is asked for, in the languages of the archive; never empty.
        sought: Vec<Sought>,
        /// The name's other spellings, where they are wanted: what has only these ranks below.
        spellings: Vec<Sought>,
        /// The folded form as typed: what has it ranks above what has only another form.
        folded: String,
        /// The letters as typed.
        letters: String,
    },
    /// A word with one of these accepted folded forms, the primary one first; never empty.
    Folded(Vec<String>),
    /// A word with these letters, in either case.
    Letters {
        /// Its folded form.
        folded: String,
        /// The letters in lower case.
        letters: String,
        /// The word as typed where its case counts too.
        cased: Option<String>,
    },
    /// A word whose letters fit a pattern of `*` and `?`, in either case.
    Written {
        /// The pattern that its folded form fits.
        folded: String,
        /// The pattern of its letters in lower case.
        letters: String,
        /// The pattern as typed where its case counts too.
        cased: Option<String>,
    },
    /// A word whose folded form begins so.
    Prefix(String),
    /// A word whose folded form fits: `*` is any letters, `?` one.
    Glob(String),
    /// A word whose folded form is at most so many edits away.
    Fuzzy {
        /// The folded word.
        word: String,
        /// 1 or 2.
        distance: u8,
    },
    /// A word whose folded form fits this regular expression as a whole.
    Regex(String),
}

impl Spans {
    /// Calls `each` with every word that was typed.
    pub fn each_word<'a>(&'a self, each: &mut impl FnMut(&'a Word)) {
        match self {
            Self::Word(word) => each(word),
            Self::Synonyms { typed, .. } => typed.each_word(each),
            Self::Sequence(parts) | Self::Any(parts) | Self::Window { parts, .. } => {
                for part in parts {
                    part.each_word(each);
                }
            }
            Self::Near { left, right, .. } | Self::Together { left, right, .. } => {
                left.each_word(each);
                right.each_word(each);
            }
        }
    }

    /// Calls `each` with the synonyms of what was typed.
    pub fn each_synonym<'a>(&'a self, each: &mut impl FnMut(&'a Spans)) {
        match self {
            Self::Word(_) => {}
            Self::Synonyms { others, .. } => others.iter().for_each(each),
            Self::Sequence(parts) | Self::Any(parts) | Self::Window { parts, .. } => {
                for part in parts {
                    part.each_synonym(each);
                }
            }
            Self::Near { left, right, .. } | Self::Together { left, right, .. } => {
                left.each_synonym(each);
                right.each_synonym(each);
            }
        }
    }

    /// The same without synonyms, where there are any.
    pub fn as_typed(&self) -> Option<Self> {
        let mut has_synonyms = false;
        self.each_synonym(&mut |_| has_synonyms = true);
        has_synonyms.then(|| self.clone().without_synonyms())
    }

    fn without_synonyms(self) -> Self {
        let all = |parts: Vec<Self>| parts.into_iter().map(Self::without_synonyms).collect();
        let side = |side: Box<Self>| Box::new(side.without_synonyms());
        match self {
            Self::Word(word) => Self::Word(word),
            Self::Synonyms { typed, .. } => typed.without_synonyms(),
            Self::Sequence(parts) => Self::Sequence(all(parts)),
            Self::Any(parts) => Self::Any(all(parts)),
            Self::Window { parts, slop } => Self::Window { parts: all(parts), slop },
            Self::Near { left, right, within, ordered } => {
                Self::Near { left: side(left), right: side(right), within, ordered }
            }
            Self::Together { left, right, paragraph } => {
                Self::Together { left: side(left), right: side(right), paragraph }
            }
        }
    }

    /// Whether the letters of a word count somewhere, in whatever case.
    pub fn is_lettered(&self) -> bool {
        let mut lettered = false;
        self.each_word(&mut |word| {
            lettered |= matches!(word, Word::Letters { .. } | Word::Written { .. });
        });
        lettered
    }

    /// Whether the case of a word counts somewhere, which only the stored text can tell.
    pub fn is_cased(&self) -> bool {
        let mut cased = false;
        self.each_word(&mut |word| {
            cased |= matches!(
                word,
                Word::Letters { cased: Some(_), .. } | Word::Written { cased: Some(_), .. }
            );
        });
        cased
    }
}
