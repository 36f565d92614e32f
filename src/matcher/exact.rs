//! The entries that have a wording as one of their phrasings.

use std::collections::HashMap;

use super::query::bounded;
use super::texts::EntryText;
use crate::text::exact_key;

/// The entries of each wording, by its normal form; see [`exact_key`].
pub(super) struct ExactIndex(HashMap<String, Vec<usize>>);

impl ExactIndex {
    /// Indexes all phrasings. A time or a date without its marks, `800` for `8:00`, is
    /// found too, unless it is another entry's wording; `15` for `1.5` or `1-5` is not.
    pub(super) fn new(entries: &[EntryText<'_>]) -> Self {
        let mut index = keyed(entries, exact_key);
        for (key, found) in keyed(entries, |phrasing| exact_key(&phrasing.replace([':', '/'], ""))) {
            index.entry(key).or_insert(found);
        }
        Self(index)
    }

    /// Whether an entry has this wording.
    pub(super) fn has(&self, key: &str) -> bool {
        self.0.contains_key(key)
    }

    /// The entries that have this wording.
    pub(super) fn entries(&self, key: &str) -> &[usize] {
        self.0.get(key).map_or(&[], Vec::as_slice)
    }
}

/// Which of an entry's phrasings has this wording; its question, if none quite has.
pub(super) fn phrasing(phrasings: &[String], key: &str) -> usize {
    phrasings.iter().position(|text| exact_key(&bounded(text)) == key).unwrap_or(0)
}

fn keyed(entries: &[EntryText<'_>], key: impl Fn(&str) -> String) -> HashMap<String, Vec<usize>> {
    let mut index: HashMap<String, Vec<usize>> = HashMap::new();
    for (number, entry) in entries.iter().enumerate() {
        for phrasing in &entry.phrasings {
            let found = index.entry(key(&bounded(phrasing))).or_default();
            if !found.contains(&number) {
                found.push(number);
            }
        }
    }
    index
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wording_is_found_without_its_marks_but_not_with_another_number() {
        let texts = ["Are you open at 8:00?", "What do 1.5 tonnes cost?", "What do 1-5 parcels cost?"];
        let index = ExactIndex::new(&texts.map(|text| EntryText { phrasings: vec![text], answer: "Yes." }));
        for (question, expected) in [
            ("are you open at 800", &[0][..]),
            ("are you open at 8 00", &[0]),
            ("what do 1,5 tonnes cost", &[1]),
            ("what do 15 tonnes cost", &[]),
            ("what do 15 parcels cost", &[]),
        ] {
            let key = exact_key(&bounded(question));
            assert_eq!(index.entries(&key), expected, "{question}");
            assert_eq!(index.has(&key), !expected.is_empty(), "{question}");
        }
    }
}
