//! An index inside of an asynchronous program: questions run on threads that may block, one writer
//! takes articles from a channel, and who gives a question up ends it.
//!
//! ```sh
//! cargo run -p backfile --example served
//! ```

#![expect(clippy::print_stdout, reason = "a program shows what it does")]

use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

use backfile::{Article, ArticleBuilder, CancelToken, Indexer, Location, SearchRequest, Searcher};
use tokio::sync::mpsc;
use tokio::task::{JoinHandle, spawn_blocking};

type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// Gives a question up when nobody waits for its answer any more.
struct GivesUp(CancelToken);

impl Drop for GivesUp {
    fn drop(&mut self) {
        self.0.cancel();
    }
}

/// Asks without blocking the runtime. Where this is dropped before it is done, as by a client that
/// leaves, the question ends.
async fn titles(searcher: &Arc<Searcher>, typed: &str) -> Outcome<Vec<String>> {
    let request = SearchRequest::new(typed);
    let _gives_up = GivesUp(request.cancel.clone());
    let searcher = Arc::clone(searcher);
    let page = spawn_blocking(move || searcher.search(request)).await??;
    Ok(page.value.hits.into_iter().filter_map(|hit| hit.title).collect())
}

/// Takes articles until nobody sends any, and publishes what has come together.
fn writer(
    mut indexer: Indexer,
    searcher: Arc<Searcher>,
    mut articles: mpsc::Receiver<(String, ArticleBuilder)>,
) -> JoinHandle<Outcome<()>> {
    spawn_blocking(move || {
        while let Some((key, article)) = articles.blocking_recv() {
            indexer.put(&key, article)?;
            while let Ok((key, article)) = articles.try_recv() {
                indexer.put(&key, article)?;
            }
            indexer.commit()?;
            searcher.reload()?;
        }
        Ok(())
    })
}

#[tokio::main]
async fn main() -> Outcome<()> {
    let place = Location::in_memory();
    let mut indexer = Indexer::create(&place)?;
    indexer.commit()?;
    let searcher = Arc::new(Searcher::open(&place)?);
    let (sender, receiver) = mpsc::channel(16);
    let writing = writer(indexer, Arc::clone(&searcher), receiver);
    for number in 0..40 {
        let article = Article::builder().title(format!("Ferry {number}")).body("It runs again.");
        sender.send((number.to_string(), article)).await?;
    }
    drop(sender);
    writing.await??;
    println!("{:?}", titles(&searcher, "ferry 7").await?);
    let hurried = tokio::time::timeout(Duration::ZERO, titles(&searcher, "f*")).await;
    println!("{}", if hurried.is_ok() { "in time" } else { "given up" });
    Ok(())
}
