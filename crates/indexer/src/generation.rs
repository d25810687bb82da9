//! Opens the generation that is written, and clears away those that are not needed any more.

use std::collections::HashMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use article::Boilerplate;
use schema::{
    CommitNote, FORMAT_VERSION, Fields, Folder, FolderAccess, GenerationName, Layout, Ledger,
    Manifest, RebuildOf, SchemaError, create_generation, index_in_memory, open_generation,
    read_boilerplate, write_boilerplate,
};
use tantivy::index::{SegmentComponent, SegmentId};
use tantivy::indexer::IndexWriterOptions;
use tantivy::merge_policy::LogMergePolicy;
use tantivy::{Index, IndexWriter};

use crate::IndexerError;
use crate::committed::{Committed, last_commit};
use crate::learn::learn;
use crate::lock::WriterLock;
use crate::options::IndexerOptions;
use crate::predecessor::Predecessor;
use crate::verify::{Finding, with_source};

/// The generation that a writer writes to.
pub(crate) struct Opened {
    pub(crate) layout: Layout,
    pub(crate) name: GenerationName,
    pub(crate) index: Index,
    pub(crate) fields: Fields,
    pub(crate) manifest: Manifest,
    pub(crate) committed: Committed,
    pub(crate) ledger: Ledger,
    /// What is known to stand around articles.
    pub(crate) boilerplate: Boilerplate,
    pub(crate) note: CommitNote,
    pub(crate) predecessor: Option<Predecessor>,
    /// Why a rebuild can take nothing from the generation that it replaces, where there is one.
    pub(crate) unreadable: Option<Finding>,
    pub(crate) is_rebuild: bool,
    /// There is none in a dry run, which writes nothing.
    pub(crate) lock: Option<WriterLock>,
}

/// Which generation is to be opened.
struct Target {
    name: GenerationName,
    manifest: Manifest,
    predecessor: Option<Predecessor>,
    unreadable: Option<Finding>,
    is_rebuild: bool,
    /// Whether it has still to be made.
    is_new: bool,
}

impl Opened {
    /// Opens the current generation, or a new one; a new index gets its first before anything is
    /// read.
    pub(crate) fn open(layout: Layout, options: &IndexerOptions) -> Result<Self, IndexerError> {
        if let Some(settings) = &options.settings {
            settings.check()?;
        }
        // A folder that is something else is refused before anything is written to it.
        current(&layout, options)?;
        let mut lock = None;
        if !options.dry_run {
            let folder = layout.folder();
            folder.create().map_err(SchemaError::io("create", folder.path()))?;
            lock = Some(WriterLock::take(&layout)?);
        }
        let Target { name, manifest, mut predecessor, unreadable, is_rebuild, is_new } =
            match current(&layout, options)? {
                Current::None => Target {
                    name: GenerationName::FIRST,
                    manifest: Manifest::new(options.settings.clone().unwrap_or_default()),
                    predecessor: None,
                    unreadable: None,
                    is_rebuild: false,
                    is_new: true,
                },
                Current::Generation(name) if !options.rebuild => plain(&layout, name, options)?,
                Current::Generation(name) => rebuild(&layout, Some(name), options)?,
                Current::Damaged => rebuild(&layout, None, options)?,
            };
        let folder = layout.generation(name);
        let boilerplate = match &predecessor {
            Some(old) if is_new => learn(old, &options.cancel)?,
            _ => read_boilerplate(&folder)?,
        };
        if is_new && !options.dry_run {
            write_boilerplate(&folder, &boilerplate)?;
            create_generation(&folder, &manifest)?;
            if !is_rebuild {
                layout.switch_to(name)?;
            }
        }
        let (index, fields) = if is_new && options.dry_run {
            index_in_memory(&manifest.settings)
        } else {
            let access = if options.dry_run { FolderAccess::Read } else { FolderAccess::Write };
            let (index, fields, _) = open_generation(&folder, access)?;
            (index, fields)
        };
        let committed = Committed::of(&index, &fields)?;
        let (mut ledger, note) = last_commit(&folder, &index)?;
        if lock.is_some() && !is_rebuild {
            remove_other_generations(&layout, name, note.commit)?;
        }
        if let Some(predecessor) = &mut predecessor
            && note.commit == 0
        {
            ledger = unread(&predecessor.ledger);
        }
        Ok(Self {
            layout,
            name,
            index,
            fields,
            manifest,
            committed,
            ledger,
            boilerplate,
            note,
            predecessor,
            unreadable,
            is_rebuild,
            lock,
        })
    }
}

enum Current {
    /// There is no index yet.
    None,
    Generation(GenerationName),
    /// It cannot be told, and all is to be made anew.
    Damaged,
}

fn current(layout: &Layout, options: &IndexerOptions) -> Result<Current, IndexerError> {
    match layout.current() {
        Ok(name) => Ok(Current::Generation(name)),
        Err(SchemaError::NoIndex { .. }) => Ok(Current::None),
        Err(SchemaError::Corrupt { .. }) if options.rebuild => Ok(Current::Damaged),
        Err(error) => Err(error.into()),
    }
}

/// The current generation, if it is one that this program would write.
fn plain(
    layout: &Layout,
    name: GenerationName,
    options: &IndexerOptions,
) -> Result<Target, IndexerError> {
    let manifest = Manifest::read(&layout.generation(name))?;
    let path = layout.root().to_owned();
    if options.settings.as_ref().is_some_and(|settings| *settings != manifest.settings) {
        return Err(IndexerError::OtherSettings { path });
    }
    has_dictionaries(&manifest, &path)?;
    if manifest.format_version != FORMAT_VERSION {
        return Err(IndexerError::OldFormat { path, found: manifest.format_version });
    }
    if !manifest.is_current_analysis() {
        return Err(IndexerError::StaleAnalysis { path });
    }
    let (predecessor, unreadable) = (None, None);
    Ok(Target { name, manifest, predecessor, unreadable, is_rebuild: false, is_new: false })
}

/// What was written with a dictionary is not written anew without it.
fn has_dictionaries(manifest: &Manifest, path: &Path) -> Result<(), IndexerError> {
    match manifest.missing_dictionaries() {
        languages if languages.is_empty() => Ok(()),
        languages => Err(IndexerError::NoDictionary { path: path.to_owned(), languages }),
    }
}

/// A generation beside the current one: a rebuild of its last commit that did not come to its
/// end, else a new one.
fn rebuild(
    layout: &Layout,
    current: Option<GenerationName>,
    options: &IndexerOptions,
) -> Result<Target, IndexerError> {
    let generations = layout.generations()?;
    // Where it cannot be told which is current, the first is: a later one is a rebuild of it.
    let replaced = current.or(generations.first().copied());
    // What cannot be read of the old generation is what a rebuild is for.
    let (mut predecessor, mut unreadable) = (None, None);
    if let Some(name) = replaced {
        match Predecessor::open(layout, name) {
            Ok(opened) => predecessor = Some(opened),
            // What this program is too old for, or may not read now, is not damaged.
            Err(error) if !is_damage(&error) => return Err(error.into()),
            Err(error) => {
                let place = layout.generation(name).path().display().to_string();
                unreadable = Some(Finding::new(place, with_source(&error)));
            }
        }
    }
    let manifest = replaced.and_then(|name| Manifest::read(&layout.generation(name)).ok());
    if let Some(manifest) = &manifest {
        has_dictionaries(manifest, layout.root())?;
    }
    let kept = predecessor.as_ref().map(|predecessor| predecessor.settings.clone());
    let kept = kept.or_else(|| manifest.map(|manifest| manifest.settings));
    let settings = options.settings.clone().or(kept).unwrap_or_default();
    let rebuild_of = predecessor.as_ref().map(|predecessor| RebuildOf {
        generation: predecessor.name.number(),
        commit: predecessor.commit,
    });
    let manifest = Manifest::new(settings).rebuild_of(rebuild_of);
    let begun = generations.last().copied().filter(|last| Some(*last) != replaced);
    if let Some(name) = begun
        && rebuild_of.is_some()
        && is_resumable(layout, name, &manifest)
    {
        let is_rebuild = true;
        return Ok(Target { name, manifest, predecessor, unreadable, is_rebuild, is_new: false });
    }
    if !options.dry_run {
        for name in generations.iter().filter(|name| Some(**name) != replaced) {
            remove_generation(layout, *name)?;
        }
    }
    let name = replaced.map_or(GenerationName::FIRST, GenerationName::next);
    Ok(Target { name, manifest, predecessor, unreadable, is_rebuild: true, is_new: true })
}

/// Whether an error says that what was read is not as it was written.
fn is_damage(error: &SchemaError) -> bool {
    match error {
        SchemaError::Io { source, .. } => matches!(
            source.kind(),
            ErrorKind::NotFound | ErrorKind::UnexpectedEof | ErrorKind::InvalidData
        ),
        SchemaError::TooNew { .. } => false,
        _ => true,
    }
}

/// Whether a generation is what a rebuild would make, as far as it has come.
fn is_resumable(layout: &Layout, name: GenerationName, wanted: &Manifest) -> bool {
    let folder = layout.generation(name);
    let Ok((index, fields, manifest)) = open_generation(&folder, FolderAccess::Read) else {
        return false;
    };
    manifest == *wanted
        && last_commit(&folder, &index).is_ok()
        && read_boilerplate(&folder).is_ok()
        && Committed::of(&index, &fields).is_ok()
}

/// The files of a ledger, none of which has been read into the new generation.
fn unread(ledger: &Ledger) -> Ledger {
    let mut ledger = ledger.clone();
    for file in ledger.files.values_mut() {
        std::sync::Arc::make_mut(file).read_again();
    }
    ledger
}

pub(crate) fn open_writer(index: &Index) -> tantivy::Result<IndexWriter> {
    // It is handed segments, so its own thread has nothing to do. One merge at a time: four of
    // large segments would take as much memory again.
    let engine = IndexWriterOptions::builder()
        .memory_budget_per_thread(LEAST_WRITER_BYTES)
        .num_worker_threads(1)
        .num_merge_threads(1);
    let writer: IndexWriter = index.writer_with_options(engine.build())?;
    // The first stamp is that of the last commit. Nothing new may have it: a merge would take a
    // delete that has it for one of that commit. No upstream issue is known.
    writer.run(Vec::new())?;
    let mut policy = LogMergePolicy::default();
    policy.set_min_num_segments(6);
    // What was deleted stays on the disk until its segment is merged: at most a fifth of it, so
    // that an archive that changes every night takes little more than a new index.
    policy.set_del_docs_ratio_before_merge(0.2);
    writer.set_merge_policy(Box::new(policy));
    Ok(writer)
}

/// The engine refuses less, in bytes. No upstream issue is known; quickwit-oss/tantivy#1753 asks
/// for a writer without threads.
pub(crate) const LEAST_WRITER_BYTES: usize = 15_000_000;

/// Removes the generations that are not needed beside this one, of which the last commit has this
/// number. Where the system refuses, the next run does it.
///
/// Old ones go as soon as the switch is made: a reader that has one open keeps it through its
/// mapped files. A later one is a rebuild that has not come to its end. It is left for the next
/// rebuild to go on with, unless it began from another commit, or the disk has little room.
pub(crate) fn remove_other_generations(
    layout: &Layout,
    kept: GenerationName,
    commit: u64,
) -> Result<(), SchemaError> {
    let here = RebuildOf { generation: kept.number(), commit };
    for name in layout.generations()?.into_iter().filter(|name| *name != kept) {
        let folder = layout.generation(name);
        let is_of_use = || Manifest::read(&folder).is_ok_and(|of| of.rebuild_of == Some(here));
        if name < kept || !is_of_use() || is_room_short(layout, kept) {
            let _ = remove_generation(layout, name);
        }
    }
    Ok(())
}

/// Whether less is free than the generation takes, which is what merging it may need.
fn is_room_short(layout: &Layout, name: GenerationName) -> bool {
    free_bytes(layout).is_some_and(|free| free < layout.generation(name).bytes())
}

/// What is free where the index lies; `None` where the system does not tell, or it is in memory.
pub(crate) fn free_bytes(layout: &Layout) -> Option<u64> {
    if layout.folder().is_in_memory() {
        return None;
    }
    fs4::available_space(layout.root()).ok()
}

/// Removes a generation, its manifest first: what is left of it, if this is broken off, can never
/// pass for a whole one.
fn remove_generation(layout: &Layout, name: GenerationName) -> Result<(), SchemaError> {
    let folder = layout.generation(name);
    let _ = folder.remove_file(Manifest::FILE);
    folder.remove().map_err(SchemaError::io("remove", folder.path()))
}

/// Removes the files of segments that the last commit does not name: what a run that was killed
/// wrote, which would be in the way of the next one's files of the same name, the uncompressed
/// text that an earlier version of this program left beside some segments, and text that waited for
/// its segment where the system knows no files without a name. No writer may be open. Upstream:
/// quickwit-oss/tantivy#3079 is about such files; no issue is known about their names.
pub(crate) fn remove_left_over(folder: &Folder, index: &Index) -> tantivy::Result<()> {
    let segments = index.searchable_segment_metas()?.into_iter();
    let deletes: HashMap<String, PathBuf> = segments
        .map(|meta| (meta.id().uuid_string(), meta.relative_path(SegmentComponent::Delete)))
        .collect();
    for name in folder.names().unwrap_or_default() {
        let Some((id, component)) = name.to_str().and_then(|name| name.split_once('.')) else {
            continue;
        };
        let is_living = match deletes.get(id) {
            None => SegmentId::from_uuid_string(id).is_err() && !component.starts_with("tmp"),
            Some(deletes) if component.ends_with("del") => deletes.as_path() == Path::new(&name),
            Some(_) => !component.ends_with("temp"),
        };
        if !is_living {
            // Mostly there is none; where the system refuses, the next run does it.
            let _ = folder.remove_file(name);
        }
    }
    Ok(())
}

/// Removes every ledger of a generation but the one that its commit names. What stays, because
/// the system refused or a kill came before, is removed with the next commit.
pub(crate) fn remove_ledgers_but(generation: &Folder, kept: &str) {
    for name in generation.names().unwrap_or_default() {
        if name.to_str().is_some_and(|name| Ledger::is_file_name(name) && name != kept) {
            let _ = generation.remove_file(name);
        }
    }
}
