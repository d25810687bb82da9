//! Tells by a digest whether an article that a program hands over has changed.

use article::{Article, SegmentKind};
use schema::StoredArticle;

/// The digest by which an article that was handed over is known to be unchanged.
pub(crate) fn content_digest(article: &Article) -> u64 {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&StoredArticle::of(article).to_bytes());
    hasher.update(article.body.as_bytes());
    for body in article.parts(SegmentKind::Body) {
        hasher.update(&(body.len() as u64).to_le_bytes());
    }
    let mut bytes = [0; 8];
    bytes.copy_from_slice(&hasher.finalize().as_bytes()[..8]);
    u64::from_le_bytes(bytes)
}
