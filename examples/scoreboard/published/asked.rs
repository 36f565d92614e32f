//! What `attache` makes of a published question, and the measures that the papers have for it.

use std::collections::BTreeMap;

use attache::eval::Outcome;
use attache::eval::statistics::share;

/// What is forgiven a share that was written in decimal figures, in questions.
const ROUNDING: f64 = 1e-6;

/// A published question, and what `attache` makes of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Asked {
    /// The number of the entry that answers it; none if it is out of scope.
    pub expected: Option<usize>,
    /// The number of the closest entry; none if there is none, as for a question without words.
    pub closest: Option<usize>,
    /// The confidence in the closest entry, 0 to 1.
    pub confidence: f64,
    /// Whether a reader gets an answer.
    pub is_answered: bool,
}

/// The measures of both papers, as shares from 0 to 1; 0 of no questions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scores {
    /// In-scope accuracy: the share of in-scope questions that get their own entry's answer.
    pub accuracy: f64,
    /// Out-of-scope recall: the share of out-of-scope questions that get no answer.
    pub recall: f64,
}

impl Asked {
    /// What became of a labelled question. Of several in one message, the closest entry of one that is
    /// not right counts, if there is one.
    pub fn of(outcome: &Outcome) -> Self {
        let wrong = outcome.closest().find(|found| !outcome.is_right(found));
        Self {
            expected: outcome.expected.first().copied(),
            closest: wrong.or_else(|| outcome.closest().next()).map(|found| found.entry),
            confidence: outcome.confidence(),
            is_answered: outcome.is_answered(),
        }
    }

    fn is_right(&self) -> bool {
        self.expected.is_some() && self.closest == self.expected
    }
}

impl Scores {
    /// When `attache` decides, as it ships, whether to answer.
    pub fn as_shipped(asked: &[Asked]) -> Self {
        Self::of(asked, |asked| asked.is_answered)
    }

    /// When all is answered that it is at least this sure of, 0 to 1.
    pub fn at_cut(asked: &[Asked], cut: f64) -> Self {
        Self::of(asked, |asked| asked.confidence >= cut)
    }

    /// When at least the share `recall` of the out-of-scope questions gets no answer, and otherwise as
    /// much is answered as possible.
    ///
    /// Recall has steps: one out-of-scope question each, more if several are equally sure. The cut lies just
    /// above the surest question that is needed for `recall`, so whatever is as sure as that is not
    /// answered either, in scope or not: the recall may be a step higher than asked for, never lower.
    pub fn at_recall(asked: &[Asked], recall: f64) -> Self {
        let outside = asked.iter().filter(|asked| asked.expected.is_none());
        let mut rising: Vec<f64> = outside.map(|asked| asked.confidence).collect();
        rising.sort_by(f64::total_cmp);
        let silent = (recall * rising.len() as f64 - ROUNDING).ceil() as usize;
        let surest = rising[..silent.min(rising.len())].last();
        Self::of(asked, |asked| surest.is_none_or(|&surest| asked.confidence > surest))
    }

    fn of(asked: &[Asked], is_answered: impl Fn(&Asked) -> bool) -> Self {
        let (inside, outside): (Vec<&Asked>, Vec<&Asked>) =
            asked.iter().partition(|asked| asked.expected.is_some());
        let right = inside.iter().filter(|asked| asked.is_right() && is_answered(asked)).count();
        let silent = outside.iter().filter(|asked| !is_answered(asked)).count();
        Self {
            accuracy: share(right, inside.len()).unwrap_or_default(),
            recall: share(silent, outside.len()).unwrap_or_default(),
        }
    }
}

/// Matthews' correlation of the right entries with those that are answered from the confidence `cut` on,
/// -1 to 1; no entry is one more class. 0 where either has one class only.
///
/// For more than two classes this is the R_K of Gorodkin (2004), as in scikit-learn.
pub fn correlation(asked: &[Asked], cut: f64) -> f64 {
    let given = |asked: &Asked| asked.closest.filter(|_| asked.confidence >= cut);
    let agreed = asked.iter().filter(|asked| given(asked) == asked.expected).count() as f64;
    let expected = counts(asked.iter().map(|asked| asked.expected));
    let given = counts(asked.iter().map(given));
    let all = asked.len() as f64;
    let by_chance = product(&expected, &given);
    let spread = |counts: &Counts| all * all - product(counts, counts);
    let deviations = (spread(&expected) * spread(&given)).sqrt();
    if deviations > 0.0 { (agreed * all - by_chance) / deviations } else { 0.0 }
}

type Counts = BTreeMap<Option<usize>, f64>;

fn counts(classes: impl Iterator<Item = Option<usize>>) -> Counts {
    let mut counts = Counts::new();
    classes.for_each(|class| *counts.entry(class).or_default() += 1.0);
    counts
}

fn product(one: &Counts, other: &Counts) -> f64 {
    one.iter().filter_map(|(class, count)| Some(count * other.get(class)?)).sum()
}

#[cfg(test)]
mod tests {
    use attache::faq::{Faq, Resources};
    use serde_json::json;

    use super::*;
    use crate::bot;
    use crate::samples::set;

    fn asked(expected: Option<usize>, closest: usize, confidence: f64) -> Asked {
        Asked { expected, closest: Some(closest), confidence, is_answered: confidence >= 0.5 }
    }

    /// Four in-scope questions, the surest of them wrong, and four out of scope.
    fn questions() -> Vec<Asked> {
        let inside = [(0, 0.3), (0, 0.15), (0, 0.2), (1, 0.9)];
        let outside = [0.2, 0.8, 0.1, 0.2];
        let inside = inside.map(|(closest, confidence)| asked(Some(0), closest, confidence));
        let outside = outside.map(|confidence| asked(None, 0, confidence));
        [inside, outside].concat()
    }

    #[test]
    fn a_message_with_two_questions_is_as_right_as_the_worse() {
        let mut set = set("a-en", "en", &["When does it open?", "Who pays for it?", "Where is the pier?"]);
        let ask = "Who pays for it? Where is the pier?";
        let labelled =
            |expect: &[&str]| serde_json::from_value(json!({ "ask": ask, "expect": expect })).unwrap();
        set.questions = [&["e1"][..], &["e1", "e2"], &[]].map(labelled).to_vec();
        let faq = Faq::new(set.knowledge.clone(), &Resources::default(), &|_, _| ());
        let asked: Vec<Asked> = bot::outcomes(&faq, &set, &|_| ()).iter().map(Asked::of).collect();
        let found: Vec<_> = asked.iter().map(|asked| (asked.expected, asked.closest)).collect();
        assert_eq!(found, [(Some(1), Some(2)), (Some(1), Some(1)), (None, Some(1))]);
        assert!(asked.iter().all(|asked| asked.is_answered && asked.confidence == 1.0));
    }

    #[test]
    fn at_a_recall_as_much_is_answered_as_it_leaves() {
        for (recall, accuracy, reached) in [
            (0.0, 0.75, 0.0),
            (0.25, 0.75, 0.25),
            // Two are as sure as each other: with the one the other gets no answer, nor does what is
            // as sure in scope.
            (0.26, 0.25, 0.75),
            (0.5, 0.25, 0.75),
            (0.75, 0.25, 0.75),
            (1.0, 0.0, 1.0),
        ] {
            let scores = Scores::at_recall(&questions(), recall);
            assert_eq!(scores, Scores { accuracy, recall: reached }, "at {recall}");
        }
    }

    #[test]
    fn a_share_that_is_a_little_too_high_is_no_further_question() {
        let questions: Vec<Asked> = (0..10).map(|at| asked(None, 0, f64::from(at) / 10.0)).collect();
        assert_eq!(Scores::at_recall(&questions, 0.1 + 0.2).recall, 0.3);
    }

    #[test]
    fn a_question_as_sure_as_the_cut_is_answered() {
        let scores = Scores::at_cut(&questions(), 0.2);
        assert_eq!(scores, Scores { accuracy: 0.5, recall: 0.25 });
        assert_eq!(Scores::as_shipped(&questions()), Scores { accuracy: 0.0, recall: 0.75 });
        assert_eq!(Scores::as_shipped(&[]), Scores { accuracy: 0.0, recall: 0.0 });
    }

    #[test]
    fn the_correlation_is_that_of_the_classes() {
        // Two of two are found, one of two out of scope is not: (2 · 1 − 1 · 0) / √(3 · 2 · 2 · 1).
        let two = [asked(Some(0), 0, 0.9), asked(Some(0), 0, 0.8), asked(None, 0, 0.7), asked(None, 0, 0.1)];
        assert!((correlation(&two, 0.5) - 2.0 / 12.0_f64.sqrt()).abs() < 1e-12);
        // Three of four agree. Of entry 0, entry 1 and none there should be 2, 1 and 1, and there are 1, 1
        // and 2: (3 · 4 − 5) / √((16 − 6)(16 − 6)).
        let three =
            [asked(Some(0), 0, 0.9), asked(Some(0), 0, 0.1), asked(Some(1), 1, 0.9), asked(None, 1, 0.1)];
        assert!((correlation(&three, 0.5) - 0.7).abs() < 1e-12);
        assert_eq!(correlation(&two, 1.0), 0.0);
    }
}
