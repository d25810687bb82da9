//! Keeps in a generation what was learned to stand around articles.

use std::path::Path;

use article::Boilerplate;

use crate::{SchemaError, sealed};

/// Its name in a generation's folder. A generation of which nothing was learned has none.
const FILE: &str = "boilerplate.json";

const EXPECTED: &str = "the lines that stand around articles";

/// Writes it into a generation's folder, before the manifest.
///
/// # Errors
/// [`SchemaError::Io`].
pub fn write_boilerplate(generation: &Path, learned: &Boilerplate) -> Result<(), SchemaError> {
    if learned.is_empty() {
        return Ok(());
    }
    std::fs::create_dir_all(generation).map_err(SchemaError::io("create", generation))?;
    let bytes = serde_json::to_vec_pretty(learned).unwrap_or_default();
    sealed::write(&generation.join(FILE), &bytes)
}

/// Reads it from a generation's folder.
///
/// # Errors
/// [`SchemaError::Io`]; [`SchemaError::Corrupt`] where it is cut short or altered.
pub fn read_boilerplate(generation: &Path) -> Result<Boilerplate, SchemaError> {
    let path = generation.join(FILE);
    if !path.try_exists().map_err(SchemaError::io("read", &path))? {
        return Ok(Boilerplate::default());
    }
    let bytes = sealed::read(&path, EXPECTED)?;
    serde_json::from_slice(&bytes).map_err(|error| SchemaError::Corrupt {
        path,
        expected: EXPECTED,
        source: Some(Box::new(error)),
    })
}
