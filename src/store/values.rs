//! Times and numbers as rows have them.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::time::Duration;

use chrono::{DateTime, Utc};

/// A number that no other process has.
pub(super) fn any_number() -> i64 {
    let random = RandomState::new().build_hasher().finish() >> 1;
    i64::try_from(random).unwrap_or(i64::MAX).max(1)
}

/// Milliseconds since 1970, as rows have it.
pub(super) fn millis(moment: DateTime<Utc>) -> i64 {
    moment.timestamp_millis()
}

/// Milliseconds of a time, as rows have it.
pub(super) fn millis_in(time: Duration) -> i64 {
    i64::try_from(time.as_millis()).unwrap_or(i64::MAX)
}
