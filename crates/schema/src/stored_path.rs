//! Writes paths into JSON so that they read back to the byte.

use article::FilePath;
use serde::de::{self, MapAccess, Visitor};
use serde::ser::SerializeMap as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A path in JSON: a text where it is one, else an object of `path`, as it is shown, and
/// `path_bytes`, in base64.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StoredPath(pub(crate) FilePath);

impl Serialize for StoredPath {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Some(bytes) = self.0.bytes_in_base64() else {
            return serializer.serialize_str(self.0.as_str());
        };
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("path", self.0.as_str())?;
        map.serialize_entry("path_bytes", &bytes)?;
        map.end()
    }
}

impl<'de> Deserialize<'de> for StoredPath {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(PathVisitor).map(Self)
    }
}

struct PathVisitor;

impl<'de> Visitor<'de> for PathVisitor {
    type Value = FilePath;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a path")
    }

    fn visit_str<E: de::Error>(self, path: &str) -> Result<Self::Value, E> {
        Ok(path.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        let (mut path, mut bytes) = (String::new(), None);
        while let Some((key, value)) = entries.next_entry::<String, String>()? {
            match key.as_str() {
                "path" => path = value,
                _ => bytes = Some(value),
            }
        }
        Ok(FilePath::from_shown(&path, bytes.as_deref()))
    }
}
