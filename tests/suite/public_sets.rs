//! Top-1 on public question sets, where they are at hand beside the repository.

use std::fs;
use std::path::PathBuf;

use sha2::{Digest, Sha256};

use crate::needs;
use crate::program::Program;

/// The least share of questions whose closest entry is right, for each set.
const BARS: [(&str, f64); 12] = [
    ("clinc150-1shot", 0.755),
    ("clinc150-5shot", 0.83),
    ("banking77-5shot", 0.79),
    ("covidqa-deepset-en", 0.77),
    ("nlpjs50-en-1shot", 0.83),
    ("clinc150-1shot-typos", 0.69),
    ("banking77-1shot-typos", 0.66),
    ("nlpjs50-es-1shot", 0.64),
    ("nlpjs50-fr-1shot", 0.58),
    ("nlpjs50-id-1shot", 0.58),
    ("nlpjs50-he-1shot", 0.45),
    ("covidqa-deepset-de", 0.34),
];

/// Where the sets are, if they are at hand.
pub fn folder() -> Option<PathBuf> {
    needs::QUESTION_SETS.at("../shared/eval")
}

#[test]
fn the_right_entry_comes_first_as_often_as_promised() {
    let Some(folder) = folder() else { return };
    let program = Program::new();
    let short: Vec<String> = BARS
        .iter()
        .filter_map(|(set, bar)| {
            let metrics = program.run(&["eval", "--json", folder.join(set).to_str().unwrap()]).json();
            let top1 = metrics["top1"].as_f64().unwrap_or_else(|| panic!("{set}: {metrics}"));
            (top1 < *bar).then(|| format!("{set}: {top1} < {bar}"))
        })
        .collect();
    assert!(short.is_empty(), "{short:?}");
}

/// The files of the sets as `scripts/data/question_sets.py` makes them, each behind its SHA-256.
const SUMS: &str = include_str!("../../scripts/data/question-sets/SHA256SUMS");

#[test]
fn the_sets_are_those_that_their_script_makes() {
    let Some(folder) = folder() else { return };
    let others: Vec<&str> = SUMS
        .lines()
        .filter_map(|line| {
            let (sum, file) = line.split_once("  ").unwrap();
            let bytes = fs::read(folder.join(file)).unwrap_or_default();
            (hex::encode(Sha256::digest(&bytes)) != sum).then_some(file)
        })
        .collect();
    assert!(others.is_empty(), "not as recorded: {others:?}");
}
