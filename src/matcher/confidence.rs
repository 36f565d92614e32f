//! How sure the bot is, and how sure it must be.

use serde::{Deserialize, Serialize};

/// How likely it is, 0 to 1, that an entry answers the question.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Confidence(f32);

impl Confidence {
    /// Certain: the reader used the editor's own words.
    pub const CERTAIN: Self = Self(1.0);

    /// The confidence of this probability, cut to 0 to 1; 0 for what is no number.
    pub const fn new(probability: f32) -> Self {
        if probability > 0.0 {
            return Self(if probability < 1.0 { probability } else { 1.0 });
        }
        Self(0.0)
    }

    /// The probability.
    pub const fn get(self) -> f32 {
        self.0
    }

    /// This share of the probability.
    pub fn scaled(self, share: f32) -> Self {
        Self::new(self.0 * share)
    }

    /// The higher of two.
    pub fn max(self, other: Self) -> Self {
        Self(self.0.max(other.0))
    }

    /// The lower of two.
    pub fn min(self, other: Self) -> Self {
        Self(self.0.min(other.0))
    }
}

/// How sure we must be, at least, to answer outright or to suggest.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Thresholds {
    /// To give an answer.
    pub answer: Confidence,
    /// To offer an entry as a button.
    pub suggest: Confidence,
}
