//! `attache ask`: one question, one reply.

use std::process::ExitCode;

use super::explain::explained;
use super::session;
use super::terminal::{Look, print, shown, today};
use crate::config::Config;
use crate::eval::{self, Record};
use crate::replies;

/// Ask one question, get one reply
///
/// The same reply as in Telegram. Exit status: 0 whatever the reply, 2 when the knowledge cannot
/// be read.
#[derive(Debug, clap::Args)]
pub struct AskArgs {
    /// The question
    question: String,
    /// Show why: every signal, what matched what, and the verdict's reason
    #[arg(long, conflicts_with = "json")]
    explain: bool,
    /// Print a JSON object, for programs; an array of them for two questions with an answer each
    #[arg(long)]
    json: bool,
}

/// Prints the reply to one question.
pub fn run(args: &AskArgs, config: &Config) -> anyhow::Result<ExitCode> {
    let faq = session::open(config)?;
    let look = Look::of_stdout(config);
    let today = today();
    if args.json {
        print(&eval::json(&Record::of_message(&faq, &args.question, config.language, today))?)?;
        return Ok(ExitCode::SUCCESS);
    }
    for (number, answer) in faq.answer(&args.question, today).iter().enumerate() {
        if number > 0 {
            print("")?;
        }
        print(&shown(&replies::answer(&faq, answer, config.language, today), look))?;
        if args.explain {
            print(&format!("\n{}", explained(&faq, answer)))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}
