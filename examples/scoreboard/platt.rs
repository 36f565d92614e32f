//! From a score to a probability: a logistic function of the score, as Platt proposed.
//!
//! None of the other methods says how likely it is to be right. To hold their answers against
//! those of `attache`, each gets the fit that suits it best on questions that it is not asked.

/// Newton's method gets there in about ten steps.
const STEPS: usize = 60;

/// How far a step goes at most, in standard deviations: from far away Newton's would overshoot.
const MAX_STEP: f64 = 1.0;

/// A pull towards 0, too weak to be seen unless the score parts right from wrong without an
/// exception; without it the slope would have no end.
const RIDGE: f64 = 1e-5;

/// Scores that are closer together than this are the same.
const MIN_DEVIATION: f64 = 1e-9;

/// A score that a method gave its best entry, and what came of it.
#[derive(Clone, Copy, Debug)]
pub struct Sample {
    /// The score.
    pub score: f64,
    /// Whether that entry was right.
    pub is_right: bool,
    /// How much the sample counts.
    pub weight: f64,
}

/// A probability as a function of a score.
#[derive(Clone, Copy, Debug)]
pub struct Platt {
    mean: f64,
    deviation: f64,
    slope: f64,
    constant: f64,
}

/// A sample as the fit sees it: its score in standard deviations from the mean, 1 or 0 for right or
/// wrong, and its share of all weight.
struct Point {
    x: f64,
    right: f64,
    share: f64,
}

impl Platt {
    /// The most likely function for these samples; nothing without any.
    pub fn fit(samples: &[Sample]) -> Option<Self> {
        let total: f64 = samples.iter().map(|sample| sample.weight).sum();
        if total <= 0.0 {
            return None;
        }
        let mean = samples.iter().map(|sample| sample.weight * sample.score).sum::<f64>() / total;
        let square = |sample: &Sample| sample.weight * (sample.score - mean).powi(2);
        let deviation = (samples.iter().map(square).sum::<f64>() / total).sqrt().max(MIN_DEVIATION);
        let mut fit = Self { mean, deviation, slope: 0.0, constant: 0.0 };
        let point = |sample: &Sample| Point {
            x: fit.standardised(sample.score),
            right: f64::from(u8::from(sample.is_right)),
            share: sample.weight / total,
        };
        let points: Vec<Point> = samples.iter().map(point).collect();
        for _ in 0..STEPS {
            let (slope, constant) = fit.newton_step(&points);
            fit.slope -= slope.clamp(-MAX_STEP, MAX_STEP);
            fit.constant -= constant.clamp(-MAX_STEP, MAX_STEP);
        }
        Some(fit)
    }

    /// How likely an entry with this score is to be right.
    pub fn probability(&self, score: f64) -> f64 {
        self.probability_at(self.standardised(score))
    }

    fn standardised(&self, score: f64) -> f64 {
        (score - self.mean) / self.deviation
    }

    fn probability_at(&self, x: f64) -> f64 {
        1.0 / (1.0 + (-self.constant - self.slope * x).exp())
    }

    /// The gradient of the mean log loss in slope and constant, over its second derivatives.
    fn newton_step(&self, points: &[Point]) -> (f64, f64) {
        let (mut by_slope, mut by_constant) = (RIDGE * self.slope, RIDGE * self.constant);
        let (mut slope_twice, mut both, mut constant_twice) = (RIDGE, 0.0, RIDGE);
        for point in points {
            let probability = self.probability_at(point.x);
            let error = point.share * (probability - point.right);
            let curve = point.share * probability * (1.0 - probability);
            by_slope += error * point.x;
            by_constant += error;
            slope_twice += curve * point.x * point.x;
            both += curve * point.x;
            constant_twice += curve;
        }
        let determinant = slope_twice * constant_twice - both * both;
        let slope = (constant_twice * by_slope - both * by_constant) / determinant;
        let constant = (slope_twice * by_constant - both * by_slope) / determinant;
        (slope, constant)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Samples of one score: of each weight, whether it is right.
    fn samples(score: f64, outcomes: &[(bool, f64)]) -> Vec<Sample> {
        outcomes.iter().map(|&(is_right, weight)| Sample { score, is_right, weight }).collect()
    }

    fn probabilities(samples: &[Sample], scores: [f64; 3]) -> [f64; 3] {
        let fit = Platt::fit(samples).unwrap();
        scores.map(|score| fit.probability(score))
    }

    #[test]
    fn two_scores_get_the_shares_that_were_right() {
        // 1 of 4 right at 10 and 3 of 4 at 30: log odds of ∓ln 3, and so of 0 halfway.
        let low = samples(10.0, &[(true, 1.0), (false, 1.0), (false, 1.0), (false, 1.0)]);
        let high = samples(30.0, &[(true, 3.0), (false, 1.0)]);
        let found = probabilities(&[low, high].concat(), [10.0, 20.0, 30.0]);
        for (found, expected) in found.into_iter().zip([0.25, 0.5, 0.75]) {
            assert!((found - expected).abs() < 1e-4, "{found}, not {expected}");
        }
    }

    #[test]
    fn scores_that_part_right_from_wrong_get_near_certainties() {
        let parted = [samples(0.1, &[(false, 1.0)]), samples(0.9, &[(true, 1.0)])].concat();
        let [low, middle, high] = probabilities(&parted, [0.1, 0.5, 0.9]);
        assert!(low < 0.01 && (middle - 0.5).abs() < 1e-6 && high > 0.99, "{low} {middle} {high}");
    }

    #[test]
    fn scores_that_say_nothing_get_the_share_of_right_ones() {
        let same = samples(0.4, &[(true, 1.0), (false, 4.0)]);
        assert!((probabilities(&same, [0.4; 3])[0] - 0.2).abs() < 1e-4);
        assert!(Platt::fit(&[]).is_none());
    }
}
