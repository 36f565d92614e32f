//! The database as one process sees it: opened, worked at, closed.

use std::fs::File;
use std::str::FromStr;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use sqlx::{Any, AnyConnection, AnyPool, Connection, Executor, Transaction};

use super::address::{Address, Engine};
use super::error::StoreError;
use super::values::any_number;
use super::{lock, tables};

/// How long a statement waits for another process that writes. SQLite gives one writer at a time.
const BUSY: &str = "PRAGMA busy_timeout = 3000";

/// When PostgreSQL gives up a transaction that has gone silent. A process that was cut off in the
/// middle of one holds its rows until then, and the others wait for these.
const CUT_OFF: &str = "SET idle_in_transaction_session_timeout = '3s'";

/// How long an operation may take. A database that takes longer is taken for gone, before the
/// lease is.
const PATIENCE: Duration = Duration::from_secs(5);

/// How long each step of the opening may take: another process may be making the tables.
const PATIENCE_AT_OPENING: Duration = Duration::from_secs(20);

/// How many connections a process has to PostgreSQL. Writes are gathered, so few are busy at once.
const CONNECTIONS: u32 = 4;

/// How many connections read SQLite beside the one that writes.
const READERS: u32 = 2;

/// How many pages of SQLite's log may wait to be moved into the file before a writer does it, 64 MB.
/// That takes a while, in which nobody is answered, so it is otherwise done beside the writing.
const LONGEST_LOG: &str = "PRAGMA wal_autocheckpoint = 16000";

/// The database, as one process sees it.
pub struct Store {
    pub(super) pool: AnyPool,
    /// A way to SQLite beside the only writer.
    beside: Option<AnyPool>,
    pub(super) engine: Engine,
    address: Address,
    /// This process, in the rows that it holds.
    pub(super) worker: i64,
    /// Whether there may be updates with which a process has died.
    pub(super) has_suspects: AtomicBool,
    /// Held as long as the process lives, so that the next one knows whether it is alone.
    lock: Option<File>,
}

/// How much is there, by what has become of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Backlog {
    /// Updates that are not handled.
    pub waiting: i64,
    /// Updates that failed too often.
    pub set_aside: i64,
    /// Calls that are not made.
    pub unsent: i64,
}

impl Store {
    /// Opens the database, making the file and the tables that are missing.
    ///
    /// # Errors
    /// When it cannot be used, with what to do about it.
    pub async fn open(address: &Address) -> Result<Self, StoreError> {
        sqlx::any::install_default_drivers();
        let engine = address.engine();
        let failed = |error| StoreError::opening(address, error);
        let lock = lock::prepare(address)?;
        let is_alone = matches!(lock, Some((_, true)));
        let lock = lock.map(|(file, _)| file);
        if let (Some(file), false) = (&lock, is_alone) {
            lock::share(file).await;
        }
        // A pool that finds no way hides why.
        within(PATIENCE_AT_OPENING, first_connection(address)).await.map_err(failed)?;
        let pool = AnyPoolOptions::new()
            .max_connections(if engine == Engine::Sqlite { 1 } else { CONNECTIONS })
            .acquire_timeout(PATIENCE)
            .after_connect(move |connection, _| Box::pin(prepare(engine, connection)))
            .connect(address.url());
        let pool = within(PATIENCE_AT_OPENING, pool).await.map_err(failed)?;
        let migrated = async { tables::migrator().run(&pool).await.map_err(Into::into) };
        within(PATIENCE_AT_OPENING, migrated).await.map_err(failed)?;
        let options = AnyConnectOptions::from_str(address.url()).map_err(failed)?;
        let beside = AnyPoolOptions::new()
            .max_connections(READERS)
            .acquire_timeout(PATIENCE)
            .after_connect(|connection, _| Box::pin(async move { connection.execute(BUSY).await.map(drop) }))
            .connect_lazy_with(options);
        let beside = Some(beside).filter(|_| engine == Engine::Sqlite);
        let store = Self {
            pool,
            beside,
            engine,
            address: address.clone(),
            worker: any_number(),
            has_suspects: AtomicBool::new(true),
            lock,
        };
        if let (Some(file), true) = (&store.lock, is_alone) {
            store.forget_workers().await.map_err(StoreError::at_opening)?;
            lock::share(file).await;
        }
        Ok(store)
    }

    /// Makes sure that the database is this bot's.
    ///
    /// # Errors
    /// When it is another's, whose updates have numbers of their own.
    pub async fn belong_to(&self, bot: i64) -> Result<(), StoreError> {
        let owner = self.run(async {
            let mut tx = self.pool.begin().await?;
            let insert =
                "INSERT INTO bot (id) SELECT CAST($1 AS BIGINT) WHERE NOT EXISTS (SELECT 1 FROM bot)";
            sqlx::query(insert).bind(bot).execute(&mut *tx).await?;
            let owner: i64 = sqlx::query_scalar("SELECT MIN(id) FROM bot").fetch_one(&mut *tx).await?;
            tx.commit().await?;
            Ok(owner)
        });
        if owner.await? == bot { Ok(()) } else { Err(StoreError::AnotherBots(self.address.to_string())) }
    }

    /// How much is there. It counts beside the writing, which has not to wait for it.
    ///
    /// # Errors
    /// When the database does not say.
    pub async fn backlog(&self) -> Result<Backlog, StoreError> {
        let sql = "SELECT (SELECT COUNT(*) FROM inbox WHERE state = 0), \
                   (SELECT COUNT(*) FROM inbox WHERE state = 2), (SELECT COUNT(*) FROM outbox)";
        let pool = self.beside.as_ref().unwrap_or(&self.pool);
        let counts = self.run(async { sqlx::query_as(sql).fetch_one(pool).await });
        let (waiting, set_aside, unsent) = counts.await?;
        Ok(Backlog { waiting, set_aside, unsent })
    }

    /// Moves what SQLite has written into its file, which it puts off until then. Nobody waits for
    /// it.
    ///
    /// # Errors
    /// When it cannot be done at this moment.
    pub async fn tidy(&self) -> Result<(), StoreError> {
        let Some(pool) = &self.beside else { return Ok(()) };
        self.run(async { pool.execute("PRAGMA wal_checkpoint(PASSIVE)").await.map(drop) }).await
    }

    /// Overwrites what is left of deleted rows in SQLite's log.
    ///
    /// # Errors
    /// When it cannot be done at this moment.
    pub async fn erase(&self) -> Result<(), StoreError> {
        if self.engine != Engine::Sqlite {
            return Ok(());
        }
        self.run(async { self.pool.execute("PRAGMA wal_checkpoint(TRUNCATE)").await.map(drop) }).await
    }

    /// Closes all connections.
    pub async fn close(&self) {
        let closing = async {
            if let Some(beside) = &self.beside {
                beside.close().await;
            }
            self.pool.close().await;
        };
        // A database that is gone is not waited for.
        let _ = tokio::time::timeout(PATIENCE, closing).await;
    }

    /// Runs an operation within [`PATIENCE`].
    pub(super) async fn run<T>(
        &self,
        work: impl Future<Output = Result<T, sqlx::Error>>,
    ) -> Result<T, StoreError> {
        within(PATIENCE, work).await.map_err(|error| StoreError::using(&self.address, error))
    }

    /// Where to read what has been committed, while somebody writes.
    pub(super) fn reading(&self) -> &AnyPool {
        self.beside.as_ref().unwrap_or(&self.pool)
    }

    /// Begins a transaction. Its first statement has to write: SQLite refuses a reader that wants
    /// to write after somebody else has.
    pub(super) async fn begin(&self) -> Result<Transaction<'static, Any>, sqlx::Error> {
        self.pool.begin().await
    }
}

async fn within<T>(
    time: Duration,
    work: impl Future<Output = Result<T, sqlx::Error>>,
) -> Result<T, sqlx::Error> {
    tokio::time::timeout(time, work).await.unwrap_or(Err(sqlx::Error::PoolTimedOut))
}

async fn first_connection(address: &Address) -> Result<(), sqlx::Error> {
    let mut connection = AnyConnection::connect(address.url()).await?;
    prepare(address.engine(), &mut connection).await?;
    connection.close().await
}

async fn prepare(engine: Engine, connection: &mut AnyConnection) -> Result<(), sqlx::Error> {
    if engine == Engine::Sqlite {
        connection.execute(BUSY).await?;
        connection.execute("PRAGMA journal_mode = WAL").await?;
        // Enough against a kill; what has to survive a power cut asks for more.
        connection.execute("PRAGMA synchronous = NORMAL").await?;
        connection.execute(LONGEST_LOG).await?;
        // What is deleted is gone: readers wrote it.
        connection.execute("PRAGMA secure_delete = ON").await?;
    } else {
        connection.execute(CUT_OFF).await?;
    }
    Ok(())
}
