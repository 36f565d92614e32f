//! What people have chosen, for themselves or for a group.

use super::database::Store;
use super::error::StoreError;

impl Store {
    /// What was chosen for these people and groups: of whom, what, and its value.
    ///
    /// # Errors
    /// When the database does not say.
    pub async fn settings(&self, first: i64, second: i64) -> Result<Vec<(i64, String, String)>, StoreError> {
        let sql = "SELECT chat, name, value FROM settings WHERE chat = $1 OR chat = $2";
        let sql = sqlx::query_as(sql).bind(first).bind(second);
        self.run(async { sql.fetch_all(self.reading()).await }).await
    }
}
