//! The articles of a run as an iterator.

use std::ops::ControlFlow;
use std::sync::mpsc::{Receiver, sync_channel};
use std::vec;

use article::Article;

use crate::{Event, Ingest, NoBaseline, Skipped};

/// The articles of a run, in order, and what was left out between them.
///
/// Reading goes on in the background, a few batches ahead, and ends when this is dropped.
#[derive(Debug)]
pub struct Articles {
    batches: Receiver<Vec<Event>>,
    batch: vec::IntoIter<Event>,
}

impl Articles {
    pub(crate) fn start(ingest: Ingest) -> Self {
        let (sender, batches) = sync_channel(1);
        std::thread::spawn(move || {
            let mut sink = |batch| match sender.send(batch) {
                Ok(()) => ControlFlow::Continue(()),
                Err(_) => ControlFlow::Break(()),
            };
            // Its only errors were looked for before; one that has come up since ends the run.
            let _ = ingest.run(&NoBaseline, &mut sink);
        });
        Self { batches, batch: Vec::new().into_iter() }
    }
}

impl Iterator for Articles {
    type Item = Result<Article, Skipped>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            for event in self.batch.by_ref() {
                match event {
                    Event::Article { article, .. } => return Some(Ok(*article)),
                    Event::Skipped(skipped) => return Some(Err(skipped)),
                    _ => {}
                }
            }
            self.batch = self.batches.recv().ok()?.into_iter();
        }
    }
}
