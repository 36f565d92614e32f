//! `attache run`: the bot in Telegram.

use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, bail};

use super::{BAD_INPUT, log, session};
use crate::config::Config;
use crate::faq::Faq;
use crate::store::Store;
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
    if args.delete_webhook && config.webhook.is_some() {
        bail!("`--delete-webhook` contradicts `WEBHOOK_URL`\nhint: unset WEBHOOK_URL to poll for updates");
    }
    log::start(config);
    let runtime = tokio::runtime::Runtime::new().context("the system gives no threads")?;
    let served = runtime.block_on(serve(args, config, token));
    // What still runs, such as the reading of phrasings for a bot that cannot run, is not waited for.
    runtime.shutdown_background();
    match served {
        Ok(()) => Ok(ExitCode::SUCCESS),
        Err(error) if log::holds_errors(config) => {
            tracing::error!("{error:#}");
            Ok(ExitCode::from(BAD_INPUT))
        }
        Err(error) => Err(error),
    }
}

async fn serve(args: &RunArgs, config: &Config, token: Token) -> anyhow::Result<()> {
    let mut signals = Signals::listen()?;
    let started = tokio::select! {
        started = start(args, config, token) => started?,
        () = signals.told() => return Ok(()),
    };
    let (faq, store, bot) = started;
    tracing::info!(
        "@{} answers from {} questions",
        bot.username(),
        faq.knowledge().entries_for(LanguageCode::ENGLISH).len()
    );
    bot.serve(store, Arc::new(faq), stopped(signals)).await?;
    tracing::info!("ended");
    Ok(())
}

/// What a bot needs, found at once: none of it waits for another.
async fn start(args: &RunArgs, config: &Config, token: Token) -> anyhow::Result<(Faq, Store, Bot)> {
    let (settings, database) = (config.clone(), config.database_of(&token)?);
    let opened = async { tokio::task::spawn_blocking(move || session::open(&settings)).await? };
    let stored = async { Ok(Store::open(&database).await?) };
    let connected = async { Ok(Bot::connect(&config.api_url, token).await?) };
    let (faq, store, bot) = tokio::try_join!(opened, stored, connected)?;
    if args.delete_webhook {
        bot.delete_webhook().await?;
    }
    let bot = bot.with_limits(config.limits).with_webhook(config.webhook.clone());
    Ok((faq, store, bot.with_pages(config.listen)))
}

/// Returns when the program is told to end. Told again, it ends at once.
async fn stopped(mut signals: Signals) {
    signals.told().await;
    tokio::spawn(async move {
        signals.told().await;
        tracing::warn!("ended at once; what was being answered may be answered again");
        std::process::exit(130);
    });
}

/// The ways in which the system tells the program to end, from the moment that they are listened to.
#[cfg(unix)]
struct Signals {
    interrupt: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    fn listen() -> anyhow::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        let heard = |kind| signal(kind).context("the system gives no signals");
        Ok(Self { interrupt: heard(SignalKind::interrupt())?, terminate: heard(SignalKind::terminate())? })
    }

    async fn told(&mut self) {
        tokio::select! { _ = self.interrupt.recv() => {}, _ = self.terminate.recv() => {} }
    }
}

#[cfg(not(unix))]
struct Signals;

#[cfg(not(unix))]
impl Signals {
    fn listen() -> anyhow::Result<Self> {
        Ok(Self)
    }

    async fn told(&mut self) {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}
