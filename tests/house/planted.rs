//! The checks themselves, on small crates with a fault each.

use crate::modules::Modules;
use crate::problem::Problem;
use crate::source::{Source, Sources};
use crate::{debug, imports, lengths, words};

/// A crate of these files.
fn planted<const N: usize>(files: [(&str, &str); N]) -> Sources {
    files.into_iter().map(|(path, text)| (path.to_owned(), Source::new(text))).collect()
}

fn told(problems: Vec<Problem>) -> Vec<String> {
    let mut told: Vec<String> = problems
        .into_iter()
        .map(|problem| format!("{}:{}: {}", problem.file, problem.line, problem.what))
        .collect();
    told.sort();
    told
}

fn circles(sources: &Sources) -> Vec<String> {
    told(imports::circles(&Modules::of(sources).unwrap().imports()))
}

#[test]
fn a_circle_is_told_with_every_import_in_it() {
    let sources = planted([
        ("src/lib.rs", "mod a;"),
        ("src/a/mod.rs", "mod one; mod two; mod three;"),
        ("src/a/one.rs", "use super::two::Two;\nuse std::fmt;"),
        ("src/a/two.rs", "// use super::one;\n\nfn f() { super::three::g() }"),
        ("src/a/three.rs", "use crate::a::one;"),
    ]);
    assert_eq!(
        circles(&sources),
        [
            "src/a/one.rs:1: in `src/a`, `one` imports in a circle: one → two → three → one",
            "src/a/three.rs:1: in `src/a`, `three` imports in a circle: three → one → two → three",
            "src/a/two.rs:3: in `src/a`, `two` imports in a circle: two → three → one → two",
        ]
    );
}

#[test]
fn a_folder_is_one_child_of_its_parent() {
    let sources = planted([
        ("src/lib.rs", "mod a; mod b;"),
        ("src/a/mod.rs", "mod low; mod high;"),
        ("src/a/low.rs", "pub(in crate::b) struct Y;"),
        ("src/a/high.rs", "use crate::b::X;"),
        ("src/b.rs", "use crate::a::low::Y;"),
    ]);
    assert_eq!(
        circles(&sources),
        [
            "src/a/high.rs:1: in `src`, `a` imports in a circle: a → b → a",
            "src/b.rs:1: in `src`, `b` imports in a circle: b → a → b",
        ]
    );
}

#[test]
fn what_a_list_only_shows_belongs_to_the_file_that_defines_it() {
    let shown = [
        ("src/lib.rs", "mod a;"),
        ("src/a/mod.rs", "mod one; mod two; pub use one::{One, Other as Another}; pub use two::Two;"),
        ("src/a/one.rs", "pub struct One; pub struct Other;"),
        ("src/a/two.rs", "use super::{Another, One}; pub struct Two;"),
    ];
    assert_eq!(circles(&planted(shown)), [""; 0]);
    let mut needed = shown;
    needed[1].1 = "mod one; mod two; pub use one::One; pub use two::Two; pub struct List(Two);";
    needed[3].1 = "use super::{List, One}; pub struct Two;";
    assert_eq!(
        circles(&planted(needed)),
        [
            "src/a/mod.rs:1: in `src/a`, `mod` imports in a circle: mod → two → mod",
            "src/a/two.rs:1: in `src/a`, `two` imports in a circle: two → mod → two",
        ]
    );
}

#[test]
fn a_file_and_the_folder_of_its_name_are_one_module() {
    let sources = planted([
        ("src/lib.rs", "mod a;"),
        ("src/a.rs", "mod part; use part::f; pub struct Whole;"),
        ("src/a/part.rs", "use super::Whole; pub fn f() {}"),
    ]);
    assert_eq!(
        circles(&sources),
        [
            "src/a.rs:1: in `src/a`, `mod` imports in a circle: mod → part → mod",
            "src/a/part.rs:1: in `src/a`, `part` imports in a circle: part → mod → part",
        ]
    );
}

#[test]
fn tests_may_import_what_they_like() {
    let sources = planted([
        ("src/lib.rs", "mod a; mod b;"),
        ("src/a.rs", "#[cfg(test)] mod tests { use crate::b::B; }"),
        ("src/b.rs", "use crate::a::A; #[cfg(test)] mod missing;"),
    ]);
    assert_eq!(circles(&sources), [""; 0]);
}

#[test]
fn an_arrow_upwards_is_told() {
    let sources = planted([
        ("src/lib.rs", "mod low; mod side; mod top; mod other;"),
        ("src/low.rs", "use crate::{\n    top::{self, Top},\n};"),
        ("src/side.rs", "use crate::low::Low;\nuse crate::other::Other;"),
        ("src/top/mod.rs", "use crate::low::Low;"),
        ("src/other.rs", ""),
    ]);
    let imports = Modules::of(&sources).unwrap().imports();
    let floors: &[&[&str]] = &[&["low"], &["side", "other"], &["top"]];
    assert_eq!(
        told(imports::upward(&imports, &[], floors)),
        [
            "src/low.rs:2: `low` imports `top`, which is not below it",
            "src/side.rs:2: `side` imports `other`, which is not below it",
        ]
    );
    assert_eq!(
        told(imports::upward(&imports, &[], &floors[..2])),
        [
            "src/low.rs:2: `low` imports `top`, of which no floor is known",
            "src/side.rs:2: `side` imports `other`, which is not below it",
            "src/top/mod.rs:1: `top` is a room of which no floor is known",
        ]
    );
}

#[test]
fn words_in_the_wrong_room_are_told() {
    let sources = planted([
        ("src/faq.rs", "use teloxide::types;\nfn f() { println!(\"{}\", std::env::var(\"A\")); }"),
        ("src/cli/mod.rs", "fn f() { println!(\"teloxide\"); }"),
        ("src/config.rs", "use std::env; fn f() { env::var(\"A\"); }"),
        ("src/telegram/handlers/mod.rs", "async fn f(context: &Context) {}"),
        ("src/telegram/context/mod.rs", "async fn f(context: &Context) {}"),
    ]);
    let told = told(words::misplaced(&sources));
    let places: Vec<&str> = told.iter().filter_map(|line| line.split(" is said").next()).collect();
    assert_eq!(
        places,
        [
            "src/faq.rs:1: `teloxide`",
            "src/faq.rs:2: `env::var`",
            "src/faq.rs:2: `println!`",
            "src/telegram/handlers/mod.rs:1: `Context`",
            "src/telegram/handlers/mod.rs:1: `async`",
            "src/telegram/handlers/mod.rs:1: `context`",
        ]
    );
}

#[test]
fn lengths_are_those_of_code() {
    let body = |lines: usize| "    x();\n\n    // Of no weight.\n".repeat(lines - 2);
    let function = |lines| format!("fn f<T>(a: [u8; 2]) -> T where T: Fn(u8) -> u8 {{\n{}}}\n", body(lines));
    let long = format!("// One.\n\n{}trait T {{ fn only_declared(&self); }}\n", function(61));
    let sources = planted([
        ("src/a.rs", &function(60)),
        ("src/b.rs", &long),
        ("src/c.rs", &"fn g() {}\n".repeat(400)),
        ("examples/d.rs", &"fn g() {}\n".repeat(401)),
    ]);
    assert_eq!(
        told(lengths::too_long(&sources)),
        [
            "examples/d.rs:401: the file has 401 lines, and 400 are the most",
            "src/b.rs:3: `f` has 61 lines, and 60 are the most",
        ]
    );
    let sources = planted([("src/a.rs", &(function(9) + &function(10) + &function(10)))]);
    assert_eq!(
        told(lengths::too_long(&sources)),
        ["src:1: half of the 3 functions have 10 lines or more, and 9 are the most"]
    );
}

#[test]
fn debug_is_for_people_alone() {
    let sources = planted([
        (
            "src/a.rs",
            "fn f() { info!(\"{:?}\", (a, b)); assert_eq!(x, 1, \"{x:#?}\"); format!(\"{{:?}}\"); }",
        ),
        ("src/b.rs", "fn f() {\n  hash(format!(\"{x:?}\"));\n  warn!(\"{}\", format!(\"{x:5.1?}\"));\n}"),
        (
            "src/c.rs",
            "const FORM: &str = \"{:?}\"; #[cfg(test)] mod tests { fn f() { format!(\"{:?}\", 1) } }",
        ),
    ]);
    let places: Vec<String> =
        told(debug::kept(&sources)).iter().map(|line| line.split(": ").next().unwrap().to_owned()).collect();
    assert_eq!(places, ["src/b.rs:2", "src/b.rs:3", "src/c.rs:1"]);
}
