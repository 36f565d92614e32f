//! What of a question an entry does not account for, and whether that forbids an answer.
//!
//! Confidence says how alike two questions are as a whole; "the Munich conference" and "the
//! Moscow conference" are very alike. Here single words are held to account: a name, a number
//! or a negation that the entry knows nothing of vetoes a confident answer.

use std::collections::HashSet;

use super::names::{Names, capitalised_inside};
use super::query::Query;
use super::vocabulary::{TermId, Vocabulary};
use crate::text::Word;

/// The most words that a reply names. More are noise.
const MOST_NAMED: usize = 4;

/// What an entry says, by the terms of its texts.
#[derive(Clone, Debug, Default)]
pub(super) struct Ledger {
    /// The terms of the question, the variants and the answer, sorted.
    terms: Vec<TermId>,
    /// Whether any of its phrasings denies something.
    negates: bool,
    /// The names in each phrasing.
    names: Vec<Vec<TermId>>,
}

/// What of a question does not depend on the entry that is held to account.
pub(super) struct Asked<'a> {
    query: &'a Query,
    /// The terms that the question's terms match, with typos.
    terms: HashSet<TermId>,
    words: Vec<AskedWord<'a>>,
}

/// A word of the question that is to be accounted for.
struct AskedWord<'a> {
    word: &'a Word,
    term: Option<TermId>,
    /// What it matches in the FAQ.
    matches: &'a [(TermId, f32)],
    kind: Kind,
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
    /// The question is about this name, of which the entry has nothing.
    Name(String),
    /// The question has this number, the entry has not.
    Number(String),
    /// The question is turned around by this word, the entry is not.
    Negation(String),
}

impl<'a> Asked<'a> {
    /// Reads a question's words for what must be accounted for.
    pub(super) fn new(query: &'a Query, vocabulary: &Vocabulary, names: &Names) -> Self {
        let capitalised: Vec<usize> =
            capitalised_inside(&query.text, &query.words).map(|word| word.span.start).collect();
        let matched = query.matches(vocabulary);
        let mut words = Vec::new();
        for (term, matches) in query.terms.iter().zip(matched) {
            let Some(word) = query.words[term.words.clone()].first() else { continue };
            let kind = match () {
                () if word.is_negation => Kind::Negation,
                () if term.is_stop => continue,
                () if word.is_number() => Kind::Number,
                () if names.contains(word) || capitalised.contains(&word.span.start) => Kind::Name,
                () if matches.is_empty() && vocabulary.uses(&word.folded) == 0 => Kind::Unknown,
                () => Kind::Known,
            };
            words.push(AskedWord { word, term: vocabulary.id(&term.key), matches, kind });
        }
        Self { query, terms: matched.iter().flatten().map(|&(id, _)| id).collect(), words }
    }
}

impl Ledger {
    /// Collects the terms of an entry's phrasings and of its answer.
    pub(super) fn new(
        vocabulary: &Vocabulary,
        names: &Names,
        phrasings: &[Vec<Word>],
        answer: &[Word],
    ) -> Self {
        let ids = |words: &[Word]| -> Vec<TermId> {
            vocabulary.terms(words).iter().filter_map(|term| vocabulary.id(&term.key)).collect()
        };
        let named = |words: &Vec<Word>| {
            let named = words.iter().filter(|word| names.contains(word));
            named.flat_map(|word| ids(std::slice::from_ref(word))).collect()
        };
        let mut terms: Vec<TermId> =
            phrasings.iter().map(Vec::as_slice).chain([answer]).flat_map(ids).collect();
        terms.sort_unstable();
        terms.dedup();
        Self {
            terms,
            negates: phrasings.iter().flatten().any(|word| word.is_negation),
            names: phrasings.iter().map(named).collect(),
        }
    }

    /// Holds the entry to account for a question that is nearest to this phrasing of it.
    pub(super) fn account(&self, asked: &Asked<'_>, phrasing: usize) -> Account {
        let left = self.left_open(asked);
        let other_name = self.names[phrasing].iter().any(|id| !asked.terms.contains(id));
        let veto = left.iter().find_map(|&(word, kind)| {
            let word = asked.query.written(word);
            match kind {
                Kind::Number => Some(Veto::Number(word)),
                Kind::Name => Some(Veto::Name(word)),
                // Any word may be a name that is not capitalised, but most are none.
                Kind::Unknown if other_name => Some(Veto::Name(word)),
                // In a question that says more than the entry, "not" may belong to the rest.
                Kind::Negation if left.len() == 1 => Some(Veto::Negation(word)),
                _ => None,
            }
        });
        let named = left.iter().filter(|(_, kind)| *kind != Kind::Known);
        let mut unaccounted: Vec<String> = named.map(|(word, _)| asked.query.written(word)).collect();
        unaccounted.dedup();
        unaccounted.truncate(MOST_NAMED);
        Account { unaccounted, veto }
    }

    /// The words of the question that the entry has nothing of.
    fn left_open<'a>(&self, asked: &Asked<'a>) -> Vec<(&'a Word, Kind)> {
        let has = |id: TermId| self.terms.binary_search(&id).is_ok();
        let is_open = |asked: &&AskedWord<'_>| match asked.kind {
            Kind::Negation => !self.negates,
            _ => !asked.term.is_some_and(has) && !asked.matches.iter().any(|&(id, _)| has(id)),
        };
        asked.words.iter().filter(is_open).map(|asked| (asked.word, asked.kind)).collect()
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
