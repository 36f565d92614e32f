//! The rules of the house, which no compiler knows: which way its rooms look, which words belong where,
//! and how long its parts are. Every broken rule is told at once, with its place and what to do.

#![expect(clippy::unwrap_used, reason = "a test that panics has failed, as it should")]

mod data;
mod debug;
mod dependencies;
mod imports;
mod lengths;
mod modules;
mod pages;
mod planted;
mod problem;
mod source;
mod words;

use std::path::Path;

use modules::Modules;
use pages::Pages;
use problem::Problem;
use source::Sources;

/// The files of `folders`, without those that are only there to test.
fn sources(folders: &[&str]) -> Sources {
    let mut sources = Sources::new();
    for folder in folders {
        source::read(Path::new(env!("CARGO_MANIFEST_DIR")), folder, &mut sources);
    }
    let modules = Modules::of(&sources).unwrap();
    let is_tested =
        |file: &str| modules.files().contains(file) || !file.starts_with("src/") || file == "src/main.rs";
    sources.retain(|file, _| is_tested(file));
    sources
}

fn hold(mut problems: Vec<Problem>) {
    problems.sort();
    let told: Vec<String> = problems.iter().map(Problem::to_string).collect();
    assert!(told.is_empty(), "{} problems\n{}", told.len(), told.join("\n"));
}

#[test]
fn rooms_import_only_from_those_below() {
    let sources = sources(&["src"]);
    let imports = Modules::of(&sources).unwrap().imports();
    let mut problems = imports::unlisted(&sources["src/lib.rs"]);
    problems.extend(imports::upward(&imports, &[], imports::FLOORS));
    problems.extend(imports::upward(&imports, &["telegram"], imports::ROOMS));
    hold(problems);
}

#[test]
fn files_import_each_other_in_no_circle() {
    hold(imports::circles(&Modules::of(&sources(&["src"])).unwrap().imports()));
}

#[test]
fn what_debug_prints_is_for_people() {
    hold(debug::kept(&sources(&["src"])));
}

#[test]
fn words_stand_where_they_belong() {
    hold(words::misplaced(&sources(&["src"])));
}

#[test]
fn functions_and_files_are_short() {
    hold(lengths::too_long(&sources(&["src", "benches", "examples"])));
}

#[test]
fn data_files_are_those_that_are_recorded() {
    hold(data::astray(Path::new(env!("CARGO_MANIFEST_DIR"))));
}

#[test]
fn pages_lead_somewhere() {
    let pages = Pages::of(Path::new(env!("CARGO_MANIFEST_DIR")));
    let mut problems = pages.lost_links();
    problems.extend(pages.lost_files());
    hold(problems);
}

#[test]
fn every_page_is_found_and_says_whom_it_is_for() {
    hold(Pages::of(Path::new(env!("CARGO_MANIFEST_DIR"))).unannounced());
}

#[test]
fn the_first_page_takes_five_minutes() {
    hold(Pages::of(Path::new(env!("CARGO_MANIFEST_DIR"))).long_readme().into_iter().collect());
}

#[test]
fn crates_are_such_as_may_be_built_from() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let policy = dependencies::Policy::of(&std::fs::read_to_string(root.join("deny.toml")).unwrap());
    hold(dependencies::refused(&dependencies::crates(root), &policy));
}
