//! Finds the entries that are most like a question.

use std::cell::OnceCell;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use xxhash_rust::xxh3::xxh3_64;

use super::accounting::{Ledger, Strictness};
use super::blend::{Blend, Likeness};
use super::cache::VectorCache;
use super::calibration;
use super::candidate::{self, Candidate, EntryLikeness, Rival, Signals};
use super::characters::CharacterIndex;
use super::confidence::Thresholds;
use super::encoder::Encoder;
use super::evidence::{AnswerLikeness, Evidence};
use super::exact::{self, ExactIndex};
use super::judge::HAS_JUDGE;
use super::lexical::LexicalIndex;
use super::mending::Mender;
use super::names::Names;
use super::query::{self, Query};
use super::roles::Roles;
use super::semantic::{Progress, SemanticIndex};
use super::texts::{FaqTexts, ranges};
use super::vocabulary::{TermId, Tolerance, Vocabulary};
use crate::text::{Language, Word, exact_key};

/// How many candidates a question gets. Five are shown to programs; ten place the right entry.
pub const MAX_CANDIDATES: usize = 10;

/// A FAQ of fewer entries is strict unless told otherwise. It answers little of what readers ask,
/// and the likeness of other entries, which tells a near miss in a large FAQ, says nothing.
const SMALL: usize = 12;

/// Finds the entries that answer a question, in one language.
pub struct Matcher {
    pub(super) language: Language,
    pub(super) vocabulary: Vocabulary,
    pub(super) names: Names,
    pub(super) name_terms: HashSet<TermId>,
    pub(super) strictness: Strictness,
    pub(super) mender: Mender,
    pub(super) exact: ExactIndex,
    pub(super) lexical: LexicalIndex,
    pub(super) characters: CharacterIndex,
    /// The vectors of all texts, then those of the answers.
    pub(super) semantic: Option<SemanticIndex>,
    /// What the answers say, where they are read.
    pub(super) evidence: Option<Evidence>,
    /// The texts of all phrasings, entry by entry, then the out-of-scope questions.
    pub(super) texts: Vec<String>,
    /// Which of them are each entry's.
    pub(super) ranges: Vec<Range<usize>>,
    pub(super) ledgers: Vec<Ledger>,
    /// The names in each out-of-scope question.
    pub(super) out_of_scope_roles: Vec<Roles>,
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
        let evidence = encoder.as_ref().filter(|encoder| HAS_JUDGE && encoder.is_built_in());
        let evidence = evidence.map(|_| Evidence::new(entries, texts.len())).filter(Evidence::is_telling);
        let read: Vec<String> = evidence.iter().flat_map(Evidence::texts).collect();
        let encoded: Vec<&str> = texts.iter().copied().chain(read.iter().map(String::as_str)).collect();
        let told = |words: &Vec<Word>| Roles::of(&language, words, &vocabulary, &name_terms);
        Self {
            out_of_scope_roles: all_phrasings[phrasings.len()..].iter().map(told).collect(),
            strictness: strictness.unwrap_or_else(|| default_strictness(entries.len())),
            names,
            name_terms,
            mender: Mender::new(&language, &vocabulary),
            exact: ExactIndex::new(entries),
            lexical: LexicalIndex::new(&vocabulary, &all_phrasings),
            characters: CharacterIndex::new(&all_phrasings),
            semantic: encoder.map(|encoder| SemanticIndex::new(encoder, &encoded, cache, progress)),
            evidence,
            language,
            vocabulary,
            texts: texts.into_iter().map(str::to_owned).collect(),
            ranges,
            ledgers,
        }
    }

    /// The thresholds where an editor has chosen none.
    pub fn default_thresholds(&self) -> Thresholds {
        match &self.evidence {
            Some(_) => calibration::judged_thresholds(self.strictness),
            None => Thresholds::shipped(self.semantic.is_some()),
        }
    }

    /// Tells apart the ways in which a question can be matched: encoder, strictness and constants.
    pub fn fingerprint(&self) -> u64 {
        let encoder = self.semantic.as_ref().map(|semantic| semantic.encoder().fingerprint());
        let calibration = calibration::fingerprint(self.evidence.is_some());
        fingerprint(encoder, self.strictness, calibration, env!("CARGO_PKG_VERSION"))
    }

    /// Whether the question is a phrasing of an entry.
    pub fn has(&self, question: &str) -> bool {
        self.exact.has(&exact_key(&query::bounded(question)))
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
            Some(semantic) if !self.exact.has(&key) => {
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
        if let [entry] = *self.exact.entries(&query.key) {
            return vec![Candidate {
                entry,
                phrasing: exact::phrasing(&self.texts[self.ranges[entry].clone()], &query.key),
                sentence: None,
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
        let found = self.likenesses(query);
        let entries = self.ranges.iter().zip(&found.answers);
        let entries = entries
            .map(|(range, &answer)| EntryLikeness { phrasings: &found.phrasings[range.clone()], answer });
        let exact = self.exact.entries(&query.key);
        candidate::ranked(entries, self.rival(query, &found.phrasings), found.unknown, exact, MAX_CANDIDATES)
    }

    /// As [`Matcher::all_candidates`], as if the entry did not have this one of its phrasings. Its
    /// words are known still: how rare the others are hardly depends on it.
    pub fn candidates_without(&self, query: &Query, entry: usize, phrasing: usize) -> Vec<Candidate> {
        if query.is_empty() {
            return Vec::new();
        }
        let found = self.likenesses(query);
        let mut kept = found.phrasings[self.ranges[entry].clone()].to_vec();
        kept.remove(phrasing);
        let theirs = |(number, range): (usize, &Range<usize>)| {
            let answer = found.answers[number];
            if number != entry {
                return EntryLikeness { phrasings: &found.phrasings[range.clone()], answer };
            }
            // The answer is read after the entry's question, the first of its phrasings.
            EntryLikeness { phrasings: &kept, answer: answer.filter(|_| phrasing > 0) }
        };
        let exact = self.exact.entries(&query.key).iter().copied().filter(|&other| other != entry);
        let exact = Vec::from_iter(exact);
        let entries = self.ranges.iter().enumerate().map(theirs);
        let rival = self.rival(query, &found.phrasings);
        let mut candidates = candidate::ranked(entries, rival, found.unknown, &exact, MAX_CANDIDATES);
        for found in candidates.iter_mut().filter(|found| found.entry == entry) {
            found.phrasing += usize::from(found.phrasing >= phrasing);
        }
        candidates
    }

    /// The vectors of the phrasings, for a matcher that has most of them too.
    pub fn vectors(&self) -> VectorCache {
        match &self.semantic {
            Some(semantic) => {
                let answers = self.evidence.iter().flat_map(Evidence::texts);
                let texts: Vec<String> = self.texts.iter().cloned().chain(answers).collect();
                VectorCache::of(semantic.encoder(), &texts, semantic.vectors())
            }
            None => VectorCache::none(),
        }
    }

    /// How many phrasings the entries have.
    pub(super) fn phrasings(&self) -> usize {
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

    fn likenesses(&self, query: &Query) -> Likenesses {
        let (coverages, unknown) = self.lexical.coverages(&self.vocabulary, query);
        let characters = self.characters.cosines(&query.words);
        let cosines = self.semantic.as_ref().map(|semantic| {
            let sentence = query.sentence.get_or_init(|| semantic.encoder().read(&query.text));
            semantic.cosines(&(0..semantic.len()), &sentence.direction())
        });
        let answer = |entry: usize| {
            let (evidence, cosines) = (self.evidence.as_ref()?, cosines.as_ref()?);
            evidence.likeness(entry, &cosines[evidence.vectors(entry)])
        };
        let blend = if cosines.is_some() { Blend::SEMANTIC } else { Blend::LEXICAL };
        let cosine = |at: usize| cosines.as_ref().map(|cosines| cosines[at]);
        let likenesses = coverages.into_iter().zip(characters).enumerate();
        let phrasings = likenesses
            .map(|(at, (coverage, characters))| blend.likeness(coverage, cosine(at), characters))
            .collect();
        Likenesses { phrasings, answers: (0..self.ranges.len()).map(answer).collect(), unknown }
    }
}

/// How like a question is to all that the FAQ says.
struct Likenesses {
    /// To the phrasings, then to the out-of-scope questions.
    phrasings: Vec<Likeness>,
    /// To each entry's answer, where it is read.
    answers: Vec<Option<AnswerLikeness>>,
    /// The share of its word weight that no phrasing has.
    unknown: f32,
}

/// The hash of a text that says how questions are matched. The hash is kept in files.
fn fingerprint(encoder: Option<u64>, strictness: Strictness, calibration: u64, version: &str) -> u64 {
    let encoder = encoder.map_or("none".to_owned(), |encoder| format!("{encoder:016x}"));
    let strictness = strictness.as_str();
    let text = format!("encoder {encoder}, {strictness}, calibration {calibration:016x}, version {version}");
    xxh3_64(text.as_bytes())
}

fn default_strictness(entries: usize) -> Strictness {
    if entries < SMALL { Strictness::Strict } else { Strictness::Lenient }
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
}
