//! The linter on whole files and folders.

use std::fs;

use chrono::NaiveDate;

use super::check;
use crate::knowledge::{EntryRef, Problem, load};

mod faults;
mod folders;

const GOOD: &str = r#"{
  "$schema": "schema.json",
  "format": 1,
  "id": "harbour",
  "title": "The harbour reopens",
  "published": "2024-03-01",
  "language": "en",
  "summary": "The harbour reopens in spring.",
  "sources": [{ "id": "port", "title": "Port authority", "url": "https://port.example/news" }],
  "aliases": [["harbour", "port"]],
  "promise": { "max_wrong": 0.05 },
  "faq": [
    {
      "id": "opening",
      "question": "When does the harbour open?",
      "variants": ["opening day"],
      "answer": "On 1 April.",
      "sources": ["port"]
    },
    {
      "id": "cost",
      "question": "What did the works cost?",
      "variants": ["price of the works"],
      "answer": "Three million.",
      "revisions": [{ "on": "2024-03-02", "kind": "correction", "note": "It said two." }]
    }
  ]
}
"#;

/// How long a reply may be.
const LIMIT: usize = 4_096;

fn length(found: EntryRef<'_>) -> usize {
    found.entry.answer.encode_utf16().count()
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 6, 1).unwrap()
}

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn problems(files: &[(&str, &str)]) -> Vec<Problem> {
    let folder = folder(files);
    let mut found = check(folder.path(), today(), LIMIT, &length).unwrap();
    for problem in &mut found {
        let name = problem.file.file_name().unwrap().to_owned();
        problem.file = name.into();
        let inside = format!("{}/", folder.path().display());
        problem.hint = problem.hint.replace(&inside, "");
    }
    found
}

fn said(files: &[(&str, &str)]) -> String {
    let lines: Vec<String> = problems(files).iter().map(Problem::to_string).collect();
    lines.join("\n")
}

fn loads(files: &[(&str, &str)]) -> bool {
    load(folder(files).path()).is_ok()
}

#[test]
fn a_good_file_is_well() {
    let files = [("harbour.json", GOOD)];
    assert_eq!(said(&files), "");
    assert!(loads(&files));
}
