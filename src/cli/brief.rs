//! `attache brief`: the articles in brief, as they are posted.

use std::process::ExitCode;

use super::terminal::{Look, print, shown};
use crate::config::Config;
use crate::{knowledge, replies};

/// Print the article in brief, exactly as it would be posted
#[derive(Debug, clap::Args)]
pub struct BriefArgs {
    /// Print the HTML that Telegram gets
    #[arg(long)]
    html: bool,
}

/// Prints a briefing an article.
pub fn run(args: &BriefArgs, config: &Config) -> anyhow::Result<ExitCode> {
    let knowledge = knowledge::load(&config.knowledge)?;
    let look = Look::of_stdout(config);
    let briefings = replies::brief(&knowledge, config.language);
    let texts = briefings
        .iter()
        .map(|reply| if args.html { reply.html.as_str().to_owned() } else { shown(reply, look) });
    print(&texts.collect::<Vec<_>>().join("\n\n"))?;
    Ok(ExitCode::SUCCESS)
}
