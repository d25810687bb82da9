//! Brings a word's letters into comparable forms, one file a writing system.
//!
//! The exact form is the word in lower case and in Unicode normalization form C
//! (Unicode Standard Annex #15) without joiners. The folded form goes further:
//! Cyrillic becomes Gaj's Latin without its hooks, Latin letters lose their
//! accents, and everything else takes its compatibility decomposition without
//! accents. Greek, Arabic, Hebrew, Indic and East Asian letters keep their
//! script. Where readers write a letter in two ways, the second way gives an
//! accepted form beside the primary one.

mod alternative;
mod arabic;
mod cyrillic;
mod exact;
mod folded;
mod greek;
mod latin;
mod mark;

pub(crate) use alternative::{alternatives, first_ways};
pub use exact::as_written;
pub(crate) use exact::exact;
pub(crate) use folded::fold;

/// The folded form of one letter that has a row in a table of its script.
const fn letter(letter: char) -> Option<&'static str> {
    match letter {
        '\u{80}'..='\u{36F}' => latin::letter(letter),
        '\u{370}'..='\u{3FF}' => greek::letter(letter),
        '\u{400}'..='\u{52F}' => cyrillic::letter(letter),
        '\u{600}'..='\u{6FF}' => arabic::letter(letter),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
