//! Reads and checks files of labelled questions.

use std::path::{Path, PathBuf};

use super::super::error::LoadError;
use super::super::files::{bytes_of, questions_beside};
use super::super::json::{self, Document, Node};
use super::super::problem::{Problem, Severity};
use super::super::questions::{FirstLabels, LabelledQuestions};
use super::findings::Findings;
use super::names::{excerpt, listed, nearest};
use super::reading::{Reading, document_of};
use super::structure::{Shape, check_duplicate_keys};

/// Reads a file of labelled questions, or says all that is wrong with its form.
pub(in crate::knowledge) fn read(path: &Path) -> Result<LabelledQuestions, LoadError> {
    if !path.exists() {
        return Err(LoadError::Missing(path.to_owned()));
    }
    let bytes = bytes_of(path)?;
    let mut findings = Findings::of(path);
    let document = document_of(&bytes, &mut findings);
    let read = document.and_then(|document| read_document(&document, &mut findings));
    read.ok_or_else(|| LoadError::Problems(findings.into_problems()))
}

fn read_document(document: &Document<'_>, findings: &mut Findings) -> Option<LabelledQuestions> {
    check_duplicate_keys(document.root(), findings);
    let refusal = match serde_json::from_str(document.text()) {
        Ok(questions) if !findings.are_broken() => return Some(questions),
        Ok(_) => None,
        Err(refusal) => Some(refusal),
    };
    Shape::of_questions().check(document, findings);
    if let Some(refusal) = refusal
        && !findings.are_broken()
    {
        let error = json::refused(&refusal);
        findings.add_at(Severity::Broken, error.line, error.what, error.hint);
    }
    None
}

/// Every problem of these files, each beside its article.
pub(super) fn check_all(files: &[(PathBuf, Vec<u8>)], readings: &[Reading<'_>]) -> Vec<Problem> {
    let check = |(file, bytes): &(PathBuf, Vec<u8>)| check_file(file, bytes, readings);
    files.iter().flat_map(check).collect()
}

fn check_file(file: &Path, bytes: &[u8], readings: &[Reading<'_>]) -> Vec<Problem> {
    let mut findings = Findings::of(file);
    let Some(document) = document_of(bytes, &mut findings) else {
        return findings.into_problems();
    };
    read_document(&document, &mut findings);
    let root = document.root();
    check_labels(root, &mut findings);
    let article = readings.iter().find(|reading| questions_beside(reading.file) == file);
    match article.map(Reading::root) {
        Some(Some(article)) => check_against(article, root, &mut findings),
        Some(None) => {}
        None => findings.warning(
            root,
            "there is no article beside these questions".into(),
            "call the file `<article>.questions.json`, after the article's file",
        ),
    }
    findings.into_problems()
}

/// Notes labels that contradict themselves or one another.
fn check_labels(root: Node<'_>, findings: &mut Findings) {
    let mut first_labels = FirstLabels::default();
    for question in root.list("questions") {
        let (Some(ask), Some(expect)) = (question.get("ask"), question.get("expect")) else {
            continue;
        };
        let expected = || expect.items().filter_map(Node::text);
        if let Some(kind) = question.get("kind").filter(|kind| kind.text().is_some())
            && expected().next().is_some()
        {
            let what = "a question that an entry answers has a `kind`".into();
            findings.warning(kind, what, "delete `kind`, or empty `expect`");
        }
        let text = ask.text().unwrap_or_default();
        if let Some(line) = first_labels.contradicted(ask.line(), text, expected()) {
            let what = format!("`{}` is there twice with different labels", excerpt(text));
            findings.warning(ask, what, format!("keep one; the first is in line {line}"));
        }
    }
}

/// Notes labels that do not fit the article.
fn check_against(article: Node<'_>, root: Node<'_>, findings: &mut Findings) {
    let id = article.text_of("id").unwrap_or_default();
    if let Some(node) = root.get("knowledge")
        && let Some(named) = node.text()
        && named != id
    {
        let what = format!("these questions are about `{named}`, and the article is `{id}`");
        findings.warning(node, what, format!("write `\"knowledge\": \"{id}\"`"));
    }
    let known: Vec<&str> = article.list("faq").filter_map(|entry| entry.text_of("id")).collect();
    let expected = root.list("questions").flat_map(|question| question.list("expect"));
    for node in expected {
        let Some(id) = node.text().filter(|id| !known.contains(id)) else {
            continue;
        };
        let hint = match nearest(id, known.iter().copied()) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("the entries are {}", listed(known.iter().copied())),
        };
        findings.warning(node, format!("there is no entry `{id}`"), hint);
    }
}
