//! Fits the weights of a logistic function to rows.

use attache::matcher::{Logistic, Signals};

use crate::rows::Row;

/// How much a row weighs whose question the FAQ answers, but with another entry than the best
/// one. At full weight the confidence learns to tell twins apart and forgets to tell what is out
/// of scope: on domains left out .010 less AUROC, .017 less error of calibration with this.
const CONFUSED: f64 = 0.25;

/// How much a large weight costs: next to nothing, it only keeps the fit from running away.
const RIDGE: f64 = 1e-5;

/// Enough for the weights to stand still in the third decimal.
const STEPS: usize = 4000;

/// How far a step goes down the slope; features are scaled, so one size does for all.
const STEP: f64 = 0.5;

/// The share of the last step that is gone again.
const MOMENTUM: f64 = 0.9;

/// How many weights there are, with the constant.
const WEIGHTS: usize = 6;

/// Which way each signal may point, whatever the data: more likeness never makes it less likely.
const SIGNS: [f64; WEIGHTS] = [1.0, 1.0, 1.0, -1.0, -1.0, 0.0];

fn features(signals: &Signals) -> [f64; WEIGHTS] {
    let Signals { score, closest, share, spread, unknown, .. } = *signals;
    [score.into(), closest.into(), share.into(), spread.into(), unknown.into(), 1.0]
}

/// The logistic function that makes groups of rows most likely; each group weighs the same. What
/// the FAQ does not know only counts without an encoder: with one it says nothing more.
pub fn fit(groups: &[Vec<Row>], with_encoder: bool) -> Logistic {
    let rows: Vec<([f64; WEIGHTS], f64, f64)> = groups
        .iter()
        .flat_map(|group| {
            let total: f64 = group.iter().map(weight).sum::<f64>() * groups.len() as f64;
            group.iter().map(move |row| {
                let right = f64::from(u8::from(row.right));
                (features(&row.signals), right, weight(row) / total)
            })
        })
        .collect();
    let mut weights = [0.0; WEIGHTS];
    let mut speed = [0.0; WEIGHTS];
    for _ in 0..STEPS {
        let slope = slope(&rows, &weights);
        for at in 0..WEIGHTS {
            speed[at] = MOMENTUM * speed[at] - STEP * slope[at];
            weights[at] += speed[at];
            let wrong_way = weights[at] * SIGNS[at] < 0.0 || (at == 4 && with_encoder);
            if wrong_way {
                (weights[at], speed[at]) = (0.0, 0.0);
            }
        }
    }
    let [score, closest, share, spread, unknown, constant] = weights.map(rounded);
    Logistic { score, closest, share, spread, unknown, constant }
}

fn weight(row: &Row) -> f64 {
    if row.in_scope && !row.right { CONFUSED } else { 1.0 }
}

fn slope(rows: &[([f64; WEIGHTS], f64, f64)], weights: &[f64; WEIGHTS]) -> [f64; WEIGHTS] {
    let mut slope = [0.0; WEIGHTS];
    for (features, right, weight) in rows {
        let evidence: f64 = features.iter().zip(weights).map(|(x, w)| x * w).sum();
        let miss = 1.0 / (1.0 + (-evidence).exp()) - right;
        slope.iter_mut().zip(features).for_each(|(slope, x)| *slope += weight * miss * x);
    }
    slope.iter_mut().zip(weights).take(WEIGHTS - 1).for_each(|(slope, w)| *slope += 2.0 * RIDGE * w);
    slope
}

/// To three decimals: more is noise, and the file is for people, too.
fn rounded(weight: f64) -> f32 {
    ((weight * 1000.0).round() / 1000.0) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(score: f32, right: bool) -> Row {
        let signals = Signals { score, exact: false, ..Signals::EXACT };
        Row { signals, right, in_scope: right, vetoed: false }
    }

    #[test]
    fn what_is_more_alike_is_more_likely_right() {
        let rows: Vec<Row> = (0..100).map(|at| row(at as f32 / 100.0, at >= 50)).collect();
        let fitted = fit(&[rows], true);
        let probability = |score| fitted.probability(&row(score, true).signals);
        assert!(probability(0.9) > 0.8 && probability(0.1) < 0.2, "{fitted:?}");
        assert_eq!(fitted.unknown, 0.0);
    }

    #[test]
    fn a_weight_never_points_the_wrong_way() {
        let rows: Vec<Row> = (0..100).map(|at| row(at as f32 / 100.0, at < 50)).collect();
        assert_eq!(fit(&[rows], true).score, 0.0);
    }
}
