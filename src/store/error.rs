//! Why the database cannot be used, with what to do about it.

use sqlx::Error;
use sqlx::migrate::MigrateError;

use super::address::{Address, Engine};

/// Why the database cannot be used. No error holds its password, or what is in a row.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// It cannot be opened.
    #[error("the database `{0}` cannot be opened: {1}\nhint: {2}")]
    Opening(String, String, &'static str),
    /// It could, but an operation failed.
    #[error("the database `{0}` fails: {1}; {2}")]
    Using(String, String, &'static str),
    /// Another bot keeps its updates there.
    #[error(
        "the database `{0}` is another bot's\n\
         hint: give each bot a DATABASE_URL of its own; unset, each has a file of its own"
    )]
    AnotherBots(String),
}

impl StoreError {
    pub(super) fn opening(address: &Address, error: Error) -> Self {
        let (reason, hint) = explained(address, &error);
        Self::Opening(address.to_string(), reason, hint)
    }

    pub(super) fn using(address: &Address, error: Error) -> Self {
        let (reason, hint) = explained(address, &error);
        Self::Using(address.to_string(), reason, hint)
    }

    /// The same at the opening.
    pub(super) fn at_opening(self) -> Self {
        match self {
            Self::Using(address, reason, hint) => Self::Opening(address, reason, hint),
            other => other,
        }
    }

    pub(super) fn unusable(address: &Address, reason: &str) -> Self {
        Self::Opening(address.to_string(), reason.to_owned(), "check DATABASE_URL, and who may write there")
    }
}

/// The reason in a line, and what to do.
fn explained(address: &Address, error: &Error) -> (String, &'static str) {
    if let Error::Migrate(reason) = error
        && let MigrateError::Execute(reason) | MigrateError::ExecuteMigration(reason, _) = &**reason
    {
        return explained(address, reason);
    }
    let code = error.as_database_error().and_then(|error| error.code()).unwrap_or_default();
    let known = match address.engine() {
        Engine::Sqlite => sqlite(&code),
        Engine::Postgres => postgres(&code),
    };
    if let Some((reason, hint)) = known {
        return (reason.to_owned(), hint);
    }
    match error {
        Error::PoolTimedOut => ("it does not answer".into(), "check that it runs and can be reached"),
        Error::Io(reason) => (reason.to_string(), "check that it runs and can be reached, and DATABASE_URL"),
        Error::Migrate(reason) => {
            (reason.to_string(), "it may be a newer version's; run that, or use another database")
        }
        other => (other.to_string().replace('\n', " "), "check DATABASE_URL"),
    }
}

/// By the primary result code (sqlite.org/rescode.html), the lowest byte of the extended one.
fn sqlite(code: &str) -> Option<(&'static str, &'static str)> {
    Some(match code.parse::<u32>().ok()? & 0xff {
        5 | 6 => ("it is locked by another program", "end the program that has it open"),
        8 => ("it is read-only", "let attache write to the file and to its folder"),
        10 => ("the disk fails", "check the disk, and whether it is full"),
        11 | 26 => {
            ("the file is no SQLite database, or damaged", "move the file away; attache makes another")
        }
        13 => ("the disk is full", "make room; attache goes on by itself"),
        14 => (
            "there is no such file that can be opened",
            "check the path in DATABASE_URL, and who may write there",
        ),
        _ => return None,
    })
}

/// By SQLSTATE (PostgreSQL's manual, appendix A).
fn postgres(code: &str) -> Option<(&'static str, &'static str)> {
    Some(match code {
        "3D000" => ("there is no such database", "make it with `createdb`, or check DATABASE_URL"),
        "28P01" | "28000" => ("user and password are not accepted", "check DATABASE_URL"),
        "42501" => ("this user may not make or use tables there", "grant the user CREATE on the schema"),
        "25006" => ("it is read-only", "connect to the primary server"),
        "53100" => ("its disk is full", "make room there; attache goes on by itself"),
        "53300" => ("it has no connection left", "raise max_connections there"),
        "57P01" | "57P02" | "57P03" => ("it is starting or stopping", "wait; attache goes on by itself"),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_told_in_words() {
        assert_eq!(sqlite("2067"), None);
        for (code, reason) in
            [("5", "locked"), ("517", "locked"), ("8", "read-only"), ("1032", "read-only"), ("13", "full")]
        {
            assert!(sqlite(code).unwrap().0.contains(reason), "{code}");
        }
        assert!(postgres("3D000").unwrap().1.contains("createdb"));
    }
}
