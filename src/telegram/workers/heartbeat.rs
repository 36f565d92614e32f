//! Tells the other processes that this one lives, and keeps the store small.

use std::sync::Arc;
use std::time::Duration;

use chrono::Utc;
use tokio::time::{Instant, Interval, MissedTickBehavior, interval};

use crate::telegram::context::Context;

/// How often a sign of life is given, a few times in the time that it counts for.
const BEAT: Duration = Duration::from_secs(1);

/// How often, in looks, what is kept long enough is deleted.
const LOOKS_BETWEEN_PRUNINGS: u64 = 600;

/// Gives signs of life for ever, and does nothing else: whatever else it did could take longer than a
/// sign of life may wait.
pub async fn beat(context: Arc<Context>) {
    let mut ticks = ticks();
    loop {
        ticks.tick().await;
        beat_once(&context).await;
    }
}

/// Keeps the store small for ever.
pub async fn tidy(context: Arc<Context>) {
    let mut ticks = ticks();
    for looks in 0_u64.. {
        ticks.tick().await;
        if looks % LOOKS_BETWEEN_PRUNINGS == 0 {
            context.attempt(context.store.prune(context.settings.retention, context.now())).await;
        }
        let tidied = if context.erases() { context.store.erase().await } else { context.store.tidy().await };
        if let Err(error) = tidied {
            tracing::debug!("{error}");
        }
    }
}

fn ticks() -> Interval {
    let mut ticks = interval(BEAT);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    ticks
}

/// Gives one sign of life.
pub async fn beat_once(context: &Context) {
    let at = Instant::now();
    let Some(freed) = context.attempt(context.store.beat(Utc::now())).await else { return };
    context.beaten(at);
    if freed > 0 {
        tracing::info!("{freed} updates and replies of a process that has ended are taken over");
        context.arrived.notify_one();
        context.queued.notify_one();
    }
}
