//! `attache run`: the bot in Telegram.

use std::io;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, anyhow, bail};

use super::status::BAD_INPUT;
use super::{log, session};
use crate::config::Config;
use crate::faq::FaqHandle;
use crate::knowledge::Stamp;
use crate::store::Store;
use crate::telegram::{Bot, Clock, Pseudonyms, Reload, Settings, Token};
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
    let (faq, store, pseudonyms, bot) = started;
    tracing::info!(
        "@{} answers from {} questions",
        bot.username(),
        faq.current().knowledge().entries_for(LanguageCode::ENGLISH).len()
    );
    bot.serve(store, pseudonyms, faq, stopped(signals)).await?;
    tracing::info!("ended");
    Ok(())
}

/// What a bot needs, found at once: none of it waits for another.
async fn start(
    args: &RunArgs,
    config: &Config,
    token: Token,
) -> anyhow::Result<(Arc<FaqHandle>, Store, Pseudonyms, Bot)> {
    let (settings, database) = (config.clone(), config.database_of(&token)?);
    // What changes while it is read is read again.
    let stamp = Stamp::of(&config.knowledge);
    let opened = async { tokio::task::spawn_blocking(move || session::open(&settings)).await? };
    let stored = async {
        let store = Store::open(&database).await?;
        // Processes that share a database have no folder in common.
        let pseudonyms = match database.folder() {
            Some(folder) => Pseudonyms::in_folder(&folder, config.retention)
                .map_err(|error| unusable_pseudonyms(&folder, &error))?,
            None => Pseudonyms::of(&token, config.retention),
        };
        Ok((store, pseudonyms))
    };
    let connected = async { Ok(Bot::connect(&config.api_url, token.clone()).await?) };
    let (faq, (store, pseudonyms), bot) = tokio::try_join!(opened, stored, connected)?;
    if args.delete_webhook {
        bot.delete_webhook().await?;
    }
    let faq = Arc::new(FaqHandle::new(faq));
    let settings = Settings {
        limits: config.limits,
        retention: config.retention,
        operators: config.operators.clone(),
        briefing_chats: config.briefing_chats.clone(),
        clock: Clock::default(),
        listen: config.listen,
        reload: Some(reload(config.clone(), Arc::clone(&faq))),
        watched: Some((config.knowledge.clone(), stamp)),
        ..Settings::default()
    };
    Ok((faq, store, pseudonyms, bot.with_settings(settings).with_webhook(config.webhook.clone())))
}

fn unusable_pseudonyms(folder: &Path, error: &io::Error) -> anyhow::Error {
    anyhow!(
        "`{}` cannot be used: {error}\n\
         hint: see that it can be read and written; if it is damaged, delete it: what was kept of readers is then \
         nobody's any more, and goes in time",
        folder.join(Pseudonyms::FILE).display()
    )
}

/// How the knowledge of a running bot is read anew.
fn reload(config: Config, faq: Arc<FaqHandle>) -> Arc<Reload> {
    Arc::new(move || {
        let read = session::open_again(&config, &faq.current()).map_err(|error| format!("{error:#}"))?;
        let entries = read.knowledge().entries_for(LanguageCode::ENGLISH).len();
        faq.replace(read);
        Ok(entries)
    })
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
