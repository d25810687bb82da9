//! Whatever a file holds that looks like a container: reading it ends, and no name in it leads out.

#![no_main]

use std::io::Write as _;
use std::ops::ControlFlow;

use ingest::{Event, Ingest, NoBaseline};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.zip");
    std::fs::File::create(&path).and_then(|mut file| file.write_all(bytes)).expect("a file");
    let read = Ingest::new().path(&path).threads(1).run(&NoBaseline, &mut |events| {
        for event in events {
            if let Event::FileStarted(file) = event {
                let is_inside = file.path.as_str().split('/').all(|part| part != "..");
                assert!(is_inside, "{}", file.path);
            }
        }
        ControlFlow::Continue(())
    });
    read.expect("a run");
});
