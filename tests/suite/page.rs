//! The page of an eval run: whole in one file, the same each time, and not too large.

use std::fs;

use insta::assert_snapshot;

use crate::program::{Program, Ran, SAMPLE};
use crate::public_sets;

const FILE: &str = "page.html";

/// The most that a page of 3,000 questions may take.
const MAX_BYTES: usize = 3 << 20;

fn page(program: &Program, args: &[&str]) -> (Ran, String) {
    let ran = program.run(&[&["eval", "--html", FILE], args].concat());
    let page = fs::read_to_string(program.folder().join(FILE)).unwrap();
    (ran, page)
}

/// The values of an attribute, wherever it is.
fn values<'a>(page: &'a str, attribute: &str) -> Vec<&'a str> {
    let start = format!(" {attribute}=\"");
    page.split(&start).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn the_page_shows_every_question_and_fetches_nothing() {
    let program = Program::new();
    let (ran, page) = page(&program, &["--json", "--per-question", "all.jsonl"]);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    let asked = ran.json()["questions"].as_u64().unwrap();
    let table = &page[page.find("id=\"questions\"").unwrap()..];
    assert_eq!(table.matches("<tr class=").count() as u64, asked);
    assert_eq!(values(&page, "href"), ["data:,"]);
    for attribute in ["src", "srcset", "action", "data", "poster", "xlink:href"] {
        assert_eq!(values(&page, attribute), [""; 0], "{attribute}");
    }
    for outside in ["url(", "@import", "fetch(", "import("] {
        assert!(!page.contains(outside), "{outside}");
    }
}

#[test]
fn two_runs_write_the_same_page() {
    let program = Program::new().with_sample();
    let written = || page(&program, &["--questions", SAMPLE]).1;
    assert_eq!(written(), written());
}

#[test]
fn a_page_that_cannot_be_written_is_refused_before_the_questions_are_asked() {
    let program = Program::new();
    let ran = program.run(&["eval", "--html", "missing/page.html", "--per-question", "all.jsonl"]);
    assert_snapshot!(ran, @"
    [stderr]
    error: cannot write `missing/page.html`: No such file or directory (os error 2)
    hint: name a file in a folder that is there
    [exit status 2]
    ");
    assert_eq!(fs::read(program.folder().join("all.jsonl")).unwrap(), b"");
}

#[test]
fn the_page_of_three_thousand_public_questions_is_small() {
    let Some(folder) = public_sets::folder() else { return };
    let set = folder.join("clinc150-1shot");
    let (_, page) = page(&Program::new().with("ENCODER", "off"), &[set.to_str().unwrap()]);
    assert!(page.len() <= MAX_BYTES, "{} bytes", page.len());
}
