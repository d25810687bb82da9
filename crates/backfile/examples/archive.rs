//! A small archive program: articles lie in a database, and Backfile searches them.
//!
//! ```sh
//! cargo run -p backfile --example archive
//! ```

#![expect(clippy::print_stdout, reason = "a program shows what it does")]

use std::error::Error;
use std::path::Path;
use std::thread;
use std::time::Duration;

use backfile::fields::{FieldKind, FieldName, OwnFields};
use backfile::{
    Advice, Article, Breakdown, Direction, Facet, Filter, Indexer, IndexerError, Query, QueryError,
    SearchRequest, Searcher, Settings, Sort, TimelineBy, contract,
};
use rusqlite::{Connection, Row, params};

/// What happens when anything fails here: it is told at the end of `main`.
type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("index");
    let database = archive()?;
    let mut indexer = open(&path)?;
    index(&database, &mut indexer)?;
    let searcher = Searcher::open(&path)?;
    println!("{} articles", searcher.count("")?.total);

    correct(&database, &mut indexer)?;
    searcher.reload()?;
    println!("after corrections {}", searcher.count("")?.total);

    search_while_publishing(&searcher, &mut indexer)?;
    println!("{}", screen(&searcher, "vucic", None)?);
    exact_values(&searcher)?;
    own_fields(&searcher)?;
    page_from_bytes(&mut indexer)?;
    within_a_time(&searcher)?;
    Ok(())
}

/// The database of the archive.
fn archive() -> Outcome<Connection> {
    let database = Connection::open_in_memory()?;
    database.execute_batch(
        "CREATE TABLE article (id INTEGER PRIMARY KEY, title, body, source, day, desk)",
    )?;
    let sources = ["Danube Courier", "Danube Courier International", "Harbour Post"];
    for (number, source) in (1..=300_u32).zip(sources.iter().cycle()) {
        let title = format!("Vučić and the ferry, part {number}");
        let body = "The working group met at the river. ".repeat(usize::try_from(number % 5)? + 1);
        let day = format!("2025-{:02}-{:02}", number % 12 + 1, number % 28 + 1);
        let desk = if number % 7 == 0 { "Foreign Affairs" } else { "City" };
        let row = params![number, title, body, source, day, desk];
        database.execute("INSERT INTO article VALUES (?, ?, ?, ?, ?, ?)", row)?;
    }
    Ok(database)
}

/// The index, made where there is none, and written anew where another version wrote it, or with
/// other fields.
fn open(path: &Path) -> Outcome<Indexer> {
    let fields =
        OwnFields::new().with("desk", FieldKind::Keyword)?.with("pages", FieldKind::Number)?;
    let options = Indexer::options().settings(Settings { fields, ..Settings::default() });
    match options.clone().open(path) {
        Ok(indexer) => Ok(indexer),
        Err(error) if error.advice() == Advice::CreateIndex => Ok(options.create(path)?),
        Err(error) if error.advice() == Advice::Rebuild => {
            let told = &mut |articles| println!("{articles} taken over");
            options.clone().rebuild_from_store(path, told)?;
            Ok(options.open(path)?)
        }
        Err(error) => Err(error.into()),
    }
}

/// Every row, under its own key.
fn index(database: &Connection, indexer: &mut Indexer) -> Outcome<()> {
    let mut rows = database.prepare("SELECT * FROM article")?;
    let mut rows = rows.query([])?;
    while let Some(row) = rows.next()? {
        put(row, indexer)?;
    }
    commit(indexer)
}

fn put(row: &Row<'_>, indexer: &mut Indexer) -> Outcome<()> {
    let key = row.get::<_, i64>("id")?.to_string();
    let article = Article::builder()
        .title(row.get::<_, String>("title")?)
        .body(row.get::<_, String>("body")?)
        .source(row.get::<_, String>("source")?)
        .field("desk", row.get::<_, String>("desk")?)
        .field("pages", row.get::<_, String>("body")?.len() / 40 + 1)
        .published_on(row.get::<_, String>("day")?.parse()?);
    match indexer.put(&key, article) {
        Ok(_) => Ok(()),
        // One bad row ends nothing.
        Err(IndexerError::Article { source, .. }) => {
            println!("row {key} is left out: {source}");
            Ok(())
        }
        Err(error) => Err(error.into()),
    }
}

fn commit(indexer: &mut Indexer) -> Outcome<()> {
    match indexer.commit() {
        Ok(summary) => {
            println!(
                "{} new, {} changed, {} gone",
                summary.added, summary.replaced, summary.removed
            );
            Ok(())
        }
        // What came after the last commit is to be put again, once there is room.
        Err(error @ IndexerError::DiskFull { .. }) => {
            Err(format!("{error}: {}", error.advice()).into())
        }
        Err(error) => Err(error.into()),
    }
}

/// A row gets shorter and changes its source, one goes, and one is no article.
fn correct(database: &Connection, indexer: &mut Indexer) -> Outcome<()> {
    database.execute("UPDATE article SET body = 'Short.', source = 'Post' WHERE id = 7", [])?;
    database.execute("UPDATE article SET title = '', body = '' WHERE id = 8", [])?;
    database.execute("DELETE FROM article WHERE id = 9", [])?;
    for id in [7, 8] {
        database.query_row("SELECT * FROM article WHERE id = ?", [id], |row| {
            Ok(put(row, indexer).map_err(|error| error.to_string()))
        })??;
    }
    indexer.remove_key("9")?;
    commit(indexer)
}

/// Others search while new rows are published, and each answer is of one commit.
fn search_while_publishing(searcher: &Searcher, indexer: &mut Indexer) -> Outcome<()> {
    thread::scope(|scope| {
        let askers: Vec<_> = (0..4)
            .map(|_| {
                scope.spawn(|| {
                    (0..50).all(|_| {
                        let answer =
                            searcher.ask("ferry", &Breakdown::new().facets([Facet::Source]));
                        answer.is_ok_and(|it| {
                            it.page.total == it.facets.as_ref().map(|all| all.total)
                        })
                    })
                })
            })
            .collect();
        for number in 1_000..1_010 {
            let article = Article::builder().title("The ferry again").source("Harbour Post");
            indexer.put(&number.to_string(), article)?;
            indexer.commit()?;
            searcher.reload()?;
        }
        let agree = askers.into_iter().all(|asker| asker.join().is_ok_and(|agrees| agrees));
        println!("all answers agree with themselves: {agree}");
        Ok(())
    })
}

/// What a client is sent: a page with its facets and timeline, as JSON of the contract.
fn screen(searcher: &Searcher, typed: &str, cursor: Option<String>) -> Outcome<String> {
    let mut request = SearchRequest::new(typed);
    (request.cursor, request.limit) = (cursor, Some(2));
    let wanted = Breakdown::new().facets([Facet::Source]).timeline(TimelineBy::Year);
    match searcher.ask(request, &wanted) {
        Ok(answer) => Ok(serde_json::to_string(&contract::Overview::from(answer))?),
        Err(QueryError::Refused { diagnostics, .. }) => {
            let said: Vec<_> = diagnostics.into_iter().map(contract::Diagnostic::from).collect();
            Ok(serde_json::to_string(&said)?)
        }
        Err(error) if error.advice() == Advice::BeginAgain => screen(searcher, typed, None),
        Err(error) => Err(error.into()),
    }
}

/// What is clicked on narrows by this very value; all pages of one view come from one commit.
fn exact_values(searcher: &Searcher) -> Outcome<()> {
    let view = searcher.snapshot();
    for bucket in &view.facets("vucic", &[Facet::Source])?.buckets {
        let mut request = SearchRequest::from(Query::word("vucic"));
        request.filter = Filter::new().value(Facet::Source, &bucket.key);
        (request.sort, request.limit) = (Some(Sort::Newest), Some(20));
        let mut shown = 0;
        loop {
            let page = view.search(request.clone())?.value;
            shown += page.hits.len() as u64;
            let Some(cursor) = page.cursor else { break };
            request.cursor = Some(cursor);
        }
        println!("{}: {} articles, {shown} of them shown", bucket.key, bucket.count);
    }
    Ok(())
}

/// The longest of one desk: fields that only this archive has.
fn own_fields(searcher: &Searcher) -> Outcome<()> {
    let (desk, pages) = (FieldName::new("desk")?, FieldName::new("pages")?);
    let mut request = SearchRequest::new("ferry desk:foreign");
    request.filter = Filter::new().value(Facet::Own(desk), "Foreign Affairs").number(pages, 2.0..);
    (request.sort, request.limit) = (Some(Sort::Field(pages, Direction::Descending)), Some(3));
    for hit in &searcher.search(request)?.hits {
        println!("{}, {} pages", hit.fields[&desk][0], hit.fields[&pages][0]);
    }
    Ok(())
}

/// A page that was fetched, under its address as key.
fn page_from_bytes(indexer: &mut Indexer) -> Outcome<()> {
    use backfile::files::{Document, Ingest};

    let address = "https://courier.example/2025/ferry";
    let page =
        b"<html><article><h1>Ferry returns</h1><p>The ferry runs again.</p></article></html>";
    for read in Ingest::new().document(Document::new(&page[..]).at(address))? {
        match read {
            Ok(article) => println!("{:?}", indexer.put(address, article)?),
            Err(skipped) => println!("left out: {}", skipped.reason),
        }
    }
    commit(indexer)
}

/// Who does not wait gets what there is; who leaves ends the question.
fn within_a_time(searcher: &Searcher) -> Outcome<()> {
    let mut request = SearchRequest::new("*er* w/9 *e*");
    request.limits.time = Some(Duration::from_micros(200));
    let answer = searcher.search(request.clone())?;
    println!("{} hits, partial: {}", answer.hits.len(), answer.partial);
    (request.limits.time, request.limits.work) = (None, Some(u64::MAX));
    let leaves = request.cancel.clone();
    thread::spawn(move || leaves.cancel());
    match searcher.search(request) {
        Ok(answer) => println!("answered before: {}", answer.hits.len()),
        Err(QueryError::Cancelled) => println!("given up"),
        Err(error) => return Err(error.into()),
    }
    Ok(())
}
