//! What the parts of the page are made of.

use super::super::metrics::Metrics;
use super::super::outcome::Outcome;
use crate::faq::Faq;
use crate::knowledge::{Entry, EntryRef};

/// A run of the labelled questions, as the parts of the page need it.
pub(super) struct Run<'a> {
    pub(super) faq: &'a Faq,
    pub(super) outcomes: &'a [Outcome],
    pub(super) metrics: &'a Metrics,
    /// The entries by their number.
    pub(super) entries: Vec<EntryRef<'a>>,
}

impl<'a> Run<'a> {
    /// The first entry of this id.
    pub(super) fn find(&self, id: &str) -> Option<&'a Entry> {
        self.entries.iter().map(|found| found.entry).find(|entry| entry.id.as_str() == id)
    }
}
