//! Knows names that are one name though no rule of sound reaches from one to the other.

use std::collections::BTreeMap;

/// Sets of names, for what the keys and the comparison cannot know: a place under its present, its
/// former and its foreign names, and a few people whose names languages fixed by habit (German
/// writes a Slavic З as S). A word may be in several sets. Each is found among the labels and
/// aliases of its item in Wikidata (wikidata.org, CC0).
pub(crate) const SETS: &[&[&str]] = &[
    // Places of Ukraine: the national form, the Russian one, those of the neighbours.
    &["Kyiv", "Kiev", "Kijev", "Київ", "Киев", "Кијев", "Kijów", "Kiew", "Κίεβο"],
    &["Kharkiv", "Kharkov", "Харків", "Харьков", "Charkiw", "Charkow", "Charków", "Harkov"],
    &["Lviv", "Lvov", "Львів", "Львов", "Lwów", "Lavov", "Лавов", "Lemberg", "Lwiw"],
    &["Chernihiv", "Chernigov", "Чернігів", "Чернигов", "Tschernihiw"],
    &["Mykolaiv", "Nikolaev", "Nikolayev", "Миколаїв", "Николаев"],
    &["Chernobyl", "Chornobyl", "Чернобыль", "Чорнобиль", "Tschernobyl", "Tschornobyl"],
    &["Dnipro", "Dnepr", "Dnieper", "Дніпро", "Днепр"],
    &["Luhansk", "Lugansk", "Луганськ", "Луганск"],
    // Cities elsewhere.
    &["Belgrade", "Beograd", "Београд", "Belgrad", "Belgrado", "Белград", "Βελιγράδι"],
    &["Beijing", "Peking", "Pékin", "Пекин", "Пекінг", "Pechino", "Pekín"],
    &["Vienna", "Wien", "Beč", "Беч", "Відень", "Wiedeń", "Bécs"],
    &["Athens", "Athen", "Athènes", "Atina", "Афины", "Афіни", "Αθήνα"],
    &["Thessaloniki", "Solun", "Солун", "Selanik", "Salonika", "Θεσσαλονίκη"],
    &["Gdańsk", "Danzig"],
    &["Wrocław", "Breslau"],
    &["Warsaw", "Warszawa", "Warschau", "Varsovie", "Varšava", "Варшава"],
    &["Cologne", "Köln"],
    &["Munich", "München"],
    &["Geneva", "Genève", "Genf", "Ženeva"],
    &["Venice", "Venezia", "Venedig"],
    &["Copenhagen", "København", "Kopenhagen"],
    &["Mumbai", "Bombay"],
    &["Kolkata", "Calcutta"],
    &["Yangon", "Rangoon"],
    &["Myanmar", "Burma"],
    // People.
    &["Zelensky", "Selenskyj", "Selenski", "Зеленский", "Зеленський"],
    &["Khrushchev", "Chruschtschow", "Hruščov", "Хрущёв"],
    &["Gorbachev", "Gorbatschow", "Gorbačov", "Горбачёв"],
    &["Gaddafi", "Qaddafi", "Kadhafi", "القذافي"],
    &["Muhammad", "Mohammed", "Mohamed", "محمد"],
    &["Netanyahu", "נתניהו", "نتنياهو"],
];

/// The sets by the folded forms of their names.
#[derive(Debug)]
pub(crate) struct Aliases {
    /// In exact form.
    sets: Vec<Vec<String>>,
    by_folded: BTreeMap<String, Vec<usize>>,
}

impl Aliases {
    /// The known sets and those of an archive's owner, read by these functions for the exact and
    /// the folded form.
    pub(crate) fn new(
        own: &[Vec<String>],
        exact: impl Fn(&str) -> String,
        fold: impl Fn(&str) -> String,
    ) -> Self {
        let known = SETS.iter().map(|set| set.iter().map(|name| exact(name)).collect());
        let own = own.iter().map(|set| set.iter().map(|name| exact(name)).collect());
        let sets: Vec<Vec<String>> = known.chain(own).collect();
        let mut by_folded: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (number, set) in sets.iter().enumerate() {
            for name in set {
                let numbers = by_folded.entry(fold(name)).or_default();
                if numbers.last() != Some(&number) {
                    numbers.push(number);
                }
            }
        }
        Self { sets, by_folded }
    }

    /// The names of every set that has one with this folded form, that one among them.
    pub(crate) fn of(&self, folded: &str) -> impl Iterator<Item = &str> {
        let numbers = self.by_folded.get(folded).into_iter().flatten();
        numbers.flat_map(|number| &self.sets[*number]).map(String::as_str)
    }
}
