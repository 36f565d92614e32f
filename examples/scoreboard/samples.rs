//! A small set for the tests.

use attache::knowledge::Knowledge;
use serde_json::{Value, json};

use crate::sets::Set;

/// The article of a set: an entry for each question, `e0`, `e1` and so on.
pub fn article(language: &str, questions: &[&str]) -> Value {
    let entry = |(at, question): (usize, &&str)| {
        json!({ "id": format!("e{at}"), "question": question, "variants": [format!("{question} {at}")],
                "answer": "So." })
    };
    json!({
        "format": 1, "id": "a", "title": "A", "published": "2024-01-02", "language": language, "summary": "It is.",
        "sources": [{ "title": "A", "url": "https://a.example/" }],
        "faq": questions.iter().enumerate().map(entry).collect::<Vec<Value>>()
    })
}

/// The labelled questions of a set: those of the entries, each with its label, and `others` that
/// none answers.
pub fn labelled(questions: &[&str], others: &[&str]) -> Value {
    let inside = questions
        .iter()
        .enumerate()
        .map(|(at, question)| json!({ "ask": question, "expect": [format!("e{at}")] }));
    let outside = others.iter().map(|question| json!({ "ask": question, "expect": [] }));
    json!({ "format": 1, "knowledge": "a", "questions": inside.chain(outside).collect::<Vec<Value>>() })
}

/// A set of which every question is an entry's own.
pub fn set(name: &str, language: &str, questions: &[&str]) -> Set {
    let article = serde_json::from_value(article(language, questions)).unwrap();
    let labelled = labelled(questions, &[])["questions"].clone();
    Set {
        name: name.to_owned(),
        knowledge: Knowledge::new(vec![article]),
        questions: serde_json::from_value(labelled).unwrap(),
        expected: (0..questions.len()).map(|entry| vec![entry]).collect(),
    }
}
