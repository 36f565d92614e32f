//! Makes a knowledge file of an article that was written as text or Markdown.
//!
//! Each format is read into one [`Draft`](draft::Draft), wording kept to the letter; what was
//! guessed or could not be placed is said in notes and never dropped in silence.

mod draft;
mod lines;
mod links;
mod markdown;
mod outline;
mod text;
mod title;

use std::fmt;
use std::path::Path;

use chrono::NaiveDate;

use super::article::Article;

/// How an article is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Paragraphs, an `FAQs` line, numbered questions, a `Sources:` line.
    Text,
    /// The same in Markdown.
    Markdown,
}

impl Format {
    /// The format that a file's name tells.
    pub fn of(path: &Path) -> Self {
        let extension = path.extension().unwrap_or_default().to_ascii_lowercase();
        if extension == "md" || extension == "markdown" {
            return Self::Markdown;
        }
        Self::Text
    }
}

/// What the article's text does not say, or should be overruled in.
#[derive(Clone, Debug, Default)]
pub struct ImportOptions {
    /// The article's id; a slug of `name` or of the title when absent.
    pub id: Option<String>,
    /// The name of the article's file, without folder and extension.
    pub name: Option<String>,
    /// The headline; the first sentence when absent.
    pub title: Option<String>,
    /// The day the article appeared.
    pub date: Option<NaiveDate>,
    /// The language code; `en` when absent.
    pub language: Option<String>,
    /// Sources as name and address, besides those in the text.
    pub sources: Vec<(String, String)>,
}

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
    fn new(what: impl Into<String>, hint: impl Into<String>) -> Self {
        let (what, hint) = (what.into(), hint.into());
        Self { what, hint }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\nhint: {}", self.what, self.hint)
    }
}

/// Reads an article into the form of a knowledge file.
pub fn import(text: &str, format: Format, options: &ImportOptions) -> Result<Imported, ImportError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let outline = match format {
        Format::Text => text::blocks(text),
        Format::Markdown => markdown::blocks(text),
    };
    draft::article(outline::draft(outline), options)
}

#[cfg(test)]
mod tests;
