//! What of a question an entry does not account for, and whether that forbids an answer.
//!
//! Confidence says how alike two questions are as a whole; "the Munich conference" and "the
//! Moscow conference" are very alike. Here single words are held to account: a name, a number
//! or a negation that the entry knows nothing of vetoes a confident answer.

use std::collections::HashSet;

use super::names::{Names, capitalised_inside};
use super::query::Query;
use super::vocabulary::{TermId, Vocabulary};
use crate::text::{Word, is_negation};

/// The most words that a reply names. More are noise.
const MOST_NAMED: usize = 4;

/// What an entry says, by the terms of its texts.
#[derive(Clone, Debug, Default)]
pub(super) struct Ledger {
    /// Terms of the question and the variants, and of the answer.
    terms: HashSet<String>,
    /// The ids of those that some phrasing has.
    ids: HashSet<TermId>,
    /// Whether any of its phrasings denies something.
    negates: bool,
}

/// What of a question an entry leaves open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// The words, as the reader wrote them, in the question's order.
    pub unaccounted: Vec<String>,
    /// Why there must be no confident answer, if so.
    pub veto: Option<Veto>,
}

/// Why an entry must not be given as an answer, however alike the questions are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Veto {
    /// The question is about this name, the entry about another.
    Name(String),
    /// The question has this number, the entry another.
    Number(String),
    /// The question is turned around by this word, the entry is not.
    Negation(String),
}

impl Ledger {
    /// Collects the terms of an entry's phrasings and of its answer.
    pub(super) fn new(vocabulary: &Vocabulary, phrasings: &[Vec<Word>], answer: &[Word]) -> Self {
        let denies = |words: &Vec<Word>| words.iter().any(|word| is_negation(&word.folded));
        let mut ledger = Self { negates: phrasings.iter().any(denies), ..Self::default() };
        for words in phrasings.iter().map(Vec::as_slice).chain([answer]) {
            for term in vocabulary.terms(words) {
                ledger.ids.extend(vocabulary.id(&term.key));
                ledger.terms.insert(term.key);
            }
        }
        ledger
    }

    /// Holds the entry to account for a question whose nearest phrasing has these `words`.
    pub(super) fn account(
        &self,
        query: &Query,
        words: &[Word],
        vocabulary: &Vocabulary,
        names: &Names,
    ) -> Account {
        let left = self.left_open(query, vocabulary, names);
        let asked: HashSet<TermId> = query.matches(vocabulary).iter().flatten().map(|&(id, _)| id).collect();
        let unasked = |word: &&Word| {
            let terms = vocabulary.terms(std::slice::from_ref(*word));
            !terms.iter().any(|term| vocabulary.id(&term.key).is_some_and(|id| asked.contains(&id)))
        };
        let other_name = words.iter().filter(|word| names.contains(word)).any(|word| unasked(&word));
        let other_number = words.iter().filter(|word| word.is_number()).any(|word| unasked(&word));
        let veto = left.iter().find_map(|&(word, kind)| {
            let word = query.written(word);
            match kind {
                Kind::Number if other_number => Some(Veto::Number(word)),
                Kind::Name | Kind::Unknown if other_name => Some(Veto::Name(word)),
                // In a question that says more than the entry, "not" may belong to the rest.
                Kind::Negation if left.len() == 1 => Some(Veto::Negation(word)),
                _ => None,
            }
        });
        let mut unaccounted: Vec<String> = left
            .iter()
            .filter(|(_, kind)| *kind != Kind::Known)
            .map(|(word, _)| query.written(word))
            .collect();
        unaccounted.dedup();
        unaccounted.truncate(MOST_NAMED);
        Account { unaccounted, veto }
    }

    /// The words of the question that the entry has nothing of.
    fn left_open<'a>(
        &self,
        query: &'a Query,
        vocabulary: &Vocabulary,
        names: &Names,
    ) -> Vec<(&'a Word, Kind)> {
        let capitalised: Vec<usize> =
            capitalised_inside(&query.text, &query.words).map(|word| word.span.start).collect();
        let mut left = Vec::new();
        for (term, matches) in query.terms.iter().zip(query.matches(vocabulary)) {
            let Some(word) = query.words[term.words.clone()].first() else { continue };
            let covered =
                self.terms.contains(&term.key) || matches.iter().any(|(id, _)| self.ids.contains(id));
            if is_negation(&word.folded) {
                left.extend((!self.negates).then_some((word, Kind::Negation)));
            } else if !term.is_stop && !covered {
                let unknown = matches.is_empty() && vocabulary.uses(&word.folded) == 0;
                left.push((
                    word,
                    match () {
                        () if word.is_number() => Kind::Number,
                        () if names.contains(word) || capitalised.contains(&word.span.start) => Kind::Name,
                        () if unknown => Kind::Unknown,
                        () => Kind::Known,
                    },
                ));
            }
        }
        left
    }
}

/// What sort of word is left open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Name,
    Number,
    Negation,
    /// One that the whole FAQ does not have.
    Unknown,
    /// One that other entries have.
    Known,
}
