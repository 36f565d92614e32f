//! What was said in reply to which message: for edits, pointers, votes and reasons.

use std::time::Duration;

use chrono::{DateTime, Utc};
use sqlx::{Any, Transaction};

use super::database::Store;
use super::error::StoreError;
use super::receipts::GivenVersion;
use super::values::{millis, millis_in};

/// A reply to somebody's message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewReply {
    /// The topic, or 0.
    pub thread: i64,
    /// The message.
    pub asked: i64,
    /// Whose answer it is and in which version; without an entry if it is none.
    pub given: GivenVersion,
}

/// A reply that was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenReply {
    /// Its number, that of the call that sends it.
    pub id: i64,
    /// The message that replies; 0 until it is sent.
    pub message: i64,
    /// The entry whose answer it is, or nothing.
    pub entry: String,
    /// Whether a later reply points to it.
    pub is_pointed_to: bool,
    /// Whether it waits for somebody else to reply.
    pub is_held: bool,
}

type Row = (i64, i64, String, i16, i64);

/// What is read of replies.
macro_rules! select {
    ($which:literal) => {
        concat!(
            "SELECT id, message, entry, is_pointed_to, CAST(CASE WHEN EXISTS (SELECT 1 FROM outbox o \
             WHERE o.id = replies.id AND o.held_for <> 0) THEN 1 ELSE 0 END AS BIGINT) FROM replies WHERE ",
            $which
        )
    };
}

impl Store {
    /// The replies to a message, in their order.
    ///
    /// # Errors
    /// When the database does not say.
    pub async fn replies_to(&self, chat: i64, asked: i64) -> Result<Vec<GivenReply>, StoreError> {
        let sql = sqlx::query_as(select!("chat = $1 AND asked = $2 ORDER BY id"));
        self.replies(sql.bind(chat).bind(asked)).await
    }

    /// The reply that this message is.
    ///
    /// # Errors
    /// When the database does not say.
    pub async fn reply_in(&self, chat: i64, message: i64) -> Result<Option<GivenReply>, StoreError> {
        let sql = sqlx::query_as(select!("chat = $1 AND message = $2"));
        Ok(self.replies(sql.bind(chat).bind(message)).await?.pop())
    }

    /// The answers that a topic of a chat was given in this time, or is to be given, the latest first.
    ///
    /// # Errors
    /// When the database does not say.
    pub async fn answers_within(
        &self,
        (chat, thread): (i64, i64),
        time: Duration,
        now: DateTime<Utc>,
    ) -> Result<Vec<GivenReply>, StoreError> {
        let which = select!("chat = $1 AND thread = $2 AND given_at > $3 AND entry <> '' ORDER BY id DESC");
        let sql = sqlx::query_as(which).bind(chat).bind(thread);
        self.replies(sql.bind(millis(now) - millis_in(time))).await
    }

    /// The message of a reply; none before it is sent.
    ///
    /// # Errors
    /// When the database does not say.
    pub async fn message_of(&self, reply: i64) -> Result<Option<i64>, StoreError> {
        let sql =
            sqlx::query_scalar("SELECT message FROM replies WHERE id = $1 AND message <> 0").bind(reply);
        self.run(async { sql.fetch_optional(self.reading()).await }).await
    }

    async fn replies(
        &self,
        query: sqlx::query::QueryAs<'_, Any, Row, sqlx::any::AnyArguments>,
    ) -> Result<Vec<GivenReply>, StoreError> {
        let rows = self.run(async { query.fetch_all(self.reading()).await }).await?;
        let given = |(id, message, entry, is_pointed_to, is_held): Row| GivenReply {
            id,
            message,
            entry,
            is_pointed_to: is_pointed_to != 0,
            is_held: is_held != 0,
        };
        Ok(rows.into_iter().map(given).collect())
    }
}

/// Notes a reply that is to be sent.
pub(super) async fn given(
    tx: &mut Transaction<'static, Any>,
    id: i64,
    chat: i64,
    reply: &NewReply,
    now: i64,
) -> Result<(), sqlx::Error> {
    let sql = "INSERT INTO replies (id, chat, thread, asked, message, entry, is_pointed_to, given_at, answer, revisions) \
               VALUES ($1, $2, $3, $4, 0, $5, 0, $6, $7, $8) ON CONFLICT (id) DO NOTHING";
    let insert = sqlx::query(sql).bind(id).bind(chat).bind(reply.thread).bind(reply.asked);
    let insert = insert.bind(reply.given.entry.as_str()).bind(now);
    insert.bind(reply.given.answer).bind(reply.given.revisions).execute(&mut **tx).await.map(drop)
}

/// Notes the message by which a reply was sent, if the call was a reply.
pub(super) async fn sent(
    tx: &mut Transaction<'static, Any>,
    id: i64,
    message: i64,
) -> Result<(), sqlx::Error> {
    let sql = sqlx::query("UPDATE replies SET message = $2 WHERE id = $1").bind(id).bind(message);
    sql.execute(&mut **tx).await.map(drop)
}
