//! What people read about the project: where its links lead, which files it names, whom a page is for, and that
//! the first one stays short.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Component, Path, PathBuf};

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use crate::problem::Problem;

/// How many lines the README may have: it is for the first five minutes.
const LONGEST_README: usize = 150;

/// The page that leads to all others.
const INDEX: &str = "docs/README.md";

/// Where the files of code are that pages name.
const CODE: &[&str] = &["benches", "examples", "src", "tests"];

/// A page: its links and the files of code that it names, each with its line; its headings as parts of an
/// address; and how it begins.
struct Page {
    links: Vec<(String, usize)>,
    files: Vec<(String, usize)>,
    headings: BTreeSet<String>,
    opening: String,
    lines: usize,
}

/// The pages of the project by their paths.
pub struct Pages<'a> {
    root: &'a Path,
    pages: BTreeMap<String, Page>,
}

impl<'a> Pages<'a> {
    /// Those at `root`, in `docs/` and in `.github/`.
    pub fn of(root: &'a Path) -> Self {
        let mut pages = BTreeMap::new();
        for folder in ["", "docs", ".github"] {
            let Ok(entries) = fs::read_dir(root.join(folder)) else { continue };
            let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
            for name in names.filter(|name| name.ends_with(".md")) {
                let path = if folder.is_empty() { name } else { format!("{folder}/{name}") };
                let text = fs::read_to_string(root.join(&path)).unwrap();
                pages.insert(path, Page::of(&text));
            }
        }
        Self { root, pages }
    }

    /// Links to files or headings that are not there.
    pub fn lost_links(&self) -> Vec<Problem> {
        let links =
            self.pages.iter().flat_map(|(file, page)| page.links.iter().map(move |link| (file, link)));
        links.filter_map(|(file, (link, line))| self.lost(file, link, *line)).collect()
    }

    fn lost(&self, file: &str, link: &str, line: usize) -> Option<Problem> {
        if link.contains("://") || link.starts_with("mailto:") {
            return None;
        }
        let path = file_of(link);
        let heading = link[path.len()..].trim_start_matches('#');
        let target = if path.is_empty() { file.to_owned() } else { beside(file, path) };
        let what = if !self.root.join(&target).exists() {
            format!("`{link}` leads to `{target}`, which is not there")
        } else if heading.is_empty() || self.pages.get(&target)?.headings.contains(heading) {
            return None;
        } else {
            format!("`{link}` leads to no heading of `{target}`")
        };
        let hint = "correct the link, or take it out".to_owned();
        Some(Problem { file: file.to_owned(), line, what, hint })
    }

    /// Files of code that are named and not there. A name may leave out the folders that its page is about:
    /// `workers/inbox.rs` for `src/telegram/workers/inbox.rs`.
    pub fn lost_files(&self) -> Vec<Problem> {
        let mut known = Vec::new();
        CODE.iter().for_each(|folder| gather(self.root, folder, &mut known));
        let is_known = |name: &str| known.iter().any(|path| path.ends_with(&format!("/{name}")));
        let named = self
            .pages
            .iter()
            .flat_map(|(page, it)| it.files.iter().map(move |(name, line)| (page, name, *line)));
        named
            .filter(|(_, name, _)| !is_known(name))
            .map(|(page, name, line)| Problem {
                file: page.clone(),
                line,
                what: format!("there is no file `{name}`"),
                hint: "name the file that has it today".to_owned(),
            })
            .collect()
    }

    /// Pages in `docs/` that the index does not name, and those that do not say whom they are for.
    pub fn unannounced(&self) -> Vec<Problem> {
        let named: BTreeSet<String> =
            self.pages[INDEX].links.iter().map(|(link, _)| beside(INDEX, file_of(link))).collect();
        let problem = |file: &str, what: &str, hint: &str| Problem {
            file: file.to_owned(),
            line: 1,
            what: what.to_owned(),
            hint: hint.to_owned(),
        };
        let pages = self.pages.iter().filter(|(file, _)| file.starts_with("docs/") && *file != INDEX);
        pages
            .flat_map(|(file, page)| {
                let lost = problem(file, "nobody finds this page", "name it in docs/README.md");
                let unclear = problem(file, "it is not said whom this page is for", "begin it with `For …:`");
                let is_for = page.opening.starts_with("For ");
                [(!named.contains(file)).then_some(lost), (!is_for).then_some(unclear)]
            })
            .flatten()
            .collect()
    }

    /// That the README is longer than its readers are patient, if so.
    pub fn long_readme(&self) -> Option<Problem> {
        let lines = self.pages["README.md"].lines;
        (lines > LONGEST_README).then(|| Problem {
            file: "README.md".to_owned(),
            line: LONGEST_README + 1,
            what: format!("it has {lines} lines and may have {LONGEST_README}"),
            hint: "move what is not for the first five minutes to a page in docs/".to_owned(),
        })
    }
}

impl Page {
    fn of(text: &str) -> Self {
        let (mut links, mut files) = (Vec::new(), Vec::new());
        let (mut headings, mut opening) = (BTreeSet::new(), None);
        let mut current: Option<String> = None;
        for (event, range) in Parser::new(text).into_offset_iter() {
            let line = text[..range.start].matches('\n').count() + 1;
            if let Event::Code(words) = &event
                && words.ends_with(".rs")
                && !words.contains(['*', '<', ' '])
            {
                files.push((words.to_string(), line));
            }
            match event {
                Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                    links.push((dest_url.into_string(), line));
                }
                Event::Start(Tag::Heading { .. } | Tag::Paragraph) => current = Some(String::new()),
                Event::Text(words) | Event::Code(words) => {
                    if let Some(current) = &mut current {
                        current.push_str(&words);
                    }
                }
                Event::End(TagEnd::Heading(_)) => {
                    let heading = anchor(&current.take().unwrap_or_default());
                    headings.insert(unused(&heading, &headings));
                }
                Event::End(TagEnd::Paragraph) => {
                    opening = opening.or(current.take());
                }
                _ => {}
            }
        }
        Self { links, files, headings, opening: opening.unwrap_or_default(), lines: text.lines().count() }
    }
}

/// The files of code in a folder, each behind a `/`.
fn gather(root: &Path, folder: &str, files: &mut Vec<String>) {
    let Ok(entries) = fs::read_dir(root.join(folder)) else { return };
    for entry in entries.map(Result::unwrap) {
        let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
        if entry.file_type().unwrap().is_dir() {
            gather(root, &path, files);
        } else if path.ends_with(".rs") {
            files.push(format!("/{path}"));
        }
    }
}

/// A heading as part of an address, as GitHub makes it.
fn anchor(heading: &str) -> String {
    let is_kept = |c: &char| c.is_alphanumeric() || matches!(c, '-' | '_');
    heading.to_lowercase().replace(' ', "-").chars().filter(is_kept).collect()
}

/// The second heading of the same words has `-1` behind it.
fn unused(heading: &str, headings: &BTreeSet<String>) -> String {
    let others = (1..).map(|number| format!("{heading}-{number}"));
    std::iter::once(heading.to_owned())
        .chain(others)
        .find(|name| !headings.contains(name))
        .unwrap_or_default()
}

/// A link without the heading that it leads to.
fn file_of(link: &str) -> &str {
    link.split('#').next().unwrap_or_default()
}

/// The path from the root of what `file` calls `path`.
fn beside(file: &str, path: &str) -> String {
    let mut target = PathBuf::from(file);
    target.pop();
    for part in Path::new(path).components() {
        match part {
            Component::ParentDir => {
                target.pop();
            }
            Component::Normal(name) => target.push(name),
            _ => {}
        }
    }
    target.to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(mut problems: Vec<Problem>) -> Vec<String> {
        problems.sort();
        problems
            .iter()
            .map(|problem| format!("{}:{}: {}", problem.file, problem.line, problem.what))
            .collect()
    }

    /// A project with these files.
    fn project<const N: usize>(files: [(&str, &str); N]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        folder
    }

    #[test]
    fn a_link_that_leads_nowhere_is_told() {
        let folder = project([
            (
                "docs/README.md",
                "# All\n\n[a](a.md#the-first-part-its-name-1) [up](../NOTICE) [web](https://a.example)\n",
            ),
            (
                "docs/a.md",
                "## The first part: its `name`\n\n## The first part, its name\n\n[b](b.md#none)\n[c](../c.md)\n",
            ),
            ("docs/b.md", "```md\n[no link](nowhere.md)\n```\n"),
            ("NOTICE", ""),
        ]);
        assert_eq!(
            told(Pages::of(folder.path()).lost_links()),
            [
                "docs/a.md:5: `b.md#none` leads to no heading of `docs/b.md`",
                "docs/a.md:6: `../c.md` leads to `c.md`, which is not there",
            ]
        );
    }

    #[test]
    fn a_file_of_code_that_is_not_there_is_told() {
        let folder = project([
            ("README.md", "`src/room/door.rs`, `room/door.rs`, `door.rs`, `*.rs`\n`oor.rs`\n"),
            ("src/room/door.rs", ""),
        ]);
        assert_eq!(told(Pages::of(folder.path()).lost_files()), ["README.md:2: there is no file `oor.rs`"]);
    }

    #[test]
    fn a_page_that_nobody_finds_or_that_is_for_nobody_is_told() {
        let folder = project([
            ("docs/README.md", "[a](a.md#part)\n"),
            ("docs/a.md", "# A\n\nFor whom it may concern.\n\nMore.\n"),
            ("docs/b.md", "# B\n\nA page.\n"),
        ]);
        assert_eq!(
            told(Pages::of(folder.path()).unannounced()),
            ["docs/b.md:1: it is not said whom this page is for", "docs/b.md:1: nobody finds this page"]
        );
    }

    #[test]
    fn a_first_page_that_is_long_is_told() {
        let long = project([("README.md", "a line\n".repeat(151).as_str())]);
        let problem = Pages::of(long.path()).long_readme();
        assert_eq!(told(problem.into_iter().collect()), ["README.md:151: it has 151 lines and may have 150"]);
        let short = project([("README.md", "a line\n".repeat(150).as_str())]);
        assert!(Pages::of(short.path()).long_readme().is_none());
    }
}
