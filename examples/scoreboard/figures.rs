//! What a method is judged by, for one set and for many.

use attache::eval::statistics::{auroc, calibration_error, recall_at_few_false, share};

use crate::method::Guess;

/// How well a method did. What there is nothing to take a share of is absent.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figures {
    /// The share of answerable questions whose best entry is right.
    pub top1: Option<f64>,
    /// The share of answerable questions with a right entry among the best three.
    pub top3: Option<f64>,
    /// The probability that an answerable question's score is above an unanswerable one's.
    pub auroc: Option<f64>,
    /// The share of answerable questions that are right above the score which 5 % of the
    /// unanswerable ones exceed.
    pub right_at_few_false: Option<f64>,
    /// The share of answerable questions that are answered, and rightly.
    pub answered_right: Option<f64>,
    /// The answers; absent if the method decides nothing.
    pub answers: Option<Answers>,
    /// How far its probabilities are from the share of right ones.
    pub calibration_error: Option<f64>,
    /// The median time of a question.
    pub micros: Option<f64>,
}

/// How many answers were given.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Answers {
    /// All of them.
    pub given: usize,
    /// Those of an entry that does not answer the question.
    pub wrong: usize,
}

impl Figures {
    /// Judges the guesses at the questions of one set.
    pub fn of(guesses: &[Guess], micros: f64) -> Self {
        let (inside, outside): (Vec<&Guess>, Vec<&Guess>) = guesses.iter().partition(|guess| guess.in_scope);
        let positives: Vec<(f64, bool)> =
            inside.iter().map(|guess| (guess.score, guess.is_right())).collect();
        let scores: Vec<f64> = inside.iter().map(|guess| guess.score).collect();
        let negatives: Vec<f64> = outside.iter().map(|guess| guess.score).collect();
        let within =
            |places| inside.iter().filter(|guess| guess.rank.is_some_and(|rank| rank <= places)).count();
        let judged: Vec<(f64, bool)> = guesses
            .iter()
            .filter_map(|guess| guess.decision.map(|decision| (decision.probability, guess.is_right())))
            .collect();
        let is_decided = !judged.is_empty();
        let answers = Answers::of(guesses);
        let right = answers.given - answers.wrong;
        Self {
            top1: share(within(1), inside.len()),
            top3: share(within(3), inside.len()),
            auroc: auroc(&scores, &negatives),
            right_at_few_false: recall_at_few_false(&positives, &negatives),
            answered_right: share(right, inside.len()).filter(|_| is_decided),
            answers: is_decided.then_some(answers),
            calibration_error: is_decided.then(|| calibration_error(&judged)),
            micros: Some(micros),
        }
    }

    /// The means over several sets, each over those that have the figure; answers are summed up.
    pub fn mean(sets: &[&Self]) -> Self {
        Self {
            top1: mean(sets, |set| set.top1),
            top3: mean(sets, |set| set.top3),
            auroc: mean(sets, |set| set.auroc),
            right_at_few_false: mean(sets, |set| set.right_at_few_false),
            answered_right: mean(sets, |set| set.answered_right),
            answers: sets.iter().filter_map(|set| set.answers).reduce(Answers::and),
            calibration_error: mean(sets, |set| set.calibration_error),
            micros: mean(sets, |set| set.micros),
        }
    }
}

fn mean(sets: &[&Figures], figure: impl Fn(&Figures) -> Option<f64>) -> Option<f64> {
    let figures: Vec<f64> = sets.iter().filter_map(|set| figure(set)).collect();
    (!figures.is_empty()).then(|| figures.iter().sum::<f64>() / figures.len() as f64)
}

impl Answers {
    fn of(guesses: &[Guess]) -> Self {
        let given = guesses.iter().filter(|guess| guess.decision.is_some_and(|decision| decision.is_answer));
        let wrong = given.clone().filter(|guess| !guess.is_right());
        Self { given: given.count(), wrong: wrong.count() }
    }

    fn and(self, other: Self) -> Self {
        Self { given: self.given + other.given, wrong: self.wrong + other.wrong }
    }

    /// The share of wrong ones among them; absent if none were given.
    pub fn share_of_wrong(self) -> Option<f64> {
        share(self.wrong, self.given)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::method::Decision;

    /// A guess with this probability as its score, answered from .7 on.
    fn guess(in_scope: bool, rank: Option<usize>, probability: f64) -> Guess {
        let decision = Some(Decision { probability, is_answer: probability >= 0.7 });
        Guess { in_scope, rank, score: probability, decision }
    }

    fn guesses() -> Vec<Guess> {
        vec![
            guess(true, Some(1), 1.0),
            guess(true, Some(2), 0.8),
            guess(true, Some(1), 0.6),
            guess(true, Some(4), 0.5),
            guess(true, None, 0.1),
            guess(false, None, 0.75),
            guess(false, None, 0.0),
        ]
    }

    #[test]
    fn guesses_are_judged_as_the_harness_judges_outcomes() {
        // Of the ten pairs in and out of scope, 1 and .8 win two, the others one. Out of scope the
        // highest is .75, above which only the first is right. The gaps are .8, .75, .4, .5 and .1,
        // a bin each: 2.55 / 7.
        let figures = Figures::of(&guesses(), 12.5);
        let expected = Figures {
            top1: Some(0.4),
            top3: Some(0.6),
            auroc: Some(0.7),
            right_at_few_false: Some(0.2),
            answered_right: Some(0.2),
            answers: Some(Answers { given: 3, wrong: 2 }),
            calibration_error: figures.calibration_error,
            micros: Some(12.5),
        };
        assert_eq!(figures, expected);
        assert!((figures.calibration_error.unwrap() - 2.55 / 7.0).abs() < 1e-9);
    }

    #[test]
    fn a_method_that_decides_nothing_has_neither_answers_nor_calibration() {
        let mut guesses = guesses();
        guesses.iter_mut().for_each(|guess| guess.decision = None);
        let figures = Figures::of(&guesses, 1.0);
        assert_eq!((figures.answers, figures.answered_right, figures.calibration_error), (None, None, None));
        assert_eq!(figures.top1, Some(0.4));
    }

    #[test]
    fn means_are_over_the_sets_that_have_the_figure_and_answers_are_summed_up() {
        let all = Figures::of(&guesses(), 10.0);
        let answerable = Figures::of(&guesses()[..1], 20.0);
        let mean = Figures::mean(&[&all, &answerable]);
        assert_eq!((mean.top1, mean.auroc, mean.micros), (Some(0.7), Some(0.7), Some(15.0)));
        assert_eq!(mean.answers, Some(Answers { given: 4, wrong: 2 }));
        assert_eq!(mean.answers.and_then(Answers::share_of_wrong), Some(0.5));
        assert_eq!(Figures::mean(&[]), Figures::default());
    }
}
