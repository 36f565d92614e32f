//! One article's file on its way to being an article.

use std::path::Path;

use chrono::NaiveDate;

use super::super::article::Article;
use super::super::entries::EntryRef;
use super::super::files::text_of;
use super::super::json::{self, Document, Node};
use super::super::problem::{Problem, Severity};
use super::findings::Findings;
use super::names::member;
use super::structure::{Shape, check_duplicate_keys};
use super::{advice, guard, phrasing};

/// A file with what was read of it and what is wrong with it.
pub(in crate::knowledge) struct Reading<'t> {
    pub(super) file: &'t Path,
    pub(super) document: Option<Document<'t>>,
    pub(super) article: Option<Article>,
    pub(super) findings: Findings,
    compared: bool,
}

impl<'t> Reading<'t> {
    /// Reads a file, and finds all that makes it unusable.
    pub(in crate::knowledge) fn of(file: &'t Path, bytes: &'t [u8]) -> Self {
        let mut findings = Findings::of(file);
        let document = document_of(bytes, &mut findings);
        let mut reading = Self { file, document, article: None, findings, compared: false };
        reading.read_article();
        reading
    }

    fn read_article(&mut self) {
        let Some(document) = &self.document else {
            return;
        };
        guard::check(document.root(), &mut self.findings);
        let refusal = match serde_json::from_str(document.text()) {
            Ok(article) => {
                self.article = Some(article);
                return;
            }
            Err(refusal) => refusal,
        };
        self.compare_with(&Shape::of_article());
        if !self.findings.are_broken() {
            let error = json::refused(&refusal);
            let broken = Severity::Broken;
            self.findings.add_at(broken, error.line, error.what, error.hint);
        }
    }

    /// Compares the file with the schema, once.
    pub(super) fn compare_with(&mut self, shape: &Shape) {
        let Some(document) = &self.document else {
            return;
        };
        if std::mem::replace(&mut self.compared, true) {
            return;
        }
        check_duplicate_keys(document.root(), &mut self.findings);
        shape.check(document, &mut self.findings);
    }

    /// Finds what is doubtful today.
    pub(super) fn advise(&mut self, today: NaiveDate) {
        let Some(document) = &self.document else {
            return;
        };
        advice::check(document.root(), today, &mut self.findings);
        phrasing::check_repeats(document.root(), &mut self.findings);
        phrasing::check_out_of_scope(document.root(), &mut self.findings);
    }

    /// Finds replies that are longer than the limit.
    pub(super) fn check_lengths(&mut self, limit: usize, reply_length: &dyn Fn(EntryRef<'_>) -> usize) {
        let (Some(document), Some(article)) = (&self.document, &self.article) else {
            return;
        };
        for (index, node) in document.root().list("faq").enumerate() {
            let Some(entry) = article.faq.get(index) else {
                return;
            };
            let length = reply_length(EntryRef { article, entry });
            if length > limit {
                too_long(node, index, (length, limit), &mut self.findings);
            }
        }
    }

    /// The outermost value, if the file is JSON at all.
    pub(super) fn root(&self) -> Option<Node<'_>> {
        self.document.as_ref().map(Document::root)
    }

    /// The article, if the file reads as one, and the problems.
    pub(in crate::knowledge) fn into_parts(self) -> (Option<Article>, Vec<Problem>) {
        (self.article, self.findings.into_problems())
    }
}

/// The file as JSON with places, unless it is none.
pub(super) fn document_of<'t>(bytes: &'t [u8], findings: &mut Findings) -> Option<Document<'t>> {
    let broken = Severity::Broken;
    let text = match text_of(bytes) {
        Ok(text) => text,
        Err(line) => {
            let what = "these bytes are no UTF-8 text".into();
            let hint = "save the file as UTF-8".into();
            findings.add_at(broken, line, what, hint);
            return None;
        }
    };
    Document::parse(text).map_err(|error| findings.add_at(broken, error.line, error.what, error.hint)).ok()
}

/// An error rather than a breakage: loading renders nothing, so it could not refuse this.
fn too_long(entry: Node<'_>, index: usize, (length, limit): (usize, usize), findings: &mut Findings) {
    let name = member("entry", entry, index);
    findings.error(
        entry.get("answer").unwrap_or(entry),
        format!("the reply of {name} has {length} characters, and Telegram takes {limit}"),
        "shorten the answer, or make two entries of it",
    );
}
