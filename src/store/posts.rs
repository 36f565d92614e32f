//! What chats show and are to show, one row a message, delivered one by one until what is shown is what
//! is wanted.

use chrono::{DateTime, Utc};
use sqlx::{Any, Transaction};

use super::chats::{self, RateLimit};
use super::database::Store;
use super::error::StoreError;
use super::ids::{ChatId, ContentId, MessageId, Numbered, Topic};
use super::values::millis;

/// What identifies a post.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PostKey {
    /// The chat, or the topic of it.
    pub topic: Topic,
    /// What it is of.
    pub subject: String,
    /// Which of its messages.
    pub part: i64,
}

/// A post at which something is to be done, claimed for doing it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimedPost {
    /// Which it is.
    pub key: PostKey,
    /// The content that it is to have; without one it is to go.
    pub wanted: Option<ContentId>,
    /// Its parameters, but for the chat; nothing if there are none.
    pub body: Option<String>,
    /// The content that it has.
    pub shown: Option<ContentId>,
    /// Its message.
    pub message: Option<MessageId>,
    /// The message that it replies to.
    pub reply_to: Option<MessageId>,
    /// Whether it is to be pinned.
    pub pin: bool,
    /// A message that is pinned and no longer to be.
    pub unpin: Option<MessageId>,
    /// How often it was tried in vain.
    pub tries: i64,
    /// How often the program itself failed at it.
    pub failures: i16,
    /// The chat's terms, if it has any.
    pub terms: Option<String>,
}

/// What a look for something to deliver has found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NextPost {
    /// This.
    Claimed(Box<ClaimedPost>),
    /// Something for which it is too early: others got messages a moment ago.
    NotBefore(DateTime<Utc>),
    /// Nothing.
    None,
}

/// What became of a claimed post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PostOutcome {
    /// It shows this content in this message.
    Shown(ContentId, MessageId),
    /// Its message is deleted.
    Deleted,
    /// It is pinned, or cannot be.
    Pinned(bool),
    /// The earlier one is not pinned any more.
    Unpinned,
    /// Its message is not there any more, or too old to be edited: it is to be posted anew.
    Lost,
    /// It is to be tried again, not before this moment.
    Later(DateTime<Utc>),
    /// The program failed at it, whether before or after Telegram was called; it is to be tried again, not
    /// before this moment.
    Failed(DateTime<Utc>),
    /// As [`PostOutcome::Later`], but nothing was tried.
    PutOff(DateTime<Utc>),
    /// It is refused for this reason.
    Refused(String),
    /// Nobody is there.
    Gone,
}

/// A claimed post as the database gives it.
type Row = (i64, i64, String, i64, i64, Option<String>, i64, i64, i64, i16, i64, i64, i16, Option<String>);

/// What locks out others that plan or claim. It is also a transaction's first write.
pub(super) const TURN: &str = "UPDATE bot SET id = id";

/// Posts on which something is to be done, the longest due first. Of a chat one at a time.
const CLAIM: &str = "UPDATE posts SET worker = $1, claimed_at = $2 WHERE (chat, thread, subject, part) IN (\
     SELECT p.chat, p.thread, p.subject, p.part FROM posts p \
     WHERE p.is_pending = 1 AND p.worker = 0 AND p.due_at <= $2 \
     AND NOT EXISTS (SELECT 1 FROM posts h WHERE h.chat = p.chat AND h.worker <> 0) \
     AND NOT EXISTS (SELECT 1 FROM chats l WHERE l.chat = p.chat AND l.free_at > $2) \
     ORDER BY p.due_at, p.rank, p.chat LIMIT 1) \
     RETURNING chat, thread, subject, part, wanted, (SELECT body FROM contents WHERE hash = posts.wanted), shown, \
     message, reply_to, pin, unpin, tries, failures, (SELECT terms FROM subscriptions s WHERE s.chat = posts.chat \
     AND s.thread = posts.thread AND s.retired_at = 0)";

impl Store {
    /// The next post at which something is to be done, claimed by this process; within `limit`, which
    /// all processes together keep.
    ///
    /// # Errors
    /// When the database does not give any.
    pub async fn claim_post(
        &self,
        limit: Option<RateLimit>,
        now: DateTime<Utc>,
    ) -> Result<NextPost, StoreError> {
        let free = "SELECT (SELECT COUNT(*) FROM settings WHERE chat = 0 AND name = 'paused'), \
                    (SELECT COALESCE(MAX(free_at), 0) FROM chats WHERE chat = 0), \
                    (SELECT COUNT(*) FROM (SELECT 1 FROM posts WHERE is_pending = 1 AND due_at <= $1 LIMIT 1) AS due)";
        self.run(async {
            // Mostly there is nothing, which is seen without keeping anybody from writing.
            let look = sqlx::query_as(free).bind(millis(now));
            let (paused, free_at, pending): (i64, i64, i64) = look.fetch_one(self.reading()).await?;
            if paused > 0 || pending == 0 {
                return Ok(NextPost::None);
            }
            if limit.is_some() && free_at > millis(now) {
                return Ok(NextPost::NotBefore(DateTime::from_timestamp_millis(free_at).unwrap_or(now)));
            }
            let mut tx = self.begin().await?;
            sqlx::query(TURN).execute(&mut *tx).await?;
            if let Some(limit) = limit {
                let free_at = chats::everybodys(&mut tx, limit, millis(now)).await?;
                if let Some(free_at) = free_at {
                    return Ok(NextPost::NotBefore(DateTime::from_timestamp_millis(free_at).unwrap_or(now)));
                }
            }
            let claim = sqlx::query_as(CLAIM).bind(self.worker).bind(millis(now));
            let claimed: Option<Row> = claim.fetch_optional(&mut *tx).await?;
            let Some(claimed) = claimed else { return Ok(NextPost::None) };
            tx.commit().await?;
            Ok(NextPost::Claimed(Box::new(post(claimed))))
        })
        .await
    }

    /// Settles a claimed post. One that this process no longer holds is another's to settle.
    ///
    /// # Errors
    /// When nothing is settled.
    pub async fn settle_post(
        &self,
        key: &PostKey,
        outcome: &PostOutcome,
        moved_to: Option<ChatId>,
        limit: Option<RateLimit>,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        self.run(async {
            let mut tx = self.begin().await?;
            let settled = self.settle_one(&mut tx, key, outcome, millis(now)).await?;
            let chat = moved_to.unwrap_or(key.topic.chat);
            if settled && *outcome == PostOutcome::Gone {
                chats::gone(&mut tx, key.topic.chat, millis(now)).await?;
            }
            if let (true, Some(moved_to)) = (settled, moved_to) {
                chats::moved(&mut tx, key.topic.chat, moved_to).await?;
            }
            if let (true, Some(limit)) = (settled, limit) {
                chats::counted(&mut tx, chat, limit, millis(now)).await?;
            }
            tx.commit().await
        })
        .await
    }

    async fn settle_one(
        &self,
        tx: &mut Transaction<'static, Any>,
        key: &PostKey,
        outcome: &PostOutcome,
        now: i64,
    ) -> Result<bool, sqlx::Error> {
        let key = |sql: &'static str| {
            let sql = sqlx::query(sql).bind(key.topic.chat.0).bind(key.topic.thread_in_row());
            let sql = sql.bind(key.subject.as_str());
            sql.bind(key.part).bind(self.worker)
        };
        let sql = match outcome {
            PostOutcome::Shown(content, message) => {
                key(SHOWN).bind(now).bind(content.0).bind(message.number())
            }
            PostOutcome::Deleted => key(DELETED),
            PostOutcome::Pinned(is_pinned) => key(PINNED).bind(now).bind(if *is_pinned { 2_i16 } else { 0 }),
            PostOutcome::Unpinned => key(UNPINNED).bind(now),
            PostOutcome::Lost => key(LOST),
            PostOutcome::Later(due) => key(LATER).bind(millis(*due)),
            PostOutcome::Failed(due) => key(FAILED).bind(millis(*due)),
            PostOutcome::PutOff(due) => key(PUT_OFF).bind(millis(*due)),
            PostOutcome::Refused(reason) => key(REFUSED).bind(now).bind(reason.as_str()),
            PostOutcome::Gone => key(REFUSED).bind(now).bind("nobody is there"),
        };
        Ok(sql.execute(&mut **tx).await?.rows_affected() > 0)
    }

    /// Gives back the posts that this process has claimed, which must have none in hand.
    ///
    /// # Errors
    /// When the database does not do it.
    pub async fn release_posts(&self) -> Result<(), StoreError> {
        let sql =
            sqlx::query("UPDATE posts SET worker = 0 WHERE worker = $1 AND worker <> 0").bind(self.worker);
        self.run(async { sql.execute(&self.pool).await.map(drop) }).await
    }
}

/// Which post, in all that settles one.
macro_rules! settling {
    ($what:literal) => {
        concat!($what, " WHERE chat = $1 AND thread = $2 AND subject = $3 AND part = $4 AND worker = $5")
    };
}

/// A process that died at it may have sent it before; that is what `repeated` says.
const SHOWN: &str = settling!(
    "UPDATE posts SET shown = $7, message = $8, worker = 0, tries = 0, failures = 0, done_at = $6, \
     outcome = CASE WHEN outcome = 'doubtful' THEN 'repeated' ELSE 'done' END, \
     is_pending = CASE WHEN wanted <> $7 OR pin = 1 OR unpin <> 0 THEN 1 ELSE 0 END"
);

const DELETED: &str = settling!("DELETE FROM posts");

const PINNED: &str = settling!(
    "UPDATE posts SET pin = $7, worker = 0, tries = 0, failures = 0, done_at = $6, \
     is_pending = CASE WHEN wanted <> shown OR unpin <> 0 THEN 1 ELSE 0 END"
);

const UNPINNED: &str = settling!(
    "UPDATE posts SET unpin = 0, worker = 0, tries = 0, failures = 0, done_at = $6, \
     is_pending = CASE WHEN wanted <> shown OR pin = 1 THEN 1 ELSE 0 END"
);

const LOST: &str = settling!(
    "UPDATE posts SET shown = 0, message = 0, pin = CASE WHEN pin = 2 THEN 1 ELSE pin END, worker = 0, tries = 0, failures = 0"
);

const LATER: &str =
    settling!("UPDATE posts SET due_at = $6, tries = tries + 1, worker = 0, outcome = 'later'");

/// As after a death: it may have been sent before.
const FAILED: &str =
    settling!("UPDATE posts SET due_at = $6, failures = failures + 1, worker = 0, outcome = 'doubtful'");

const PUT_OFF: &str = settling!("UPDATE posts SET due_at = $6, worker = 0");

const REFUSED: &str = settling!(
    "UPDATE posts SET is_pending = 0, unpin = 0, pin = CASE WHEN pin = 1 THEN 0 ELSE pin END, worker = 0, \
     done_at = $6, outcome = $7"
);

fn post(row: Row) -> ClaimedPost {
    let (
        chat,
        thread,
        subject,
        part,
        wanted,
        body,
        shown,
        message,
        reply_to,
        pin,
        unpin,
        tries,
        failures,
        terms,
    ) = row;
    let key = PostKey { topic: Topic::of_row(chat, thread), subject, part };
    ClaimedPost {
        key,
        wanted: ContentId::of_row(wanted),
        body,
        shown: ContentId::of_row(shown),
        message: MessageId::of_row(message),
        reply_to: MessageId::of_row(reply_to),
        pin: pin == 1,
        unpin: MessageId::of_row(unpin),
        tries,
        failures,
        terms,
    }
}
