//! What is not on every machine. A test that needs such a thing and does not find it says so: none passes
//! in silence.

#![allow(dead_code, reason = "the suite and the unit tests each use only a part of it")]

use std::env;
use std::fmt::Display;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::thread;

/// Something that a test needs besides a Rust toolchain.
pub struct Need {
    /// What it is.
    what: &'static str,
    /// How somebody gets it.
    how: &'static str,
    /// The environment variable that demands it: with it, a test that does not find it fails.
    demand: &'static str,
}

/// A database server whose databases tests may use.
pub const POSTGRES: Need = Need {
    what: "a PostgreSQL server",
    how: "start one at 127.0.0.1:5432 that lets in the user postgres, or name another in TEST_POSTGRES",
    demand: "NEEDS_POSTGRES",
};

/// The folder with the public question sets.
pub const QUESTION_SETS: Need = Need {
    what: "the folder of public question sets",
    how: "put them into ../shared/eval, each as <set>/{knowledge,questions}.json",
    demand: "NEEDS_QUESTION_SETS",
};

/// The text that the shipped article was made of.
pub const ARTICLE_TEXT: Need = Need {
    what: "the text of the shipped article",
    how: "put it at ../shared/article/china-defence-minister-visit.txt",
    demand: "NEEDS_ARTICLE_TEXT",
};

impl Need {
    /// The thing, if it was found. Otherwise the test that looked for it is said to be skipped.
    ///
    /// # Panics
    /// When it was not found and the environment demands it.
    #[track_caller]
    pub fn found<T>(&self, looked: Result<T, impl Display>) -> Option<T> {
        let error = match looked {
            Ok(thing) => return Some(thing),
            Err(error) => error,
        };
        let (Self { what, how, demand }, test) = (self, thread::current());
        let told = format!("{what} is not there ({how}): {error}");
        assert!(env::var_os(demand).is_none(), "{demand} is set, and {told}");
        say(&format!("skipped: {told}; this is for {}\n", test.name().unwrap_or("a test")));
        None
    }

    /// The file or folder at this path, counted from the repository's root.
    #[track_caller]
    pub fn at(&self, path: &str) -> Option<PathBuf> {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
        self.found(fs::metadata(&path).map(|_| path))
    }
}

/// Says it past the test harness, which keeps to itself what a test that passes prints.
fn say(line: &str) {
    // Whoever has closed stderr does not want to know.
    let _ = io::stderr().write_all(line.as_bytes());
    if let Some(mut shown) = stderr_of_nextest() {
        let _ = shown.write_all(line.as_bytes());
    }
}

/// Where nextest itself writes, which runs each test as a process, and shows nothing of what one that
/// passes has written. A file is left alone: nextest goes on writing there at a place of its own.
#[cfg(unix)]
fn stderr_of_nextest() -> Option<fs::File> {
    env::var_os("NEXTEST")?;
    let runner = format!("/proc/{}/fd/2", std::os::unix::process::parent_id());
    let shown = fs::OpenOptions::new().append(true).open(runner).ok()?;
    (!shown.metadata().ok()?.is_file()).then_some(shown)
}

#[cfg(not(unix))]
fn stderr_of_nextest() -> Option<fs::File> {
    None
}
