//! Receives updates by long polling.

use std::time::Duration;

use serde::de::IgnoredAny;
use serde_json::value::RawValue;
use teloxide::payloads::{GetUpdates, GetUpdatesSetters};
use tokio::time::{Instant, sleep, timeout};

use super::connect::MOST_REFUSALS;
use crate::store::NewUpdate;
use crate::telegram::api::backoff::Backoff;
use crate::telegram::api::client::{Api, CallError};
use crate::telegram::context::Context;
use crate::telegram::error::ServeError;
use crate::telegram::update::parse::{self, ALLOWED};

/// The most updates that one call gives (Bot API, getUpdates).
const WINDOW: u8 = 100;

/// How long the server holds a call while nothing happens, in seconds. A call that hangs is
/// noticed this much later.
const HOLD: u32 = 10;

/// How long the last call may take, which only tells the server how far the bot has come. The
/// server holds it for three seconds if it has just been asked the same.
const CONFIRMATION: Duration = Duration::from_secs(4);

/// After how long a call that has not failed is with the server. A connection takes less.
const UNDER_WAY: Duration = Duration::from_secs(1);

/// How long a bot that begins waits for another to end, as one that is being replaced does.
const PATIENCE_AT_START: Duration = Duration::from_secs(8);

/// How long to wait after each conflict.
const AFTER_CONFLICT: Duration = Duration::from_secs(1);

/// Who meets the other copy within this time of its start is the newcomer, and gives way.
const NEWCOMER: Duration = Duration::from_secs(3);

/// Conflicts further apart than this are not with the same copy.
const APART: Duration = Duration::from_secs(5);

/// Receives updates until `stop`, or there is no point in going on.
///
/// # Errors
/// When there is no point in going on.
pub async fn poll(context: &Context, stop: impl Future<Output = ()>) -> Result<(), ServeError> {
    let mut polling = Polling::new(&context.api);
    let ended = tokio::select! {
        ended = receive(context, &mut polling) => ended,
        () = stop => Ok(()),
    };
    if !matches!(ended, Err(ServeError::BadToken)) {
        polling.confirm().await;
    }
    ended
}

/// Receives updates and has them stored, until there is no point in going on.
async fn receive(context: &Context, polling: &mut Polling<'_>) -> Result<(), ServeError> {
    loop {
        let updates = polling.next().await?;
        let Some(last) = updates.last() else { continue };
        context.persist(|| context.store.receive(&updates, context.now())).await;
        // Only now may Telegram forget them.
        polling.advance(last.id + 1);
        context.arrived.notify_one();
    }
}

/// The way in for updates.
struct Polling<'a> {
    api: &'a Api,
    backoff: Backoff,
    is_down: bool,
    /// How often in a row the token was refused.
    refusals: u32,
    began: Instant,
    conflicts: Option<Conflicts>,
    /// The first update that is not stored.
    offset: Option<i64>,
    /// The offset of the call that is under way, and since when.
    asked: Option<(Option<i64>, Instant)>,
}

/// Another bot is taking the updates.
struct Conflicts {
    first: Instant,
    last: Instant,
}

impl<'a> Polling<'a> {
    /// A way in that has not received anything yet.
    fn new(api: &'a Api) -> Self {
        let (backoff, began) = (Backoff::new(), Instant::now());
        Self { api, backoff, is_down: false, refusals: 0, began, conflicts: None, offset: None, asked: None }
    }

    /// What has come since the last [`advance`](Self::advance), in order; possibly none. Trouble that may pass is
    /// waited out.
    ///
    /// # Errors
    /// When there is no point in going on.
    async fn next(&mut self) -> Result<Vec<NewUpdate>, ServeError> {
        loop {
            self.asked = Some((self.offset, Instant::now()));
            let called = self.api.call::<Vec<Box<RawValue>>, _>(&payload(self.offset, HOLD)).await;
            match called {
                Ok(updates) => {
                    self.recovered();
                    let texts = updates.into_iter().map(|update| String::from(Box::<str>::from(update)));
                    return Ok(texts.filter_map(parse::received).collect());
                }
                Err(error) => {
                    self.asked = None;
                    self.wait(&error).await?;
                }
            }
        }
    }

    /// Lets Telegram forget what comes before `offset`, with the next call.
    fn advance(&mut self, offset: i64) {
        self.offset = Some(offset);
    }

    /// Tells Telegram how far it has come, unless the call under way has.
    async fn confirm(&self) {
        let Some(offset) = self.offset else { return };
        let told = self.asked.is_some_and(|(asked, at)| asked == Some(offset) && at.elapsed() > UNDER_WAY);
        if told {
            return;
        }
        let payload = payload(Some(offset), 0).limit(1);
        let call = self.api.call::<IgnoredAny, _>(&payload);
        if !matches!(timeout(CONFIRMATION, call).await, Ok(Ok(_))) {
            tracing::warn!(
                "Telegram was not told what is stored; the next run gets some of it again, and drops it"
            );
        }
    }

    fn recovered(&mut self) {
        if self.is_down {
            tracing::info!("Telegram is back");
        }
        self.is_down = false;
        self.refusals = 0;
        self.backoff.reset();
    }

    async fn wait(&mut self, error: &CallError) -> Result<(), ServeError> {
        match error.code() {
            Some(401 | 404) if self.refusals == MOST_REFUSALS => return Err(ServeError::BadToken),
            Some(401 | 404) => self.refusals += 1,
            Some(409) => {
                self.contend(error)?;
                // Who waits longer after a conflict than the other copy does loses its place.
                sleep(AFTER_CONFLICT).await;
                return Ok(());
            }
            _ if self.is_down => tracing::debug!("still no updates: {error}"),
            _ => tracing::warn!("no updates from {}: {error}; trying again", self.api.server()),
        }
        self.is_down = true;
        sleep(self.backoff.after(error)).await;
        Ok(())
    }

    /// Bears with another copy: for a while at the start, for ever once it has been running, since
    /// then the other is the newcomer and will give way.
    fn contend(&mut self, error: &CallError) -> Result<(), ServeError> {
        if error.to_string().contains("webhook") {
            return Err(ServeError::WebhookIsSet);
        }
        let now = Instant::now();
        let known = self.conflicts.take().filter(|known| now - known.last < APART);
        if known.is_none() {
            tracing::warn!("another copy of this bot is taking updates");
        }
        let first = known.map_or(now, |known| known.first);
        self.conflicts = Some(Conflicts { first, last: now });
        let is_newcomer = first - self.began < NEWCOMER;
        if is_newcomer && now - first > PATIENCE_AT_START { Err(ServeError::AnotherCopy) } else { Ok(()) }
    }
}

fn payload(offset: Option<i64>, hold: u32) -> GetUpdates {
    // The kinds are sent each time: Telegram keeps what was said last, by whichever program.
    let payload = GetUpdates::new().timeout(hold).limit(WINDOW).allowed_updates(ALLOWED);
    match offset.and_then(|offset| i32::try_from(offset).ok()) {
        Some(offset) => payload.offset(offset),
        None => payload,
    }
}
