//! Reads knowledge for the bot: all of it, or the reasons why not.
//!
//! What is loaded holds everything that [`check`](super::check()) calls broken if it does not:
//! above all, every article has a source with a link.

use std::path::{Path, PathBuf};

use super::article::Article;
use super::check::{self, Reading};
use super::entries::Knowledge;
use super::error::LoadError;
use super::files::{Folder, bytes_of_all};
use super::problem::Severity;
use super::questions::LabelledQuestions;

/// Reads the article at `path`, or all articles of the folder there.
///
/// It does not look for what `attache check` merely warns of, nor at labelled questions.
pub fn load(path: &Path) -> Result<Knowledge, LoadError> {
    let articles = load_files(path)?.into_iter().map(|(_, article)| article);
    Ok(Knowledge::new(articles.collect()))
}

/// As [`load`], each article with the file that it was read from.
pub fn load_files(path: &Path) -> Result<Vec<(PathBuf, Article)>, LoadError> {
    let files = Folder::at(path)?;
    let read = bytes_of_all(files.articles)?;
    let mut readings: Vec<Reading<'_>> = read.iter().map(|(file, bytes)| Reading::of(file, bytes)).collect();
    check::check_ids_across(&mut readings);

    let mut articles = Vec::new();
    let mut broken = Vec::new();
    for (reading, (file, _)) in readings.into_iter().zip(&read) {
        let (article, problems) = reading.into_parts();
        articles.extend(article.map(|article| (file.clone(), article)));
        broken.extend(problems);
    }
    broken.retain(|problem| problem.severity == Severity::Broken);
    if broken.is_empty() {
        return Ok(articles);
    }
    Err(LoadError::Problems(broken))
}

/// Reads a file of labelled questions.
pub fn load_questions(path: &Path) -> Result<LabelledQuestions, LoadError> {
    check::read_questions(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bad_label_is_refused_with_its_line() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("harbour.questions.json");
        let text = "{ \"format\": 1, \"knowledge\": \"harbour\", \"questions\": [\n\
                    { \"ask\": \"hi\", \"expect\": [], \"kind\": \"chat\" },\n\
                    { \"ask\": \"hi\", \"expect\": [], \"knd\": \"chat\" } ] }";
        std::fs::write(&path, text).unwrap();
        let said = load_questions(&path).unwrap_err().to_string();
        let said = said.replace(&folder.path().display().to_string(), "");
        insta::assert_snapshot!(said, @r"
        /harbour.questions.json:3: question 2 has an unknown key `knd`
        hint: did you mean `kind`?
        ");
    }
}
