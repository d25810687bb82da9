//! Reads settings: those of a new index, and the programs that make text of files.
//!
//! Programs are named by whoever runs Backfile, in the file of this run or in their own, and never
//! by an index, which may be a stranger's.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use backfile::Settings;
use backfile::files::Converters;
use toml::{Table, Value};

/// What a settings file says.
#[derive(Debug, Default)]
pub(crate) struct SettingsFile {
    /// What a new index is to have; `None` where the file names only programs.
    pub(crate) settings: Option<Settings>,
    /// The programs.
    pub(crate) converters: Converters,
}

impl SettingsFile {
    /// Reads the file of a run, over what the user's own file says.
    pub(crate) fn of_run(path: Option<&Path>) -> anyhow::Result<Self> {
        let mut converters = of_user()?;
        let Some(path) = path else { return Ok(Self { settings: None, converters }) };
        let context = || format!("cannot read the settings `{}`", path.display());
        let text = fs::read_to_string(path).with_context(context)?;
        let mut table: Table = toml::from_str(&text).with_context(context)?;
        let Some(programs) = table.remove(PROGRAMS) else {
            // Read as it stands, so that an error shows its line.
            let settings = Some(toml::from_str(&text).with_context(context)?);
            return Ok(Self { settings, converters });
        };
        converters.extend(named(programs).with_context(context)?);
        let settings = if table.is_empty() { None } else { Some(table.try_into()) };
        Ok(Self { settings: settings.transpose().with_context(context)?, converters })
    }
}

/// The table of programs, by the endings of files.
const PROGRAMS: &str = "convert";

/// The programs of the user's own file, if there is one.
pub(crate) fn of_user() -> anyhow::Result<Converters> {
    let Some(path) = own_file() else { return Ok(Converters::new()) };
    let context = || format!("cannot read the settings `{}`", path.display());
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Converters::new()),
        Err(error) => return Err(error).with_context(context),
    };
    let mut table: Table = toml::from_str(&text).with_context(context)?;
    let programs = table.remove(PROGRAMS);
    if let Some(other) = table.keys().next() {
        bail!("`{}` has `{other}`; only `[{PROGRAMS}]` can stand there", path.display());
    }
    programs.map_or_else(|| Ok(Converters::new()), |programs| named(programs).with_context(context))
}

/// By the XDG Base Directory Specification.
fn own_file() -> Option<PathBuf> {
    let folder =
        env::var_os("XDG_CONFIG_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
    let folder = folder.or_else(|| Some(env::home_dir()?.join(".config")))?;
    Some(folder.join("backfile").join("settings.toml"))
}

fn named(programs: Value) -> anyhow::Result<Converters> {
    let programs: BTreeMap<String, Vec<String>> = programs
        .try_into()
        .context("`[convert]` has programs with their arguments, each a list of texts")?;
    let mut converters = Converters::new();
    for (ending, command) in programs {
        let Some((program, arguments)) = command.split_first() else {
            bail!("no program is named for `{ending}`");
        };
        converters.add(&ending, found(program, &ending)?, arguments)?;
    }
    Ok(converters)
}

/// Where a program lies that is named by its path or as one types it.
fn found(program: &str, ending: &str) -> anyhow::Result<PathBuf> {
    if program.contains(std::path::MAIN_SEPARATOR) {
        return Ok(PathBuf::from(program));
    }
    let folders = env::var_os("PATH").unwrap_or_default();
    // The empty one, and others that are relative, would be a folder of the archive.
    let folders = env::split_paths(&folders).filter(|folder| folder.is_absolute());
    let suffix = env::consts::EXE_SUFFIX;
    let mut places = folders
        .flat_map(|folder| [folder.join(program), folder.join(format!("{program}{suffix}"))]);
    let place = places.find(|place| is_program(place));
    place.with_context(|| format!("the program `{program}` for `{ending}` is not installed"))
}

fn is_program(place: &Path) -> bool {
    let Ok(facts) = fs::metadata(place) else { return false };
    #[cfg(unix)]
    let may_run = std::os::unix::fs::PermissionsExt::mode(&facts.permissions()) & 0o111 != 0;
    #[cfg(not(unix))]
    let may_run = true;
    facts.is_file() && may_run
}
