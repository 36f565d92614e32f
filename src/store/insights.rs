//! What operators may know: counts, and what several readers asked in vain.

use chrono::{DateTime, Utc};

use super::database::Store;
use super::error::StoreError;
use super::outbox::{NewCall, enqueue};
use super::values::{any_number, millis};

/// What readers asked and thought, over the days that are kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// Questions that got an answer.
    pub answered: i64,
    /// Questions that got suggestions.
    pub suggested: i64,
    /// Questions that the FAQ does not answer.
    pub unanswered: i64,
    /// Votes for answers.
    pub up: i64,
    /// Votes against answers.
    pub down: i64,
}

/// A question that got no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptQuestion {
    /// The reader, hashed.
    pub reader: String,
    /// With the key of this period.
    pub period: i64,
    /// Its words.
    pub text: String,
}

impl Store {
    /// The words of the question that got this reply, which is hashed with one key or another.
    ///
    /// # Errors
    /// When the database does not say.
    pub async fn question(&self, hashes: &[String]) -> Result<Option<String>, StoreError> {
        self.run(async {
            for hash in hashes {
                let sql =
                    sqlx::query_scalar("SELECT text FROM questions WHERE reply = $1").bind(hash.as_str());
                let text = sql.fetch_optional(self.reading()).await?;
                if text.is_some() {
                    return Ok(text);
                }
            }
            Ok(None)
        })
        .await
    }

    /// How questions ended and what readers thought of the answers.
    ///
    /// # Errors
    /// When the database does not say.
    pub async fn usage(&self) -> Result<Usage, StoreError> {
        let sql = "SELECT (SELECT COUNT(*) FROM questions WHERE verdict = 'answer'), \
                   (SELECT COUNT(*) FROM questions WHERE verdict = 'suggest'), \
                   (SELECT COUNT(*) FROM questions WHERE verdict = 'unanswered'), \
                   (SELECT COUNT(*) FROM votes WHERE is_up = 1), (SELECT COUNT(*) FROM votes WHERE is_up = 0)";
        let counts = self.run(async { sqlx::query_as(sql).fetch_one(self.reading()).await });
        let (answered, suggested, unanswered, up, down) = counts.await?;
        Ok(Usage { answered, suggested, unanswered, up, down })
    }

    /// At most so many of the latest questions that got no answer.
    ///
    /// # Errors
    /// When the database does not say.
    pub async fn questions_without_answer(&self, limit: i64) -> Result<Vec<KeptQuestion>, StoreError> {
        let sql = "SELECT reader, period, text FROM questions WHERE verdict <> 'answer' \
                   ORDER BY day DESC, reply LIMIT $1";
        let rows = self.run(async { sqlx::query_as(sql).bind(limit).fetch_all(self.reading()).await });
        let kept = |(reader, period, text)| KeptQuestion { reader, period, text };
        Ok(rows.await?.into_iter().map(kept).collect())
    }

    /// Queues these calls, unless it was done under the same name: several processes see the same
    /// thing, and one tells of it. Gives whether it was this one.
    ///
    /// # Errors
    /// When nothing is queued.
    pub async fn notify(
        &self,
        name: &str,
        calls: &[NewCall],
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        self.run(async {
            let mut tx = self.begin().await?;
            let sql = "INSERT INTO notices (id, told_at) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING";
            let told = sqlx::query(sql).bind(name).bind(millis(now)).execute(&mut *tx).await?;
            if told.rows_affected() > 0 {
                // Numbers below all updates' are free; these calls have no order.
                enqueue(&mut tx, -any_number(), calls, millis(now)).await?;
            }
            tx.commit().await?;
            Ok(told.rows_affected() > 0)
        })
        .await
    }

    /// Forgets that something was told, so that it is told again when it comes again.
    ///
    /// # Errors
    /// When the database does not do it.
    pub async fn forget_notice(&self, name: &str) -> Result<(), StoreError> {
        let sql = sqlx::query("DELETE FROM notices WHERE id = $1").bind(name);
        self.run(async { sql.execute(&self.pool).await.map(drop) }).await
    }
}
