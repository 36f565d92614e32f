//! Why knowledge could not be read.

use std::io;
use std::path::{Path, PathBuf};

use super::problem::Problem;

/// How many problems an error lists; `attache check` lists them all.
const MAX_LISTED: usize = 20;

/// Why knowledge could not be read.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// At least one file cannot be used, for these reasons.
    #[error("{}", listed(.0))]
    Problems(Vec<Problem>),
    /// There is nothing at this path.
    #[error("there is no `{}`\nhint: give the path of an article's file, or of a folder of them", .0.display())]
    Missing(PathBuf),
    /// There is a folder without an article.
    #[error("no article in `{}`\nhint: make one from a text with `attache import`", .0.display())]
    Empty(PathBuf),
    /// A file is far too large to be an article.
    #[error("`{}` is larger than 16 MiB\nhint: give the path of an article's file, or of a folder of them", .0.display())]
    TooLarge(PathBuf),
    /// A file or folder could not be read.
    #[error("cannot read `{}`: {error}\nhint: see that it exists and that its permissions let you read it", path.display())]
    Unreadable {
        /// Which one.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
}

impl LoadError {
    pub(super) fn unreadable(path: &Path, error: io::Error) -> Self {
        let path = path.to_owned();
        Self::Unreadable { path, error }
    }
}

fn listed(problems: &[Problem]) -> String {
    let mut lines: Vec<String> = problems.iter().take(MAX_LISTED).map(Problem::to_string).collect();
    if problems.len() > MAX_LISTED {
        lines.push(format!("and {} more", problems.len() - MAX_LISTED));
    }
    lines.join("\n")
}
