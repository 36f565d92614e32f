//! What is known of chats for a while: when they may get the next message, and who is gone.
//!
//! The limits are kept here and not in the process, so that they hold over all that share the
//! database. Their rule is GCRA, the leaky bucket that keeps one moment per chat.

use std::time::Duration;

use sqlx::{Any, Transaction};

use super::ids::ChatId;
use super::subscriptions;
use super::values::millis_in;

/// How fast a chat may get messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RateLimit {
    /// One in this time, in the long run.
    pub every: Duration,
    /// So many at once after a rest.
    pub burst: u32,
}

/// Notes a message that a chat got.
pub(super) async fn counted(
    tx: &mut Transaction<'static, Any>,
    chat: ChatId,
    limit: RateLimit,
    now: i64,
) -> Result<(), sqlx::Error> {
    // The moment at which the whole burst is there again moves on by one message; the next may go
    // when it is less than a burst away.
    let every = millis_in(limit.every);
    let burst = every * i64::from(limit.burst);
    let sql = "INSERT INTO chats (chat, rested_at, free_at, inactive_since) VALUES ($1, $2 + $3, $2 + $3 - $4, 0) \
               ON CONFLICT (chat) DO UPDATE SET inactive_since = 0, \
               rested_at = CASE WHEN chats.rested_at > $2 THEN chats.rested_at ELSE $2 END + $3, \
               free_at = CASE WHEN chats.rested_at > $2 THEN chats.rested_at ELSE $2 END + $3 - $4";
    // A burst and one more are due one interval later.
    let sql = sqlx::query(sql).bind(chat.0).bind(now).bind(every).bind(burst - every);
    sql.execute(&mut **tx).await.map(drop)
}

/// Notes that a chat has another number.
pub(super) async fn moved(
    tx: &mut Transaction<'static, Any>,
    from: ChatId,
    to: ChatId,
) -> Result<(), sqlx::Error> {
    for sql in [
        "UPDATE outbox SET chat = $2 WHERE chat = $1",
        "UPDATE replies SET chat = $2 WHERE chat = $1",
        // What has been chosen for the new one already stays.
        "INSERT INTO settings (chat, name, value) SELECT $2, name, value FROM settings WHERE chat = $1 \
         ON CONFLICT (chat, name) DO NOTHING",
        "DELETE FROM settings WHERE chat = $1 AND chat <> $2",
        "INSERT INTO subscriptions (chat, thread, terms, due_at, retired_at) \
         SELECT $2, thread, terms, due_at, retired_at FROM subscriptions WHERE chat = $1 \
         ON CONFLICT (chat, thread) DO NOTHING",
        "DELETE FROM subscriptions WHERE chat = $1 AND chat <> $2",
        "UPDATE posts SET chat = $2 WHERE chat = $1 AND NOT EXISTS (SELECT 1 FROM posts o WHERE o.chat = $2 \
         AND o.thread = posts.thread AND o.subject = posts.subject AND o.part = posts.part)",
        "DELETE FROM posts WHERE chat = $1 AND chat <> $2",
    ] {
        sqlx::query(sql).bind(from.0).bind(to.0).execute(&mut **tx).await?;
    }
    Ok(())
}

/// Counts a message among those to everybody, if it is not too early for it; else gives when it is
/// not. Time that was lost to a clock that is not precise is made up for, up to half an interval.
pub(super) async fn everybodys(
    tx: &mut Transaction<'static, Any>,
    limit: RateLimit,
    now: i64,
) -> Result<Option<i64>, sqlx::Error> {
    let every = millis_in(limit.every);
    let sql = "INSERT INTO chats (chat, rested_at, free_at, inactive_since) VALUES (0, $1 + $2, $1 + $2, 0) \
               ON CONFLICT (chat) DO UPDATE SET \
               rested_at = CASE WHEN chats.rested_at > $3 THEN chats.rested_at ELSE $3 END + $2, \
               free_at = CASE WHEN chats.rested_at > $3 THEN chats.rested_at ELSE $3 END + $2 \
               WHERE chats.free_at <= $1";
    let counted = sqlx::query(sql).bind(now).bind(every).bind(now - every / 2).execute(&mut **tx).await?;
    if counted.rows_affected() > 0 {
        return Ok(None);
    }
    sqlx::query_scalar("SELECT free_at FROM chats WHERE chat = 0").fetch_optional(&mut **tx).await
}

/// Notes that nobody is there.
pub(super) async fn gone(
    tx: &mut Transaction<'static, Any>,
    chat: ChatId,
    now: i64,
) -> Result<(), sqlx::Error> {
    let sql = "INSERT INTO chats (chat, rested_at, free_at, inactive_since) VALUES ($1, 0, 0, $2) \
               ON CONFLICT (chat) DO UPDATE SET inactive_since = $2";
    sqlx::query(sql).bind(chat.0).bind(now).execute(&mut **tx).await?;
    subscriptions::retired(tx, chat, now).await
}
