//! How an ending is judged on the page.

use crate::eval::outcome::{Ending, Outcome};

/// An ending held against what the reader should have got; the worst is the least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Grade {
    /// Answered with another entry, or though the FAQ has no answer.
    WrongAnswer,
    /// Suggested only entries that are not right.
    OtherSuggestions,
    /// Not answered, though the FAQ has an answer.
    Missed,
    /// Suggested a right entry, perhaps among others.
    RightSuggestion,
    /// Not answered, as it should be.
    RightlySilent,
    /// Answered with a right entry.
    RightAnswer,
}

impl Grade {
    /// All grades, the worst first.
    pub(super) const ALL: [Self; 6] = [
        Self::WrongAnswer,
        Self::OtherSuggestions,
        Self::Missed,
        Self::RightSuggestion,
        Self::RightlySilent,
        Self::RightAnswer,
    ];

    /// The grade of an outcome.
    pub(super) fn of(outcome: &Outcome) -> Self {
        match outcome.ending() {
            Ending::AnsweredRight => Self::RightAnswer,
            Ending::AnsweredWrong => Self::WrongAnswer,
            Ending::SuggestedRight => Self::RightSuggestion,
            Ending::SuggestedOther => Self::OtherSuggestions,
            Ending::Unanswered if outcome.in_scope() => Self::Missed,
            Ending::Unanswered => Self::RightlySilent,
        }
    }

    /// What it is called.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::WrongAnswer => "answered wrong",
            Self::OtherSuggestions => "suggested others",
            Self::Missed => "not answered",
            Self::RightSuggestion => "suggested right one",
            Self::RightlySilent => "rightly not answered",
            Self::RightAnswer => "answered right",
        }
    }

    /// A sign that tells it from the others where colours do not.
    pub(super) fn sign(self) -> &'static str {
        match self {
            Self::WrongAnswer => "✗",
            Self::OtherSuggestions => "?",
            Self::Missed => "–",
            Self::RightSuggestion => "≈",
            Self::RightlySilent => "○",
            Self::RightAnswer => "✓",
        }
    }

    /// The class of what has its colour in the style sheet.
    pub(super) fn class(self) -> &'static str {
        match self {
            Self::WrongAnswer => "g0",
            Self::OtherSuggestions => "g1",
            Self::Missed => "g2",
            Self::RightSuggestion => "g3",
            Self::RightlySilent => "g4",
            Self::RightAnswer => "g5",
        }
    }

    /// How many of the outcomes have this grade.
    pub(super) fn count(self, outcomes: &[&Outcome]) -> usize {
        outcomes.iter().filter(|outcome| Self::of(outcome) == self).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::samples::{Verdicts, outcome};

    #[test]
    fn silence_is_right_only_where_the_faq_has_no_answer() {
        for (expected, grade) in [(&[0][..], Grade::Missed), (&[], Grade::RightlySilent)] {
            assert_eq!(Grade::of(&outcome(expected, Verdicts::Unanswered, &[(0, 0.1)])), grade);
        }
    }

    #[test]
    fn grades_are_listed_from_worst_to_best() {
        assert!(Grade::ALL.is_sorted());
    }
}
