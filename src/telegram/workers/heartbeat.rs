//! Tells the other processes that this one lives, and keeps the store small.

use std::sync::Arc;
use std::time::Duration;

use chrono::Utc;
use tokio::time::{Instant, Interval, MissedTickBehavior, interval};

use crate::telegram::context::Office;

/// How often a sign of life is given, a few times in the time that it counts for.
const BEAT: Duration = Duration::from_secs(1);

/// How often, in looks, what is kept long enough is deleted.
const LOOKS_BETWEEN_PRUNINGS: u64 = 600;

/// Gives signs of life for ever, and does nothing else: whatever else it did could take longer than a
/// sign of life may wait.
pub async fn beat(office: Arc<Office>) {
    let mut ticks = ticks();
    loop {
        ticks.tick().await;
        beat_once(&office).await;
    }
}

/// Keeps the store small for ever.
pub async fn tidy(office: Arc<Office>) {
    let mut ticks = ticks();
    for looks in 0_u64.. {
        ticks.tick().await;
        if looks % LOOKS_BETWEEN_PRUNINGS == 0 {
            office.attempt(office.store.prune(office.settings.retention, office.now())).await;
        }
        let tidied = if office.erases() { office.store.erase().await } else { office.store.tidy().await };
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
pub async fn beat_once(office: &Office) {
    let at = Instant::now();
    let Some(freed) = office.attempt(office.store.beat(Utc::now())).await else { return };
    office.beaten(at);
    if freed > 0 {
        tracing::info!("{freed} updates and replies of a process that has ended are taken over");
        office.arrived.notify_one();
        office.queued.notify_one();
    }
}
