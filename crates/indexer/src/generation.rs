//! Chooses the generation that is written, and clears away those that are not needed any more.

use std::fs;

use schema::{GenerationName, Layout, Ledger, Manifest, SchemaError, create_generation};
use tantivy::merge_policy::LogMergePolicy;
use tantivy::{Index, IndexWriter};

use crate::IndexerError;
use crate::committed::{Committed, open_current};
use crate::in_flight::Admitted;
use crate::options::IndexerOptions;

/// The generation that a writer writes to.
pub(crate) struct Target {
    pub(crate) name: GenerationName,
    pub(crate) predecessor: Option<(Committed, Ledger)>,
    pub(crate) is_rebuild: bool,
}

impl Target {
    /// The current generation, or a new one; a new index gets its first before anything is read.
    pub(crate) fn choose(layout: &Layout, options: &IndexerOptions) -> Result<Self, IndexerError> {
        let settings = options.settings.clone();
        let current = match layout.current() {
            Ok(current) => current,
            Err(SchemaError::NoIndex { .. }) => {
                let name = GenerationName::FIRST;
                create_generation(
                    &layout.generation(name),
                    &Manifest::new(settings.unwrap_or_default()),
                )?;
                layout.switch_to(name)?;
                return Ok(Self { name, predecessor: None, is_rebuild: false });
            }
            Err(error) if options.rebuild => {
                let name =
                    layout.generations()?.last().map_or(GenerationName::FIRST, |last| last.next());
                let manifest = Manifest::new(settings.unwrap_or_default());
                create_generation(&layout.generation(name), &manifest).map_err(|_| error)?;
                return Ok(Self { name, predecessor: None, is_rebuild: true });
            }
            Err(error) => return Err(error.into()),
        };
        if !options.rebuild {
            let manifest = Manifest::read(&layout.generation(current))?;
            let path = layout.root().to_owned();
            if settings.is_some_and(|settings| settings != manifest.settings) {
                return Err(IndexerError::OtherSettings { path });
            }
            if !manifest.is_current_analysis() {
                return Err(IndexerError::StaleAnalysis { path });
            }
            return Ok(Self { name: current, predecessor: None, is_rebuild: false });
        }
        let kept = Manifest::read(&layout.generation(current)).map(|manifest| manifest.settings);
        // What cannot be read of the old generation is what a rebuild is for.
        let predecessor = open_current(layout).unwrap_or_default();
        let newest = layout.generations()?.last().copied().unwrap_or(current);
        if newest != current {
            // A rebuild that did not come to its end.
            remove_generation(layout, newest)?;
        }
        let settings = settings.or(kept.ok()).unwrap_or_default();
        let name = current.next();
        create_generation(&layout.generation(name), &Manifest::new(settings))?;
        Ok(Self { name, predecessor, is_rebuild: true })
    }
}

pub(crate) fn open_writer(
    index: &Index,
    options: &IndexerOptions,
) -> tantivy::Result<IndexWriter<Admitted>> {
    // Five eighths of the memory fill segments; the rest is for articles in flight, for words
    // remembered, for writing a full segment out, and for merging.
    let share = (options.memory_bytes / 8 * 5 / options.threads).max(SMALLEST_SHARE);
    let writer = index.writer_with_num_threads(options.threads, share * options.threads)?;
    let mut policy = LogMergePolicy::default();
    policy.set_min_num_segments(6);
    writer.set_merge_policy(Box::new(policy));
    Ok(writer)
}

/// The engine refuses to fill segments in less.
const SMALLEST_SHARE: usize = 15_000_000;

/// Old generations go as soon as the switch is made: a reader that has one open keeps it through
/// its mapped files. Where the system refuses, the next run does it.
pub(crate) fn remove_other_generations(
    layout: &Layout,
    kept: GenerationName,
) -> Result<(), SchemaError> {
    for name in layout.generations()? {
        if name != kept {
            let _ = remove_generation(layout, name);
        }
    }
    Ok(())
}

fn remove_generation(layout: &Layout, name: GenerationName) -> Result<(), SchemaError> {
    let path = layout.generation(name);
    fs::remove_dir_all(&path).map_err(SchemaError::io("remove", path))
}
