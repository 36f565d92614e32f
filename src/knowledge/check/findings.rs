//! The problems of one file, as they are found.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::super::json::Node;
use super::super::problem::{Problem, Severity};

/// The problems found in one file so far.
pub(super) struct Findings {
    file: PathBuf,
    problems: Vec<Problem>,
    places: HashSet<usize>,
}

impl Findings {
    pub(super) fn of(file: &Path) -> Self {
        Self { file: file.to_owned(), problems: Vec::new(), places: HashSet::new() }
    }

    /// Notes that the file cannot be used because of this value.
    pub(super) fn broken(&mut self, node: Node<'_>, what: String, hint: impl Into<String>) {
        self.add(Severity::Broken, node, what, hint.into());
    }

    /// Notes that this value must be mended.
    pub(super) fn error(&mut self, node: Node<'_>, what: String, hint: impl Into<String>) {
        self.add(Severity::Error, node, what, hint.into());
    }

    /// Notes that this value is worth a look.
    pub(super) fn warning(&mut self, node: Node<'_>, what: String, hint: impl Into<String>) {
        self.add(Severity::Warning, node, what, hint.into());
    }

    fn add(&mut self, severity: Severity, node: Node<'_>, what: String, hint: String) {
        self.places.insert(node.offset());
        self.add_at(severity, node.line(), what, hint);
    }

    /// Notes a problem that has a line but no value.
    pub(super) fn add_at(&mut self, severity: Severity, line: usize, what: String, hint: String) {
        self.problems.push(Problem { file: self.file.clone(), line: Some(line), severity, what, hint });
    }

    /// Whether something was already said about this value.
    pub(super) fn know(&self, node: Node<'_>) -> bool {
        self.places.contains(&node.offset())
    }

    /// Whether the file cannot be used.
    pub(super) fn are_broken(&self) -> bool {
        let mut severities = self.problems.iter().map(|problem| problem.severity);
        severities.any(|severity| severity == Severity::Broken)
    }

    pub(super) fn into_problems(self) -> Vec<Problem> {
        let mut problems = self.problems;
        problems.sort_by_key(|problem| problem.line);
        problems
    }
}
