//! The command line: one file a subcommand, each with its arguments and a `run`.

mod ask;
mod brief;
mod calibrate;
mod chat;
mod check;
mod collisions;
mod diff;
mod eval;
mod explain;
mod import;
mod labelled;
mod log;
mod run;
mod session;
mod status;
mod terminal;

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::config::Config;
use status::BAD_INPUT;

/// Answers questions from an article's FAQ, with source and date, or says that it cannot.
///
/// Without a subcommand: the bot in Telegram if TELOXIDE_TOKEN is set, else a chat in the terminal.
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100, after_help = AFTER_HELP)]
struct Program {
    /// An article's file, or a folder of them [default: knowledge/]
    #[arg(long, global = true, value_name = "PATH")]
    knowledge: Option<PathBuf>,
    #[command(subcommand)]
    command: Option<Command>,
}

const AFTER_HELP: &str = "\
Examples:
  attache                                   chat about the knowledge in knowledge/
  attache run                               the bot in Telegram, with TELOXIDE_TOKEN in .env
  attache ask \"is china neutral?\" --explain
  attache import article.txt                make a knowledge file of an article
  attache check && attache eval             is the knowledge sound, are its answers right?
  attache diff old.json knowledge/a.json    which questions end otherwise since then?
  attache brief --text                      what a channel would be posted

Settings are environment variables, also from .env; .env.example lists them.
Exit status: 0 all well, 1 the check failed, 2 bad usage or bad input.";

#[derive(Debug, Subcommand)]
enum Command {
    Run(run::RunArgs),
    Chat(chat::ChatArgs),
    Ask(ask::AskArgs),
    Check(check::CheckArgs),
    Eval(eval::EvalArgs),
    Calibrate(calibrate::CalibrateArgs),
    Diff(diff::DiffArgs),
    Import(import::ImportArgs),
    Brief(brief::BriefArgs),
}

/// Runs the program with the process's arguments and environment.
pub fn main() -> ExitCode {
    let program = Program::parse();
    match run(&program) {
        Ok(status) => status,
        // Whoever read the output has seen enough, as `head` does.
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::from(BAD_INPUT)
        }
    }
}

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let io = error.downcast_ref::<io::Error>();
    io.is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

fn run(program: &Program) -> anyhow::Result<ExitCode> {
    let mut config = Config::from_environment()?;
    if let Some(path) = &program.knowledge {
        config.knowledge.clone_from(path);
    }
    match &program.command {
        None => converse(&config),
        Some(Command::Run(args)) => run::run(args, &config),
        Some(Command::Chat(args)) => chat::run(args, &config),
        Some(Command::Ask(args)) => ask::run(args, &config),
        Some(Command::Check(args)) => check::run(args, &config),
        Some(Command::Eval(args)) => eval::run(args, &config),
        Some(Command::Calibrate(args)) => calibrate::run(args, &config),
        Some(Command::Diff(args)) => diff::run(args, &config),
        Some(Command::Import(args)) => import::run(args, &config),
        Some(Command::Brief(args)) => brief::run(args, &config),
    }
}

/// What the program does when it is told nothing.
fn converse(config: &Config) -> anyhow::Result<ExitCode> {
    if config.token.is_some() {
        return run::run(&run::RunArgs::default(), config);
    }
    eprintln!(
        "note: TELOXIDE_TOKEN is not set, so this is the chat in the terminal\n{}\n",
        run::HOW_TO_GET_A_TOKEN
    );
    chat::run(&chat::ChatArgs::default(), config)
}
