//! The questions that end otherwise, by what that means for readers.

use serde::Serialize;

use super::super::outcome::{Ending, Outcome};
use crate::faq::Faq;
use crate::knowledge::Id;
use crate::matcher::{Match, VerdictName};

/// What a change of the knowledge does to its readers' questions.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Diff {
    /// The name of the version before.
    pub old: String,
    /// The name of the version after.
    pub new: String,
    /// How many questions were asked of both.
    pub questions: usize,
    /// Those that end better.
    pub gained: Vec<Flip>,
    /// Those that end worse.
    pub lost: Vec<Flip>,
    /// Those that end otherwise and just as well, such as with the answer of another entry.
    pub changed: Vec<Flip>,
    /// Those that were answered rightly, and are merely suggested the right entry.
    pub ambiguous: Vec<Flip>,
}

/// A question that ends otherwise.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Flip {
    /// The question.
    pub ask: String,
    /// The entries that answer it, by its label.
    pub expect: Vec<Id>,
    /// What the version before makes of it.
    pub before: Side,
    /// What the version after makes of it.
    pub after: Side,
}

/// What one version makes of a question.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Side {
    pub(super) verdict: VerdictName,
    /// The answered entry.
    pub(super) entry: Option<Id>,
    /// The answered entries beside it, where a message has several answers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) also: Vec<Id>,
    /// The confidence in the best candidate.
    pub(super) confidence: f64,
    /// The suggested entries, for people.
    #[serde(skip)]
    pub(super) suggested: Vec<Id>,
}

/// A version of the knowledge with what became of the questions.
#[derive(Clone, Copy)]
pub struct Version<'a> {
    /// What it is called: its path.
    pub name: &'a str,
    /// The version.
    pub faq: &'a Faq,
    /// The outcomes, in the order of the questions.
    pub outcomes: &'a [Outcome],
}

/// In which way a question ends otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Gained,
    Lost,
    Changed,
    Ambiguous,
}

impl Diff {
    /// Compares the outcomes of the same questions with two versions.
    pub fn between(old: Version<'_>, new: Version<'_>) -> Self {
        let mut diff = Self {
            old: old.name.to_owned(),
            new: new.name.to_owned(),
            questions: new.outcomes.len(),
            gained: Vec::new(),
            lost: Vec::new(),
            changed: Vec::new(),
            ambiguous: Vec::new(),
        };
        for (one, other) in old.outcomes.iter().zip(new.outcomes) {
            let (before, after) = (Side::of(old.faq, one), Side::of(new.faq, other));
            let gives_others = (&before.entry, &before.also) != (&after.entry, &after.also);
            let Some(way) = way(one, other, gives_others) else { continue };
            let labelled = &one.labelled;
            let (ask, expect) = (labelled.ask.clone(), labelled.expect.clone());
            diff.of_way(way).push(Flip { ask, expect, before, after });
        }
        diff
    }

    fn of_way(&mut self, way: Way) -> &mut Vec<Flip> {
        match way {
            Way::Gained => &mut self.gained,
            Way::Lost => &mut self.lost,
            Way::Changed => &mut self.changed,
            Way::Ambiguous => &mut self.ambiguous,
        }
    }
}

impl Side {
    fn of(faq: &Faq, outcome: &Outcome) -> Self {
        let id = |found: &Match| faq.entry(found.entry).entry.id.clone();
        let mut given = outcome.given().map(id);
        Self {
            verdict: outcome.verdict(),
            entry: given.next(),
            also: given.collect(),
            confidence: outcome.confidence(),
            suggested: outcome.suggested().map(id).collect(),
        }
    }
}

/// In which way a question ends otherwise, if it does.
fn way(old: &Outcome, new: &Outcome, gives_others: bool) -> Option<Way> {
    let (before, after) = (old.ending(), new.ending());
    if (before, after) == (Ending::AnsweredRight, Ending::SuggestedRight) {
        return Some(Way::Ambiguous);
    }
    match goodness(new).cmp(&goodness(old)) {
        std::cmp::Ordering::Greater => Some(Way::Gained),
        std::cmp::Ordering::Less => Some(Way::Lost),
        std::cmp::Ordering::Equal => (before != after || gives_others).then_some(Way::Changed),
    }
}

/// How good an ending is for the reader: an honest "not in the FAQ" is better than a wrong answer,
/// and where the FAQ has no answer it is best.
fn goodness(outcome: &Outcome) -> u8 {
    match outcome.ending() {
        Ending::AnsweredRight => 3,
        Ending::SuggestedRight => 2,
        Ending::Unanswered if !outcome.in_scope() => 2,
        Ending::SuggestedOther | Ending::Unanswered => 1,
        Ending::AnsweredWrong => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::samples::{Verdicts, harbour_faq, outcome};
    use super::*;
    use crate::matcher::Verdict;

    use Verdicts::{Answer, Suggest, Unanswered};

    /// An outcome with the entry `best` first and `1` after it.
    fn ended(expected: &[usize], (verdict, best): (Verdicts, usize)) -> Outcome {
        outcome(expected, verdict, &[(best, 0.8), (1, 0.5)])
    }

    fn between(before: &[Outcome], after: &[Outcome]) -> Diff {
        let faq = harbour_faq();
        let version = |name, outcomes| Version { name, faq: &faq, outcomes };
        Diff::between(version("old", before), version("new", after))
    }

    fn ways(before: &Outcome, after: &Outcome) -> Vec<&'static str> {
        let diff = between(std::slice::from_ref(before), std::slice::from_ref(after));
        let groups = [
            ("gained", &diff.gained),
            ("lost", &diff.lost),
            ("changed", &diff.changed),
            ("ambiguous", &diff.ambiguous),
        ];
        groups.into_iter().filter(|(_, flips)| !flips.is_empty()).map(|(name, _)| name).collect()
    }

    #[test]
    fn a_flip_is_of_the_way_in_which_its_ending_moves() {
        for (expected, before, after, way) in [
            // Right is better than suggested, suggested than nothing, nothing than wrong.
            (&[0][..], (Suggest, 0), (Answer, 0), Some("gained")),
            (&[0], (Suggest, 2), (Answer, 0), Some("gained")),
            (&[0], (Unanswered, 2), (Suggest, 0), Some("gained")),
            (&[0], (Suggest, 2), (Suggest, 0), Some("gained")),
            (&[0], (Answer, 2), (Unanswered, 2), Some("gained")),
            (&[0], (Answer, 2), (Answer, 0), Some("gained")),
            (&[0], (Answer, 0), (Answer, 2), Some("lost")),
            (&[0], (Answer, 0), (Unanswered, 0), Some("lost")),
            (&[0], (Answer, 0), (Suggest, 2), Some("lost")),
            (&[0], (Suggest, 0), (Suggest, 2), Some("lost")),
            (&[0], (Suggest, 2), (Answer, 2), Some("lost")),
            (&[0], (Unanswered, 2), (Answer, 2), Some("lost")),
            (&[0], (Answer, 0), (Suggest, 0), Some("ambiguous")),
            (&[0, 2], (Answer, 0), (Answer, 2), Some("changed")),
            (&[0], (Answer, 2), (Answer, 3), Some("changed")),
            (&[0], (Suggest, 2), (Unanswered, 2), Some("changed")),
            (&[0], (Answer, 0), (Answer, 0), None),
            (&[0], (Suggest, 0), (Suggest, 0), None),
            (&[0], (Suggest, 2), (Suggest, 3), None),
            (&[0], (Unanswered, 2), (Unanswered, 3), None),
            // Where the FAQ has no answer, saying so is best.
            (&[], (Answer, 0), (Suggest, 0), Some("gained")),
            (&[], (Suggest, 0), (Unanswered, 0), Some("gained")),
            (&[], (Unanswered, 0), (Suggest, 0), Some("lost")),
            (&[], (Suggest, 0), (Answer, 0), Some("lost")),
            (&[], (Answer, 0), (Answer, 2), Some("changed")),
            (&[], (Unanswered, 0), (Unanswered, 2), None),
        ] {
            let (one, other) = (ended(expected, before), ended(expected, after));
            assert_eq!(ways(&one, &other), Vec::from_iter(way), "{expected:?} {before:?} {after:?}");
        }
    }

    #[test]
    fn an_entry_that_is_not_there_cannot_be_right() {
        let before = ended(&[0], (Answer, 0));
        let mut after = ended(&[0], (Answer, 2));
        after.expected.clear();
        assert_eq!(ways(&before, &after), ["lost"]);
        after.answers[0].verdict = Verdict::Unanswered;
        assert_eq!(ways(&before, &after), ["lost"]);
    }

    #[test]
    fn a_diff_is_one_object_for_programs() {
        let diff = between(
            &[ended(&[0], (Answer, 0)), ended(&[0], (Suggest, 2))],
            &[ended(&[0], (Unanswered, 0)), ended(&[0], (Suggest, 2))],
        );
        insta::assert_snapshot!(serde_json::to_string(&diff).unwrap(), @r#"{"old":"old","new":"new","questions":2,"gained":[],"lost":[{"ask":"when?","expect":["e0"],"before":{"verdict":"answer","entry":"e0","confidence":0.8},"after":{"verdict":"unanswered","entry":null,"confidence":0.8}}],"changed":[],"ambiguous":[]}"#);
    }
}
