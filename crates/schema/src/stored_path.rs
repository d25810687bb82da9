//! Writes paths into JSON so that they read back to the byte.

use article::FilePath;
use serde::de::{self, MapAccess, Visitor};
use serde::ser::SerializeMap as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A path in JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct StoredPath(#[serde(with = "self")] pub(crate) FilePath);

/// A text where it is one, else an object of `path`, as it is shown, and `path_bytes`, in base64.
pub(crate) fn serialize<S: Serializer>(path: &FilePath, serializer: S) -> Result<S::Ok, S::Error> {
    let Some(bytes) = path.bytes_in_base64() else {
        return serializer.serialize_str(path.as_str());
    };
    let mut map = serializer.serialize_map(Some(2))?;
    map.serialize_entry("path", path.as_str())?;
    map.serialize_entry("path_bytes", &bytes)?;
    map.end()
}

pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<FilePath, D::Error> {
    deserializer.deserialize_any(PathVisitor)
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
