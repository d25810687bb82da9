//! Answers from the bytes of a table.

use std::fmt;

use fst::raw::{Fst, Node, Output};
use fst::{IntoStreamer, Set, Streamer};

use crate::edit;

/// So many letters stay as they are when an ending makes the word. Only listed forms differ more.
pub(crate) const KEPT_LETTERS: usize = 2;

/// Stands in front of a listed form, behind which an automaton that reads backwards ends.
pub(crate) const FRONT: u8 = 0;

/// Stands between a word and a beginning of its forms.
pub(crate) const BETWEEN: u8 = 0;

/// What a dictionary says of the forms of one language. It is read where it stands.
///
/// Its bytes are: one that says whether accents count in endings; the lengths of the next four
/// parts (like all numbers 32 bits, little-endian); the accents that writers leave out, as `c:č dj:đ`;
/// where the edits of each label end; the edits; an automaton from endings and listed forms, written
/// backwards, to the numbers of their labels; and the set of the beginnings that forms have and their
/// words have not.
pub struct Table {
    sees_accents: bool,
    left_out: Vec<(&'static str, char)>,
    /// Where the edits of each label end.
    ends: &'static [[u8; 4]],
    edits: &'static [u8],
    forms: Fst<&'static [u8]>,
    beginnings: Set<&'static [u8]>,
}

impl fmt::Debug for Table {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (forms, beginnings) = (self.forms.len(), self.beginnings.len());
        write!(formatter, "Table({forms} endings and listed forms, {beginnings} beginnings)")
    }
}

impl Table {
    /// The table in these bytes; nothing where they are none.
    pub fn open(bytes: &'static [u8]) -> Option<Self> {
        let (sees_accents, mut rest) = bytes.split_first()?;
        let mut lengths = [0; 4];
        for length in &mut lengths {
            let (bytes, others) = rest.split_first_chunk()?;
            (*length, rest) = (usize::try_from(u32::from_le_bytes(*bytes)).ok()?, others);
        }
        let (left_out, rest) = rest.split_at_checked(lengths[0])?;
        let (ends, rest) = rest.split_at_checked(lengths[1])?;
        let (edits, rest) = rest.split_at_checked(lengths[2])?;
        let (forms, beginnings) = rest.split_at_checked(lengths[3])?;
        let pairs = std::str::from_utf8(left_out).ok()?.split_whitespace();
        let pair = |pair: &'static str| {
            let (plain, letter) = pair.split_once(':')?;
            Some((plain, letter.chars().next()?))
        };
        Some(Self {
            sees_accents: *sees_accents != 0,
            left_out: pairs.map(pair).collect::<Option<_>>()?,
            ends: ends.as_chunks().0,
            edits,
            forms: Fst::new(forms).ok()?,
            beginnings: Set::new(beginnings).ok()?,
        })
    }

    /// The words that a form is a form of: folded, each once, at least one. `exact` is the form in
    /// lower case with its accents, `folded` as an index folds it.
    pub fn lemmas<'w>(&self, exact: &str, folded: &'w str) -> Lemmas<'w> {
        let found = self.find(exact);
        let keeping = |label: &u64| self.keeps(*label, folded);
        let by_ending = |found: Found| found.by_ending.filter(keeping);
        let label = if exact == folded {
            found.listed.or_else(|| by_ending(found))
        } else {
            let with_accents = || by_ending(found).filter(|_| self.sees_accents);
            let without = || {
                let found = self.find(folded);
                found.listed.or_else(|| by_ending(found))
            };
            found.listed.or_else(with_accents).or_else(without)
        };
        // A listed form is that word as it stands.
        let may_lack_accents = exact == folded && found.listed.is_none();
        let restored = if may_lack_accents && !self.left_out.is_empty() {
            self.restored(folded).filter(keeping).filter(|restored| Some(*restored) != label)
        } else {
            None
        };
        let edits = |label: Option<u64>| label.map_or(&[][..], |label| self.edits(label));
        let is_itself = label.is_none();
        Lemmas { form: folded, edits: edits(label), is_itself, more: edits(restored) }
    }

    /// What the forms of a folded word begin with: the word's own beginning, and others.
    pub fn beginnings(&self, lemma: &str) -> Vec<String> {
        let mut found = vec![beginning(lemma).to_owned()];
        let mut from = lemma.as_bytes().to_vec();
        from.push(BETWEEN);
        let mut to = lemma.as_bytes().to_vec();
        to.push(BETWEEN + 1);
        let mut stream = self.beginnings.range().ge(&from).lt(&to).into_stream();
        while let Some(key) = stream.next() {
            found.extend(std::str::from_utf8(&key[from.len()..]).map(str::to_owned));
        }
        found
    }

    fn find(&self, form: &str) -> Found {
        let mut found = Found::default();
        let mut place = Place { node: self.forms.root(), output: Output::zero() };
        for letter in form.chars().rev() {
            found.by_ending = place.said().or(found.by_ending);
            match self.step(place, letter) {
                Some(next) => place = next,
                None => return found,
            }
        }
        found.by_ending = place.said().or(found.by_ending);
        found.listed = self.front(place);
        found
    }

    /// What is said of a form that was written without its accents: of those which it may have had,
    /// the ones under which the longest ending of it is known. Nothing where that is without any.
    fn restored(&self, folded: &str) -> Option<u64> {
        let root = Place { node: self.forms.root(), output: Output::zero() };
        let mut best = Restored { letters: 0, label: None };
        self.restore(root, folded, false, &mut best);
        best.label
    }

    /// Goes on backwards through `rest`, the letters that are not read yet.
    fn restore(&self, place: Place<'_>, rest: &str, is_other: bool, best: &mut Restored) {
        let letters = usize::MAX - rest.len();
        if let Some(said) = place.said()
            && letters > best.letters
        {
            *best = Restored { letters, label: is_other.then_some(said) };
        }
        if rest.is_empty()
            && let Some(said) = self.front(place)
        {
            *best = Restored { letters: usize::MAX, label: is_other.then_some(said) };
        }
        let Some(last) = rest.chars().next_back() else { return };
        if let Some(next) = self.step(place, last) {
            self.restore(next, &rest[..rest.len() - last.len_utf8()], is_other, best);
        }
        for (plain, letter) in &self.left_out {
            if let Some(rest) = rest.strip_suffix(plain)
                && let Some(next) = self.step(place, *letter)
            {
                self.restore(next, rest, true, best);
            }
        }
    }

    /// Where a letter leads to.
    fn step<'t>(&'t self, place: Place<'t>, letter: char) -> Option<Place<'t>> {
        let Place { mut node, mut output } = place;
        for byte in letter.encode_utf8(&mut [0; 4]).bytes() {
            let way = node.transition(node.find_input(byte)?);
            output = output.cat(way.out);
            node = self.forms.node(way.addr);
        }
        Some(Place { node, output })
    }

    /// The label of the listed form that was read to its front.
    fn front(&self, place: Place<'_>) -> Option<u64> {
        let way = place.node.transition(place.node.find_input(FRONT)?);
        let end = self.forms.node(way.addr);
        Some(place.output.cat(way.out).cat(end.final_output()).value())
    }

    /// The edits of a label.
    fn edits(&self, label: u64) -> &'static [u8] {
        let Some(label) = usize::try_from(label).ok().filter(|label| *label < self.ends.len())
        else {
            return &[];
        };
        let end = |label: usize| u32::from_le_bytes(self.ends[label]) as usize;
        let start = label.checked_sub(1).map_or(0, end);
        self.edits.get(start..end(label)).unwrap_or(&[])
    }

    /// Whether the edits of a label leave enough of a form.
    fn keeps(&self, label: u64, folded: &str) -> bool {
        let mut edits = self.edits(label);
        let letters = folded.chars().count();
        while let Some((off, add)) = edit::take(&mut edits) {
            let is_itself = off == 0 && add.is_empty();
            if !is_itself && letters < off + KEPT_LETTERS {
                return false;
            }
        }
        true
    }
}

#[derive(Debug, Clone, Copy, Default)]
struct Found {
    listed: Option<u64>,
    by_ending: Option<u64>,
}

/// A place in the automaton.
#[derive(Clone, Copy)]
struct Place<'t> {
    node: Node<'t>,
    output: Output,
}

impl Place<'_> {
    /// The label of the ending that was read.
    fn said(self) -> Option<u64> {
        self.node.is_final().then(|| self.output.cat(self.node.final_output()).value())
    }
}

/// The longest ending met so far, and its label if letters with accents were put in.
struct Restored {
    letters: usize,
    label: Option<u64>,
}

/// The words that a form is a form of, folded; see [`Table::lemmas`].
#[derive(Debug, Clone)]
pub struct Lemmas<'w> {
    form: &'w str,
    edits: &'static [u8],
    is_itself: bool,
    /// The edits of a second label.
    more: &'static [u8],
}

impl<'w> Lemmas<'w> {
    /// The form as its own word.
    pub(crate) fn itself(form: &'w str) -> Self {
        Self { form, edits: &[], is_itself: true, more: &[] }
    }
}

impl Iterator for Lemmas<'_> {
    type Item = String;

    fn next(&mut self) -> Option<String> {
        if std::mem::take(&mut self.is_itself) {
            return Some(self.form.to_owned());
        }
        let (off, add) = edit::take(&mut self.edits).or_else(|| edit::take(&mut self.more))?;
        let kept = edit::without_end(self.form, off).unwrap_or_default();
        let mut lemma = String::with_capacity(kept.len() + add.len());
        lemma.push_str(kept);
        lemma.push_str(add);
        Some(lemma)
    }
}

/// The first letters of a word, as many as endings leave.
pub(crate) fn beginning(word: &str) -> &str {
    word.char_indices().nth(KEPT_LETTERS).map_or(word, |(at, _)| &word[..at])
}
