//! Makes a knowledge file of an article that was written as text or Markdown.
//!
//! Each format is read into one [`Draft`](draft::Draft), wording kept to the letter; what was
//! guessed or could not be placed is said in notes and never dropped in silence.

mod draft;
mod imported;
mod lines;
mod links;
mod markdown;
mod options;
mod outline;
mod text;
mod title;

pub use imported::{ImportError, Imported, Refusal};
pub use options::{Format, ImportOptions};

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
