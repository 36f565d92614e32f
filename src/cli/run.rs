//! `attache run`: the bot in Telegram.

use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, bail};

use super::{log, session};
use crate::config::Config;
use crate::telegram::{Bot, Token};
use crate::text::LanguageCode;

/// What a person without a token can do.
pub const HOW_TO_GET_A_TOKEN: &str = "hint: for the bot in Telegram, send /newbot to @BotFather there, and put TELOXIDE_TOKEN=<its token> into .env";

/// Run the bot in Telegram
///
/// Needs TELOXIDE_TOKEN, from @BotFather, in the environment or in .env. Ctrl-C or SIGTERM ends it
/// once all that has been asked is answered; a second one ends it at once.
#[derive(Debug, Default, clap::Args)]
pub struct RunArgs {
    /// Remove a webhook that is set for this bot, which would keep updates from it
    #[arg(long)]
    delete_webhook: bool,
}

/// Runs the bot until it is told to end.
pub fn run(args: &RunArgs, config: &Config) -> anyhow::Result<ExitCode> {
    let Some(token) = config.token.clone() else {
        bail!("`TELOXIDE_TOKEN` is not set\n{HOW_TO_GET_A_TOKEN}");
    };
    log::start(config);
    let runtime = tokio::runtime::Runtime::new().context("the system gives no threads")?;
    let served = runtime.block_on(serve(args, config, token));
    // What still runs, such as the reading of phrasings for a bot that cannot run, is not waited for.
    runtime.shutdown_background();
    served?;
    Ok(ExitCode::SUCCESS)
}

async fn serve(args: &RunArgs, config: &Config, token: Token) -> anyhow::Result<()> {
    let settings = config.clone();
    let opened = async { tokio::task::spawn_blocking(move || session::open(&settings)).await? };
    let connected = async { Ok(Bot::connect(&config.api_url, token).await?) };
    let (faq, mut bot) = tokio::try_join!(opened, connected)?;
    if let Some(folder) = &config.cache_folder {
        bot = bot.with_folder(folder);
    }
    if args.delete_webhook {
        bot.delete_webhook().await?;
    }
    tracing::info!(
        "@{} answers from {} questions",
        bot.username(),
        faq.knowledge().entries_for(LanguageCode::ENGLISH).len()
    );
    bot.serve(Arc::new(faq), stopped()).await?;
    tracing::info!("ended");
    Ok(())
}

/// Returns when the program is told to end. Told again, it ends at once.
async fn stopped() {
    signalled().await;
    tokio::spawn(async {
        signalled().await;
        tracing::warn!("ended at once; what was being answered may be answered again");
        std::process::exit(130);
    });
}

#[cfg(unix)]
async fn signalled() {
    use tokio::signal::unix::{SignalKind, signal};
    match (signal(SignalKind::interrupt()), signal(SignalKind::terminate())) {
        (Ok(mut interrupt), Ok(mut terminate)) => {
            tokio::select! { _ = interrupt.recv() => {}, _ = terminate.recv() => {} }
        }
        _ => std::future::pending().await,
    }
}

#[cfg(not(unix))]
async fn signalled() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
