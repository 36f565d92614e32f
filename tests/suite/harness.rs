//! The harness measures what readers get, and says the same each time.

use serde_json::Value;

use crate::program::{Program, SAMPLE};

const RECORD: [&str; 9] =
    ["question", "verdict", "entry", "confidence", "candidates", "unaccounted", "reply", "sources", "as_of"];
const METRICS: [&str; 17] = [
    "knowledge",
    "questions",
    "in_scope",
    "out_of_scope",
    "top1",
    "top3",
    "mrr",
    "auroc",
    "answered_right",
    "answered_wrong",
    "suggested_right",
    "unanswered",
    "wrong_answer_rate",
    "coverage",
    "calibration_error",
    "right_at_5pct_false",
    "latency_us",
];

/// The text from which the latencies, the only thing that differs, are cut out.
fn without_latency(text: &str) -> String {
    let mut rest = text;
    let mut kept = String::new();
    while let Some((before, after)) = rest.split_once("\"latency_us\":") {
        kept.push_str(before);
        rest = &after[after.find('}').unwrap_or(after.len())..];
    }
    kept + rest
}

#[test]
fn ask_and_eval_give_the_documented_fields_in_order() {
    let program = Program::new().with_sample();
    let record = program.run(&["ask", "--json", "is china neutral?"]).json();
    assert_eq!(record.as_object().unwrap().keys().collect::<Vec<_>>(), RECORD);
    assert_eq!(record["verdict"], "answer");
    assert_eq!(record["entry"], "china-stance");
    assert_eq!(record["as_of"], "2023-11-12");
    assert_eq!(record["candidates"].as_array().unwrap().len(), 3);
    let metrics = program.run(&["eval", "--questions", SAMPLE, "--json"]).json();
    assert_eq!(metrics.as_object().unwrap().keys().collect::<Vec<_>>(), METRICS);
}

#[test]
fn two_runs_give_the_same_bytes_apart_from_latency() {
    let program = Program::new().with_sample();
    let run = |file: &str| {
        let metrics = program.run(&["eval", "--questions", SAMPLE, "--json", "--per-question", file]).stdout;
        let lines = std::fs::read_to_string(program.folder().join(file)).unwrap();
        assert!(lines.lines().all(|line| line.contains("\"expect\":[")));
        (without_latency(&metrics), without_latency(&lines))
    };
    assert_eq!(run("one.jsonl"), run("two.jsonl"));
}

#[test]
fn the_harness_and_ask_give_the_same_reply() {
    let program = Program::new().with_sample();
    program.run(&["eval", "--questions", SAMPLE, "--json", "--per-question", "all.jsonl"]);
    let lines = std::fs::read_to_string(program.folder().join("all.jsonl")).unwrap();
    for line in lines.lines() {
        let record: Value = serde_json::from_str(line).unwrap();
        let asked = program.run(&["ask", "--json", record["question"].as_str().unwrap()]).json();
        for field in RECORD {
            assert_eq!(record[field], asked[field], "{field} of {line}");
        }
    }
}

#[test]
fn the_shipped_questions_are_answered_well() {
    let metrics = Program::new().run(&["eval", "--json"]).json();
    let count = |name: &str| metrics[name].as_f64().unwrap();
    assert!(count("questions") >= 90.0);
    assert!(count("answered_right") / count("in_scope") >= 0.6, "{metrics}");
    assert!(count("top1") >= 0.9, "{metrics}");
}
