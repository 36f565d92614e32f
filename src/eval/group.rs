//! The groups into which labels part the questions.

use crate::knowledge::QuestionKind;

use super::outcome::Outcome;

/// A group of questions, by its label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Group {
    /// The FAQ answers them.
    Answerable,
    /// It does not; why, if the label says so.
    Unanswerable(Option<QuestionKind>),
}

impl Group {
    /// Groups in the order of their rows: what is harder to tell from answerable comes first.
    pub(super) const ALL: [Self; 5] = [
        Self::Answerable,
        Self::Unanswerable(Some(QuestionKind::Near)),
        Self::Unanswerable(Some(QuestionKind::Far)),
        Self::Unanswerable(Some(QuestionKind::Chat)),
        Self::Unanswerable(None),
    ];

    pub(super) fn of(outcome: &Outcome) -> Self {
        if outcome.in_scope() { Self::Answerable } else { Self::Unanswerable(outcome.labelled.kind) }
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Answerable => "answerable",
            Self::Unanswerable(Some(QuestionKind::Near)) => "near",
            Self::Unanswerable(Some(QuestionKind::Far)) => "far",
            Self::Unanswerable(Some(QuestionKind::Chat)) => "chat",
            Self::Unanswerable(None) => "other",
        }
    }

    /// The groups that `outcomes` has, each with its members.
    pub(super) fn all_in(outcomes: &[Outcome]) -> Vec<(Self, Vec<&Outcome>)> {
        let members = |group| outcomes.iter().filter(|outcome| Self::of(outcome) == group).collect();
        let groups = Self::ALL.map(|group| (group, members(group)));
        groups.into_iter().filter(|(_, members): &(Self, Vec<&Outcome>)| !members.is_empty()).collect()
    }
}
