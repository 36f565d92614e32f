//! How long to wait before the next attempt.

use std::time::Duration;

use backon::{BackoffBuilder, ExponentialBackoff, ExponentialBuilder};

use super::client::CallError;

/// The first wait. Telegram's 5xx mostly pass at once.
const SHORTEST: Duration = Duration::from_millis(250);

/// The longest wait, to which jitter adds up to as much again: a reader should not wait longer
/// once the network is back.
const LONGEST: Duration = Duration::from_secs(4);

/// After how many failures the longest wait is reached.
const FAILURES_TO_LONGEST: i64 = 6;

/// Waits that double, with jitter, until [`Backoff::reset`].
pub struct Backoff(ExponentialBackoff);

impl Backoff {
    /// Begins with the shortest wait.
    pub fn new() -> Self {
        let waits = ExponentialBuilder::default().with_min_delay(SHORTEST).with_max_delay(LONGEST);
        Self(waits.with_jitter().without_max_times().build())
    }

    /// How long a call waits that has failed so often before, and does with `error`.
    pub fn wait(failures: i64, error: &CallError) -> Duration {
        let mut backoff = Self::new();
        // From there on every wait is the longest.
        for _ in 0..failures.clamp(0, FAILURES_TO_LONGEST) {
            backoff.0.next();
        }
        backoff.after(error)
    }

    /// How long to wait after `error`: as long as the server says, else a little longer each time.
    pub fn after(&mut self, error: &CallError) -> Duration {
        match error {
            CallError::Refused { retry_after: Some(wait), .. } => *wait,
            _ => self.0.next().unwrap_or(LONGEST),
        }
    }

    /// Begins anew, after a success.
    pub fn reset(&mut self) {
        *self = Self::new();
    }
}
