//! `attache` itself, asked as readers ask it.

use std::sync::Arc;

use attache::eval::{self, Outcome};
use attache::faq::{Faq, Resources};
use attache::matcher::{Encoder, Progress};
use chrono::NaiveDate;

use crate::method::{Decision, Guess};
use crate::sets::Set;

/// What it is called in the tables.
pub const NAME: &str = "attache";

/// The FAQ of `set`, with the settings that readers get where nobody has chosen others; `progress` hears
/// how many of how many phrasings are encoded.
pub fn faq(set: &Set, encoder: &Arc<Encoder>, progress: Progress<'_>) -> Faq {
    let resources = Resources { encoder: Some(Arc::clone(encoder)), ..Resources::default() };
    Faq::new(set.knowledge.clone(), &resources, progress)
}

/// What `attache` makes of the questions of `set`, through its own harness; `progress` hears how many are
/// asked.
pub fn outcomes(faq: &Faq, set: &Set, progress: &(dyn Fn(usize) + Sync)) -> Vec<Outcome> {
    eval::run(faq, &set.questions, NaiveDate::MIN, progress)
}

/// The same as guesses.
pub fn guesses(faq: &Faq, set: &Set) -> Vec<Guess> {
    outcomes(faq, set, &|_| ()).iter().map(guess).collect()
}

fn guess(outcome: &Outcome) -> Guess {
    let probability = outcome.confidence();
    Guess {
        in_scope: outcome.in_scope(),
        rank: outcome.rank(),
        score: probability,
        decision: Some(Decision { probability, is_answer: outcome.is_answered() }),
    }
}

#[cfg(test)]
mod tests {
    use attache::eval::Metrics;
    use attache::eval::statistics::rounded;

    use super::*;
    use crate::figures::Figures;
    use crate::samples::set;

    #[test]
    fn its_figures_are_those_of_its_own_harness() {
        let mut set = set("a-xx", "xx", &["When does it open?", "Who pays for it?", "Where is the pier?"]);
        let others =
            [("who pays", vec![1]), ("which pier is it", vec![]), ("opening hours", vec![0]), ("hi", vec![])];
        for (ask, expected) in others {
            let ids: Vec<String> = expected.iter().map(|entry| format!("e{entry}")).collect();
            let labelled = serde_json::json!({ "ask": ask, "expect": ids });
            set.questions.push(serde_json::from_value(labelled).unwrap());
            set.expected.push(expected);
        }
        let faq = Faq::new(set.knowledge.clone(), &Resources::default(), &|_, _| ());
        let metrics = Metrics::of(&set.knowledge, &eval::run(&faq, &set.questions, NaiveDate::MIN, &|_| ()));
        let figures = Figures::of(&guesses(&faq, &set), 0.0);
        assert_eq!(figures.top1.map(rounded), metrics.top1);
        assert_eq!(figures.top3.map(rounded), metrics.top3);
        assert_eq!(figures.auroc.map(rounded), metrics.auroc);
        assert_eq!(figures.right_at_few_false.map(rounded), metrics.right_at_5pct_false);
        assert_eq!(figures.calibration_error.map(rounded), Some(metrics.calibration_error));
        let answers = figures.answers.unwrap();
        assert_eq!(
            (answers.given, answers.wrong),
            (metrics.answered_right + metrics.answered_wrong, metrics.answered_wrong)
        );
    }
}
