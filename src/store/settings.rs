//! What people have chosen, for themselves or for a group.

use super::database::Store;
use super::error::StoreError;
use super::ids::ChatId;

/// Something that was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// For whom: a person or a group.
    pub chat: ChatId,
    /// What.
    pub name: String,
    /// Its value.
    pub value: String,
}

impl Store {
    /// What was chosen for these people and groups.
    ///
    /// # Errors
    /// When the database does not say.
    pub async fn settings(&self, first: ChatId, second: ChatId) -> Result<Vec<Setting>, StoreError> {
        let sql = "SELECT chat, name, value FROM settings WHERE chat = $1 OR chat = $2";
        let sql = sqlx::query_as(sql).bind(first.0).bind(second.0);
        let rows: Vec<(i64, String, String)> =
            self.run(async { sql.fetch_all(self.reading()).await }).await?;
        let setting = |(chat, name, value)| Setting { chat: ChatId(chat), name, value };
        Ok(rows.into_iter().map(setting).collect())
    }
}
