//! Finds everything that is wrong with knowledge files, all of it at once.
//!
//! Two eyes see each file. The [`guard`] looks at values (ids, dates, links, blank texts) and is
//! cheap enough for every start; the [`structure`] compares the whole with the JSON Schema and is
//! asked only by the linter, or when the file does not read as an article. What is merely
//! doubtful is for [`advice`].

mod across;
mod advice;
mod entry;
mod findings;
mod guard;
mod names;
mod phrasing;
mod questions;
mod reading;
mod structure;
mod values;

use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::EntryRef;
use super::folder::{Folder, bytes_of};
use super::load::LoadError;
use super::problem::Problem;
use structure::Shape;

pub(super) use across::check_ids as check_ids_across;
pub(super) use questions::read as read_questions;
pub(super) use reading::Reading;
pub(super) use values::web_address;

/// The most UTF-16 units that a Telegram message holds once its markup is parsed.
pub const MAX_REPLY: usize = 4_096;

/// Every problem of the article at `path`, or of all files of the folder there.
///
/// `reply_length` gives the length of an entry's rendered reply in UTF-16 units.
pub fn check(
    path: &Path,
    today: NaiveDate,
    reply_length: &dyn Fn(EntryRef<'_>) -> usize,
) -> Result<Vec<Problem>, LoadError> {
    let files = Folder::at(path)?;
    let articles = bytes_of_all(files.articles)?;
    let labels = bytes_of_all(files.questions)?;

    let shape = Shape::of_article();
    let mut readings: Vec<Reading<'_>> =
        articles.iter().map(|(file, bytes)| Reading::of(file, bytes)).collect();
    for reading in &mut readings {
        reading.compare_with(&shape);
        reading.advise(today, reply_length);
    }
    across::check_ids(&mut readings);
    across::check_translations(&mut readings);
    across::check_translated_entries(&mut readings);
    phrasing::check_collisions(&mut readings);

    let mut problems = questions::check_all(&labels, &readings);
    problems.extend(readings.into_iter().flat_map(|reading| reading.into_parts().1));
    problems.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
    Ok(problems)
}

/// Each file with its bytes.
pub(super) fn bytes_of_all(files: Vec<PathBuf>) -> Result<Vec<(PathBuf, Vec<u8>)>, LoadError> {
    let with_bytes = |file: PathBuf| bytes_of(&file).map(|bytes| (file, bytes));
    files.into_iter().map(with_bytes).collect()
}

#[cfg(test)]
mod tests;
