//! The articles that all read: one file of JSON Lines, with as many as are asked for.
//!
//! Beyond the real ones stand variations of them: with other dates, other rare words and names,
//! and some of their paragraphs left out. The more copies, the more variants a rare word has: four
//! times the articles have 2.3 times the words (93,406 of the real ones, 211,782 of 231,676), a
//! power of .59. Real news grow by less (Heaps' law): ten times the articles of the collection have
//! 2.5 times the words (36,664 of 5,792, 93,406 of 57,919), a power of .41. So what reads the
//! dictionary has more to do here.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, ensure};
use jiff::Span;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use testkit::Random;

/// Where the large English collection stands in the folder of real data.
const COLLECTION: &str = "news/reuters-2006-2010.en.jsonl.zst";

/// The power of the copies by which the variants of a rare word grow.
const GROWTH: f64 = 0.55;

/// Words in fewer of the real articles than one of so many have variants.
const RARE: usize = 1_000;

/// An article as it is written and read.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Article {
    /// Its number, from 1.
    pub(crate) id: String,
    #[serde(default)]
    pub(crate) title: String,
    #[serde(default)]
    pub(crate) body: String,
    /// A day.
    #[serde(default)]
    pub(crate) date: String,
}

impl Article {
    pub(crate) fn number(&self) -> anyhow::Result<u32> {
        self.id.parse().context("an id is a number")
    }

    pub(crate) fn day(&self) -> Option<Date> {
        self.date.get(..10)?.parse().ok()
    }
}

/// The file with its measures.
#[derive(Debug, Clone)]
pub(crate) struct Articles {
    pub(crate) path: PathBuf,
    pub(crate) count: usize,
    /// Bytes of the titles and bodies.
    pub(crate) text_bytes: u64,
}

/// The real articles, in the order of their file.
pub(crate) fn real() -> anyhow::Result<Vec<Article>> {
    let data = testkit::real_data().context("BACKFILE_DATA names no folder of real articles")?;
    let path = data.join(COLLECTION);
    let file = File::open(&path).with_context(|| format!("cannot read `{}`", path.display()))?;
    let lines = BufReader::with_capacity(1 << 20, zstd::Decoder::new(file)?).lines();
    let mut articles = Vec::new();
    for (number, line) in (1_usize..).zip(lines) {
        let article: Article = serde_json::from_str(&line?)?;
        articles.push(Article { id: number.to_string(), ..article });
    }
    ensure!(!articles.is_empty(), "`{}` has no articles", path.display());
    Ok(articles)
}

impl Articles {
    /// Writes so many into a folder.
    pub(crate) fn write(real: &[Article], count: usize, folder: &Path) -> anyhow::Result<Self> {
        let path = folder.join(format!("articles-{count}.jsonl"));
        let mut file = BufWriter::with_capacity(1 << 20, File::create(&path)?);
        let variations = Variations::of(real);
        let mut text_bytes = 0;
        for number in 0..count {
            let (copy, original) = (number / real.len(), &real[number % real.len()]);
            let article = variations.article(original, copy, number + 1);
            text_bytes += (article.title.len() + article.body.len()) as u64;
            serde_json::to_writer(&mut file, &article)?;
            file.write_all(b"\n")?;
        }
        file.flush()?;
        Ok(Self { path, count, text_bytes })
    }

    /// Reads them, one after the other.
    pub(crate) fn read(
        path: &Path,
    ) -> anyhow::Result<impl Iterator<Item = anyhow::Result<Article>>> {
        let lines = BufReader::with_capacity(1 << 20, File::open(path)?).lines();
        Ok(lines.map(|line| Ok(serde_json::from_str(&line?)?)))
    }
}

/// What makes other articles of real ones.
struct Variations {
    /// In how many articles a word stands.
    documents: HashMap<String, usize>,
    rare: usize,
}

impl Variations {
    fn of(real: &[Article]) -> Self {
        let mut documents: HashMap<String, usize> = HashMap::new();
        for article in real {
            let texts = words(&article.body).chain(words(&article.title));
            let mut words: Vec<&str> = texts.map(|(_, word)| word).collect();
            words.sort_unstable();
            words.dedup();
            for word in words {
                match documents.get_mut(word) {
                    Some(count) => *count += 1,
                    None => _ = documents.insert(word.to_owned(), 1),
                }
            }
        }
        Self { documents, rare: (real.len() / RARE).max(2) }
    }

    /// The copy of this number, of which the first is the article itself.
    fn article(&self, original: &Article, copy: usize, number: usize) -> Article {
        let id = number.to_string();
        if copy == 0 {
            return Article { id, ..original.clone() };
        }
        let weeks = i64::try_from(copy).unwrap_or_default();
        let earlier = |day: Date| day.checked_sub(Span::new().weeks(weeks)).ok();
        let date = original.day().and_then(earlier).map(|day| day.to_string());
        let paragraphs = original.body.split_inclusive('\n').enumerate();
        // One paragraph in seven is left out, but never the first.
        let stays = |at: usize| at == 0 || !draw(&original.id, number + at).is_multiple_of(7);
        let body = paragraphs.filter(|(at, _)| stays(*at)).map(|(_, text)| self.text(text, copy));
        Article {
            id,
            title: self.text(&original.title, copy),
            body: body.collect(),
            date: date.unwrap_or_default(),
        }
    }

    /// A text with its rare words as they are in a copy.
    fn text(&self, text: &str, copy: usize) -> String {
        let mut varied = String::with_capacity(text.len() + 16);
        let mut from = 0;
        for (at, word) in words(text) {
            let is_rare = self.documents.get(word).is_none_or(|count| *count <= self.rare);
            let is_plain = word.len() > 3 && word.bytes().all(|byte| byte.is_ascii_alphabetic());
            if is_rare && is_plain {
                varied.push_str(&text[from..at]);
                varied.push_str(&variant(word, copy));
                from = at + word.len();
            }
        }
        varied.push_str(&text[from..]);
        varied
    }
}

/// A word as it is in a copy. The first variant is the word itself.
fn variant(word: &str, copy: usize) -> String {
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a share and a small number"
    )]
    let number = {
        let share = (draw(word, 0) % 1_000) as f64 / 1_000.0;
        (copy as f64 + share).powf(GROWTH) as usize
    };
    if number == 0 {
        return word.to_owned();
    }
    // Other letters at two places: as many as there are, so that the word stays one that could be.
    let mut letters: Vec<char> = word.chars().collect();
    for round in 0..2 {
        let random = draw(&word.to_lowercase(), number * 2 + round);
        let at = 1 + random % (letters.len() - 1);
        let kind: &[u8] = if "aeiou".contains(letters[at]) { b"aeiou" } else { b"bcdfgklmnprstvz" };
        letters[at] = char::from(kind[random / letters.len() % kind.len()]);
    }
    letters.into_iter().collect()
}

/// A day as a number in the order of days.
pub(crate) fn day_number(day: Date) -> u32 {
    let [year, month, day] = [day.year(), day.month().into(), day.day().into()].map(i32::from);
    let number = year * 10_000 + month * 100 + day;
    u32::try_from(number).unwrap_or_default()
}

/// The words of a text, runs of letters and digits, each with the place of its first byte.
pub(crate) fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let pieces = text.split_inclusive(|c: char| !c.is_alphanumeric());
    let placed = pieces.scan(0, |from, piece| {
        let at = *from;
        *from += piece.len();
        Some((at, piece.trim_end_matches(|c: char| !c.is_alphanumeric())))
    });
    placed.filter(|(_, word)| !word.is_empty())
}

/// A random number that is the same for the same word and number in every run.
fn draw(word: &str, number: usize) -> usize {
    // FNV-1a, then the generator's own mixing.
    let hash = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    let seed = word.bytes().chain(number.to_le_bytes()).fold(0xcbf2_9ce4_8422_2325, hash);
    Random::new(seed).below(usize::MAX)
}
