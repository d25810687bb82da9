//! Who is compared.

use std::path::Path;

use crate::peer::Peer;
use crate::peers::{BackfilePeer, SeekStormPeer, SqlitePeer, TantivyPeer, XapianPeer};

/// An engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Engine {
    Backfile,
    Tantivy,
    Seekstorm,
    Sqlite,
    Xapian,
}

impl Engine {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Backfile => "Backfile",
            Self::Tantivy => "tantivy",
            Self::Seekstorm => "SeekStorm",
            Self::Sqlite => "SQLite",
            Self::Xapian => "Xapian",
        }
    }

    /// Whether it can be had here.
    pub(crate) fn is_installed(self) -> bool {
        self != Self::Xapian || XapianPeer::is_installed()
    }

    /// Indexes the articles of a file into a new folder.
    pub(crate) fn index(self, articles: &Path, folder: &Path) -> anyhow::Result<()> {
        std::fs::create_dir_all(folder)?;
        match self {
            Self::Backfile => BackfilePeer::index(articles, folder),
            Self::Tantivy => TantivyPeer::index(articles, folder),
            Self::Seekstorm => SeekStormPeer::index(articles, folder),
            Self::Sqlite => SqlitePeer::index(articles, folder),
            Self::Xapian => XapianPeer::index(articles, folder),
        }
    }

    /// Opens what was indexed.
    pub(crate) fn open(self, folder: &Path) -> anyhow::Result<Box<dyn Peer>> {
        Ok(match self {
            Self::Backfile => Box::new(BackfilePeer::open(folder)?),
            Self::Tantivy => Box::new(TantivyPeer::open(folder)?),
            Self::Seekstorm => Box::new(SeekStormPeer::open(folder)?),
            Self::Sqlite => Box::new(SqlitePeer::open(folder)?),
            Self::Xapian => Box::new(XapianPeer::open(folder)?),
        })
    }
}
