//! Turns ranked matches into a decision.
//!
//! Nothing here looks at words: a verdict depends on confidence alone, so its thresholds can
//! be tuned without touching the matcher.

use chrono::NaiveDate;
use serde::Serialize;

use super::accounting::Account;
use super::candidate::Signals;
use super::confidence::{Confidence, Thresholds};

/// An entry, how likely it is to be right, and what speaks for and against it.
#[derive(Clone, Debug, PartialEq)]
pub struct Match {
    /// The entry's place among the entries that were searched.
    pub entry: usize,
    /// The place of its best phrasing: 0 is the question, the rest the variants.
    pub phrasing: usize,
    /// The place of the sentence of its answer that is nearest to the question, where answers are read.
    pub sentence: Option<usize>,
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
    /// One entry is very likely right, and its answer holds no longer: say so. [`decide`] knows no
    /// day, and never decides this.
    Withdrawn {
        /// The entry.
        found: Match,
        /// The last day on which its answer held.
        last: NaiveDate,
    },
    /// Nothing fits: say so.
    Unanswered,
}

impl Verdict {
    /// Which of them it is.
    pub fn name(&self) -> VerdictName {
        match self {
            Self::Answer(_) => VerdictName::Answer,
            Self::Suggest(_) => VerdictName::Suggest,
            Self::Withdrawn { .. } | Self::Unanswered => VerdictName::Unanswered,
        }
    }
}

/// What a reader gets, by the word that records, rows and metrics have for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum VerdictName {
    /// The answer of an entry.
    Answer,
    /// Entries to choose from.
    Suggest,
    /// The word that there is no answer.
    Unanswered,
}

impl VerdictName {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Answer, Self::Suggest, Self::Unanswered];

    /// The word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Answer => "answer",
            Self::Suggest => "suggest",
            Self::Unanswered => "unanswered",
        }
    }
}

/// How many entries to suggest. More than three buttons and people read none.
pub const MAX_SUGGESTIONS: usize = 3;

/// The lead in score from which on the best entry is the one that is meant, where answers are read. On 83 FAQs with
/// real answers 9 of 100 likely entries that are wrong have a smaller one, 1 of 200 that are right.
pub(super) const LEAD: f32 = 0.01;

/// The lead in the judge's odds from which on it has told two apart whose scores do not.
const ODDS_APART: f32 = 2.0;

/// Whether the best of `ranked` may be answered if it is sure enough: no word forbids it, and no
/// other entry has the same wording, or fits as well.
pub fn may_answer(ranked: &[Match]) -> bool {
    let Some(best) = ranked.first() else { return false };
    let is_tied = |second: &Match| {
        let is_alike = (best.signals.score - second.signals.score).abs() < LEAD;
        let odds = best.signals.odds.zip(second.signals.odds);
        let is_told_apart = odds.is_some_and(|(first, second)| first - second >= ODDS_APART);
        let fits_alike = best.sentence.is_some() && is_alike && !is_told_apart;
        second.signals.exact || fits_alike && !best.signals.exact
    };
    best.account.veto.is_none() && !ranked.get(1).is_some_and(is_tied)
}

/// Decides what to do with `ranked`, which is sorted best first.
pub fn decide(ranked: &[Match], thresholds: Thresholds) -> Verdict {
    let Some(best) = ranked.first() else {
        return Verdict::Unanswered;
    };
    if best.confidence >= thresholds.answer && may_answer(ranked) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verdict_has_one_word_in_records_rows_and_metrics() {
        let words = VerdictName::ALL.map(VerdictName::as_str);
        assert_eq!(words, ["answer", "suggest", "unanswered"]);
        assert_eq!(serde_json::to_value(VerdictName::ALL).unwrap(), serde_json::json!(words));
        assert_eq!(Verdict::Suggest(Vec::new()).name(), VerdictName::Suggest);
    }
}
