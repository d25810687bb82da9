//! Learns from small archives made for one rule each.

use article::Article;

use super::*;

const PROSE: &str = "who has sailed the lake for thirty years, said on the quay that he would \
                     sail again as soon as the ice is gone from the harbour and from the river.";

/// The text of an article of its own, with its number in every line.
fn text(number: usize) -> Vec<String> {
    vec![
        format!("Captain {number}, {PROSE}"),
        format!("The mayor of town {number}, {PROSE}"),
        format!("Passenger {number}, {PROSE}"),
    ]
}

/// An archive of so many articles of one source, made by `each` of the text of every one.
fn archive(articles: usize, each: impl Fn(usize, &mut Vec<String>) -> Article) -> Vec<Specimen> {
    let article = |number| Specimen::of(&each(number, &mut text(number)));
    (0..articles).map(article).collect()
}

fn article(number: usize, lines: &[String]) -> Article {
    by(number, lines, &format!("Author {}", number % 5))
}

fn by(number: usize, lines: &[String], author: &str) -> Article {
    let day = format!("2025-{:02}-{:02}", 1 + number / 28 % 12, 1 + number % 28);
    let article = Article::builder()
        .source("Lake Courier")
        .source_id(number.to_string())
        .title(format!("Title {number}"))
        .authors(vec![author.to_owned()])
        .published_on(day.parse().unwrap())
        .body(lines.join("\n\n"));
    article.build().unwrap()
}

fn lines(specimens: Vec<Specimen>) -> Vec<String> {
    learned(specimens).lines.into_keys().collect()
}

const PLUG: &str = "Every morning at six: the letter from the harbour, free of charge.";

#[test]
fn what_stands_below_or_long_inside_most_articles_is_learned() {
    let below = archive(40, |number, lines| {
        lines.push(PLUG.to_owned());
        lines.push("Imprint".to_owned());
        article(number, lines)
    });
    assert_eq!(lines(below), [PLUG, "Imprint"]);
    let inside = archive(40, |number, lines| {
        lines.insert(1 + number % 2, PLUG.to_owned());
        article(number, lines)
    });
    assert_eq!(lines(inside), [PLUG]);
}

#[test]
fn the_head_of_a_wire_is_not() {
    let wire = archive(40, |number, lines| {
        lines.insert(0, "HARBOUR, Lake Agency".to_owned());
        article(number, lines)
    });
    assert!(lines(wire).is_empty());
    // Neither below a line of the day.
    let wire = archive(40, |number, lines| {
        lines.insert(0, format!("Despatch no. {number}"));
        lines.insert(1, "The following stands as it was received by the agency.".to_owned());
        article(number, lines)
    });
    assert!(lines(wire).is_empty());
}

#[test]
fn the_motto_of_a_column_is_not_wherever_it_stands() {
    for at_end in [false, true] {
        let column = archive(60, |number, lines| {
            let is_column = number % 2 == 0;
            if is_column {
                let at = if at_end { lines.len() } else { 0 };
                lines.insert(at, "The lake has more shores than ships.".to_owned());
            }
            by(number, lines, if is_column { "Ana Anić" } else { "The newsroom" })
        });
        assert!(lines(column).is_empty());
        // By the title of its series alone.
        let series = archive(60, |number, lines| {
            let is_series = number % 5 < 3;
            if is_series {
                let at = if at_end { lines.len() } else { 0 };
                lines.insert(at, "The lake has more shores than ships.".to_owned());
            }
            let title = if is_series { "Notes from the shore" } else { "Ferry sails with" };
            let names = ["storks", "mayors", "bells", "cooks", "seals", "mills", "choirs"];
            let name = if is_series { "" } else { names[number % 7] };
            let article = Article::builder().source("Lake Courier").source_id(number.to_string());
            let article = article.title(format!("{title} {number} {name}"));
            article.body(lines.join("\n\n")).build().unwrap()
        });
        assert!(lines(series).is_empty());
    }
}

#[test]
fn subheadings_and_background_are_not() {
    let articles = archive(40, |number, lines| {
        lines.insert(2, "Why it matters".to_owned());
        lines.insert(1, "Why it matters".to_owned());
        if number % 5 < 3 {
            lines.insert(1, "The war began in the spring, and the bridges fell.".to_owned());
        }
        if number % 3 == 0 {
            lines.push(format!("The ferry sank two years ago. Its captain, {PROSE}"));
        }
        lines.push(format!("Harbour master {number}, {PROSE}"));
        // A heading and what stands below it, and who wrote it.
        lines.push("Verdict".to_owned());
        lines.push(format!("Ship number {number}"));
        lines.push(format!("Author {}", number % 5));
        article(number, lines)
    });
    assert!(lines(articles).is_empty());
    let of_one = archive(40, |number, lines| {
        lines.push("She writes about lakes.".to_owned());
        by(number, lines, "Ana Anić")
    });
    assert!(lines(of_one).is_empty());
}

#[test]
fn the_name_of_a_site_above_headlines_is_learned() {
    let texts = archive(40, |number, lines| {
        lines.insert(0, format!("Headline number {number} stands here"));
        lines.insert(0, "Menu".to_owned());
        lines.insert(0, "The Lake Courier".to_owned());
        let untitled = Article::builder().url(format!("https://lake.example/{number}"));
        // What stood first was taken for the title, or nothing.
        let title = if number % 2 == 0 { "The Lake Courier" } else { "" };
        untitled.title(title).body(lines.join("\n")).build().unwrap()
    });
    assert_eq!(lines(texts), ["Menu", "The Lake Courier"]);
}

#[test]
fn what_stood_below_the_articles_of_a_period_is_learned() {
    let changed = archive(300, |number, lines| {
        let year = ["one", "two", "three", "four"][number / 75];
        lines.push(format!("Lake Courier, volume {year}, printed on the quay."));
        article(number, lines)
    });
    assert_eq!(lines(changed).len(), 4);
    let scattered = archive(300, |number, lines| {
        if number % 4 == 0 {
            lines.push("The table of the league stands on the last page.".to_owned());
        }
        article(number, lines)
    });
    assert!(lines(scattered).is_empty());
}

#[test]
fn few_articles_and_copies_of_one_show_nothing() {
    let few = archive(FEWEST - 1, |number, lines| {
        lines.push(PLUG.to_owned());
        article(number, lines)
    });
    assert!(lines(few).is_empty());
    let copies = archive(20, |number, _| article(number, &text(1)));
    assert!(lines(copies).is_empty());
}

#[test]
fn versions_of_one_story_show_nothing() {
    let versions = archive(20, |number, lines| {
        let mut version =
            vec![format!("{number} hours after the start, the ferry is on the lake.")];
        for paragraph in 0..8 {
            version.push(format!("Paragraph {paragraph}: the captain, {PROSE}"));
        }
        *lines = version;
        article(number, lines)
    });
    assert!(lines(versions).is_empty());
}
