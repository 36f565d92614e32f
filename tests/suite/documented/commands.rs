//! Every command in the pages is there with its flags, and works.

use std::collections::BTreeMap;
use std::thread;

use super::LeftOut;
use super::pages::{self, Command, is_name};
use crate::generated;
use crate::printed::{ARTICLE, subcommands};
use crate::program::Program;
use crate::running::{self, Bot};
use crate::twin::Twin;

const CHANNEL: i64 = -1_002;

/// Commands of the program that are not run.
const NOT_RUN: [LeftOut; 1] = [LeftOut {
    what: "attache COMMAND --help",
    why: "it stands for all commands, each of which has its help",
}];

/// Flags that are named without a command, of other programs.
const OTHERS_FLAGS: [LeftOut; 0] = [];

/// What the pages call the program, and what stands for its arguments there.
const NAMES: [&str; 2] = ["attache", "./target/release/attache"];

/// The help of the program and of each subcommand, by their names.
fn help() -> BTreeMap<String, String> {
    let program = Program::new();
    let help = program.run(&["--help"]).stdout;
    let of = |name: &&str| ((*name).to_owned(), program.run(&[name, "--help"]).stdout);
    let mut all: BTreeMap<String, String> = subcommands(&help).iter().map(of).collect();
    all.insert(String::new(), help);
    all
}

fn has_flag(help: &str, flag: &str) -> bool {
    let flag = flag.split_once('=').map_or(flag, |(flag, _)| flag);
    help.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').any(|word| word == flag)
}

/// The program's commands in all pages.
fn commands() -> Vec<Command> {
    let mut commands: Vec<Command> = pages::all().iter().flat_map(pages::Page::commands).collect();
    commands.retain(|command| command.words.first().is_some_and(|word| NAMES.contains(&word.as_str())));
    assert!(commands.len() > 20, "the commands are not found any more");
    commands
}

fn subcommand(command: &Command) -> &str {
    command.words.iter().skip(1).find(|word| !word.starts_with('-')).map_or("", String::as_str)
}

#[test]
fn every_command_is_there_with_its_flags() {
    let help = help();
    LeftOut::check(&NOT_RUN, |what| commands().iter().any(|command| command.words.join(" ") == what));
    for command in commands() {
        if LeftOut::has(&NOT_RUN, &command.words.join(" ")) {
            continue;
        }
        let name = subcommand(&command);
        let own = help.get(name).unwrap_or_else(|| panic!("{}: there is no `{name}`", command.place));
        for flag in command.words.iter().filter(|word| word.starts_with('-') && *word != "--") {
            assert!(has_flag(own, flag), "{}: `{name}` has no `{flag}`", command.place);
        }
    }
}

#[test]
fn every_flag_is_some_commands() {
    let help = help();
    let pages = pages::all();
    let code: Vec<_> = pages.iter().flat_map(pages::Page::code).collect();
    let flag = |text: &str| text.split(' ').next().filter(|word| word.starts_with("--")).map(str::to_owned);
    LeftOut::check(&OTHERS_FLAGS, |what| code.iter().any(|code| flag(code.text).as_deref() == Some(what)));
    for code in &code {
        let Some(flag) = flag(code.text).filter(|flag| !LeftOut::has(&OTHERS_FLAGS, flag)) else { continue };
        assert!(help.values().any(|help| has_flag(help, &flag)), "{}: no command has `{flag}`", code.place);
    }
}

#[test]
fn every_command_works() {
    let help = help();
    let mut distinct: BTreeMap<Vec<String>, Command> = BTreeMap::new();
    for command in commands() {
        distinct.entry(command.words.clone()).or_insert(command);
    }
    distinct.retain(|words, command| {
        // A subcommand without what it needs is named, not given.
        let is_named =
            words.len() == 2 && help[subcommand(command)].contains(&format!("{} [OPTIONS] <", words[1]));
        !is_named && !LeftOut::has(&NOT_RUN, &words.join(" "))
    });
    thread::scope(|scope| {
        for command in distinct.values() {
            scope.spawn(|| work(command));
        }
    });
}

/// Runs a command in a folder with all that it may need.
#[track_caller]
fn work(command: &Command) {
    let twin = Twin::start();
    twin.channel(CHANNEL, &[twin.bot_id()]);
    let program =
        generated::promise(running::program(&twin)).with("ENCODER", "off").with("KNOWLEDGE", "knowledge");
    let article = std::fs::read_to_string(program.folder().join("knowledge/made.json")).unwrap();
    let words = arguments(command);
    let mut program = program.with_file("old.json", &article);
    for word in &words {
        program = match word.rsplit_once('.') {
            _ if program.folder().join(word).exists() => program,
            Some((_, "txt" | "md")) => program.with_file(word, ARTICLE),
            Some((name, "json")) if name != "page" => program.with_file(word, &article),
            _ => program,
        };
    }
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    if words.first().is_none_or(|first| *first == "run") {
        let bot = Bot::spawn(&program, &words);
        bot.wait_said("answers from", 1);
        assert_eq!(bot.end().status, Some(0), "{command:?}");
        return;
    }
    let ran = program.run(&words);
    assert!(matches!(ran.status, 0 | 1), "{}: {words:?}\n{ran}", command.place);
}

/// The arguments, with a value in each place where a page has a name for one.
fn arguments(command: &Command) -> Vec<String> {
    let mut before = "";
    let mut arguments = Vec::new();
    for word in &command.words[1..] {
        let bare = word.trim_matches(['[', ']', '<', '>']);
        arguments.push(if is_place(bare) { value(before, bare, command) } else { bare.to_owned() });
        before = word;
    }
    arguments
}

fn is_place(word: &str) -> bool {
    word.contains('…') || is_name(word.split(['.', '=', '-']).next().unwrap_or_default())
}

fn value(flag: &str, place: &str, command: &Command) -> String {
    let value = match (flag, place) {
        ("--html", _) => "page.html",
        ("--per-question", _) => "lines.jsonl",
        ("--questions", _) => "knowledge/made.questions.json",
        ("--send", _) => return CHANNEL.to_string(),
        ("--max-wrong", _) => "0.1",
        (_, "OLD") => "old.json",
        (_, "NEW") => "knowledge/made.json",
        (_, "FILE") => "article.txt",
        (_, "PATH") => "knowledge",
        _ if place.contains('…') => "Who pays for it?",
        _ => panic!("{}: what stands for `{place}` is not known to this test", command.place),
    };
    value.to_owned()
}
