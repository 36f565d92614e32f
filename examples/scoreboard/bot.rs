//! `attache` itself, asked as readers ask it.

use std::sync::Arc;

use attache::eval::{self, Outcome};
use attache::faq::{Faq, Resources};
use attache::matcher::Encoder;

use crate::method::{Decision, Guess};
use crate::sets::Set;

/// What it is called in the tables.
pub const NAME: &str = "attache";

/// The FAQ of `set`, with the settings that readers get where nobody has chosen others.
pub fn faq(set: &Set, encoder: &Arc<Encoder>) -> Faq {
    let resources = Resources { encoder: Some(Arc::clone(encoder)), ..Resources::default() };
    Faq::new(set.knowledge.clone(), &resources, &|_, _| ())
}

/// What `attache` makes of the questions of `set`, through its own harness.
pub fn guesses(faq: &Faq, set: &Set) -> Vec<Guess> {
    eval::run(faq, &set.questions, &|_| ()).iter().map(guess).collect()
}

fn guess(outcome: &Outcome) -> Guess {
    let probability = outcome.confidence();
    Guess {
        in_scope: outcome.in_scope(),
        rank: outcome.rank(),
        score: probability,
        decision: Some(Decision { probability, is_answer: outcome.answered().is_some() }),
    }
}
