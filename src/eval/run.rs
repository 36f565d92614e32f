//! Asks a FAQ every labelled question.

use std::collections::HashMap;
use std::time::Instant;

use crate::faq::Faq;
use crate::knowledge::LabelledQuestion;

use super::Outcome;
use super::parallel::on_all_cores;

/// The fewest candidates of an outcome, if the knowledge has that many entries.
const MIN_CANDIDATES: usize = 5;

/// Asks every question, on all cores; the outcomes are in the order of the questions.
///
/// `progress` hears, from several threads, how many questions have been asked.
pub fn run(faq: &Faq, questions: &[LabelledQuestion], progress: &(dyn Fn(usize) + Sync)) -> Vec<Outcome> {
    let exam = Exam::new(faq);
    on_all_cores(questions, progress, |question| exam.outcome(question))
}

/// A FAQ that is put to the test.
struct Exam<'a> {
    faq: &'a Faq,
    /// The numbers of the entries by their id, which translations share.
    numbers: HashMap<&'a str, Vec<usize>>,
    entries: usize,
}

impl<'a> Exam<'a> {
    fn new(faq: &'a Faq) -> Self {
        let mut numbers: HashMap<&str, Vec<usize>> = HashMap::new();
        for (number, found) in faq.knowledge().entries().enumerate() {
            numbers.entry(found.entry.id.as_str()).or_default().push(number);
        }
        Self { faq, numbers, entries: faq.knowledge().entries().count() }
    }

    fn outcome(&self, labelled: &LabelledQuestion) -> Outcome {
        let start = Instant::now();
        let answer = self.faq.ask(&labelled.ask);
        let latency_us = start.elapsed().as_micros().try_into().unwrap_or(u64::MAX);
        let candidates = if answer.matches.len() < MIN_CANDIDATES.min(self.entries) {
            self.faq.survey(&labelled.ask).matches
        } else {
            answer.matches.clone()
        };
        let expected = labelled.expect.iter().filter_map(|id| self.numbers.get(id.as_str()));
        let expected = expected.flatten().copied().collect();
        Outcome { labelled: labelled.clone(), expected, answer, candidates, latency_us }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::super::samples::{harbour, harbour_faq, labelled};
    use super::*;
    use crate::eval::Ending;
    use crate::faq::Resources;
    use crate::knowledge::{Article, Knowledge};

    fn questions(asked: &[(&str, &[&str])]) -> Vec<LabelledQuestion> {
        let label =
            |(ask, expect): &(&str, &[&str])| labelled(serde_json::json!({ "ask": ask, "expect": expect }));
        asked.iter().map(label).collect()
    }

    #[test]
    fn outcomes_are_in_the_order_of_the_questions_and_always_the_same() {
        let faq = harbour_faq();
        let words = ["ship", "crane", "pier", "ferry", "museum", "harbour", "night"];
        let asked: Vec<String> =
            (0..40).map(|at| format!("{} number {at}", words[at % words.len()])).collect();
        let questions = questions(&asked.iter().map(|ask| (ask.as_str(), &[][..])).collect::<Vec<_>>());
        let (first, second) = (run(&faq, &questions, &|_| ()), run(&faq, &questions, &|_| ()));
        for ((question, one), other) in questions.iter().zip(&first).zip(&second) {
            assert_eq!(one.labelled, *question);
            assert_eq!(one.answer, faq.ask(&question.ask));
            assert_eq!((&one.answer, &one.candidates), (&other.answer, &other.candidates));
        }
        assert_eq!(first.len(), questions.len());
    }

    #[test]
    fn the_last_progress_is_the_number_of_questions() {
        let highest = AtomicUsize::new(0);
        let questions = questions(&[("crane?", &[]), ("pier?", &[]), ("ferry?", &[])]);
        run(&harbour_faq(), &questions, &|done| {
            highest.fetch_max(done, Ordering::Relaxed);
        });
        assert_eq!(highest.into_inner(), 3);
    }

    #[test]
    fn an_entrys_own_wording_has_candidates_beside_the_entry() {
        let question = questions(&[("who pays for the new crane", &["e1"])]);
        let outcomes = run(&harbour_faq(), &question, &|_| ());
        assert_eq!(outcomes[0].ending(), Ending::AnsweredRight);
        assert_eq!(outcomes[0].answer.matches.len(), 1);
        assert_eq!(outcomes[0].candidates.len(), 6);
        assert_eq!(outcomes[0].rank(), Some(1));
    }

    #[test]
    fn a_translation_of_the_expected_entry_is_right() {
        let hafen: Article = serde_json::from_value(serde_json::json!({
            "format": 1, "id": "hafen", "title": "Der Hafen", "published": "2024-01-02",
            "language": "de", "translation_of": "harbour", "summary": "Er öffnet.",
            "sources": [{ "title": "Hafen", "url": "https://port.example/" }],
            "faq": [{ "id": "e1", "question": "Wer bezahlt den neuen Kran?", "answer": "Die Stadt." }]
        }))
        .unwrap();
        let knowledge = Knowledge::new(vec![harbour(), hafen]);
        let faq = Faq::new(knowledge, &Resources::default(), &|_, _| ());
        let outcomes = run(&faq, &questions(&[("Wer bezahlt den neuen Kran", &["e1"])]), &|_| ());
        assert_eq!(outcomes[0].ending(), Ending::AnsweredRight);
    }

    #[test]
    fn no_questions_have_no_outcomes() {
        assert!(run(&harbour_faq(), &[], &|_| ()).is_empty());
    }
}
