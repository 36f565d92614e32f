//! A database that cannot be used is told, with what to do.

use std::fs;
use std::path::Path;

use attache::store::{Address, Store};
use insta::assert_snapshot;
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
    fs::create_dir(folder.path().join("folder.db")).unwrap();
    let mut said = Vec::new();
    for url in [
        at("text.db"),
        at("none.db?mode=rw"),
        at("folder.db"),
        "postgres://ana:s3cret@127.0.0.1:1/bot".to_owned(),
    ] {
        said.push(refused(&url).await.replace(folder.path().to_str().unwrap(), "…"));
    }
    assert_snapshot!(said.join("\n"), @"
    the database `…/text.db` cannot be opened: the file is no SQLite database, or damaged
    hint: move the file away; attache makes another
    the database `…/none.db` cannot be opened: there is no such file that can be opened
    hint: check the path in DATABASE_URL, and who may write there
    the database `…/folder.db` cannot be opened: Is a directory (os error 21)
    hint: check DATABASE_URL, and who may write there
    the database `postgres://127.0.0.1/bot` cannot be opened: Connection refused (os error 111)
    hint: check that it runs and can be reached, and DATABASE_URL
    ");
}

#[test]
fn a_missing_database_on_the_server_is_told() {
    let Some(database) = Database::postgres() else { return };
    let (url, _) = database.url().split_once("/postgres?").unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let said = runtime.block_on(refused(&format!("{url}/attache_none")));
    let server = url::Url::parse(url).unwrap();
    assert_snapshot!(said.replace(server.host_str().unwrap(), "host"), @"
    the database `postgres://host/attache_none` cannot be opened: there is no such database
    hint: make it with `createdb`, or check DATABASE_URL
    ");
}

/// What is said of an SQLite database, without the folder that it is in.
fn without_folder(said: &str, database: &Database) -> String {
    let file = Path::new(database.url().strip_prefix("sqlite:").unwrap());
    said.replace(&format!("{}/", file.parent().unwrap().display()), "")
}

#[tokio::test]
async fn a_read_only_file_is_told() {
    let database = Database::sqlite();
    drop(database.open().await);
    let said = refused(&format!("{}?mode=ro", database.url())).await;
    assert_snapshot!(without_folder(&said, &database), @"
    the database `bot.db` cannot be opened: it is read-only
    hint: let attache write to the file and to its folder
    ");
}

#[tokio::test]
async fn a_file_that_is_locked_is_told_and_used_once_it_is_free() {
    let database = Database::sqlite();
    let store = database.open().await;
    let mut other = SqliteConnection::connect(database.url()).await.unwrap();
    other.execute("BEGIN EXCLUSIVE").await.unwrap();
    let said = store.receive(&[update(1, 1)], at(0)).await.unwrap_err().to_string();
    assert_snapshot!(without_folder(&said, &database), @"the database `bot.db` fails: it is locked by another program; end the program that has it open");
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
