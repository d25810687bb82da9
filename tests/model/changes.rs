//! What happens to the files of the archive from one night to the next.

use super::archive::{Archive, Away};
use super::expected::{Model, is_in};
use super::record::Format;

impl Archive {
    /// One day: a few changes.
    pub(super) fn day(&mut self, model: &Model) {
        for _ in 0..=self.random.below(4) {
            match self.random.below(24) {
                0..=2 => self.grow(),
                3 => self.shrink(),
                4 | 5 => self.rewrite(),
                6 | 7 => self.cut(),
                8 | 9 => self.mend(),
                10 => self.rename_file(model),
                11 => self.copy(model),
                12 => self.remove(),
                13 => self.add(model),
                14 => self.convert(model),
                15 => self.take_away(model),
                16 => self.bring_back(),
                17 => self.share_a_record(),
                18 => self.roll(),
                19 => self.make_a_picture(),
                20 => self.make_a_folder(),
                21 | 22 => self.lock(model),
                _ => self.empty(),
            }
        }
    }

    /// Makes whole what is not, and brings back what is away.
    pub(super) fn mend_all(&mut self) {
        while !self.away.is_empty() {
            self.bring_back();
        }
        self.locked.clear();
        let broken = self.files.iter().filter(|(_, source)| !source.is_whole());
        for path in broken.map(|(path, _)| path.clone()).collect::<Vec<_>>() {
            self.mend_file(&path);
        }
    }

    /// A root, or the folder that one may lie in, that is there.
    fn any_root(&mut self, model: &Model) -> String {
        let there = self.all_folders();
        let mut roots: Vec<String> = model.roots.iter().cloned().collect();
        roots.push("b".to_owned());
        roots.retain(|root| there.contains(root));
        if roots.is_empty() { "b".to_owned() } else { self.random.one_of(&roots).clone() }
    }

    fn grow(&mut self) {
        let Some(path) = self.any_path(|source| source.format.is_of_many()) else { return };
        let count = 1 + self.random.below(8);
        let records = self.new_records(count);
        let source = self.files.get_mut(&path).unwrap();
        source.records.extend(records);
        self.touch(&path);
        self.note(format!("{count} more in {path}"));
    }

    fn shrink(&mut self) {
        let Some(path) = self.any_path(|source| source.records.len() > 1) else { return };
        let share = 1 + self.random.below(6);
        let random = &mut self.random;
        let source = self.files.get_mut(&path).unwrap();
        source.records.retain(|_| random.below(6) >= share);
        let left = source.records.len();
        self.touch(&path);
        self.note(format!("only {left} left in {path}"));
    }

    fn rewrite(&mut self) {
        let Some(path) = self.any_path(|source| !source.records.is_empty()) else { return };
        let random = &mut self.random;
        let source = self.files.get_mut(&path).unwrap();
        for record in &mut source.records {
            if !source.format.is_of_many() || random.once_in(4) {
                record.rewrite(random);
            }
        }
        self.touch(&path);
        self.note(format!("other texts in {path}"));
    }

    /// Cuts a file at any byte.
    fn cut(&mut self) {
        let Some(path) = self.any_path(|source| source.format.is_of_many()) else { return };
        let source = &self.files[&path];
        let length = source.format.written(&source.records).len();
        let cut = match self.random.below(4) {
            0 => self.random.below(length.min(8) + 1),
            1 => length - self.random.below(length.min(6) + 1),
            _ => self.random.below(length + 1),
        };
        self.files.get_mut(&path).unwrap().cut = Some(cut);
        self.touch(&path);
        self.note(format!("{path} cut at {cut} of {length}"));
    }

    fn mend(&mut self) {
        let Some(path) = self.any_path(|source| !source.is_whole()) else { return };
        self.mend_file(&path);
    }

    fn mend_file(&mut self, path: &str) {
        let source = self.files.get_mut(path).unwrap();
        (source.cut, source.is_picture) = (None, false);
        self.touch(path);
        self.note(format!("{path} mended"));
    }

    fn rename_file(&mut self, model: &Model) {
        let Some(path) = self.any_path(|_| true) else { return };
        let folder = self.any_root(model);
        let to = self.new_path(&folder, self.files[&path].format);
        let source = self.files.remove(&path).unwrap();
        self.note(format!("{path} renamed to {to}"));
        self.files.insert(to, source);
        if self.random.once_in(2) {
            self.keep_folder(&path);
        }
    }

    /// A root has another name; returns the old and the new.
    pub(super) fn rename_root(&mut self, model: &Model) -> Option<(String, String)> {
        let there = self.all_folders();
        let roots: Vec<String> =
            model.roots.iter().filter(|root| there.contains(*root)).cloned().collect();
        let root = if roots.is_empty() { return None } else { self.random.one_of(&roots).clone() };
        let inside = self.inside(&root);
        let to = format!("r{:05}", self.next_serial());
        for path in inside {
            let source = self.files.remove(&path).unwrap();
            self.files.insert(format!("{to}{}", &path[root.len()..]), source);
        }
        self.folders.retain(|folder| !is_in(folder, &root));
        self.folders.insert(to.clone());
        self.note(format!("{root} renamed to {to}"));
        Some((root, to))
    }

    /// A folder that lies in no root and may be one.
    pub(super) fn new_root(&mut self, model: &Model) -> Option<String> {
        let mut folders: Vec<String> = self.all_folders().into_iter().collect();
        folders.retain(|folder| !folder.contains('/') && !model.roots.contains(folder));
        (!folders.is_empty()).then(|| self.random.one_of(&folders).clone())
    }

    fn copy(&mut self, model: &Model) {
        let Some(path) = self.any_path(|_| true) else { return };
        let folder = self.any_root(model);
        let to = self.new_path(&folder, self.files[&path].format);
        let source = self.files[&path].clone();
        self.note(format!("{path} copied to {to}"));
        self.files.insert(to, source);
    }

    fn remove(&mut self) {
        let Some(path) = self.any_path(|_| true) else { return };
        self.files.remove(&path);
        self.note(format!("{path} removed"));
        if self.random.once_in(2) {
            self.keep_folder(&path);
        }
    }

    /// The folder of a file stays when the file is gone.
    fn keep_folder(&mut self, path: &str) {
        let folder = path.rsplit_once('/').unwrap().0.to_owned();
        self.folders.insert(folder);
    }

    fn add(&mut self, model: &Model) {
        let folder = self.any_root(model);
        self.add_file(&folder);
    }

    /// The same articles in another format.
    fn convert(&mut self, model: &Model) {
        let Some(path) = self.any_path(|source| source.format.is_of_many()) else { return };
        let format = Format::of_many(&mut self.random);
        let folder = self.any_root(model);
        let to = self.new_path(&folder, format);
        let mut source = self.files.remove(&path).unwrap();
        (source.format, source.cut, source.is_picture) = (format, None, false);
        self.files.insert(to.clone(), source);
        self.touch(&to);
        self.note(format!("{path} converted to {to}"));
    }

    /// A folder is not mounted, or a root is not there.
    fn take_away(&mut self, model: &Model) {
        let mut folders: Vec<String> = self.all_folders().into_iter().collect();
        let is_root = |folder: &String| model.roots.contains(folder);
        folders.retain(|folder| is_root(folder) || model.place(folder).is_some());
        if folders.is_empty() {
            return;
        }
        let folder = self.random.one_of(&folders).clone();
        let mut files = std::collections::BTreeMap::new();
        for path in self.inside(&folder) {
            files.insert(path.clone(), self.files.remove(&path).unwrap());
        }
        self.folders.retain(|other| !is_in(other, &folder));
        let is_mount_point = self.random.once_in(2);
        if is_mount_point {
            self.folders.insert(folder.clone());
        } else if let Some((above, _)) = folder.rsplit_once('/') {
            self.folders.insert(above.to_owned());
        }
        let left = if is_mount_point { "empty" } else { "gone" };
        self.note(format!("{folder} is {left}, {} files are away", files.len()));
        self.away.push(Away { folder, files });
    }

    fn bring_back(&mut self) {
        if self.away.is_empty() {
            return;
        }
        let at = self.random.below(self.away.len());
        let Away { folder, files } = self.away.remove(at);
        let mut back = 0;
        for (path, source) in files {
            if !self.files.contains_key(&path) && !self.all_folders().contains(&path) {
                self.files.insert(path, source);
                back += 1;
            }
        }
        self.folders.insert(folder.clone());
        self.note(format!("{back} files of {folder} are back"));
    }

    /// A record of one file stands in another too, as it is or with another text.
    fn share_a_record(&mut self) {
        let Some(from) = self.any_path(|source| !source.records.is_empty()) else { return };
        let Some(to) = self.any_path(|source| source.format.is_of_many()) else { return };
        let mut record = self.random.one_of(&self.files[&from].records).clone();
        if !self.random.once_in(3) {
            record.rewrite(&mut self.random);
        }
        let records = &mut self.files.get_mut(&to).unwrap().records;
        let at = self.random.below(records.len() + 1);
        records.insert(at, record);
        self.touch(&to);
        self.note(format!("a record of {from} is in {to} too"));
    }

    /// The oldest items roll out of a feed.
    fn roll(&mut self) {
        let Some(path) = self.any_path(|source| source.format.is_of_many()) else { return };
        let records = &self.files[&path].records;
        let count = self.random.below(records.len() + 1);
        let new = self.new_records(count);
        let records = &mut self.files.get_mut(&path).unwrap().records;
        records.drain(..count);
        records.extend(new);
        self.touch(&path);
        self.note(format!("{count} items rolled out of {path}"));
    }

    fn make_a_picture(&mut self) {
        if !self.random.once_in(2) {
            return;
        }
        let Some(path) = self.any_path(|_| true) else { return };
        self.files.get_mut(&path).unwrap().is_picture = true;
        self.touch(&path);
        self.note(format!("{path} is a picture"));
    }

    fn make_a_folder(&mut self) {
        if !self.random.once_in(2) {
            return;
        }
        let Some(path) = self.any_path(|_| true) else { return };
        self.files.remove(&path);
        self.folders.insert(path.clone());
        self.note(format!("{path} is a folder"));
    }

    /// A file or folder may not be read, or may be read again.
    fn lock(&mut self, model: &Model) {
        if !self.can_lock {
            return;
        }
        if let Some(path) = self.locked.pop_first() {
            self.note(format!("{path} may be read again"));
            return;
        }
        let folders = self.all_folders().into_iter();
        let mut paths: Vec<String> = self.files.keys().cloned().chain(folders).collect();
        // A root can be named only where it can be looked at.
        paths.retain(|path| !model.roots.iter().any(|root| root != path && is_in(root, path)));
        if paths.is_empty() {
            return;
        }
        let path = self.random.one_of(&paths).clone();
        // What looks unchanged would not be read.
        self.touch(&path);
        self.note(format!("{path} may not be read"));
        self.locked.insert(path);
    }

    fn empty(&mut self) {
        let Some(path) = self.any_path(|_| true) else { return };
        self.files.get_mut(&path).unwrap().cut = Some(0);
        self.touch(&path);
        self.note(format!("{path} is empty"));
    }
}
