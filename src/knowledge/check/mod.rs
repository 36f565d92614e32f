//! Finds everything that is wrong with knowledge files, all of it at once.
//!
//! Two eyes see each file. The [`guard`] looks at values (ids, dates, links, blank texts) and is
//! cheap enough for every start; the [`structure`] compares the whole with the JSON Schema and is
//! asked only by the linter, or when the file does not read as an article. What is merely
//! doubtful is for [`advice`].

mod across;
mod advice;
mod collisions;
mod entry;
mod findings;
mod guard;
mod names;
mod phrasing;
mod questions;
mod reading;
mod structure;
mod values;

use std::path::Path;

use chrono::NaiveDate;

use super::entries::EntryRef;
use super::error::LoadError;
use super::files::{Folder, bytes_of_all};
use super::problem::Problem;
use structure::Shape;

pub(super) use across::check_ids as check_ids_across;
pub(super) use questions::read as read_questions;
pub(super) use reading::Reading;
pub(super) use values::web_address;

/// Every problem of the article at `path`, or of all files of the folder there.
///
/// A rendered reply may have `limit` UTF-16 units; `reply_length` gives how many an entry's has.
pub fn check(
    path: &Path,
    today: NaiveDate,
    limit: usize,
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
        reading.advise(today);
        reading.check_lengths(limit, reply_length);
    }
    across::check_ids(&mut readings);
    across::check_translations(&mut readings);
    across::check_translated_entries(&mut readings);
    collisions::check(&mut readings);

    let mut problems = questions::check_all(&labels, &readings);
    problems.extend(readings.into_iter().flat_map(|reading| reading.into_parts().1));
    problems.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
    Ok(problems)
}

#[cfg(test)]
mod tests;
