//! What the bot shows of itself: its commands and descriptions.

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

use super::api::Api;
use super::backoff::Backoff;
use crate::knowledge::Knowledge;
use crate::replies;

/// How long it is tried. A menu that cannot be set for an hour is as good as it was.
const PATIENCE: Duration = Duration::from_secs(3_600);

/// Shows it. What cannot be set is logged: a bot without a menu still answers.
pub async fn show(api: &Api, knowledge: &Knowledge) {
    let commands = replies::COMMANDS.map(|(name, does)| BotCommand::new(name, does));
    set(api, SetMyCommands::new(commands)).await;
    set(api, SetMyDescription::new().description(replies::description(knowledge))).await;
    set(api, SetMyShortDescription::new().short_description(replies::short_description())).await;
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
