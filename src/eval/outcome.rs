//! What became of one labelled question.

use crate::faq::Answer;
use crate::knowledge::LabelledQuestion;
use crate::matcher::{Match, Verdict};

use super::statistics::rounded;

/// A labelled question with what a reader who asks it gets.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The question and its label.
    pub labelled: LabelledQuestion,
    /// The numbers of the entries that answer it; none when the FAQ does not.
    pub expected: Vec<usize>,
    /// What the bot makes of it.
    pub answer: Answer,
    /// The closest entries, best first, at most ten; also where the answer names but one.
    pub candidates: Vec<Match>,
    /// How long the answer took, in microseconds.
    pub latency_us: u64,
}

/// How a labelled question ended for the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// With the answer of an entry that answers it.
    AnsweredRight,
    /// With the answer of another entry, or with any where the FAQ has none.
    AnsweredWrong,
    /// With buttons, a right one among them.
    SuggestedRight,
    /// With buttons, none of them right.
    SuggestedOther,
    /// With the word that the FAQ does not answer it.
    Unanswered,
}

impl Outcome {
    /// Whether the FAQ answers the question, by its label.
    pub fn in_scope(&self) -> bool {
        !self.labelled.expect.is_empty()
    }

    /// How the question ended.
    pub fn ending(&self) -> Ending {
        match &self.answer.verdict {
            Verdict::Answer(given) if self.is_right(given) => Ending::AnsweredRight,
            Verdict::Answer(_) => Ending::AnsweredWrong,
            Verdict::Suggest(given) if given.iter().any(|found| self.is_right(found)) => {
                Ending::SuggestedRight
            }
            Verdict::Suggest(_) => Ending::SuggestedOther,
            Verdict::Withdrawn { .. } | Verdict::Unanswered => Ending::Unanswered,
        }
    }

    /// The answered entry, and how sure the bot was of it.
    pub fn answered(&self) -> Option<&Match> {
        match &self.answer.verdict {
            Verdict::Answer(given) => Some(given),
            _ => None,
        }
    }

    /// The place of the best right entry among the candidates: 1 is the first.
    pub fn rank(&self) -> Option<usize> {
        self.candidates.iter().position(|found| self.is_right(found)).map(|place| place + 1)
    }

    /// The confidence in the best candidate, 0 when there is none; rounded as in a
    /// [`Record`](super::Record), so that metrics can be worked out from records.
    pub fn confidence(&self) -> f64 {
        self.candidates.first().map_or(0.0, |best| rounded(best.confidence.get().into()))
    }

    fn is_right(&self, found: &Match) -> bool {
        self.expected.contains(&found.entry)
    }
}

/// The outcomes with a wrong answer, the most confident first; of equals in their own order.
pub(super) fn wrong_answers<'a>(outcomes: impl IntoIterator<Item = &'a Outcome>) -> Vec<&'a Outcome> {
    let is_wrong = |outcome: &&Outcome| outcome.ending() == Ending::AnsweredWrong;
    let mut wrong: Vec<&Outcome> = outcomes.into_iter().filter(is_wrong).collect();
    wrong.sort_by(|one, other| other.confidence().total_cmp(&one.confidence()));
    wrong
}

#[cfg(test)]
mod tests {
    use super::super::samples::{Verdicts, outcome};
    use super::Ending::{AnsweredRight, AnsweredWrong, SuggestedOther, SuggestedRight, Unanswered};

    #[test]
    fn an_ending_is_the_verdict_held_against_the_label() {
        for (expected, verdict, ranked, ending) in [
            (vec![0], Verdicts::Answer, vec![0, 1], AnsweredRight),
            (vec![1, 0], Verdicts::Answer, vec![0, 1], AnsweredRight),
            (vec![1], Verdicts::Answer, vec![0, 1], AnsweredWrong),
            (vec![], Verdicts::Answer, vec![0, 1], AnsweredWrong),
            (vec![1], Verdicts::Suggest, vec![0, 1], SuggestedRight),
            (vec![2], Verdicts::Suggest, vec![0, 1], SuggestedOther),
            (vec![], Verdicts::Suggest, vec![0, 1], SuggestedOther),
            (vec![0], Verdicts::Unanswered, vec![0, 1], Unanswered),
            (vec![], Verdicts::Unanswered, vec![], Unanswered),
        ] {
            let ranked: Vec<(usize, f32)> = ranked.into_iter().map(|entry| (entry, 0.5)).collect();
            assert_eq!(outcome(&expected, verdict, &ranked).ending(), ending, "{expected:?} {ranked:?}");
        }
    }

    #[test]
    fn the_rank_is_that_of_the_best_right_entry() {
        for (expected, rank) in [(vec![2], Some(1)), (vec![1, 0], Some(2)), (vec![3], None), (vec![], None)] {
            let ranked = [(2, 0.9), (0, 0.5), (1, 0.4)];
            assert_eq!(outcome(&expected, Verdicts::Suggest, &ranked).rank(), rank);
        }
    }
}
