//! What was said in reply to which message: for edits, pointers, votes and reasons.

use std::time::Duration;

use chrono::{DateTime, Utc};
use sqlx::{Any, Transaction};

use super::database::Store;
use super::error::StoreError;
use super::ids::{ChatId, EntryId, MessageId, Numbered, ReplyId, ThreadId, Topic, in_row};
use super::receipts::GivenVersion;
use super::values::{millis, millis_in};

/// A reply to somebody's message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewReply {
    /// The topic, if the chat has topics.
    pub thread: Option<ThreadId>,
    /// The message.
    pub asked: MessageId,
    /// Whose answer it is and in which version, if it is one.
    pub given: Option<GivenVersion>,
}

/// A reply that was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenReply {
    /// Its number.
    pub id: ReplyId,
    /// The message that replies, once it is sent.
    pub message: Option<MessageId>,
    /// The entry whose answer it is, if it is one.
    pub entry: Option<EntryId>,
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
    pub async fn replies_to(&self, chat: ChatId, asked: MessageId) -> Result<Vec<GivenReply>, StoreError> {
        let sql = sqlx::query_as(select!("chat = $1 AND asked = $2 ORDER BY id"));
        self.replies(sql.bind(chat.0).bind(asked.number())).await
    }

    /// The reply that this message is.
    ///
    /// # Errors
    /// When the database does not say.
    pub async fn reply_in(&self, chat: ChatId, message: MessageId) -> Result<Option<GivenReply>, StoreError> {
        let sql = sqlx::query_as(select!("chat = $1 AND message = $2"));
        Ok(self.replies(sql.bind(chat.0).bind(message.number())).await?.pop())
    }

    /// The answers that a topic of a chat was given in this time, or is to be given, the latest first.
    ///
    /// # Errors
    /// When the database does not say.
    pub async fn answers_within(
        &self,
        topic: Topic,
        time: Duration,
        now: DateTime<Utc>,
    ) -> Result<Vec<GivenReply>, StoreError> {
        let which = select!("chat = $1 AND thread = $2 AND given_at > $3 AND entry <> '' ORDER BY id DESC");
        let sql = sqlx::query_as(which).bind(topic.chat.0).bind(topic.thread_in_row());
        self.replies(sql.bind(millis(now) - millis_in(time))).await
    }

    /// The message of a reply; none before it is sent.
    ///
    /// # Errors
    /// When the database does not say.
    pub async fn message_of(&self, reply: ReplyId) -> Result<Option<MessageId>, StoreError> {
        let sql =
            sqlx::query_scalar("SELECT message FROM replies WHERE id = $1 AND message <> 0").bind(reply.0);
        let message = self.run(async { sql.fetch_optional(self.reading()).await }).await?;
        Ok(message.and_then(MessageId::of_row))
    }

    async fn replies(
        &self,
        query: sqlx::query::QueryAs<'_, Any, Row, sqlx::any::AnyArguments>,
    ) -> Result<Vec<GivenReply>, StoreError> {
        let rows = self.run(async { query.fetch_all(self.reading()).await }).await?;
        let given = |(id, message, entry, is_pointed_to, is_held): Row| GivenReply {
            id: ReplyId(id),
            message: MessageId::of_row(message),
            entry: Some(entry).filter(|entry| !entry.is_empty()).map(EntryId),
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
    chat: Option<ChatId>,
    reply: &NewReply,
    now: i64,
) -> Result<(), sqlx::Error> {
    let sql = "INSERT INTO replies (id, chat, thread, asked, message, entry, is_pointed_to, given_at, answer, revisions) \
               VALUES ($1, $2, $3, $4, 0, $5, 0, $6, $7, $8) ON CONFLICT (id) DO NOTHING";
    let insert = sqlx::query(sql).bind(id).bind(in_row(chat)).bind(in_row(reply.thread));
    let given = reply.given.as_ref();
    let insert = insert.bind(reply.asked.number()).bind(given.map_or("", |given| given.entry.0.as_str()));
    let insert = insert.bind(now).bind(given.map_or(0, |given| given.answer));
    insert.bind(given.map_or(0, |given| given.revisions)).execute(&mut **tx).await.map(drop)
}

/// Notes the message by which a reply was sent, if the call was a reply.
pub(super) async fn sent(
    tx: &mut Transaction<'static, Any>,
    id: i64,
    message: MessageId,
) -> Result<(), sqlx::Error> {
    let sql = sqlx::query("UPDATE replies SET message = $2 WHERE id = $1").bind(id).bind(message.number());
    sql.execute(&mut **tx).await.map(drop)
}
