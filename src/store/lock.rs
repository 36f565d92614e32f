//! The file of an SQLite database: made for nobody else to read, and locked as long as a process has it.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::path::Path;
use std::time::Duration;

use tokio::time::sleep;

use super::address::Address;
use super::error::StoreError;

/// How soon to see whether a lock is free.
const LOOK_AGAIN: Duration = Duration::from_millis(10);

/// Makes the file, which nobody else may read, and locks another beside it. Gives that, and
/// whether no other process has the database open; nothing for PostgreSQL.
pub(super) fn prepare(address: &Address) -> Result<Option<(File, bool)>, StoreError> {
    let Some(path) = address.path() else { return Ok(None) };
    let failed = |reason: std::io::Error| StoreError::unusable(address, &reason.to_string());
    if address.url().contains("mode=rwc") {
        fs::create_dir_all(path.parent().unwrap_or(Path::new("."))).map_err(failed)?;
        private(&path).map_err(failed)?;
    }
    // Where no lock can be had, others are found to have ended a little later.
    let Ok(lock) = private(&path.with_added_extension("lock")) else { return Ok(None) };
    match lock.try_lock() {
        Ok(()) => Ok(Some((lock, true))),
        Err(TryLockError::WouldBlock) => Ok(Some((lock, false))),
        Err(TryLockError::Error(_)) => Ok(None),
    }
}

/// Makes the lock one that all processes at the database have. Who is at its start has it alone
/// for a moment.
pub(super) async fn share(lock: &File) {
    // The system may keep it locked for a while, but never the thread: others work on it.
    let _ = lock.unlock();
    while let Err(TryLockError::WouldBlock) = lock.try_lock_shared() {
        sleep(LOOK_AGAIN).await;
    }
}

fn private(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}
