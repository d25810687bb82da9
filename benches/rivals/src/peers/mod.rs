//! Each engine as it is set up for the comparison: title and body searched, positions kept, what is
//! stored read only where it is asked for.

mod backfile;
mod seekstorm;
mod sqlite;
mod tantivy;
mod xapian;

pub(crate) use self::backfile::BackfilePeer;
pub(crate) use self::seekstorm::SeekStormPeer;
pub(crate) use self::sqlite::SqlitePeer;
pub(crate) use self::tantivy::TantivyPeer;
pub(crate) use self::xapian::XapianPeer;
