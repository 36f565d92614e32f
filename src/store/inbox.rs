//! Updates: stored as they come, claimed in order within a line, and ended.

use std::sync::atomic::Ordering;

use chrono::{DateTime, Utc};
use sqlx::{Any, Transaction};

use super::address::Engine;
use super::database::Store;
use super::error::StoreError;
use super::ids::{ChatId, Numbered, in_row};
use super::notes::{self, Note};
use super::outbox::{NewCall, call_id, enqueue};
use super::values::millis;

/// An update that came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewUpdate {
    /// Its number; never twice.
    pub id: i64,
    /// Within which order is kept: a chat, or a person where there is no chat. Updates of which neither is
    /// known keep an order together.
    pub line: Option<ChatId>,
    /// As it came.
    pub body: String,
}

/// An update to handle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claimed {
    /// Its number.
    pub id: i64,
    /// Its line, if nothing is chosen for that chat, which is then known without another look.
    pub without_settings: Option<ChatId>,
    /// As it came.
    pub body: String,
    /// How often it has failed.
    pub failures: i16,
    /// How often a process has died of it, or of one of those that it held along with it.
    pub deaths: i16,
}

/// What became of a claimed update.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handled {
    /// Its number.
    pub id: i64,
    /// What became of it.
    pub ending: Ending,
}

/// How the handling of an update ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ending {
    /// It is handled, and this is to be done about it.
    Answered(Effects),
    /// It failed and is to be tried again.
    Failed,
    /// It failed for the last time.
    SetAside {
        /// Who asked, hashed, so that it goes with all else of them; empty if nobody is known.
        asker: String,
        /// The calls that say so.
        calls: Vec<NewCall>,
    },
}

/// What is to be done about an update.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Effects {
    /// What is to be noted.
    pub notes: Vec<Note>,
    /// What is to be called, in this order.
    pub calls: Vec<NewCall>,
}

/// Oldest first, and of each line only the first that is not handled. A row that another process
/// is claiming is passed over.
macro_rules! claim {
    ($which:literal, $passing_over:literal) => {
        concat!(
            "WITH next AS MATERIALIZED (SELECT u.id FROM inbox u WHERE u.state = 0 AND u.worker = 0 \
             AND NOT EXISTS (SELECT 1 FROM inbox e WHERE e.line = u.line AND e.state = 0 AND e.id < u.id) AND ",
            $which,
            " ORDER BY u.id LIMIT $2 ",
            $passing_over,
            ") UPDATE inbox SET worker = $1 WHERE id IN (SELECT id FROM next) \
             RETURNING id, line, CAST(CASE WHEN EXISTS (SELECT 1 FROM settings s WHERE s.chat = inbox.line) THEN 1 ELSE 0 END AS BIGINT), \
             body, failures, deaths"
        )
    };
    ($which:literal) => {
        [claim!($which, ""), claim!($which, "FOR UPDATE OF u SKIP LOCKED")]
    };
}

/// How to claim, in SQLite and in PostgreSQL.
const CLAIM: [&str; 2] = claim!("u.deaths = 0");

/// How to claim one that a process has died with, which is handled alone.
const CLAIM_SUSPECT: [&str; 2] =
    claim!("u.deaths > 0 AND NOT EXISTS (SELECT 1 FROM inbox h WHERE h.worker = $1)");

/// Whether one that a process has died with is handled here, or can be.
const SUSPECTS: &str = "SELECT COUNT(*) FROM inbox u WHERE u.state = 0 AND u.deaths > 0 AND (u.worker = $1 \
     OR u.worker = 0 AND NOT EXISTS (SELECT 1 FROM inbox e WHERE e.line = u.line AND e.state = 0 AND e.id < u.id))";

impl Store {
    /// Stores updates, all or none; those that are known are dropped. When it returns, a power
    /// cut takes them no more. Gives how many were not known.
    ///
    /// # Errors
    /// When they are not stored.
    pub async fn receive(&self, updates: &[NewUpdate], now: DateTime<Utc>) -> Result<u64, StoreError> {
        self.run(async {
            let mut connection = self.pool.acquire().await?;
            if self.engine == Engine::Sqlite {
                sqlx::query("PRAGMA synchronous = FULL").execute(&mut *connection).await?;
            }
            let mut tx = sqlx::Connection::begin(&mut *connection).await?;
            let mut new = 0;
            for update in updates {
                let insert = "INSERT INTO inbox (id, line, body, received_at, state, failures, worker) \
                              VALUES ($1, $2, $3, $4, 0, 0, 0) ON CONFLICT (id) DO NOTHING";
                let insert =
                    sqlx::query(insert).bind(update.id).bind(in_row(update.line)).bind(update.body.as_str());
                new += insert.bind(millis(now)).execute(&mut *tx).await?.rows_affected();
            }
            tx.commit().await?;
            if self.engine == Engine::Sqlite {
                sqlx::query("PRAGMA synchronous = NORMAL").execute(&mut *connection).await?;
            }
            Ok(new)
        })
        .await
    }

    /// Claims at most so many updates, each the first of its line. One with which a process has
    /// died is claimed alone, and before others, so that the next death tells whether it was it.
    ///
    /// # Errors
    /// When the database does not give any.
    pub async fn claim_updates(&self, limit: usize) -> Result<Vec<Claimed>, StoreError> {
        if self.has_suspects.load(Ordering::Relaxed) {
            let suspect = self.claim(CLAIM_SUSPECT, 1).await?;
            let suspects = sqlx::query_scalar(SUSPECTS).bind(self.worker);
            let suspects: i64 = self.run(async { suspects.fetch_one(&self.pool).await }).await?;
            if suspects > 0 {
                return Ok(suspect);
            }
            self.has_suspects.store(false, Ordering::Relaxed);
        }
        self.claim(CLAIM, i64::try_from(limit).unwrap_or(i64::MAX)).await
    }

    async fn claim(
        &self,
        [sqlite, postgres]: [&'static str; 2],
        limit: i64,
    ) -> Result<Vec<Claimed>, StoreError> {
        let sql = if self.engine == Engine::Sqlite { sqlite } else { postgres };
        let claimed = sqlx::query_as(sql).bind(self.worker).bind(limit);
        let rows = self.run(async { claimed.fetch_all(&self.pool).await }).await?;
        let claimed = |(id, line, has_chosen, body, failures, deaths): (i64, i64, i64, String, i16, i16)| {
            let without_settings = ChatId::of_row(line).filter(|_| has_chosen == 0);
            Claimed { id, without_settings, body, failures, deaths }
        };
        let mut claimed: Vec<Claimed> = rows.into_iter().map(claimed).collect();
        claimed.sort_by_key(|update| update.id);
        Ok(claimed)
    }

    /// Ends updates along with what is to be done about them: all of it, or nothing. One that this
    /// process no longer holds is another's to end.
    ///
    /// # Errors
    /// When nothing of it is done.
    pub async fn end_updates(&self, handled: &[Handled], now: DateTime<Utc>) -> Result<(), StoreError> {
        self.run(async {
            let mut tx = self.begin().await?;
            for update in handled {
                self.end(&mut tx, update, now).await?;
            }
            tx.commit().await
        })
        .await
    }

    async fn end(
        &self,
        tx: &mut Transaction<'static, Any>,
        handled: &Handled,
        now: DateTime<Utc>,
    ) -> Result<(), sqlx::Error> {
        let (sql, notes, calls) = match &handled.ending {
            Ending::Answered(effects) => (ANSWERED, effects.notes.as_slice(), effects.calls.as_slice()),
            Ending::Failed => (FAILED, [].as_slice(), [].as_slice()),
            Ending::SetAside { calls, .. } => (SET_ASIDE, [].as_slice(), calls.as_slice()),
        };
        let mut ending = sqlx::query(sql).bind(handled.id).bind(self.worker);
        if let Ending::SetAside { asker, .. } = &handled.ending {
            ending = ending.bind(asker.as_str());
        }
        if ending.execute(&mut **tx).await?.rows_affected() == 0 {
            return Ok(());
        }
        for note in notes {
            notes::take(tx, note, millis(now)).await?;
        }
        enqueue(tx, call_id(handled.id, 0), calls, millis(now)).await
    }
}

/// What a reader wrote is kept no longer than it takes to answer; the number stays, so that the
/// update does not come in again.
const ANSWERED: &str = "UPDATE inbox SET state = 1, worker = 0, body = '', line = 0 \
                        WHERE id = $1 AND worker = $2 AND state = 0";

const FAILED: &str =
    "UPDATE inbox SET failures = failures + 1, worker = 0 WHERE id = $1 AND worker = $2 AND state = 0";

/// The body stays until it is pruned: whoever mends the bot has to see it.
const SET_ASIDE: &str = "UPDATE inbox SET state = 2, failures = failures + 1, worker = 0, asker = $3 \
                         WHERE id = $1 AND worker = $2 AND state = 0";
