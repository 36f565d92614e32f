//! A collision: found by trials, with what tells the two entries apart and advice.

use serde::Serialize;

use super::super::parallel::on_all_cores;
use super::advice;
use super::map::{self, Robbery, Trial};
use super::separators::Separators;
use crate::faq::Faq;
use crate::knowledge::Id;

/// An entry that takes questions of another.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Collision {
    /// The entry whose questions are taken.
    pub victim: Id,
    /// The entry that takes them.
    pub thief: Id,
    /// The victim's phrasings that suffer, the worst first.
    pub robbed: Vec<Robbed>,
    /// The words that tell the two apart.
    pub separators: Separators,
    /// Variants for the victim, with all of which the collision is gone; empty if none was found.
    pub advice: Vec<String>,
    /// How many variants were tried.
    pub tried: usize,
}

/// A phrasing that another entry takes.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Robbed {
    /// The phrasing.
    pub phrasing: String,
    /// Whether a reader who asks it gets the other entry's answer if nobody thinks of it.
    pub unless_known: bool,
    /// How many noisy copies of it were asked.
    pub copies: usize,
    /// Those of them that go to the other entry, or that are not answered because of it.
    pub lost: Vec<String>,
}

/// How far the work has come; heard from several threads.
pub type Steps<'a> = &'a (dyn Fn(Step, usize, usize) + Sync);

/// What the work is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Asking phrasings and their noisy copies.
    Asking,
    /// Trying variants that may help.
    Trying,
}

/// All collisions of a FAQ, the worst first, each with advice.
///
/// `steps` hears how many of how many phrasings are asked, then how many collisions have had
/// their advice.
pub fn collisions(faq: &Faq, steps: Steps<'_>) -> Vec<Collision> {
    let trial = Trial::new(faq);
    let phrasings = trial.phrasings();
    let total = phrasings.len();
    let robberies: Vec<Robbery> =
        on_all_cores(&phrasings, &|done| steps(Step::Asking, done, total), |&place| trial.robberies(place))
            .into_iter()
            .flatten()
            .collect();
    let pairs = map::pairs(robberies);
    let total = pairs.len();
    on_all_cores(&pairs, &|done| steps(Step::Trying, done, total), |pair| {
        let separators = Separators::between(faq, pair.victim, pair.thief);
        let advice = advice::found(faq, pair, &pairs, &separators);
        let id = |number| faq.entry(number).entry.id.clone();
        Collision {
            victim: id(pair.victim),
            thief: id(pair.thief),
            robbed: pair.robberies.iter().map(|robbery| robbed(faq, robbery)).collect(),
            separators,
            advice: advice.variants,
            tried: advice.tried,
        }
    })
}

fn robbed(faq: &Faq, robbery: &Robbery) -> Robbed {
    let (entry, phrasing) = robbery.place;
    Robbed {
        phrasing: faq.entry(entry).entry.phrasings().nth(phrasing).unwrap_or_default().to_owned(),
        unless_known: robbery.unless_known,
        copies: robbery.copies,
        lost: robbery.lost.clone(),
    }
}
