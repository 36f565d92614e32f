//! Every setting in the pages is one, and the program starts with it.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::thread;

use attache::config::Config;

use super::LeftOut;
use super::pages::{self, is_name, setting};
use crate::databases::Database;
use crate::newsroom::harbour;
use crate::program::Program;
use crate::running::{self, Bot};
use crate::telegram::free_address;
use crate::twin::{TOKEN, Twin};

/// Variables that the program reads and that are no settings of it.
const OF_THE_SYSTEM: [&str; 2] = ["HOME", "XDG_CACHE_HOME"];

/// Names in the pages that the program does not read.
const OTHERS_NAMES: [LeftOut; 2] = [
    LeftOut { what: "RTEN_NUM_THREADS", why: "the encoder's own setting" },
    LeftOut { what: "RUST_BACKTRACE", why: "Rust's own setting" },
];

/// Values in the pages that nobody can take as they are.
const NO_VALUES: [LeftOut; 1] =
    [LeftOut { what: "TELOXIDE_TOKEN=123456789:AAE...", why: "the rest of the token is left out" }];

/// A line of `.env.example` that sets something, without its `#`.
#[derive(Clone)]
struct Line {
    name: String,
    value: String,
}

/// The lines of `.env.example`, in order.
fn example() -> Vec<Line> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(".env.example");
    let text = fs::read_to_string(path).unwrap();
    let lines = text.lines().filter_map(|line| setting(line.strip_prefix('#').unwrap_or(line)));
    let lines: Vec<Line> = lines.map(|(name, value)| Line { name, value }).collect();
    assert!(lines.len() > 15, "the settings are not found any more");
    lines
}

/// The names of all variables that the program reads, whatever else is set.
fn read_by_the_program() -> BTreeSet<String> {
    let values: BTreeMap<String, String> =
        example().into_iter().map(|line| (line.name, line.value.replace('"', ""))).collect();
    let read = RefCell::new(BTreeSet::new());
    let variable = |name: &str| {
        read.borrow_mut().insert(name.to_owned());
        let value = values.get(name).filter(|value| !value.is_empty());
        if name == "TELOXIDE_TOKEN" { Some(TOKEN.to_owned()) } else { value.cloned() }
    };
    // Some are read only where others are set.
    Config::from_variables(variable).unwrap();
    read.into_inner().into_iter().filter(|name| !OF_THE_SYSTEM.contains(&name.as_str())).collect()
}

#[test]
fn the_example_has_every_setting_and_no_other() {
    let named: BTreeSet<String> = example().into_iter().map(|line| line.name).collect();
    assert_eq!(named, read_by_the_program());
}

#[test]
fn every_setting_in_the_pages_is_one_and_takes_its_value() {
    let known = read_by_the_program();
    let pages = pages::all();
    let code: Vec<_> = pages.iter().flat_map(pages::Page::code).collect();
    let has = |text: &str| code.iter().any(|code| code.text.contains(text));
    LeftOut::check(&OTHERS_NAMES, has);
    LeftOut::check(&NO_VALUES, has);
    for code in &code {
        for word in code.text.split([' ', '`', '\'']) {
            let (name, value) = setting(word).unwrap_or_else(|| (word.to_owned(), String::new()));
            let is_setting = is_name(&name) && (name.contains('_') || known.contains(&name));
            if !is_setting || LeftOut::has(&OTHERS_NAMES, &name) {
                continue;
            }
            assert!(
                known.contains(&name) || is_in_the_sources(&name),
                "{}: there is no `{name}`",
                code.place
            );
            if known.contains(&name) && !value.is_empty() && !LeftOut::has(&NO_VALUES, word) {
                let taken = Config::from_variables(|asked| match asked {
                    "TELOXIDE_TOKEN" if name != asked => Some(TOKEN.to_owned()),
                    _ => (asked == name).then(|| value.clone()),
                });
                assert!(taken.is_ok(), "{}: `{word}`: {}", code.place, taken.unwrap_err());
            }
        }
    }
}

/// Whether a program or a script of the repository has this name.
fn is_in_the_sources(name: &str) -> bool {
    fn has(path: &Path, name: &str) -> bool {
        if path.is_dir() {
            let mut items = fs::read_dir(path).unwrap();
            return items.any(|item| has(&item.unwrap().path(), name));
        }
        fs::read_to_string(path).is_ok_and(|text| text.contains(name))
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    ["src", "tests", "benches", "examples", "tools", ".ci"]
        .iter()
        .map(|folder| root.join(folder))
        .any(|folder| folder.exists() && has(&folder, name))
}

/// The value with which a setting of the example can be tried on this machine.
fn tried(line: &Line, twin: &Twin, program: &Program, database: &Database) -> String {
    let inside = |name: &str| program.folder().join(name).display().to_string();
    match line.name.as_str() {
        "TELOXIDE_TOKEN" => twin.token().to_owned(),
        "TELOXIDE_API_URL" => twin.url(),
        "DATABASE_URL" if line.value.starts_with("sqlite:") => format!("sqlite:{}", inside("bot.db")),
        "DATABASE_URL" => format!("\"{}\"", database.url()),
        "LISTEN_ADDR" => free_address(),
        "CACHE_DIR" => inside("cache"),
        "ENCODER" => inside("encoder"),
        _ => line.value.clone(),
    }
}

/// Starts the bot with these lines in its `.env`, and ends it.
#[track_caller]
fn start_with(lines: &[Line], database: &Database) {
    let twin = Twin::start();
    // What the file sets has to be free in the environment.
    let mut program =
        running::program(&twin).with("LOG", "info").with("ENCODER", "off").with("KNOWLEDGE", "");
    program = program.with_file("knowledge/harbour.json", harbour().to_string());
    if lines.iter().any(|line| line.name == "ENCODER") {
        program = program.with_encoder("encoder", |_| ());
    }
    let mut file = String::new();
    for line in lines {
        file.push_str(&format!("{}={}\n", line.name, tried(line, &twin, &program, database)));
        program = program.with(&line.name, "");
    }
    let program = program.with_file(".env", &file);
    let bot = Bot::start(&program);
    let ended = bot.end();
    assert_eq!(ended.status, Some(0), "with\n{file}\n{}", ended.said);
}

#[test]
fn the_program_starts_with_each_setting_of_the_example_and_with_all() {
    let lines = example();
    let databases = [Some(Database::sqlite()), Database::postgres()];
    let [Some(sqlite), postgres] = &databases else { unreachable!() };
    let mut names = BTreeSet::new();
    let all: Vec<Line> = lines.iter().filter(|line| names.insert(line.name.clone())).cloned().collect();
    thread::scope(|scope| {
        scope.spawn(|| start_with(&all, sqlite));
        for line in &lines {
            let database = if line.value.starts_with("postgres:") { postgres.as_ref() } else { Some(sqlite) };
            if let Some(database) = database {
                scope.spawn(|| start_with(std::slice::from_ref(line), database));
            }
        }
    });
}
