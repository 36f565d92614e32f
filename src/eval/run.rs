//! Asks a FAQ every labelled question.

use std::collections::HashMap;
use std::time::Instant;

use chrono::NaiveDate;

use crate::faq::Faq;
use crate::knowledge::LabelledQuestion;

use super::outcome::Outcome;
use super::parallel::on_all_cores;

/// Asks every question as if it were the day `today`, on all cores; the outcomes are in the order of
/// the questions.
///
/// `progress` hears, from several threads, how many questions have been asked.
pub fn run(
    faq: &Faq,
    questions: &[LabelledQuestion],
    today: NaiveDate,
    progress: &(dyn Fn(usize) + Sync),
) -> Vec<Outcome> {
    let exam = Exam::new(faq, today);
    on_all_cores(questions, progress, |question| exam.outcome(question))
}

/// A FAQ that is put to the test.
struct Exam<'a> {
    faq: &'a Faq,
    /// The numbers of the entries by their id, which translations share.
    numbers: HashMap<&'a str, Vec<usize>>,
    today: NaiveDate,
}

impl<'a> Exam<'a> {
    fn new(faq: &'a Faq, today: NaiveDate) -> Self {
        let mut numbers: HashMap<&str, Vec<usize>> = HashMap::new();
        for (number, found) in faq.knowledge().entries().enumerate() {
            numbers.entry(found.entry.id.as_str()).or_default().push(number);
        }
        Self { faq, numbers, today }
    }

    fn outcome(&self, labelled: &LabelledQuestion) -> Outcome {
        let start = Instant::now();
        let answers = self.faq.answer(&labelled.ask, self.today);
        let latency_us = start.elapsed().as_micros().try_into().unwrap_or(u64::MAX);
        let answers = answers.into_iter().map(|answer| self.faq.with_closest(answer)).collect();
        let expected = labelled.expect.iter().filter_map(|id| self.numbers.get(id.as_str()));
        let expected = expected.flatten().copied().collect();
        Outcome { labelled: labelled.clone(), expected, answers, latency_us }
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

    const TODAY: NaiveDate = NaiveDate::MIN;

    fn outcomes(faq: &Faq, questions: &[LabelledQuestion]) -> Vec<Outcome> {
        run(faq, questions, TODAY, &|_| ())
    }

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
        let (first, second) = (outcomes(&faq, &questions), outcomes(&faq, &questions));
        for ((question, one), other) in questions.iter().zip(&first).zip(&second) {
            assert_eq!(one.labelled, *question);
            let answers = faq.answer(&question.ask, TODAY).into_iter();
            assert_eq!(one.answers, answers.map(|answer| faq.with_closest(answer)).collect::<Vec<_>>());
            assert_eq!(one.answers, other.answers);
        }
        assert_eq!(first.len(), questions.len());
    }

    #[test]
    fn the_last_progress_is_the_number_of_questions() {
        let highest = AtomicUsize::new(0);
        let questions = questions(&[("crane?", &[]), ("pier?", &[]), ("ferry?", &[])]);
        run(&harbour_faq(), &questions, TODAY, &|done| {
            highest.fetch_max(done, Ordering::Relaxed);
        });
        assert_eq!(highest.into_inner(), 3);
    }

    #[test]
    fn an_entrys_own_wording_has_candidates_beside_the_entry() {
        let question = questions(&[("who pays for the new crane", &["e1"])]);
        let outcomes = outcomes(&harbour_faq(), &question);
        assert_eq!(outcomes[0].ending(), Ending::AnsweredRight);
        assert_eq!(outcomes[0].answers[0].matches.len(), 6);
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
        let outcomes = outcomes(&faq, &questions(&[("Wer bezahlt den neuen Kran", &["e1"])]));
        assert_eq!(outcomes[0].ending(), Ending::AnsweredRight);
    }

    #[test]
    fn no_questions_have_no_outcomes() {
        assert!(outcomes(&harbour_faq(), &[]).is_empty());
    }

    #[test]
    fn two_questions_in_a_message_are_measured_as_they_are_answered() {
        let ask = "Who pays for the new crane? Why was the pier closed?";
        let outcomes = outcomes(&harbour_faq(), &questions(&[(ask, &["e1", "e5"]), (ask, &["e1"])]));
        assert_eq!(outcomes[0].answers.len(), 2);
        let endings: Vec<Ending> = outcomes.iter().map(Outcome::ending).collect();
        assert_eq!(endings, [Ending::AnsweredRight, Ending::AnsweredWrong]);
    }

    #[test]
    fn what_holds_no_longer_is_not_answered() {
        let mut article = harbour();
        article.faq[1].valid_until = Some("2024-05-31".parse().unwrap());
        let faq = Faq::new(Knowledge::new(vec![article]), &Resources::default(), &|_, _| ());
        let questions = questions(&[("Who pays for the new crane?", &["e1"])]);
        let ending = |today: &str| run(&faq, &questions, today.parse().unwrap(), &|_| ())[0].ending();
        assert_eq!(ending("2024-05-31"), Ending::AnsweredRight);
        assert_eq!(ending("2024-06-01"), Ending::Unanswered);
    }
}
