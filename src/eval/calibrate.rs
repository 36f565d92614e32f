//! Chooses how sure an answer must be for an article's promise to hold.
//!
//! The questions that were labelled are a sample of those that readers will ask. So it is not
//! enough that few of their answers are wrong: the share must be so low that it is unlikely to be
//! above the promise among other questions of the kind.

use std::collections::HashMap;
use std::fmt;

use statrs::distribution::{Beta, ContinuousCDF};

use crate::faq::Faq;
use crate::knowledge::{Article, Id};
use crate::matcher::{Confidence, Thresholds, may_answer};

use super::outcome::{Ending, Outcome};

/// The probability with which the share of wrong answers may be above the bound. Over 200 random
/// halvings of each of seven public sets, the answers to the other half broke a promise of 5 % in 2
/// of the 298 halvings that were not refused, and one of 10 % in 10 of 1,215; of no large set in
/// more than 3 of 200. They are a sample, too, so more is not enough: at .01 it was 12 of 570 and 35
/// of 1,249, and of CLINC150 11 of 200 (`examples/halvings`).
const RISK: f64 = 0.002;

/// The lowest confidence of an answer, whatever the promise: labelled questions are never all that readers ask, and what
/// is below has little to go by. Where answers are judged, confidences are those of FAQs of a few phrasings an entry, and
/// low for one of many: of the shipped article's questions from .4 to .5 all six are right.
const LOWEST: f32 = 0.4;

/// How far apart the confidences are that are tried. Finer steps follow the chance of the sample.
const STEP: f32 = 0.02;

/// The fewest questions that the FAQ does not answer. Fewer say nothing of what readers get who
/// ask such a one.
pub const FEWEST_UNANSWERABLE: usize = 20;

/// What keeps an article's promise.
#[derive(Clone, Debug, PartialEq)]
pub struct Calibrated {
    /// How sure an answer, and a suggestion, must be.
    pub thresholds: Thresholds,
    /// How many questions would be answered.
    pub answered: usize,
    /// How many of them wrongly.
    pub wrong: usize,
    /// The questions that would be answered rightly, as they are asked.
    pub right: Vec<String>,
    /// How many questions the FAQ answers.
    pub answerable: usize,
    /// The share of wrong answers that is not exceeded, at a certainty of 99.8 %.
    pub bound: f64,
}

/// Why no thresholds can be promised to keep the promise; printed, it says what is missing.
#[derive(Clone, Debug, PartialEq)]
pub enum Refusal {
    /// There are too few questions that the FAQ does not answer.
    FewUnanswerable {
        /// How many there are.
        there: usize,
    },
    /// There are too few answers, even where all are right.
    FewAnswers {
        /// How many answers, without a wrong one, the promise takes.
        needed: usize,
        /// How many the surest there are before the first wrong one.
        right: usize,
        /// How many more questions that the FAQ answers are about enough.
        more: usize,
    },
    /// There are many answers, and too many of them are wrong however sure they are.
    Wrong {
        /// The lowest bound of all thresholds that were tried.
        bound: f64,
        /// The questions that are answered wrongly, surest first.
        questions: Vec<String>,
    },
}

/// One answer that may be given: how sure, and whether right.
#[derive(Clone, Copy, Debug)]
struct Sample<'a> {
    ask: &'a str,
    confidence: f32,
    is_right: bool,
}

/// The lowest thresholds with which at most `max_wrong` of the article's answers are wrong, by a
/// bound that holds with a certainty of 99.8 % (Clopper and Pearson 1934).
///
/// Thresholds are tried from sure to less sure, and the last is taken before one fails; so none is
/// picked for its luck. `outcomes` are of all labelled questions, also of other articles: those
/// count here which have their closest entry in this one.
pub fn calibrate(
    faq: &Faq,
    article: &Article,
    outcomes: &[Outcome],
    max_wrong: f64,
) -> Result<Calibrated, Refusal> {
    let unanswerable = outcomes.iter().filter(|outcome| !outcome.in_scope()).count();
    if unanswerable < FEWEST_UNANSWERABLE {
        return Err(Refusal::FewUnanswerable { there: unanswerable });
    }
    let ours: Vec<&Outcome> = outcomes.iter().filter(|outcome| is_about(faq, outcome, &article.id)).collect();
    let samples: Vec<Sample<'_>> = ours.iter().filter_map(|outcome| sample(outcome)).collect();
    let answerable = ours.iter().filter(|outcome| outcome.in_scope()).count();
    let Some(answer) = lowest_kept(&samples, max_wrong) else {
        return Err(refusal(&ours, &samples, answerable, max_wrong));
    };
    let given: Vec<&Sample<'_>> = samples.iter().filter(|sample| sample.confidence >= answer).collect();
    let right: Vec<String> =
        given.iter().filter(|sample| sample.is_right).map(|sample| sample.ask.to_owned()).collect();
    // How sure a suggestion must be is not calibrated.
    let suggest = faq.default_thresholds(article).suggest.get().min(answer);
    Ok(Calibrated {
        thresholds: Thresholds { answer: Confidence::new(answer), suggest: Confidence::new(suggest) },
        answered: given.len(),
        wrong: given.len() - right.len(),
        answerable,
        bound: upper_bound(given.len() - right.len(), given.len()),
        right,
    })
}

/// Whether the closest entry is one of the article's, to one of its questions at least.
fn is_about(faq: &Faq, outcome: &Outcome, article: &Id) -> bool {
    outcome.closest().any(|best| faq.entry(best.entry).article.id == *article)
}

/// The answer that may be given; of several, they are as sure and as right as the worst of them.
fn sample(outcome: &Outcome) -> Option<Sample<'_>> {
    if !outcome.answers.iter().all(|answer| may_answer(&answer.matches)) {
        return None;
    }
    let confidence = outcome.closest().map(|best| best.confidence.get()).min_by(f32::total_cmp)?;
    let is_right = outcome.closest().all(|best| outcome.is_right(best));
    Some(Sample { ask: &outcome.labelled.ask, confidence, is_right })
}

fn lowest_kept(samples: &[Sample<'_>], max_wrong: f64) -> Option<f32> {
    let bounds = bounds(samples);
    let kept = bounds.iter().skip_while(|(_, bound)| *bound > max_wrong);
    kept.take_while(|(_, bound)| *bound <= max_wrong).last().map(|(answer, _)| *answer)
}

/// Each threshold that is tried, from the surest, with the bound on wrong answers.
fn bounds(samples: &[Sample<'_>]) -> Vec<(f32, f64)> {
    let steps = ((1.0 - LOWEST) / STEP) as usize;
    (0..=steps)
        .map(|step| {
            let answer = 1.0 - step as f32 * STEP;
            let given = samples.iter().filter(|sample| sample.confidence >= answer);
            let wrong = given.clone().filter(|sample| !sample.is_right).count();
            (answer, upper_bound(wrong, given.count()))
        })
        .collect()
}

/// The share of wrong ones that is exceeded with a probability of [`RISK`] at most, when `wrong`
/// of `all` are.
fn upper_bound(wrong: usize, all: usize) -> f64 {
    if wrong >= all {
        return 1.0;
    }
    let beta = Beta::new(wrong as f64 + 1.0, (all - wrong) as f64);
    beta.map_or(1.0, |beta| beta.inverse_cdf(1.0 - RISK))
}

fn refusal(ours: &[&Outcome], samples: &[Sample<'_>], answerable: usize, max_wrong: f64) -> Refusal {
    let needed = fewest_answers(max_wrong);
    let surest_wrong =
        samples.iter().filter(|sample| !sample.is_right).map(|sample| sample.confidence).fold(0.0, f32::max);
    let right = samples.iter().filter(|sample| sample.confidence > surest_wrong).count();
    let all_right = samples.iter().filter(|sample| sample.is_right).count();
    if all_right < needed || right == all_right {
        let share = right.max(1) as f64 / answerable.max(1) as f64;
        let more = (needed.saturating_sub(right) as f64 / share).ceil() as usize;
        return Refusal::FewAnswers { needed, right, more };
    }
    let bound = bounds(samples).into_iter().map(|(_, bound)| bound).fold(1.0, f64::min);
    let wrong = |outcome: &&&Outcome| sample(outcome).is_some_and(|sample| !sample.is_right);
    let mut wrong: Vec<&&Outcome> = ours.iter().filter(wrong).collect();
    wrong.sort_by(|one, other| other.confidence().total_cmp(&one.confidence()));
    Refusal::Wrong { bound, questions: wrong.iter().map(|outcome| outcome.labelled.ask.clone()).collect() }
}

/// How many answers must all be right for the bound to be at most `max_wrong`; without end for 0.
fn fewest_answers(max_wrong: f64) -> usize {
    (RISK.ln() / (1.0 - max_wrong).ln()).abs().ceil() as usize
}

/// Those of `before`, questions as they are asked, that are not answered rightly any more. What
/// is not asked any more is not among them, nor what an editor has withdrawn.
pub fn lost<'a>(before: &'a [String], outcomes: &[Outcome]) -> Vec<&'a str> {
    let is_lost = |outcome: &Outcome| outcome.ending() != Ending::AnsweredRight && !outcome.is_withdrawn();
    let asked: HashMap<&str, bool> =
        outcomes.iter().map(|outcome| (outcome.labelled.ask.as_str(), is_lost(outcome))).collect();
    let is_lost = |ask: &&str| asked.get(ask).is_some_and(|is_lost| *is_lost);
    before.iter().map(String::as_str).filter(is_lost).collect()
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::FewUnanswerable { there } => write!(
                f,
                "{there} labelled questions are not answered by the FAQ, and at least {FEWEST_UNANSWERABLE} are \
                 needed\nhint: label {} more with an empty `expect`, most of them of the kind `near`: \
                 on the topic, but not answered here",
                FEWEST_UNANSWERABLE - there
            ),
            Self::FewAnswers { needed, right, .. } if *needed == usize::MAX => write!(
                f,
                "no number of questions can support a promise of no wrong answer at all ({right} are \
                 right)\nhint: promise a little more than 0, such as 0.05"
            ),
            Self::FewAnswers { needed, right, more } => write!(
                f,
                "the promise takes {needed} right answers before the first wrong one, and there are {right}\n\
                 hint: label about {more} more questions that the FAQ answers, or promise less"
            ),
            Self::Wrong { bound, questions } => write!(
                f,
                "too many answers are wrong, however sure they are: up to {}\n\
                 hint: mend the entries that take these questions, or promise less: `{}`",
                super::wording::percent(*bound),
                questions.iter().take(5).cloned().collect::<Vec<_>>().join("`, `")
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{Verdicts, harbour, harbour_faq, outcome};
    use super::*;

    /// Right answers, wrong ones, and questions that are not answered, each with its confidence.
    fn outcomes(groups: &[(usize, f32, bool)], unanswerable: usize) -> Vec<Outcome> {
        let groups = groups.iter().flat_map(|&(number, confidence, right)| {
            let expected: &[usize] = if right { &[0] } else { &[1] };
            (0..number).map(move |_| outcome(expected, Verdicts::Answer, &[(0, confidence)]))
        });
        let others = (0..unanswerable).map(|_| outcome(&[], Verdicts::Unanswered, &[(0, 0.1)]));
        groups.chain(others).collect()
    }

    fn calibrated(groups: &[(usize, f32, bool)], max_wrong: f64) -> Result<Calibrated, Refusal> {
        calibrate(&harbour_faq(), &harbour(), &outcomes(groups, 20), max_wrong)
    }

    #[test]
    fn the_bound_is_that_of_clopper_and_pearson() {
        // With none wrong it is 1 - .002^(1/n).
        for (wrong, all, expected) in
            [(0, 122, 0.0497), (0, 1, 0.998), (5, 100, 0.1469), (3, 3, 1.0), (0, 0, 1.0)]
        {
            let bound = upper_bound(wrong, all);
            assert!((bound - expected).abs() < 0.0005, "{wrong} of {all}: {bound}");
        }
    }

    #[test]
    fn the_lowest_threshold_is_taken_before_the_promise_fails() {
        let kept = calibrated(&[(130, 0.9, true), (40, 0.7, true), (30, 0.5, false)], 0.05).unwrap();
        assert!((0.5..=0.7).contains(&kept.thresholds.answer.get()), "{kept:?}");
        assert_eq!((kept.answered, kept.right.len(), kept.wrong, kept.answerable), (170, 170, 0, 200));
        assert!(kept.bound < 0.05 && kept.thresholds.suggest <= kept.thresholds.answer);
    }

    #[test]
    fn too_few_questions_are_refused_with_how_many_more() {
        let few = calibrated(&[(45, 0.9, true)], 0.05).unwrap_err();
        assert_eq!(few, Refusal::FewAnswers { needed: 122, right: 45, more: 77 });
        let answerable_only =
            calibrate(&harbour_faq(), &harbour(), &outcomes(&[(200, 0.9, true)], 3), 0.05).unwrap_err();
        assert_eq!(answerable_only, Refusal::FewUnanswerable { there: 3 });
        let none = calibrated(&[(45, 0.9, true)], 0.0).unwrap_err();
        assert!(none.to_string().contains("promise a little more than 0"), "{none}");
    }

    #[test]
    fn wrong_answers_that_are_sure_are_named() {
        let refused = calibrated(&[(200, 0.8, true), (40, 0.95, false)], 0.05).unwrap_err();
        assert!(matches!(&refused, Refusal::Wrong { questions, .. } if questions.len() == 60), "{refused}");
        assert!(refused.to_string().contains("`when?`"), "{refused}");
    }

    #[test]
    fn vetoed_questions_are_no_answers() {
        let mut all = outcomes(&[(130, 0.9, true)], 20);
        let mut vetoed = outcome(&[], Verdicts::Suggest, &[(0, 0.95)]);
        vetoed.answers[0].matches[0].account.veto = Some(crate::matcher::Veto::Roles);
        all.extend(std::iter::repeat_n(vetoed, 50));
        let kept = calibrate(&harbour_faq(), &harbour(), &all, 0.05).unwrap();
        assert_eq!((kept.answered, kept.wrong), (130, 0));
    }

    #[test]
    fn what_was_answered_rightly_and_is_not_is_lost() {
        let outcomes = [("kept", true), ("lost", false)].map(|(ask, right)| {
            let mut outcome = outcome(&[0], Verdicts::Answer, &[(if right { 0 } else { 1 }, 0.9)]);
            outcome.labelled.ask = ask.into();
            outcome
        });
        let mut withdrawn = outcome(&[0], Verdicts::Withdrawn, &[(0, 0.9)]);
        withdrawn.labelled.ask = "withdrawn".into();
        let before = ["kept", "lost", "withdrawn", "not asked"].map(String::from);
        let [kept, lost_one] = outcomes;
        assert_eq!(lost(&before, &[kept, lost_one, withdrawn]), ["lost"]);
    }
}
