//! From a question to ranked entries with a confidence, and a verdict.
//!
//! The matcher is synchronous, does no I/O once it is built, and never fails. It knows entries
//! by their number and their texts; what they belong to is for the floors above.

mod accounting;
mod blend;
mod cache;
mod calibration;
mod candidate;
mod characters;
mod encoder;
mod explanation;
mod letters;
mod lexical;
mod mending;
mod names;
mod query;
mod roles;
mod semantic;
mod verdict;
mod vocabulary;

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

pub use accounting::{Account, Strictness, Veto};
pub use cache::VectorCache;
pub use calibration::{Calibration, Confidence, Logistic, Shipped};
pub use candidate::{Candidate, Signals};
pub use encoder::{Encoder, EncoderError, EncoderFolder, Pooling, Sentence};
pub use explanation::{Explanation, WordMatch};
pub use lexical::Coverage;
pub use mending::Mend;
pub use query::Query;
pub use semantic::Progress;
pub use verdict::{MAX_SUGGESTIONS, Match, Thresholds, Verdict, VerdictName, decide, may_answer};

use accounting::{Asked, Ledger};
use blend::Blend;
use candidate::{Likeness, Rival};
use characters::CharacterIndex;
use lexical::LexicalIndex;
use mending::Mender;
use names::Names;
use roles::Roles;
use semantic::SemanticIndex;
use vocabulary::{TermId, Tolerance, Vocabulary};

use xxhash_rust::xxh3::xxh3_64;

use crate::text::{Language, Word, exact_key};

/// How many candidates a question gets. Five are shown to programs; ten place the right entry.
pub const MAX_CANDIDATES: usize = 10;

/// What a veto leaves of a confidence where questions are read strictly: such questions are wrong
/// more often than not. Read leniently, a vetoed entry is right as often as any other (11 % of the
/// right ones on CLINC150 and 5 % of what is out of scope are vetoed): the veto forbids the answer,
/// and says nothing of how likely it is.
const VETOED_SHARE: f32 = 0.5;

/// How much nearer a question comes to an entry without the one phrase that the entry does not
/// account for, if that leads away from it. Paraphrases have more such phrases, each of which says
/// less: so every further one is allowed some. On six blind sets of the shipped article, .03 answers 405
/// of 428 answerable questions and 4 of 359 near misses; .02 answers 386 and none.
const LEADS_AWAY: f32 = 0.025;

/// See [`LEADS_AWAY`].
const A_PHRASE_MORE: f32 = 0.01;

/// A FAQ of fewer entries is strict unless told otherwise. It answers little of what readers ask,
/// and the likeness of other entries, which tells a near miss in a large FAQ, says nothing.
const SMALL: usize = 12;

/// An entry's texts, as the matcher needs them.
#[derive(Clone, Debug)]
pub struct EntryText<'a> {
    /// The question, then the variants.
    pub phrasings: Vec<&'a str>,
    /// The answer.
    pub answer: &'a str,
}

/// The texts of a FAQ in one language.
#[derive(Clone, Debug, Default)]
pub struct FaqTexts<'a> {
    /// Groups of words that mean the same.
    pub aliases: Vec<Vec<String>>,
    /// The entries.
    pub entries: Vec<EntryText<'a>>,
    /// Questions that no entry answers.
    pub out_of_scope: Vec<&'a str>,
}

/// Finds the entries that answer a question, in one language.
pub struct Matcher {
    language: Language,
    vocabulary: Vocabulary,
    names: Names,
    name_terms: HashSet<TermId>,
    strictness: Strictness,
    mender: Mender,
    /// The entries that have a wording, by its normal form.
    exact: HashMap<String, Vec<usize>>,
    lexical: LexicalIndex,
    characters: CharacterIndex,
    semantic: Option<SemanticIndex>,
    /// The texts of all phrasings, entry by entry, then the out-of-scope questions.
    texts: Vec<String>,
    /// Which of them are each entry's.
    ranges: Vec<Range<usize>>,
    ledgers: Vec<Ledger>,
    /// The names in each out-of-scope question.
    out_of_scope_roles: Vec<Roles>,
}

impl Matcher {
    /// Indexes the texts. An `encoder` that does not know the language is left out; phrasings
    /// that `cache` lacks are encoded, and `progress` is told. Without a `strictness`, a small FAQ
    /// is strict.
    pub fn new(
        language: Language,
        faq: &FaqTexts<'_>,
        encoder: Option<Arc<Encoder>>,
        strictness: Option<Strictness>,
        cache: &VectorCache,
        progress: Progress<'_>,
    ) -> Self {
        let encoder = encoder.filter(|encoder| encoder.knows(&language));
        let FaqTexts { aliases, entries, out_of_scope } = faq;
        let asked = entries.iter().flat_map(|entry| &entry.phrasings).copied();
        let texts: Vec<&str> = asked.chain(out_of_scope.iter().copied()).collect();
        let all_phrasings: Vec<Vec<Word>> = texts.iter().map(|text| language.words(text)).collect();
        // What only an out-of-scope question says, the FAQ does not know.
        let phrasings = &all_phrasings[..texts.len() - out_of_scope.len()];
        let answers: Vec<Vec<Word>> = entries.iter().map(|entry| language.words(entry.answer)).collect();
        let alias_words: Vec<Vec<Word>> =
            aliases.iter().flatten().map(|alias| language.words(alias)).collect();
        let all_texts =
            texts[..phrasings.len()].iter().copied().chain(entries.iter().map(|entry| entry.answer));
        let all_words = phrasings.iter().chain(&answers).map(Vec::as_slice);
        let tolerance = if encoder.is_some() { Tolerance::SEMANTIC } else { Tolerance::LEXICAL };
        let vocabulary = Vocabulary::new(&language, aliases, tolerance, phrasings, &answers);
        let names = Names::new(&language, all_texts.zip(all_words), &alias_words);
        let name_terms = names.terms(&vocabulary, phrasings.iter().chain(&answers).map(Vec::as_slice));
        let ranges = ranges(entries);
        let ledgers = ranges
            .iter()
            .zip(&answers)
            .map(|(range, answer)| {
                Ledger::new(&language, &vocabulary, &name_terms, &phrasings[range.clone()], answer)
            })
            .collect();
        let told = |words: &Vec<Word>| Roles::of(&language, words, &vocabulary, &name_terms);
        Self {
            out_of_scope_roles: all_phrasings[phrasings.len()..].iter().map(told).collect(),
            strictness: strictness.unwrap_or_else(|| default_strictness(entries.len())),
            names,
            name_terms,
            mender: Mender::new(&language, &vocabulary),
            exact: exact_index(entries),
            lexical: LexicalIndex::new(&vocabulary, &all_phrasings),
            characters: CharacterIndex::new(&all_phrasings),
            semantic: encoder.map(|encoder| SemanticIndex::new(encoder, &texts, cache, progress)),
            language,
            vocabulary,
            texts: texts.into_iter().map(str::to_owned).collect(),
            ranges,
            ledgers,
        }
    }

    /// The thresholds where an editor has chosen none.
    pub fn default_thresholds(&self) -> Thresholds {
        Thresholds::shipped(self.semantic.is_some())
    }

    /// Tells apart the ways in which a question can be matched: encoder, strictness and constants.
    pub fn fingerprint(&self) -> u64 {
        let encoder = self.semantic.as_ref().map(|semantic| semantic.encoder().fingerprint());
        fingerprint(encoder, self.strictness, calibration::fingerprint(), env!("CARGO_PKG_VERSION"))
    }

    /// Whether the question is a phrasing of an entry.
    pub fn has(&self, question: &str) -> bool {
        self.exact.contains_key(&exact_key(&query::bounded(question)))
    }

    /// How many of the question's words are stop words of the language.
    pub fn stop_words(&self, question: &str) -> usize {
        let words = self.language.words(&query::bounded(question));
        words.iter().filter(|word| word.is_stop).count()
    }

    /// Reads a question: its words, its typos mended where there is an encoder to mislead.
    pub fn read(&self, question: &str) -> Query {
        let text = query::bounded(question);
        let key = exact_key(&text);
        let words = self.language.words(&text);
        let mends = match &self.semantic {
            Some(semantic) if !self.exact.contains_key(&key) => {
                self.mender.mends(&text, &words, &self.language, &self.vocabulary, semantic.encoder())
            }
            _ => Vec::new(),
        };
        let text = query::mended(&text, &mends);
        let words = if mends.is_empty() { words } else { self.language.words(&text) };
        let terms = self.vocabulary.terms(&words);
        Query { text, key, words, terms, mends, sentence: OnceCell::new(), matches: OnceCell::new() }
    }

    /// The entries that are most like the question, best first, with what speaks for each.
    ///
    /// For an entry's own wording it is that entry alone, and the encoder is not asked.
    pub fn candidates(&self, query: &Query) -> Vec<Candidate> {
        if query.is_empty() {
            return Vec::new();
        }
        if let [entry] = *self.exact(query) {
            return vec![Candidate {
                entry,
                phrasing: self.exact_phrasing(entry, query),
                signals: Signals::EXACT,
                rival: None,
            }];
        }
        self.all_candidates(query)
    }

    /// The entries that are most like the question, best first; also for an entry's own
    /// wording, which goes first.
    pub fn all_candidates(&self, query: &Query) -> Vec<Candidate> {
        if query.is_empty() {
            return Vec::new();
        }
        let (likenesses, unknown) = self.likenesses(query);
        let entries = self.ranges.iter().map(|range| &likenesses[range.clone()]);
        candidate::ranked(entries, self.rival(query, &likenesses), unknown, self.exact(query), MAX_CANDIDATES)
    }

    /// As [`Matcher::all_candidates`], as if the entry did not have this one of its phrasings. Its
    /// words are known still: how rare the others are hardly depends on it.
    pub fn candidates_without(&self, query: &Query, entry: usize, phrasing: usize) -> Vec<Candidate> {
        if query.is_empty() {
            return Vec::new();
        }
        let (likenesses, unknown) = self.likenesses(query);
        let mut kept = likenesses[self.ranges[entry].clone()].to_vec();
        kept.remove(phrasing);
        let theirs = |(number, range): (usize, &Range<usize>)| {
            if number == entry { &kept[..] } else { &likenesses[range.clone()] }
        };
        let exact: Vec<usize> = self.exact(query).iter().copied().filter(|&other| other != entry).collect();
        let entries = self.ranges.iter().enumerate().map(theirs);
        let rival = self.rival(query, &likenesses);
        let mut candidates = candidate::ranked(entries, rival, unknown, &exact, MAX_CANDIDATES);
        for found in candidates.iter_mut().filter(|found| found.entry == entry) {
            found.phrasing += usize::from(found.phrasing >= phrasing);
        }
        candidates
    }

    /// The vectors of the phrasings, for a matcher that has most of them too.
    pub fn vectors(&self) -> VectorCache {
        match &self.semantic {
            Some(semantic) => VectorCache::of(semantic.encoder(), &self.texts, semantic.vectors()),
            None => VectorCache::none(),
        }
    }

    /// `candidates` with their confidence, in the same order; those that may be answered or
    /// suggested are held to account.
    pub fn matches(&self, query: &Query, candidates: Vec<Candidate>) -> Vec<Match> {
        let asked = OnceCell::new();
        let mut limit = Confidence::CERTAIN;
        let weighed = candidates.into_iter().enumerate().map(|(rank, candidate)| {
            let account = if candidate.signals.exact || rank >= MAX_SUGGESTIONS {
                Account::default()
            } else {
                let asked = asked.get_or_init(|| self.asked(query));
                let mut account = self.ledgers[candidate.entry].account(asked, candidate.phrasing);
                let told = |rival: usize| Veto::OutOfScope(self.texts[self.phrasings() + rival].clone());
                account.veto = candidate.rival.map(told).or_else(|| account.veto.take());
                account.veto = account.veto.take().or_else(|| self.led_away(query, &candidate, &account));
                account
            };
            let confidence = calibration::confidence(&candidate.signals);
            let is_unlikely = account.veto.is_some() && self.strictness == Strictness::Strict;
            let share = if is_unlikely { VETOED_SHARE } else { 1.0 };
            // The ranking is by score: a lower one is never given a higher confidence.
            limit = limit.min(confidence.scaled(share));
            let Candidate { entry, phrasing, signals, .. } = candidate;
            Match { entry, phrasing, confidence: limit, signals, account }
        });
        weighed.collect()
    }

    fn asked<'a>(&'a self, query: &'a Query) -> Asked<'a> {
        let (strictness, words_alone) = (self.strictness, self.semantic.is_none());
        let Self { language, vocabulary, names, name_terms, .. } = self;
        Asked::new(query, strictness, words_alone, language, vocabulary, names, name_terms)
    }

    /// A veto if the words that the entry does not account for lead away from what it means.
    fn led_away(&self, query: &Query, candidate: &Candidate, account: &Account) -> Option<Veto> {
        if self.strictness == Strictness::Lenient || account.open.is_empty() {
            return None;
        }
        let (semantic, sentence) = (self.semantic.as_ref()?, query.sentence.get()?);
        let phrasings = &self.ranges[candidate.entry];
        let with = semantic.closest(phrasings, &sentence.direction());
        let without = semantic.closest(phrasings, &sentence.without(&account.open));
        let phrases = account.open.chunk_by(|one, next| are_neighbours(&query.text, one, next)).count();
        let allowed = LEADS_AWAY + A_PHRASE_MORE * (phrases - 1) as f32;
        (without - with > allowed).then(|| Veto::Meaning(account.unaccounted.join(", ")))
    }

    /// How many phrasings the entries have.
    fn phrasings(&self) -> usize {
        self.ranges.last().map_or(0, |range| range.end)
    }

    /// The out-of-scope question that is most like the question. One with the roles reversed is none,
    /// however alike it looks to the encoder.
    fn rival(&self, query: &Query, likenesses: &[Likeness]) -> Option<Rival> {
        let asked = Roles::of(&self.language, &query.words, &self.vocabulary, &self.name_terms);
        let told = likenesses[self.phrasings()..].iter().zip(&self.out_of_scope_roles).enumerate();
        let agreeing = told.filter(|(_, (_, roles))| !roles.contradict(&asked));
        let rivals = agreeing.map(|(number, (likeness, _))| Rival { number, score: likeness.score });
        rivals.max_by(|one, other| one.score.total_cmp(&other.score))
    }

    /// The entries that have the question as one of their phrasings.
    fn exact(&self, query: &Query) -> &[usize] {
        self.exact.get(&query.key).map_or(&[], Vec::as_slice)
    }

    fn exact_phrasing(&self, entry: usize, query: &Query) -> usize {
        let texts = &self.texts[self.ranges[entry].clone()];
        texts.iter().position(|text| exact_key(&query::bounded(text)) == query.key).unwrap_or(0)
    }

    fn likenesses(&self, query: &Query) -> (Vec<Likeness>, f32) {
        let (coverages, unknown) = self.lexical.coverages(&self.vocabulary, query);
        let characters = self.characters.cosines(&query.words);
        let cosines = self.semantic.as_ref().map(|semantic| {
            let sentence = query.sentence.get_or_init(|| semantic.encoder().read(&query.text));
            semantic.cosines(&sentence.direction())
        });
        let blend = if cosines.is_some() { Blend::SEMANTIC } else { Blend::LEXICAL };
        let cosine = |at: usize| cosines.as_ref().map(|cosines| cosines[at]);
        let likenesses = coverages.into_iter().zip(characters).enumerate();
        let likenesses = likenesses
            .map(|(at, (coverage, characters))| blend.likeness(coverage, cosine(at), characters))
            .collect();
        (likenesses, unknown)
    }
}

/// The hash of a text that says how questions are matched. The hash is kept in files.
fn fingerprint(encoder: Option<u64>, strictness: Strictness, calibration: u64, version: &str) -> u64 {
    let encoder = encoder.map_or("none".to_owned(), |encoder| format!("{encoder:016x}"));
    let strictness = strictness.as_str();
    let text = format!("encoder {encoder}, {strictness}, calibration {calibration:016x}, version {version}");
    xxh3_64(text.as_bytes())
}

/// Whether no word is between two places of a text.
fn are_neighbours(text: &str, one: &Range<usize>, next: &Range<usize>) -> bool {
    text.get(one.end..next.start).is_some_and(|between| !between.contains(char::is_alphanumeric))
}

fn default_strictness(entries: usize) -> Strictness {
    if entries < SMALL { Strictness::Strict } else { Strictness::Lenient }
}

fn ranges(entries: &[EntryText<'_>]) -> Vec<Range<usize>> {
    let mut start = 0;
    entries
        .iter()
        .map(|entry| {
            let range = start..start + entry.phrasings.len();
            start = range.end;
            range
        })
        .collect()
}

/// The entries of each wording. A time or a date without its marks, `800` for `8:00`, is
/// found too, unless it is another entry's wording; `15` for `1.5` or `1-5` is not.
fn exact_index(entries: &[EntryText<'_>]) -> HashMap<String, Vec<usize>> {
    let mut index = keyed(entries, exact_key);
    for (key, found) in keyed(entries, |phrasing| exact_key(&phrasing.replace([':', '/'], ""))) {
        index.entry(key).or_insert(found);
    }
    index
}

fn keyed(entries: &[EntryText<'_>], key: impl Fn(&str) -> String) -> HashMap<String, Vec<usize>> {
    let mut index: HashMap<String, Vec<usize>> = HashMap::new();
    for (number, entry) in entries.iter().enumerate() {
        for phrasing in &entry.phrasings {
            let found = index.entry(key(&query::bounded(phrasing))).or_default();
            if !found.contains(&number) {
                found.push(number);
            }
        }
    }
    index
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Files hold such numbers: they must be the same wherever the program runs.
    #[test]
    fn the_ways_of_matching_are_hashed_as_files_have_it() {
        assert_eq!(fingerprint(None, Strictness::Lenient, 7, "0.1.0"), 0x9d05_3a26_7d69_d495);
        assert_eq!(fingerprint(Some(u64::MAX), Strictness::Strict, 7, "0.1.0"), 0x2a18_7be7_c3fb_fcb5);
    }

    #[test]
    fn a_wording_is_found_without_its_marks_but_not_with_another_number() {
        let texts = ["Are you open at 8:00?", "What do 1.5 tonnes cost?", "What do 1-5 parcels cost?"];
        let entries = texts.map(|text| EntryText { phrasings: vec![text], answer: "Yes." });
        let faq = FaqTexts { entries: entries.to_vec(), ..FaqTexts::default() };
        let language = Language::new("en");
        let matcher = Matcher::new(language, &faq, None, None, &VectorCache::none(), &|_, _| ());
        for (question, expected) in [
            ("are you open at 800", Some(0)),
            ("are you open at 8 00", Some(0)),
            ("what do 1,5 tonnes cost", Some(1)),
            ("what do 15 tonnes cost", None),
            ("what do 15 parcels cost", None),
        ] {
            let query = matcher.read(question);
            let best = matcher.candidates(&query)[0];
            assert_eq!(best.signals.exact.then_some(best.entry), expected, "{question}");
        }
    }
}
