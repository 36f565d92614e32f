//! The pages of the documentation, and the commands and settings in them.

use std::fs;
use std::path::Path;

/// The languages of code blocks that hold commands; in the others a command stands behind `$`.
const SHELLS: [&str; 3] = ["sh", "bash", "shell"];

/// A page.
pub struct Page {
    pub name: String,
    pub text: String,
}

/// A piece of code in a page.
pub struct Code<'a> {
    /// Where it is, for messages.
    pub place: String,
    pub text: &'a str,
}

/// A command as a page gives it.
#[derive(Clone, Debug)]
pub struct Command {
    pub place: String,
    /// The program's name and what follows, without the settings before it.
    pub words: Vec<String>,
}

/// All pages: those beside README, and those under `docs`.
pub fn all() -> Vec<Page> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let names = ["", "docs"].into_iter().flat_map(|folder| {
        let files = fs::read_dir(root.join(folder)).unwrap().map(|file| file.unwrap().file_name());
        files.map(move |file| Path::new(folder).join(file).display().to_string())
    });
    let mut names: Vec<String> = names.filter(|name| name.ends_with(".md")).collect();
    names.sort();
    let page = |name: String| Page { text: fs::read_to_string(root.join(&name)).unwrap(), name };
    names.into_iter().map(page).collect()
}

impl Page {
    /// What is in back-ticks, and the lines of code blocks for a shell.
    pub fn code(&self) -> Vec<Code<'_>> {
        let mut code = Vec::new();
        let mut block = None;
        for (number, line) in (1..).zip(self.text.lines()) {
            let place = format!("{}:{number}", self.name);
            let found: Vec<&str> = match (line.trim_start().strip_prefix("```"), block) {
                (Some(language), None) => {
                    block = Some(language.trim());
                    Vec::new()
                }
                (Some(_), Some(_)) => {
                    block = None;
                    Vec::new()
                }
                (None, Some(language)) if SHELLS.contains(&language) => vec![line],
                (None, Some(_)) => line.strip_prefix("$ ").into_iter().collect(),
                (None, None) => line.split('`').skip(1).step_by(2).collect(),
            };
            code.extend(found.into_iter().map(|text| Code { place: place.clone(), text }));
        }
        code
    }

    /// The commands of all programs.
    pub fn commands(&self) -> Vec<Command> {
        self.code().iter().flat_map(commands).collect()
    }
}

fn commands(code: &Code<'_>) -> Vec<Command> {
    let parts = words(code.text);
    let parts = parts.split(|word| ["&&", "||", "|", ";", "&"].contains(&word.as_str()));
    parts.filter_map(|words| command(&code.place, words)).collect()
}

fn command(place: &str, words: &[String]) -> Option<Command> {
    let words = words.iter().skip_while(|word| setting(word).is_some()).take_while(|word| *word != ">");
    let words: Vec<String> = words.cloned().collect();
    (!words.is_empty()).then(|| Command { place: place.to_owned(), words })
}

/// The name and value of `NAME=value`.
pub fn setting(word: &str) -> Option<(String, String)> {
    let (name, value) = word.split_once('=')?;
    is_name(name).then(|| (name.to_owned(), value.to_owned()))
}

/// Whether this is the name of a variable.
pub fn is_name(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_uppercase())
        && word.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
}

/// The words of a line as a shell takes them, up to a comment.
fn words(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quote) = (Vec::new(), String::new(), None);
    for c in line.chars().chain([' ']) {
        match (c, quote) {
            ('"' | '\'', None) => quote = Some(c),
            (c, Some(mark)) if c == mark => quote = None,
            ('#', None) if word.is_empty() => break,
            (' ', None) if !word.is_empty() => words.push(std::mem::take(&mut word)),
            (' ', None) => {}
            (c, _) => word.push(c),
        }
    }
    words
}
