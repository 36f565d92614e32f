//! Turns signals into a probability that the entry is right.
//!
//! A logistic function of a few signals that mean the same in any FAQ. Its constants are in
//! `calibration.json`, which `examples/fit_calibration` makes of public question sets and
//! describes.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use super::accounting::Strictness;
use super::candidate::Signals;
use super::confidence::{Confidence, Thresholds};

/// The weights of a logistic function.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Logistic {
    /// Of the best phrasing's score.
    pub score: f32,
    /// Of the likeness of the three closest phrasings.
    pub closest: f32,
    /// Of the entry's share in the softmax.
    pub share: f32,
    /// Of how evenly the softmax is spread.
    pub spread: f32,
    /// Of the share of the question that the FAQ does not know.
    pub unknown: f32,
    /// What is added whatever the signals.
    pub constant: f32,
}

/// How signals become a confidence, and how sure an answer must be unless an editor says it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calibration {
    /// From signals to a probability.
    pub weights: Logistic,
    /// From a probability to a verdict.
    pub thresholds: Thresholds,
}

/// How signals become a confidence where answers are read and judged.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JudgedCalibration {
    /// From signals to the probability that the entry is about what is asked.
    pub weights: Logistic,
    /// From the judge's odds to the probability that its answer answers.
    pub odds: Odds,
    /// From a probability to a verdict.
    pub thresholds: Thresholds,
    /// The same where questions are read strictly, so that fewer near misses are left.
    pub strict: Thresholds,
}

/// The weights of a logistic function of the judge's odds.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Odds {
    /// Of the logarithm of the odds.
    pub weight: f32,
    /// Of the entry's share in the softmax: the judge reads one entry, and cannot know how like the others are.
    pub share: f32,
    /// What is added whatever the odds.
    pub constant: f32,
}

impl Odds {
    /// The probability, 0 to 1, that an entry with these signals answers; nothing where the judge has not read it.
    pub fn probability(&self, signals: &Signals) -> Option<f32> {
        let evidence = |odds| self.constant + self.weight * odds + self.share * signals.share;
        signals.odds.map(|odds| logistic(evidence(odds)))
    }
}

/// The calibrations that the program ships with.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shipped {
    /// With a sentence encoder.
    pub with_encoder: Calibration,
    /// With words and letters alone.
    pub without_encoder: Calibration,
}

/// The file that `examples/fit_calibration` makes.
const TEXT: &str = include_str!("calibration.json");

static SHIPPED: LazyLock<Shipped> =
    LazyLock::new(|| serde_json::from_str(TEXT).expect("a test reads the file"));

/// Where answers are read and judged. It is a file of its own: without a judge, nothing depends on it.
const JUDGED_TEXT: &str = include_str!("judged.json");

static JUDGED: LazyLock<JudgedCalibration> =
    LazyLock::new(|| serde_json::from_str(JUDGED_TEXT).expect("a test reads the file"));

/// The calibration that the program ships with.
pub(super) fn shipped(with_encoder: bool) -> &'static Calibration {
    if with_encoder { &SHIPPED.with_encoder } else { &SHIPPED.without_encoder }
}

impl Thresholds {
    /// Where an editor has chosen none, with or without an encoder.
    pub fn shipped(with_encoder: bool) -> Self {
        shipped(with_encoder).thresholds
    }
}

/// How sure an answer must be where answers are read and judged, unless an editor has chosen it.
pub(super) fn judged_thresholds(strictness: Strictness) -> Thresholds {
    match strictness {
        Strictness::Lenient => JUDGED.thresholds,
        Strictness::Strict => JUDGED.strict,
    }
}

/// Tells these constants from all others: those where answers are read, or the rest.
pub(super) fn fingerprint(are_answers_read: bool) -> u64 {
    xxh3_64(if are_answers_read { JUDGED_TEXT } else { TEXT }.as_bytes())
}

impl Logistic {
    /// The probability, 0 to 1, that an entry with these signals is right.
    pub fn probability(&self, signals: &Signals) -> f32 {
        let evidence = self.constant
            + self.score * signals.score
            + self.closest * signals.closest
            + self.share * signals.share
            + self.spread * signals.spread
            + self.unknown * signals.unknown;
        logistic(evidence)
    }
}

fn logistic(evidence: f32) -> f32 {
    1.0 / (1.0 + (-evidence).exp())
}

/// The confidence in an entry with these signals.
pub(super) fn confidence(signals: &Signals) -> Confidence {
    if signals.exact {
        return Confidence::CERTAIN;
    }
    Confidence::new(shipped(signals.cosine.is_some()).weights.probability(signals))
}

/// The confidence in an entry with these signals where answers are read. What the judge has read is as likely as it says,
/// however like the question is, as near misses are liker than fair questions; it takes the answer from an entry, and
/// never the place among the suggestions.
pub(super) fn judged(signals: &Signals) -> Confidence {
    if signals.exact {
        return Confidence::CERTAIN;
    }
    let JudgedCalibration { weights, odds, thresholds, .. } = &*JUDGED;
    let relevance = Confidence::new(weights.probability(signals));
    let answers = odds
        .probability(signals)
        .map(|answers| Confidence::new(answers).max(relevance.min(thresholds.suggest)));
    answers.unwrap_or(relevance)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shipped_constants_are_read_and_point_the_right_way() {
        let JudgedCalibration { weights, odds, thresholds, strict } = *JUDGED;
        let pair = |calibration: &Calibration| (calibration.weights, calibration.thresholds);
        let all = [pair(shipped(true)), pair(shipped(false)), (weights, thresholds), (weights, strict)];
        for (weights, thresholds) in all {
            let Logistic { score, closest, share, spread, unknown, .. } = weights;
            assert!([score, closest, share].iter().all(|weight| *weight >= 0.0));
            assert!([spread, unknown].iter().all(|weight| *weight <= 0.0));
            assert!(thresholds.suggest < thresholds.answer);
        }
        assert!(odds.weight > 0.0 && odds.share >= 0.0);
        assert_eq!(thresholds.suggest, strict.suggest);
    }
}
