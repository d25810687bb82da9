//! Reads feeds and the exports that are feeds.

use super::{Told, read_file};

fn titles(told: &Told) -> Vec<&str> {
    told.articles().iter().filter_map(|article| article.title.as_deref()).collect()
}

fn skips(told: &Told) -> Vec<String> {
    told.skips().iter().map(|skipped| skipped.reason.to_string()).collect()
}

#[test]
fn items_have_what_the_channel_says_of_all() {
    let feed = r#"<?xml version="1.0"?>
        <!-- <item><title>Not this one</title></item> -->
        <rss version="2.0" xmlns:c="http://purl.org/rss/1.0/modules/content/"><channel>
        <title>Lake &amp; Shore</title><link>http://lake.example/</link><language>en</language>
        <item><title>R&D on the lake: a &lt; b</title><link>/one</link><guid isPermaLink="false">1</guid>
        <pubDate>Fri, 30 May 2025 18:15:00 +0200</pubDate><author>desk@lake.example (Ana Ilić)</author>
        <description>Short.</description><c:encoded><![CDATA[<p>The ferry</item> runs &eacute;t&eacute;.</p>]]></c:encoded></item>
        <item><title>No text</title></item>
        <item><description>No title, and yet a text of some length.</description></item>
        </channel></rss>"#;
    let told = read_file("a.xml", feed.as_bytes());
    let articles = told.articles();
    assert_eq!(articles.len(), 3, "{:?}", skips(&told));
    let first = articles[0];
    assert_eq!(first.title.as_deref(), Some("R&D on the lake: a < b"));
    assert_eq!(first.url.as_deref(), Some("http://lake.example/one"));
    assert_eq!(first.source_id.as_deref(), Some("1"));
    assert_eq!(first.source.as_deref(), Some("Lake & Shore"));
    assert_eq!(first.authors, ["Ana Ilić"]);
    assert_eq!(first.body, "The ferry</item> runs été.");
    assert_eq!(first.published_on.unwrap().to_string(), "2025-05-30T18:15:00+02:00");
    assert_eq!(articles[1].title.as_deref(), Some("No text"));
}

#[test]
fn the_id_of_an_item_is_its_own_within_the_host_of_its_link() {
    let feed = |host: &str, name: &str| {
        format!(
            "<rss><channel><title>{name}</title><item><guid>7</guid><title>t</title>\
             <link>http://{host}/x</link><description>Some text here.</description></item></channel></rss>"
        )
    };
    let id = |feed: String| read_file("a.rss", feed.as_bytes()).articles()[0].id;
    let one = id(feed("a.example", "A"));
    assert_eq!(one, id(feed("www.a.example", "The same, by another name")));
    assert_ne!(one, id(feed("b.example", "A")));
}

#[test]
fn atom_and_rdf_are_feeds_too() {
    let atom = r#"<a:feed xmlns:a="http://www.w3.org/2005/Atom" xml:lang="sr"><a:title>Lake</a:title>
        <a:entry><a:title type="html">Ferry &amp;amp; lake</a:title><a:id>urn:1</a:id>
        <a:link rel="self" href="http://lake.example/self"/><a:link href="http://lake.example/1"/>
        <a:updated>2025-06-01T00:00:00Z</a:updated><a:published>2025-05-30T00:00:00Z</a:published>
        <a:summary>Short.</a:summary><a:content type="xhtml"><x:div xmlns:x="http://www.w3.org/1999/xhtml"><x:p>The ferry runs.</x:p><x:p>Daily.</x:p></x:div></a:content>
        </a:entry></a:feed>"#;
    let told = read_file("a.atom", atom.as_bytes());
    let entry = told.articles()[0];
    assert_eq!(entry.title.as_deref(), Some("Ferry & lake"));
    assert_eq!(entry.url.as_deref(), Some("http://lake.example/1"));
    assert_eq!(entry.body, "The ferry runs.\n\nDaily.");
    assert_eq!(entry.published_on.unwrap().to_string(), "2025-05-30T00:00:00Z");
    let alone = "<entry xmlns='http://www.w3.org/2005/Atom'><title>Alone</title><summary>It runs.</summary></entry>";
    assert_eq!(titles(&read_file("a.xml", alone.as_bytes())), ["Alone"]);
    let rdf = r#"<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
        <channel rdf:about="x"><title>Lake</title></channel>
        <item rdf:about="http://lake.example/1"><title>Ferry</title><description>It runs.</description></item></rdf:RDF>"#;
    let told = read_file("a.rdf", rdf.as_bytes());
    assert_eq!(titles(&told), ["Ferry"]);
    assert_eq!(told.articles()[0].url.as_deref(), Some("http://lake.example/1"));
}

#[test]
fn a_feed_that_is_cut_says_so_and_lists_of_feeds_are_left_out() {
    let cut =
        "<rss><channel><item><title>a</title><description>One.</description></item><item><title>b";
    let told = read_file("a.rss", cut.as_bytes());
    assert_eq!(titles(&told), ["a"]);
    assert!(skips(&told)[0].contains("cut short"), "{:?}", skips(&told));
    let opml =
        "<?xml version='1.0'?><opml><body><outline text='Lake' xmlUrl='http://x'/></body></opml>";
    let told = read_file("a.opml", opml.as_bytes());
    assert!(told.articles().is_empty() && skips(&told)[0].contains("opml"));
}

#[test]
fn published_posts_of_wordpress_are_articles_and_the_rest_is_counted() {
    let item = |kind: &str, status: &str, title: &str| {
        format!(
            "<item><title>{title}</title><dc:creator>ana</dc:creator><wp:post_type>{kind}</wp:post_type>\
             <wp:status>{status}</wp:status><wp:post_date>2014-02-03 07:05:00</wp:post_date>\
             <content:encoded><![CDATA[<!-- wp:x -->[caption id=\"1\"]The <b>ferry</b>[/caption]\n\nruns [sic].]]></content:encoded>\
             <category domain=\"category\">News</category></item>"
        )
    };
    let items = [
        item("post", "publish", "a"),
        item("page", "publish", "b"),
        item("post", "draft", "c"),
        item("attachment", "inherit", "d"),
        item("post", "private", "e"),
    ];
    let export = format!(
        "<rss xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:content='http://purl.org/rss/1.0/modules/content/'>\
         <channel><title>Lake</title><wp:author><wp:author_login>ana</wp:author_login>\
         <wp:author_display_name>Ana Ilić</wp:author_display_name></wp:author>{}</channel></rss>",
        items.concat()
    );
    let told = read_file("a.xml", export.as_bytes());
    assert_eq!(titles(&told), ["a", "b"]);
    let post = told.articles()[0];
    assert_eq!(post.authors, ["Ana Ilić"]);
    assert_eq!(post.section.as_deref(), Some("News"));
    assert_eq!(post.body, "The ferry\n\nruns [sic].");
    assert_eq!(skips(&told).len(), 3, "{:?}", skips(&told));
}
