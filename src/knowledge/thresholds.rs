//! Thresholds that were chosen for an article, in a file beside it.
//!
//! What they keep is stored with them, so that a later run can say what was lost.

use std::path::{Path, PathBuf};
use std::{fs, io};

use serde::{Deserialize, Serialize};

use super::article::Id;
use super::error::LoadError;
use super::files::{Folder, bytes_of, text_of, thresholds_beside};
use super::problem::{Problem, Severity};
use super::write::write_whole;

/// What `attache calibrate` chose for one article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChosenThresholds {
    /// The version of the file form, 1.
    pub format: u32,
    /// The article.
    pub knowledge: Id,
    /// What the answers depended on: knowledge, encoder and program, as one number in hexadecimal.
    pub fingerprint: String,
    /// The promise that they keep: the largest share of wrong answers.
    pub max_wrong: f64,
    /// The confidence that an answer needs, 0 to 1.
    pub answer: f32,
    /// The confidence that a suggestion needs, 0 to 1.
    pub suggest: f32,
    /// How many labelled questions were asked.
    pub questions: usize,
    /// How many of them were answered wrongly.
    pub wrong: usize,
    /// The labelled questions that were answered rightly, as they are asked.
    pub answered_right: Vec<String>,
}

/// The thresholds beside the articles at `path`, of those that have any.
pub fn read_all(path: &Path) -> Result<Vec<ChosenThresholds>, LoadError> {
    read_beside(&Folder::at(path)?.articles)
}

/// The thresholds beside these files of articles, of those that have any.
pub fn read_beside(articles: &[PathBuf]) -> Result<Vec<ChosenThresholds>, LoadError> {
    let files = articles.iter().map(|article| thresholds_beside(article));
    files.filter(|file| file.is_file()).map(|file| read(&file)).collect()
}

fn read(path: &Path) -> Result<ChosenThresholds, LoadError> {
    let bytes = bytes_of(path)?;
    let text = text_of(&bytes).unwrap_or_default();
    match serde_json::from_str(text) {
        Ok(chosen) if are_shares(&chosen) => Ok(chosen),
        Ok(_) => Err(unusable(path, None, "a threshold is not between 0 and 1".into())),
        Err(error) => Err(unusable(path, Some(error.line()), error.to_string())),
    }
}

fn are_shares(chosen: &ChosenThresholds) -> bool {
    let is_share = |number: f32| (0.0..=1.0).contains(&number);
    is_share(chosen.answer) && is_share(chosen.suggest) && chosen.format == 1
}

fn unusable(path: &Path, line: Option<usize>, reason: String) -> LoadError {
    LoadError::Problems(vec![Problem {
        file: path.to_owned(),
        line,
        severity: Severity::Broken,
        what: format!("these are no thresholds: {reason}"),
        hint: "make them again with `attache calibrate`, or delete the file".into(),
    }])
}

/// Writes the thresholds beside an article's file, whole or not at all; returns where.
pub fn write(article: &Path, chosen: &ChosenThresholds) -> io::Result<PathBuf> {
    let path = thresholds_beside(article);
    let text = serde_json::to_string_pretty(chosen).map_err(io::Error::other)?;
    write_whole(&path, &(text + "\n"))?;
    Ok(path)
}

/// Deletes the thresholds beside an article's file, if there are any.
pub fn delete(article: &Path) -> io::Result<()> {
    match fs::remove_file(thresholds_beside(article)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen() -> ChosenThresholds {
        ChosenThresholds {
            format: 1,
            knowledge: String::from("harbour").try_into().unwrap(),
            fingerprint: "9f".into(),
            max_wrong: 0.05,
            answer: 0.61,
            suggest: 0.25,
            questions: 2,
            wrong: 0,
            answered_right: vec!["when?".into()],
        }
    }

    #[test]
    fn what_is_written_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let article = folder.path().join("harbour.json");
        fs::write(&article, "{}").unwrap();
        assert_eq!(read_all(&article).unwrap(), []);
        let path = write(&article, &chosen()).unwrap();
        assert_eq!(path, folder.path().join("harbour.thresholds.json"));
        assert_eq!(read_all(folder.path()).unwrap(), [chosen()]);
        delete(&article).unwrap();
        delete(&article).unwrap();
        assert_eq!(read_all(&article).unwrap(), []);
    }

    #[test]
    fn what_is_no_thresholds_file_is_refused_with_a_hint() {
        let folder = tempfile::tempdir().unwrap();
        let article = folder.path().join("harbour.json");
        fs::write(&article, "{}").unwrap();
        let far = serde_json::to_string(&ChosenThresholds { answer: 1.5, ..chosen() }).unwrap();
        for (text, expected) in [
            ("{\n\"format\": }", ":2: these are no thresholds"),
            (far.as_str(), ": these are no thresholds: a threshold is not between 0 and 1"),
        ] {
            fs::write(thresholds_beside(&article), text).unwrap();
            let said = read_all(&article).unwrap_err().to_string();
            assert!(said.contains(expected) && said.contains("hint: "), "{said}");
        }
    }
}
