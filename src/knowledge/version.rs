//! Which version of an answer somebody was given, and what has been revised since.

use chrono::NaiveDate;

use super::article::{Entry, Revision, RevisionKind};
use super::entries::EntryRef;
use crate::text::hash;

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
        let revisions = self.histories(Form::Fields).last().unwrap_or_default();
        Version { answer, revisions }
    }

    /// The hash of the revisions at each time: of none, of the first, of the first two.
    fn histories(&self, form: Form) -> impl Iterator<Item = i64> {
        let mut history = form.language(&self.article.language);
        let none = hash(&history);
        let later = self.entry.revisions.iter().map(move |revision| {
            history += &form.revision(revision);
            hash(&history)
        });
        std::iter::once(none).chain(later)
    }
}

/// How a history is written down before it is hashed.
#[derive(Clone, Copy)]
enum Form {
    /// Each field behind its length in bytes.
    Fields,
    /// As Rust prints values for debugging. Receipts of version 0.1.0 have hashes of this form. It
    /// serves only to recognise them, and can go when none is left: `RECEIPT_DAYS` after an update.
    Printed,
}

impl Form {
    fn language(self, language: &str) -> String {
        match self {
            Self::Fields => field(language),
            Self::Printed => printed(language),
        }
    }

    fn revision(self, Revision { on, kind, note }: &Revision) -> String {
        match self {
            Self::Fields => field(&on.to_string()) + &field(kind.as_str()) + &field(note),
            Self::Printed => {
                let kind = match kind {
                    RevisionKind::Correction => "Correction",
                    RevisionKind::Update => "Update",
                };
                format!("({on}, {kind}, {})", printed(note))
            }
        }
    }
}

fn field(text: &str) -> String {
    format!("{}:{text}", text.len())
}

/// A text in quotes, with escapes for what could not be seen, and for marks of combination.
fn printed(text: &str) -> String {
    let letters = text.chars().map(|c| match c {
        '\'' => c.to_string(),
        c => c.escape_debug().to_string(),
    });
    format!("\"{}\"", letters.collect::<String>())
}

impl<'a> EntryRef<'a> {
    /// The revisions that this version of the answer, which somebody was given, did not have: none if
    /// the answer is the same. Nothing if the version is none of this entry's in this language, as when
    /// an editor has changed what was said of earlier revisions.
    pub fn revised_since(&self, given: Version) -> Option<&'a [Revision]> {
        let known = |form| self.histories(form).position(|history| history == given.revisions);
        let known = known(Form::Fields).or_else(|| known(Form::Printed))?;
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

    /// The first entry of a harbour with a note that has marks and letters of all sorts in it.
    fn noted() -> Knowledge {
        knowledge("In April.", &["not in \"May\"\nbut on the '3e\u{301}' \\ 4", "не в мае"], "en-GB")
    }

    /// Rows hold these numbers: they must be the same in every version of the program.
    #[test]
    fn versions_stay_as_rows_have_them() {
        let knowledge = noted();
        let found = knowledge.entries().next().unwrap();
        let Revision { on, kind, note } = &found.entry.revisions[0];
        assert_eq!(on.to_string(), "2024-03-05");
        assert_eq!(serde_json::to_value(kind).unwrap(), kind.as_str());
        let written = Form::Fields.language("en-GB") + &Form::Fields.revision(&found.entry.revisions[0]);
        assert_eq!(written, format!("5:en-GB10:2024-03-0510:correction{}:{note}", note.len()));
        let histories = [-3_241_619_859_515_224_157, -7_446_538_566_941_686_695, 2_263_161_551_517_951_229];
        assert_eq!(Vec::from_iter(found.histories(Form::Fields)), histories);
        let version = Version { answer: -2_593_551_411_068_838_023, revisions: histories[2] };
        assert_eq!(found.version(), version);
    }

    #[test]
    fn receipts_in_the_form_of_version_0_1_0_are_recognised() {
        let knowledge = noted();
        let found = knowledge.entries().next().unwrap();
        let revisions = &found.entry.revisions[..];
        let answer = hash("In May.");
        let histories = [-2_887_293_245_247_650_451, -8_744_734_480_736_002_733, 7_693_844_230_373_433_917];
        for (place, given) in histories.into_iter().enumerate() {
            let since = found.revised_since(Version { answer, revisions: given });
            assert_eq!(since, Some(&revisions[place..]), "{place}");
            let same = Version { answer: found.version().answer, revisions: given };
            assert_eq!(found.revised_since(same), Some(&[][..]), "{place}");
        }
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
