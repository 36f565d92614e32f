//! How good the outcomes are, in numbers.

use serde::Serialize;

use crate::knowledge::Knowledge;

use super::outcome::{Ending, Outcome};
use super::statistics::{auroc, calibration_error, percentile, recall_at_few_false, rounded, share};

/// How many of the ranked candidates the mean reciprocal rank looks at.
const MAX_RANK: usize = 10;

/// What a run is judged by.
///
/// Shares are 0 to 1, rounded to six decimals; they are null where there is nothing to take a
/// share of. An in-scope question is one that the FAQ answers, by its label.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Metrics {
    /// The ids of the articles, with commas between.
    pub knowledge: String,
    /// How many questions were asked.
    pub questions: usize,
    /// How many of them the FAQ answers.
    pub in_scope: usize,
    /// How many of them it does not.
    pub out_of_scope: usize,
    /// The share of in-scope questions whose best candidate is right.
    pub top1: Option<f64>,
    /// The share of in-scope questions with a right entry among the best three candidates.
    pub top3: Option<f64>,
    /// The mean of 1 / rank of the right entry over in-scope questions, 0 below the tenth.
    pub mrr: Option<f64>,
    /// The probability that an in-scope question's best confidence is above an out-of-scope
    /// one's, where a tie is half: .5 is chance, 1 a clean cut.
    pub auroc: Option<f64>,
    /// How many questions were answered with a right entry.
    pub answered_right: usize,
    /// How many were answered with another, or answered though the FAQ does not answer them.
    pub answered_wrong: usize,
    /// How many got suggestions with a right entry among them.
    pub suggested_right: usize,
    /// How many got neither answer nor suggestion.
    pub unanswered: usize,
    /// The share of the answers that are wrong; 0 when nothing was answered.
    pub wrong_answer_rate: f64,
    /// The share of in-scope questions that were answered, rightly or not.
    pub coverage: Option<f64>,
    /// The expected calibration error over all questions: how far the best candidate's
    /// confidence is from the share of right ones, in ten bins of equal width. 0 is best.
    pub calibration_error: f64,
    /// The share of in-scope questions with a right best candidate above the lowest confidence
    /// that at most 5 % of the out-of-scope questions exceed.
    pub right_at_5pct_false: Option<f64>,
    /// How long an answer takes.
    pub latency_us: Latency,
}

/// How long an answer takes, in microseconds, while all cores are at work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Latency {
    /// Half of the answers take no longer.
    pub p50: u64,
    /// 99 of 100 answers take no longer.
    pub p99: u64,
}

impl Metrics {
    /// Judges the outcomes of questions asked of `knowledge`.
    pub fn of(knowledge: &Knowledge, outcomes: &[Outcome]) -> Self {
        let articles: Vec<&str> = knowledge.articles().iter().map(|article| article.id.as_str()).collect();
        let in_scope: Vec<&Outcome> = outcomes.iter().filter(|outcome| outcome.in_scope()).collect();
        let sure: Vec<f64> = in_scope.iter().map(|outcome| outcome.confidence()).collect();
        let out_of_scope: Vec<f64> =
            outcomes.iter().filter(|outcome| !outcome.in_scope()).map(Outcome::confidence).collect();
        let judged: Vec<(f64, bool)> = outcomes.iter().map(judged).collect();
        let judged_in_scope: Vec<(f64, bool)> = in_scope.iter().copied().map(self::judged).collect();
        let ended = |ending| outcomes.iter().filter(|outcome| outcome.ending() == ending).count();
        let (right, wrong) = (ended(Ending::AnsweredRight), ended(Ending::AnsweredWrong));
        let covered = in_scope.iter().filter(|outcome| outcome.is_answered()).count();
        Self {
            knowledge: articles.join(", "),
            questions: outcomes.len(),
            in_scope: in_scope.len(),
            out_of_scope: out_of_scope.len(),
            top1: within(&in_scope, 1).map(rounded),
            top3: within(&in_scope, 3).map(rounded),
            mrr: mean_reciprocal_rank(&in_scope).map(rounded),
            auroc: auroc(&sure, &out_of_scope).map(rounded),
            answered_right: right,
            answered_wrong: wrong,
            suggested_right: ended(Ending::SuggestedRight),
            unanswered: ended(Ending::Unanswered),
            wrong_answer_rate: share(wrong, right + wrong).map_or(0.0, rounded),
            coverage: share(covered, in_scope.len()).map(rounded),
            calibration_error: rounded(calibration_error(&judged)),
            right_at_5pct_false: recall_at_few_false(&judged_in_scope, &out_of_scope).map(rounded),
            latency_us: Latency::of(outcomes),
        }
    }
}

impl Latency {
    fn of(outcomes: &[Outcome]) -> Self {
        let latencies: Vec<u64> = outcomes.iter().map(|outcome| outcome.latency_us).collect();
        Self { p50: percentile(&latencies, 50), p99: percentile(&latencies, 99) }
    }
}

/// The confidence in the best candidate, and whether it is right.
pub(super) fn judged(outcome: &Outcome) -> (f64, bool) {
    (outcome.confidence(), outcome.rank() == Some(1))
}

/// The share of outcomes with a right entry among the first `ranks` candidates.
fn within(outcomes: &[&Outcome], ranks: usize) -> Option<f64> {
    let found = outcomes.iter().filter(|outcome| outcome.rank().is_some_and(|rank| rank <= ranks));
    share(found.count(), outcomes.len())
}

fn mean_reciprocal_rank(outcomes: &[&Outcome]) -> Option<f64> {
    let ranks = outcomes.iter().filter_map(|outcome| outcome.rank()).filter(|rank| *rank <= MAX_RANK);
    let total: f64 = ranks.map(|rank| 1.0 / rank as f64).sum();
    (!outcomes.is_empty()).then(|| total / outcomes.len() as f64)
}

#[cfg(test)]
mod tests {
    use super::super::samples::{Verdicts, harbour, outcome};
    use super::*;

    fn metrics(outcomes: &[Outcome]) -> serde_json::Value {
        serde_json::to_value(Metrics::of(&Knowledge::new(vec![harbour()]), outcomes)).unwrap()
    }

    /// Five questions that the harbour's FAQ answers and two that it does not.
    fn mixed() -> Vec<Outcome> {
        let mut outcomes = vec![
            outcome(&[0], Verdicts::Answer, &[(0, 1.0), (1, 0.5)]),
            outcome(&[1], Verdicts::Answer, &[(0, 0.8), (1, 0.5)]),
            outcome(&[2], Verdicts::Suggest, &[(2, 0.6), (1, 0.5)]),
            outcome(&[3], Verdicts::Suggest, &[(0, 0.5), (1, 0.4), (2, 0.3), (3, 0.2)]),
            outcome(&[4], Verdicts::Unanswered, &[(0, 0.1)]),
            outcome(&[], Verdicts::Answer, &[(5, 0.75)]),
            outcome(&[], Verdicts::Unanswered, &[]),
        ];
        for (at, outcome) in outcomes.iter_mut().enumerate() {
            outcome.latency_us = 100 * (at as u64 + 1);
        }
        outcomes
    }

    #[test]
    fn a_run_is_summed_up_in_one_object() {
        // The right entries are at ranks 1, 2, 1, 4 and none: 2.75 / 5. Of the ten pairs in and out
        // of scope, 1 and .8 win two, the others one. Out of scope the highest is .75, above which
        // only the first is right. The gaps are .8, .75, .4, .5 and .1, a bin each: 2.55 / 7.
        insta::assert_snapshot!(format!("{:#}", metrics(&mixed())), @r#"
        {
          "knowledge": "harbour",
          "questions": 7,
          "in_scope": 5,
          "out_of_scope": 2,
          "top1": 0.4,
          "top3": 0.6,
          "mrr": 0.55,
          "auroc": 0.7,
          "answered_right": 1,
          "answered_wrong": 2,
          "suggested_right": 1,
          "unanswered": 2,
          "wrong_answer_rate": 0.666667,
          "coverage": 0.4,
          "calibration_error": 0.364286,
          "right_at_5pct_false": 0.2,
          "latency_us": {
            "p50": 400,
            "p99": 700
          }
        }
        "#);
    }

    #[test]
    fn what_there_is_no_share_of_is_null() {
        let answerable = metrics(&[outcome(&[0], Verdicts::Suggest, &[(0, 0.5)])]);
        let other = metrics(&[outcome(&[], Verdicts::Unanswered, &[(0, 0.125)])]);
        let nothing = metrics(&[]);
        let null = serde_json::Value::Null;
        for (metrics, name, expected) in [
            (&answerable, "auroc", null.clone()),
            (&answerable, "right_at_5pct_false", null.clone()),
            (&answerable, "coverage", 0.0.into()),
            (&answerable, "wrong_answer_rate", 0.0.into()),
            (&other, "top1", null.clone()),
            (&other, "top3", null.clone()),
            (&other, "mrr", null.clone()),
            (&other, "coverage", null.clone()),
            (&other, "calibration_error", 0.125.into()),
            (&nothing, "wrong_answer_rate", 0.0.into()),
            (&nothing, "calibration_error", 0.0.into()),
            (&nothing, "questions", 0.into()),
        ] {
            assert_eq!(metrics[name], expected, "{name}");
        }
    }
}
