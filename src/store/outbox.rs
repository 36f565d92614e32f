//! Calls to make: queued with the end of their update, claimed in order within a chat, and
//! settled.

use std::time::Duration;

use chrono::{DateTime, Utc};
use sqlx::{Any, Transaction};

use super::address::Engine;
use super::chats::{self, RateLimit};
use super::database::Store;
use super::error::StoreError;
use super::ids::{ChatId, MessageId, Numbered, ReplyId, ThreadId, in_row};
use super::replies::{self, NewReply};
use super::values::{millis, millis_in};

/// How far apart the calls of two updates are, so that those of one lie between. All of it fits
/// into 64 bits.
const CALLS_OF_AN_UPDATE: i64 = 1 << 20;

/// How far apart two calls are, so that one can become several.
const PARTS_OF_A_CALL: i64 = 16;

/// A call to make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCall {
    /// The chat that it goes to, if it goes to one.
    pub chat: Option<ChatId>,
    /// Whether it waits for the chat's earlier calls.
    pub is_ordered: bool,
    /// The method.
    pub method: String,
    /// Its parameters.
    pub body: String,
    /// The reply that it is, if it is one.
    pub reply: Option<NewReply>,
    /// The reply whose message it is about.
    pub target: Option<ReplyId>,
    /// What it waits for, unless it goes at once.
    pub hold: Option<Hold>,
}

/// A wait to see whether somebody else replies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hold {
    /// How long.
    pub time: Duration,
    /// The topic, if the chat has topics.
    pub thread: Option<ThreadId>,
    /// Whose message it is.
    pub asker: ChatId,
}

/// The number of a reply by the place of its call among those of an update.
pub fn reply_id(update: i64, place: usize) -> ReplyId {
    ReplyId(call_id(update, place))
}

/// The number of a call by its place among those of an update.
pub(super) fn call_id(update: i64, place: usize) -> i64 {
    update * CALLS_OF_AN_UPDATE + i64::try_from(place).unwrap_or_default() * PARTS_OF_A_CALL
}

/// A call that waits to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueuedCall {
    /// Its place in the order.
    pub id: i64,
    /// The chat that it goes to, if it goes to one.
    pub chat: Option<ChatId>,
    /// Whether it waited for the chat's earlier calls.
    pub is_ordered: bool,
    /// The method.
    pub method: String,
    /// Its parameters.
    pub body: String,
    /// The reply whose message it is about.
    pub target: Option<ReplyId>,
    /// How often it was tried.
    pub tries: i64,
    /// How often the program itself failed at it.
    pub failures: i16,
    /// Since when it waits, in milliseconds since 1970.
    pub created_at: i64,
    /// When the update came that it is about, likewise; nothing once that is forgotten.
    pub received_at: Option<i64>,
}

impl QueuedCall {
    /// The number of the update that it is about.
    pub fn update(&self) -> i64 {
        self.id / CALLS_OF_AN_UPDATE
    }
}

/// A call as the database gives it.
type Row = (i64, i64, i16, String, String, i64, i64, i16, i64, Option<i64>);

/// What became of a claimed call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settled {
    /// Its place in the order.
    pub id: i64,
    /// The chat that it went to, if it went to one.
    pub chat: Option<ChatId>,
    /// What the chat has become, if it has.
    pub moved_to: Option<ChatId>,
    /// The message that it made.
    pub message: Option<MessageId>,
    /// What became of it.
    pub delivered: Delivered,
}

/// How an attempt at a call ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Delivered {
    /// It is made, and counts towards this limit.
    Done(Option<RateLimit>),
    /// It is to be tried again, not before this moment.
    Later(DateTime<Utc>),
    /// The program failed at it; it is to be tried again, not before this moment.
    Failed(DateTime<Utc>),
    /// It never will be made, for this reason.
    Dropped(String),
    /// Nor will it, since the message that it is about is gone, or too old.
    Lost,
    /// Nor will any other, since nobody is there.
    Gone,
    /// It is to be made in these parts, at most 16.
    Split(Vec<String>),
}

/// Oldest first. One that waits for its order is the first of its chat, and the chat may get
/// another; a call that is due later keeps the chat's others waiting, and nobody else's. The number
/// at the end is [`CALLS_OF_AN_UPDATE`].
macro_rules! claim {
    ($passing_over:literal) => {
        concat!(
            "WITH next AS MATERIALIZED (SELECT c.id FROM outbox c WHERE c.worker = 0 AND c.due_at <= $3 \
             AND (c.is_ordered = 0 OR (NOT EXISTS (SELECT 1 FROM outbox e WHERE e.chat = c.chat \
             AND e.is_ordered = 1 AND e.id < c.id) \
             AND NOT EXISTS (SELECT 1 FROM chats l WHERE l.chat = c.chat AND l.free_at > $3))) \
             ORDER BY c.id LIMIT $2 ",
            $passing_over,
            ") UPDATE outbox SET worker = $1 WHERE id IN (SELECT id FROM next) \
             RETURNING id, chat, is_ordered, method, body, target, tries, failures, created_at, \
             (SELECT received_at FROM inbox WHERE inbox.id = outbox.id / 1048576)"
        )
    };
}

impl Store {
    /// Claims at most so many calls that can be made at this moment.
    ///
    /// # Errors
    /// When the database does not give any.
    pub async fn claim_calls(&self, limit: usize, now: DateTime<Utc>) -> Result<Vec<QueuedCall>, StoreError> {
        let sql = match self.engine {
            Engine::Sqlite => claim!(""),
            Engine::Postgres => claim!("FOR UPDATE OF c SKIP LOCKED"),
        };
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let claimed = sqlx::query_as(sql).bind(self.worker).bind(limit).bind(millis(now));
        let rows = self.run(async { claimed.fetch_all(&self.pool).await }).await?;
        let queued =
            |(id, chat, is_ordered, method, body, target, tries, failures, created_at, received_at): Row| {
                QueuedCall {
                    id,
                    chat: ChatId::of_row(chat),
                    is_ordered: is_ordered != 0,
                    method,
                    body,
                    target: ReplyId::of_row(target),
                    tries,
                    failures,
                    created_at,
                    received_at,
                }
            };
        let mut calls: Vec<QueuedCall> = rows.into_iter().map(queued).collect();
        calls.sort_by_key(|call| call.id);
        Ok(calls)
    }

    /// Settles claimed calls: all of them, or none. One that this process no longer holds is
    /// another's to settle.
    ///
    /// # Errors
    /// When nothing is settled.
    pub async fn settle_calls(&self, settled: &[Settled], now: DateTime<Utc>) -> Result<(), StoreError> {
        self.run(async {
            let mut tx = self.begin().await?;
            for call in settled {
                self.settle(&mut tx, call, millis(now)).await?;
            }
            tx.commit().await
        })
        .await
    }

    async fn settle(
        &self,
        tx: &mut Transaction<'static, Any>,
        settled: &Settled,
        now: i64,
    ) -> Result<(), sqlx::Error> {
        let settling = match &settled.delivered {
            Delivered::Later(due) => sqlx::query(LATER).bind(settled.id).bind(self.worker).bind(millis(*due)),
            Delivered::Failed(due) => {
                sqlx::query(FAILED).bind(settled.id).bind(self.worker).bind(millis(*due))
            }
            Delivered::Split(parts) => {
                let first = parts.first().map_or("", String::as_str);
                sqlx::query(SHORTER).bind(settled.id).bind(self.worker).bind(first)
            }
            _ => sqlx::query("DELETE FROM outbox WHERE id = $1 AND worker = $2")
                .bind(settled.id)
                .bind(self.worker),
        };
        if settling.execute(&mut **tx).await?.rows_affected() == 0 {
            return Ok(());
        }
        if let Some(message) = settled.message {
            replies::sent(tx, settled.id, message).await?;
        }
        if let (Some(from), Some(to)) = (settled.chat, settled.moved_to) {
            chats::moved(tx, from, to).await?;
        }
        match (&settled.delivered, settled.moved_to.or(settled.chat)) {
            (Delivered::Done(Some(limit)), Some(chat)) => chats::counted(tx, chat, *limit, now).await,
            (Delivered::Gone, Some(chat)) => chats::gone(tx, chat, now).await,
            (Delivered::Split(parts), _) => split(tx, settled.id, parts).await,
            _ => Ok(()),
        }
    }
}

const LATER: &str =
    "UPDATE outbox SET due_at = $3, tries = tries + 1, worker = 0 WHERE id = $1 AND worker = $2";

const FAILED: &str =
    "UPDATE outbox SET due_at = $3, failures = failures + 1, worker = 0 WHERE id = $1 AND worker = $2";

const SHORTER: &str = "UPDATE outbox SET body = $3, worker = 0 WHERE id = $1 AND worker = $2";

/// Queues calls from the number `first` on.
pub(super) async fn enqueue(
    tx: &mut Transaction<'static, Any>,
    first: i64,
    calls: &[NewCall],
    now: i64,
) -> Result<(), sqlx::Error> {
    for (place, call) in (0..).zip(calls) {
        let id = first + place * PARTS_OF_A_CALL;
        let (wait, thread, held_for) = match call.hold {
            Some(hold) => (hold.time, hold.thread, Some(hold.asker)),
            None => (Duration::ZERO, None, None),
        };
        let sql = "INSERT INTO outbox (id, chat, is_ordered, method, body, created_at, due_at, tries, worker, \
                   target, thread, held_for) VALUES ($1, $2, $3, $4, $5, $6, $7, 0, 0, $8, $9, $10) \
                   ON CONFLICT (id) DO NOTHING";
        let insert = sqlx::query(sql).bind(id).bind(in_row(call.chat)).bind(i16::from(call.is_ordered));
        let insert = insert.bind(call.method.as_str()).bind(call.body.as_str());
        let insert = insert.bind(now).bind(now + millis_in(wait));
        let insert = insert.bind(in_row(call.target)).bind(in_row(thread)).bind(in_row(held_for));
        insert.execute(&mut **tx).await?;
        if let Some(reply) = &call.reply {
            replies::given(tx, id, call.chat, reply, now).await?;
        }
    }
    Ok(())
}

/// Queues the parts after the first, right behind it.
async fn split(tx: &mut Transaction<'static, Any>, id: i64, parts: &[String]) -> Result<(), sqlx::Error> {
    for (place, part) in (0..PARTS_OF_A_CALL).zip(parts).skip(1) {
        let sql = "INSERT INTO outbox (id, chat, is_ordered, method, body, created_at, due_at, tries, worker, target) \
                   SELECT $2, chat, is_ordered, method, $3, created_at, due_at, 0, 0, target FROM outbox WHERE id = $1 \
                   ON CONFLICT (id) DO NOTHING";
        sqlx::query(sql).bind(id).bind(id + place).bind(part.as_str()).execute(&mut **tx).await?;
    }
    Ok(())
}
