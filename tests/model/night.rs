//! The model's run: what an index holds and says after it by `docs/failures.md`, as plainly as it
//! can be put.

use std::collections::{BTreeMap, BTreeSet};

use super::expected::{Asked, Disk, Held, Known, Model, Place, Removal, Told, is_in};
use super::guard::Tallies;
use super::reading::{self, End, Key, Reading, Text};
use super::record::Record;

/// What a file has to say in a run.
struct Met {
    reading: Reading,
    /// Whether what it does not give is gone.
    is_whole: bool,
    /// Whether it was cut, and does not only grow.
    is_cut: bool,
}

impl Met {
    /// Whether it counts as whole though it does not end as it must.
    fn is_taken(&self) -> bool {
        self.is_whole && !matches!(self.reading.end, End::Whole | End::Foreign)
    }
}

/// What a run comes to of each article.
#[derive(Default)]
struct Claims {
    /// By files that have it, or may have it still.
    strong: BTreeMap<Key, Held>,
    /// By files of which it is known that they have it no longer, and by roots that are away.
    weak: BTreeMap<Key, Held>,
}

impl Claims {
    /// Of two with one id the longer stays, of two as long the first by path.
    fn add(&mut self, key: &Key, held: Held) {
        let order = |held: &Held| (std::cmp::Reverse(held.text.body.len()), held.place.clone());
        let is_first = self.strong.get(key).is_none_or(|other| order(&held) < order(other));
        if is_first {
            self.strong.insert(key.clone(), held);
        }
    }
}

impl Model {
    /// A run over what lies on the disk.
    pub(super) fn run(&mut self, disk: &Disk, asked: &Asked) -> Told {
        let mut told = Told::default();
        self.roots.extend(asked.roots.iter().cloned());
        for (path, _) in asked.accepted.iter().filter(|(_, always)| *always) {
            self.always.extend(self.place(path));
        }
        let before = self.clone();
        let (scopes, missing) = self.scopes(disk, &asked.roots);
        let readable = disk.files.keys().filter(|path| !disk.is_locked(path));
        let places = readable.filter_map(|path| self.place(path));
        let places: Vec<Place> = places.filter(|place| scopes.contains(&place.root)).collect();
        let moved = self.follow_moves(disk, &places, &scopes);
        told.moved = moved.len() as u64;
        told.is_refused = disk
            .locked
            .iter()
            .any(|locked| scopes.iter().any(|root| is_in(locked, root) || is_in(root, locked)));

        let mut met = BTreeMap::new();
        for place in places {
            let bytes = &disk.files[&place.on_disk()];
            let reading = self.meet(&place, bytes, asked, &mut told);
            met.insert(place, reading);
        }
        told.are_renamed = self.rename(&met, &moved);
        let mut claims = self.claims(disk, &met, &scopes);
        let lost = self.lost(&met, &scopes, &moved, &claims);
        // What goes from a file that is taken as it is was asked for.
        let is_taken = |was: &Place| {
            let now = moved.iter().find(|(_, from)| *from == was).map_or(was, |(now, _)| now);
            met.get(now).is_some_and(Met::is_taken)
        };
        let asked_about = lost.values().filter(|(_, was)| !is_taken(was)).map(|(_, was)| was);
        if asked.removal == Removal::Guarded {
            let tallies = self.tallies(&before, &met, &moved, asked_about, &claims);
            told.refused = scopes.iter().flat_map(|root| tallies.refused(root, disk)).collect();
        }
        let is_kept = |place: &Place| match asked.removal {
            Removal::Allowed => false,
            Removal::Never => true,
            Removal::Guarded => told.refused.iter().any(|refused| refused.keeps(place)),
        };
        for (key, (held, was)) in lost {
            let is_asked = asked.removal == Removal::Guarded && is_taken(&was);
            if is_kept(&was) && !is_asked {
                claims.weak.insert(key, held);
            }
        }
        self.held = claims.weak;
        self.held.extend(claims.strong);
        self.remember(disk, met, |place| {
            !scopes.contains(&place.root) || is_kept(place) || disk.is_locked(&place.on_disk())
        });
        self.settle_missing(disk, &before, missing, &mut told);
        told.added = count(&self.held, &before.held);
        told.removed = count(&before.held, &self.held);
        let is_kept = !told.missing.is_empty() || !told.refused.is_empty();
        let needs_a_look = told.cut > 0 || told.is_refused || is_kept;
        told.exit = if needs_a_look { 2 } else { 0 };
        told.not_whole.sort();
        told
    }

    /// The roots that are read, and those that should be and are not there. What lies inside
    /// another is read with it.
    pub(super) fn scopes(
        &self,
        disk: &Disk,
        named: &[String],
    ) -> (BTreeSet<String>, BTreeSet<String>) {
        let is_meant = |root: &String| {
            let is_inside = |above: &String| disk.folders.contains(above) && is_in(root, above);
            named.is_empty() || named.contains(root) || named.iter().any(is_inside)
        };
        let meant = self.roots.iter().filter(|root| is_meant(root)).cloned();
        meant.partition(|root| disk.folders.contains(root))
    }

    /// Finds files that lie elsewhere now: known by their bytes and their ending, and that
    /// nothing is left where they were. Returns where each was.
    fn follow_moves(
        &mut self,
        disk: &Disk,
        places: &[Place],
        scopes: &BTreeSet<String>,
    ) -> BTreeMap<Place, Place> {
        let mut moved = BTreeMap::new();
        for place in places {
            let bytes = &disk.files[&place.on_disk()];
            let is_foreign = reading::read(&place.path, bytes).end == End::Foreign;
            if self.known.contains_key(place) || bytes.is_empty() || is_foreign {
                continue;
            }
            let is_same = |from: &Place, known: &Known| {
                let is_away = !disk.folders.contains(&from.root);
                (scopes.contains(&from.root) || is_away)
                    && disk.is_bare(&from.on_disk())
                    && ending(&from.path) == ending(&place.path)
                    && known.bytes == *bytes
            };
            let candidates = self.known.iter().filter(|(from, known)| is_same(from, known));
            let Some((from, _)) = candidates.min_by_key(|(_, known)| known.since) else { continue };
            let from = from.clone();
            if let Some(known) = self.known.remove(&from) {
                self.known.insert(place.clone(), known);
            }
            for held in self.held.values_mut().filter(|held| held.place == from) {
                held.place = place.clone();
            }
            moved.insert(place.clone(), from);
        }
        moved
    }

    /// Reads a file, and says so where it was not read to its end.
    fn meet(&self, place: &Place, bytes: &[u8], asked: &Asked, told: &mut Told) -> Met {
        let mut reading = reading::read(&place.path, bytes);
        let had = self.of_file(place);
        let known = self.known.get(place);
        let is_accepted = self.always.contains(place)
            || asked.accepted.iter().any(|(path, _)| *path == place.on_disk())
            || known.is_some_and(|known| known.accepted.as_deref() == Some(bytes));
        if let Some((key, row)) = reading.open_row.take() {
            let gives = &reading.articles;
            let unmet = had.iter().filter(|(known, _)| !gives.contains_key(known));
            let is_beginning =
                unmet.into_iter().any(|(known, held)| begins(&row, known, &held.text));
            if is_beginning && !is_accepted {
                reading.end = End::Cut { may_grow: true };
            } else {
                let text = Text { title: row.title, body: row.body };
                let other = reading.articles.get(&key);
                if other.is_none_or(|other| text.body.len() > other.body.len()) {
                    reading.articles.insert(key, text);
                }
            }
        }
        // It stays cut while it is as it was, though others may have what it had.
        let was_cut = known.is_some_and(|known| known.is_cut && known.bytes == bytes);
        let has_all = had.keys().all(|key| reading.articles.contains_key(key));
        let is_growing = reading.end == End::Cut { may_grow: true } && has_all && !was_cut;
        let is_whole = match reading.end {
            End::Whole | End::Foreign => true,
            End::Empty => is_accepted || (had.is_empty() && !was_cut),
            End::Cut { .. } | End::Damaged => is_accepted,
        };
        if !is_whole {
            told.not_whole.push(place.path.clone());
            told.cut += u64::from(!is_growing);
        }
        Met { reading, is_whole, is_cut: !is_whole && !is_growing }
    }

    /// Forgets articles that have another id because their file has another path. Says whether
    /// there were any.
    fn rename(&mut self, met: &BTreeMap<Place, Met>, moved: &BTreeMap<Place, Place>) -> bool {
        let before = self.held.len();
        self.held.retain(|key, held| {
            let Some(from) = moved.get(&held.place) else { return true };
            let renamed = key.elsewhere(&from.path, &held.place.path);
            !renamed.is_some_and(|key| met[&held.place].reading.articles.contains_key(&key))
        });
        self.held.len() < before
    }

    /// Who has each article.
    fn claims(&self, disk: &Disk, met: &BTreeMap<Place, Met>, scopes: &BTreeSet<String>) -> Claims {
        let mut claims = Claims::default();
        for (place, Met { reading, .. }) in met {
            for (key, text) in &reading.articles {
                claims.add(key, Held { text: text.clone(), place: place.clone() });
            }
        }
        for (key, held) in &self.held {
            let root = &held.place.root;
            match met.get(&held.place) {
                // What was not read says nothing about what is gone.
                Some(Met { reading, is_whole: false, .. })
                    if !reading.articles.contains_key(key) =>
                {
                    claims.add(key, held.clone());
                }
                None if !disk.folders.contains(root) => {
                    // It stays against a shorter one only.
                    let is_longer = |other: &Held| held.text.body.len() > other.text.body.len();
                    if claims.strong.get(key).is_some_and(is_longer) {
                        claims.strong.remove(key);
                    }
                    claims.weak.insert(key.clone(), held.clone());
                }
                None if !scopes.contains(root) || disk.is_locked(&held.place.on_disk()) => {
                    claims.add(key, held.clone());
                }
                _ => {}
            }
        }
        claims
    }

    /// What the files that are read have no longer, and nobody else has; with where it was.
    fn lost(
        &self,
        met: &BTreeMap<Place, Met>,
        scopes: &BTreeSet<String>,
        moved: &BTreeMap<Place, Place>,
        claims: &Claims,
    ) -> BTreeMap<Key, (Held, Place)> {
        let mut lost = BTreeMap::new();
        for (key, held) in &self.held {
            let is_meant = scopes.contains(&held.place.root);
            if !is_meant || claims.strong.contains_key(key) {
                continue;
            }
            let was = moved.get(&held.place);
            if met.get(&held.place).is_none_or(|met| met.is_whole) {
                let was = was.unwrap_or(&held.place).clone();
                lost.insert(key.clone(), (held.clone(), was));
            }
        }
        lost
    }

    fn tallies<'a>(
        &self,
        before: &Self,
        met: &BTreeMap<Place, Met>,
        moved: &BTreeMap<Place, Place>,
        lost: impl Iterator<Item = &'a Place>,
        claims: &Claims,
    ) -> Tallies {
        let mut tallies = Tallies::default();
        for held in before.held.values() {
            *tallies.had.entry(held.place.clone()).or_default() += 1;
        }
        for was in lost {
            *tallies.lost.entry(was.clone()).or_default() += 1;
        }
        for held in claims.strong.values().chain(claims.weak.values()) {
            *tallies.left.entry(held.place.clone()).or_default() += 1;
        }
        for (place, Met { reading, .. }) in met {
            let had = self.of_file(place);
            let fresh = reading.articles.keys().filter(|key| !had.contains_key(key)).count();
            let was = moved.get(place).unwrap_or(place).clone();
            tallies.fresh.insert(was, fresh as u64);
        }
        tallies
    }

    fn remember(
        &mut self,
        disk: &Disk,
        met: BTreeMap<Place, Met>,
        is_kept: impl Fn(&Place) -> bool,
    ) {
        self.known.retain(|place, _| met.contains_key(place) || is_kept(place));
        for (place, Met { reading, is_whole, is_cut }) in met {
            let bytes = disk.files[&place.on_disk()].clone();
            let has_end = matches!(reading.end, End::Whole | End::Foreign);
            let accepted = (is_whole && !has_end).then(|| bytes.clone());
            self.files += 1;
            let since = self.known.get(&place).map_or(self.files, |known| known.since);
            let bytes = if reading.end == End::Foreign { Vec::new() } else { bytes };
            self.known.insert(place, Known { since, bytes, is_cut, accepted });
        }
    }

    /// Tells of the roots that are not there. One of which everything has moved is forgotten.
    fn settle_missing(
        &mut self,
        disk: &Disk,
        before: &Self,
        mut missing: BTreeSet<String>,
        told: &mut Told,
    ) {
        let away: Vec<String> =
            self.roots.iter().filter(|root| !disk.folders.contains(*root)).cloned().collect();
        for root in away {
            if self.of_root(&root) == 0 && before.of_root(&root) > 0 {
                self.drop_root(&root);
                missing.remove(&root);
            }
        }
        told.missing =
            missing.into_iter().map(|root| (root.clone(), self.of_root(&root))).collect();
    }
}

fn count(these: &BTreeMap<Key, Held>, others: &BTreeMap<Key, Held>) -> u64 {
    these.keys().filter(|key| !others.contains_key(key)).count() as u64
}

fn ending(path: &str) -> &str {
    path.rsplit('/').next().unwrap().split_once('.').unwrap().1
}

/// Whether a row is the beginning of a known article, and not all of it.
fn begins(row: &Record, key: &Key, whole: &Text) -> bool {
    let (id, url) = match key {
        Key::Id(id) => (id.as_str(), ""),
        Key::Url(url) => ("", url.as_str()),
        _ => ("", ""),
    };
    let whole = [id, url, &whole.title, &whole.body];
    let row = [&row.id, &row.url, &row.title, &row.body].map(|value| value.trim_end());
    row != whole && row.iter().zip(whole).all(|(begin, whole)| whole.starts_with(begin))
}
