//! How long things are kept.

use std::time::Duration;

use chrono::{DateTime, Utc};

use super::database::Store;
use super::error::StoreError;
use super::values::{millis, millis_in};

/// How long the numbers of handled updates are kept. Telegram gives none again after a day.
const NUMBERS: Duration = Duration::from_secs(48 * 3_600);

/// How long what operators were told is kept, so that they are not told again.
const NOTICES: Duration = Duration::from_secs(30 * 86_400);

/// A day.
const DAY: Duration = Duration::from_secs(86_400);

/// How long what readers asked is kept, and what they were told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retention {
    /// How many days; none when nothing is to be kept.
    pub days: u16,
    /// For how many days it is remembered which answer a message gave, so that a correction reaches
    /// whoever was told something else.
    pub receipt_days: u16,
}

impl Default for Retention {
    /// A month.
    fn default() -> Self {
        Self { days: 30, receipt_days: 30 }
    }
}

impl Retention {
    /// How long that is.
    pub fn time(self) -> Duration {
        DAY * u32::from(self.days)
    }

    /// How long rows are found again by their reader: what is set aside stays two days, however short
    /// questions are kept.
    pub fn of_readers(self) -> Duration {
        self.time().max(NUMBERS)
    }
}

impl Store {
    /// Deletes what is kept long enough.
    ///
    /// # Errors
    /// When the database does not do it.
    pub async fn prune(&self, retention: Retention, now: DateTime<Utc>) -> Result<(), StoreError> {
        let now = millis(now);
        // What is edited within two days is answered anew, however short the retention.
        let replies = retention.time().max(NUMBERS);
        let receipts = DAY * u32::from(retention.receipt_days);
        let last_day = (now - millis_in(retention.time())).div_euclid(millis_in(DAY));
        self.run(async {
            let mut tx = self.begin().await?;
            for (sql, before) in [
                ("DELETE FROM inbox WHERE received_at < $1 AND state <> 0", now - millis_in(NUMBERS)),
                ("DELETE FROM chats WHERE inactive_since = 0 AND rested_at < $1", now),
                (
                    "DELETE FROM chats WHERE inactive_since <> 0 AND inactive_since < $1",
                    now - millis_in(NUMBERS),
                ),
                ("DELETE FROM replies WHERE given_at < $1 AND answer = 0", now - millis_in(replies)),
                ("DELETE FROM replies WHERE given_at < $1", now - millis_in(replies.max(receipts))),
                // Of a receipt that is only for corrections, no more is known than these need.
                (
                    "UPDATE replies SET asked = 0, thread = 0 WHERE given_at < $1 AND asked <> 0",
                    now - millis_in(replies),
                ),
                (
                    "DELETE FROM posts WHERE reply_to <> 0 AND is_pending = 0 AND done_at < $1",
                    now - millis_in(NUMBERS),
                ),
                (
                    "DELETE FROM contents WHERE used_at < $1 AND hash NOT IN (SELECT wanted FROM posts)",
                    now - millis_in(NUMBERS),
                ),
                ("DELETE FROM questions WHERE day <= $1", last_day),
                ("DELETE FROM votes WHERE day <= $1", last_day),
                ("DELETE FROM notices WHERE told_at < $1", now - millis_in(NOTICES)),
            ] {
                sqlx::query(sql).bind(before).execute(&mut *tx).await?;
            }
            tx.commit().await
        })
        .await
    }
}
