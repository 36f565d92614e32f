//! Tells the other processes that this one lives.

use std::sync::Arc;
use std::time::Duration;

use chrono::Utc;
use tokio::time::{Instant, MissedTickBehavior, interval};

use crate::telegram::context::Context;

/// How often a sign of life is given, a few times in the time that it counts for.
const BEAT: Duration = Duration::from_secs(1);

/// Gives signs of life for ever, and does nothing else: whatever else it did could take longer than a
/// sign of life may wait.
pub async fn run(context: Arc<Context>) {
    let mut ticks = interval(BEAT);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        beat(&context).await;
    }
}

/// Gives one sign of life.
pub async fn beat(context: &Context) {
    let at = Instant::now();
    let Some(freed) = context.attempt(context.store.beat(Utc::now())).await else { return };
    context.beaten(at);
    if freed > 0 {
        tracing::info!("{freed} updates and replies of a process that has ended are taken over");
        context.arrived.notify_one();
        context.queued.notify_one();
    }
}
