//! Which files a path stands for, which lie beside which, and their text.

use std::fs;
use std::path::{Path, PathBuf};

use super::error::LoadError;

/// The largest file that is read. A thousand long entries make 1 MiB; more than this is a
/// mistake, such as a database given by its path.
const MAX_FILE_BYTES: u64 = 16 * 1024 * 1024;

/// The files under a path: articles, and the labelled questions beside them.
#[derive(Debug, Default)]
pub(super) struct Folder {
    pub(super) articles: Vec<PathBuf>,
    pub(super) questions: Vec<PathBuf>,
}

impl Folder {
    /// The files that `path` stands for: itself, or those in it by name.
    pub(super) fn at(path: &Path) -> Result<Self, LoadError> {
        let unreadable = |error| LoadError::unreadable(path, error);
        if !path.exists() {
            return Err(LoadError::Missing(path.to_owned()));
        }
        if !path.is_dir() {
            return Ok(Self::of_article(path));
        }
        let mut files = Vec::new();
        for item in fs::read_dir(path).map_err(unreadable)? {
            files.push(item.map_err(unreadable)?.path());
        }
        files.sort();
        let folder = Self::of_files(files);
        if folder.articles.is_empty() {
            return Err(LoadError::Empty(path.to_owned()));
        }
        Ok(folder)
    }

    fn of_article(path: &Path) -> Self {
        let beside = questions_beside(path);
        Self {
            articles: vec![path.to_owned()],
            questions: Vec::from_iter(beside.is_file().then_some(beside)),
        }
    }

    fn of_files(files: Vec<PathBuf>) -> Self {
        let mut folder = Self::default();
        for file in files {
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            match role(&name) {
                Role::Article if file.is_file() => folder.articles.push(file),
                Role::Questions if file.is_file() => folder.questions.push(file),
                _ => {}
            }
        }
        folder
    }
}

enum Role {
    Article,
    Questions,
    Other,
}

/// What a file is for, by its name. Hidden files are drafts of editors and programs.
fn role(name: &str) -> Role {
    if name.starts_with('.') || !name.ends_with(".json") {
        return Role::Other;
    }
    if name == "questions.json" || name.ends_with(".questions.json") {
        return Role::Questions;
    }
    if name == "schema.json" || name.ends_with(".thresholds.json") {
        return Role::Other;
    }
    Role::Article
}

/// Where the labelled questions of an article are: `<article>.questions.json` beside it, or
/// `questions.json` beside a `knowledge.json`.
pub fn questions_beside(article: &Path) -> PathBuf {
    if article.file_name().is_some_and(|name| name == "knowledge.json") {
        return article.with_file_name("questions.json");
    }
    article.with_extension("questions.json")
}

/// Where the thresholds of an article are: `<article>.thresholds.json` beside it.
pub(super) fn thresholds_beside(article: &Path) -> PathBuf {
    article.with_extension("thresholds.json")
}

/// The files of labelled questions beside the articles at `path`.
pub fn question_files(path: &Path) -> Result<Vec<PathBuf>, LoadError> {
    let articles = Folder::at(path)?.articles;
    let beside = articles.iter().map(|article| questions_beside(article));
    Ok(beside.filter(|file| file.is_file()).collect())
}

/// Each file with its bytes.
pub(super) fn bytes_of_all(files: Vec<PathBuf>) -> Result<Vec<(PathBuf, Vec<u8>)>, LoadError> {
    let with_bytes = |file: PathBuf| bytes_of(&file).map(|bytes| (file, bytes));
    files.into_iter().map(with_bytes).collect()
}

/// The bytes of a file, unless it is far too large.
pub(super) fn bytes_of(path: &Path) -> Result<Vec<u8>, LoadError> {
    let unreadable = |error| LoadError::unreadable(path, error);
    let length = fs::metadata(path).map_err(unreadable)?.len();
    if length > MAX_FILE_BYTES {
        return Err(LoadError::TooLarge(path.to_owned()));
    }
    fs::read(path).map_err(unreadable)
}

/// The bytes as text without a byte order mark, or the line that is no UTF-8.
pub(super) fn text_of(bytes: &[u8]) -> Result<&str, usize> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let before = bytes.iter().take(error.valid_up_to());
        before.filter(|byte| **byte == b'\n').count() + 1
    })?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labelled_questions_lie_beside_their_article() {
        for (article, expected) in [
            ("knowledge/harbour.json", "knowledge/harbour.questions.json"),
            ("eval/set/knowledge.json", "eval/set/questions.json"),
        ] {
            assert_eq!(questions_beside(Path::new(article)), Path::new(expected));
        }
    }
}
