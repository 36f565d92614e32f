//! What of a question an entry does not account for, and whether that forbids an answer.
//!
//! Confidence says how alike two questions are as a whole; "the Munich conference" and "the
//! Moscow conference" are very alike. Here single words are held to account: a name, a number
//! or a negation that the entry knows nothing of vetoes a confident answer.

use std::collections::{BTreeSet, HashSet};
use std::ops::Range;

use super::names::{Names, capitalised_inside, is_known_name};
use super::query::Query;
use super::roles::Roles;
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
    /// Every foreign name does, and so do swapped roles, another thing that is asked for, an opposite, and words
    /// that lead away in meaning. Where answers are not judged, so do every foreign number, an amount, a "which" and
    /// a reversal: on 20 FAQs whose answers are, these held back 40 right answers and 20 others.
    Strict,
}

impl Strictness {
    /// It as a word, for what is kept in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Lenient => "lenient",
            Self::Strict => "strict",
        }
    }
}

/// What of a FAQ speaks for an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// Words and letters alone, as there is no encoder.
    Words,
    /// What its phrasings mean, too.
    Phrasings,
    /// What its answer means, too, which is judged.
    Answers,
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
    /// The names in each phrasing.
    roles: Vec<Roles>,
    /// The terms of each phrasing that are numbers.
    numbers: Vec<Vec<TermId>>,
    /// The stems of each phrasing's words, with spaces between: a text takes a tenth of a list's room.
    stems: Vec<String>,
    /// The names and numbers that most of its phrasings share. Others are examples: who asks for
    /// the time in Paris may ask for that in Rome.
    telling: Vec<TermId>,
}

/// What of a question does not depend on the entry that is held to account.
pub(super) struct Asked<'a> {
    query: &'a Query,
    language: &'a Language,
    strictness: Strictness,
    /// Whether single words decide what a judge of whole answers does not.
    words_decide: bool,
    /// Whether an opposite of the entry's word forbids an answer. Where answers are not read, questions mostly say what
    /// went wrong, and it would forbid right ones in a large FAQ.
    opposites_count: bool,
    /// Whether a word that the FAQ does not have may be a name, for all that is known.
    doubts_unknown: bool,
    /// The terms that the question's terms match, with typos.
    terms: HashSet<TermId>,
    words: Vec<AskedWord<'a>>,
    /// The FAQ's names in the question.
    roles: Roles,
    /// What it asks for, and the words that say so.
    asking: Option<(Asking, String)>,
}

/// A word of the question that is to be accounted for.
struct AskedWord<'a> {
    word: &'a Word,
    term: Option<TermId>,
    /// What it matches in the FAQ.
    matches: &'a [(TermId, f32)],
    /// The FAQ's terms for the country that it names. They do not count as matched, but an entry of which one is has
    /// something of it: the Chinese are of China.
    kin: Vec<TermId>,
    kind: Kind,
}

/// What of a question an entry leaves open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// The words, as the reader wrote them, in the question's order.
    pub unaccounted: Vec<String>,
    /// Why there must be no confident answer, if so.
    pub veto: Option<Veto>,
    /// Where in the query's text the words stand that are not accounted for, also those that other
    /// entries have.
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
    /// The message tells what is done, and asks nothing.
    News,
    /// The question has this pronoun, and names nothing that it could stand for.
    Pronoun(String),
    /// The question says no more than this, and several entries have all its words.
    OneOfSeveral(String),
    /// Without these words, the question would mean more of what the entry does.
    Meaning(String),
    /// The question is more like this one, which the FAQ does not answer by its editor's word.
    OutOfScope(String),
}

impl<'a> Asked<'a> {
    /// Reads a question's words for what must be accounted for. Where answers are read, fewer words forbid one;
    /// where words alone are, they decide: in a language whose names nobody has listed, `индия` then cannot be told
    /// from a word that only says the same in another way.
    pub(super) fn new(
        query: &'a Query,
        strictness: Strictness,
        reading: Reading,
        language: &'a Language,
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
                () if word.is_negation && language.is_idle_negation(&query.words, term.words.start) => {
                    continue;
                }
                () if word.is_negation => Kind::Negation,
                () if term.is_stop || language.is_filler(&word.folded) => continue,
                () if word.is_number() => Kind::Number,
                () if names.contains(word) || is_known_name(language, word) => Kind::Name,
                () if capitalised.contains(&word.span.start) => Kind::Name,
                () if is_reversal(language, &query.words, term.words.start) => Kind::Reversal,
                () if is_chosen(language, &query.words, term.words.start) => Kind::Chosen,
                () if matches.is_empty() && vocabulary.uses(&word.folded) == 0 => Kind::Unknown,
                () => Kind::Known,
            };
            let kin = if kind == Kind::Name { language.same_country(&word.stem) } else { &[] };
            let kin: Vec<TermId> = kin.iter().filter_map(|stem| vocabulary.id(stem)).collect();
            words.push(AskedWord { word, term: vocabulary.id(&term.key), matches, kin, kind });
        }
        let asking = language.asking(&query.words).map(|(asking, first, length)| {
            let said = &query.words[first..first + length];
            (asking, said.iter().map(|word| word.written(&query.text)).collect::<Vec<_>>().join(" "))
        });
        Self {
            query,
            language,
            strictness,
            words_decide: strictness == Strictness::Strict && reading != Reading::Answers,
            opposites_count: strictness == Strictness::Strict || reading == Reading::Answers,
            doubts_unknown: reading == Reading::Words && !language.lists_names(),
            terms: matched
                .iter()
                .flatten()
                .map(|&(id, _)| id)
                .chain(words.iter().flat_map(|asked| asked.kin.iter().copied()))
                .collect(),
            words,
            roles: Roles::of(language, &query.words, vocabulary, name_terms),
            asking,
        }
    }
}

/// Whether the word at this place undoes something; as a noun ("the stop") it does not.
fn is_reversal(language: &Language, words: &[Word], at: usize) -> bool {
    let is_noun = at > 0 && language.is_determiner(&words[at - 1].folded);
    language.is_reversal(&words[at].stem) && !is_noun
}

/// Whether a "which" stands before the word at this place.
fn is_chosen(language: &Language, words: &[Word], at: usize) -> bool {
    at > 0 && language.asks_for_one(&words[at - 1].folded)
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
        let roles: Vec<Roles> =
            phrasings.iter().map(|words| Roles::of(language, words, vocabulary, names)).collect();
        let numbers: Vec<Vec<TermId>> = phrasings.iter().map(numbers).collect();
        let mut terms: Vec<TermId> =
            phrasings.iter().map(Vec::as_slice).chain([answer]).flat_map(ids).collect();
        terms.sort_unstable();
        terms.dedup();
        Self {
            terms,
            negates: phrasings.iter().flatten().any(|word| word.is_negation),
            asks: phrasings.iter().filter_map(|words| Some(language.asking(words)?.0)).collect(),
            stems: phrasings.iter().map(|words| stems(words)).collect(),
            telling: telling(&roles, &numbers),
            roles,
            numbers,
        }
    }

    /// Whether a phrasing has words with all these stems.
    pub(super) fn has_phrasing_with(&self, asked: &BTreeSet<&str>) -> bool {
        let has = |stems: &str, asked: &str| stems.split(' ').any(|theirs| theirs == asked);
        self.stems.iter().any(|stems| asked.iter().all(|asked| has(stems, asked)))
    }

    /// Whether a word is the opposite of one in this phrasing, which the question does not have.
    /// Where either denies something, opposites may say the same.
    fn is_opposite(&self, asked: &Asked<'_>, phrasing: usize, word: &Word) -> bool {
        let asks = |stem: &str| asked.query.words.iter().any(|word| word.stem == stem);
        let denies = self.negates || asked.query.words.iter().any(|word| word.is_negation);
        let mut theirs = self.stems[phrasing].split(' ').filter(|stem| !asks(stem));
        !denies && theirs.any(|stem| asked.language.are_opposites(&word.stem, stem))
    }

    /// Holds the entry to account for a question that is nearest to this phrasing of it.
    pub(super) fn account(&self, asked: &Asked<'_>, phrasing: usize) -> Account {
        let left = self.left_open(asked);
        let veto = self.foreign_word(asked, phrasing, &left).or_else(|| match asked.strictness {
            Strictness::Lenient => None,
            Strictness::Strict => self.other_question(asked, phrasing),
        });
        let open = left.iter().map(|(word, _)| word.span.clone()).collect();
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
        let is_other = |id: &TermId| self.telling.contains(id) && !asked.terms.contains(id);
        let has_other = |ids: &[TermId]| ids.iter().any(is_other);
        let other_name = has_other(&self.roles[phrasing].names);
        let other_number = has_other(&self.numbers[phrasing]);
        left.iter().find_map(|&(open, kind)| {
            let word = asked.query.written(open);
            match kind {
                Kind::Number if asked.words_decide || other_number => Some(Veto::Number(word)),
                Kind::Name if is_strict || other_name => Some(Veto::Name(word)),
                Kind::Unknown if is_strict && asked.doubts_unknown => Some(Veto::Name(word)),
                // In a question that says more than the entry, "not" may belong to the rest.
                Kind::Negation if left.len() == 1 => Some(Veto::Negation(word)),
                Kind::Reversal if asked.words_decide => Some(Veto::Negation(word)),
                _ if asked.opposites_count && self.is_opposite(asked, phrasing, open) => {
                    Some(Veto::Negation(word))
                }
                Kind::Chosen if asked.words_decide => Some(Veto::Asking(format!("which {word}"))),
                _ => None,
            }
        })
    }

    /// Whether the question is another one about what the entry is about.
    fn other_question(&self, asked: &Asked<'_>, phrasing: usize) -> Option<Veto> {
        if let Some((asking, said)) = &asked.asking
            && !self.asks.contains(asking)
            && (asked.words_decide || !asking.is_of_answer())
        {
            return Some(Veto::Asking(said.clone()));
        }
        let unheard = self.names_no_such_group(asked, phrasing) || self.has_another_agent(asked, phrasing);
        unheard.then_some(Veto::Roles)
    }

    /// Whether the question puts another name in the place of one.
    fn names_no_such_group(&self, asked: &Asked<'_>, phrasing: usize) -> bool {
        !self.roles.iter().any(|theirs| asked.roles.are_within(theirs))
            && !self.roles[phrasing].are_within(&asked.roles)
    }

    /// Whether one acts in the question that does not act here.
    fn has_another_agent(&self, asked: &Asked<'_>, phrasing: usize) -> bool {
        let agents = &asked.roles.agents;
        let act_in = |theirs: &Roles| theirs.agents.iter().any(|id| agents.contains(id));
        let agents_are_told = |theirs: &&Roles| !theirs.agents.is_empty();
        let mut told = self.roles.iter().filter(agents_are_told).peekable();
        if agents.is_empty() || told.peek().is_none() {
            return false;
        }
        let nearest = &self.roles[phrasing];
        let differs_from_nearest = !nearest.agents.is_empty() && !act_in(nearest);
        !told.any(act_in) || differs_from_nearest && !act_in(&self.roles[0])
    }

    /// The words of the question that the entry has nothing of.
    fn left_open<'a>(&self, asked: &Asked<'a>) -> Vec<(&'a Word, Kind)> {
        let has = |id: TermId| self.terms.binary_search(&id).is_ok();
        let is_open = |asked: &&AskedWord<'_>| match asked.kind {
            Kind::Negation => !self.negates,
            _ => {
                let matched = asked.matches.iter().map(|&(id, _)| id).chain(asked.kin.iter().copied());
                !asked.term.into_iter().chain(matched).any(has)
            }
        };
        asked.words.iter().filter(is_open).map(|asked| (asked.word, asked.kind)).collect()
    }
}

fn stems(words: &[Word]) -> String {
    words.iter().map(|word| word.stem.as_str()).collect::<Vec<_>>().join(" ")
}

/// The names and numbers that more than half of the phrasings have.
fn telling(roles: &[Roles], numbers: &[Vec<TermId>]) -> Vec<TermId> {
    let of_phrasing = |(roles, numbers): (&Roles, &Vec<TermId>)| [&roles.names[..], numbers].concat();
    let all: Vec<Vec<TermId>> = roles.iter().zip(numbers).map(of_phrasing).collect();
    let uses = |id: &TermId| all.iter().filter(|theirs| theirs.contains(id)).count();
    let mut telling: Vec<TermId> = all.concat();
    telling.retain(|id| 2 * uses(id) > all.len());
    telling.sort_unstable();
    telling.dedup();
    telling
}

/// What sort of word is left open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Name,
    Number,
    Negation,
    /// One that ends or undoes what the rest is about.
    Reversal,
    /// One of whose kind the question wants to know which.
    Chosen,
    /// One that the whole FAQ does not have.
    Unknown,
    /// One that other entries have.
    Known,
}
