//! `attache brief`: the articles in brief, as they are posted.

use std::process::ExitCode;

use anyhow::{Context, bail};

use super::run::HOW_TO_GET_A_TOKEN;
use super::terminal::{Look, print, shown, today};
use crate::config::Config;
use crate::knowledge::Knowledge;
use crate::replies::{MAX_REPLY, Reply};
use crate::telegram::Bot;
use crate::{knowledge, replies};

/// Print the articles in brief, exactly as they would be posted
///
/// The newest article first, in the language of BOT_LANGUAGE where it is translated into that.
#[derive(Debug, clap::Args)]
pub struct BriefArgs {
    /// Print the HTML that Telegram gets
    #[arg(long, conflicts_with_all = ["text", "send"])]
    html: bool,
    /// Print the text that people see, without the buttons
    #[arg(long, conflicts_with = "send")]
    text: bool,
    /// Post it once in this chat, by its number or its @name; needs TELOXIDE_TOKEN
    #[arg(long, value_name = "CHAT", allow_hyphen_values = true)]
    send: Option<String>,
}

/// Prints a briefing an article, or posts them.
pub fn run(args: &BriefArgs, config: &Config) -> anyhow::Result<ExitCode> {
    let knowledge = knowledge::load(&config.knowledge)?;
    if let Some(chat) = &args.send {
        send(chat, &knowledge, config)?;
        return Ok(ExitCode::SUCCESS);
    }
    let look = Look::of_stdout(config);
    let briefings = replies::brief(&knowledge, None, today(), config.language);
    let texts = briefings.iter().flat_map(|reply| messages(reply, args, look));
    print(&texts.collect::<Vec<_>>().join("\n\n"))?;
    Ok(ExitCode::SUCCESS)
}

/// The messages of a briefing, in the form that is asked for.
fn messages(reply: &Reply, args: &BriefArgs, look: Look) -> Vec<String> {
    if !args.html && !args.text {
        return vec![shown(reply, look)];
    }
    let form = |html: &str| if args.html { html.to_owned() } else { replies::plain(html) };
    reply.html.split(MAX_REPLY).iter().map(|part| form(part.as_str())).collect()
}

fn send(chat: &str, knowledge: &Knowledge, config: &Config) -> anyhow::Result<()> {
    let Some(token) = config.token.clone() else {
        bail!("`TELOXIDE_TOKEN` is not set, so nothing can be posted\n{HOW_TO_GET_A_TOKEN}");
    };
    if chat.parse::<i64>().is_err() && !chat.starts_with('@') {
        bail!("`{chat}` is no chat\nhint: it is a number, such as -1001234567890, or the @name of a channel");
    }
    let runtime = tokio::runtime::Runtime::new().context("the system gives no threads")?;
    let posted = runtime.block_on(async {
        let bot = Bot::connect(&config.api_url, token).await?;
        let briefings = replies::brief(knowledge, Some(bot.username()), today(), config.language);
        bot.post(chat, &briefings).await
    })?;
    print(&format!("posted in {chat}: {posted} messages"))?;
    Ok(())
}
