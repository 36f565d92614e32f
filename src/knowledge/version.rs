//! Which version of an answer somebody was given, and what has been revised since.

use chrono::NaiveDate;
use xxhash_rust::xxh3::xxh3_64;

use super::{Entry, EntryRef, Revision};

/// A version of an answer, in one language: hashes of its words, and of the revisions that it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Version {
    /// Of the answer's words.
    pub answer: i64,
    /// Of its language, and of its revisions as far as it has them.
    pub revisions: i64,
}

impl EntryRef<'_> {
    /// The version that readers are given at present.
    pub fn version(&self) -> Version {
        let answer = hash(&self.entry.answer);
        let revisions = self.histories().last().unwrap_or_default();
        Version { answer, revisions }
    }

    /// The hash of the revisions at each time: of none, of the first, of the first two.
    fn histories(&self) -> impl Iterator<Item = i64> {
        let mut history = format!("{:?}", self.article.language);
        let none = hash(&history);
        let later = self.entry.revisions.iter().map(move |revision| {
            history += &format!("{:?}", (revision.on, revision.kind, &revision.note));
            hash(&history)
        });
        std::iter::once(none).chain(later)
    }
}

impl<'a> EntryRef<'a> {
    /// The revisions that this version of the answer, which somebody was given, did not have: none if
    /// the answer is the same. Nothing if the version is none of this entry's in this language, as when
    /// an editor has changed what was said of earlier revisions.
    pub fn revised_since(&self, given: Version) -> Option<&'a [Revision]> {
        let known = self.histories().position(|history| history == given.revisions)?;
        if given.answer == hash(&self.entry.answer) {
            return Some(&[]);
        }
        Some(&self.entry.revisions[known..])
    }
}

impl Entry {
    /// Whether the answer holds no longer on this day.
    pub fn is_withdrawn(&self, today: NaiveDate) -> bool {
        self.valid_until.is_some_and(|last| last < today)
    }

    /// Whether the editor wanted to have looked at it again by this day.
    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        self.review_by.is_some_and(|by| by < today)
    }
}

/// A hash as rows have it; 0 is none.
fn hash(text: &str) -> i64 {
    i64::from_ne_bytes(xxh3_64(text.as_bytes()).to_ne_bytes()) | 1
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::knowledge::{Article, Knowledge};

    fn knowledge(answer: &str, notes: &[&str], language: &str) -> Knowledge {
        let revisions: Vec<_> = notes
            .iter()
            .map(|note| json!({ "on": "2024-03-05", "kind": "correction", "note": note }))
            .collect();
        let article: Article = serde_json::from_value(json!({
            "format": 1, "id": "harbour", "title": "T", "published": "2024-03-01", "language": language, "summary": "S",
            "sources": [{ "title": "Port", "url": "https://port.example/" }],
            "faq": [{ "id": "when", "question": "When?", "answer": answer, "revisions": revisions }]
        }))
        .unwrap();
        Knowledge::new(vec![article])
    }

    fn since(from: &Knowledge, to: &Knowledge) -> Option<Vec<String>> {
        let given = from.entries().next().unwrap().version();
        let revised = to.entries().next().unwrap().revised_since(given)?;
        Some(revised.iter().map(|revision| revision.note.clone()).collect())
    }

    #[test]
    fn what_was_revised_since_is_known_from_two_numbers() {
        let first = knowledge("In May.", &[], "en");
        let silent = knowledge("In may.", &[], "en");
        let second = knowledge("In April.", &["not in May"], "en");
        let third = knowledge("In June.", &["not in May", "not in April"], "en");
        assert_eq!(since(&first, &first), Some(vec![]));
        assert_eq!(since(&first, &silent), Some(vec![]));
        assert_eq!(since(&first, &second), Some(vec!["not in May".to_owned()]));
        assert_eq!(since(&silent, &third), Some(vec!["not in May".to_owned(), "not in April".to_owned()]));
        assert_eq!(since(&second, &third), Some(vec!["not in April".to_owned()]));
        // A revision is of use to nobody who was told the same.
        assert_eq!(since(&first, &knowledge("In May.", &["a typo"], "en")), Some(vec![]));
        assert_eq!(since(&second, &knowledge("In June.", &["another past"], "en")), None);
        assert_eq!(since(&first, &knowledge("Im April.", &["x"], "de")), None);
    }

    #[test]
    fn days_are_over_when_they_are_over() {
        let mut entry = knowledge("A.", &[], "en").entries().next().unwrap().entry.clone();
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        assert!(!entry.is_withdrawn(day("2999-01-01")) && !entry.is_overdue(day("2999-01-01")));
        entry.valid_until = Some(day("2024-03-10"));
        entry.review_by = Some(day("2024-03-10"));
        assert!(!entry.is_withdrawn(day("2024-03-10")) && entry.is_withdrawn(day("2024-03-11")));
        assert!(!entry.is_overdue(day("2024-03-10")) && entry.is_overdue(day("2024-03-11")));
    }
}
