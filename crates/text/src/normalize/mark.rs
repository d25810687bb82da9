//! Knows the combining marks that folding drops.

/// Whether folding drops the mark.
///
/// These are the accents of Latin, Greek and Cyrillic, the points of Hebrew and
/// Arabic, the marks for symbols, and the variation selectors. Indic, Thai and
/// kana marks are letters in all but name and stay.
pub(super) const fn is_dropped(mark: char) -> bool {
    matches!(
        mark,
        '\u{300}'..='\u{36F}'
            | '\u{483}'..='\u{487}'
            | '\u{591}'..='\u{5C7}'
            | '\u{610}'..='\u{61A}'
            | '\u{64B}'..='\u{65F}'
            | '\u{670}'
            | '\u{6D6}'..='\u{6ED}'
            | '\u{1AB0}'..='\u{1AFF}'
            | '\u{1DC0}'..='\u{1DFF}'
            | '\u{20D0}'..='\u{20FF}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FE20}'..='\u{FE2F}'
    )
}
