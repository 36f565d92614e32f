//! Plans digests for all chats on the same terms at once, a part of them in each transaction.

use chrono::{DateTime, Utc};

use super::database::Store;
use super::error::StoreError;
use super::ids::{ContentId, in_row};
use super::posts::TURN;
use super::subscriptions::DueTerms;
use super::values::millis;

/// How many chats are planned for in one transaction: few enough that nobody who writes meanwhile
/// waits long.
pub(super) const CHATS_AT_ONCE: i64 = 1_000;

/// One message of a digest, for all chats of some terms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPost {
    /// What it is of.
    pub subject: String,
    /// Which of its messages, from 0.
    pub part: i64,
    /// In which order a chat gets what is due at once.
    pub rank: i64,
    /// Which edition it is; a chat that was posted this one already has nothing new.
    pub edition: i64,
    /// The content.
    pub content: ContentId,
}

/// How an article is shown in a language, from now on.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Edition {
    /// The subject of its messages.
    pub subject: String,
    /// The language.
    pub language: String,
    /// Which edition it is.
    pub number: i64,
    /// Its messages, from the first.
    pub parts: Vec<EditionPart>,
}

/// A message of an edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct EditionPart {
    /// In which order a chat gets what is due at once.
    pub rank: i64,
    /// Its content for who has seen no other edition, if they get such a message.
    pub posted: Option<ContentId>,
    /// Its content for who has, likewise.
    pub edited: Option<ContentId>,
}

impl Edition {
    /// Its messages as who has seen no other edition gets them.
    pub fn posts(&self) -> impl Iterator<Item = NewPost> {
        let posted = (0..).zip(&self.parts).filter_map(|(part, it)| Some((part, it.rank, it.posted?)));
        posted.map(|(part, rank, content)| NewPost {
            subject: self.subject.clone(),
            part,
            rank,
            edition: self.number,
            content,
        })
    }
}

/// What all chats of some terms have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Manner<'a> {
    /// The language.
    pub language: &'a str,
    /// Whether what is new is pinned.
    pub pin: bool,
    /// Whether what has changed is posted anew, instead of edited.
    pub fresh: bool,
}

impl Store {
    /// Plans what is due for a part of the chats on these terms: each gets those of `posts` that it
    /// was not posted before, and is due again at `next`. Gives how many chats these were; there are
    /// no more when it gives 0.
    ///
    /// # Errors
    /// When nothing is planned.
    pub async fn plan(
        &self,
        due: &DueTerms,
        manner: Manner<'_>,
        posts: &[NewPost],
        next: Option<DateTime<Utc>>,
        now: DateTime<Utc>,
    ) -> Result<u64, StoreError> {
        // Marked, so that each statement is about the same chats.
        let mark = -self.worker;
        let marking = "UPDATE subscriptions SET due_at = $4 WHERE (chat, thread) IN (SELECT chat, thread \
                       FROM subscriptions WHERE terms = $1 AND due_at = $2 AND retired_at = 0 LIMIT $3)";
        let planning = "INSERT INTO posts (chat, thread, subject, part, language, rank, edition, wanted, shown, message, \
                        reply_to, pin, unpin, is_pending, due_at, tries, worker, claimed_at, outcome, done_at) \
                        SELECT chat, thread, $3, $4, $5, $6, $7, $8, 0, 0, 0, $9, 0, 1, $10, 0, 0, 0, '', 0 \
                        FROM subscriptions WHERE terms = $1 AND due_at = $2 AND retired_at = 0 \
                        ON CONFLICT (chat, thread, subject, part) DO UPDATE SET edition = excluded.edition, \
                        wanted = excluded.wanted, shown = 0, message = 0, rank = excluded.rank, is_pending = 1, \
                        due_at = excluded.due_at, tries = 0, failures = 0, pin = excluded.pin, \
                        unpin = CASE WHEN posts.pin = 2 THEN posts.message ELSE posts.unpin END \
                        WHERE $11 = 1 AND posts.edition <> excluded.edition OR posts.edition = 0 \
                        OR posts.message = 0 AND posts.is_pending = 0";
        self.run(async {
            let mut tx = self.begin().await?;
            sqlx::query(TURN).execute(&mut *tx).await?;
            let marked = sqlx::query(marking).bind(due.terms.as_str()).bind(millis(due.due));
            let marked = marked.bind(CHATS_AT_ONCE).bind(mark).execute(&mut *tx).await?.rows_affected();
            if marked == 0 {
                return Ok(0);
            }
            for post in posts {
                let sql = sqlx::query(planning).bind(due.terms.as_str()).bind(mark);
                let sql = sql.bind(post.subject.as_str()).bind(post.part).bind(manner.language);
                let sql = sql.bind(post.rank).bind(post.edition).bind(post.content.0);
                let sql = sql.bind(i16::from(manner.pin && post.part == 0)).bind(millis(now));
                sql.bind(i64::from(manner.fresh)).execute(&mut *tx).await?;
            }
            let sql = sqlx::query("UPDATE subscriptions SET due_at = $3 WHERE terms = $1 AND due_at = $2");
            let sql = sql.bind(due.terms.as_str()).bind(mark);
            sql.bind(next.map_or(i64::MAX, millis)).execute(&mut *tx).await?;
            tx.commit().await?;
            Ok(marked)
        })
        .await
    }

    /// Has a part of the chats that show an earlier edition show this one. Gives how many messages
    /// that changes; there are no more when it gives 0.
    ///
    /// # Errors
    /// When nothing is planned.
    pub async fn renew(&self, edition: &Edition, now: DateTime<Utc>) -> Result<u64, StoreError> {
        // Who was posted this very edition has it as it is; others see that it has changed.
        let renewing = "UPDATE posts SET wanted = CASE WHEN message = 0 OR edition = $4 THEN $5 ELSE $6 END, \
                        edition = CASE WHEN message = 0 THEN $4 ELSE edition END, is_pending = 1, due_at = $7, tries = 0, failures = 0 \
                        WHERE (chat, thread, subject, part) IN (SELECT chat, thread, subject, part FROM posts \
                        WHERE subject = $1 AND language = $2 AND part = $3 \
                        AND wanted <> CASE WHEN message = 0 OR edition = $4 THEN $5 ELSE $6 END LIMIT $8)";
        // A text that has become longer needs messages that are not there.
        let adding = "INSERT INTO posts (chat, thread, subject, part, language, rank, edition, wanted, shown, message, \
                      reply_to, pin, unpin, is_pending, due_at, tries, worker, claimed_at, outcome, done_at) \
                      SELECT chat, thread, subject, $3, language, $9, edition, CASE WHEN edition = $4 THEN $5 ELSE $6 END, \
                      0, 0, 0, 0, 0, 1, $7, 0, 0, 0, '', 0 FROM posts WHERE subject = $1 AND language = $2 \
                      AND part = 0 AND CASE WHEN edition = $4 THEN $5 ELSE $6 END <> 0 AND NOT EXISTS \
                      (SELECT 1 FROM posts o WHERE o.chat = posts.chat AND o.thread = posts.thread \
                      AND o.subject = posts.subject AND o.part = $3) LIMIT $8";
        let removing = "UPDATE posts SET wanted = 0, is_pending = 1, due_at = $4 WHERE (chat, thread, subject, part) IN \
                        (SELECT chat, thread, subject, part FROM posts WHERE subject = $1 AND language = $2 \
                        AND part >= $3 AND wanted <> 0 LIMIT $5)";
        let (subject, language) = (edition.subject.as_str(), edition.language.as_str());
        self.run(async {
            let mut tx = self.begin().await?;
            sqlx::query(TURN).execute(&mut *tx).await?;
            let mut changed = 0;
            for (number, part) in (0_i64..).zip(&edition.parts) {
                let bound = |sql| {
                    let sql = sqlx::query(sql).bind(subject).bind(language).bind(number).bind(edition.number);
                    sql.bind(in_row(part.posted))
                        .bind(in_row(part.edited))
                        .bind(millis(now))
                        .bind(CHATS_AT_ONCE)
                };
                changed += bound(renewing).execute(&mut *tx).await?.rows_affected();
                if number > 0 {
                    changed += bound(adding).bind(part.rank).execute(&mut *tx).await?.rows_affected();
                }
            }
            let parts = i64::try_from(edition.parts.len()).unwrap_or(i64::MAX);
            let sql = sqlx::query(removing).bind(subject).bind(language).bind(parts);
            changed += sql.bind(millis(now)).bind(CHATS_AT_ONCE).execute(&mut *tx).await?.rows_affected();
            tx.commit().await?;
            Ok(changed)
        })
        .await
    }

    /// Keeps contents, each under its hash.
    ///
    /// # Errors
    /// When none is kept.
    pub async fn keep_contents(
        &self,
        contents: &[(ContentId, String)],
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        self.run(async {
            let mut tx = self.begin().await?;
            for (content, body) in contents {
                let sql = "INSERT INTO contents (hash, body, used_at) VALUES ($1, $2, $3) \
                           ON CONFLICT (hash) DO UPDATE SET used_at = $3";
                sqlx::query(sql)
                    .bind(content.0)
                    .bind(body.as_str())
                    .bind(millis(now))
                    .execute(&mut *tx)
                    .await?;
            }
            tx.commit().await
        })
        .await
    }

    /// Notes how an article is shown in a language: its pieces. `changes` tells in how many pieces
    /// two lists differ. Gives when that was last changed and in how many pieces, if ever.
    ///
    /// # Errors
    /// When nothing is noted.
    pub async fn note_edition(
        &self,
        (article, language): (&str, &str),
        pieces: &str,
        changes: impl Fn(&str, &str) -> usize,
        now: DateTime<Utc>,
    ) -> Result<Option<(DateTime<Utc>, usize)>, StoreError> {
        let known = "SELECT pieces, changed_at, changes FROM editions WHERE article = $1 AND language = $2";
        let noting = "INSERT INTO editions (article, language, pieces, changed_at, changes) VALUES ($1, $2, $3, $4, $5) \
                      ON CONFLICT (article, language) DO UPDATE SET pieces = $3, changed_at = $4, changes = $5";
        self.run(async {
            let read = sqlx::query_as(known).bind(article).bind(language);
            let row: Option<(String, i64, i64)> = read.fetch_optional(self.reading()).await?;
            if let Some((_, changed_at, count)) = row.as_ref().filter(|(known, ..)| known == pieces) {
                return Ok(changed(*changed_at, *count));
            }
            let mut tx = self.begin().await?;
            sqlx::query(TURN).execute(&mut *tx).await?;
            let read = sqlx::query_as(known).bind(article).bind(language);
            let row: Option<(String, i64, i64)> = read.fetch_optional(&mut *tx).await?;
            let (changed_at, count) = match row {
                Some((known, changed_at, count)) if known == pieces => {
                    return Ok(changed(changed_at, count));
                }
                Some((known, changed_at, count)) => match changes(&known, pieces) {
                    // Only written otherwise.
                    0 => (changed_at, count),
                    changes => (millis(now), i64::try_from(changes).unwrap_or(i64::MAX)),
                },
                None => (0, 0),
            };
            let sql =
                sqlx::query(noting).bind(article).bind(language).bind(pieces).bind(changed_at).bind(count);
            sql.execute(&mut *tx).await?;
            tx.commit().await?;
            Ok(changed(changed_at, count))
        })
        .await
    }
}

fn changed(at: i64, count: i64) -> Option<(DateTime<Utc>, usize)> {
    let at = DateTime::from_timestamp_millis(at).filter(|at| at.timestamp_millis() != 0)?;
    Some((at, usize::try_from(count).unwrap_or_default()))
}
