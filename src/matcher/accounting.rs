//! What of a question an entry does not account for, and whether that forbids an answer.
//!
//! Confidence says how alike two questions are as a whole; "the Munich conference" and "the
//! Moscow conference" are very alike. Here single words are held to account: a name, a number
//! or a negation that the entry knows nothing of vetoes a confident answer.

use std::collections::HashSet;
use std::ops::Range;

use super::names::{Names, capitalised_inside};
use super::query::Query;
use super::vocabulary::{TermId, Vocabulary};
use crate::text::{Asking, Language, Word};

/// The most words that a reply names. More are noise.
const MOST_NAMED: usize = 4;

/// How strictly a question is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strictness {
    /// A foreign name or number forbids an answer where the entry has another in its place. In a
    /// large FAQ, likeness itself tells the entries apart, and more costs more than it saves.
    Lenient,
    /// Every foreign name or number does, and so do swapped roles, another thing that is asked
    /// for, a reversal, and words that lead away in meaning.
    Strict,
}

/// What an entry says, by the terms of its texts.
#[derive(Clone, Debug, Default)]
pub(super) struct Ledger {
    /// The terms of the question, the variants and the answer, sorted.
    terms: Vec<TermId>,
    /// Whether any of its phrasings denies something.
    negates: bool,
    /// What its phrasings ask for.
    asks: Vec<Asking>,
    /// The names in each phrasing, in order.
    names: Vec<Vec<TermId>>,
    /// The terms of each phrasing that are numbers.
    numbers: Vec<Vec<TermId>>,
    /// The names that every phrasing has.
    subjects: Vec<TermId>,
}

/// What of a question does not depend on the entry that is held to account.
pub(super) struct Asked<'a> {
    query: &'a Query,
    strictness: Strictness,
    /// The terms that the question's terms match, with typos.
    terms: HashSet<TermId>,
    words: Vec<AskedWord<'a>>,
    /// The FAQ's names in the question, in order, as agents before what they act on.
    names: Vec<TermId>,
    /// What it asks for, and the words that say so.
    asking: Option<(Asking, String)>,
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
    /// Where in the query's text the words stand that are not accounted for.
    pub(super) open: Vec<Range<usize>>,
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
    /// The question asks for this (`when`, `how many`), the entry does not.
    Asking(String),
    /// The question has the entry's names in other roles.
    Roles,
    /// Without these words, the question would mean more of what the entry does.
    Meaning(String),
}

impl<'a> Asked<'a> {
    /// Reads a question's words for what must be accounted for.
    pub(super) fn new(
        query: &'a Query,
        strictness: Strictness,
        language: &Language,
        vocabulary: &Vocabulary,
        names: &Names,
        name_terms: &HashSet<TermId>,
    ) -> Self {
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
                () if language.is_reversal(&word.stem) => Kind::Reversal,
                () if matches.is_empty() && vocabulary.uses(&word.folded) == 0 => Kind::Unknown,
                () => Kind::Known,
            };
            words.push(AskedWord { word, term: vocabulary.id(&term.key), matches, kind });
        }
        let asking = language.asking(&query.words).map(|(asking, first, length)| {
            let said = &query.words[first..first + length];
            (asking, said.iter().map(|word| word.written(&query.text)).collect::<Vec<_>>().join(" "))
        });
        Self {
            query,
            strictness,
            terms: matched.iter().flatten().map(|&(id, _)| id).collect(),
            words,
            names: roles(&query.words, vocabulary, name_terms),
            asking,
        }
    }
}

/// The names of a text in order; the one behind a "by" goes first, as the one that acts.
fn roles(words: &[Word], vocabulary: &Vocabulary, names: &HashSet<TermId>) -> Vec<TermId> {
    let mut roles = Vec::new();
    for term in vocabulary.terms(words) {
        let Some(id) = vocabulary.id(&term.key).filter(|id| names.contains(id)) else { continue };
        let is_agent = term.words.start > 0 && words[term.words.start - 1].folded == "by";
        if !roles.contains(&id) {
            roles.insert(if is_agent { 0 } else { roles.len() }, id);
        }
    }
    roles
}

impl Ledger {
    /// Collects the terms of an entry's phrasings and of its answer.
    pub(super) fn new(
        language: &Language,
        vocabulary: &Vocabulary,
        names: &HashSet<TermId>,
        phrasings: &[Vec<Word>],
        answer: &[Word],
    ) -> Self {
        let ids = |words: &[Word]| -> Vec<TermId> {
            vocabulary.terms(words).iter().filter_map(|term| vocabulary.id(&term.key)).collect()
        };
        let numbers = |words: &Vec<Word>| {
            let numbers = words.iter().filter(|word| word.is_number());
            numbers.flat_map(|word| ids(std::slice::from_ref(word))).collect()
        };
        let mut terms: Vec<TermId> =
            phrasings.iter().map(Vec::as_slice).chain([answer]).flat_map(ids).collect();
        terms.sort_unstable();
        terms.dedup();
        let named: Vec<Vec<TermId>> = phrasings.iter().map(|words| roles(words, vocabulary, names)).collect();
        let mut subjects = named.first().cloned().unwrap_or_default();
        subjects.retain(|id| named.iter().all(|names| names.contains(id)));
        Self {
            terms,
            negates: phrasings.iter().flatten().any(|word| word.is_negation),
            asks: phrasings.iter().filter_map(|words| Some(language.asking(words)?.0)).collect(),
            names: named,
            numbers: phrasings.iter().map(numbers).collect(),
            subjects,
        }
    }

    /// Holds the entry to account for a question that is nearest to this phrasing of it.
    pub(super) fn account(&self, asked: &Asked<'_>, phrasing: usize) -> Account {
        let left = self.left_open(asked);
        let veto = self.foreign_word(asked, phrasing, &left).or_else(|| match asked.strictness {
            Strictness::Lenient => None,
            Strictness::Strict => self.other_question(asked, phrasing),
        });
        let named = left.iter().filter(|(_, kind)| *kind != Kind::Known);
        let open: Vec<Range<usize>> = named.map(|(word, _)| word.span.clone()).collect();
        let words = left.iter().filter(|(_, kind)| *kind != Kind::Known);
        let mut unaccounted: Vec<String> = words.map(|(word, _)| asked.query.written(word)).collect();
        if let Some(Veto::Asking(said)) = &veto {
            unaccounted.insert(0, said.clone());
        }
        unaccounted.dedup();
        unaccounted.truncate(MOST_NAMED);
        Account { unaccounted, veto, open }
    }

    /// A word of the question that has no place in this entry.
    fn foreign_word(&self, asked: &Asked<'_>, phrasing: usize, left: &[(&Word, Kind)]) -> Option<Veto> {
        let is_strict = asked.strictness == Strictness::Strict;
        let has_other = |ids: &[TermId]| ids.iter().any(|id| !asked.terms.contains(id));
        let other_name = has_other(&self.names[phrasing]);
        let other_number = has_other(&self.numbers[phrasing]);
        left.iter().find_map(|&(word, kind)| {
            let word = asked.query.written(word);
            match kind {
                Kind::Number if is_strict || other_number => Some(Veto::Number(word)),
                Kind::Name if is_strict || other_name => Some(Veto::Name(word)),
                // Any word may be a name that is not capitalised, but most are none.
                Kind::Unknown if other_name => Some(Veto::Name(word)),
                // In a question that says more than the entry, "not" may belong to the rest.
                Kind::Negation if left.len() == 1 => Some(Veto::Negation(word)),
                Kind::Reversal if is_strict => Some(Veto::Negation(word)),
                _ => None,
            }
        })
    }

    /// Whether the question is another one about what the entry is about.
    fn other_question(&self, asked: &Asked<'_>, phrasing: usize) -> Option<Veto> {
        if let Some((asking, said)) = &asked.asking
            && !self.asks.contains(asking)
        {
            return Some(Veto::Asking(said.clone()));
        }
        let foreign = asked.names.iter().any(|id| !self.subjects.contains(id));
        let misses_subject = self.subjects.iter().any(|id| !asked.names.contains(id));
        if foreign && misses_subject {
            return Some(Veto::Roles);
        }
        let theirs = &self.names[phrasing];
        let shared: Vec<&TermId> = asked.names.iter().filter(|id| theirs.contains(id)).collect();
        let mut in_their_order = shared.clone();
        in_their_order.sort_by_key(|id| theirs.iter().position(|their| their == *id));
        (shared != in_their_order).then_some(Veto::Roles)
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
    /// One that ends or undoes what the rest is about.
    Reversal,
    /// One that the whole FAQ does not have.
    Unknown,
    /// One that other entries have.
    Known,
}
