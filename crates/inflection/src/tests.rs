//! What a table says of forms that it was made of, and of others.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::{any, prop, proptest};

use crate::{Builder, Table};

/// A table of forms, each with its folded form and a folded word.
fn table<'a>(forms: impl IntoIterator<Item = (&'a str, &'a str, &'a str)>) -> Table {
    let mut builder = Builder::new();
    for (exact, folded, lemma) in forms {
        builder.add(exact, folded, lemma);
    }
    open(builder)
}

fn open(builder: Builder) -> Table {
    Table::open(builder.build().leak()).unwrap()
}

fn lemmas(table: &Table, exact: &str, folded: &str) -> Vec<String> {
    let mut found: Vec<String> = table.lemmas(exact, folded).collect();
    found.sort();
    found
}

const NOUNS: [[&str; 2]; 9] = [
    ["ferry", "ferries"],
    ["story", "stories"],
    ["party", "parties"],
    ["city", "cities"],
    ["table", "tables"],
    ["market", "markets"],
    ["leaf", "leaves"],
    ["leave", "leaves"],
    ["mouse", "mice"],
];

fn nouns() -> Table {
    table(NOUNS.iter().flat_map(|[lemma, form]| [(*form, *form, *lemma), (*lemma, *lemma, *lemma)]))
}

#[test]
fn forms_belong_to_each_of_their_words() {
    let table = nouns();
    for [lemma, form] in NOUNS {
        assert!(lemmas(&table, form, form).contains(&lemma.to_owned()), "{form}");
        assert_eq!(lemmas(&table, lemma, lemma), [lemma]);
    }
    assert_eq!(lemmas(&table, "leaves", "leaves"), ["leaf", "leave"]);
}

#[test]
fn words_that_are_not_known_have_the_endings_of_those_that_are() {
    let table = nouns();
    assert_eq!(lemmas(&table, "batteries", "batteries"), ["battery"]);
    assert_eq!(lemmas(&table, "baskets", "baskets"), ["basket"]);
    // Not so much of a short word may go.
    assert_eq!(lemmas(&table, "ries", "ries"), ["ries"]);
    assert_eq!(lemmas(&table, "", ""), [""]);
}

#[test]
fn every_form_begins_as_its_word_is_said_to_begin() {
    let table = nouns();
    for [lemma, form] in NOUNS {
        let beginnings = table.beginnings(lemma);
        assert!(beginnings.iter().any(|one| form.starts_with(one)), "{form}: {beginnings:?}");
    }
    assert_eq!(table.beginnings("mouse"), ["mo", "mi"]);
}

#[test]
fn accents_tell_words_apart_where_they_are_written() {
    let table = table([
        ("fähre", "fahre", "fahre"),
        ("fähren", "fahren", "fahre"),
        ("fahre", "fahre", "fahren"),
        ("fahren", "fahren", "fahren"),
        ("züge", "zuge", "zug"),
    ]);
    assert_eq!(lemmas(&table, "fähre", "fahre"), ["fahre"]);
    assert_eq!(lemmas(&table, "fahre", "fahre"), ["fahren"]);
    // No other word stands in its way.
    assert_eq!(lemmas(&table, "zuge", "zuge"), ["zug"]);
}

#[test]
fn given_endings_see_accents_and_put_in_those_left_out() {
    let mut builder = Builder::new();
    builder.accents_are_left_out("c:č c:ć");
    for (exact, folded, instead) in
        [("", "", ""), ("ča", "ca", "ac"), ("ca", "ca", "ca"), ("ovićem", "ovicem", "ovic")]
    {
        builder.add_ending(exact, folded, instead);
    }
    builder.add("otac", "otac", "otac");
    let table = open(builder);
    assert_eq!(lemmas(&table, "rekorča", "rekorca"), ["rekorac"]);
    assert_eq!(lemmas(&table, "petrovićem", "petrovicem"), ["petrovic"]);
    assert_eq!(lemmas(&table, "petrovicem", "petrovicem"), ["petrovic", "petrovicem"]);
    assert_eq!(lemmas(&table, "otac", "otac"), ["otac"]);
}

#[test]
fn what_is_no_table_is_not_opened() {
    assert!(Table::open(b"").is_none());
    assert!(Table::open(b"\0\xFF\xFF\xFF\xFF").is_none());
    assert!(Table::open(&[0; 64]).is_none());
}

proptest! {
    #[test]
    fn a_table_says_what_it_was_told(
        pairs in prop::collection::vec(("[a-dé]{1,7}", "[a-d]{1,7}"), 0..60),
        asked in "[a-eé]{0,9}",
    ) {
        let fold = |word: &str| word.replace('é', "e");
        let mut told: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
        for (form, lemma) in &pairs {
            told.entry(form).or_default().insert(lemma.clone());
        }
        // More words than a form may have are left out.
        told.retain(|_, lemmas| lemmas.len() <= 6);
        let mut builder = Builder::new();
        for (form, lemmas) in &told {
            for lemma in lemmas {
                builder.add(form, &fold(form), lemma);
            }
        }
        let table = open(builder);
        for (form, expected) in &told {
            let found: BTreeSet<String> = table.lemmas(form, &fold(form)).collect();
            assert_eq!(&found, expected, "{form}");
            for lemma in expected {
                let beginnings = table.beginnings(lemma);
                assert!(beginnings.iter().any(|one| fold(form).starts_with(one)), "{form} {lemma}");
            }
        }
        let folded = fold(&asked);
        for lemma in table.lemmas(&asked, &folded) {
            let beginnings = table.beginnings(&lemma);
            assert!(beginnings.iter().any(|one| folded.starts_with(one)), "{asked} {lemma}");
        }
    }

    #[test]
    fn the_same_forms_make_the_same_table(forms in prop::collection::vec(any::<(String, String)>(), 0..30)) {
        let build = || {
            let mut builder = Builder::new();
            for (form, lemma) in &forms {
                builder.add(form, form, lemma);
            }
            builder.build()
        };
        assert_eq!(build(), build());
    }
}
