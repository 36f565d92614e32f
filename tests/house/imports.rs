//! Which way files look: downwards between rooms, and nowhere in a circle.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::modules::Import;
use crate::problem::Problem;
use crate::source::Source;

/// The rooms of the crate from the ground up; those on one floor do not import each other.
pub const FLOORS: &[&[&str]] = &[
    &["text"],
    &["knowledge"],
    &["matcher", "store"],
    &["faq"],
    &["replies"],
    &["briefings", "eval"],
    &["telegram"],
    &["config"],
    &["cli"],
];

/// The rooms of `src/telegram`, along the way of an update.
pub const ROOMS: &[&[&str]] = &[
    &["api"],
    &["update"],
    &["error"],
    &["effects"],
    &["handlers"],
    &["context"],
    &["ingress"],
    &["workers"],
    &["bot"],
];

/// What the module that lists a folder's files is called among them.
const LIST: &str = "mod";

/// One import between two children of the same folder.
struct Arrow<'a> {
    from: &'a str,
    to: &'a str,
    import: &'a Import,
}

/// Imports from a room to one that is not below it. `folder` holds the rooms; those that `floors` does not
/// name are problems too.
pub fn upward(imports: &[Import], folder: &[&str], floors: &[&[&str]]) -> Vec<Problem> {
    let floor = |room| floors.iter().position(|rooms| rooms.contains(&room));
    let arrows = arrows(imports);
    let arrows = arrows.iter().filter(|(within, _)| *within == folder).flat_map(|(_, arrows)| arrows);
    let mut problems = Vec::new();
    for arrow in arrows.filter(|arrow| arrow.from != LIST) {
        let room = arrow.from;
        let (what, hint) = match (floor(room), floor(arrow.to)) {
            (Some(from), Some(to)) if to < from => continue,
            (Some(_), Some(_)) => (
                format!("`{room}` imports `{}`, which is not below it", arrow.to),
                "pass a value or a closure down, or move what both need to a room below".to_owned(),
            ),
            (None, _) => (
                format!("`{room}` is a room of which no floor is known"),
                "give it its floor in `tests/house/imports.rs`".to_owned(),
            ),
            (_, None) => (
                format!("`{room}` imports `{}`, of which no floor is known", arrow.to),
                "name the file that defines it, or give it its floor in `tests/house/imports.rs`".to_owned(),
            ),
        };
        problems.push(problem(arrow.import, what, hint));
    }
    problems
}

/// Imports that lead back to where they come from, through the children of one folder.
pub fn circles(imports: &[Import]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (folder, arrows) in &arrows(imports) {
        let mut next: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for arrow in arrows {
            next.entry(arrow.from).or_default().insert(arrow.to);
        }
        for arrow in arrows {
            let Some(back) = way(&next, arrow.to, arrow.from) else { continue };
            let what = format!(
                "in `{}`, `{}` imports in a circle: {} → {}",
                folder.iter().fold("src".to_owned(), |path, name| path + "/" + name),
                arrow.from,
                arrow.from,
                back.join(" → "),
            );
            let hint = "move what both need to a file below them, or pass it as a value".to_owned();
            problems.push(problem(arrow.import, what, hint));
        }
    }
    problems
}

/// The rooms in `src/lib.rs`' list and [`FLOORS`] are the same, in the same order.
pub fn unlisted(library: &Source) -> Vec<Problem> {
    let listed: Vec<(usize, &str)> = library
        .text
        .lines()
        .enumerate()
        .filter_map(|(line, text)| Some((line + 1, text.strip_prefix("//! - [`")?.split('`').next()?)))
        .collect();
    let floors: Vec<&str> = FLOORS.iter().flat_map(|rooms| rooms.iter().copied()).collect();
    if listed.iter().map(|(_, room)| *room).eq(floors.iter().copied()) {
        return Vec::new();
    }
    let line = listed.first().map_or(1, |(line, _)| *line);
    vec![Problem {
        file: "src/lib.rs".to_owned(),
        line,
        what: format!("the rooms that it lists are not {}", floors.join(", ")),
        hint: "list all rooms from the ground up, here and in `tests/house/imports.rs`".to_owned(),
    }]
}

/// The imports within each folder, between its children; one of a kind for each file.
fn arrows(imports: &[Import]) -> BTreeMap<Vec<&str>, Vec<Arrow<'_>>> {
    let mut all: BTreeMap<Vec<&str>, Vec<Arrow<'_>>> = BTreeMap::new();
    for import in imports {
        let common = import.from.iter().zip(&import.to).take_while(|(from, to)| from == to).count();
        let child = |path: &'_ [String]| -> usize { path.len() - common };
        let name = |path| if child(path) == 0 { LIST } else { path[common].as_str() };
        let (from, to) = (name(&import.from), name(&import.to));
        let folder = import.from[..common].iter().map(String::as_str).collect();
        let arrows = all.entry(folder).or_default();
        let is_known =
            arrows.iter().any(|arrow| (arrow.from, arrow.to, &arrow.import.file) == (from, to, &import.file));
        if !is_known {
            arrows.push(Arrow { from, to, import });
        }
    }
    all
}

/// The shortest way along `next`, with both of its ends.
fn way<'a>(next: &BTreeMap<&'a str, BTreeSet<&'a str>>, from: &'a str, to: &str) -> Option<Vec<&'a str>> {
    let mut before: BTreeMap<&str, &str> = BTreeMap::new();
    let mut queue = VecDeque::from([from]);
    while let Some(here) = queue.pop_front() {
        if here == to {
            let mut way = vec![here];
            while let Some(&earlier) = before.get(way[way.len() - 1]).filter(|_| way[way.len() - 1] != from) {
                way.push(earlier);
            }
            way.reverse();
            return Some(way);
        }
        for &there in next.get(here).into_iter().flatten() {
            if there != from && !before.contains_key(there) {
                before.insert(there, here);
                queue.push_back(there);
            }
        }
    }
    None
}

fn problem(import: &Import, what: String, hint: String) -> Problem {
    Problem { file: import.file.clone(), line: import.line, what, hint }
}
