//! `attache ask`: one question, one reply.

use std::process::ExitCode;

use super::explain::explained;
use super::session;
use super::terminal::{Look, print, shown, today};
use crate::config::Config;
use crate::eval::Record;
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
    /// Print one JSON object, for programs
    #[arg(long)]
    json: bool,
}

/// Prints the reply to one question.
pub fn run(args: &AskArgs, config: &Config) -> anyhow::Result<ExitCode> {
    let faq = session::open(config)?;
    let look = Look::of_stdout(config);
    if args.json {
        let answer = faq.survey(&args.question);
        let reply = replies::answer(&faq, &answer, config.language, today());
        let record = Record::new(&faq, &answer, &answer.matches, reply.html.as_str());
        let holds = |number| !faq.entry(number).entry.is_withdrawn(today());
        let record = if answer.given().is_none_or(holds) { record } else { record.withdrawn() };
        print(&serde_json::to_string(&record)?)?;
        return Ok(ExitCode::SUCCESS);
    }
    for (number, answer) in faq.ask_each(&args.question).iter().enumerate() {
        if number > 0 {
            print("")?;
        }
        print(&shown(&replies::answer(&faq, answer, config.language, today()), look))?;
        if args.explain {
            print(&format!("\n{}", explained(&faq, answer)))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}
