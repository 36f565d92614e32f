//! What the bot makes of a question.

use super::parts;
use crate::matcher::{Match, Thresholds, Verdict};

/// What the bot makes of a question.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The question as it was asked.
    pub question: String,
    /// What the bot decided. Matches refer to entries by [`Faq::entry`](super::Faq::entry).
    pub verdict: Verdict,
    /// The closest entries, best first, whatever the verdict; an entry alone whose own wording the
    /// question is, unless they come from [`Faq::with_closest`](super::Faq::with_closest).
    pub matches: Vec<Match>,
    /// How sure the bot had to be.
    pub thresholds: Thresholds,
}

impl Answer {
    /// The number of the entry that is given as the answer, if one is.
    pub fn given(&self) -> Option<usize> {
        match &self.verdict {
            Verdict::Answer(found) => Some(found.entry),
            _ => None,
        }
    }

    /// Whether the closest entry is held back for words that it does not account for.
    pub fn is_vetoed(&self) -> bool {
        self.matches.first().is_some_and(|best| best.account.veto.is_some())
    }

    /// Whether nobody would mind the answer who has not asked for it: it is to a question, and at
    /// most half as likely to be wrong as an answer may be that is asked for.
    pub fn is_beyond_doubt(&self) -> bool {
        let Verdict::Answer(found) = &self.verdict else { return false };
        let doubt = (1.0 - self.thresholds.answer.get()) / 2.0;
        let is_question = parts::has_question_mark(&self.question) || found.signals.exact;
        is_question && 1.0 - found.confidence.get() <= doubt
    }

    /// The words of the question that the closest entry does not account for.
    pub fn unaccounted(&self) -> &[String] {
        self.matches.first().map_or(&[], |best| &best.account.unaccounted)
    }
}
