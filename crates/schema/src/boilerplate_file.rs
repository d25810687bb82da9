//! Keeps in a generation what was learned to stand around articles.

use article::Boilerplate;

use crate::{Folder, SchemaError, sealed};

/// Its name in a generation's folder. A generation of which nothing was learned has none.
const FILE: &str = "boilerplate.json";

const EXPECTED: &str = "the lines that stand around articles";

/// Writes it into a generation's folder, before the manifest.
///
/// # Errors
/// [`SchemaError::Io`].
pub fn write_boilerplate(generation: &Folder, learned: &Boilerplate) -> Result<(), SchemaError> {
    if learned.is_empty() {
        return Ok(());
    }
    generation.create().map_err(SchemaError::io("create", generation.path()))?;
    let bytes = serde_json::to_vec_pretty(learned).unwrap_or_default();
    sealed::write(generation, FILE, &bytes)
}

/// Reads it from a generation's folder.
///
/// # Errors
/// [`SchemaError::Io`]; [`SchemaError::Corrupt`] where it is cut short or altered.
pub fn read_boilerplate(generation: &Folder) -> Result<Boilerplate, SchemaError> {
    let path = generation.file(FILE);
    if !generation.has(FILE).map_err(SchemaError::io("read", &path))? {
        return Ok(Boilerplate::default());
    }
    let bytes = sealed::read(generation, FILE, EXPECTED)?;
    serde_json::from_slice(&bytes).map_err(|error| SchemaError::Corrupt {
        path,
        expected: EXPECTED,
        source: Some(Box::new(error)),
    })
}
