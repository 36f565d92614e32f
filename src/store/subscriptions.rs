//! Which chats get briefings, on which terms, and when next.

use chrono::{DateTime, Utc};
use sqlx::{Any, Transaction};

use super::database::Store;
use super::error::StoreError;
use super::ids::{ChatId, Topic};
use super::values::millis;

/// When a briefing is due that is not by the clock.
const NEVER: i64 = i64::MAX;

/// A chat's choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subscription {
    /// The chat, or the topic of it.
    pub topic: Topic,
    /// Its terms, in the words of whoever made them.
    pub terms: String,
    /// When the next briefing is due, if that is by the clock.
    pub due: Option<DateTime<Utc>>,
}

/// Chats on the same terms that are due at the same moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueTerms {
    /// The terms.
    pub terms: String,
    /// The moment.
    pub due: DateTime<Utc>,
}

/// How many chats get briefings, and how far these are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Chats, and topics of chats, that get briefings.
    pub subscribed: i64,
    /// Those that blocked or removed the bot.
    pub retired: i64,
    /// Messages to send, edit or pin.
    pub pending: i64,
    /// Messages that were delivered in the last hour.
    pub done: i64,
    /// Messages that were refused for good, as their chats are now.
    pub refused: i64,
    /// Whether an operator has stopped the delivery.
    pub is_paused: bool,
}

/// Most terms that are looked at in one go.
const MOST_TERMS: i64 = 1_000;

impl Store {
    /// What a chat, or a topic of it, has chosen.
    ///
    /// # Errors
    /// When the database does not say.
    pub async fn subscription(&self, topic: Topic) -> Result<Option<Subscription>, StoreError> {
        let sql =
            "SELECT terms, due_at FROM subscriptions WHERE chat = $1 AND thread = $2 AND retired_at = 0";
        let sql = sqlx::query_as(sql).bind(topic.chat.0).bind(topic.thread_in_row());
        let row: Option<(String, i64)> = self.run(async { sql.fetch_optional(self.reading()).await }).await?;
        Ok(row.map(|(terms, due)| Subscription { topic, terms, due: moment(due) }))
    }

    /// Subscribes a chat that an operator names, unless it was on these terms before: what the chat has
    /// chosen since then stays.
    ///
    /// # Errors
    /// When the database does not do it.
    pub async fn subscribe_named(&self, new: &Subscription) -> Result<(), StoreError> {
        let naming = "INSERT INTO settings (chat, name, value) VALUES ($1, $2, $3) \
                      ON CONFLICT (chat, name) DO UPDATE SET value = $3 WHERE settings.value <> $3";
        let subscribing = "INSERT INTO subscriptions (chat, thread, terms, due_at, retired_at) VALUES ($1, $2, $3, $4, 0) \
                           ON CONFLICT (chat, thread) DO UPDATE SET terms = $3, due_at = $4";
        self.run(async {
            let mut tx = self.begin().await?;
            let sql = sqlx::query(naming).bind(new.topic.chat.0).bind("named").bind(new.terms.as_str());
            if sql.execute(&mut *tx).await?.rows_affected() > 0 {
                let sql = sqlx::query(subscribing).bind(new.topic.chat.0).bind(new.topic.thread_in_row());
                let sql = sql.bind(new.terms.as_str());
                sql.bind(new.due.map_or(NEVER, millis)).execute(&mut *tx).await?;
            }
            tx.commit().await
        })
        .await
    }

    /// All terms on which chats get briefings.
    ///
    /// # Errors
    /// When the database does not say.
    pub async fn terms_in_use(&self) -> Result<Vec<String>, StoreError> {
        let sql = sqlx::query_scalar("SELECT DISTINCT terms FROM subscriptions WHERE retired_at = 0");
        self.run(async { sql.fetch_all(self.reading()).await }).await
    }

    /// The terms of those that are due, the longest first.
    ///
    /// # Errors
    /// When the database does not say.
    pub async fn due_terms(&self, now: DateTime<Utc>) -> Result<Vec<DueTerms>, StoreError> {
        let sql = "SELECT DISTINCT terms, due_at FROM subscriptions WHERE retired_at = 0 AND due_at <= $1 \
                   ORDER BY due_at, terms LIMIT $2";
        let sql = sqlx::query_as(sql).bind(millis(now)).bind(MOST_TERMS);
        let rows: Vec<(String, i64)> = self.run(async { sql.fetch_all(self.reading()).await }).await?;
        let due = |(terms, due)| DueTerms { terms, due: moment(due).unwrap_or_default() };
        Ok(rows.into_iter().map(due).collect())
    }

    /// Puts off chats on these terms that were due at that moment, all of them.
    ///
    /// # Errors
    /// When the database does not do it.
    pub async fn put_off(&self, from: &DueTerms, to: Option<DateTime<Utc>>) -> Result<(), StoreError> {
        let sql = sqlx::query(
            "UPDATE subscriptions SET due_at = $3 WHERE terms = $1 AND due_at = $2 AND retired_at = 0",
        );
        let sql = sql.bind(from.terms.as_str()).bind(millis(from.due)).bind(to.map_or(NEVER, millis));
        self.run(async { sql.execute(&self.pool).await.map(drop) }).await
    }

    /// Makes those on these terms due, unless they are before, or it was done under the same name.
    ///
    /// # Errors
    /// When the database does not do it.
    pub async fn make_due_once(
        &self,
        name: &str,
        terms: &str,
        due: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let naming = "INSERT INTO notices (id, told_at) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING";
        let making =
            "UPDATE subscriptions SET due_at = $2 WHERE terms = $1 AND due_at > $2 AND retired_at = 0";
        self.run(async {
            let mut tx = self.begin().await?;
            let named = sqlx::query(naming).bind(name).bind(millis(now)).execute(&mut *tx).await?;
            if named.rows_affected() > 0 {
                sqlx::query(making).bind(terms).bind(millis(due)).execute(&mut *tx).await?;
            }
            tx.commit().await
        })
        .await
    }

    /// How many chats get briefings, and how far these are.
    ///
    /// # Errors
    /// When the database does not say.
    pub async fn progress(&self, now: DateTime<Utc>) -> Result<Progress, StoreError> {
        let sql = "SELECT (SELECT COUNT(*) FROM subscriptions WHERE retired_at = 0), \
                   (SELECT COUNT(*) FROM subscriptions WHERE retired_at <> 0), \
                   (SELECT COUNT(*) FROM posts WHERE is_pending = 1), \
                   (SELECT COUNT(*) FROM posts WHERE is_pending = 0 AND done_at > $1 AND outcome IN ('done', 'repeated')), \
                   (SELECT COUNT(*) FROM posts WHERE is_pending = 0 AND done_at > 0 AND outcome NOT IN ('done', 'repeated')), \
                   (SELECT COUNT(*) FROM settings WHERE chat = 0 AND name = 'paused')";
        let sql = sqlx::query_as(sql).bind(millis(now) - 3_600_000);
        let counts = self.run(async { sql.fetch_one(self.reading()).await }).await?;
        let (subscribed, retired, pending, done, refused, paused): (i64, i64, i64, i64, i64, i64) = counts;
        Ok(Progress { subscribed, retired, pending, done, refused, is_paused: paused > 0 })
    }
}

/// Notes what a chat has chosen. What it shows already is shown in its language and pinned as it says.
pub(super) async fn subscribed(
    tx: &mut Transaction<'static, Any>,
    subscription: &Subscription,
    (language, pin): (&str, bool),
) -> Result<(), sqlx::Error> {
    let Subscription { topic, terms, due } = subscription;
    let (chat, thread) = (topic.chat.0, topic.thread_in_row());
    let sql = "INSERT INTO subscriptions (chat, thread, terms, due_at, retired_at) VALUES ($1, $2, $3, $4, 0) \
               ON CONFLICT (chat, thread) DO UPDATE SET terms = $3, due_at = $4, retired_at = 0";
    let insert = sqlx::query(sql).bind(chat).bind(thread).bind(terms.as_str());
    insert.bind(due.map_or(NEVER, millis)).execute(&mut **tx).await?;
    let sql = "UPDATE posts SET language = $3 WHERE chat = $1 AND thread = $2 AND reply_to = 0";
    sqlx::query(sql).bind(chat).bind(thread).bind(language).execute(&mut **tx).await?;
    let pinning = "UPDATE posts SET pin = CASE WHEN $3 = 0 THEN 0 WHEN pin = 0 THEN 1 ELSE pin END, \
                   unpin = CASE WHEN $3 = 0 AND pin = 2 THEN message ELSE unpin END, \
                   is_pending = CASE WHEN $3 = 0 AND pin = 2 OR $3 = 1 AND pin = 0 THEN 1 ELSE is_pending END \
                   WHERE chat = $1 AND thread = $2 AND reply_to = 0 AND part = 0";
    let update = sqlx::query(pinning).bind(chat).bind(thread).bind(i16::from(pin));
    update.execute(&mut **tx).await.map(drop)
}

/// Notes that a chat wants no more briefings. What it was posted stays as it is.
pub(super) async fn unsubscribed(
    tx: &mut Transaction<'static, Any>,
    topic: Topic,
) -> Result<(), sqlx::Error> {
    for sql in [
        "DELETE FROM subscriptions WHERE chat = $1 AND thread = $2",
        "DELETE FROM posts WHERE chat = $1 AND thread = $2 AND reply_to = 0",
    ] {
        sqlx::query(sql).bind(topic.chat.0).bind(topic.thread_in_row()).execute(&mut **tx).await?;
    }
    Ok(())
}

/// Has all of it posted anew at the next look, whatever a chat shows already.
pub(super) async fn wanted_anew(
    tx: &mut Transaction<'static, Any>,
    topic: Topic,
    now: i64,
) -> Result<(), sqlx::Error> {
    let (chat, thread) = (topic.chat.0, topic.thread_in_row());
    let sql = "UPDATE posts SET edition = 0 WHERE chat = $1 AND thread = $2 AND reply_to = 0";
    sqlx::query(sql).bind(chat).bind(thread).execute(&mut **tx).await?;
    let sql = "UPDATE subscriptions SET due_at = $3 WHERE chat = $1 AND thread = $2 AND retired_at = 0";
    sqlx::query(sql).bind(chat).bind(thread).bind(now).execute(&mut **tx).await.map(drop)
}

/// Notes that a chat is not there any more: nothing is sent to it until it subscribes again.
pub(super) async fn retired(
    tx: &mut Transaction<'static, Any>,
    chat: ChatId,
    now: i64,
) -> Result<(), sqlx::Error> {
    let sql = "UPDATE subscriptions SET retired_at = $2 WHERE chat = $1 AND retired_at = 0";
    sqlx::query(sql).bind(chat.0).bind(now).execute(&mut **tx).await?;
    sqlx::query("DELETE FROM posts WHERE chat = $1").bind(chat.0).execute(&mut **tx).await.map(drop)
}

fn moment(due: i64) -> Option<DateTime<Utc>> {
    if due == NEVER { None } else { DateTime::from_timestamp_millis(due) }
}
