//! Whatever a file holds that looks like mail: reading it ends.

#![no_main]

use std::ops::ControlFlow;

use ingest::{Ingest, NoBaseline};
use libfuzzer_sys::fuzz_target;

/// The first byte chooses the name.
const NAMES: [&str; 4] = ["a.eml", "a.emlx", "a.mbox", "a.mhtml"];

fuzz_target!(|bytes: &[u8]| {
    let Some((first, rest)) = bytes.split_first() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(NAMES[usize::from(*first) % NAMES.len()]);
    std::fs::write(&path, rest).expect("a file");
    let ingest = Ingest::new().path(&path).threads(1);
    ingest.run(&NoBaseline, &mut |_| ControlFlow::Continue(())).expect("a run");
});
