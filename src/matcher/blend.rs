//! How a phrasing's likenesses to a question make one score.

use super::evidence::AnswerLikeness;
use super::lexical::Coverage;

/// One phrasing's likeness to the question.
#[derive(Clone, Copy, Debug)]
pub(super) struct Likeness {
    pub(super) score: f32,
    pub(super) coverage: Coverage,
    pub(super) cosine: Option<f32>,
    pub(super) characters: f32,
}

impl Likeness {
    /// Its cosine, or that of letters where there is no encoder.
    pub(super) fn nearness(&self) -> f32 {
        self.cosine.unwrap_or(self.characters)
    }
}

/// The weight of each likeness; they add up to 1. Tuned on public question sets.
#[derive(Clone, Copy, Debug)]
pub(super) struct Blend {
    question: f32,
    phrasing: f32,
    cosine: f32,
    characters: f32,
}

impl Blend {
    /// Meaning first; words and their letters settle what it leaves close.
    pub(super) const SEMANTIC: Self = Self { question: 0.05, phrasing: 0.0, cosine: 0.9, characters: 0.05 };
    /// Without an encoder.
    pub(super) const LEXICAL: Self = Self { question: 0.37, phrasing: 0.1, cosine: 0.0, characters: 0.53 };

    /// The likeness of one phrasing, with its score: about 0 to 1.
    pub(super) fn likeness(&self, coverage: Coverage, cosine: Option<f32>, characters: f32) -> Likeness {
        let score = self.question * coverage.question
            + self.phrasing * coverage.phrasing
            + self.cosine * cosine.unwrap_or_default()
            + self.characters * characters;
        Likeness { score, coverage, cosine, characters }
    }

    /// The score of an entry, given the likeness of its best phrasing and of its answer.
    pub(super) fn with_answer(&self, phrasing: &Likeness, answer: &AnswerLikeness) -> f32 {
        let cosine = phrasing.cosine.unwrap_or_default();
        phrasing.score + self.cosine * (answer.with_phrasing(cosine) - cosine)
    }
}
