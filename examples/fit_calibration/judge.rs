//! How good a fit is on a set whose domain it has not seen.

use attache::eval::statistics::{auroc, calibration_error, recall_at_few_false, share};
use attache::matcher::Logistic;

use crate::rows::Row;

/// The share of wrong ones among all answers at which coverage is taken.
const FEW_WRONG: f64 = 0.05;

/// What a way to be confident is judged by; a share is none where there is nothing to take it of.
#[derive(Clone, Copy, Debug, Default)]
pub struct Judgement {
    /// How well it tells answerable questions from others.
    pub auroc: Option<f64>,
    /// The share of answerable questions right where 5 % of the others pass.
    pub right_at_5pct_false: Option<f64>,
    /// The share of answerable questions right where 5 % of the answers are wrong.
    pub right_at_5pct_wrong: Option<f64>,
    /// How far confidence is from the share of right ones.
    pub calibration_error: Option<f64>,
    /// The share of answerable questions answered rightly from the threshold on, vetoes kept.
    pub answered_right: Option<f64>,
    /// The share of the others that are answered.
    pub answered_false: Option<f64>,
}

/// Judges the cosine alone, which is no probability.
pub fn of_cosine(rows: &[Row]) -> Judgement {
    let ranked = of(rows, |row| f64::from(row.signals.cosine.unwrap_or(row.signals.characters)), f64::MAX);
    Judgement { calibration_error: None, answered_right: None, answered_false: None, ..ranked }
}

/// Judges a logistic function that answers from `threshold` on.
pub fn of_fit(rows: &[Row], fitted: &Logistic, threshold: f64) -> Judgement {
    let confidence = |row: &Row| {
        if row.signals.exact { 1.0 } else { f64::from(fitted.probability(&row.signals)) }
    };
    of(rows, confidence, threshold)
}

fn of(rows: &[Row], confidence: impl Fn(&Row) -> f64, threshold: f64) -> Judgement {
    let judged = |row: &Row| (confidence(row), row.right);
    let all: Vec<(f64, bool)> = rows.iter().map(judged).collect();
    let positives: Vec<(f64, bool)> = rows.iter().filter(|row| row.in_scope).map(judged).collect();
    let sure: Vec<f64> = positives.iter().map(|&(confidence, _)| confidence).collect();
    let negatives: Vec<f64> = rows.iter().filter(|row| !row.in_scope).map(&confidence).collect();
    let answers = |row: &&Row| confidence(row) >= threshold && !row.vetoed;
    let answered = rows.iter().filter(answers);
    let right = answered.clone().filter(|row| row.right).count();
    let of_others = answered.filter(|row| !row.in_scope).count();
    Judgement {
        auroc: auroc(&sure, &negatives),
        right_at_5pct_false: recall_at_few_false(&positives, &negatives),
        right_at_5pct_wrong: share(right_at_few_wrong(&all), positives.len()),
        calibration_error: Some(calibration_error(&all)),
        answered_right: share(right, positives.len()),
        answered_false: share(of_others, negatives.len()),
    }
}

/// How many are right above the lowest threshold with few wrong ones above it.
fn right_at_few_wrong(judged: &[(f64, bool)]) -> usize {
    let mut falling = judged.to_vec();
    falling.sort_by(|one, other| other.0.total_cmp(&one.0));
    let (mut right, mut best) = (0, 0);
    for (at, (_, is_right)) in falling.iter().enumerate() {
        right += usize::from(*is_right);
        let all = at + 1;
        if (all - right) as f64 <= FEW_WRONG * all as f64 {
            best = right;
        }
    }
    best
}

/// The mean of each figure, over those that have it.
pub fn mean(judgements: &[Judgement]) -> Judgement {
    let mean = |figure: fn(&Judgement) -> Option<f64>| {
        let figures: Vec<f64> = judgements.iter().filter_map(figure).collect();
        (!figures.is_empty()).then(|| figures.iter().sum::<f64>() / figures.len() as f64)
    };
    Judgement {
        auroc: mean(|judgement| judgement.auroc),
        right_at_5pct_false: mean(|judgement| judgement.right_at_5pct_false),
        right_at_5pct_wrong: mean(|judgement| judgement.right_at_5pct_wrong),
        calibration_error: mean(|judgement| judgement.calibration_error),
        answered_right: mean(|judgement| judgement.answered_right),
        answered_false: mean(|judgement| judgement.answered_false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coverage_is_taken_where_one_in_twenty_is_wrong() {
        let falling = |wrong: &[usize]| -> Vec<(f64, bool)> {
            (0..40).map(|at| (1.0 - at as f64 / 40.0, !wrong.contains(&at))).collect()
        };
        for (wrong, expected) in [(&[][..], 40), (&[39][..], 39), (&[0][..], 39), (&[5, 10, 20][..], 5)] {
            assert_eq!(right_at_few_wrong(&falling(wrong)), expected, "{wrong:?}");
        }
    }
}
