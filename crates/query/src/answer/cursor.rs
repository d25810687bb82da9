//! The place in an answer where a page ends, so that the next can begin there even when articles
//! have come or gone in between.

use schema::{CommitId, SortKey};

use crate::search::Place;
use crate::understand::short_digest;

/// Where a page ended.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Cursor {
    /// Its last hit.
    pub(crate) last: Place,
    /// Whether that hit was among the best, whose order a second look decides.
    pub(crate) among_best: bool,
    /// The commit that the page is of.
    pub(crate) commit: CommitId,
    /// How many hits the pages so far have had.
    pub(crate) rank: u64,
    /// Whether the pages hold articles with any of the words.
    pub(crate) is_any: bool,
    /// A digest of what was asked, so that a cursor is not used for another question.
    pub(crate) question: u32,
}

impl Cursor {
    /// The cursor as it is handed out: digits and letters, free of meaning for others.
    pub(crate) fn encode(&self) -> String {
        let flags = u8::from(self.among_best) | (u8::from(self.is_any) << 1);
        let cursor = format!(
            "{flags:x}{:08x}{:08x}{:016x}{}{}{:x}",
            self.question,
            self.last.score.to_bits(),
            self.last.sort_key.0,
            self.last.id,
            self.commit,
            self.rank
        );
        format!("{}{cursor}", check(&cursor))
    }

    /// Reads a cursor back; `None` where it is not one.
    pub(crate) fn decode(text: &str) -> Option<Self> {
        if !text.is_ascii() || text.len() < CHECK {
            return None;
        }
        let (before, text) = text.split_at(CHECK);
        if check(text) != before {
            return None;
        }
        let hex32 = |from, to| u32::from_str_radix(text.get(from..to)?, 16).ok();
        let flags = u8::from_str_radix(text.get(..1)?, 16).ok()?;
        Some(Self {
            among_best: flags & 1 != 0,
            is_any: flags & 2 != 0,
            question: hex32(1, 9)?,
            last: Place {
                score: f32::from_bits(hex32(9, 17)?),
                sort_key: SortKey(u64::from_str_radix(text.get(17..33)?, 16).ok()?),
                id: text.get(33..49)?.parse().ok()?,
            },
            commit: text.get(49..65)?.parse().ok()?,
            rank: u64::from_str_radix(text.get(65..)?, 16).ok()?,
        })
    }
}

/// Digits before a cursor, by which one that was altered is known. It comes back from strangers, and
/// keeps no secret.
fn check(cursor: &str) -> String {
    format!("{:08x}", short_digest(cursor))
}

const CHECK: usize = 8;

#[cfg(test)]
mod tests {
    use article::ArticleId;

    use super::*;

    #[test]
    fn a_cursor_reads_back() {
        let last = Place { score: 12.5, sort_key: SortKey(7), id: ArticleId::from_bytes([9; 10]) };
        let commit = "00112233445566ff".parse().unwrap();
        let (among_best, is_any) = (true, false);
        let cursor = Cursor { last, among_best, commit, rank: 30, is_any, question: 77 };
        assert_eq!(Cursor::decode(&cursor.encode()), Some(cursor));
        let whole = cursor.encode();
        for altered in [format!("{whole}0"), whole.to_uppercase(), whole.replacen('1', "2", 1)] {
            assert_eq!(Cursor::decode(&altered), None, "{altered}");
        }
        for wrong in ["", "x", "čćž", "0123456789abcdef"] {
            assert_eq!(Cursor::decode(wrong), None);
        }
    }
}
