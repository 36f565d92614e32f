//! What became of one labelled question.

use crate::faq::Answer;
use crate::knowledge::LabelledQuestion;
use crate::matcher::{Match, Verdict, VerdictName};

use super::statistics::rounded;

/// A labelled question with what a reader who asks it gets.
///
/// A message may hold several questions that get answers of their own. It has one label and one
/// ending: it is answered rightly if each entry that is given is among those expected, and its rank
/// and its confidence are those of the question that fared worst.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The question and its label.
    pub labelled: LabelledQuestion,
    /// The numbers of the entries that answer it; none when the FAQ does not.
    pub expected: Vec<usize>,
    /// What the bot makes of it, with the closest entries, at most ten; several where several of its
    /// questions are answered, never none.
    pub answers: Vec<Answer>,
    /// How long that took, in microseconds.
    pub latency_us: u64,
}

/// How a labelled question ended for the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// With the answer of an entry that answers it, and with no other.
    AnsweredRight,
    /// With the answer of another entry, or with any where the FAQ has none.
    AnsweredWrong,
    /// With buttons, a right one among them.
    SuggestedRight,
    /// With buttons, none of them right.
    SuggestedOther,
    /// With the word that the FAQ does not answer it, or not any longer.
    Unanswered,
}

impl Outcome {
    /// Whether the FAQ answers the question, by its label.
    pub fn in_scope(&self) -> bool {
        !self.labelled.expect.is_empty()
    }

    /// How the question ended.
    pub fn ending(&self) -> Ending {
        match self.verdict() {
            VerdictName::Answer if self.given().all(|given| self.is_right(given)) => Ending::AnsweredRight,
            VerdictName::Answer => Ending::AnsweredWrong,
            VerdictName::Suggest if self.suggested().any(|offered| self.is_right(offered)) => {
                Ending::SuggestedRight
            }
            VerdictName::Suggest => Ending::SuggestedOther,
            VerdictName::Unanswered => Ending::Unanswered,
        }
    }

    /// The entries whose answers are given, and how sure the bot was of each.
    pub fn given(&self) -> impl Iterator<Item = &Match> {
        self.answers.iter().filter_map(|answer| match &answer.verdict {
            Verdict::Answer(given) => Some(given),
            _ => None,
        })
    }

    /// The entries that are offered, best first.
    pub fn suggested(&self) -> impl Iterator<Item = &Match> {
        let offered = self.answers.iter().filter_map(|answer| match &answer.verdict {
            Verdict::Suggest(offered) => Some(offered),
            _ => None,
        });
        offered.flatten()
    }

    /// Whether an answer is given.
    pub fn is_answered(&self) -> bool {
        self.given().next().is_some()
    }

    /// Whether an answer that would have been given holds no longer.
    pub fn is_withdrawn(&self) -> bool {
        self.answers.iter().any(|answer| matches!(answer.verdict, Verdict::Withdrawn { .. }))
    }

    /// What the reader gets, by its word.
    pub fn verdict(&self) -> VerdictName {
        if self.is_answered() {
            return VerdictName::Answer;
        }
        self.answers.first().map_or(VerdictName::Unanswered, |answer| answer.verdict.name())
    }

    /// The best candidate of each question that has one.
    pub fn closest(&self) -> impl Iterator<Item = &Match> {
        self.answers.iter().filter_map(|answer| answer.matches.first())
    }

    /// The place of the best right entry among the candidates: 1 is the first. Of several questions,
    /// the last place, or none where one of them has no right entry.
    pub fn rank(&self) -> Option<usize> {
        let place = |answer: &Answer| answer.matches.iter().position(|found| self.is_right(found));
        let places: Option<Vec<usize>> = self.answers.iter().map(place).collect();
        places?.into_iter().max().map(|place| place + 1)
    }

    /// The confidence in the best candidate, 0 when there is none, and of several the lowest; rounded
    /// as in a [`Record`](super::Record), so that metrics can be worked out from records.
    pub fn confidence(&self) -> f64 {
        let sure = |best: &Match| rounded(best.confidence.get().into());
        self.closest().map(sure).min_by(f64::total_cmp).unwrap_or(0.0)
    }

    /// Whether this entry answers the question, by its label.
    pub fn is_right(&self, found: &Match) -> bool {
        self.expected.contains(&found.entry)
    }
}

/// The outcomes with a wrong answer, the most confident first; of equals in their own order.
pub(super) fn wrong_answers<'a>(outcomes: impl IntoIterator<Item = &'a Outcome>) -> Vec<&'a Outcome> {
    surest_first(outcomes.into_iter().filter(|outcome| outcome.ending() == Ending::AnsweredWrong))
}

/// The most confident first; of equals in their own order.
pub(super) fn surest_first<'a>(outcomes: impl IntoIterator<Item = &'a Outcome>) -> Vec<&'a Outcome> {
    let mut sorted: Vec<&Outcome> = outcomes.into_iter().collect();
    sorted.sort_by(|one, other| other.confidence().total_cmp(&one.confidence()));
    sorted
}

#[cfg(test)]
mod tests {
    use super::super::samples::{Verdicts, outcome};
    use super::Ending::{AnsweredRight, AnsweredWrong, SuggestedOther, SuggestedRight, Unanswered};
    use super::VerdictName;

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
    fn several_questions_are_as_right_and_as_sure_as_the_worst_of_them() {
        let both = |expected: &[usize], second: Verdicts| {
            let mut both = outcome(expected, Verdicts::Answer, &[(0, 0.9), (1, 0.5)]);
            both.answers.extend(outcome(&[], second, &[(2, 0.8), (0, 0.4)]).answers);
            both
        };
        for (expected, second, ending, rank) in [
            (&[0, 2][..], Verdicts::Answer, AnsweredRight, Some(1)),
            (&[2, 0, 1], Verdicts::Answer, AnsweredRight, Some(1)),
            (&[0], Verdicts::Answer, AnsweredWrong, Some(2)),
            (&[2], Verdicts::Answer, AnsweredWrong, None),
            (&[], Verdicts::Answer, AnsweredWrong, None),
            // A second answer that holds no longer is not given.
            (&[0], Verdicts::Withdrawn, AnsweredRight, Some(2)),
            (&[2], Verdicts::Withdrawn, AnsweredWrong, None),
        ] {
            let both = both(expected, second);
            assert_eq!((both.ending(), both.rank()), (ending, rank), "{expected:?} {second:?}");
            assert_eq!((both.confidence(), both.verdict()), (0.8, VerdictName::Answer));
        }
        let withdrawn = outcome(&[0], Verdicts::Withdrawn, &[(0, 0.9)]);
        assert_eq!((withdrawn.ending(), withdrawn.verdict()), (Unanswered, VerdictName::Unanswered));
        assert!(withdrawn.is_withdrawn() && both(&[0], Verdicts::Withdrawn).is_withdrawn());
    }

    #[test]
    fn the_rank_is_that_of_the_best_right_entry() {
        for (expected, rank) in [(vec![2], Some(1)), (vec![1, 0], Some(2)), (vec![3], None), (vec![], None)] {
            let ranked = [(2, 0.9), (0, 0.5), (1, 0.4)];
            assert_eq!(outcome(&expected, Verdicts::Suggest, &ranked).rank(), rank);
        }
    }
}
