//! Where the database is.

use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// The kinds of database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Engine {
    Sqlite,
    Postgres,
}

/// A database's address. Shown, it has no password.
#[derive(Clone, PartialEq, Eq)]
pub struct Address {
    url: String,
    engine: Engine,
}

/// A text that is no address of a database. It is not repeated: it may hold a password.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the address of a database")]
pub struct BadAddress;

impl FromStr for Address {
    type Err = BadAddress;

    /// Reads `sqlite:PATH` or `postgres://USER:PASSWORD@HOST/DATABASE`.
    fn from_str(text: &str) -> Result<Self, BadAddress> {
        let text = text.trim();
        let (scheme, rest) = text.split_once(':').ok_or(BadAddress)?;
        match scheme {
            "sqlite" => Self::sqlite(rest),
            "postgres" | "postgresql" => {
                url::Url::parse(text).ok().filter(url::Url::has_host).ok_or(BadAddress)?;
                Ok(Self { url: text.to_owned(), engine: Engine::Postgres })
            }
            _ => Err(BadAddress),
        }
    }
}

impl Address {
    /// An SQLite database in this file.
    pub fn file(path: &Path) -> Self {
        // What has a meaning in an address.
        let path = path.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23");
        Self { url: format!("sqlite:{path}?mode=rwc"), engine: Engine::Sqlite }
    }

    fn sqlite(rest: &str) -> Result<Self, BadAddress> {
        let path = rest.strip_prefix("//").unwrap_or(rest);
        // One in memory is lost with the process, which is what the store is against.
        if path.is_empty() || path.starts_with('?') || path.starts_with(":memory:") {
            return Err(BadAddress);
        }
        let mode = if path.contains('?') { "" } else { "?mode=rwc" };
        Ok(Self { url: format!("sqlite:{path}{mode}"), engine: Engine::Sqlite })
    }

    pub(super) fn engine(&self) -> Engine {
        self.engine
    }

    pub(super) fn url(&self) -> &str {
        &self.url
    }

    /// Whether several processes on several machines can share it.
    pub fn is_shared(&self) -> bool {
        self.engine == Engine::Postgres
    }

    /// The folder of the file, if the database is one: this machine alone has it.
    pub fn folder(&self) -> Option<PathBuf> {
        let path = self.path()?;
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        Some(folder.map_or_else(|| PathBuf::from("."), Path::to_path_buf))
    }

    /// The file of an SQLite database.
    pub(super) fn path(&self) -> Option<PathBuf> {
        let path = self.url.strip_prefix("sqlite:")?.split('?').next()?;
        Some(path.replace("%3f", "?").replace("%23", "#").replace("%25", "%").into())
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(path) = self.path() {
            return write!(f, "{}", path.display());
        }
        let url = url::Url::parse(&self.url).map_err(|_| fmt::Error)?;
        write!(f, "{}://{}{}", url.scheme(), url.host_str().unwrap_or_default(), url.path())
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Address({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_shown_without_its_password() {
        for (text, shown) in [
            ("sqlite:data/bot.db", "data/bot.db"),
            ("sqlite:///var/lib/bot.db?mode=rw", "/var/lib/bot.db"),
            ("postgres://ana:s3cret@db.example:5433/bot?sslmode=require", "postgres://db.example/bot"),
        ] {
            let address: Address = text.parse().unwrap();
            assert_eq!(address.to_string(), shown);
        }
        let odd = Path::new("/tmp/what?/50%#.db");
        assert_eq!(Address::file(odd).to_string(), odd.display().to_string());
    }

    #[test]
    fn what_is_no_database_is_refused() {
        for text in ["", "bot.db", "sqlite:", "sqlite::memory:", "sqlite://?x", "mysql://a/b", "postgres:bot"]
        {
            assert_eq!(text.parse::<Address>(), Err(BadAddress), "{text}");
        }
    }
}
