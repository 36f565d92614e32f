//! Databases of a test's own, one of each kind.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use attache::store::{Address, Store};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, Connection, PgConnection, Row, SqliteConnection};
use tokio::runtime::Runtime;

use crate::gate::Gate;
use crate::needs;

/// The server whose databases tests may use, as a user who may make schemas there.
const SERVER: &str = "postgres://postgres@127.0.0.1:5432/postgres";

/// A database with nothing in it, which goes when it is dropped.
pub struct Database {
    url: String,
    _folder: Option<tempfile::TempDir>,
    schema: Option<String>,
}

impl Database {
    /// An SQLite database.
    pub fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("bot.db").display());
        Self { url, _folder: Some(folder), schema: None }
    }

    /// A schema on the PostgreSQL server, if there is one.
    pub fn postgres() -> Option<Self> {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let schema = format!("attache_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let made =
            tell(&[format!("DROP SCHEMA IF EXISTS {schema} CASCADE"), format!("CREATE SCHEMA {schema}")]);
        needs::POSTGRES.found(made)?;
        // A server writes for all tests at once. None of them takes its power away, so that none waits for its disk.
        let url = format!("{}?options[search_path]={schema}&options[synchronous_commit]=off", server());
        Some(Self { url, _folder: None, schema: Some(schema) })
    }

    /// Another of the same kind.
    pub fn another(&self) -> Self {
        if self.is_shared() { Self::postgres().expect("the server was there before") } else { Self::sqlite() }
    }

    /// One of each kind that there is.
    pub fn each() -> Vec<Self> {
        std::iter::once(Self::sqlite()).chain(Self::postgres()).collect()
    }

    /// For `DATABASE_URL`.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// All rows of all tables, as text.
    pub fn dump(&self) -> String {
        match &self.schema {
            Some(schema) => dump_of_schema(schema),
            None => dump_of_file(Path::new(self.url.strip_prefix("sqlite:").unwrap())),
        }
    }

    /// The same through a gate.
    pub fn url_through(&self, gate: &Gate) -> String {
        let mut url = url::Url::parse(&self.url).unwrap();
        url.set_port(Some(gate.port())).unwrap();
        url.set_host(Some("127.0.0.1")).unwrap();
        url.into()
    }

    /// A gate before the server.
    pub fn gate(&self) -> Gate {
        let url = url::Url::parse(&self.url).unwrap();
        Gate::before(format!("{}:{}", url.host_str().unwrap(), url.port().unwrap_or(5432)))
    }

    /// Whether it is the one of the two that several machines can share.
    pub fn is_shared(&self) -> bool {
        self.schema.is_some()
    }

    /// A process's view of it.
    pub async fn open(&self) -> Store {
        let address: Address = self.url.parse().unwrap();
        Store::open(&address).await.unwrap()
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        if let Some(schema) = &self.schema {
            // A schema that stays is only untidy.
            let _ = tell(&[format!("DROP SCHEMA {schema} CASCADE")]);
        }
    }
}

/// Runs a test on a database of each kind.
pub fn on_each<F: Future<Output = ()>>(test: impl Fn(Arc<Database>) -> F) {
    for database in Database::each() {
        Runtime::new().unwrap().block_on(test(Arc::new(database)));
    }
}

fn server() -> String {
    std::env::var("TEST_POSTGRES").unwrap_or_else(|_| SERVER.to_owned())
}

/// Runs statements on a thread of its own, since a test may be inside a runtime.
fn tell(statements: &[String]) -> Result<(), sqlx::Error> {
    let told = |statements: Vec<String>| {
        Runtime::new().unwrap().block_on(async move {
            let mut connection = PgConnection::connect(&server()).await?;
            for statement in statements {
                sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut connection).await?;
            }
            connection.close().await
        })
    };
    let statements = statements.to_vec();
    std::thread::spawn(move || told(statements)).join().unwrap()
}

/// What an SQLite file gives for a query: each row's first column as text.
pub fn query(file: &Path, sql: &str) -> Vec<String> {
    let rows = on_file(file, async |connection| {
        sqlx::query(AssertSqlSafe(sql.to_owned())).fetch_all(connection).await.unwrap()
    });
    let text = |row: &sqlx::sqlite::SqliteRow| {
        let number = row.try_get_unchecked::<i64, _>(0).map(|number| number.to_string());
        let text = row.try_get_unchecked::<String, _>(0);
        text.or(number).unwrap()
    };
    rows.iter().map(text).collect()
}

/// Changes something in an SQLite file behind a bot's back.
pub fn execute(file: &Path, sql: &str) {
    on_file(file, async |connection| {
        sqlx::query(AssertSqlSafe(sql.to_owned())).execute(connection).await.unwrap()
    });
}

fn on_file<T>(file: &Path, work: impl AsyncFnOnce(&mut SqliteConnection) -> T) -> T {
    Runtime::new().unwrap().block_on(async {
        let options = SqliteConnectOptions::new().filename(file).busy_timeout(Duration::from_secs(5));
        let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
        let done = work(&mut connection).await;
        connection.close().await.unwrap();
        done
    })
}

fn dump_of_file(file: &Path) -> String {
    let tables = query(file, "SELECT name FROM sqlite_master WHERE type = 'table'");
    let rows = tables.iter().flat_map(|table| {
        let columns = query(file, &format!("SELECT name FROM pragma_table_info('{table}')"));
        let columns: Vec<String> = columns.iter().map(|name| format!("COALESCE({name}, '')")).collect();
        query(file, &format!("SELECT '{table}|' || {} FROM {table}", columns.join(" || '|' || ")))
    });
    rows.collect::<Vec<_>>().join("\n")
}

fn dump_of_schema(schema: &str) -> String {
    Runtime::new().unwrap().block_on(async {
        let mut connection = PgConnection::connect(&server()).await.unwrap();
        let tables =
            format!("SELECT table_name::text FROM information_schema.tables WHERE table_schema = '{schema}'");
        let tables: Vec<String> =
            sqlx::query_scalar(AssertSqlSafe(tables)).fetch_all(&mut connection).await.unwrap();
        let mut dump = Vec::new();
        for table in tables {
            let rows = format!("SELECT '{table}|' || row::text FROM {schema}.{table} row");
            let rows: Vec<String> =
                sqlx::query_scalar(AssertSqlSafe(rows)).fetch_all(&mut connection).await.unwrap();
            dump.extend(rows);
        }
        dump.join("\n")
    })
}
