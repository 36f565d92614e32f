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
    /// Whether any of its texts denies something.
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
        let mut ledger = Self::default();
        for words in phrasings.iter().map(Vec::as_slice).chain([answer]) {
            ledger.negates |= words.iter().any(|word| is_negation(&word.folded));
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
        let capitalised: HashSet<usize> =
            capitalised_inside(&query.text, &query.words).map(|word| word.span.start).collect();
        let is_name = |word: &Word| names.contains(word) || capitalised.contains(&word.span.start);
        let other_name =
            words.iter().any(|word| names.contains(word) && !asks_about(query, word, vocabulary));
        let other_number = words.iter().any(|word| word.is_number() && !asks_about(query, word, vocabulary));
        let mut account = Account::default();
        for term in &query.terms {
            let Some(word) = query.words[term.words.clone()].first() else { continue };
            let negation = is_negation(&word.folded) && !self.negates;
            if !negation && (term.is_stop || self.covers(query, term, vocabulary)) {
                continue;
            }
            let unknown = !term.is_stop && vocabulary.matches(term, &query.words).is_empty();
            let named = is_name(word) || word.is_number() || negation;
            if named || (unknown && vocabulary.uses(&word.folded) == 0) {
                account.unaccounted.push(query.written(word));
            }
            let said = || query.written(word);
            account.veto = account.veto.or_else(|| match () {
                () if negation => Some(Veto::Negation(said())),
                () if word.is_number() => other_number.then(|| Veto::Number(said())),
                () if is_name(word) || unknown => other_name.then(|| Veto::Name(said())),
                () => None,
            });
        }
        account.unaccounted.dedup();
        account.unaccounted.truncate(MOST_NAMED);
        account
    }

    fn covers(&self, query: &Query, term: &super::vocabulary::Term, vocabulary: &Vocabulary) -> bool {
        self.terms.contains(&term.key)
            || vocabulary.matches(term, &query.words).iter().any(|(id, _)| self.ids.contains(id))
    }
}

/// Whether the question has this word of a phrasing, in whatever form.
fn asks_about(query: &Query, word: &Word, vocabulary: &Vocabulary) -> bool {
    let wanted: Vec<String> =
        vocabulary.terms(std::slice::from_ref(word)).into_iter().map(|term| term.key).collect();
    let ids: Vec<TermId> = wanted.iter().filter_map(|key| vocabulary.id(key)).collect();
    query.terms.iter().any(|term| {
        wanted.contains(&term.key)
            || vocabulary.matches(term, &query.words).iter().any(|(id, _)| ids.contains(id))
    })
}
