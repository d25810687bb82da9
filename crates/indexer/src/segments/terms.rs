//! The terms of a segment that is being built, each with a number.

use std::fmt;
use std::hash::BuildHasher;
use std::ops::Range;

use foldhash::fast::RandomState;
use hashbrown::HashTable;

/// All terms of a segment, whatever field they are in, numbered as they first come. A
/// number is below 2²⁸: the letters of so many terms would be gigabytes.
pub(crate) struct Terms {
    /// Rises whenever the numbers lose their meaning.
    generation: u64,
    hasher: RandomState,
    numbers: HashTable<u32>,
    letters: String,
    /// Where each term ends in `letters`.
    ends: Vec<u32>,
}

/// The numbers of terms in the order in which an engine wants them.
pub(crate) struct SortedTerms<'a> {
    terms: &'a Terms,
    /// The numbers in the order of the terms' bytes.
    pub(crate) numbers: Vec<u32>,
    /// The place of each number in that order.
    pub(crate) ranks: Vec<u32>,
}

impl Terms {
    pub(crate) fn new() -> Self {
        Self {
            generation: 0,
            hasher: RandomState::default(),
            numbers: HashTable::new(),
            letters: String::new(),
            ends: Vec::new(),
        }
    }

    /// Rises whenever the numbers that were given lose their meaning.
    pub(crate) fn generation(&self) -> u64 {
        self.generation
    }

    pub(crate) fn clear(&mut self) {
        let generation = self.generation + 1;
        *self = Self { generation, ..Self::new() };
    }

    /// The memory it takes, in bytes.
    pub(crate) fn memory_bytes(&self) -> usize {
        self.numbers.allocation_size() + self.letters.capacity() + 4 * self.ends.capacity()
    }

    /// The number of a term, which is new or was met before.
    pub(crate) fn number(&mut self, term: &str) -> u32 {
        let hash = self.hasher.hash_one(term.as_bytes());
        let (letters, ends) = (self.letters.as_bytes(), &self.ends);
        let is_it = |number: &u32| &letters[range(ends, *number)] == term.as_bytes();
        if let Some(number) = self.numbers.find(hash, is_it) {
            return *number;
        }
        let number = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
        self.letters.push_str(term);
        self.ends.push(u32::try_from(self.letters.len()).unwrap_or(u32::MAX));
        let (letters, ends, hasher) = (self.letters.as_bytes(), &self.ends, &self.hasher);
        let hash_of = |number: &u32| hasher.hash_one(&letters[range(ends, *number)]);
        self.numbers.insert_unique(hash, number, hash_of);
        number
    }

    pub(crate) fn sorted(&self) -> SortedTerms<'_> {
        let letters = self.letters.as_bytes();
        // Most terms differ in their first eight bytes, which one comparison looks at.
        let begin = |number: u32| {
            let mut first = [0; 8];
            let term = &letters[range(&self.ends, number)];
            let length = term.len().min(first.len());
            first[..length].copy_from_slice(&term[..length]);
            (u64::from_be_bytes(first), number)
        };
        let count = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
        let mut sorted: Vec<(u64, u32)> = (0..count).map(begin).collect();
        sorted.sort_unstable_by(|(begin, number), (other_begin, other)| {
            let term = |number| &letters[range(&self.ends, number)];
            begin.cmp(other_begin).then_with(|| term(*number).cmp(term(*other)))
        });
        let numbers: Vec<u32> = sorted.into_iter().map(|(_, number)| number).collect();
        let mut ranks = vec![0; numbers.len()];
        for (rank, number) in (0..).zip(&numbers) {
            ranks[*number as usize] = rank;
        }
        SortedTerms { terms: self, numbers, ranks }
    }
}

impl SortedTerms<'_> {
    pub(crate) fn at(&self, rank: usize) -> &str {
        &self.terms.letters[range(&self.terms.ends, self.numbers[rank])]
    }
}

fn range(ends: &[u32], number: u32) -> Range<usize> {
    let number = number as usize;
    let start = number.checked_sub(1).map_or(0, |before| ends[before]);
    start as usize..ends[number] as usize
}

impl fmt::Debug for Terms {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Terms").field("terms", &self.ends.len()).finish_non_exhaustive()
    }
}
