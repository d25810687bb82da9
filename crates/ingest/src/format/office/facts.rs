//! Knows what programs write into documents where people write nothing.

/// What nobody is called: names of programs and of their first users, in lower case.
const NOBODY: &[&str] = &[
    "user",
    "unknown",
    "author",
    "admin",
    "administrator",
    "owner",
    "windows user",
    "python-docx",
    "microsoft office user",
    "calibre",
    "pandoc",
    "home",
    "pc",
    "guest",
    "korisnik",
    "benutzer",
    "utilisateur",
    "пользователь",
    "użytkownik",
    "χρήστης",
    "openoffice",
    "libreoffice",
];
/// How titles open that say nothing, in lower case.
const NO_TITLES: &[&str] = &[
    "microsoft word",
    "powerpoint presentation",
    "untitled",
    "document",
    "dokument",
    "документ",
    "unbenannt",
    "sans titre",
    "без названия",
    "new document",
    "title",
    "word document",
    "template",
];
/// The days that the templates of programs bear.
const NO_DATES: &[&str] =
    &["2013-12-23T23:15", "1601-01-01", "1970-01-01", "1980-01-01", "0101-01-01", "0000-"];

/// A name that is that of a person.
pub(super) fn person(name: Option<String>) -> Option<String> {
    let name = name?.trim().to_owned();
    let is_one = !name.is_empty() && !NOBODY.contains(&name.to_lowercase().as_str());
    is_one.then_some(name)
}

/// The names of those who wrote a document, with semicolons between them.
pub(super) fn people(names: Option<String>) -> Vec<String> {
    let names = names.unwrap_or_default();
    names.split(';').filter_map(|name| person(Some(name.to_owned()))).collect()
}

/// A title that somebody wrote: the name of a file is none, nor what a program calls all.
pub(super) fn title(title: Option<String>) -> Option<String> {
    let title = title?.split_whitespace().collect::<Vec<_>>().join(" ");
    let lower = title.to_lowercase();
    let rest = NO_TITLES.iter().find_map(|opening| lower.strip_prefix(opening));
    // A number or the name of a file may follow.
    let is_empty = rest.is_some_and(|rest| {
        rest.trim().is_empty()
            || rest.starts_with([' ', '-', '_'])
                && rest.trim_start_matches([' ', '-', '_', '1']).is_empty()
            || rest.chars().all(|c| c.is_ascii_digit())
            || rest.starts_with(" - ")
    });
    let is_file = !title.contains(' ') && title.contains(['_', '.', '/', '\\']);
    (!title.is_empty() && !is_empty && !is_file).then_some(title)
}

/// A day that was not in the program already.
pub(super) fn date(date: Option<String>) -> Option<String> {
    date.filter(|date| !NO_DATES.iter().any(|known| date.trim().starts_with(known)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_programs_write_says_nothing() {
        let none =
            ["Microsoft Word - Dokument1", "Untitled", "Dokument1", "dopis_hlavicka_2009", " "];
        for title_of_none in none {
            assert_eq!(title(Some(title_of_none.to_owned())), None, "{title_of_none}");
        }
        assert!(title(Some("Document leak shakes Ruma".to_owned())).is_some());
        assert!(person(Some("User".to_owned())).is_none());
        assert!(date(Some("2013-12-23T23:15:00Z".to_owned())).is_none());
    }
}
