//! What breaks a rule of the house, where, and what to do about it.

use std::fmt;

/// A broken rule at a place.
#[derive(Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Problem {
    /// The path of the file from the project's root.
    pub file: String,
    /// The line in it, from 1.
    pub line: usize,
    /// What is not as it has to be.
    pub what: String,
    /// What to do.
    pub hint: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}:{}: {}", self.file, self.line, self.what)?;
        writeln!(f, "hint: {}", self.hint)
    }
}
