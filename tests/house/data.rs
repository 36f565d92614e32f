//! Which program made a data file stands in `docs/data.md`, beside the SHA-256 of what it made. So no such
//! file changes unless its record does, and none comes without one.
//!
//! It does not make the files again: that takes packages from elsewhere, and is `scripts/data/make`.

use std::fs;
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::problem::Problem;

/// The record: of each file a row of a table, with the path first and, unless people wrote it, the sum last.
const RECORD: &str = "docs/data.md";

/// Where data lies.
const FOLDERS: &[&str] =
    &["knowledge", "model", "proptest-regressions", "scripts/data/question-sets", "src", "tests"];

/// What lies there and is no data: code, words of the bot, what a test compares with, and what a test that
/// fails leaves.
const NO_DATA: &[&str] = &["css", "ftl", "js", "md", "pending-snap", "py", "rs", "snap", "snap.new", "sql"];

/// How long a SHA-256 is, in hexadecimal.
const SUM: usize = 64;

/// A row of the record.
struct Row<'a> {
    line: usize,
    file: &'a str,
    sum: Option<&'a str>,
}

/// Data files that are not as the record has them, and those that it does not have.
pub fn astray(root: &Path) -> Vec<Problem> {
    let record = fs::read_to_string(root.join(RECORD)).unwrap();
    let rows: Vec<Row> = rows(&record).collect();
    let mut problems: Vec<Problem> = rows.iter().filter_map(|row| changed(root, row)).collect();
    let mut files = Vec::new();
    FOLDERS.iter().for_each(|folder| gather(root, folder, &mut files));
    files.retain(|file| rows.iter().all(|row| row.file != file));
    problems.extend(files.into_iter().map(unrecorded));
    problems
}

fn rows(record: &str) -> impl Iterator<Item = Row<'_>> {
    record.lines().enumerate().filter_map(|(at, text)| {
        let mut cells = text.strip_prefix("| `")?.strip_suffix(" |")?.split(" | ");
        let file = cells.next()?.strip_suffix('`')?;
        let sum = cells.last().map(|cell| cell.trim_matches('`'));
        Some(Row { line: at + 1, file, sum: sum.filter(|sum| sum.len() == SUM) })
    })
}

/// What is wrong with the file of a row, if anything is.
fn changed(root: &Path, row: &Row) -> Option<Problem> {
    let problem = |what, hint: &str| {
        Some(Problem { file: RECORD.to_owned(), line: row.line, what, hint: hint.to_owned() })
    };
    let Ok(bytes) = fs::read(root.join(row.file)) else {
        return problem(format!("`{}` is not there", row.file), "take the row out, or make the file");
    };
    let (recorded, found) = (row.sum?, hex::encode(Sha256::digest(&bytes)));
    if recorded == found {
        return None;
    }
    problem(
        format!("`{}` is another file than is recorded: its SHA-256 is {found}", row.file),
        "make it with the script that the row names, and record the sum of what that makes",
    )
}

fn unrecorded(file: String) -> Problem {
    let what = format!("`{RECORD}` does not say who made this file");
    Problem { file, line: 1, what, hint: "add a row: what made it, of what, and its SHA-256".to_owned() }
}

/// The data files in a folder, if there is one.
fn gather(root: &Path, folder: &str, files: &mut Vec<String>) {
    let Ok(entries) = fs::read_dir(root.join(folder)) else { return };
    for entry in entries.map(Result::unwrap) {
        let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
        if entry.file_type().unwrap().is_dir() {
            gather(root, &path, files);
        } else if !NO_DATA.iter().any(|kind| path.ends_with(&format!(".{kind}"))) {
            files.push(path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is told of a crate with this record and this file in `model`.
    fn told(record: &str, file: &str, bytes: &str) -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in [(RECORD, record), (file, bytes)] {
            fs::create_dir_all(folder.path().join(path).parent().unwrap()).unwrap();
            fs::write(folder.path().join(path), text).unwrap();
        }
        let mut problems = astray(folder.path());
        problems.sort();
        problems
            .iter()
            .map(|problem| format!("{}:{}: {}", problem.file, problem.line, problem.what))
            .collect()
    }

    /// The SHA-256 of `abc`, from FIPS 180-2.
    const OF_ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    #[test]
    fn a_file_is_as_its_row_has_it() {
        let row = format!("| `model/a.txt` | made | `{OF_ABC}` |");
        assert_eq!(told(&row, "model/a.txt", "abc"), [""; 0]);
        let changed = told(&format!("Files:\n\n{row}"), "model/a.txt", "abd");
        assert_eq!(changed.len(), 1);
        assert!(changed[0].starts_with("docs/data.md:3: `model/a.txt` is another file"), "{changed:?}");
    }

    #[test]
    fn what_people_wrote_has_a_row_without_a_sum() {
        assert_eq!(told("| `src/a.json` | by hand |", "src/a.json", "{}"), [""; 0]);
    }

    #[test]
    fn a_file_without_a_row_and_a_row_without_a_file_are_told() {
        assert_eq!(
            told("| `model/gone.txt` | made |", "model/deep/b.data", "b"),
            [
                "docs/data.md:1: `model/gone.txt` is not there",
                "model/deep/b.data:1: `docs/data.md` does not say who made this file",
            ]
        );
    }

    #[test]
    fn code_needs_no_row() {
        assert_eq!(told("", "src/a.rs", ""), [""; 0]);
    }
}
