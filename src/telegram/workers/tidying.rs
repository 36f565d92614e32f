//! Keeps the store small.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::{MissedTickBehavior, interval};

use crate::telegram::context::Context;

/// How often it is looked at.
const LOOK: Duration = Duration::from_secs(1);

/// How often, in looks, what is kept long enough is deleted.
const LOOKS_BETWEEN_PRUNINGS: u64 = 600;

/// Keeps the store small for ever.
pub async fn run(context: Arc<Context>) {
    let mut ticks = interval(LOOK);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
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
