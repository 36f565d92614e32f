//! Who was given which version of an answer, and corrections for them.

use chrono::{DateTime, Utc};

use super::database::Store;
use super::error::StoreError;
use super::ids::EntryId;
use super::planning::{CHATS_AT_ONCE, NewPost};
use super::posts::TURN;
use super::values::millis;

/// An answer's version that some chats were given.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct GivenVersion {
    /// The entry.
    pub entry: EntryId,
    /// The hash of the answer.
    pub answer: i64,
    /// The hash of its revisions.
    pub revisions: i64,
}

impl Store {
    /// The versions of answers that chats were given, and their messages are known.
    ///
    /// # Errors
    /// When the database does not say.
    pub async fn given_versions(&self) -> Result<Vec<GivenVersion>, StoreError> {
        let sql = "SELECT DISTINCT entry, answer, revisions FROM replies WHERE answer <> 0 AND message <> 0";
        let rows = self.run(async { sqlx::query_as(sql).fetch_all(self.reading()).await }).await?;
        let version = |(entry, answer, revisions)| GivenVersion { entry: EntryId(entry), answer, revisions };
        Ok(rows.into_iter().map(version).collect())
    }

    /// Plans this correction for a part of the chats that were given a version, each in reply to its
    /// latest, and notes that they have been given another. Chats that want none get none. Gives how
    /// many answers that were; there are no more when it gives 0.
    ///
    /// # Errors
    /// When nothing is planned.
    pub async fn plan_correction(
        &self,
        from: &GivenVersion,
        to: &GivenVersion,
        correction: &[NewPost],
        language: &str,
        now: DateTime<Utc>,
    ) -> Result<u64, StoreError> {
        let mark = -self.worker;
        let marking = "UPDATE replies SET revisions = $5 WHERE entry = $1 AND answer = $2 AND revisions = $3 \
                       AND message <> 0 AND chat IN (SELECT DISTINCT chat FROM replies WHERE entry = $1 \
                       AND answer = $2 AND revisions = $3 AND message <> 0 LIMIT $4)";
        let planning = "INSERT INTO posts (chat, thread, subject, part, language, rank, edition, wanted, shown, message, \
                        reply_to, pin, unpin, is_pending, due_at, tries, worker, claimed_at, outcome, done_at) \
                        SELECT chat, 0, $4, $9, $5, $10, $6, $7, 0, 0, MAX(message), 0, 0, 1, $8, 0, 0, 0, '', 0 FROM replies \
                        WHERE entry = $1 AND answer = $2 AND revisions = $3 AND chat NOT IN \
                        (SELECT chat FROM settings WHERE name = 'corrections') GROUP BY chat \
                        ON CONFLICT (chat, thread, subject, part) DO NOTHING";
        let noting = "UPDATE replies SET answer = $4, revisions = $5 WHERE entry = $1 AND answer = $2 AND revisions = $3";
        self.run(async {
            let mut tx = self.begin().await?;
            sqlx::query(TURN).execute(&mut *tx).await?;
            let entry = from.entry.0.as_str();
            let sql = sqlx::query(marking).bind(entry).bind(from.answer).bind(from.revisions);
            let marked = sql.bind(CHATS_AT_ONCE).bind(mark).execute(&mut *tx).await?.rows_affected();
            if marked == 0 {
                return Ok(0);
            }
            for post in correction {
                let sql = sqlx::query(planning).bind(entry).bind(from.answer).bind(mark);
                let sql =
                    sql.bind(post.subject.as_str()).bind(language).bind(post.edition).bind(post.content.0);
                sql.bind(millis(now)).bind(post.part).bind(post.rank).execute(&mut *tx).await?;
            }
            let sql = sqlx::query(noting).bind(entry).bind(from.answer).bind(mark);
            sql.bind(to.answer).bind(to.revisions).execute(&mut *tx).await?;
            tx.commit().await?;
            Ok(marked)
        })
        .await
    }
}
