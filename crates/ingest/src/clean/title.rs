//! Tells which line of a text is its title, and which lines only repeat it.

use super::fold::fold;

/// The longest headline, in bytes.
const TITLE_BYTES: usize = 300;
/// The most words of a headline.
const TITLE_WORDS: usize = 32;
/// A copy is known by this many bytes at least.
const SHORTEST_COPY_BYTES: usize = 16;

/// Whether a line reads like a headline: short, with letters, and not ending as a sentence does.
pub(crate) fn is_headline_like(line: &str) -> bool {
    if line.len() > TITLE_BYTES {
        return false;
    }
    let words = line.split_whitespace().count();
    let ends_open = line.ends_with([':', ',', ';', '-']);
    let ends_as_sentence = line.ends_with(['.', '。']) && !is_cut(line);
    (1..=TITLE_WORDS).contains(&words)
        && line.chars().any(char::is_alphabetic)
        && !ends_open
        && !ends_as_sentence
        && !line.starts_with(['[', '{', '<', '|', '•'])
}

/// Whether `line` is a copy of `fuller` that was cut short or stands behind a breadcrumb or before
/// the name of the site.
pub(crate) fn is_lesser_copy(line: &str, fuller: &str) -> bool {
    // Folding a letter makes it no more than a few times as long or short.
    if line.len() > 4 * fuller.len() + 400 {
        return false;
    }
    let (line_cut, line) = (is_cut(line), fold(without_ellipsis(line)));
    let fuller = fold(fuller);
    if fuller.len() < SHORTEST_COPY_BYTES || line.len() < SHORTEST_COPY_BYTES {
        return false;
    }
    if line == fuller || line.contains(&fuller) {
        return line.len() <= fuller.len() + 80;
    }
    if !line_cut {
        return false;
    }
    if fuller.starts_with(&line) {
        return true;
    }
    // A breadcrumb, then the beginning of the title: some end of the line begins the fuller one.
    // Words are as short as one byte, so the ends that start with the same word are few.
    line.match_indices(' ').map(|(at, _)| &line[at + 1..]).any(|end| {
        end.len() >= SHORTEST_COPY_BYTES && end.len() * 2 >= line.len() && fuller.starts_with(end)
    })
}

/// Whether two lines are the same title.
pub(crate) fn is_same(line: &str, title: &str) -> bool {
    // Case, quotes and white space may differ, so that lengths may differ a little.
    line.len().abs_diff(title.len()) <= 2 + title.len() / 8 && fold(line) == fold(title)
}

fn is_cut(line: &str) -> bool {
    line.ends_with("...") || line.ends_with('…')
}

fn without_ellipsis(line: &str) -> &str {
    line.trim_end_matches(['.', '…', ' '])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_headline_is_short_and_no_sentence() {
        assert!(is_headline_like("Will the ferry return?"));
        assert!(is_headline_like("Ferry returns after long..."));
        assert!(!is_headline_like("The ferry returned on Monday."));
        assert!(!is_headline_like("Topics:"));
        assert!(!is_headline_like("12 345"));
    }

    #[test]
    fn cut_and_breadcrumbed_copies_are_lesser() {
        let title = "Another ferry of the lake line changes course: ‘Would like to return’";
        assert!(is_lesser_copy(
            "Homepage Lake Another ferry of the lake line changes course: ‘Would like...",
            title
        ));
        assert!(is_lesser_copy("Another ferry of the lake line…", title));
        assert!(is_lesser_copy(
            "Ferry returns to the lake | Lake Courier",
            "Ferry returns to the lake"
        ));
        assert!(!is_lesser_copy(
            "Another ferry of the lake line",
            "Something else entirely stands here"
        ));
    }
}
