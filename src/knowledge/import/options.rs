//! How an article is written, and what is known of it besides.

use std::path::Path;

use chrono::NaiveDate;

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
