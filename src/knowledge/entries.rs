//! All that the bot knows, and its entries, each with its article.

use super::article::{Article, Entry};
use super::citation::Citation;

/// All that the bot knows: one article or several.
#[derive(Clone, Debug, PartialEq)]
pub struct Knowledge {
    articles: Vec<Article>,
}

impl Knowledge {
    /// Knowledge of these articles, in this order.
    ///
    /// # Panics
    /// If there is no article, or one without a source: nothing could be stated of it.
    /// [`load`](super::load()) tells so first.
    pub fn new(articles: Vec<Article>) -> Self {
        assert!(!articles.is_empty(), "knowledge needs an article");
        assert!(articles.iter().all(|article| !article.sources.is_empty()), "an article needs a source");
        Self { articles }
    }

    /// The articles, in the order of their files.
    pub fn articles(&self) -> &[Article] {
        &self.articles
    }

    /// Every entry with its article, in the order of the files.
    pub fn entries(&self) -> impl Iterator<Item = EntryRef<'_>> {
        self.articles
            .iter()
            .flat_map(|article| article.faq.iter().map(move |entry| EntryRef { article, entry }))
    }
}

/// An entry together with the article that it belongs to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EntryRef<'a> {
    /// The article.
    pub article: &'a Article,
    /// One entry of its FAQ.
    pub entry: &'a Entry,
}

impl<'a> EntryRef<'a> {
    /// The grounds of this entry's answer.
    pub fn citation(&self) -> Citation<'a> {
        Citation::of_entry(self.article, self.entry)
    }
}
