//! Turns ranked matches into a decision.
//!
//! Nothing here looks at words: a verdict depends on confidence alone, so its thresholds can
//! be tuned without touching the matcher.

use super::calibration::Confidence;
use super::{Account, Signals};

/// An entry, how likely it is to be right, and what speaks for and against it.
#[derive(Clone, Debug, PartialEq)]
pub struct Match {
    /// The entry's place among the entries that were searched.
    pub entry: usize,
    /// The place of its best phrasing: 0 is the question, the rest the variants.
    pub phrasing: usize,
    /// How likely it is that it answers the question.
    pub confidence: Confidence,
    /// What speaks for it.
    pub signals: Signals,
    /// What of the question it does not account for.
    pub account: Account,
}

/// What the bot has decided to do with a question.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// One entry is very likely right: give its answer.
    Answer(Match),
    /// A few entries are plausible: offer them as buttons, best first.
    Suggest(Vec<Match>),
    /// Nothing fits: say so.
    Unanswered,
}

/// How sure we must be, at least, to answer outright or to suggest.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Thresholds {
    /// To give an answer.
    pub answer: Confidence,
    /// To offer an entry as a button.
    pub suggest: Confidence,
}

impl Thresholds {
    /// With an encoder, where an editor has chosen none. One answer in ten is wrong at .73, over
    /// many public question sets; of the suggestions one in four is worth a reader's look.
    pub const SEMANTIC: Self = Self { answer: Confidence::new(0.73), suggest: Confidence::new(0.25) };
    /// Without one: the same share of wrong answers asks for more.
    pub const LEXICAL: Self = Self { answer: Confidence::new(0.84), suggest: Confidence::new(0.25) };
}

/// How many entries to suggest. More than three buttons and people read none.
pub const MAX_SUGGESTIONS: usize = 3;

/// Decides what to do with `ranked`, which is sorted best first.
pub fn decide(ranked: &[Match], thresholds: Thresholds) -> Verdict {
    let Some(best) = ranked.first() else {
        return Verdict::Unanswered;
    };
    let tied = ranked.get(1).is_some_and(|second| second.signals.exact);
    if best.confidence >= thresholds.answer && best.account.veto.is_none() && !tied {
        return Verdict::Answer(best.clone());
    }
    let plausible: Vec<Match> = ranked
        .iter()
        .filter(|found| found.confidence >= thresholds.suggest)
        .take(MAX_SUGGESTIONS)
        .cloned()
        .collect();
    if plausible.is_empty() {
        return Verdict::Unanswered;
    }
    Verdict::Suggest(plausible)
}
