//! The processes that share the database.

use std::collections::HashSet;
use std::sync::atomic::Ordering;
use std::time::Duration;

use chrono::{DateTime, Utc};

use super::database::Store;
use super::error::StoreError;
use super::values::{millis, millis_in};

/// After how long without a sign of life a process has lost what it holds. It gives one each
/// second; the clocks of machines that share a database must not differ by as much.
pub const LEASE: Duration = Duration::from_secs(6);

impl Store {
    /// Gives a sign of life, and takes from those that have given none what they held. Gives how
    /// many rows that were.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn beat(&self, now: DateTime<Utc>) -> Result<u64, StoreError> {
        let now = millis(now);
        self.run(async {
            let mut tx = self.begin().await?;
            let beat = "INSERT INTO workers (id, alive_until) VALUES ($1, $2) \
                        ON CONFLICT (id) DO UPDATE SET alive_until = $2";
            sqlx::query(beat).bind(self.worker).bind(now + millis_in(LEASE)).execute(&mut *tx).await?;
            sqlx::query("DELETE FROM workers WHERE alive_until < $1").bind(now).execute(&mut *tx).await?;
            let updates = sqlx::query(FREE_UPDATES).execute(&mut *tx).await?.rows_affected();
            let calls = sqlx::query(FREE_CALLS).execute(&mut *tx).await?.rows_affected();
            sqlx::query(FREE_POSTS).execute(&mut *tx).await?;
            let suspects: i64 = sqlx::query_scalar(SUSPECTS).fetch_one(&mut *tx).await?;
            tx.commit().await?;
            self.has_suspects.store(suspects > 0, Ordering::Relaxed);
            Ok(updates + calls)
        })
        .await
    }

    /// Gives back what this process holds. It may hold on to the store, but not claim any more.
    ///
    /// # Errors
    /// When the database does not take it; it is then given back after [`LEASE`].
    pub async fn leave(&self) -> Result<(), StoreError> {
        self.forget("DELETE FROM workers WHERE id = $1").await
    }

    /// Gives back the updates that this process holds but does not work on, and so the calls: a
    /// claim may be made although its answer got lost. Not to be called while one is under way.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn release_updates_but(&self, under_way: &HashSet<i64>) -> Result<u64, StoreError> {
        let free = "UPDATE inbox SET worker = 0 WHERE id = $1 AND worker = $2";
        self.release("SELECT id FROM inbox WHERE worker = $1", free, under_way).await
    }

    /// As [`Store::release_updates_but`], for calls.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn release_calls_but(&self, under_way: &HashSet<i64>) -> Result<u64, StoreError> {
        let free = "UPDATE outbox SET worker = 0 WHERE id = $1 AND worker = $2";
        self.release("SELECT id FROM outbox WHERE worker = $1", free, under_way).await
    }

    async fn release(
        &self,
        held: &'static str,
        free: &'static str,
        under_way: &HashSet<i64>,
    ) -> Result<u64, StoreError> {
        self.run(async {
            let held: Vec<i64> = sqlx::query_scalar(held).bind(self.worker).fetch_all(&self.pool).await?;
            let mut freed = 0;
            for id in held.iter().filter(|id| !under_way.contains(id)) {
                let free = sqlx::query(free).bind(*id).bind(self.worker);
                freed += free.execute(&self.pool).await?.rows_affected();
            }
            Ok(freed)
        })
        .await
    }

    /// Frees everything: this process is the only one.
    pub(super) async fn forget_workers(&self) -> Result<(), StoreError> {
        self.forget("DELETE FROM workers WHERE id <> $1").await
    }

    async fn forget(&self, workers: &'static str) -> Result<(), StoreError> {
        self.run(async {
            let mut tx = self.begin().await?;
            sqlx::query(workers).bind(self.worker).execute(&mut *tx).await?;
            for sql in [GIVE_BACK_UPDATES, GIVE_BACK_POSTS] {
                sqlx::query(sql).bind(self.worker).execute(&mut *tx).await?;
            }
            sqlx::query(FREE_UPDATES).execute(&mut *tx).await?;
            sqlx::query(FREE_CALLS).execute(&mut *tx).await?;
            sqlx::query(FREE_POSTS).execute(&mut *tx).await?;
            tx.commit().await
        })
        .await
    }
}

/// Who leaves has not died.
const GIVE_BACK_UPDATES: &str = "UPDATE inbox SET worker = 0 WHERE worker = $1";

const GIVE_BACK_POSTS: &str = "UPDATE posts SET worker = 0 WHERE worker = $1 AND worker <> 0";

/// All that a process held when it died is suspect. Only who held a suspect and nothing else is
/// known to have died with that.
const FREE_UPDATES: &str = "UPDATE inbox SET worker = 0, \
     deaths = CASE WHEN inbox.deaths = 0 THEN 1 WHEN dead.held = 1 THEN inbox.deaths + 1 ELSE inbox.deaths END \
     FROM (SELECT worker AS id, COUNT(*) AS held FROM inbox \
     WHERE worker <> 0 AND worker NOT IN (SELECT id FROM workers) GROUP BY worker) AS dead \
     WHERE inbox.worker = dead.id";

const SUSPECTS: &str = "SELECT COUNT(*) FROM inbox WHERE state = 0 AND deaths > 0";

const FREE_CALLS: &str =
    "UPDATE outbox SET worker = 0 WHERE worker <> 0 AND worker NOT IN (SELECT id FROM workers)";

/// The message that it was at may have been sent, and is sent again.
const FREE_POSTS: &str = "UPDATE posts SET worker = 0, outcome = 'doubtful' \
     WHERE worker <> 0 AND worker NOT IN (SELECT id FROM workers)";
