//! Calls that the bot cannot begin without.

use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;
use teloxide::requests::Payload;
use tokio::time::{Instant, sleep};

use crate::telegram::api::backoff::Backoff;
use crate::telegram::api::client::{Api, CallError};
use crate::telegram::error::ServeError;

/// How long the server is looked for at the start.
pub const PATIENCE: Duration = Duration::from_secs(15);

/// How often a token that was good at the start may be refused by mistake.
pub const MOST_REFUSALS: u32 = 2;

/// Makes a call that the bot cannot begin without, again and again while that may help.
///
/// # Errors
/// When the server does not accept the token, is none, or is not found for some seconds.
pub async fn persist<R: DeserializeOwned, P: Payload + Serialize>(
    api: &Api,
    payload: &P,
) -> Result<R, ServeError> {
    let server = || api.server();
    let until = Instant::now() + PATIENCE;
    let mut backoff = Backoff::new();
    loop {
        let reason = match api.call::<R, P>(payload).await {
            Ok(result) => return Ok(result),
            Err(reason) => reason,
        };
        if matches!(reason.code(), Some(401 | 404)) {
            return Err(ServeError::BadToken);
        }
        if matches!(reason, CallError::Foreign(status) if status < 500) || !reason.is_passing() {
            return Err(ServeError::NotTheApi { server: server(), reason });
        }
        let wait = backoff.after(&reason);
        if Instant::now() + wait > until {
            return Err(ServeError::Unreachable { server: server(), reason });
        }
        tracing::warn!("no answer from {}: {reason}; trying again", server());
        sleep(wait).await;
    }
}
