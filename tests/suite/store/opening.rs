//! A database that cannot be used is told, with what to do.

use std::fs;

use attache::store::{Address, Store};
use sqlx::{Connection, Executor, SqliteConnection};
use tokio::task::JoinSet;

use super::{at, update};
use crate::databases::{Database, on_each};

/// What is said about a database that cannot be opened.
async fn refused(url: &str) -> String {
    let address: Address = url.parse().unwrap();
    let said = Store::open(&address).await.err().expect("it cannot be opened").to_string();
    assert_eq!(said.matches("\nhint: ").count(), 1, "{said}");
    said
}

#[test]
fn processes_that_start_at_once_make_the_tables_once() {
    on_each(async |database| {
        let mut opened = JoinSet::new();
        for _ in 0..3 {
            let database = std::sync::Arc::clone(&database);
            opened.spawn(async move { database.open().await });
        }
        assert_eq!(opened.join_all().await.len(), 3);
    });
}

#[test]
fn a_database_belongs_to_one_bot() {
    on_each(async |database| {
        let store = database.open().await;
        store.belong_to(123).await.unwrap();
        store.belong_to(123).await.unwrap();
        let said = database.open().await.belong_to(124).await.unwrap_err().to_string();
        assert!(said.contains("another bot's\nhint: "), "{said}");
    });
}

#[tokio::test]
async fn what_is_no_database_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| format!("sqlite:{}", folder.path().join(name).display());
    fs::write(folder.path().join("text.db"), "These are no pages of a database. ".repeat(99)).unwrap();
    assert!(refused(&at("text.db")).await.contains("no SQLite database"));
    assert!(refused(&at("none.db?mode=rw")).await.contains("no such file"));
    fs::create_dir(folder.path().join("folder.db")).unwrap();
    refused(&at("folder.db")).await;
    let nowhere = refused("postgres://ana:s3cret@127.0.0.1:1/bot").await;
    assert!(nowhere.contains("refused") && !nowhere.contains("s3cret"), "{nowhere}");
}

#[test]
fn a_missing_database_on_the_server_is_told() {
    let Some(database) = Database::postgres() else { return };
    let (url, _) = database.url().split_once("/postgres?").unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let said = runtime.block_on(refused(&format!("{url}/attache_none")));
    assert!(said.contains("no such database\nhint: make it with `createdb`"), "{said}");
}

#[tokio::test]
async fn a_read_only_file_is_told() {
    let database = Database::sqlite();
    drop(database.open().await);
    assert!(refused(&format!("{}?mode=ro", database.url())).await.contains("read-only"));
}

#[tokio::test]
async fn a_file_that_is_locked_is_told_and_used_once_it_is_free() {
    let database = Database::sqlite();
    let store = database.open().await;
    let mut other = SqliteConnection::connect(database.url()).await.unwrap();
    other.execute("BEGIN EXCLUSIVE").await.unwrap();
    let said = store.receive(&[update(1, 1)], at(0)).await.unwrap_err().to_string();
    assert!(said.contains("locked by another program"), "{said}");
    other.execute("ROLLBACK").await.unwrap();
    assert_eq!(store.receive(&[update(1, 1)], at(0)).await.unwrap(), 1);
}

#[cfg(unix)]
#[tokio::test]
async fn nobody_else_reads_the_file() {
    use std::os::unix::fs::PermissionsExt;
    let database = Database::sqlite();
    drop(database.open().await);
    let path = database.url().strip_prefix("sqlite:").unwrap();
    assert_eq!(fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o600);
}
