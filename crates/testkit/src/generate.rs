//! Makes articles: one by hand, or an archive of random ones.

use article::{Article, ArticleBuilder, PublishedOn, Segment, SegmentKind};
use text::{Language, Script};

use crate::Random;

/// Words that random articles are made of: few, so that queries made of them have hits, with
/// inflected forms, both scripts and second accepted forms among them. The first are frequent.
pub const VOCABULARY: [&str; 42] = [
    "the",
    "of",
    "Vučić",
    "Vucic",
    "Вучић",
    "Vučića",
    "working",
    "group",
    "works",
    "worked",
    "sanctions",
    "sanction",
    "Đoković",
    "Djokovic",
    "Straße",
    "Strasse",
    "long-range",
    "U.S.",
    "4,000",
    "п'ять",
    "город",
    "города",
    "market",
    "markets",
    "Zelensky",
    "Zelenskyy",
    "river",
    "rivers",
    "Krušik",
    "Krusik",
    "voda",
    "vođa",
    "bridge",
    "O'Brien",
    "T100",
    "M84A",
    "l'Ukraine",
    "мой",
    "мои",
    "İstanbul",
    "ärzte",
    "2025",
];

/// An English article of this title and body, with an id of its own.
pub fn article(id: &str, title: &str, body: &str) -> ArticleBuilder {
    let builder = Article::builder().source("Danube Courier").source_id(id).title(title).body(body);
    match Language::from_code("en") {
        Some(english) => builder.language(english, Some(Script::Latin), 1.0),
        None => builder,
    }
}

/// So many random articles: the same for the same seed.
pub fn random_articles(seed: u64, count: usize) -> Vec<Article> {
    let mut random = Random::new(seed);
    (0..count).filter_map(|number| random_article(&mut random, number).build().ok()).collect()
}

/// So many random articles as a file of JSON Lines, with ids of their own for each seed.
pub fn json_lines(seed: u64, count: usize) -> String {
    let mut lines = String::new();
    for article in random_articles(seed, count) {
        let article = article.into_fields();
        let id = format!("{seed}-{}", article.source_id.unwrap_or_default());
        let title = article.title.unwrap_or_default();
        let source = article.source.unwrap_or_default();
        let date = article.published_on.map(|date| date.to_string()).unwrap_or_default();
        let fields = [
            ("id", id),
            ("title", title),
            ("source", source),
            ("date", date),
            ("body", article.body),
        ];
        let fields = fields.into_iter().filter(|(_, value)| !value.is_empty());
        let fields = fields.map(|(key, value)| format!("\"{key}\":\"{}\"", escaped(&value)));
        lines.push('{');
        lines.push_str(&fields.collect::<Vec<_>>().join(","));
        lines.push_str("}\n");
    }
    lines
}

/// The vocabulary has no other character that JSON wants escaped.
fn escaped(text: &str) -> String {
    text.replace('\n', "\\n")
}

fn random_article(random: &mut Random, number: usize) -> ArticleBuilder {
    let title_words = 1 + random.below(6);
    let title = sentence(random, title_words);
    let mut body = String::new();
    let mut segments = Vec::new();
    for paragraph in 0..=random.below(4) {
        if paragraph > 0 {
            body.push_str("\n\n");
        }
        let start = body.len();
        for sentences in 0..=random.below(3) {
            if sentences > 0 {
                body.push(' ');
            }
            let words = 1 + random.below(12);
            body.push_str(&sentence(random, words));
            body.push('.');
        }
        let kind = if random.once_in(6) { SegmentKind::Boilerplate } else { SegmentKind::Body };
        segments.push(Segment::new(kind, start..body.len()));
    }
    let languages = ["en", "sr", "de", "ru"].map(Language::from_code);
    let language = random.one_of(&languages).unwrap_or(Language::UNKNOWN);
    let mut builder = Article::builder()
        .source(*random.one_of(&["Danube Courier", "Savski glasnik", "Dnipro Wire"]))
        .source_id(number.to_string())
        .title(title)
        .body(body)
        .segments(segments)
        .language(language, None, 1.0);
    if let Some(date) = random_date(random) {
        builder = builder.published_on(date);
    }
    builder
}

fn sentence(random: &mut Random, words: usize) -> String {
    let mut words = (0..words).map(|_| {
        // Half of the words come from the first fifth, so that some are frequent.
        let limit = if random.once_in(2) { VOCABULARY.len() / 5 } else { VOCABULARY.len() };
        VOCABULARY[random.below(limit)]
    });
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |text, word| text + " " + word)
}

fn random_date(random: &mut Random) -> Option<PublishedOn> {
    let year = 2014 + i16::try_from(random.below(12)).ok()?;
    let month = 1 + i8::try_from(random.below(12)).ok()?;
    let day = 1 + i8::try_from(random.below(28)).ok()?;
    match random.below(12) {
        0 => None,
        1 => PublishedOn::year(year).ok(),
        2 => PublishedOn::month(year, month).ok(),
        _ => PublishedOn::day(year, month, day).ok(),
    }
}
