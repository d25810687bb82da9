//! Takes articles under the keys of a program.

use article::{ArticleBuilder, ArticleId};

use crate::added::Added;
use crate::{Indexer, IndexerError};

impl Indexer {
    /// Adds an article under the key that a program knows it by, or puts it in the place of the one
    /// with that key, whatever else of it has changed. Answers show the key as its `source_id`; its
    /// id is [`ArticleId::of_key`], which no article of a file has.
    ///
    /// # Errors
    /// [`IndexerError::Article`] where it is none, as without title and body: then nothing is
    /// added. Else those of [`Self::add`].
    pub fn put(
        &mut self,
        key: &str,
        article: impl Into<ArticleBuilder>,
    ) -> Result<Added, IndexerError> {
        let article = article.into().key(key).build();
        let refused = |source| IndexerError::Article { id: ArticleId::of_key(key), source };
        self.add(article.map_err(refused)?)
    }

    /// Removes the article with this key, and says whether the index had it.
    ///
    /// # Errors
    /// Those of [`Self::remove`].
    pub fn remove_key(&mut self, key: &str) -> Result<bool, IndexerError> {
        self.remove(&ArticleId::of_key(key))
    }
}
