//! Says of a page what its title is, who wrote it, and for which outlet.

mod address;
mod authors;
mod byline_text;
mod dates;
mod gathered;
mod key;
mod names;
mod opener;
mod outlet;
mod outlet_names;
mod own_address;
mod parts;
mod place;
mod rigour;
mod roles;
mod segments;
mod structured_data;
mod tags;
mod title;
mod words;

use scraper::Html;

use self::outlet_names::OutletNames;
use self::parts::Parts;
use self::structured_data::StructuredData;
use crate::clean;

/// What a page says of its article.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(in crate::format) struct PageFacts {
    pub(in crate::format) title: Option<String>,
    pub(in crate::format) outlet: Option<String>,
    pub(in crate::format) authors: Vec<String>,
    pub(in crate::format) section: Option<String>,
    pub(in crate::format) tags: Vec<String>,
    pub(in crate::format) address: Option<String>,
    pub(in crate::format) description: Option<String>,
    /// When it was published, as its structured data say, best first.
    pub(in crate::format) published: Vec<String>,
    /// The text that its structured data hold, as it stands.
    pub(in crate::format) text: Option<String>,
}

/// Reads the facts of a page, in time linear in it.
pub(in crate::format) fn facts(page: &Html) -> PageFacts {
    let parts = Parts::of(page);
    let data = StructuredData::of(&parts.scripts);
    let addresses = own_address::all(&parts);
    let own = data.own(&addresses, &title::headlines(&parts));
    let names = OutletNames::of(&parts, &data, own.and_then(|own| own.publisher.as_deref()));
    let headline = title::find(&parts, own, &names);
    let description = parts
        .meta(&["og.description", "description", "twitter.description", "dc.description"])
        .or(own.and_then(|own| own.description.as_deref()))
        .map(|text| clean::one_line(&clean::markup::plain(text.to_owned())));
    PageFacts {
        authors: authors::find(&parts, own, headline.title.as_deref(), &names),
        outlet: outlet::find(&parts, &data, own, &headline, &names),
        section: tags::section(&parts, own),
        tags: tags::tags(&parts, own),
        address: own_address::address(&parts)
            .or_else(|| own.and_then(|own| own.addresses.first().cloned())),
        description: description.filter(|text| !text.is_empty()),
        published: own.map(|own| own.published.clone()).unwrap_or_default(),
        text: own.and_then(|own| own.text.clone()),
        title: headline.title,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(html: &str) -> PageFacts {
        facts(&Html::parse_document(html))
    }

    fn title(html: &str) -> Option<String> {
        of(html).title
    }

    #[test]
    fn the_headline_is_what_the_places_agree_on() {
        let page = "<title>Ferry returns to the lake – Seebote – 30.05.2025</title>
            <meta property='og:site_name' content='Seebote'>
            <header><h1 class='logo'><a href='/'>Seebote</a></h1></header>
            <h2 class='title'>Ferry returns to the lake</h2><p>Text.</p>";
        assert_eq!(title(page).as_deref(), Some("Ferry returns to the lake"));
        let page = "<title>Seebote: Ferry returns to the lake</title><a class='brand' href='/'>Seebote</a>";
        assert_eq!(title(page).as_deref(), Some("Ferry returns to the lake"));
        let page = "<title>Ferry returns to the lake | Region | Seebote</title>
            <nav><a href='/region'>Region</a></nav><link rel='canonical' href='https://www.seebote.example/1'>";
        assert_eq!(title(page).as_deref(), Some("Ferry returns to the lake"));
        let page = "<title>湖にフェリーが戻る：湖畔新聞デジタル</title>
            <meta property='og:site_name' content='湖畔新聞デジタル'>";
        assert_eq!(title(page).as_deref(), Some("湖にフェリーが戻る"));
    }

    #[test]
    fn a_dash_in_the_headline_does_not_end_it() {
        let page = "<title>Donau – der lange Weg zum Meer</title>
            <header><a class='brand' href='/'>Donaubote</a></header><p>Text.</p>";
        assert_eq!(title(page).as_deref(), Some("Donau – der lange Weg zum Meer"));
        let page = "<title>Donau – der lange Weg zum Meer</title>
            <header><a class='brand' href='/'>Donau</a></header><p>Text.</p>";
        assert_eq!(title(page).as_deref(), Some("Donau – der lange Weg zum Meer"));
        let page = "<title>Ukraine – the long road | Danube Courier</title><h1>Ukraine – the long road</h1>";
        let facts = of(page);
        assert_eq!(facts.title.as_deref(), Some("Ukraine – the long road"));
        assert_eq!(facts.outlet.as_deref(), Some("Danube Courier"));
    }

    #[test]
    fn the_heading_of_a_box_is_no_headline() {
        let page =
            "<title>Ferry returns to the lake</title><div class='box'><h1>Follow us</h1></div>
            <p>Ferry.</p>";
        assert_eq!(title(page).as_deref(), Some("Ferry returns to the lake"));
        // The wider headline stands on the page, the shorter is for others to share.
        let page = "<title>Ferry returns | Seebote</title><meta property='og:title' content='Ferry returns'>
            <h1>Ferry returns to the lake after eleven years</h1>";
        assert_eq!(title(page).as_deref(), Some("Ferry returns to the lake after eleven years"));
    }

    #[test]
    fn the_outlet_is_no_handle_and_no_address() {
        let page = "<title>Ferry returns</title><meta property='og:site_name' content='@seebote'>
            <link rel='canonical' href='https://www.seebote.example/1'>";
        assert_eq!(of(page).outlet.as_deref(), Some("seebote.example"));
        let page = r#"<title>Ferry returns</title><meta property="og:site_name" content="https://seebote.example">
            <script type="application/ld+json">{"@type":"NewsArticle","headline":"Ferry returns",
            "publisher":{"name":"Seebote &amp; S&ouml;hne"}}</script>"#;
        assert_eq!(of(page).outlet.as_deref(), Some("Seebote & Söhne"));
        assert_eq!(of("<title>Ferry returns</title><p>Text.</p>").outlet, None);
    }

    #[test]
    fn authors_come_from_the_nearest_place_that_names_them() {
        let own = r#"<script type="application/ld+json">{"@graph":[{"@type":"Article",
            "headline":"Ferry returns","author":{"@id":"a:ana"},"articleSection":"Lake","keywords":"ferry, lake"},
            {"@type":"Person","@id":"a:ana","name":"Ana Marković"}]}</script><h1>Ferry returns</h1>"#;
        assert_eq!(of(own).authors, ["Ana Marković"]);
        assert_eq!(of(own).section.as_deref(), Some("Lake"));
        assert_eq!(of(own).tags, ["ferry", "lake"]);
        let list = r#"<script type="application/ld+json">{"@type":"ItemList","itemListElement":[{"item":
            {"@type":"NewsArticle","headline":"Other news","author":"Jane Other"}}]}</script>
            <h1>Ferry returns</h1><p class="byline">By Emma Radford and <a>Ivo Marin</a></p>
            <aside><p class="byline">By Jane Other</p></aside>"#;
        assert_eq!(of(list).authors, ["Emma Radford", "Ivo Marin"]);
        let plain = "<h1>Ferry returns</h1><p>By Emma Radford, Lake correspondent</p><p>By the time it came, all slept.</p>";
        assert_eq!(of(plain).authors, ["Emma Radford"]);
        let none = "<h1>Ferry returns</h1><p class='byline'>Published 30 May 2025, 6:15 PM MSK</p>";
        assert_eq!(of(none).authors, Vec::<String>::new());
    }

    #[test]
    fn the_outlet_wrote_nothing_and_agencies_only_alone() {
        let page = |author: &str| {
            format!(
                "<title>Ferry returns</title><meta property='og:site_name' content='Seebote'>
                <meta name='author' content='{author}'><h1>Ferry returns</h1>"
            )
        };
        assert_eq!(of(&page("Seebote")).authors, Vec::<String>::new());
        assert_eq!(of(&page("admin")).authors, Vec::<String>::new());
        assert_eq!(of(&page("Reuters")).authors, ["Reuters"]);
        assert_eq!(of(&page("Jane Doe; Reuters")).authors, ["Jane Doe"]);
        assert_eq!(of(&page("https://seebote.example/jane")).authors, Vec::<String>::new());
    }

    #[test]
    fn pages_that_mean_harm_are_read_in_bounds() {
        let nested = format!(
            "<script type='application/ld+json'>{}1{}</script>",
            "[".repeat(10_000),
            "]".repeat(10_000)
        );
        assert_eq!(of(&nested), PageFacts::default());
        let mut names = String::new();
        for number in 0..200_usize {
            let (first, second) = (number % 10, number / 10);
            names.push_str("<a rel='author'>Jane D");
            names.push_str(&"o".repeat(first + 1));
            names.push_str(&"e".repeat(second + 1));
            names.push_str("</a>");
        }
        assert!(of(&format!("<h1>Ferry returns</h1>{names}")).authors.len() <= 50);
        let openers = format!(
            "<p>{}</p><p class='byline'>{}</p>",
            "by ".repeat(50_000),
            "and ".repeat(50_000)
        );
        assert_eq!(of(&openers), PageFacts::default());
        let logos = format!("{}x", "<div class='logo author title'>".repeat(300));
        assert_eq!(of(&logos).authors, Vec::<String>::new());
        let bars = format!("<title>{}</title>", "a | ".repeat(20_000));
        assert_eq!(of(&bars).title, None);
    }
}
