//! Which files a path stands for, and their text.

use std::fs;
use std::path::{Path, PathBuf};

use super::load::LoadError;
use super::questions::path_beside;

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
        let beside = path_beside(path);
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
