//! Turns signals into a probability that the entry is right.
//!
//! A logistic function of a few signals that mean the same in any FAQ. Its constants are in
//! `calibration.json`, which `examples/fit_calibration` makes of public question sets and
//! describes.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

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

/// Tells these constants from all others.
pub(super) fn fingerprint() -> u64 {
    xxh3_64(TEXT.as_bytes())
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
        1.0 / (1.0 + (-evidence).exp())
    }
}

/// The confidence in an entry with these signals.
pub(super) fn confidence(signals: &Signals) -> Confidence {
    if signals.exact {
        return Confidence::CERTAIN;
    }
    Confidence::new(shipped(signals.cosine.is_some()).weights.probability(signals))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shipped_constants_are_read_and_point_the_right_way() {
        for calibration in [shipped(true), shipped(false)] {
            let Logistic { score, closest, share, spread, unknown, .. } = calibration.weights;
            assert!([score, closest, share].iter().all(|weight| *weight >= 0.0));
            assert!([spread, unknown].iter().all(|weight| *weight <= 0.0));
            assert!(calibration.thresholds.suggest < calibration.thresholds.answer);
        }
    }
}
