//! What all methods have in common: a ranking of the entries, and what it is worth.

use std::sync::Arc;
use std::thread;

use attache::matcher::Encoder;

use crate::edits::{Levenshtein, TokenSet};
use crate::grams::Grams;
use crate::meaning::Meaning;
use crate::sets::Set;
use crate::words::Bm25;

/// A way of telling how alike a question and a phrasing are, prepared for the phrasings of a FAQ.
pub trait Likeness: Sync {
    /// How like the question each phrasing is, in their order. More is more alike, on whatever
    /// scale the method has.
    fn likenesses(&self, question: &str) -> Vec<f64>;
}

/// A likeness that ranks the entries of a FAQ.
pub struct Method {
    /// What it is called in the tables.
    pub name: &'static str,
    likeness: Box<dyn Likeness>,
    /// Each phrasing's entry.
    owners: Vec<usize>,
    entries: usize,
}

/// What a method made of a labelled question.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Guess {
    /// Whether the FAQ answers the question, by its label.
    pub in_scope: bool,
    /// The place of the best right entry: 1 is the first.
    pub rank: Option<usize>,
    /// How good the method thinks its best entry is, on its own scale.
    pub score: f64,
    /// What it does about that; nothing as long as the score is no probability.
    pub decision: Option<Decision>,
}

/// A guess as a reader meets it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Decision {
    /// How likely it is that the best entry is right.
    pub probability: f64,
    /// Whether the reader gets the best entry's answer.
    pub is_answer: bool,
}

impl Guess {
    /// Whether the best entry is right.
    pub fn is_right(&self) -> bool {
        self.rank == Some(1)
    }
}

/// All methods but `attache` itself, prepared for the FAQ of `set`.
pub fn methods(set: &Set, encoder: &Arc<Encoder>) -> Vec<Method> {
    let phrasings = set.phrasings();
    let texts: Vec<&str> = phrasings.concat();
    let owners: Vec<usize> =
        phrasings.iter().enumerate().flat_map(|(entry, own)| own.iter().map(move |_| entry)).collect();
    let likenesses: [(&str, Box<dyn Likeness>); 5] = [
        ("Levenshtein", Box::new(Levenshtein::new(&texts))),
        ("token-set ratio", Box::new(TokenSet::new(&texts))),
        ("BM25", Box::new(Bm25::new(set.language(), &texts))),
        ("character n-grams", Box::new(Grams::new(set.language(), &texts))),
        ("encoder alone", Box::new(Meaning::new(Arc::clone(encoder), &texts))),
    ];
    let method =
        |(name, likeness)| Method { name, likeness, owners: owners.clone(), entries: phrasings.len() };
    likenesses.into_iter().map(method).collect()
}

impl Method {
    /// Every entry with its score, which is that of its best phrasing, best first; of equals the
    /// first.
    pub fn ranking(&self, question: &str) -> Vec<(usize, f64)> {
        let mut ranking: Vec<(usize, f64)> = (0..self.entries).map(|entry| (entry, f64::MIN)).collect();
        for (&owner, likeness) in self.owners.iter().zip(self.likeness.likenesses(question)) {
            ranking[owner].1 = ranking[owner].1.max(likeness);
        }
        ranking.sort_by(|one, other| other.1.total_cmp(&one.1));
        ranking
    }

    /// What the method makes of the questions of `set`, asked on all cores.
    pub fn guesses(&self, set: &Set) -> Vec<Guess> {
        let asked: Vec<(&str, &[usize])> = set
            .questions
            .iter()
            .zip(&set.expected)
            .map(|(question, expected)| (question.ask.as_str(), expected.as_slice()))
            .collect();
        let threads = thread::available_parallelism().map_or(1, usize::from);
        let guess = |&(ask, expected): &(&str, &[usize])| guess(&self.ranking(ask), expected);
        thread::scope(|scope| {
            let workers: Vec<_> = asked
                .chunks(asked.len().div_ceil(threads))
                .map(|share| scope.spawn(move || share.iter().map(guess).collect::<Vec<Guess>>()))
                .collect();
            workers
                .into_iter()
                .flat_map(|worker| worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
                .collect()
        })
    }
}

fn guess(ranking: &[(usize, f64)], expected: &[usize]) -> Guess {
    let place = ranking.iter().position(|(entry, _)| expected.contains(entry));
    Guess {
        in_scope: !expected.is_empty(),
        rank: place.map(|place| place + 1),
        score: ranking.first().map_or(0.0, |best| best.1),
        decision: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Fixed(Vec<f64>);

    impl Likeness for Fixed {
        fn likenesses(&self, _: &str) -> Vec<f64> {
            self.0.clone()
        }
    }

    #[test]
    fn an_entry_is_as_good_as_its_best_phrasing_and_the_first_of_equals_wins() {
        let likeness = Box::new(Fixed(vec![0.1, 0.7, 0.5, 0.2, 0.7]));
        let method = Method { name: "fixed", likeness, owners: vec![0, 0, 1, 2, 2], entries: 3 };
        assert_eq!(method.ranking("?"), [(0, 0.7), (2, 0.7), (1, 0.5)]);
    }

    #[test]
    fn a_guess_is_the_ranking_held_against_the_label() {
        let ranking = [(2, 0.9), (0, 0.5), (1, 0.4)];
        for (expected, in_scope, rank) in
            [(&[2][..], true, Some(1)), (&[1, 0][..], true, Some(2)), (&[][..], false, None)]
        {
            let guess = guess(&ranking, expected);
            assert_eq!((guess.in_scope, guess.rank, guess.score), (in_scope, rank, 0.9), "{expected:?}");
        }
    }
}
