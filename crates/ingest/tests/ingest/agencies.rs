//! Reads what agencies send, and the exports of newsrooms and search servers.

use article::SegmentKind;

use super::{Told, read_file};

fn titles(told: &Told) -> Vec<&str> {
    told.articles().iter().filter_map(|article| article.title.as_deref()).collect()
}

fn kinds(told: &Told) -> Vec<String> {
    told.skips().iter().map(|skipped| skipped.reason.to_string()).collect()
}

#[test]
fn nitf_says_where_everything_stands() {
    let nitf = r#"<nitf xml:lang="en"><head><docdata management-status="usable"><doc-id id-string="x-1"/><date.issue norm="20140203T070500Z"/></docdata></head>
        <body><body.head><hedline><hl1>Ferry returns</hl1><hl2>After a year</hl2></hedline><byline>By <person>Ana Ilić</person></byline>
        <distributor><org>Lake Agency</org></distributor><dateline><location>Ohrid</location></dateline></body.head>
        <body.content><p>It runs <em>again</em>.</p><media><media-caption>The ferry on Monday.</media-caption></media>
        <table><tr><td>Cars</td><td>12</td></tr></table></body.content></body></nitf>"#;
    let told = read_file("a.xml", nitf.as_bytes());
    let article = told.articles()[0];
    assert_eq!(article.title.as_deref(), Some("Ferry returns"));
    assert_eq!(article.authors, ["Ana Ilić"]);
    assert_eq!(article.source.as_deref(), Some("Lake Agency"));
    assert_eq!(article.source_id.as_deref(), Some("x-1"));
    assert_eq!(article.places, ["Ohrid"]);
    assert_eq!(article.body, "After a year\n\nIt runs again.\n\nThe ferry on Monday.\n\nCars 12");
    let captions: Vec<&str> = article.parts(SegmentKind::Caption).map(str::trim).collect();
    assert_eq!(captions, ["The ferry on Monday."]);
    assert_eq!(article.published_on.unwrap().to_string(), "2014-02-03T07:05:00Z");
    let killed = nitf.replace("\"usable\"", "\"canceled\"");
    assert!(kinds(&read_file("a.xml", killed.as_bytes()))[0].contains("canceled"));
    let cut = &nitf[..nitf.len() - 100];
    assert!(kinds(&read_file("a.xml", cut.as_bytes()))[0].contains("cut short"));
}

#[test]
fn items_of_both_newsmls_are_articles() {
    let item = |id: &str, status: &str| {
        format!(
            "<newsItem guid='{id}' version='1'><itemMeta><provider literal='Lake Agency'/><pubStatus qcode='stat:{status}'/>\
             <versionCreated>2014-02-03T07:05:00Z</versionCreated></itemMeta><contentMeta><headline>Ferry {id}</headline></contentMeta>\
             <contentSet><inlineXML><html xmlns='http://www.w3.org/1999/xhtml'><body><p>It runs.</p></body></html></inlineXML></contentSet></newsItem>"
        )
    };
    let message = format!(
        "<?xml version='1.0'?><newsMessage><itemSet>{}{}{}</itemSet></newsMessage>",
        item("1", "usable"),
        item("2", "withheld"),
        item("3", "usable")
    );
    let told = read_file("a.xml", message.as_bytes());
    assert_eq!(titles(&told), ["Ferry 1", "Ferry 3"]);
    assert!(kinds(&told)[0].contains("withheld"));
    let first = "<NewsML><NewsItem><Identification><NewsIdentifier><PublicIdentifier>urn:newsml:lake.example:20140203:7:2N</PublicIdentifier>\
        </NewsIdentifier></Identification><NewsManagement><FirstCreated>20140203T070500Z</FirstCreated><Status FormalName='Usable'/></NewsManagement>\
        <NewsComponent><NewsLines><HeadLine>Ferry</HeadLine><ByLine>Ana Ilić</ByLine></NewsLines>\
        <NewsComponent><ContentItem><Format FormalName='CSS'/><DataContent>p { color: red; and much more of it that is longer }</DataContent></ContentItem></NewsComponent>\
        <NewsComponent><ContentItem><DataContent><p>It runs.</p></DataContent></ContentItem></NewsComponent></NewsComponent>\
        </NewsItem></NewsML>";
    let told = read_file("a.xml", first.as_bytes());
    let article = told.articles()[0];
    assert_eq!(article.source_id.as_deref(), Some("urn:newsml:lake.example:20140203:7"));
    assert_eq!((article.title.as_deref(), article.body.as_str()), (Some("Ferry"), "It runs."));
    assert_eq!(article.published_on.unwrap().to_string(), "2014-02-03T07:05:00Z");
}

#[test]
fn ninjs_is_read_in_each_of_its_versions() {
    let old = r#"{"uri":"urn:1","type":"text","pubstatus":"usable","versioncreated":"2014-02-03T07:05:00Z","headline":"Ferry","byline":"Ana Ilić","body_xhtml":"<p>It runs.</p>"}"#;
    let new = r#"{"uri":"urn:2","type":"text","versionCreated":"2014-02-03T07:05:00Z","headlines":[{"role":"sub","value":"No"},{"role":"main","value":"Lake"}],"bodies":[{"role":"main","value":"It is wet."}]}"#;
    let gone = r#"{"uri":"urn:3","pubstatus":"canceled","versioncreated":"2014-02-03T07:05:00Z","headline":"x","body_text":"y"}"#;
    let picture = r#"{"uri":"urn:4","type":"picture","versioncreated":"2014-02-03T07:05:00Z","headline":"x","description_text":"y"}"#;
    let told = read_file("a.jsonl", [old, new, gone, picture].join("\n").as_bytes());
    assert_eq!(titles(&told), ["Ferry", "Lake"]);
    assert_eq!(told.articles()[0].source_id.as_deref(), Some("urn:1"));
    assert_eq!(told.articles()[1].body, "It is wet.");
    assert_eq!(kinds(&told).len(), 2);
}

#[test]
fn the_wire_is_cut_into_its_messages() {
    let message = |number: u32, text: &str| {
        format!(
            "\u{16}\u{16}\u{1}lak{number:04} 3 pl 12\r\n\u{2}{text}\u{3}\r\nlak\r\n212101 GMT Nov 18\r\n\u{4}\r\n"
        )
    };
    let wire =
        message(1, "Ferry returns =\r\n\r\nBy Ana Ilić, lak\r\n\r\nOhrid (lak) - It runs.\r\n")
            + &message(2, "Second =\r\nIt rains.\r\n");
    let told = read_file("a.txt", wire.as_bytes());
    assert_eq!(titles(&told), ["Ferry returns", "Second"]);
    let first = told.articles()[0];
    assert_eq!(first.source_id.as_deref(), Some("lak0001 21 Nov 2018"));
    assert_eq!(first.section.as_deref(), Some("pl"));
    assert_eq!(first.authors, ["Ana Ilić"]);
    assert_eq!(first.published_on.unwrap().to_string(), "2018-11-21");
    let cut = &wire[..wire.len() - 60];
    assert!(kinds(&read_file("a.txt", cut.as_bytes()))[0].contains("cut short"));
}

#[test]
fn old_stories_in_sgml_are_read() {
    let stories = "<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n<REUTERS NEWID=\"5\"><DATE>26-FEB-1987 15:01:01.79</DATE><PLACES><D>usa</D></PLACES>\
        <TEXT>&#2;<TITLE>FERRY &lt;FRY> RETURNS</TITLE><BODY>It runs &lt;again>, said the captain.\n&#3;</BODY></TEXT></REUTERS>\n\
        <REUTERS NEWID=\"6\"><DATE>26-FEB-1987</DATE><TEXT TYPE=\"UNPROC\">SHORT\nIt rains.</TEXT></REUTERS>";
    let told = read_file("a.sgm", stories.as_bytes());
    let articles = told.articles();
    assert_eq!(articles.len(), 2);
    assert_eq!(articles[0].title.as_deref(), Some("FERRY <FRY> RETURNS"));
    assert_eq!(articles[0].body, "It runs <again>, said the captain.");
    assert_eq!(articles[0].places, ["usa"]);
    assert!(articles[1].body.contains("It rains."));
}

#[test]
fn exports_of_servers_and_newsrooms_are_read() {
    let bulk = "{\"index\":{\"_id\":\"n1\"}}\n{\"title\":\"Ferry\",\"text\":\"It runs.\"}\n{\"delete\":{\"_id\":\"n0\"}}\n\
                {\"create\":{\"_id\":\"n2\"}}\n{\"title\":\"Lake\",\"text\":\"It is wet.\"}\n";
    let told = read_file("a.ndjson", bulk.as_bytes());
    let ids: Vec<_> =
        told.articles().iter().map(|article| article.source_id.clone().unwrap()).collect();
    assert_eq!(ids, ["n1", "n2"]);
    assert!(kinds(&told)[0].contains("deletion"));
    let items = "<?xml version=\"1.0\"?>\n<items>\n<item><title>Ferry &amp; lake</title><authors><value>Ana Ilić</value><value>Boris Babić</value></authors>\
                 <maintext>It runs.</maintext></item>\n</items>";
    let told = read_file("a.xml", items.as_bytes());
    assert_eq!(titles(&told), ["Ferry & lake"]);
    assert_eq!(told.articles()[0].authors, ["Ana Ilić", "Boris Babić"]);
    let ghost = r#"{"db":[{"meta":{"version":"4"},"data":{"posts":[
        {"title":"Ferry","slug":"f","status":"published","html":"<p>It runs.</p>","mobiledoc":null},
        {"title":"Later","slug":"l","status":"draft","html":"<p>Not yet.</p>","mobiledoc":null}],"tags":[{"name":"x"}]}}]}"#;
    let told = read_file("ghost.json", ghost.as_bytes());
    assert_eq!(titles(&told), ["Ferry"]);
    assert!(kinds(&told)[0].contains("draft"));
    let posts = r#"{"id_str":"1","created_at":"Mon Feb 03 07:05:00 +0000 2014","full_text":"RT short","retweeted_status":{"full_text":"The ferry runs, all of it."},"user":{"name":"Ana","screen_name":"ana"},"source":"<a>App</a>"}"#;
    let told = read_file("a.jsonl", posts.as_bytes());
    let post = told.articles()[0];
    assert_eq!(post.body, "The ferry runs, all of it.");
    assert_eq!(post.url.as_deref(), Some("https://twitter.com/ana/status/1"));
    assert_eq!(post.source.as_deref(), Some("Twitter"));
}

#[test]
fn records_that_only_look_like_those_of_other_programs_are_read_as_they_were() {
    let embedded = r#"{"title":"Ferry","text":"It runs.","source":"Courier","tweet":{"id_str":"1","user":{"screen_name":"ana"}}}"#;
    let forum = r#"{"title":"Lake","text":"It is wet.","id":"1","author_id":"7","conversation_id":"9","created_at":"2014-02-03"}"#;
    let other =
        r#"{"uri":"urn:1","versioncreated":"2014-02-03","headline":"Mill","content":"It turns."}"#;
    let told = read_file("a.jsonl", [embedded, forum, other].join("\n").as_bytes());
    let bodies: Vec<&str> = told.articles().iter().map(|article| article.body.as_str()).collect();
    assert_eq!(bodies, ["It runs.", "It is wet.", "It turns."]);
    assert_eq!(told.articles()[0].source.as_deref(), Some("Courier"));
    let rows = "{\"index\":{\"title\":\"Ferry\",\"text\":\"It runs.\"}}\n{\"title\":\"Lake\",\"text\":\"It is wet.\"}\n";
    assert!(titles(&read_file("a.jsonl", rows.as_bytes())).contains(&"Lake"));
}

#[test]
fn no_sign_that_commands_a_terminal_comes_out_of_an_entity() {
    let nitf = "<nitf><body><body.head><hedline><hl1>Ferry &#27;[31m red</hl1></hedline></body.head>\
                <body.content><p>It &#x1b;]0;x&#7; runs.</p></body.content></body></nitf>";
    let told = read_file("a.xml", nitf.as_bytes());
    let article = told.articles()[0];
    assert!(!article.body.contains(char::is_control), "{:?}", article.body);
    assert!(!article.title.as_deref().unwrap().contains(char::is_control));
}
