//! What comes of an import: an article, or the reasons why there is none.

use std::fmt;

use super::super::article::Article;

/// An article, and what an editor should know about how it was read.
#[derive(Debug)]
pub struct Imported {
    /// The article.
    pub article: Article,
    /// What was guessed, and what was left out.
    pub notes: Vec<String>,
}

/// Why no knowledge file can be made: every reason at once.
#[derive(Debug, thiserror::Error)]
#[error("{}", .0.iter().map(Refusal::to_string).collect::<Vec<_>>().join("\n"))]
pub struct ImportError(pub Vec<Refusal>);

/// One reason why no knowledge file can be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What is missing or wrong.
    pub what: String,
    /// What to do next.
    pub hint: String,
}

impl Refusal {
    pub(super) fn new(what: impl Into<String>, hint: impl Into<String>) -> Self {
        let (what, hint) = (what.into(), hint.into());
        Self { what, hint }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\nhint: {}", self.what, self.hint)
    }
}
