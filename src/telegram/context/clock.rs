//! What time it is. A test has a clock of its own, on which a week takes seconds.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};

/// A clock, by which everything is due, paced and dated. Signs of life alone go by the machine's.
#[derive(Clone)]
pub struct Clock {
    now: Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>,
    speed: u32,
}

impl Default for Clock {
    /// The machine's.
    fn default() -> Self {
        Self { now: Arc::new(Utc::now), speed: 1 }
    }
}

impl Clock {
    /// A clock that shows what `now` gives and runs so many times as fast as the machine's.
    pub fn of(now: impl Fn() -> DateTime<Utc> + Send + Sync + 'static, speed: u32) -> Self {
        Self { now: Arc::new(now), speed: speed.max(1) }
    }

    /// The moment that it shows.
    pub fn now(&self) -> DateTime<Utc> {
        (self.now)()
    }

    /// Waits for so long, by this clock.
    pub(in crate::telegram) async fn sleep(&self, time: Duration) {
        tokio::time::sleep(time / self.speed).await;
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Clock").field("now", &self.now()).field("speed", &self.speed).finish()
    }
}
