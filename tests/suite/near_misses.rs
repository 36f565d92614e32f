//! Questions that are one common noun or verb away from an entry, to an invented FAQ.
//!
//! What each of them takes is told in `docs/trust.md`.

use std::path::Path;

use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::program::{Program, without_figures};

fn folder() -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/near-misses").display().to_string()
}

fn answered(program: &Program) -> (usize, usize) {
    program.run(&["eval", "--per-question", "lines.jsonl"]);
    let lines = std::fs::read_to_string(program.folder().join("lines.jsonl")).unwrap();
    let records: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let is_near = |record: &&Value| record["expect"].as_array().unwrap().is_empty();
    let (near, own): (Vec<&Value>, Vec<&Value>) = records.iter().partition(is_near);
    let count = |records: &[&Value]| records.iter().filter(|record| record["verdict"] == "answer").count();
    (count(&near), count(&own))
}

#[test]
fn near_misses_are_held_back_and_most_of_the_rest_is_answered() {
    let program = Program::new().with("KNOWLEDGE", &folder());
    let (near, own) = answered(&program);
    assert!(near == 0 && own >= 8, "{near} near, {own} own");
    let (near, own) = answered(&program.with("STRICT", "false"));
    assert!(near <= 1 && own >= 8, "{near} near, {own} own, read leniently");
}

#[test]
fn an_out_of_scope_question_holds_back_its_like() {
    let asked = |out_of_scope: Value| {
        let article = json!({
            "format": 1, "id": "bank", "title": "Bank", "published": "2024-03-01", "language": "en",
            "summary": "About plans.", "sources": [{ "title": "Bank", "url": "https://bank.example/" }],
            "out_of_scope": out_of_scope,
            "faq": [{ "id": "plus", "question": "What does the Plus plan cost?", "answer": "5 a month." }]
        });
        let program =
            Program::new().with("KNOWLEDGE", "bank.json").with_file("bank.json", article.to_string());
        program.run(&["ask", "--json", "what does the plus plan cost monthly"]).json()["verdict"].clone()
    };
    assert_eq!(asked(json!([])), "answer");
    assert_ne!(asked(json!(["What does the Plus plan cost per month?"])), "answer");
}

#[test]
fn an_opposite_is_no_typo() {
    let program = Program::new().with("KNOWLEDGE", &folder());
    let reason = |question: &str| {
        let explained = program.run(&["ask", "--explain", question]).stdout;
        without_figures(explained.lines().find(|line| line.starts_with("why: ")).unwrap())
    };
    assert_snapshot!(reason("how can i unfreeze my card"), @"why: no answer: `unfreeze` turns it around, the entry does not; confidence #");
    assert_snapshot!(reason("how do I decrease my daily limit"), @"why: no answer: `decrease` turns it around, the entry does not; confidence #");
}
