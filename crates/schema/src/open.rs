//! Opens or creates the engine's index of a generation.

use std::path::Path;

use tantivy::directory::error::OpenReadError;
use tantivy::store::{Compressor, ZstdCompressor};
use tantivy::{Index, IndexSettings, IndexSortByField, Order, TantivyError};

use crate::fields::names;
use crate::{Fields, Folder, FolderAccess, GenerationFolder, Manifest, SchemaError, Settings};

/// Bytes of text that the store compresses together: larger blocks compress better, smaller ones
/// are read faster.
const STORE_BLOCK_BYTES: usize = 32 * 1024;
const ZSTD_LEVEL: i32 = 1;

/// Creates an empty, valid generation: its folder, its manifest, and the engine's index in it.
///
/// # Errors
/// [`SchemaError::Io`] and [`SchemaError::Corrupt`].
pub fn create_generation(generation: &Folder, manifest: &Manifest) -> Result<Index, SchemaError> {
    let path = generation.path();
    generation.create().map_err(SchemaError::io("create", path))?;
    manifest.write(generation)?;
    let (_, schema) = Fields::new(&manifest.settings);
    let settings = IndexSettings {
        docstore_compression: Compressor::Zstd(ZstdCompressor {
            compression_level: Some(ZSTD_LEVEL),
        }),
        docstore_blocksize: STORE_BLOCK_BYTES,
        sort_by_field: Some(IndexSortByField {
            field: names::SORT_KEY.to_owned(),
            order: Order::Desc,
        }),
        ..IndexSettings::default()
    };
    let folder = opened(generation, FolderAccess::Write)?;
    let index = Index::builder()
        .schema(schema)
        .settings(settings)
        .open_or_create(folder)
        .map_err(|error| from_engine(path, error))?;
    // A name must be on the disk before anything points to it.
    for folder in [Some(generation.clone()), generation.around()].into_iter().flatten() {
        folder.sync().map_err(SchemaError::io("sync", folder.path()))?;
    }
    Ok(index)
}

/// An empty index that stands on no disk: for those who only want to know what would be done.
pub fn index_in_memory(settings: &Settings) -> (Index, Fields) {
    let (fields, schema) = Fields::new(settings);
    let index = Index::create_in_ram(schema);
    (index, fields)
}

/// Opens a generation.
///
/// # Errors
/// Those of [`Manifest::read`]; [`SchemaError::Corrupt`] where the engine cannot open it or its
/// fields are not ours.
pub fn open_generation(
    generation: &Folder,
    access: FolderAccess,
) -> Result<(Index, Fields, Manifest), SchemaError> {
    let manifest = Manifest::read(generation)?;
    let index = Index::open(opened(generation, access)?);
    let index = index.map_err(|error| from_engine(generation.path(), error))?;
    let (fields, schema) = Fields::of_format(manifest.format_version, &manifest.settings);
    if index.schema() != schema {
        return Err(SchemaError::Corrupt {
            path: generation.path().to_owned(),
            expected: "an index with the fields of its format",
            source: None,
        });
    }
    Ok((index, fields, manifest))
}

fn opened(folder: &Folder, access: FolderAccess) -> Result<GenerationFolder, SchemaError> {
    GenerationFolder::open(folder, access).map_err(|error| from_engine(folder.path(), error))
}

/// What an error of the engine means for the index at this path.
fn from_engine(path: &Path, error: TantivyError) -> SchemaError {
    let system_error = match &error {
        TantivyError::IoError(source) => Some(source),
        TantivyError::OpenReadError(OpenReadError::IoError { io_error, .. }) => Some(io_error),
        _ => None,
    };
    if let Some(source) = system_error {
        // The engine shares its system errors, so the kind is what can be handed on.
        let source = std::io::Error::new(source.kind(), source.to_string());
        return SchemaError::io("open", path)(source);
    }
    SchemaError::Corrupt {
        path: path.to_owned(),
        expected: "an index that the engine can open",
        source: Some(Box::new(error)),
    }
}
