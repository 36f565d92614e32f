//! What the bot shows of itself, in each of its languages: its commands and descriptions.

use std::sync::Arc;
use std::time::Duration;

use serde::Serialize;
use serde::de::IgnoredAny;
use teloxide::payloads::{
    SetMyCommands, SetMyDescription, SetMyDescriptionSetters, SetMyShortDescription,
    SetMyShortDescriptionSetters,
};
use teloxide::requests::Payload;
use teloxide::types::BotCommand;
use tokio::time::{Instant, sleep};

use crate::knowledge::Knowledge;
use crate::replies::{self, Locale};
use crate::telegram::api::backoff::Backoff;
use crate::telegram::api::client::Api;
use crate::telegram::context::Context;

/// How long it is tried. A menu that cannot be set for an hour is as good as it was.
const PATIENCE: Duration = Duration::from_secs(3_600);

/// Shows it, and again whenever the knowledge has changed.
pub async fn run(context: Arc<Context>) {
    loop {
        let faq = context.faq.current();
        context.metrics.knowledge(&faq);
        show(&context.api, faq.knowledge()).await;
        context.reloaded.notified().await;
    }
}

/// Shows it. What cannot be set is logged: a bot without a menu still answers.
async fn show(api: &Api, knowledge: &Knowledge) {
    for locale in Locale::ALL {
        let language = language(locale);
        let commands = replies::commands(locale).map(|(command, does)| BotCommand::new(command.word(), does));
        let mut commands = SetMyCommands::new(commands);
        commands.language_code.clone_from(&language);
        set(api, commands).await;
        let mut description = SetMyDescription::new().description(replies::description(knowledge, locale));
        description.language_code.clone_from(&language);
        set(api, description).await;
        let mut short = SetMyShortDescription::new().short_description(replies::short_description(locale));
        short.language_code = language;
        set(api, short).await;
    }
}

/// The code of the readers that see it in this language; none for English, which all others see.
fn language(locale: Locale) -> Option<String> {
    (locale != Locale::default()).then(|| locale.code().to_string())
}

/// Sets a thing, which may as well be set twice, until it is set or there is no hope.
async fn set<P: Payload + Serialize>(api: &Api, payload: P) {
    let until = Instant::now() + PATIENCE;
    let mut backoff = Backoff::new();
    while let Err(error) = api.call::<IgnoredAny, P>(&payload).await {
        let wait = backoff.after(&error);
        if !error.is_passing() || Instant::now() + wait > until {
            return tracing::warn!("{} is given up: {error}", P::NAME);
        }
        tracing::debug!("{} waits {wait:?}: {error}", P::NAME);
        sleep(wait).await;
    }
}
