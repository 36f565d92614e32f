//! The knowledge of the bot: articles with their FAQ, and where each statement comes from.
//!
//! This room reads, checks and writes the files of editors. It matches nothing and renders
//! nothing; time and rendering, where a check needs them, are passed in.

mod article;
mod check;
mod citation;
mod files;
mod import;
mod json;
mod load;
mod problem;
mod questions;
mod schema;
mod slug;
mod stamp;
pub mod thresholds;
mod translation;
mod version;
mod write;

pub use article::{Article, BadId, Entry, FORMAT, Id, Promise, Revision, RevisionKind, Source};
pub use check::{MAX_REPLY, check};
pub use citation::Citation;
pub use import::{Format, ImportError, ImportOptions, Imported, Refusal, import};
pub use load::{LoadError, load};
pub use problem::{Problem, Severity};
pub use questions::{LabelledQuestion, LabelledQuestions, QuestionKind};
pub use schema::{schema, schema_text};
pub use stamp::Stamp;
pub use thresholds::ChosenThresholds;
pub use version::Version;
pub use write::write_whole;

/// Functions on files of labelled questions.
pub mod labelled {
    pub use super::questions::{path_beside, read};
}

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
    /// [`load`] tells so first.
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
