//! Says how a form differs from a word that it is a form of.

/// What makes of a folded form the folded word that it is a form of: so many letters off its end,
/// and others in their place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Edit {
    /// Letters, at most 255.
    pub(crate) off: u8,
    pub(crate) add: String,
}

impl Edit {
    /// What makes `lemma` of `form`; nothing where it would be too long to be written down.
    pub(crate) fn between(form: &str, lemma: &str) -> Option<Self> {
        let same = form.chars().zip(lemma.chars()).take_while(|(one, other)| one == other);
        let kept: usize = same.map(|(letter, _)| letter.len_utf8()).sum();
        let off = u8::try_from(form[kept..].chars().count()).ok()?;
        let add = lemma[kept..].to_owned();
        u8::try_from(add.len()).ok()?;
        Some(Self { off, add })
    }

    /// Writes it as [`take`] reads it.
    pub(crate) fn write(&self, to: &mut Vec<u8>) {
        to.push(self.off);
        to.push(u8::try_from(self.add.len()).expect("it was made short enough"));
        to.extend_from_slice(self.add.as_bytes());
    }
}

/// Takes one edit off the front of `bytes`: how many letters go, and what takes their place.
pub(crate) fn take<'t>(bytes: &mut &'t [u8]) -> Option<(usize, &'t str)> {
    let [off, length, rest @ ..] = *bytes else { return None };
    let (add, rest) = rest.split_at_checked(usize::from(*length))?;
    *bytes = rest;
    Some((usize::from(*off), std::str::from_utf8(add).ok()?))
}

/// The beginning of `form` without its last `off` letters, where it has so many.
pub(crate) fn without_end(form: &str, off: usize) -> Option<&str> {
    match off.checked_sub(1) {
        None => Some(form),
        Some(last) => form.char_indices().rev().nth(last).map(|(at, _)| &form[..at]),
    }
}
