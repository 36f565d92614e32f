//! What is wrong with a file, said so that its editor can mend it.

use std::fmt;
use std::path::PathBuf;

use serde::Serialize;

/// How much a problem matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The file cannot be used.
    Broken,
    /// It must be mended, though the bot can run without harm.
    Error,
    /// It is worth a look.
    Warning,
}

/// One thing that is wrong: what, where, and what to do next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// The file it is in.
    pub file: PathBuf,
    /// The line, from 1, where there is one.
    pub line: Option<usize>,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong.
    pub what: String,
    /// What to do next.
    pub hint: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file.display())?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        let mark = match self.severity {
            Severity::Warning => "warning: ",
            Severity::Broken | Severity::Error => "",
        };
        write!(f, ": {mark}{}\nhint: {}", self.what, self.hint)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_thing_place_and_next_step() {
        let mut problem = Problem {
            file: PathBuf::from("knowledge/billing.json"),
            line: Some(14),
            severity: Severity::Broken,
            what: "entry `refunds` has no answer".into(),
            hint: "add an `answer`, or delete the entry".into(),
        };
        insta::assert_snapshot!(problem, @r"
        knowledge/billing.json:14: entry `refunds` has no answer
        hint: add an `answer`, or delete the entry
        ");
        problem.severity = Severity::Warning;
        problem.line = None;
        insta::assert_snapshot!(problem, @r"
        knowledge/billing.json: warning: entry `refunds` has no answer
        hint: add an `answer`, or delete the entry
        ");
    }
}
