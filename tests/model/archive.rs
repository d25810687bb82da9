//! The archive of the model: files in memory, and how they are put on the disk.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::time::{Duration, UNIX_EPOCH};

use testkit::Random;

use super::expected::{Disk, is_in};
use super::record::{Format, PICTURE, Record};

/// A file as it is meant, and what has happened to it.
#[derive(Debug, Clone)]
pub(super) struct Source {
    pub(super) format: Format,
    pub(super) records: Vec<Record>,
    /// Where it was cut.
    pub(super) cut: Option<usize>,
    /// Whether something that is no article lies under its name.
    pub(super) is_picture: bool,
    /// Its time, for one that has lain for a while; else it was just written.
    pub(super) aged: Option<u64>,
}

impl Source {
    pub(super) fn bytes(&self) -> Vec<u8> {
        if self.is_picture {
            return PICTURE.to_vec();
        }
        let mut bytes = self.format.written(&self.records);
        bytes.truncate(self.cut.unwrap_or(bytes.len()));
        bytes
    }

    pub(super) fn is_whole(&self) -> bool {
        self.cut.is_none() && !self.is_picture
    }
}

/// Something that is away for a while: the files that were in a folder, by their old paths.
#[derive(Debug, Clone)]
pub(super) struct Away {
    pub(super) folder: String,
    pub(super) files: BTreeMap<String, Source>,
}

/// All files by their paths, all folders, and what is away.
#[derive(Debug)]
pub(super) struct Archive {
    pub(super) random: Random,
    pub(super) files: BTreeMap<String, Source>,
    /// Folders that are there though nothing may be in them.
    pub(super) folders: BTreeSet<String>,
    pub(super) away: Vec<Away>,
    /// Files and folders that may not be read.
    pub(super) locked: BTreeSet<String>,
    /// Whether the system keeps this user from reading what may not be read.
    pub(super) can_lock: bool,
    pub(super) serial: usize,
    /// What has happened, in words.
    pub(super) script: Vec<String>,
    written: BTreeMap<String, (Vec<u8>, Option<u64>)>,
    /// What is locked on the disk.
    locked_on_disk: BTreeSet<String>,
}

impl Archive {
    /// A few files in each of these folders.
    pub(super) fn new(seed: u64, folders: &[&str]) -> Self {
        let mut archive = Self {
            random: Random::new(seed),
            files: BTreeMap::new(),
            folders: folders.iter().map(|folder| (*folder).to_owned()).collect(),
            away: Vec::new(),
            locked: BTreeSet::new(),
            can_lock: false,
            serial: 0,
            script: Vec::new(),
            written: BTreeMap::new(),
            locked_on_disk: BTreeSet::new(),
        };
        for folder in folders {
            for _ in 0..4 {
                archive.add_file(folder);
            }
        }
        archive
    }

    pub(super) fn note(&mut self, what: impl Into<String>) {
        self.script.push(what.into());
    }

    pub(super) fn next_serial(&mut self) -> usize {
        self.serial += 1;
        self.serial
    }

    pub(super) fn new_records(&mut self, count: usize) -> Vec<Record> {
        let mut records = Vec::new();
        for _ in 0..count {
            let serial = self.next_serial();
            records.push(Record::new(&mut self.random, serial));
        }
        records
    }

    /// A new file somewhere below this folder.
    pub(super) fn add_file(&mut self, folder: &str) -> String {
        let format = Format::any(&mut self.random);
        let most = if self.random.once_in(6) { 45 } else { 15 };
        let count = if format.is_of_many() { self.random.below(most) } else { 1 };
        let records = self.new_records(count);
        let path = self.new_path(folder, format);
        let aged = self.age();
        let source = Source { format, records, cut: None, is_picture: false, aged };
        self.files.insert(path.clone(), source);
        self.note(format!("new {path} with {count}"));
        path
    }

    /// A path that nothing is at. The names of texts repeat in other roots, those of files of many
    /// records do not.
    pub(super) fn new_path(&mut self, folder: &str, format: Format) -> String {
        let below = *self.random.one_of(&["", "", "x/", "x/y/", "disk/"]);
        let serial = self.next_serial();
        let number = if format == Format::Page { serial } else { serial % 12 };
        let path = format!("{folder}/{below}f{number:02}.{}", format.ending());
        if self.files.contains_key(&path) || self.all_folders().contains(&path) {
            return format!("{folder}/{below}f{serial:05}.{}", format.ending());
        }
        path
    }

    /// The time of a file that has lain for a while, or none for one that was just written.
    pub(super) fn age(&mut self) -> Option<u64> {
        let hours = 100_000 + self.next_serial() as u64;
        (!self.random.once_in(4)).then_some(hours)
    }

    pub(super) fn touch(&mut self, path: &str) {
        let aged = self.age();
        if let Some(source) = self.files.get_mut(path) {
            source.aged = aged;
        }
    }

    /// One of the paths for which something holds.
    pub(super) fn any_path(&mut self, is_meant: impl Fn(&Source) -> bool) -> Option<String> {
        let paths = self.files.iter().filter(|(_, source)| is_meant(source));
        let paths: Vec<String> = paths.map(|(path, _)| path.clone()).collect();
        (!paths.is_empty()).then(|| self.random.one_of(&paths).clone())
    }

    /// The files in a folder, at any depth.
    pub(super) fn inside(&self, folder: &str) -> Vec<String> {
        self.files.keys().filter(|path| is_in(path, folder)).cloned().collect()
    }

    /// Every folder that is there.
    pub(super) fn all_folders(&self) -> BTreeSet<String> {
        let mut folders = BTreeSet::new();
        for path in self.files.keys() {
            folders.extend(path.match_indices('/').map(|(at, _)| path[..at].to_owned()));
        }
        for folder in &self.folders {
            folders.extend(folder.match_indices('/').map(|(at, _)| folder[..at].to_owned()));
            folders.insert(folder.clone());
        }
        folders
    }

    /// What the model reads.
    pub(super) fn disk(&self) -> Disk {
        let files = self.files.iter().map(|(path, source)| (path.clone(), source.bytes()));
        let (files, folders) = (files.collect(), self.all_folders());
        Disk { files, folders, locked: self.locked.clone() }
    }

    /// Puts on the disk what differs there.
    pub(super) fn write(&mut self, base: &Path) {
        for path in &self.locked_on_disk {
            lock(&base.join(path), false);
        }
        let there = self.all_folders();
        self.locked.retain(|path| self.files.contains_key(path) || there.contains(path));
        let disk = self.disk();
        self.written.retain(|path, _| {
            let is_kept = disk.files.contains_key(path);
            if !is_kept {
                let _ = fs::remove_file(base.join(path));
            }
            is_kept
        });
        remove_folders(base, "", &disk.folders);
        for folder in &disk.folders {
            fs::create_dir_all(base.join(folder)).unwrap();
        }
        for (path, bytes) in disk.files {
            let aged = self.files[&path].aged;
            if self.written.get(&path).is_some_and(|known| *known == (bytes.clone(), aged)) {
                continue;
            }
            let place = base.join(&path);
            fs::write(&place, &bytes).unwrap();
            if let Some(hours) = aged {
                let time = UNIX_EPOCH + Duration::from_hours(hours);
                fs::File::options().write(true).open(&place).unwrap().set_modified(time).unwrap();
            }
            self.written.insert(path, (bytes, aged));
        }
        for path in &self.locked {
            lock(&base.join(path), true);
        }
        self.locked_on_disk.clone_from(&self.locked);
    }

    /// Finds out whether anything can be kept from this user, as nothing can from the system's own.
    pub(super) fn try_to_lock(&mut self, base: &Path) {
        let path = base.join("locked");
        fs::write(&path, "locked").unwrap();
        lock(&path, true);
        self.can_lock = fs::read(&path).is_err();
        fs::remove_file(&path).unwrap();
    }

    /// Lets everything be read, so that it can be removed.
    pub(super) fn unlock(&mut self, base: &Path) {
        for path in std::mem::take(&mut self.locked_on_disk) {
            lock(&base.join(path), false);
        }
    }
}

#[cfg(unix)]
fn lock(path: &Path, is_locked: bool) {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = match (is_locked, path.is_dir()) {
        (true, _) => 0,
        (false, true) => 0o755,
        (false, false) => 0o644,
    };
    // What was locked inside a locked folder comes after it.
    let _ = fs::set_permissions(path, fs::Permissions::from_mode(mode));
}

fn remove_folders(base: &Path, folder: &str, wanted: &BTreeSet<String>) {
    for entry in fs::read_dir(base.join(folder)).into_iter().flatten() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        let path = if folder.is_empty() { name } else { format!("{folder}/{name}") };
        if !entry.file_type().unwrap().is_dir() {
            continue;
        }
        remove_folders(base, &path, wanted);
        if !wanted.contains(&path) {
            fs::remove_dir(base.join(&path)).unwrap();
        }
    }
}
