//! A file for updates that are confirmed to Telegram before they are handled.
//!
//! It is written only when updates have to wait: for a chat that Telegram slows down, or at a
//! stop that cannot wait for them. Lines are added and never changed: an update as it came, or
//! the number of one that is handled. A file with nothing left is emptied.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::PathBuf;

use serde::Deserialize;

/// The file, if there is a place for one.
pub struct Spool {
    path: Option<PathBuf>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Line {
    Update { update_id: u32 },
    Handled { handled: u32 },
}

impl Spool {
    /// A spool in this file, which is made when it is first needed.
    pub fn at(path: PathBuf) -> Self {
        Self { path: Some(path) }
    }

    /// No spool.
    pub fn none() -> Self {
        Self { path: None }
    }

    /// The updates in it, as they came, by their number.
    pub fn read(&self) -> Vec<(u32, String)> {
        let Some(Ok(text)) = self.path.as_ref().map(fs::read_to_string) else {
            return Vec::new();
        };
        let mut updates = BTreeMap::new();
        for line in text.lines() {
            match serde_json::from_str(line) {
                Ok(Line::Update { update_id }) => drop(updates.insert(update_id, line.to_owned())),
                Ok(Line::Handled { handled }) => drop(updates.remove(&handled)),
                // Half a line, of a run that was killed while it wrote: Telegram still has it.
                Err(_) => {}
            }
        }
        updates.into_iter().collect()
    }

    /// Adds updates. Gives whether they are safe.
    pub fn add(&self, updates: &[(u32, &str)]) -> bool {
        let lines: String = updates.iter().map(|(_, raw)| format!("{}\n", raw.replace('\n', " "))).collect();
        let written = self.open().and_then(|mut file| {
            file.write_all(lines.as_bytes())?;
            file.sync_data()
        });
        if let (Err(error), Some(path)) = (&written, &self.path) {
            tracing::warn!("`{}` cannot be written: {error}", path.display());
        }
        written.is_ok()
    }

    /// Takes note that an update is handled; with `is_last`, nothing is left.
    pub fn remove(&self, id: u32, is_last: bool) {
        let noted = self.open().and_then(|mut file| match is_last {
            true => file.set_len(0),
            false => writeln!(file, "{{\"handled\":{id}}}"),
        });
        if let Err(error) = noted {
            tracing::warn!("update {id} may be answered again by the next run: {error}");
        }
    }

    fn open(&self) -> io::Result<File> {
        let path = self.path.as_ref().ok_or(io::ErrorKind::NotFound)?;
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        OpenOptions::new().create(true).append(true).open(path)
    }
}
