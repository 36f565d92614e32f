//! Every test that a page gives as an example is one.

use std::fs;
use std::path::Path;

use super::pages;

/// The lines of a text without their indentation.
fn lines(text: &str) -> Vec<&str> {
    text.lines().map(str::trim).collect()
}

/// All Rust files below a folder.
fn sources(folder: &Path) -> Vec<String> {
    let items = fs::read_dir(folder).unwrap().map(|item| item.unwrap().path());
    let read = |path: std::path::PathBuf| match path.extension().is_some_and(|extension| extension == "rs") {
        true => vec![fs::read_to_string(&path).unwrap()],
        false if path.is_dir() => sources(&path),
        false => Vec::new(),
    };
    items.flat_map(read).collect()
}

#[test]
fn every_example_of_a_test_is_a_test() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let sources = [sources(&root.join("src")), sources(&root.join("tests"))].concat();
    let sources: Vec<Vec<&str>> = sources.iter().map(|source| lines(source)).collect();
    let mut examples = 0;
    for page in pages::all() {
        for block in page.text.split("```rust").skip(1) {
            let example = lines(block.split("```").next().unwrap());
            let example: Vec<&str> = example.into_iter().filter(|line| !line.is_empty()).collect();
            if example.first() != Some(&"#[test]") {
                continue;
            }
            examples += 1;
            let is_there = |source: &Vec<&str>| source.windows(example.len()).any(|lines| lines == example);
            assert!(sources.iter().any(is_there), "{}: no test reads\n{}", page.name, example.join("\n"));
        }
    }
    assert!(examples >= 3, "the examples are not found any more");
}
