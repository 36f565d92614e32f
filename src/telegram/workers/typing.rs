//! Shows that an answer is under way.

use std::convert::Infallible;
use std::future::pending;
use std::sync::Arc;
use std::time::Duration;

use serde::de::IgnoredAny;
use teloxide::payloads::SendChatAction;
use teloxide::types::ChatAction;
use tokio::time::sleep;

use crate::telegram::api::client::Api;
use crate::telegram::context::{Context, panics};
use crate::telegram::update::incoming::Incoming;
use crate::telegram::update::place::{Origin, Place};

/// How long an answer may take before its reader sees that it is under way.
const LONG: Duration = Duration::from_millis(300);

/// For how long Telegram shows it (Bot API, sendChatAction).
const TYPING: Duration = Duration::from_secs(5);

/// Shows that an answer is under way when it takes long, for as long as it does.
pub async fn after_a_while(context: &Arc<Context>, incoming: &Incoming) -> Infallible {
    if let Incoming::Question(Origin { place, .. }, _) = incoming {
        loop {
            sleep(LONG).await;
            let (context, place) = (Arc::clone(context), *place);
            // Nobody waits for it, and it is not tried again.
            panics::spawn(async move { show(&context.api, place).await });
            sleep(TYPING - LONG).await;
        }
    }
    pending().await
}

/// Shows for some seconds that the bot is typing.
async fn show(api: &Api, place: Place) {
    let mut payload = SendChatAction::new(place.chat, ChatAction::Typing);
    payload.message_thread_id = place.thread.map(Into::into);
    if let Err(error) = api.call::<IgnoredAny, _>(&payload).await {
        tracing::debug!("typing is not shown: {error}");
    }
}
