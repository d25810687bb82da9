//! The articles of a run as an iterator.

use std::ops::ControlFlow;
use std::sync::mpsc::{Receiver, sync_channel};
use std::vec;

use article::Article;

use crate::{Event, Skipped};

/// Takes a batch of events, and says whether more are wanted.
pub(crate) type Sink<'a> = dyn FnMut(Vec<Event>) -> ControlFlow<()> + 'a;

/// The articles of a run, in order, and what was left out between them.
///
/// Reading goes on in the background, a few batches ahead, and ends when this is dropped.
#[derive(Debug)]
pub struct Articles {
    batches: Receiver<Vec<Event>>,
    batch: vec::IntoIter<Event>,
}

impl Articles {
    /// Those of the batches that a run hands to its sink.
    pub(crate) fn of(run: impl FnOnce(&mut Sink<'_>) + Send + 'static) -> Self {
        let (sender, batches) = sync_channel(1);
        std::thread::spawn(move || {
            let mut sink = |batch| match sender.send(batch) {
                Ok(()) => ControlFlow::Continue(()),
                Err(_) => ControlFlow::Break(()),
            };
            run(&mut sink);
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
